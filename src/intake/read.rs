//! File → grids: told by content, read within bounds, never at the cost of the batch.

use std::io::Cursor;

use super::bounds;
use super::cell::sheet;
use super::child;
use super::container::{locked, package};
use super::error::ReadError;
use super::fate::extension_of;
use super::format::{self, Format};
use super::found::{FoundFile, Location};
use super::grid::Workbook;
use super::guard::guarded;
use super::sniff::{self, Kind};
use crate::fingerprint::sha256;
use crate::place::{self, Unfit, in_words};

/// How to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// Whether formats whose readers may abort are read in a child process of this executable. Only the
    /// program itself can ask for that: its executable must answer to it.
    pub isolate: bool,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its sheets.
    pub workbook: Workbook,
    /// The fingerprint of its bytes: SHA-256 in hexadecimal.
    pub sha256: String,
    /// What it really is.
    pub format: Format,
}

/// Reads a found file.
///
/// # Errors
/// [`ReadError`], which says what is wrong with the file and how to mend it.
pub fn read(file: &FoundFile, options: ReadOptions) -> Result<Reading, ReadError> {
    read_bytes(&bytes(file)?, &file.path, options)
}

/// The bytes of a found file.
///
/// # Errors
/// [`ReadError::Unavailable`] when they cannot be had, [`ReadError::TooLarge`] when they are too many.
pub(crate) fn bytes(file: &FoundFile) -> Result<Vec<u8>, ReadError> {
    match &file.location {
        Location::Member { archive, route } => archive.bytes(route),
        Location::Disk(path) => {
            place::read(path, bounds::FILE).map_err(|error| match Unfit::within(&error) {
                Some(Unfit::TooLarge(most)) => {
                    ReadError::TooLarge(format!("超过 {} MB", most >> 20))
                }
                _ => ReadError::Unavailable(in_words(&error)),
            })
        }
    }
}

/// Reads bytes that came from a file shown as `path`.
///
/// # Errors
/// [`ReadError`], which says what is wrong with the file and how to mend it.
pub fn read_bytes(bytes: &[u8], path: &str, options: ReadOptions) -> Result<Reading, ReadError> {
    let kind = guarded(|| kind_of(bytes))?;
    let unlocked = if kind == Kind::Encrypted {
        Some(guarded(|| locked::opened(bytes))?)
    } else {
        None
    };
    let content = unlocked.as_deref().unwrap_or(bytes);
    let format = guarded(|| format_of(content, path))?;
    let mut workbook = if options.isolate && calls_for_isolation(format, content) {
        child::read(format, content)?
    } else {
        guarded(|| format::read(format, content))?
    };
    let mut remarks = Vec::new();
    remarks.extend(name_remark(format, path));
    remarks.extend(unlocked.as_ref().map(|_| locked::remark()));
    remarks.append(&mut workbook.remarks);
    remarks.extend(sheet::remarks(&workbook.sheets));
    workbook.remarks = remarks;
    Ok(Reading {
        workbook,
        sha256: sha256(bytes),
        format,
    })
}

/// Whether a file is better read in a process of its own: the reader of xls makes room for whole
/// rectangles of cells, that of web pages builds a tree of the whole page, and any reader may take long
/// on a file that is not small.
fn calls_for_isolation(format: Format, bytes: &[u8]) -> bool {
    matches!(format, Format::Xls | Format::Xlsb | Format::Html)
        || bytes.len() > bounds::SMALL_FILE
        || package::claimed_size(bytes) > bounds::SMALL_UNPACKED
}

fn kind_of(bytes: &[u8]) -> Result<Kind, ReadError> {
    sniff::sniff(Cursor::new(bytes)).map_err(|error| ReadError::Unavailable(in_words(&error)))
}

fn format_of(bytes: &[u8], path: &str) -> Result<Format, ReadError> {
    match kind_of(bytes)? {
        Kind::Readable(format) => Ok(format),
        Kind::Encrypted => Err(ReadError::Password),
        Kind::Empty => Err(ReadError::Empty),
        Kind::Broken(error) => Err(error),
        Kind::Text if is_text_table(bytes, path) => Ok(Format::Delimited),
        Kind::Text if named_as_workbook(path) => {
            Err(ReadError::Damaged("内容是纯文本，不是工作簿".to_owned()))
        }
        Kind::Text => Err(ReadError::NotATable("是一份纯文本".to_owned())),
        Kind::Markup if sniff::has_late_table(bytes) => Ok(Format::Html),
        Kind::Markup => Err(ReadError::NotATable("是没有表格的网页或 XML".to_owned())),
        Kind::Document => Err(ReadError::NotATable("是文字文档".to_owned())),
        Kind::Slides => Err(ReadError::NotATable("是演示文稿".to_owned())),
        Kind::Pdf => Err(ReadError::NotATable("是 PDF".to_owned())),
        Kind::Picture => Err(ReadError::NotATable("是图片".to_owned())),
        Kind::Shortcut => Err(ReadError::NotATable("是快捷方式".to_owned())),
        Kind::Zip | Kind::Archive(_) => Err(ReadError::NotATable("是压缩包".to_owned())),
        Kind::Own(_) => Err(ReadError::NotATable("是本程序自己的输出".to_owned())),
        Kind::OldTable(name) => Err(ReadError::Unsupported(name.to_owned())),
        Kind::Unknown => Err(ReadError::Damaged("内容不是任何已知的表格格式".to_owned())),
    }
}

/// Whether a text is a table: its name says so, or it stands in columns under a workbook's name.
fn is_text_table(bytes: &[u8], path: &str) -> bool {
    match extension_of(path).as_str() {
        "csv" | "tsv" | "tab" | "txt" => true,
        "xls" | "xlsx" | "et" => format::is_tabular(bytes),
        _ => false,
    }
}

fn named_as_workbook(path: &str) -> bool {
    let workbook = [Format::Xlsx, Format::Xlsb, Format::Xls, Format::Ods];
    let extension = extension_of(path);
    workbook
        .iter()
        .any(|format| format.extensions().contains(&extension.as_str()))
}

/// A remark where the name promises another format than the content is.
fn name_remark(format: Format, path: &str) -> Option<String> {
    let extension = extension_of(path);
    let expected = format.extensions().contains(&extension.as_str());
    if expected {
        None
    } else if extension.is_empty() {
        Some(format!("文件名没有扩展名，内容是{format}；已按内容读取"))
    } else {
        Some(format!(
            "扩展名是 .{extension}，内容其实是{format}；已按内容读取"
        ))
    }
}
