//! What a folder and its files come out as, over workbooks built here and the committed ones.

mod bounds;
mod dirt;
mod folders;
mod formats;
mod hostile;

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format as Look, Workbook as Writer};
use zip::write::SimpleFileOptions;

use super::grid::{Cell, CellRef, CellValue, Grid};
use super::read::Reading;
use super::*;

/// A committed fixture.
fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/intake");
    std::fs::read(folder.join(name)).unwrap()
}

fn read_as(bytes: &[u8], name: &str) -> Reading {
    read_bytes(bytes, name, ReadOptions::default()).unwrap()
}

fn error_of(bytes: &[u8], name: &str) -> ReadError {
    read_bytes(bytes, name, ReadOptions::default()).unwrap_err()
}

fn cell<'a>(grid: &'a Grid, at: &str) -> &'a Cell {
    let at: CellRef = at.parse().unwrap();
    grid.get(at).unwrap_or_else(|| panic!("nothing at {at}"))
}

fn number(text: &str) -> CellValue {
    CellValue::Number(text.parse().unwrap())
}

fn text(text: &str) -> CellValue {
    CellValue::Text(text.to_owned())
}

/// A workbook of one cell.
fn small_workbook() -> Vec<u8> {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write_string(0, 0, "绩效自评表").unwrap();
    writer.save_to_buffer().unwrap()
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().write_all(bytes).unwrap();
}

fn archive_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a package, by name; those that are no text are left out.
fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let mut text = String::new();
        if entry.read_to_string(&mut text).is_ok() {
            parts.push((entry.name().unwrap().into_owned(), text));
        }
    }
    parts
}

fn part<'a>(parts: &'a mut [(String, String)], name: &str) -> &'a mut String {
    let found = parts.iter_mut().find(|(part, _)| part == name);
    &mut found.unwrap_or_else(|| panic!("no part {name}")).1
}

fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let members: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    archive_of(&members)
}
