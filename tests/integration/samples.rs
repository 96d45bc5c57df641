//! Every file in `samples/` is what its description in `tests/fixtures/samples/` says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "../make_samples/description.rs"]
pub(crate) mod description;
#[path = "../make_samples/other_files.rs"]
mod other_files;
#[path = "../make_samples/read_back.rs"]
mod read_back;
#[path = "../make_samples/workbook.rs"]
mod workbook;

use description::Description;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn described() -> Vec<(PathBuf, Description)> {
    description::all(&root().join("tests/fixtures/samples")).unwrap()
}

/// The descriptions of workbooks that are whole.
fn workbooks() -> impl Iterator<Item = (PathBuf, Description)> {
    described().into_iter().filter(|(_, description)| {
        !description.sheets.is_empty() && description.broken_after.is_none()
    })
}

#[test]
fn every_sample_has_a_description_and_the_other_way_round() {
    let samples = root().join("samples");
    let committed: BTreeSet<PathBuf> = walkdir::WalkDir::new(&samples)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(&samples).unwrap().to_owned())
        .collect();
    let wanted: BTreeSet<PathBuf> = described().into_iter().map(|(path, _)| path).collect();
    assert_eq!(committed, wanted);
}

#[test]
fn every_workbook_holds_what_its_description_says() {
    let mut differ = Vec::new();
    for (path, description) in workbooks() {
        let file = root().join("samples").join(&path);
        let found = read_back::differences(&file, &description).unwrap();
        differ.extend(
            found
                .into_iter()
                .map(|text| format!("{}: {text}", path.display())),
        );
    }
    assert_eq!(differ, Vec::<String>::new());
}

#[test]
fn a_workbook_has_the_inside_its_description_asks_for() {
    for (path, description) in workbooks() {
        let bytes = fs::read(root().join("samples").join(&path)).unwrap();
        let binary = path.extension().unwrap() == "xls" || description.binary;
        let start: &[u8] = if binary { b"\xd0\xcf\x11\xe0" } else { b"PK" };
        assert!(bytes.starts_with(start), "{}", path.display());
    }
}

#[test]
fn every_description_says_what_its_file_is_for() {
    for (path, description) in described() {
        assert!(!description.about.is_empty(), "{}", path.display());
    }
}

#[test]
fn a_workbook_is_written_the_same_twice() {
    for (path, description) in workbooks().take(3) {
        let once = workbook::bytes(&description).unwrap();
        assert_eq!(
            once,
            workbook::bytes(&description).unwrap(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_broken_workbook_is_broken() {
    for (path, description) in described() {
        let Some(kept) = description.broken_after else {
            continue;
        };
        let bytes = fs::read(root().join("samples").join(&path)).unwrap();
        assert_eq!(bytes.len(), kept);
        assert!(bytes.starts_with(b"PK"));
        assert!(zip::ZipArchive::new(std::io::Cursor::new(bytes)).is_err());
    }
}

fn word_text(bytes: Vec<u8>) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let part = zip.by_name("word/document.xml").unwrap();
    std::io::read_to_string(part).unwrap()
}

#[test]
fn what_is_no_workbook_is_what_its_description_says() {
    for (path, description) in described() {
        let bytes = fs::read(root().join("samples").join(&path)).unwrap();
        if let Some(user) = &description.locked_by {
            assert_eq!(bytes, other_files::lock_file(user));
        } else if let Some(picture) = &description.picture {
            assert_eq!(bytes, other_files::from_hex(picture).unwrap());
        } else if !description.paragraphs.is_empty() {
            let letter = other_files::letter(&description.paragraphs).unwrap();
            assert_eq!(word_text(bytes), word_text(letter));
        }
    }
}
