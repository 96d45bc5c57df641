//! An OpenDocument spreadsheet.

use std::error::Error;

use super::escaped;
use super::parcel::parcel;
use crate::make_district::page::{Content, Page};

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

pub(super) fn bytes(pages: &[Page]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut body = String::new();
    for page in pages {
        let name = escaped(&page.name);
        body.push_str(&format!("<table:table table:name=\"{name}\">"));
        sheet(page, &mut body);
        body.push_str("</table:table>");
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\">\
         <office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{TYPE}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
         </manifest:manifest>"
    );
    parcel(&[
        ("mimetype", TYPE),
        ("META-INF/manifest.xml", &manifest),
        ("content.xml", &content),
    ])
}

fn sheet(page: &Page, body: &mut String) {
    let (rows, columns) = page.size();
    body.push_str(&format!(
        "<table:table-column table:number-columns-repeated=\"{columns}\"/>"
    ));
    for row in 0..rows {
        body.push_str("<table:table-row>");
        for column in 0..columns {
            let at = (row, column);
            if page.cover(at).is_some() {
                body.push_str("<table:covered-table-cell/>");
                continue;
            }
            let (down, across) = page.span(at);
            let mut attributes = String::new();
            if (down, across) != (1, 1) {
                attributes = format!(
                    " table:number-columns-spanned=\"{across}\" table:number-rows-spanned=\"{down}\""
                );
            }
            body.push_str(&cell(page.cells.get(&at), &attributes));
        }
        body.push_str("</table:table-row>");
    }
}

fn cell(content: Option<&Content>, attributes: &str) -> String {
    let Some(content) = content else {
        return format!("<table:table-cell{attributes}/>");
    };
    let typed = match content {
        Content::Text(_) => " office:value-type=\"string\"".to_owned(),
        Content::Number { value, format, .. } => {
            let kind = if format.ends_with('%') {
                "percentage"
            } else {
                "float"
            };
            let value = value.normalize();
            format!(" office:value-type=\"{kind}\" office:value=\"{value}\"")
        }
    };
    let lines: String = content
        .shown()
        .split('\n')
        .map(|line| format!("<text:p>{}</text:p>", escaped(line)))
        .collect();
    format!("<table:table-cell{attributes}{typed}>{lines}</table:table-cell>")
}
