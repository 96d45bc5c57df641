//! The cells of a binary sheet. [MS-XLSB] 2.4: the short kinds leave out their column, which is the
//! one after the cell before.

use super::records::{Record, kind};
use crate::intake::cell::stored::{Value, error_of_code, number_of_rk};
use crate::intake::grid::CellRef;

/// A cell with content.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BinaryCell {
    pub(super) at: CellRef,
    pub(super) value: Value,
    /// Its cell format.
    pub(super) format: u32,
    /// Whether a formula gave the value.
    pub(super) is_formula: bool,
}

/// Where the next cell stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cursor {
    row: u32,
    next_column: u32,
}

impl Cursor {
    /// Takes a record: a cell, if it is one with content; moves on if it is a row's head or a cell.
    pub(super) fn take(&mut self, record: Record<'_>, strings: &[String]) -> Option<BinaryCell> {
        if record.kind == kind::ROW_HEAD {
            self.row = record.u32(0)?;
            self.next_column = 0;
            return None;
        }
        let is_short = (kind::SHORT_BLANK..=kind::SHORT_SHARED).contains(&record.kind);
        let is_long = (1..=kind::FORMULA_ERROR).contains(&record.kind);
        let (column, body) = match (is_short, is_long) {
            (true, _) => (self.next_column, 0),
            (_, true) => (record.u32(0)?, 4),
            _ => return None,
        };
        self.next_column = column.saturating_add(1);
        // The upper byte holds flags.
        let format = record.u32(body)? & 0x00FF_FFFF;
        let value = value_of(record, body + 4, strings)?;
        Some(BinaryCell {
            at: CellRef::new(self.row, column),
            value,
            format,
            is_formula: (kind::FORMULA_TEXT..=kind::FORMULA_ERROR).contains(&record.kind),
        })
    }
}

fn value_of(record: Record<'_>, at: usize, strings: &[String]) -> Option<Value> {
    Some(match record.kind {
        kind::CELL_RK | kind::SHORT_RK => Value::Number(number_of_rk(record.u32(at)?)),
        kind::CELL_REAL | kind::SHORT_REAL | kind::FORMULA_REAL => Value::Number(record.f64(at)?),
        kind::CELL_BOOL | kind::SHORT_BOOL | kind::FORMULA_BOOL => Value::Bool(record.u8(at)? != 0),
        kind::CELL_ERROR | kind::SHORT_ERROR | kind::FORMULA_ERROR => {
            Value::Error(error_of_code(record.u8(at)?))
        }
        kind::CELL_TEXT | kind::SHORT_TEXT | kind::FORMULA_TEXT => Value::Text(record.text(at)?.0),
        kind::CELL_SHARED | kind::SHORT_SHARED => {
            let place = usize::try_from(record.u32(at)?).ok()?;
            Value::Text(strings.get(place)?.clone())
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_cells_follow_the_cell_before() {
        let strings = ["得分".to_owned()];
        let mut cursor = Cursor::default();
        let row = 4_u32.to_le_bytes();
        let long = [
            2_u32.to_le_bytes(),
            7_u32.to_le_bytes(),
            0_u32.to_le_bytes(),
        ]
        .concat();
        let short = [0_u32.to_le_bytes(), ((98_u32 << 2) | 3).to_le_bytes()].concat();
        let mut take = |kind, body: &[u8]| cursor.take(Record { kind, body }, &strings);
        assert_eq!(take(kind::ROW_HEAD, &row), None);
        let first = take(kind::CELL_SHARED, &long).unwrap();
        assert_eq!((first.at.to_string().as_str(), first.format), ("C5", 7));
        assert_eq!(first.value, Value::Text("得分".to_owned()));
        let second = take(kind::SHORT_RK, &short).unwrap();
        assert_eq!(second.at.to_string(), "D5");
        assert_eq!(second.value, Value::Number(0.98));
        assert_eq!(take(kind::CELL_SHARED, b"cut"), None);
    }
}
