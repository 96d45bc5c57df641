//! What a file really is, by its content and not by its name.

use std::io::{self, Read, Seek, SeekFrom};

use super::bounds;
use super::container::package::Package;
use super::container::{ole, opc, text};
use super::error::ReadError;
use super::format::Format;
use crate::results::{Mark, Product, mark};

/// What some bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A format that can be read.
    Readable(Format),
    /// A file that bears the mark of this program.
    Own(Product),
    /// A table in a format that is not read; its name.
    OldTable(&'static str),
    /// An Office document locked with a password.
    Encrypted,
    /// A zip archive that is no document.
    Zip,
    /// A shortcut of Windows or an alias of macOS.
    Shortcut,
    /// Another kind of archive.
    Archive(&'static str),
    /// A text document that is not read: Word 97, RTF, OpenDocument text.
    Document,
    /// A presentation.
    Slides,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// An XML or HTML text without a table.
    Markup,
    /// Text without markup.
    Text,
    /// An OLE or zip container that cannot be looked into.
    Broken(ReadError),
    /// No bytes.
    Empty,
    /// Anything else.
    Unknown,
}

/// The properties in an OLE container.
const SUMMARY: &str = "/\u{5}SummaryInformation";

const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// How much of a text is looked at to tell what it is.
const HEAD: u64 = 256 << 10;

/// What the bytes of `source` are.
///
/// # Errors
/// Whatever reading them gives.
pub(super) fn sniff<R: Read + Seek>(mut source: R) -> io::Result<Kind> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    Ok(if head.is_empty() {
        Kind::Empty
    } else if head.starts_with(OLE) {
        return sniff_ole(source);
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        sniff_zip(source)
    } else {
        sniff_magic(&head).unwrap_or_else(|| sniff_text(&head))
    })
}

/// What bytes are, if their first few tell and it is nothing that wants a closer look.
pub(super) fn sniff_magic(bytes: &[u8]) -> Option<Kind> {
    let magic: [(&[u8], Kind); 22] = [
        (b"L\0\0\0\x01\x14\x02\0", Kind::Shortcut),
        (b"book\0\0\0\0mark\0\0\0\0", Kind::Shortcut),
        (b"MIME-Version:", Kind::OldTable("单个文件网页（MHT）")),
        (b"\x09\x00\x04\x00", Kind::OldTable("Excel 2 工作表")),
        (b"\x09\x02\x06\x00", Kind::OldTable("Excel 3 工作表")),
        (b"\x09\x04\x06\x00", Kind::OldTable("Excel 4 工作表")),
        (b"\x09\x08", Kind::OldTable("没有 OLE 外壳的 Excel 工作表")),
        (b"ID;P", Kind::OldTable("SYLK 表格")),
        (b"%PDF", Kind::Pdf),
        (b"\x89PNG", Kind::Picture),
        (b"\xFF\xD8\xFF", Kind::Picture),
        (b"GIF8", Kind::Picture),
        (b"BM", Kind::Picture),
        (b"II*\0", Kind::Picture),
        (b"MM\0*", Kind::Picture),
        (b"Rar!", Kind::Archive("RAR")),
        (b"7z\xBC\xAF\x27\x1C", Kind::Archive("7z")),
        (b"\x1F\x8B", Kind::Archive("gzip")),
        (b"BZh", Kind::Archive("bzip2")),
        (b"\xFD7zXZ", Kind::Archive("xz")),
        (b"{\\rtf", Kind::Document),
        (b"OFD", Kind::Pdf),
    ];
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Kind::Picture);
    }
    let found = magic
        .into_iter()
        .find(|(start, _)| bytes.starts_with(start));
    // "BM" also starts ordinary text; a bitmap has zero bytes in its header.
    match found {
        Some((b"BM", _)) if !bytes.get(..32).is_some_and(|head| head.contains(&0)) => None,
        Some((_, kind)) => Some(kind),
        None => None,
    }
}

/// An OLE container: told by the streams it holds.
fn sniff_ole<R: Read>(source: R) -> io::Result<Kind> {
    let mut bytes = Vec::new();
    source.take(bounds::FILE).read_to_end(&mut bytes)?;
    let mut container = match ole::open(&bytes) {
        Ok(container) => container,
        Err(error) => return Ok(Kind::Broken(error)),
    };
    // One of ours may have been saved in this format.
    let properties = ole::stream(&mut container, SUMMARY).unwrap_or_default();
    if let Some(product) = mark::in_summary(&properties) {
        return Ok(Kind::Own(product));
    }
    let has = |name: &str| container.exists(name);
    Ok(if has("/EncryptedPackage") {
        Kind::Encrypted
    } else if has("/Workbook") || has("/Book") {
        Kind::Readable(Format::Xls)
    } else if has("/WordDocument") {
        Kind::Document
    } else if has("/PowerPoint Document") {
        Kind::Slides
    } else {
        Kind::Unknown
    })
}

