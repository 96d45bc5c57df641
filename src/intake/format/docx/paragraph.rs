//! The text of one paragraph.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::intake::cell::signs;
use crate::intake::container::xml::{attribute, damaged, is_true, resolved, skip};
use crate::intake::error::ReadError;

/// Reads the paragraph that was just opened, up to its end. What was deleted under change tracking is
/// gone; what was inserted is there.
///
/// # Errors
/// [`ReadError::Damaged`] when the XML breaks off.
pub(super) fn read(reader: &mut Reader<&[u8]>) -> Result<String, ReadError> {
    let mut text = String::new();
    let mut in_text = false;
    let mut font = String::new();
    let mut depth = 1_usize;
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => in_text = true,
                // Text boxes hold paragraphs of their own.
                "p" => depth += 1,
                "r" => font.clear(),
                "rPr" => font = font_of(reader),
                "checkBox" => text.push_str(check_box(reader)),
                name @ ("Fallback" | "instrText" | "delText" | "pPr") => {
                    let name = name.to_owned();
                    skip(reader, &name);
                }
                _ => text.push_str(sign_of(&element)),
            },
            Event::Empty(element) => text.push_str(sign_of(&element)),
            Event::End(element) => match element.local_name().as_ref() {
                "t" => in_text = false,
                "p" => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(text);
                    }
                    text.push(' ');
                }
                _ => {}
            },
            Event::Text(part) if in_text => {
                text.push_str(&signs::in_font(&font, &part.xml10_content()));
            }
            Event::CData(part) if in_text => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) if in_text => {
                text.push_str(&signs::in_font(&font, &resolved(&part)));
            }
            Event::Eof => return Err(ReadError::Damaged("正文中途断了".to_owned())),
            _ => {}
        }
    }
}

/// The text that an element without text of its own stands for.
fn sign_of(element: &BytesStart<'_>) -> &'static str {
    match element.local_name().as_ref() {
        "tab" | "ptab" => "\t",
        "br" | "cr" => "\n",
        "noBreakHyphen" => "-",
        "sym" => {
            let code = attribute(element, "char").unwrap_or_default();
            let code = u32::from_str_radix(&code, 16).unwrap_or_default();
            let font = attribute(element, "font").unwrap_or_default();
            signs::sign_of(&font, code).unwrap_or_default()
        }
        _ => "",
    }
}

/// The font that the run properties just opened set for letters; reads to their end.
fn font_of(reader: &mut Reader<&[u8]>) -> String {
    let mut font = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "rFonts" =>
            {
                font = attribute(&element, "ascii").unwrap_or_default();
            }
            // What the run looked like before a tracked change.
            Event::Start(element) if element.local_name().as_ref() == "rPrChange" => {
                skip(reader, "rPrChange");
            }
            Event::End(element) if element.local_name().as_ref() == "rPr" => break,
            Event::Eof => break,
            _ => {}
        }
    }
    font
}

/// The box to tick that was just opened; reads to its end.
fn check_box(reader: &mut Reader<&[u8]>) -> &'static str {
    let (mut preset, mut ticked) = (false, None);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                let says_yes = attribute(&element, "val").is_none_or(|val| is_true(&val));
                match element.local_name().as_ref() {
                    "default" => preset = says_yes,
                    "checked" => ticked = Some(says_yes),
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == "checkBox" => break,
            Event::Eof => break,
            _ => {}
        }
    }
    if ticked.unwrap_or(preset) {
        "☑"
    } else {
        "□"
    }
}
