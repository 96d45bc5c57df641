//! Makes `samples/` from the descriptions in `tests/fixtures/samples/`.
//!
//! `cargo run --example make_samples` writes the files that are missing or no longer say what their
//! description says; `-- --all` writes every one. `.xls`, `.ods` and the binary `.et` are converted
//! by LibreOffice, which only this program needs; as its files differ from run to run, those that
//! match their description stay as they are.

mod convert;
mod description;
mod other_files;
mod read_back;
mod workbook;

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use description::Description;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let everything = std::env::args().any(|argument| argument == "--all");
    let mut to_convert = Vec::new();
    for (path, description) in
        description::all::<Description>(&root.join("tests/fixtures/samples"))?
    {
        let file = root.join("samples").join(path);
        if !everything && is_there(&file, &description) {
            continue;
        }
        writeln!(
            std::io::stdout(),
            "{}: {}",
            file.display(),
            description.about
        )?;
        let bytes = bytes(&description).map_err(|error| format!("{}: {error}", file.display()))?;
        match convert::format_of(&file, &description) {
            Some(format) => to_convert.push((file, format, bytes)),
            None => write(&file, &bytes)?,
        }
    }
    convert::convert(to_convert)
}

/// Whether the file is there and says what its description says.
fn is_there(file: &Path, description: &Description) -> bool {
    if description.sheets.is_empty() || description.broken_after.is_some() {
        return bytes(description).is_ok_and(|bytes| fs::read(file).is_ok_and(|old| old == bytes));
    }
    read_back::differences(file, description).is_ok_and(|found| found.is_empty())
}

fn bytes(description: &Description) -> Result<Vec<u8>, Box<dyn Error>> {
    if let Some(user) = &description.locked_by {
        return Ok(other_files::lock_file(user));
    }
    if let Some(picture) = &description.picture {
        return other_files::from_hex(picture);
    }
    if !description.paragraphs.is_empty() {
        return other_files::letter(&description.paragraphs);
    }
    let mut bytes = workbook::bytes(description)?;
    if let Some(kept) = description.broken_after {
        bytes.truncate(kept);
    }
    Ok(bytes)
}

fn write(file: &PathBuf, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(file)?.write_all(bytes)?;
    Ok(())
}
