//! A page with one table, as reporting systems export it under the name of a workbook.

use super::escaped;
use crate::make_district::page::Page;

pub(super) fn text(page: &Page) -> String {
    let (rows, columns) = page.size();
    let mut text = String::from(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\
         </head><body><table border=\"1\">\n",
    );
    for row in 0..rows {
        text.push_str("<tr>");
        for column in 0..columns {
            let at = (row, column);
            if page.cover(at).is_some() {
                continue;
            }
            let (down, across) = page.span(at);
            let mut span = String::new();
            if down > 1 {
                span.push_str(&format!(" rowspan=\"{down}\""));
            }
            if across > 1 {
                span.push_str(&format!(" colspan=\"{across}\""));
            }
            let shown = page.cells.get(&at).map_or("", |cell| cell.shown());
            let shown = escaped(shown).replace('\n', "<br>");
            text.push_str(&format!("<td{span}>{shown}</td>"));
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</table></body></html>\n");
    text
}
