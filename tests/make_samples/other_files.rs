//! What lies beside the workbooks in such a folder: lock files, pictures, letters.

use std::error::Error;
use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

/// The file that Excel puts beside a workbook while somebody has it open: the user's name once in
/// single bytes and once in UTF-16, padded to 165 bytes.
pub(crate) fn lock_file(user: &str) -> Vec<u8> {
    let mut bytes = vec![u8::try_from(user.len()).unwrap_or(u8::MAX)];
    bytes.extend(user.bytes());
    bytes.resize(55, b' ');
    bytes.extend(u16::try_from(user.len()).unwrap_or(u16::MAX).to_le_bytes());
    bytes.extend(user.encode_utf16().flat_map(u16::to_le_bytes));
    while bytes.len() < 165 {
        bytes.extend([b' ', 0]);
    }
    bytes.truncate(165);
    bytes
}

/// The bytes that hexadecimal digits stand for; white space between them is no matter.
pub(crate) fn from_hex(text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let digits: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let pairs = digits.chunks(2).map(|pair| pair.iter().collect::<String>());
    pairs
        .map(|pair| Ok(u8::from_str_radix(&pair, 16)?))
        .collect()
}

/// A Word document of plain paragraphs.
pub(crate) fn letter(paragraphs: &[String]) -> Result<Vec<u8>, Box<dyn Error>> {
    let body: String = paragraphs
        .iter()
        .map(|text| text.replace('&', "&amp;").replace('<', "&lt;"))
        .map(|text| format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"))
        .collect();
    let document = format!(
        "{XML}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONSHIPS),
        ("word/document.xml", document.as_str()),
    ] {
        zip.start_file(name, SimpleFileOptions::default())?;
        if name != "word/document.xml" {
            zip.write_all(XML.as_bytes())?;
        }
        zip.write_all(part.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
</Types>";

const RELATIONSHIPS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
</Relationships>";
