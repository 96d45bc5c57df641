//! Comma- and tab-separated text. Cells stay text: what was written is what there is.

use crate::intake::cell::sheet::{Budget, Marks, Sheet};
use crate::intake::error::ReadError;
use crate::intake::grid::{Cell, CellRef, Visibility, Workbook};
use crate::place::unguard;

/// The signs that may part cells, in the order in which they are preferred.
const DELIMITERS: [char; 5] = [',', '\t', ';', '|', '，'];
/// How many lines are looked at to tell which it is.
const LINES_LOOKED_AT: usize = 50;

/// Reads a text.
///
/// # Errors
/// [`ReadError::NotATable`] if it has no cells, [`ReadError::TooLarge`].
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let (text, _) = crate::intake::container::text::decode(bytes);
    let (delimiter, body) = delimiter_of(&text);
    let mut budget = Budget::default();
    let mut sheet = Sheet::new("文本", Visibility::Visible, Marks::default(), &mut budget)?;
    for (at, value) in Fields::of(body, delimiter) {
        let value = plain(&value);
        if !value.is_empty() {
            sheet.put(Cell::text(at, value))?;
        }
    }
    let grid = sheet.finish()?;
    if grid.extent().is_none() {
        return Err(ReadError::NotATable("里面没有内容".to_owned()));
    }
    Ok(Workbook {
        sheets: vec![grid],
        remarks: Vec::new(),
    })
}

/// Whether most of the first lines are parted into cells by the same sign.
pub(super) fn is_tabular(bytes: &[u8]) -> bool {
    let (text, _) = crate::intake::container::text::decode(bytes);
    let lines = text.lines().take(LINES_LOOKED_AT);
    let lines = lines.filter(|line| !line.trim().is_empty()).count();
    let (parted, _) = DELIMITERS
        .map(|delimiter| score(&text, delimiter))
        .into_iter()
        .max()
        .unwrap_or_default();
    lines >= 2 && 2 * parted >= lines
}

/// A field as its author meant it: `="0012"` keeps digits from being read as a number, and so does a
/// tab put behind them; an apostrophe in front keeps a text from being reckoned as a formula.
fn plain(field: &str) -> &str {
    let field = unguard(field.trim_matches(['\t', '\0']));
    let quoted = field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    quoted.unwrap_or(field)
}

/// The sign that parts cells, and the text after a line that names it (`sep=;`).
fn delimiter_of(text: &str) -> (char, &str) {
    let text = text.trim_start_matches('\u{feff}');
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(delimiter) = rest.chars().next()
    {
        let body = rest.get(delimiter.len_utf8()..).unwrap_or_default();
        let body = body.trim_start_matches('\r');
        return (delimiter, body.strip_prefix('\n').unwrap_or(body));
    }
    let counted = DELIMITERS.map(|delimiter| (score(text, delimiter), delimiter));
    let best = counted
        .into_iter()
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    (best.map_or(',', |(_, delimiter)| delimiter), text)
}

/// How well a sign explains the text: how many lines have cells parted by it, outside of quotes, and
/// how many cells that makes.
fn score(text: &str, delimiter: char) -> (usize, usize) {
    let mut lines = vec![0_usize];
    let mut quoted = false;
    for sign in text.chars() {
        match sign {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                if lines.len() == LINES_LOOKED_AT {
                    break;
                }
                lines.push(0);
            }
            sign if sign == delimiter && !quoted => {
                if let Some(last) = lines.last_mut() {
                    *last += 1;
                }
            }
            _ => {}
        }
    }
    let parted = lines.iter().filter(|count| **count > 0).count();
    (parted, lines.iter().sum())
}

/// Iterator over the fields of a text with their places; quoted fields may hold the delimiter, line
/// breaks and doubled quotes.
struct Fields<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    delimiter: char,
    at: CellRef,
}

impl<'a> Fields<'a> {
    fn of(text: &'a str, delimiter: char) -> Self {
        Self {
            rest: text.chars().peekable(),
            delimiter,
            at: CellRef::new(0, 0),
        }
    }

    fn quoted(&mut self, field: &mut String) {
        self.rest.next();
        while let Some(sign) = self.rest.next() {
            if sign != '"' {
                field.push(sign);
            } else if self.rest.next_if_eq(&'"').is_some() {
                field.push('"');
            } else {
                break;
            }
        }
    }
}

impl Iterator for Fields<'_> {
    type Item = (CellRef, String);

    fn next(&mut self) -> Option<Self::Item> {
        self.rest.peek()?;
        let at = self.at;
        let mut field = String::new();
        if self.rest.peek() == Some(&'"') {
            self.quoted(&mut field);
        }
        loop {
            match self.rest.next() {
                Some(sign) if sign == self.delimiter => {
                    self.at.col = self.at.col.saturating_add(1);
                    break;
                }
                Some('\r') if self.rest.peek() == Some(&'\n') => {}
                Some('\n' | '\r') => {
                    self.at = CellRef::new(at.row.saturating_add(1), 0);
                    break;
                }
                Some(sign) => field.push(sign),
                None => break,
            }
        }
        Some((at, field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(String, String)> {
        let workbook = read(text.as_bytes()).unwrap();
        let cells = workbook.sheets[0].cells();
        cells
            .map(|cell| (cell.at.to_string(), cell.shown.clone()))
            .collect()
    }

    fn expect(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|(at, text)| ((*at).to_owned(), (*text).to_owned()))
            .collect();
        assert_eq!(cells(text), expected, "{text:?}");
    }

    #[test]
    fn quotes_breaks_and_delimiters() {
        expect(
            "项目,得分\r\n\"培训费,下降率\",\"6\"\r\n\"第一行\n第二行\",\"引\"\"号\"\r\n,尾",
            &[
                ("A1", "项目"),
                ("B1", "得分"),
                ("A2", "培训费,下降率"),
                ("B2", "6"),
                ("A3", "第一行\n第二行"),
                ("B3", "引\"号"),
                ("B4", "尾"),
            ],
        );
        expect(
            "甲\t1,234.5\n乙\t2",
            &[("A1", "甲"), ("B1", "1,234.5"), ("A2", "乙"), ("B2", "2")],
        );
        expect("sep=;\n甲;1", &[("A1", "甲"), ("B1", "1")]);
        expect(
            "编码,\"=\"\"0012\"\"\",12\t",
            &[("A1", "编码"), ("B1", "0012"), ("C1", "12")],
        );
        expect(
            "'=SUM(A1),'-5,'+甲,'乙",
            &[
                ("A1", "=SUM(A1)"),
                ("B1", "-5"),
                ("C1", "+甲"),
                ("D1", "'乙"),
            ],
        );
    }

    #[test]
    fn an_unclosed_quote_ends_with_the_text() {
        expect("甲,\"乙\n丙", &[("A1", "甲"), ("B1", "乙\n丙")]);
    }
}
