//! One cell element: its value, the text it shows, its comment.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::table::count;
use crate::intake::cell::dates::{shown_iso, without_midnight};
use crate::intake::cell::number::decimal_of_text;
use crate::intake::container::xml::{attribute, damaged, is_true, resolved, skip};
use crate::intake::error::ReadError;
use crate::intake::grid::{Cell, CellRef, CellValue};

/// A cell element, before it has a place.
#[derive(Debug)]
pub(super) struct Parsed {
    value: Option<CellValue>,
    shown: String,
    formula: Option<String>,
    comment: Option<String>,
    pub(super) style: Option<String>,
    /// Rows of the merged area that starts here; 1 without one.
    pub(super) rows: u32,
    /// Columns of that area.
    pub(super) columns: u32,
}

impl Parsed {
    /// Whether nothing stands here.
    pub(super) const fn is_empty(&self) -> bool {
        self.value.is_none() && self.comment.is_none()
    }

    /// The cell at its place.
    pub(super) fn cell(&self, at: CellRef, code: Option<&str>) -> Cell {
        Cell {
            at,
            value: self
                .value
                .clone()
                .unwrap_or_else(|| CellValue::Text(String::new())),
            shown: self.shown.clone(),
            number_format: code.map(str::to_owned),
            formula: self.formula.clone(),
            hidden: false,
            comment: self.comment.clone(),
        }
    }
}

/// Reads the cell that was just opened, up to its end; `reader` is `None` for an empty element.
///
/// # Errors
/// [`ReadError::Damaged`] when the XML breaks off.
pub(super) fn read(
    element: &BytesStart<'_>,
    reader: Option<&mut Reader<&[u8]>>,
    name: &str,
) -> Result<Parsed, ReadError> {
    let content = match reader {
        Some(reader) => read_content(reader, name)?,
        None => Content::default(),
    };
    let formula = attribute(element, "formula").map(|formula| plain_formula(&formula));
    let value = value_of(element, &content.text, formula.is_some());
    let shown = match &value {
        Some(CellValue::Date(iso)) if content.text.is_empty() => shown_iso(iso),
        Some(CellValue::Number(number)) if content.text.is_empty() => number.to_string(),
        Some(CellValue::Number(_)) => content.text.trim().to_owned(),
        Some(CellValue::Uncalculated) => String::new(),
        _ => content.text,
    };
    Ok(Parsed {
        value,
        shown,
        formula,
        comment: content.comment,
        style: attribute(element, "style-name"),
        rows: count(element, "number-rows-spanned"),
        columns: count(element, "number-columns-spanned"),
    })
}

fn value_of(element: &BytesStart<'_>, text: &str, has_formula: bool) -> Option<CellValue> {
    let of = |name: &str| attribute(element, name);
    // LibreOffice marks errors in an attribute of its own beside a value type of string or float.
    let is_error = element
        .attributes()
        .with_checks(false)
        .flatten()
        .any(|a| a.key.as_ref() == "calcext:value-type" && a.value.as_ref() == "error");
    if is_error || (has_formula && is_error_text(text)) {
        return Some(CellValue::Error(text.to_owned()));
    }
    let kind = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.as_ref() == "office:value-type" || a.key.as_ref() == "value-type")
        .map(|a| a.value.into_owned());
    let plain_text = || (!text.is_empty()).then(|| CellValue::Text(text.to_owned()));
    match kind.as_deref() {
        Some("float" | "percentage" | "currency") => of("value")
            .and_then(|value| decimal_of_text(&value))
            .map(CellValue::Number)
            .or_else(plain_text),
        Some("date") => of("date-value").map(|date| CellValue::Date(without_midnight(&date))),
        Some("time") => of("time-value").map(CellValue::Date),
        Some("boolean") => of("boolean-value").map(|flag| CellValue::Bool(is_true(&flag))),
        Some("string") => {
            let stored = of("string-value").unwrap_or_else(|| text.to_owned());
            (has_formula || !stored.is_empty()).then_some(CellValue::Text(stored))
        }
        _ => plain_text().or_else(|| has_formula.then_some(CellValue::Uncalculated)),
    }
}

fn is_error_text(text: &str) -> bool {
    text.starts_with("Err:")
        || matches!(
            text,
            "#REF!" | "#DIV/0!" | "#VALUE!" | "#NAME?" | "#N/A" | "#NUM!" | "#NULL!"
        )
}

