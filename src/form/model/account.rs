//! What became of the cells and columns of a form.

use super::sourced::SheetCell;
use crate::intake::grid::CellRef;

/// What a column of a block was taken for, and how sure that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnReading {
    /// The column, counted from 0.
    pub col: u32,
    /// Where its heading begins.
    pub first: SheetCell,
    /// Where its heading ends.
    pub last: CellRef,
    /// The heading as read, its rows joined.
    pub heading: String,
    /// The field, in Chinese (`实际完成值`), or `None` where the column is not used.
    pub field: Option<String>,
    /// 0 to 100.
    pub confidence: u8,
}

/// What became of each cell with content in the form's range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellUse {
    /// Its content is a value of the form.
    Used,
    /// A heading or label.
    Label,
    /// A known note: filling instructions, signatures, page numbers.
    Note,
    /// None of these: listed for a person to look at.
    Unread,
}

/// The account of every cell: used + labels + notes + unread = cells with content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Every cell with content in the form's range, with its fate, in sheet and row order.
    pub cells: Vec<(SheetCell, CellUse, String)>,
}

impl Coverage {
    /// How many cells had this fate.
    #[must_use]
    pub fn count(&self, fate: CellUse) -> usize {
        self.cells.iter().filter(|(_, f, _)| *f == fate).count()
    }

    /// The unread cells with their texts.
    pub fn unread(&self) -> impl Iterator<Item = (SheetCell, &str)> {
        self.cells
            .iter()
            .filter(|(_, fate, _)| *fate == CellUse::Unread)
            .map(|(at, _, text)| (*at, text.as_str()))
    }
}
