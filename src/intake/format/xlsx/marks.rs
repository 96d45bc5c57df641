//! What a workbook's parts say besides values: merges, hidden rows and columns, comments; and the claims
//! in them that the reader of values would believe.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::intake::bounds;
use crate::intake::cell::sheet::Marks;
use crate::intake::container::opc::{main_part, relations};
use crate::intake::container::package::Package;
use crate::intake::container::xml::{attribute, is_true, text_of};
use crate::intake::error::ReadError;
use crate::intake::grid::{Area, CellRef};

/// Refuses a shared string table that claims or holds more entries than there may be cells: room is made for
/// each before it is seen.
///
/// # Errors
/// [`ReadError::TooLarge`].
pub(super) fn check_strings(strings: &str) -> Result<(), ReadError> {
    let mut reader = Reader::from_str(strings);
    let mut claimed = 0_usize;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                let count = attribute(&element, "uniqueCount").unwrap_or_default();
                claimed = count.trim().parse().unwrap_or_default();
                break;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let held = strings.matches("<si").count() + strings.matches(":si").count();
    let most = bounds::SHARED_STRINGS;
    if claimed.max(held) > most {
        return Err(ReadError::TooLarge(format!(
            "不同的文字有 {} 条，超过 {} 万条",
            claimed.max(held),
            most / 10_000
        )));
    }
    Ok(())
}

/// The part of each sheet, by the sheet's name. Empty when the workbook cannot be understood, which
/// the reader of values will report.
///
/// # Errors
/// That of unpacking the parts.
pub(super) fn sheet_parts<R: Read + Seek>(
    package: &mut Package<R>,
) -> Result<BTreeMap<String, String>, ReadError> {
    let mut sheets = BTreeMap::new();
    let Some(book) = main_part(package)? else {
        return Ok(sheets);
    };
    let targets: BTreeMap<String, String> = relations(package, &book)?
        .into_iter()
        .map(|relation| (relation.id, relation.target))
        .collect();
    let Some(text) = package.text(&book)? else {
        return Ok(sheets);
    };
    let mut reader = Reader::from_str(&text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "sheet" =>
            {
                let id = attribute(&element, "id").unwrap_or_default();
                let name = attribute(&element, "name").unwrap_or_default();
                if let Some(target) = targets.get(&id) {
                    sheets.insert(name, target.clone());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(sheets)
}

/// The marks of one sheet, and whether it has formulas.
///
/// # Errors
/// That of unpacking the parts.
pub(super) fn of_sheet<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<(Marks, bool), ReadError> {
    let mut marks = Marks::default();
    let mut has_formulas = false;
    if let Some(text) = package.text(part)? {
        has_formulas = read_sheet(&text, &mut marks);
    }
    let relations = relations(package, part)?;
    // A thread of comments stands in the file twice: in full, and for older programs as a comment that
    // begins with a notice. The full one comes later here and replaces the other.
    for (kind, element, wanted) in [
        ("/comments", "comment", "t"),
        ("/threadedComment", "threadedComment", "text"),
    ] {
        for relation in relations.iter().filter(|it| it.kind.ends_with(kind)) {
            if let Some(text) = package.text(&relation.target)? {
                marks.comments.extend(read_comments(&text, element, wanted));
            }
        }
    }
    Ok((marks, has_formulas))
}

/// Reads what a sheet's part says besides its values; tells whether it has formulas.
fn read_sheet(text: &str, marks: &mut Marks) -> bool {
    let mut reader = Reader::from_str(text);
    let mut next_row = 0_u32;
    let mut has_formulas = false;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "col" => {
                    if let Some((first, last)) = hidden_columns(&element) {
                        marks.hide_columns(first, last);
                    }
                }
                "row" => {
                    let row = attribute(&element, "r").and_then(|r| r.trim().parse::<u32>().ok());
                    let row = row.map_or(next_row, |row| row.saturating_sub(1));
                    next_row = row.saturating_add(1);
                    if is_hidden(&element, "ht") && marks.hidden_rows.len() < bounds::HIDDEN_ROWS {
                        marks.hidden_rows.insert(row);
                    }
                }
                "f" => has_formulas = true,
                "mergeCell" => {
                    let area = attribute(&element, "ref").unwrap_or_default();
                    marks.merges.extend(area.parse::<Area>());
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    has_formulas
}

fn hidden_columns(element: &BytesStart<'_>) -> Option<(u32, u32)> {
    if !is_hidden(element, "width") {
        return None;
    }
    let place = |name| attribute(element, name)?.trim().parse::<u32>().ok();
    let (first, last) = (place("min")?, place("max")?);
    Some((first.saturating_sub(1), last.saturating_sub(1)))
}

/// Whether a row or column is marked hidden, or has no size.
fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    let flagged = attribute(element, "hidden").is_some_and(|flag| is_true(&flag));
    let size = attribute(element, size).and_then(|size| size.trim().parse::<f64>().ok());
    flagged || size == Some(0.0)
}

/// The comments of a part by cell; several on one cell, as in a thread, line by line.
fn read_comments(text: &str, name: &str, wanted: &str) -> BTreeMap<CellRef, String> {
    let mut comments: BTreeMap<CellRef, String> = BTreeMap::new();
    let mut reader = Reader::from_str(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) if element.local_name().as_ref() == name => {
                let at = attribute(&element, "ref").and_then(|at| at.parse::<CellRef>().ok());
                let comment = text_of(&mut reader, name, &[wanted], &["rPh"]);
                let comment = comment.trim();
                if let (Some(at), false) = (at, comment.is_empty()) {
                    let earlier = comments.entry(at).or_default();
                    if !earlier.is_empty() {
                        earlier.push('\n');
                    }
                    earlier.push_str(comment);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    comments
}
