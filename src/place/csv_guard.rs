//! Texts in a CSV that people open: a spreadsheet takes what begins with `= + - @` for a formula and
//! reckons it, or asks the network for it.
//!
//! The guard is an apostrophe in front. It goes before a text that begins with `= + - @`, a tab or a line
//! return, and before one that would begin so without its own apostrophes; taking one apostrophe off such a
//! text undoes it, whatever the text was. A plain number, such as `-5` or `+3.5%`, is no formula and stays.

use std::borrow::Cow;

/// A text as it goes into a CSV that people open.
#[must_use]
pub(crate) fn guard(text: &str) -> Cow<'_, str> {
    if begins_formula(text.trim_start_matches('\'')) && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that [`guard`] made `field` of; what was never guarded stays.
#[must_use]
pub(crate) fn unguard(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(text) if begins_formula(text.trim_start_matches('\'')) => text,
        _ => field,
    }
}

fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Digits behind a sign, with marks between thousands, one point, and perhaps a percent sign.
fn is_number(text: &str) -> bool {
    let figure = text.strip_prefix(['+', '-']).unwrap_or_default();
    let figure = figure.strip_suffix('%').unwrap_or(figure);
    let (whole, places) = figure.split_once('.').unwrap_or((figure, "0"));
    let digits = |text: &str, also: &[char]| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || also.contains(&c))
    };
    digits(whole, &[',']) && digits(places, &[])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{guard, unguard};

    #[test]
    fn formulas_are_guarded_and_numbers_stay() {
        for (text, guarded) in [
            ("=1+1", "'=1+1"),
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+SUM(A1)", "'+SUM(A1)"),
            ("-2+3", "'-2+3"),
            ("@a", "'@a"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("'=1", "''=1"),
            ("-", "'-"),
            ("--5", "'--5"),
            ("-5", "-5"),
            ("+3.5%", "+3.5%"),
            ("-1,234.50", "-1,234.50"),
            ("≥95%", "≥95%"),
            ("'甲", "'甲"),
            ("", ""),
        ] {
            assert_eq!(guard(text), guarded, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_survives_the_guard(text in "['=+@\\-\t\r\n0-9.,%甲a]{0,8}|\\PC{0,12}") {
            let field = guard(&text).into_owned();
            prop_assert_eq!(unguard(&field), text.as_str());
        }

        #[test]
        fn nothing_guarded_begins_a_formula(text in "['=+@\\-\t\r0-9.%甲]{0,6}") {
            let field = guard(&text).into_owned();
            let figure = field.trim_end_matches('%').replace(',', "");
            let number = figure.parse::<rust_decimal::Decimal>().is_ok();
            prop_assert!(number || !field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}", field);
        }
    }
}
