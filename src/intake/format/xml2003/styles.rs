//! The styles of a SpreadsheetML 2003 workbook, as far as they tell number formats.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::intake::cell::codes::is_too_long;
use crate::intake::container::xml::attribute;

/// Number formats by style.
#[derive(Debug, Default)]
pub(super) struct Styles {
    codes: BTreeMap<String, String>,
    parents: BTreeMap<String, String>,
    /// How many codes were too long to be taken.
    pub(super) too_long: usize,
}

impl Styles {
    /// Reads the style that was just opened, up to its end.
    pub(super) fn read(&mut self, element: &BytesStart<'_>, reader: &mut Reader<&[u8]>) {
        let id = attribute(element, "ID").unwrap_or_default();
        if let Some(parent) = attribute(element, "Parent") {
            self.parents.insert(id.clone(), parent);
        }
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "NumberFormat" =>
                {
                    let format = attribute(&element, "Format").unwrap_or_default();
                    let taken = if is_too_long(&format) {
                        self.too_long += 1;
                        ""
                    } else {
                        code_of(&format)
                    };
                    self.codes.insert(id.clone(), taken.to_owned());
                }
                Event::End(element) if element.local_name().as_ref() == "Style" => break,
                Event::Eof => break,
                _ => {}
            }
        }
    }

    /// The number format code of a style; `None` for General.
    pub(super) fn code(&self, style: &str) -> Option<String> {
        let mut style = style;
        for _ in 0..8 {
            if let Some(code) = self.codes.get(style) {
                return (!code.is_empty()).then(|| code.clone());
            }
            style = self.parents.get(style)?;
        }
        None
    }
}

/// The code behind a format's name; codes stand for themselves, General for none.
fn code_of(format: &str) -> &str {
    match format {
        "General" | "General Number" | "@" => "",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        "Currency" => "\"¥\"#,##0.00;[Red]\"¥\"\\-#,##0.00",
        "Short Date" => "yyyy/m/d",
        "Medium Date" => "d-mmm-yy",
        "Long Date" => "yyyy\"年\"m\"月\"d\"日\"",
        "General Date" => "yyyy/m/d h:mm",
        "Short Time" => "h:mm",
        "Medium Time" => "h:mm AM/PM",
        "Long Time" => "h:mm:ss",
        other => other,
    }
}
