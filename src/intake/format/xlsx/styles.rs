//! The styles part within bounds: the reader of values makes every cell format a full description of its
//! look, with copies of its font's name and its number format code.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::intake::bounds;
use crate::intake::cell::codes::is_too_long;
use crate::intake::container::xml::attribute;
use crate::intake::error::ReadError;

/// The longest name of a font, a style and the like, in bytes; each is copied for every cell format.
const LONGEST_NAME: usize = 1024;

/// The styles without number formats whose code is too long, where there are such, and how many these are.
///
/// # Errors
/// [`ReadError::TooLarge`] for more styles, or longer names in them, than any program writes.
pub(super) fn without_long_codes(text: &str) -> Result<(Option<String>, usize), ReadError> {
    if text.matches('<').count() > bounds::STYLE_TAGS {
        return Err(ReadError::TooLarge(format!(
            "单元格样式超过 {} 万项",
            bounds::STYLE_TAGS / 10_000
        )));
    }
    let mut reader = Reader::from_str(text);
    let (mut kept, mut long) = (String::new(), 0_usize);
    let mut start = 0_usize;
    loop {
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let piece = text.get(start..end).unwrap_or_default();
        match event {
            Ok(Event::Start(element)) if is_long_format(&element) => {
                long += 1;
                // The end tag of an element without content follows; that of a format is no other's.
                kept.push_str("<numFmt>");
            }
            Ok(Event::Empty(element)) if is_long_format(&element) => long += 1,
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let is_root = element.local_name().as_ref() == "styleSheet";
                if !is_root && has_long_name(&element) {
                    return Err(ReadError::TooLarge(format!(
                        "单元格样式里有超过 {LONGEST_NAME} 字节的名称"
                    )));
                }
                kept.push_str(piece);
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => kept.push_str(piece),
        }
        start = end;
    }
    kept.push_str(text.get(start..).unwrap_or_default());
    Ok(((long > 0).then_some(kept), long))
}

fn has_long_name(element: &BytesStart<'_>) -> bool {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    attributes.any(|attribute| attribute.value.len() > LONGEST_NAME)
}

fn is_long_format(element: &BytesStart<'_>) -> bool {
    element.local_name().as_ref() == "numFmt"
        && attribute(element, "formatCode").is_some_and(|code| is_too_long(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_codes_go_and_the_rest_stays() {
        let long = "0".repeat(256);
        let text = format!(
            "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='{long}'/><numFmt numFmtId='165' formatCode='0.0'/></numFmts><fonts/></styleSheet>"
        );
        let kept = "<styleSheet><numFmts><numFmt numFmtId='165' formatCode='0.0'/></numFmts><fonts/></styleSheet>";
        assert_eq!(
            without_long_codes(&text).unwrap(),
            (Some(kept.to_owned()), 1)
        );
        assert_eq!(without_long_codes(kept).unwrap(), (None, 0));
    }

    #[test]
    fn styles_beyond_measure_are_refused() {
        let name = format!(
            "<styleSheet><font><name val='{}'/></font></styleSheet>",
            "宋".repeat(400)
        );
        assert!(matches!(
            without_long_codes(&name),
            Err(ReadError::TooLarge(_))
        ));
        let many = "<xf/>".repeat(bounds::STYLE_TAGS + 1);
        assert!(matches!(
            without_long_codes(&many),
            Err(ReadError::TooLarge(_))
        ));
    }
}
