//! One reader for each format; each takes bytes and gives a workbook.

use std::fmt;

use super::bounds;
use super::error::ReadError;
use super::grid::Workbook;

mod delimited;
mod docx;
mod html;
mod ods;
mod xls;
mod xlsb;
mod xlsx;
mod xml2003;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Office Open XML workbook: .xlsx, .xlsm, .xltx, and .et of newer WPS.
    Xlsx,
    /// Binary Office Open XML workbook.
    Xlsb,
    /// Excel 97 (BIFF8) or Excel 5/95 (BIFF5) workbook: .xls, and .et of older WPS.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// OpenDocument spreadsheet as one flat XML file.
    FlatOds,
    /// SpreadsheetML 2003: one XML file.
    Xml2003,
    /// A web page with tables, as business systems export it under the name .xls.
    Html,
    /// Comma- or tab-separated text.
    Delimited,
    /// Office Open XML text document with tables.
    Docx,
}

impl Format {
    const ALL: [Self; 9] = [
        Self::Xlsx,
        Self::Xlsb,
        Self::Xls,
        Self::Ods,
        Self::FlatOds,
        Self::Xml2003,
        Self::Html,
        Self::Delimited,
        Self::Docx,
    ];

    /// One word for the format, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::FlatOds => "fods",
            Self::Xml2003 => "xml",
            Self::Html => "html",
            Self::Delimited => "csv",
            Self::Docx => "docx",
        }
    }

    /// The format of a [`Format::code`].
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// The extensions that go with the format.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Xlsx => &["xlsx", "xlsm", "xltx", "xltm", "et", "ett"],
            Self::Xlsb => &["xlsb"],
            Self::Xls => &["xls", "xlt", "et", "ett"],
            Self::Ods => &["ods", "ots"],
            Self::FlatOds => &["fods"],
            Self::Xml2003 => &["xml"],
            Self::Html => &["html", "htm"],
            Self::Delimited => &["csv", "tsv", "tab", "txt"],
            Self::Docx => &["docx", "docm", "dotx"],
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Xlsx => "Excel 工作簿（.xlsx）",
            Self::Xlsb => "Excel 二进制工作簿（.xlsb）",
            Self::Xls => "Excel 97-2003 工作簿（.xls）",
            Self::Ods => "ODF 电子表格（.ods）",
            Self::FlatOds => "ODF 单文件电子表格（.fods）",
            Self::Xml2003 => "XML 电子表格 2003",
            Self::Html => "网页表格（HTML）",
            Self::Delimited => "文本表格（CSV）",
            Self::Docx => "Word 文档（.docx）",
        })
    }
}

/// Reads bytes of a known format.
///
/// # Errors
/// [`ReadError`], which says what is wrong with the file.
pub(super) fn read(format: Format, bytes: &[u8]) -> Result<Workbook, ReadError> {
    let is_text = matches!(
        format,
        Format::Html | Format::Delimited | Format::Xml2003 | Format::FlatOds
    );
    if is_text && bytes.len() > bounds::TEXT_FILE {
        return Err(ReadError::TooLarge(format!("{} MB", bytes.len() >> 20)));
    }
    match format {
        Format::Xlsx => xlsx::read(bytes),
        Format::Xlsb => xlsb::read(bytes),
        Format::Xls => xls::read(bytes),
        Format::Ods => ods::read(bytes),
        Format::FlatOds => ods::read_flat(bytes),
        Format::Xml2003 => xml2003::read(bytes),
        Format::Html => html::read(bytes),
        Format::Delimited => delimited::read(bytes),
        Format::Docx => docx::read(bytes),
    }
}

/// The lines of a Word document that stand outside its tables.
///
/// # Errors
/// [`ReadError`] when the document is broken.
pub(super) fn docx_lines(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    docx::lines(bytes)
}

/// Whether a text stands in columns, so that it may be a table under another name.
pub(super) fn is_tabular(bytes: &[u8]) -> bool {
    delimited::is_tabular(bytes)
}
