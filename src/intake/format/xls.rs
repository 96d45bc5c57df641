//! Excel 97 and Excel 5/95 workbooks (.xls, older .et): values and formulas from calamine; number formats,
//! merges, hidden rows and columns and comments from the BIFF records themselves.

mod biff;
mod compact;
mod lock;
mod strings;
mod survey;

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Range, Reader as _, SheetType, Xls, XlsError};

use self::compact::Places;
use self::survey::{SheetSurvey, Survey};
use crate::intake::bounds;
use crate::intake::cell::codes;
use crate::intake::cell::display::Display;
use crate::intake::cell::sheet::{Budget, Sheet};
use crate::intake::cell::stored::{self, Stored, Value};
use crate::intake::container::{locked, ole};
use crate::intake::error::ReadError;
use crate::intake::format::xlsx::visibility_of;
use crate::intake::grid::{CellRef, Grid, Workbook};

type Book = Xls<Cursor<Vec<u8>>>;

/// Reads a workbook.
///
/// # Errors
/// [`ReadError`] when the container is broken, locked or too large.
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut container = ole::open(bytes)?;
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| container.exists(name))
        .ok_or_else(|| ReadError::NotATable("里面没有工作簿".to_owned()))?;
    let mut stream = ole::stream(&mut container, name)?;
    let was_locked = lock::unlock(&mut stream)?;
    let survey = survey::of_workbook(&stream)?;
    let places: Vec<Places> = survey.sheets.iter().map(Places::of).collect();
    if places.iter().map(Places::span).sum::<usize>() > bounds::XLS_SPAN {
        return Err(ReadError::TooLarge("单元格分布的范围过大".to_owned()));
    }
    let mut moved = BTreeSet::new();
    for (places, sheet) in places.iter().zip(&survey.sheets) {
        // A broken file may list one sheet twice.
        if moved.insert(sheet.start) {
            places.apply(&mut stream, sheet.start);
        }
    }
    let compacted = ole::container_of(name, &stream)?;
    let mut book: Book = Xls::new(Cursor::new(compacted)).map_err(|error| broken(&error))?;
    let mut display = Display::new(survey.epoch);
    let mut budget = Budget::default();
    let mut workbook = Workbook::default();
    workbook.remarks.extend(was_locked.then(locked::remark));
    let listed = book.sheets_metadata().to_vec();
    for (sheet, (found, places)) in listed.iter().zip(survey.sheets.iter().zip(&places)) {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let values = Values {
            cells: book
                .worksheet_range(&sheet.name)
                .map_err(|error| broken(&error))?,
            formulas: book
                .worksheet_formula(&sheet.name)
                .map_err(|error| broken(&error))?,
            places,
        };
        let visibility = visibility_of(sheet.visible);
        let target = Sheet::new(&sheet.name, visibility, found.marks.clone(), &mut budget)?;
        let grid = fill(target, &values, &survey, found, &mut display)?;
        workbook.sheets.push(grid);
    }
    workbook.remarks.extend(codes::remark(survey.too_long));
    workbook.remarks.extend(display.remark());
    workbook.remarks.extend(budget.remark());
    Ok(workbook)
}

/// The values of a sheet as the library gives them, at the places where its cells were moved.
struct Values<'a> {
    cells: Range<Data>,
    formulas: Range<String>,
    places: &'a Places,
}

impl Values<'_> {
    fn value(&self, at: CellRef) -> Value {
        let place = self.places.of_cell(at);
        let data = place.and_then(|place| self.cells.get_value(place));
        data.map_or(Value::Empty, Value::from)
    }

    /// The text of a formula; empty where the library cannot spell it out.
    fn formula(&self, at: CellRef) -> String {
        let place = self.places.of_cell(at);
        let text = place.and_then(|place| self.formulas.get_value(place));
        let known = text.filter(|text| !text.starts_with("Unrecognised formula"));
        known.cloned().unwrap_or_default()
    }
}

fn fill(
    mut target: Sheet<'_>,
    values: &Values<'_>,
    survey: &Survey,
    found: &SheetSurvey,
    display: &mut Display,
) -> Result<Grid, ReadError> {
    for (at, noted) in &found.cells {
        let formula = noted.is_formula.then(|| values.formula(*at));
        let stored = Stored {
            value: if noted.uncalculated {
                Value::Empty
            } else {
                values.value(*at)
            },
            code: survey.code(noted.format),
            formula: formula.as_deref(),
        };
        if let Some(mut cell) = stored::cell(*at, stored, display) {
            cell.formula = formula.filter(|text| !text.is_empty());
            target.put(cell)?;
        }
    }
    target.finish()
}

fn broken(error: &XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Password,
        other => ReadError::Damaged(format!("工作簿内容无法解析（程序返回：{other}）")),
    }
}

#[cfg(test)]
mod tests;
