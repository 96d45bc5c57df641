//! Excel 97 and Excel 5/95 workbooks (.xls, older .et): values and merges from calamine; number
//! formats, hidden rows and columns, comments and the true extent from the BIFF records themselves.

mod biff;
mod strings;
mod survey;

use std::io::{Cursor, Read as _};

use calamine::{Reader as _, SheetType, Xls, XlsError};

use self::survey::{SheetSurvey, Survey};
use super::calamine_value::{self, Stored, Value};
use super::display::Display;
use super::error::ReadError;
use super::grid::{Grid, Workbook};
use super::sheet::{Budget, Sheet};
use super::xlsx::{area_of, visibility_of};

type Book<'a> = Xls<Cursor<&'a [u8]>>;

/// The most cells, empty ones included, that the rectangles of all sheets may span: the reader of
/// values makes room for each.
const MAX_SPAN: u64 = 4_000_000;

/// Reads a workbook.
///
/// # Errors
/// [`ReadError`] when the container is broken, locked or too large.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let stream = workbook_stream(bytes)?;
    let survey = survey::of_workbook(&stream)?;
    let span = survey.sheets.iter().map(SheetSurvey::span).sum::<u64>();
    if span > MAX_SPAN {
        return Err(ReadError::TooLarge(
            "有单元格离其余内容太远，表格范围过大".to_owned(),
        ));
    }
    let mut book: Book<'_> = Xls::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut display = Display::new(survey.epoch);
    let mut budget = Budget::default();
    let mut workbook = Workbook::default();
    for (index, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let mut found = survey.sheets.get(index).cloned().unwrap_or_default();
        let marks = std::mem::take(&mut found.marks);
        let visibility = visibility_of(sheet.visible);
        let target = Sheet::new(&sheet.name, visibility, marks, &mut budget)?;
        let grid = read_sheet(
            &mut book,
            &sheet.name,
            target,
            &survey,
            &found,
            &mut display,
        )?;
        workbook.sheets.push(grid);
    }
    Ok(workbook)
}

/// The stream that holds the workbook's records.
fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let damaged = |error: std::io::Error| ReadError::Damaged(format!("OLE 结构不完整（{error}）"));
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| container.exists(name))
        .ok_or_else(|| ReadError::NotATable("里面没有工作簿".to_owned()))?;
    let mut stream = Vec::new();
    let limit = bytes.len() as u64;
    let source = container.open_stream(name).map_err(damaged)?;
    source
        .take(limit)
        .read_to_end(&mut stream)
        .map_err(damaged)?;
    Ok(stream)
}

fn read_sheet(
    book: &mut Book<'_>,
    name: &str,
    mut target: Sheet<'_>,
    survey: &Survey,
    found: &SheetSurvey,
    display: &mut Display,
) -> Result<Grid, ReadError> {
    let values = book.worksheet_range(name).map_err(|error| broken(&error))?;
    let formulas = book
        .worksheet_formula(name)
        .map_err(|error| broken(&error))?;
    for (at, noted) in &found.cells {
        let place = (at.row, at.col);
        let mut value = values.get_value(place).map_or(Value::Empty, Value::from);
        let formula = noted.is_formula.then(|| {
            let text = formulas.get_value(place).cloned().unwrap_or_default();
            let known = !text.starts_with("Unrecognised formula");
            if known { text } else { String::new() }
        });
        if noted.uncalculated {
            value = Value::Empty;
        }
        let stored = Stored {
            value,
            code: survey.code(noted.format),
            formula,
        };
        if let Some(cell) = calamine_value::cell(*at, stored, display) {
            target.put(cell)?;
        }
    }
    let merges = book
        .merge_cells_by_sheet_name(name)
        .map_err(|error| broken(&error))?;
    for merge in merges {
        target.merge(area_of(merge))?;
    }
    target.finish()
}

fn broken(error: &XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Password,
        other => ReadError::Damaged(other.to_string()),
    }
}
