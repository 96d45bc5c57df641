//! A workbook file held against its description, read by calamine alone.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, SheetVisible, Sheets, open_workbook_auto_from_rs};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::description::{self, At, Content, Description, Sheet, a1};

type Book = Sheets<Cursor<Vec<u8>>>;

/// Merged areas: first and last cell.
type Merges = BTreeSet<(At, At)>;

/// Where file and description differ, one sentence each; empty where they agree.
pub(crate) fn differences(
    file: &Path,
    described: &Description,
) -> Result<Vec<String>, Box<dyn Error>> {
    let mut book: Book = open_workbook_auto_from_rs(Cursor::new(fs::read(file)?))?;
    let mut found = Vec::new();
    let names: Vec<String> = described
        .sheets
        .iter()
        .map(|sheet| sheet.name.clone())
        .collect();
    if book.sheet_names() != names {
        found.push(format!(
            "sheets {:?} instead of {names:?}",
            book.sheet_names()
        ));
        return Ok(found);
    }
    for (number, sheet) in described.sheets.iter().enumerate() {
        let visible = book
            .sheets_metadata()
            .get(number)
            .map(|sheet| sheet.visible);
        if (visible != Some(SheetVisible::Visible)) != sheet.hidden {
            found.push(format!("{}: hidden or not", sheet.name));
        }
        let differ = sheet_differences(&mut book, sheet)?;
        found.extend(
            differ
                .into_iter()
                .map(|text| format!("{}: {text}", sheet.name)),
        );
    }
    Ok(found)
}

fn sheet_differences(book: &mut Book, sheet: &Sheet) -> Result<Vec<String>, Box<dyn Error>> {
    let described = description::cells(sheet)?;
    let stored = stored_cells(book, &sheet.name)?;
    // calamine does not see the shared formulas of a binary workbook.
    let formulas = match book {
        Sheets::Xlsx(book) => Some(book.worksheet_formula(&sheet.name)?),
        _ => None,
    };
    let mut found = Vec::new();
    let places: BTreeSet<At> = described
        .cells
        .keys()
        .chain(stored.keys())
        .copied()
        .collect();
    for at in places {
        let wanted = described.cells.get(&at);
        let content = wanted.map(|cell| &cell.content);
        let there = stored.get(&at);
        if !same(content, there) {
            found.push(format!("{}: {there:?} instead of {content:?}", a1(at)));
        }
        if let Some(formulas) = &formulas {
            let there = formulas
                .get_value((at.0, u32::from(at.1)))
                .filter(|text| !text.is_empty());
            let formula = wanted.and_then(|cell| cell.formula.as_ref());
            if there != formula {
                found.push(format!(
                    "{}: formula {there:?} instead of {formula:?}",
                    a1(at)
                ));
            }
        }
    }
    if let Some(merges) = stored_merges(book, &sheet.name)? {
        let wanted: Merges = described.merges.into_iter().collect();
        for (first, last) in merges.symmetric_difference(&wanted) {
            found.push(format!("merged area {}:{}", a1(*first), a1(*last)));
        }
    }
    Ok(found)
}

fn stored_cells(book: &mut Book, sheet: &str) -> Result<BTreeMap<At, Data>, Box<dyn Error>> {
    let range = book.worksheet_range(sheet)?;
    let (row0, col0) = range.start().unwrap_or((0, 0));
    let mut cells = BTreeMap::new();
    for (row, col, data) in range.used_cells() {
        let row = row0 + u32::try_from(row)?;
        let col = u16::try_from(col)? + u16::try_from(col0)?;
        if *data != Data::String(String::new()) {
            cells.insert((row, col), data.clone());
        }
    }
    Ok(cells)
}

/// The merged areas, where the reader knows them for the format.
fn stored_merges(book: &mut Book, sheet: &str) -> Result<Option<Merges>, Box<dyn Error>> {
    let areas = match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet)?,
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(sheet)?,
        _ => return Ok(None),
    };
    let corner =
        |(row, col): (u32, u32)| -> Result<At, Box<dyn Error>> { Ok((row, u16::try_from(col)?)) };
    let areas = areas
        .into_iter()
        .map(|area| Ok((corner(area.start)?, corner(area.end)?)));
    Ok(Some(areas.collect::<Result<_, Box<dyn Error>>>()?))
}

fn same(described: Option<&Content>, stored: Option<&Data>) -> bool {
    match (described, stored) {
        (None, None) => true,
        (Some(Content::Text(text)), Some(Data::String(stored))) => text == stored,
        (Some(Content::Number(value, _)), Some(Data::Float(stored))) => close(*value, *stored),
        (Some(Content::Number(value, _)), Some(Data::Int(stored))) => *value == (*stored).into(),
        (Some(Content::Date(year, month, day)), Some(Data::DateTime(stored))) => {
            let (y, m, d, ..) = stored.to_ymd_hms_milli();
            (*year, *month, *day) == (y, m, d)
        }
        (Some(Content::Date(year, month, day)), Some(Data::DateTimeIso(stored))) => {
            *stored == format!("{year:04}-{month:02}-{day:02}")
        }
        _ => false,
    }
}

/// Equal as far as a spreadsheet's binary numbers can hold the decimal.
fn close(described: Decimal, stored: f64) -> bool {
    described
        .to_f64()
        .is_some_and(|value| (value - stored).abs() <= value.abs() * 1e-14)
}
