//! The styles that matter: what is hidden, and which number format a cell has.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::intake::cell::codes::is_too_long;
use crate::intake::container::xml::{attribute, is_true, resolved};

/// Styles by name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Table styles that hide their sheet.
    hiding: BTreeSet<String>,
    /// Data style names by cell style.
    data_styles: BTreeMap<String, String>,
    /// Parents by cell style.
    parents: BTreeMap<String, String>,
    /// Format codes by data style.
    codes: BTreeMap<String, String>,
    /// How many codes were too long to be taken.
    pub(super) too_long: usize,
}

impl Styles {
    /// Reads all styles of a document part.
    pub(super) fn read_document(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) => self.read_style(&element, &mut reader),
                Event::Empty(element) => self.note_style(&element),
                Event::Eof => break,
                _ => {}
            }
        }
    }

    /// Reads the style that was just opened, if it is one that matters.
    pub(super) fn read_style(&mut self, element: &BytesStart<'_>, reader: &mut Reader<&[u8]>) {
        let kind = element.local_name().as_ref().to_owned();
        let Some(name) = attribute(element, "name") else {
            return;
        };
        match kind.as_str() {
            "style" => {
                self.note_style(element);
                if hides(reader) {
                    self.hiding.insert(name);
                }
            }
            "number-style" | "percentage-style" | "currency-style" => {
                let code = number_code(reader, &kind);
                self.take_code(name, code);
            }
            "date-style" | "time-style" => {
                let code = date_code(reader, &kind);
                self.take_code(name, code);
            }
            _ => {}
        }
    }

    fn take_code(&mut self, name: String, code: Code) {
        if is_too_long(&code.0) {
            self.too_long += 1;
        } else {
            self.codes.insert(name, code.0);
        }
    }

    /// Notes what the head of a style says; many a style of cells has nothing more.
    pub(super) fn note_style(&mut self, element: &BytesStart<'_>) {
        let Some(name) = attribute(element, "name") else {
            return;
        };
        if element.local_name().as_ref() != "style" {
            return;
        }
        if let Some(data_style) = attribute(element, "data-style-name") {
            self.data_styles.insert(name.clone(), data_style);
        }
        if let Some(parent) = attribute(element, "parent-style-name") {
            self.parents.insert(name, parent);
        }
    }

    /// Whether a table style hides its sheet.
    pub(super) fn hides(&self, style: Option<&str>) -> bool {
        style.is_some_and(|style| self.hiding.contains(style))
    }

    /// The format code of a cell style, in the manner of Excel; `None` for the plain ones.
    pub(super) fn code(&self, style: &str) -> Option<&str> {
        let mut style = style;
        for _ in 0..8 {
            if let Some(data_style) = self.data_styles.get(style) {
                let code = self.codes.get(data_style)?;
                return (!code.is_empty()).then_some(code.as_str());
            }
            style = self.parents.get(style)?;
        }
        None
    }
}

/// Whether the style that was just opened has `table:display="false"`; reads to its end.
fn hides(reader: &mut Reader<&[u8]>) -> bool {
    let mut hides = false;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "table-properties" =>
            {
                hides |= attribute(&element, "display").is_some_and(|shown| !is_true(&shown));
            }
            Event::End(element) if element.local_name().as_ref() == "style" => break,
            Event::Eof => break,
            _ => {}
        }
    }
    hides
}

/// A code while it is put together: it grows only until it is too long.
#[derive(Default)]
struct Code(String);

impl Code {
    fn push_str(&mut self, part: &str) {
        if !is_too_long(&self.0) {
            self.0.push_str(part);
        }
    }
}

/// The code of a number style: `#,##0.00`, `0.00%`. Literal texts are kept, quoted.
fn number_code(reader: &mut Reader<&[u8]>, kind: &str) -> Code {
    let mut code = Code::default();
    let mut literal = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "number" =>
            {
                code.push_str(&digits_code(&element));
            }
            // What stands between elements is the layout of the file and no literal.
            Event::Start(_) => literal.clear(),
            Event::Text(text) => literal.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => literal.push_str(&resolved(&reference)),
            Event::End(element) => match element.local_name().as_ref() {
                "text" | "currency-symbol" => {
                    code.push_str(&quoted(literal.trim_matches(['\n', '\r', '\t'])));
                    literal.clear();
                }
                name if name == kind => break,
                _ => literal.clear(),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    code
}

fn digits_code(element: &BytesStart<'_>) -> String {
    let count = |name| attribute(element, name).and_then(|text| text.parse::<usize>().ok());
    let Some(places) = count("decimal-places") else {
        return String::new();
    };
    let grouping = attribute(element, "grouping").is_some_and(|flag| is_true(&flag));
    let whole = if grouping { "#,##0" } else { "0" };
    match places.min(30) {
        0 => whole.to_owned(),
        places => format!("{whole}.{}", "0".repeat(places)),
    }
}

/// A literal as a format code writes it: the percent sign stands for itself.
fn quoted(literal: &str) -> String {
    match literal {
        "" => String::new(),
        "%" | "-" | "/" | ":" | " " => literal.to_owned(),
        text => format!("\"{}\"", text.replace('"', "")),
    }
}

/// The code of a date or time style.
fn date_code(reader: &mut Reader<&[u8]>, kind: &str) -> Code {
    let mut code = Code::default();
    let mut literal = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                literal.clear();
                let long = attribute(&element, "style").is_some_and(|style| style == "long");
                let part = match (element.local_name().as_ref(), long) {
                    ("year", true) => "yyyy",
                    ("year", false) => "yy",
                    ("month", true) => "mm",
                    ("month", false) => "m",
                    ("day", true) => "dd",
                    ("day", false) => "d",
                    ("hours", true) => "hh",
                    ("hours", false) => "h",
                    ("minutes", _) => "mm",
                    ("seconds", _) => "ss",
                    _ => "",
                };
                code.push_str(part);
            }
            Event::Text(text) => literal.push_str(&text.xml10_content()),
            Event::End(element) => match element.local_name().as_ref() {
                "text" => {
                    code.push_str(&quoted(literal.trim_matches(['\n', '\r', '\t'])));
                    literal.clear();
                }
                name if name == kind => break,
                _ => literal.clear(),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    code
}
