//! Binary Excel workbooks (.xlsb): an own sparse reader of the records, because the library at hand
//! passes over the short kinds of cells and shows no formats, merges or comments; from it come the
//! texts of formulas.

mod cells;
mod records;
mod workbook;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader as _, Xlsb, XlsbError};

use self::records::are_whole;
use self::workbook::Book;
use crate::intake::bounds;
use crate::intake::cell::codes;
use crate::intake::cell::display::Display;
use crate::intake::cell::sheet::{Budget, Sheet};
use crate::intake::cell::stored::{self, Stored};
use crate::intake::container::package::Package;
use crate::intake::error::ReadError;
use crate::intake::grid::{CellRef, Workbook};
use crate::intake::guard::guarded;

/// Reads a workbook.
///
/// # Errors
/// [`ReadError`] when the package is broken, locked or too large.
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut package = Package::open(Cursor::new(bytes))?;
    package.check_contents()?;
    let book = Book::of(&mut package)?;
    let mut formulas = if is_whole(bytes)? {
        formulas_of(bytes)
    } else {
        BTreeMap::new()
    };
    let mut display = Display::new(book.epoch);
    let mut budget = Budget::default();
    let mut workbook = Workbook::default();
    for sheet in &book.sheets {
        let mut content = sheet.content(&mut package, &book.strings)?;
        let marks = std::mem::take(&mut content.marks);
        let mut target = Sheet::new(&sheet.name, sheet.visibility, marks, &mut budget)?;
        let mut texts = formulas.remove(&sheet.name).unwrap_or_default();
        for cell in content.cells {
            let formula = cell
                .is_formula
                .then(|| texts.remove(&cell.at).unwrap_or_default());
            let stored = Stored {
                value: cell.value,
                code: book.code(cell.format),
                formula: formula.as_deref(),
            };
            if let Some(mut cell) = stored::cell(cell.at, stored, &mut display) {
                cell.formula = formula.filter(|text| !text.is_empty());
                target.put(cell)?;
            }
        }
        workbook.sheets.push(target.finish()?);
    }
    if workbook.sheets.is_empty() {
        return Err(ReadError::Damaged("里面没有工作表".to_owned()));
    }
    workbook.remarks.extend(codes::remark(book.too_long));
    workbook.remarks.extend(display.remark());
    workbook.remarks.extend(budget.remark());
    Ok(workbook)
}

/// Whether no record claims to be longer than its part: the library makes room for as much as one claims.
fn is_whole(bytes: &[u8]) -> Result<bool, ReadError> {
    let mut package = Package::open(Cursor::new(bytes))?;
    for name in package.names().collect::<Vec<_>>() {
        let lower = name.to_ascii_lowercase();
        let of_records = ["sheet", "workbook", "styles", "sharedstrings"];
        if !lower.ends_with(".bin") || !of_records.iter().any(|kind| lower.contains(kind)) {
            continue;
        }
        let part = package.bytes(&name)?;
        if part.is_some_and(|part| !are_whole(&part)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The texts of formulas by sheet and cell, as far as the library can spell them out.
fn formulas_of(bytes: &[u8]) -> BTreeMap<String, BTreeMap<CellRef, String>> {
    let spelled = guarded(|| {
        let mut sheets = BTreeMap::new();
        let mut kept = 0_usize;
        let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| unspelled(&error))?;
        for name in book.sheet_names() {
            let mut formulas = BTreeMap::new();
            let mut cells = book
                .worksheet_cells_reader(&name)
                .map_err(|error| unspelled(&error))?;
            while let Ok(Some(cell)) = cells.next_formula() {
                let (row, col) = cell.get_position();
                // Beyond these none is kept in any case.
                kept = kept.saturating_add(cell.get_value().len());
                if kept > bounds::FORMULAS {
                    break;
                }
                formulas.insert(CellRef::new(row, col), cell.get_value().clone());
            }
            drop(cells);
            sheets.insert(name, formulas);
        }
        Ok(sheets)
    });
    spelled.unwrap_or_default()
}

fn unspelled(error: &XlsbError) -> ReadError {
    ReadError::Damaged(format!("工作簿内容无法解析（程序返回：{error}）"))
}
