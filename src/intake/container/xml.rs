//! Small steps through XML that several readers share.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::intake::error::ReadError;

/// The value of an attribute, by its local name, with entities resolved.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| match unescape(&attribute.value) {
            Ok(value) => value.into_owned(),
            Err(_) => attribute.value.clone().into_owned(),
        })
}

/// The error for XML that cannot be read on.
pub(crate) fn damaged(error: &quick_xml::Error) -> ReadError {
    ReadError::Damaged(format!("内容不是完整的 XML（程序返回：{error}）"))
}

/// Whether an XML boolean says yes.
pub(crate) fn is_true(text: &str) -> bool {
    matches!(text.trim(), "1" | "true" | "TRUE" | "True")
}

/// What an entity or character reference stands for; itself if it is none of the predefined ones.
pub(crate) fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        return sign.to_string();
    }
    match reference.as_ref() {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}

/// The text within the element that was just opened, up to its end: what stands in `wanted` elements
/// below it (anywhere, if none is named), without what stands in `unwanted` ones.
pub(crate) fn text_of(
    reader: &mut Reader<&[u8]>,
    closing: &str,
    wanted: &[&str],
    unwanted: &[&str],
) -> String {
    let mut text = String::new();
    let (mut inside, mut outside) = (usize::from(wanted.is_empty()), 0_usize);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) => {
                let name = element.local_name();
                inside += usize::from(wanted.contains(&name.as_ref()));
                outside += usize::from(unwanted.contains(&name.as_ref()));
            }
            Event::End(element) => {
                let name = element.local_name();
                if name.as_ref() == closing {
                    break;
                }
                inside = inside.saturating_sub(usize::from(wanted.contains(&name.as_ref())));
                outside = outside.saturating_sub(usize::from(unwanted.contains(&name.as_ref())));
            }
            Event::Text(part) if inside > 0 && outside == 0 => text.push_str(&part.xml10_content()),
            Event::CData(part) if inside > 0 && outside == 0 => {
                text.push_str(&part.xml10_content())
            }
            Event::GeneralRef(part) if inside > 0 && outside == 0 => {
                text.push_str(&resolved(&part))
            }
            Event::Eof => break,
            _ => {}
        }
    }
    text
}

/// Passes over the element that was just opened, up to its end, nested ones of its kind included.
pub(crate) fn skip(reader: &mut Reader<&[u8]>, name: &str) {
    let mut depth = 1_usize;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) if element.local_name().as_ref() == name => depth += 1,
            Event::End(element) if element.local_name().as_ref() == name => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
}
