//! One spelling for characters that look alike: what every parser of this module reads.

use unicode_normalization::UnicodeNormalization;

/// Text with one form for each character: full width becomes half width, look-alike signs become the
/// usual one (`≧` `⩾` → `≥`, `﹦` `═` → `=`, `−` → `-`), every white space a blank; trimmed.
///
/// List marks such as `①` and `㈠` stay: NFKC would turn them into digits.
#[must_use]
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{325f}' => {
                folded.push(c);
            }
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            _ if c.is_whitespace() || c.is_control() => folded.push(' '),
            _ => folded.extend(std::iter::once(c).nfkc().map(look_alike)),
        }
    }
    folded.trim().to_owned()
}

/// The usual character for one that only looks like it.
const fn look_alike(c: char) -> char {
    match c {
        '≧' | '⩾' | '≮' => '≥',
        '≦' | '⩽' | '≯' => '≤',
        '═' => '=',
        '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
        '〜' | '∼' => '~',
        '﹪' => '%',
        '￥' => '¥',
        _ => c,
    }
}

/// [`fold`], and no blanks at all: line breaks and typed gaps inside words do not count.
#[must_use]
pub(crate) fn fold_tight(text: &str) -> String {
    fold(text).split_whitespace().collect()
}

/// A text for comparison: compatibility forms unified, white space and punctuation gone, lower case.
#[must_use]
pub(crate) fn plain(text: &str) -> String {
    text.nfkc()
        .filter(|c| c.is_alphanumeric() || matches!(c, '%' | '<' | '>' | '=' | '≥' | '≤'))
        .flat_map(char::to_lowercase)
        .collect()
}
