//! The text of one paragraph.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::intake::container::xml::{attribute, damaged, resolved, skip};
use crate::intake::error::ReadError;

/// Reads the paragraph that was just opened, up to its end. What was deleted under change tracking is
/// gone; what was inserted is there.
///
/// # Errors
/// [`ReadError::Damaged`] when the XML breaks off.
pub(super) fn read(reader: &mut Reader<&[u8]>) -> Result<String, ReadError> {
    let mut text = String::new();
    let mut in_text = false;
    let mut depth = 1_usize;
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => in_text = true,
                // Text boxes hold paragraphs of their own.
                "p" => depth += 1,
                name @ ("Fallback" | "instrText" | "delText" | "pPr" | "rPr") => {
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
            Event::Text(part) if in_text => text.push_str(&part.xml10_content()),
            Event::CData(part) if in_text => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) if in_text => text.push_str(&resolved(&part)),
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
        "sym" => symbol(element),
        _ => "",
    }
}

/// The signs of the symbol fonts that forms tick with.
fn symbol(element: &BytesStart<'_>) -> &'static str {
    let code = attribute(element, "char").unwrap_or_default();
    let code = u32::from_str_radix(&code, 16).unwrap_or_default() & 0xFF;
    let font = attribute(element, "font").unwrap_or_default();
    match (font.as_str(), code) {
        ("Wingdings", 0xFE) | ("Wingdings 2", 0x52) => "☑",
        ("Wingdings", 0xFD) | ("Wingdings 2", 0x51 | 0x54) => "☒",
        ("Wingdings", 0xFC) | ("Wingdings 2", 0x50) => "√",
        ("Wingdings", 0x6F | 0xA8) | ("Wingdings 2", 0xA3 | 0x2A) => "□",
        ("Wingdings", 0x6E) => "■",
        ("Symbol", 0xB3) => "≥",
        ("Symbol", 0xA3) => "≤",
        _ => "",
    }
}