/// `of:=SUM([.A1:.A2])` as `SUM(A1:A2)`.
fn plain_formula(formula: &str) -> String {
    let body = formula.split_once('=').map_or(formula, |(_, body)| body);
    let mut plain = String::with_capacity(body.len());
    let mut in_reference = false;
    let mut in_text = false;
    for sign in body.chars() {
        match sign {
            '"' => in_text = !in_text,
            '[' if !in_text => in_reference = true,
            ']' if !in_text => in_reference = false,
            _ => {}
        }
        let is_mark = matches!(sign, '[' | ']') && !in_text;
        let is_own_sheet =
            sign == '.' && in_reference && plain.ends_with(|c: char| !c.is_alphanumeric());
        let starts = sign == '.' && in_reference && plain.is_empty();
        if !is_mark && !is_own_sheet && !starts {
            plain.push(sign);
        }
    }
    plain
}

#[derive(Default)]
struct Content {
    text: String,
    comment: Option<String>,
}

/// The paragraphs of a cell, joined by line breaks, and its comment.
fn read_content(reader: &mut Reader<&[u8]>, name: &str) -> Result<Content, ReadError> {
    let mut content = Content::default();
    let mut paragraphs = Paragraphs::default();
    loop {
        let event = reader.read_event().map_err(|error| damaged(&error))?;
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "annotation" => content.comment = read_comment(reader)?,
                // Drawings, and tables inside a cell, are no text of the cell.
                other @ ("frame" | "custom-shape" | "g" | "table" | "control" | "ruby-text"
                | "detective") => {
                    let other = other.to_owned();
                    skip(reader, &other);
                }
                _ => paragraphs.open(&element),
            },
            Event::End(element) if element.local_name().as_ref() == name => break,
            Event::Eof => return Err(ReadError::Damaged("内容中途断了".to_owned())),
            event => paragraphs.take(&event),
        }
    }
    content.text = paragraphs.text;
    Ok(content)
}

fn read_comment(reader: &mut Reader<&[u8]>) -> Result<Option<String>, ReadError> {
    let mut paragraphs = Paragraphs::default();
    loop {
        let event = reader.read_event().map_err(|error| damaged(&error))?;
        match event {
            Event::Start(element) => paragraphs.open(&element),
            Event::End(element) if element.local_name().as_ref() == "annotation" => break,
            Event::Eof => return Err(ReadError::Damaged("内容中途断了".to_owned())),
            event => paragraphs.take(&event),
        }
    }
    let text = paragraphs.text.trim().to_owned();
    Ok((!text.is_empty()).then_some(text))
}

/// Collects the text of `text:p` elements.
#[derive(Default)]
struct Paragraphs {
    text: String,
    depth: usize,
    count: usize,
}

impl Paragraphs {
    fn open(&mut self, element: &BytesStart<'_>) {
        if matches!(element.local_name().as_ref(), "p" | "h") {
            if self.count > 0 && self.depth == 0 {
                self.text.push('\n');
            }
            self.count += 1;
            self.depth += 1;
        } else if self.depth > 0 {
            self.empty(element);
        }
    }

    fn empty(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "s" if self.depth > 0 => {
                let spaces = attribute(element, "c").and_then(|c| c.parse().ok());
                let spaces: usize = spaces.unwrap_or(1);
                self.text.extend(std::iter::repeat_n(' ', spaces.min(1000)));
            }
            "tab" if self.depth > 0 => self.text.push('\t'),
            "line-break" if self.depth > 0 => self.text.push('\n'),
            "p" | "h" => {
                if self.count > 0 {
                    self.text.push('\n');
                }
                self.count += 1;
            }
            _ => {}
        }
    }

    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Empty(element) => self.empty(element),
            Event::End(element) if matches!(element.local_name().as_ref(), "p" | "h") => {
                self.depth = self.depth.saturating_sub(1);
            }
            Event::Text(text) if self.depth > 0 => self.text.push_str(&text.xml10_content()),
            Event::CData(text) if self.depth > 0 => self.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if self.depth > 0 => {
                self.text.push_str(&resolved(reference));
            }
            _ => {}
        }
    }
}
