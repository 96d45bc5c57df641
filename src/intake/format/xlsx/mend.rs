//! Workbooks that list a sheet without content, as macro modules of Excel 95 are kept: calamine refuses
//! the whole workbook for it.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Seek, Write as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::intake::container::opc::{main_part, relations};
use crate::intake::container::package::Package;
use crate::intake::container::xml::attribute;
use crate::intake::error::ReadError;

/// The package without the sheets that lead nowhere, and the names of those; `None` for the package where
/// there are none.
///
/// # Errors
/// That of unpacking the parts that list the sheets.
pub(super) fn without_lost_sheets<R: Read + Seek>(
    package: &mut Package<R>,
    bytes: &[u8],
) -> Result<(Option<Vec<u8>>, Vec<String>), ReadError> {
    let Some(book) = main_part(package)? else {
        return Ok((None, Vec::new()));
    };
    let relations = relations(package, &book)?;
    let known: BTreeSet<&str> = relations.iter().map(|it| it.id.as_str()).collect();
    let Some(text) = package.text(&book)? else {
        return Ok((None, Vec::new()));
    };
    let (kept, lost) = without(&text, &known);
    if lost.is_empty() {
        return Ok((None, lost));
    }
    let mended = with_part(bytes, &book, kept.as_bytes());
    let mended = mended.map_err(|error| ReadError::Damaged(error.to_string()))?;
    Ok((Some(mended), lost))
}

/// The text of a workbook part without the sheets whose relation is not `known`, and their names.
fn without(text: &str, known: &BTreeSet<&str>) -> (String, Vec<String>) {
    let mut reader = Reader::from_str(text);
    let (mut kept, mut lost) = (String::new(), Vec::new());
    let mut start = 0_usize;
    loop {
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let piece = text.get(start..end).unwrap_or_default();
        match event {
            Ok(Event::Empty(element)) if element.local_name().as_ref() == "sheet" => {
                let id = attribute(&element, "id").unwrap_or_default();
                if known.contains(id.as_str()) {
                    kept.push_str(piece);
                } else {
                    lost.push(attribute(&element, "name").unwrap_or_default());
                }
            }
            Ok(Event::Eof) | Err(_) => {
                kept.push_str(text.get(start..).unwrap_or_default());
                return (kept, lost);
            }
            Ok(_) => kept.push_str(piece),
        }
        start = end;
    }
}

/// The package with another content for one of its parts.
fn with_part(bytes: &[u8], part: &str, content: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let mut source = ZipArchive::new(Cursor::new(bytes))?;
    let mut target = ZipWriter::new(Cursor::new(Vec::new()));
    let place = source.index_for_name(part);
    for index in 0..source.len() {
        if Some(index) == place {
            target.start_file(part, SimpleFileOptions::default())?;
            target.write_all(content)?;
        } else {
            target.raw_copy_file(source.by_index_raw(index)?)?;
        }
    }
    Ok(target.finish()?.into_inner())
}
