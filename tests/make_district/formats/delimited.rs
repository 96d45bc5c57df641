//! Comma-separated values: what is shown, merged areas at their first cell.

use crate::make_district::page::Page;

pub(super) fn text(page: &Page) -> String {
    let (rows, columns) = page.size();
    let mut text = String::new();
    for row in 0..rows {
        let cells: Vec<String> = (0..columns)
            .map(|column| {
                page.cells
                    .get(&(row, column))
                    .map_or("", |cell| cell.shown())
            })
            .map(quoted)
            .collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
