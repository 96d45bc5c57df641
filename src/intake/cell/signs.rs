//! The signs of symbol fonts: a tick that is stored as a letter in another font.

/// The sign that a character of a symbol font shows, for those that forms tick and compare with. The
/// character stands at its own place or in the area for private use (U+F000 and on).
pub(crate) fn sign_of(font: &str, code: u32) -> Option<&'static str> {
    let code = match code {
        0..=0xFF => code,
        0xF000..=0xF0FF => code - 0xF000,
        _ => return None,
    };
    Some(match (font.trim(), code) {
        ("Wingdings", 0xFE) | ("Wingdings 2", 0x52) => "☑",
        ("Wingdings", 0xFD) | ("Wingdings 2", 0x51 | 0x54) => "☒",
        ("Wingdings", 0xFC) | ("Wingdings 2", 0x50) => "√",
        ("Wingdings", 0x6F | 0xA8) | ("Wingdings 2", 0xA3 | 0x2A) => "□",
        ("Wingdings", 0x6E) => "■",
        ("Symbol", 0xB3) => "≥",
        ("Symbol", 0xA3) => "≤",
        _ => return None,
    })
}

/// A text as a font shows it.
pub(crate) fn in_font(font: &str, text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign_of(font, u32::from(sign)) {
            Some(other) => shown.push_str(other),
            None => shown.push(sign),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_symbol_fonts_are_the_signs_they_show() {
        assert_eq!(in_font("Wingdings 2", "R是 £否"), "☑是 □否");
        assert_eq!(in_font("Wingdings", "\u{f0fe}是 \u{f0a8}否"), "☑是 □否");
        assert_eq!(in_font("宋体", "R是 £否"), "R是 £否");
    }
}