/// A zip container: told by its members.
fn sniff_zip<R: Read + Seek>(source: R) -> Kind {
    let mut package = match Package::peek(io::BufReader::new(source)) {
        Ok(package) => package,
        Err(error) => return Kind::Broken(error),
    };
    if let Ok(Some(mimetype)) = package.bytes("mimetype") {
        let mimetype = String::from_utf8_lossy(&mimetype).into_owned();
        if mimetype.contains("opendocument.spreadsheet") {
            // One of ours may have been saved in this format.
            return own(&mut package, "meta.xml").unwrap_or(Kind::Readable(Format::Ods));
        }
        if mimetype.contains("opendocument.presentation") {
            return Kind::Slides;
        }
        if mimetype.contains("opendocument") {
            return Kind::Document;
        }
    }
    if package.has("[Content_Types].xml") {
        return sniff_office(&mut package);
    }
    if package.has("OFD.xml") {
        return Kind::Pdf;
    }
    Kind::Zip
}

/// A file of ours, by the mark in its properties.
fn own<R: Read + Seek>(package: &mut Package<R>, properties: &str) -> Option<Kind> {
    let properties = package.text(properties).ok().flatten()?;
    let mark = Mark::of_properties(&properties)?;
    Some(Kind::Own(mark.product))
}

/// An Office package: told by the type of its main part (others may be embedded), or else by names.
fn sniff_office<R: Read + Seek>(package: &mut Package<R>) -> Kind {
    if let Some(own) = own(package, "docProps/core.xml") {
        return own;
    }
    let main = opc::main_type(package).unwrap_or_default();
    let names: Vec<String> = package.names().collect();
    let any = |start: &str| names.iter().any(|name| name.starts_with(start));
    if main.contains("ms-excel.sheet.binary") || any("xl/workbook.bin") {
        Kind::Readable(Format::Xlsb)
    } else if main.contains("spreadsheetml") || main.contains("ms-excel") {
        Kind::Readable(Format::Xlsx)
    } else if main.contains("wordprocessingml") || main.contains("ms-word") {
        Kind::Readable(Format::Docx)
    } else if main.contains("presentationml") || main.contains("ms-powerpoint") {
        Kind::Slides
    } else if any("xl/") {
        Kind::Readable(Format::Xlsx)
    } else if any("word/") {
        Kind::Readable(Format::Docx)
    } else if any("ppt/") {
        Kind::Slides
    } else {
        Kind::Zip
    }
}

/// Whether zero bytes only fill up the fields of what is text otherwise, as systems with fields of a
/// fixed length export it.
fn is_padded(head: &[u8]) -> bool {
    let is_control = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r');
    let mut others = head.iter().copied().filter(|byte| *byte != 0).peekable();
    others.peek().is_some() && !others.any(is_control)
}

/// Whether a text that began as markup without a table holds one further on, behind scripts and styles.
pub(super) fn has_late_table(bytes: &[u8]) -> bool {
    let behind = usize::try_from(HEAD).unwrap_or(usize::MAX);
    bytes.len() > behind
        && text::decode(bytes)
            .0
            .to_ascii_lowercase()
            .contains("<table")
}

/// Text: markup with or without a table, or plain.
fn sniff_text(head: &[u8]) -> Kind {
    let (decoded, encoding) = text::decode(head);
    let is_wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    if !is_wide && head.contains(&0) && !is_padded(head) {
        return Kind::Unknown;
    }
    let text = decoded.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let lower = text.to_ascii_lowercase();
    if !lower.starts_with('<') {
        let garbage = text.chars().filter(|c| *c == '\u{fffd}').count();
        let is_text = garbage * 50 <= text.chars().count();
        return if is_text { Kind::Text } else { Kind::Unknown };
    }
    if lower.contains("progid=\"word.document\"") {
        return Kind::Document;
    }
    let is_workbook = lower.contains("<workbook") || lower.contains(":workbook");
    if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") && is_workbook {
        return Kind::Readable(Format::Xml2003);
    }
    if lower.contains("opendocument:xmlns:office") {
        let is_sheet =
            lower.contains("opendocument.spreadsheet") || lower.contains("office:spreadsheet");
        return if is_sheet {
            Kind::Readable(Format::FlatOds)
        } else {
            Kind::Document
        };
    }
    if lower.contains("<table") {
        return Kind::Readable(Format::Html);
    }
    Kind::Markup
}
