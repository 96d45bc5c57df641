//! Texts in several fonts: calamine gives their letters only, and a letter of a symbol font is a tick.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::marks::check_strings;
use crate::intake::cell::signs::in_font;
use crate::intake::container::package::Package;
use crate::intake::container::xml::{attribute, text_of};
use crate::intake::error::ReadError;

/// Texts in several fonts as they are shown, by their letters without white space. Empty where no symbol
/// font is used.
#[derive(Debug, Default)]
pub(super) struct RichTexts(BTreeMap<String, String>);

/// Whether a font shows other signs than the letters that are stored.
pub(super) fn is_symbolic(font: &str) -> bool {
    font.starts_with("Wingdings") || font == "Symbol"
}

impl RichTexts {
    /// Reads the shared strings of a workbook, after a look at how many they are.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] for a claim beyond measure, or that of unpacking a part.
    pub(super) fn of<R: Read + Seek>(package: &mut Package<R>) -> Result<Self, ReadError> {
        let is_styles = |name: &str| name.ends_with("styles.xml");
        let is_strings = |name: &str| name.ends_with("sharedstrings.xml");
        let (mut symbolic, mut strings) = (false, Vec::new());
        for name in package.names().collect::<Vec<_>>() {
            let lower = name.to_ascii_lowercase();
            if !is_styles(&lower) && !is_strings(&lower) {
                continue;
            }
            let Some(text) = package.text(&name)? else {
                continue;
            };
            symbolic |= text.contains("\"Wingdings") || text.contains("\"Symbol\"");
            if is_strings(&lower) {
                check_strings(&text)?;
                strings.push(text);
            }
        }
        let mut texts = Self::default();
        for part in strings.iter().filter(|_| symbolic) {
            texts.read(part);
        }
        Ok(texts)
    }

    fn read(&mut self, part: &str) {
        let mut reader = Reader::from_str(part);
        let (mut letters, mut shown, mut font) = (String::new(), String::new(), String::new());
        let mut has_fonts = false;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "si" => {
                        (letters, shown) = (String::new(), String::new());
                        has_fonts = false;
                    }
                    "r" => font.clear(),
                    "t" => {
                        let text = text_of(&mut reader, "t", &[], &[]);
                        shown.push_str(&in_font(&font, &text));
                        letters.push_str(&text);
                    }
                    "rPh" => {
                        text_of(&mut reader, "rPh", &[], &[]);
                    }
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "rFont" => {
                    font = attribute(&element, "val").unwrap_or_default();
                    has_fonts = true;
                }
                Event::End(element) if element.local_name().as_ref() == "si" && has_fonts => {
                    self.0.insert(key(&letters), shown.trim().to_owned());
                }
                Event::Eof => break,
                _ => {}
            }
        }
    }

    /// A text as it is shown in a cell whose own font is `font`.
    pub(super) fn shown(&self, text: &str, font: Option<&str>) -> Option<String> {
        let rich = (!self.0.is_empty())
            .then(|| self.0.get(&key(text)))
            .flatten();
        match (rich, font) {
            (Some(shown), _) => Some(shown.clone()),
            (None, Some(font)) => Some(in_font(font, text)),
            (None, None) => None,
        }
    }
}

fn key(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}
