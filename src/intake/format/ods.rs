//! OpenDocument spreadsheets (.ods, .fods): an own sparse reader, because the format itself stores what
//! a person sees in each cell, its merges, and what is hidden.

mod cell;
mod styles;
mod table;

use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::Event;

use self::styles::Styles;
use crate::intake::cell::codes;
use crate::intake::cell::sheet::Budget;
use crate::intake::container::package::Package;
use crate::intake::container::xml::{damaged, skip};
use crate::intake::error::ReadError;
use crate::intake::grid::Workbook;

/// Reads a zipped spreadsheet.
///
/// # Errors
/// [`ReadError`] when the package is broken, locked or too large, or its content is no XML.
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut package = Package::open(Cursor::new(bytes))?;
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Password);
    }
    let mut styles = Styles::default();
    if let Some(text) = package.text("styles.xml")? {
        styles.read_document(&text);
    }
    let content = package
        .text("content.xml")?
        .ok_or_else(|| ReadError::Damaged("缺少 content.xml".to_owned()))?;
    read_content(&content, styles)
}

/// Reads a spreadsheet kept as one XML file.
///
/// # Errors
/// [`ReadError::Damaged`] when it is no well-formed XML, [`ReadError::TooLarge`].
pub(crate) fn read_flat(bytes: &[u8]) -> Result<Workbook, ReadError> {
    read_content(
        &crate::intake::container::text::decode_xml(bytes),
        Styles::default(),
    )
}

fn read_content(content: &str, mut styles: Styles) -> Result<Workbook, ReadError> {
    let mut workbook = Workbook::default();
    let mut budget = Budget::default();
    let mut reader = Reader::from_str(content);
    reader.config_mut().check_end_names = false;
    loop {
        let event = reader.read_event().map_err(|error| damaged(&error))?;
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "style" | "number-style" | "percentage-style" | "currency-style" | "date-style"
                | "time-style" | "boolean-style" | "text-style" => {
                    styles.read_style(&element, &mut reader);
                }
                // What was deleted under change tracking is no content.
                "tracked-changes" => skip(&mut reader, "tracked-changes"),
                "table" => {
                    let grid = table::read(&element, &mut reader, &styles, &mut budget)?;
                    workbook.sheets.push(grid);
                }
                _ => {}
            },
            Event::Empty(element) => styles.note_style(&element),
            Event::Eof => break,
            _ => {}
        }
    }
    if workbook.sheets.is_empty() {
        return Err(ReadError::Damaged("里面没有工作表".to_owned()));
    }
    workbook.remarks.extend(codes::remark(styles.too_long));
    workbook.remarks.extend(budget.remark());
    Ok(workbook)
}
