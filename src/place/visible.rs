//! Texts that come from files and names, with what would act on a terminal or turn the direction of reading
//! made visible.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text as it may be printed: line ends (those of Windows too) and tabs stay, other control characters, direction marks and what
/// is no character at all stand as signs (`␛`, `\u{202E}`).
#[must_use]
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |c| !matches!(c, '\n' | '\t') && acts(c);
    if text.contains("\r\n") {
        let lines = text.replace("\r\n", "\n");
        return Cow::Owned(replaced(&lines, hidden).into_owned());
    }
    replaced(text, hidden)
}

/// As [`visible`], for a name, or a text that has to stay on its line: line ends and tabs stand as signs too.
#[must_use]
pub(crate) fn visible_line(text: &str) -> Cow<'_, str> {
    replaced(text, acts)
}

/// A text as it goes into a workbook or a page: its line ends are line ends of these, and what they cannot
/// hold, or what would turn the direction of what stands beside it, stands as signs. Mere marks of direction, which
/// come with dates copied from elsewhere, stay.
#[must_use]
pub(crate) fn for_documents(text: &str) -> Cow<'_, str> {
    let stays = |c| {
        matches!(
            c,
            '\n' | '\t' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
        )
    };
    let hidden = |c| acts(c) && !stays(c);
    if text.contains('\r') {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        return Cow::Owned(replaced(&lines, hidden).into_owned());
    }
    replaced(text, hidden)
}

/// Whether a character does something instead of being seen.
pub(crate) const fn acts(c: char) -> bool {
    matches!(c,
        // Controls: C0, delete, C1.
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Marks, embeddings, overrides and isolates of direction.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // Ends of lines and paragraphs.
        | '\u{2028}' | '\u{2029}'
        // No characters at all.
        | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}'
    )
}

fn replaced(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if !hidden(c) {
            seen.push(c);
            continue;
        }
        let code = u32::from(c);
        let picture = match code {
            0..=0x1f => char::from_u32(0x2400 + code),
            0x7f => Some('\u{2421}'),
            _ => None,
        };
        if let Some(picture) = picture {
            seen.push(picture);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(seen, "\\u{{{code:X}}}");
        }
    }
    Cow::Owned(seen)
}

#[cfg(test)]
mod tests {
    use super::{for_documents, visible, visible_line};

    #[test]
    fn what_acts_is_seen() {
        assert_eq!(visible("\u{1b}[31m红\u{1b}[0m"), "␛[31m红␛[0m");
        assert_eq!(visible("\u{9b}2J"), "\\u{9B}2J");
        assert_eq!(visible("表\u{202e}xslx.exe"), "表\\u{202E}xslx.exe");
        assert_eq!(visible("甲\r\n乙\t丙\r丁"), "甲\n乙\t丙␍丁");
        assert_eq!(visible_line("甲\r\n乙\t丙"), "甲␍␊乙␉丙");
        assert_eq!(visible("响\u{7}铃\u{7f}"), "响␇铃␡");
        assert_eq!(visible("\u{fffe}"), "\\u{FFFE}");
    }

    #[test]
    fn documents_hold_no_control_characters() {
        assert_eq!(for_documents("甲\r\n乙\r丙\t丁"), "甲\n乙\n丙\t丁");
        assert_eq!(
            for_documents("\u{1b}\u{0}\u{ffff}\u{202e}x"),
            "␛␀\\u{FFFF}\\u{202E}x"
        );
        assert_eq!(for_documents("\u{200e}2024"), "\u{200e}2024");
        assert_eq!(for_documents("_x000D_"), "_x000D_");
    }

    #[test]
    fn what_is_seen_stays() {
        for text in ["某局自评表.xlsx", "≥95％", "👨\u{200d}👩", "é"] {
            assert!(
                matches!(visible_line(text), std::borrow::Cow::Borrowed(_)),
                "{text}"
            );
        }
    }
}
