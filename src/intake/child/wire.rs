//! What passes between the two processes.

use serde::{Deserialize, Serialize};

use crate::intake::error::ReadError;
use crate::intake::grid::{Area, Cell, CellRef, CellValue, Grid, Visibility, Workbook};

/// What the child answers.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    Read(WireWorkbook),
    Failed(ReadError),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireWorkbook {
    sheets: Vec<WireGrid>,
    remarks: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct WireGrid {
    name: String,
    visibility: u8,
    cells: Vec<WireCell>,
    /// First row and column, last row and column.
    merges: Vec<[u32; 4]>,
}

#[derive(Debug, Serialize, Deserialize)]
struct WireCell {
    at: (u32, u32),
    value: WireValue,
    shown: String,
    format: Option<String>,
    formula: Option<String>,
    hidden: bool,
    comment: Option<String>,
}

/// A value; numbers as decimal text, which loses nothing.
#[derive(Debug, Serialize, Deserialize)]
enum WireValue {
    Text(String),
    Number(String),
    Bool(bool),
    Date(String),
    Error(String),
    Uncalculated,
}

impl From<Result<Workbook, ReadError>> for Answer {
    fn from(outcome: Result<Workbook, ReadError>) -> Self {
        match outcome {
            Ok(workbook) => Self::Read(WireWorkbook {
                sheets: workbook.sheets.iter().map(WireGrid::from).collect(),
                remarks: workbook.remarks,
            }),
            Err(error) => Self::Failed(error),
        }
    }
}

impl From<Answer> for Result<Workbook, ReadError> {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Read(workbook) => Ok(Workbook {
                sheets: workbook.sheets.into_iter().map(Grid::from).collect(),
                remarks: workbook.remarks,
            }),
            Answer::Failed(error) => Err(error),
        }
    }
}

impl From<&Grid> for WireGrid {
    fn from(grid: &Grid) -> Self {
        Self {
            name: grid.name.clone(),
            visibility: match grid.visibility {
                Visibility::Visible => 0,
                Visibility::Hidden => 1,
                Visibility::VeryHidden => 2,
            },
            cells: grid.cells().map(WireCell::from).collect(),
            merges: grid
                .merges()
                .iter()
                .map(|area| [area.first.row, area.first.col, area.last.row, area.last.col])
                .collect(),
        }
    }
}

impl From<WireGrid> for Grid {
    fn from(wire: WireGrid) -> Self {
        let mut grid = Self::new(wire.name);
        grid.visibility = match wire.visibility {
            0 => Visibility::Visible,
            1 => Visibility::Hidden,
            _ => Visibility::VeryHidden,
        };
        for cell in wire.cells {
            grid.put(cell.into());
        }
        for [top, left, bottom, right] in wire.merges {
            grid.merge(Area {
                first: CellRef::new(top, left),
                last: CellRef::new(bottom, right),
            });
        }
        grid
    }
}

impl From<&Cell> for WireCell {
    fn from(cell: &Cell) -> Self {
        Self {
            at: (cell.at.row, cell.at.col),
            value: match &cell.value {
                CellValue::Text(text) => WireValue::Text(text.clone()),
                CellValue::Number(number) => WireValue::Number(number.to_string()),
                CellValue::Bool(flag) => WireValue::Bool(*flag),
                CellValue::Date(iso) => WireValue::Date(iso.clone()),
                CellValue::Error(text) => WireValue::Error(text.clone()),
                CellValue::Uncalculated => WireValue::Uncalculated,
            },
            shown: cell.shown.clone(),
            format: cell.number_format.clone(),
            formula: cell.formula.clone(),
            hidden: cell.hidden,
            comment: cell.comment.clone(),
        }
    }
}

impl From<WireCell> for Cell {
    fn from(wire: WireCell) -> Self {
        Self {
            at: CellRef::new(wire.at.0, wire.at.1),
            value: match wire.value {
                WireValue::Text(text) => CellValue::Text(text),
                WireValue::Number(text) => match text.parse() {
                    Ok(number) => CellValue::Number(number),
                    Err(_) => CellValue::Text(text),
                },
                WireValue::Bool(flag) => CellValue::Bool(flag),
                WireValue::Date(iso) => CellValue::Date(iso),
                WireValue::Error(text) => CellValue::Error(text),
                WireValue::Uncalculated => CellValue::Uncalculated,
            },
            shown: wire.shown,
            number_format: wire.format,
            formula: wire.formula,
            hidden: wire.hidden,
            comment: wire.comment,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_arrives_as_it_was_sent() {
        let mut grid = Grid::new("自评表");
        grid.visibility = Visibility::Hidden;
        for (column, value) in [
            CellValue::Text("一\n二".into()),
            CellValue::Number("18558.340".parse().unwrap()),
            CellValue::Bool(true),
            CellValue::Date("2024-04-15".into()),
            CellValue::Error("#REF!".into()),
            CellValue::Uncalculated,
        ]
        .into_iter()
        .enumerate()
        {
            let at = CellRef::new(1_048_575, u32::try_from(column).unwrap());
            grid.put(Cell {
                value,
                number_format: Some("0%".into()),
                formula: Some("A1".into()),
                hidden: true,
                comment: Some("注".into()),
                ..Cell::text(at, "看到的")
            });
        }
        grid.merge("A1:C3".parse().unwrap());
        let sent = Workbook {
            sheets: vec![grid],
            remarks: vec!["说明".into()],
        };
        let json = serde_json::to_vec(&Answer::from(Ok(sent.clone()))).unwrap();
        let answer: Answer = serde_json::from_slice(&json).unwrap();
        let received = Result::<Workbook, ReadError>::from(answer).unwrap();
        let of = |workbook: &Workbook| format!("{workbook:?}");
        assert_eq!(of(&received), of(&sent));
    }

    #[test]
    fn an_error_arrives_as_it_was_sent() {
        let sent = ReadError::TooLarge("很多".into());
        let json = serde_json::to_vec(&Answer::from(Err(sent.clone()))).unwrap();
        let answer: Answer = serde_json::from_slice(&json).unwrap();
        assert_eq!(
            Result::<Workbook, ReadError>::from(answer).unwrap_err(),
            sent
        );
    }
}
