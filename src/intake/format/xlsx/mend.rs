//! What calamine would refuse a workbook for, or take beyond measure: sheets without content (as macro
//! modules of Excel 95 are kept), parts in other encodings than UTF-8, number format codes without end.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Seek, Write as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::styles;
use crate::intake::container::opc::{main_part, relations};
use crate::intake::container::package::Package;
use crate::intake::container::xml::attribute;
use crate::intake::error::ReadError;

/// A package as calamine takes it.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// Its bytes, where anything had to be mended.
    pub(super) bytes: Option<Vec<u8>>,
    /// The names of sheets that lead nowhere.
    pub(super) lost: Vec<String>,
    /// How many number format codes were too long to be taken.
    pub(super) long_codes: usize,
}

/// Mends a package.
///
/// # Errors
/// That of unpacking parts; [`ReadError::TooLarge`] for styles beyond measure.
pub(super) fn mended<R: Read + Seek>(
    package: &mut Package<R>,
    bytes: &[u8],
) -> Result<Mended, ReadError> {
    let mut mended = Mended::default();
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    for name in package.names().collect::<Vec<_>>() {
        let lower = name.to_ascii_lowercase();
        let is_xml = lower.ends_with(".xml") || lower.ends_with(".rels");
        if is_xml
            && !package.is_utf_8(&name)?
            && let Some(text) = package.text(&name)?
        {
            parts.insert(name.clone(), without_declaration(&text).to_owned());
        }
        if lower.ends_with("styles.xml")
            && let Some(text) = package.text(&name)?
        {
            let (kept, long) = styles::without_long_codes(&text)?;
            mended.long_codes += long;
            parts.extend(kept.map(|kept| (name, without_declaration(&kept).to_owned())));
        }
    }
    if let Some(book) = main_part(package)?
        && let Some(text) = package.text(&book)?
    {
        let relations = relations(package, &book)?;
        let known: BTreeSet<&str> = relations.iter().map(|it| it.id.as_str()).collect();
        let (kept, lost) = without(&text, &known);
        if !lost.is_empty() {
            parts.insert(book, without_declaration(&kept).to_owned());
            mended.lost = lost;
        }
    }
    if !parts.is_empty() {
        let with = with_parts(bytes, &parts);
        mended.bytes =
            Some(with.map_err(|error| {
                ReadError::Damaged(format!("压缩结构不完整（程序返回：{error}）"))
            })?);
    }
    Ok(mended)
}

/// The text of a part as UTF-8 says it: without a declaration of another encoding.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}');
    let declared = text.trim_start().strip_prefix("<?xml");
    let rest = declared.and_then(|declared| declared.split_once("?>"));
    rest.map_or(text, |(_, rest)| rest)
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

/// The package with other contents for some of its parts.
fn with_parts(bytes: &[u8], parts: &BTreeMap<String, String>) -> zip::result::ZipResult<Vec<u8>> {
    let mut source = ZipArchive::new(Cursor::new(bytes))?;
    let mut target = ZipWriter::new(Cursor::new(Vec::new()));
    let places: BTreeMap<usize, (&String, &String)> = parts
        .iter()
        .filter_map(|(name, content)| Some((source.index_for_name(name)?, (name, content))))
        .collect();
    for index in 0..source.len() {
        if let Some((name, content)) = places.get(&index) {
            target.start_file(name.as_str(), SimpleFileOptions::default())?;
            target.write_all(content.as_bytes())?;
        } else {
            target.raw_copy_file(source.by_index_raw(index)?)?;
        }
    }
    Ok(target.finish()?.into_inner())
}
