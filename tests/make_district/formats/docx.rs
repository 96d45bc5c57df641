//! A Word document with one table.

use std::error::Error;

use super::escaped;
use super::parcel::parcel;
use crate::make_district::page::Page;

pub(super) fn bytes(page: &Page) -> Result<Vec<u8>, Box<dyn Error>> {
    let (rows, columns) = page.size();
    let mut table = String::from("<w:tbl><w:tblPr/><w:tblGrid>");
    for _ in 0..columns {
        table.push_str("<w:gridCol w:w=\"1000\"/>");
    }
    table.push_str("</w:tblGrid>");
    for row in 0..rows {
        table.push_str("<w:tr>");
        let mut column = 0;
        while column < columns {
            column += cell(page, (row, column), &mut table);
        }
        table.push_str("</w:tr>");
    }
    table.push_str("</w:tbl>");
    let document = format!(
        "{XML}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{table}<w:p/><w:sectPr/></w:body></w:document>"
    );
    parcel(&[
        ("[Content_Types].xml", &format!("{XML}{CONTENT_TYPES}")),
        ("_rels/.rels", &format!("{XML}{RELATIONSHIPS}")),
        ("word/document.xml", &document),
    ])
}

/// Writes one cell; how many columns it takes.
fn cell(page: &Page, at: (u32, u32), table: &mut String) -> u32 {
    // A cell below the first of an area goes on with it, as wide as the area is.
    let (across, merge, text) = match page.cover(at) {
        Some((first, last)) => (last.1 - first.1 + 1, "<w:vMerge/>", ""),
        None => {
            let (down, across) = page.span(at);
            let merge = if down > 1 {
                "<w:vMerge w:val=\"restart\"/>"
            } else {
                ""
            };
            (
                across,
                merge,
                page.cells.get(&at).map_or("", |cell| cell.shown()),
            )
        }
    };
    let span = format!("<w:gridSpan w:val=\"{across}\"/>");
    let lines: String = text
        .split('\n')
        .map(|line| {
            let line = escaped(line);
            format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>")
        })
        .collect();
    table.push_str(&format!(
        "<w:tc><w:tcPr>{span}{merge}</w:tcPr>{lines}</w:tc>"
    ));
    across
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
</Types>";

const RELATIONSHIPS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
</Relationships>";
