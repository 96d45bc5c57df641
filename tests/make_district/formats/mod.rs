//! Pages → the bytes of a file, in the formats that departments send.

mod delimited;
mod docx;
mod html;
mod ods;
mod parcel;
mod xlsx;
mod xml2003;

use std::error::Error;

use super::page::Page;

/// A format of files.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Format {
    Xlsx,
    Docx,
    /// Comma-separated, in GB18030.
    CsvGb,
    /// Comma-separated, in UTF-8 with its mark.
    CsvUtf8,
    /// A page of HTML called `.xls`.
    HtmlXls,
    /// SpreadsheetML 2003.
    Xml2003,
    Ods,
}

impl Format {
    /// The name's ending.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::CsvGb | Self::CsvUtf8 => "csv",
            Self::HtmlXls => "xls",
            Self::Xml2003 => "xml",
            Self::Ods => "ods",
        }
    }

    /// Whether a file has named sheets.
    pub(crate) fn has_sheets(self) -> bool {
        matches!(self, Self::Xlsx | Self::Xml2003 | Self::Ods)
    }
}

/// The file of these pages. Formats without sheets take the last page, where the form stands.
pub(crate) fn bytes(pages: &[Page], format: Format) -> Result<Vec<u8>, Box<dyn Error>> {
    let last = pages.last().ok_or("a file without pages")?;
    match format {
        Format::Xlsx => xlsx::bytes(pages),
        Format::Docx => docx::bytes(last),
        Format::CsvGb => Ok(encoding_rs::GB18030
            .encode(&delimited::text(last))
            .0
            .into_owned()),
        Format::CsvUtf8 => Ok(format!("\u{feff}{}", delimited::text(last)).into_bytes()),
        Format::HtmlXls => Ok(html::text(last).into_bytes()),
        Format::Xml2003 => Ok(xml2003::text(pages).into_bytes()),
        Format::Ods => ods::bytes(pages),
    }
}

/// A text between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
