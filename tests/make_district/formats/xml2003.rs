//! SpreadsheetML 2003.

use super::escaped;
use crate::make_district::page::{Content, Page};

/// The number formats in use, each a style.
const FORMATS: [(&str, &str); 4] = [
    ("General", "s1"),
    ("0.00", "s2"),
    ("#,##0.00", "s3"),
    ("0.00%", "s4"),
];

pub(super) fn text(pages: &[Page]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles>",
    );
    for (format, style) in FORMATS {
        text.push_str(&format!(
            "<Style ss:ID=\"{style}\"><NumberFormat ss:Format=\"{format}\"/></Style>"
        ));
    }
    text.push_str("</Styles>");
    for page in pages {
        text.push_str(&format!(
            "<Worksheet ss:Name=\"{}\"><Table>",
            escaped(&page.name)
        ));
        sheet(page, &mut text);
        text.push_str("</Table></Worksheet>");
    }
    text.push_str("</Workbook>\n");
    text
}

fn sheet(page: &Page, text: &mut String) {
    let (rows, columns) = page.size();
    for row in 0..rows {
        text.push_str(&format!("<Row ss:Index=\"{}\">", row + 1));
        for column in 0..columns {
            let at = (row, column);
            let (down, across) = page.span(at);
            let Some(content) = page.cells.get(&at) else {
                if (down, across) != (1, 1) {
                    text.push_str(&cell(column, down, across, "", ""));
                }
                continue;
            };
            let (style, data) = match content {
                Content::Text(words) => {
                    let words = escaped(words).replace('\n', "&#10;");
                    ("", format!("<Data ss:Type=\"String\">{words}</Data>"))
                }
                Content::Number { value, format, .. } => {
                    let style = FORMATS.iter().find(|(known, _)| known == format);
                    let value = value.normalize();
                    (
                        style.map_or("s1", |(_, style)| style),
                        format!("<Data ss:Type=\"Number\">{value}</Data>"),
                    )
                }
            };
            text.push_str(&cell(column, down, across, style, &data));
        }
        text.push_str("</Row>");
    }
}

fn cell(column: u32, down: u32, across: u32, style: &str, data: &str) -> String {
    let mut attributes = format!(" ss:Index=\"{}\"", column + 1);
    if across > 1 {
        attributes.push_str(&format!(" ss:MergeAcross=\"{}\"", across - 1));
    }
    if down > 1 {
        attributes.push_str(&format!(" ss:MergeDown=\"{}\"", down - 1));
    }
    if !style.is_empty() {
        attributes.push_str(&format!(" ss:StyleID=\"{style}\""));
    }
    format!("<Cell{attributes}>{data}</Cell>")
}
