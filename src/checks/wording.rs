//! How figures, names and addresses are said in a message.

use rust_decimal::Decimal;

use crate::form::model::Sourced;
use crate::value::number::{Number, round_half_away};

/// A number without trailing zeros: `12.50` → `12.5`.
#[must_use]
pub(crate) fn figure(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A number with two decimals; in full where two decimals would show less than there is to see.
#[must_use]
pub(crate) fn two(value: Decimal) -> String {
    let rounded = round_half_away(value, 2);
    if rounded.is_zero() && !value.is_zero() {
        figure(value)
    } else {
        format!("{rounded:.2}")
    }
}

/// A difference with two decimals and no sign.
#[must_use]
pub(crate) fn gap(value: Decimal) -> String {
    two(value.abs())
}

/// A fraction as a percentage with at most two decimals: 0.195519 → `19.55%`.
#[must_use]
pub(crate) fn percent(fraction: Decimal) -> String {
    let shown = round_half_away(fraction * Decimal::ONE_HUNDRED, 2);
    format!("{}%", figure(shown))
}

/// A name in Chinese quotation marks; those within it become single ones.
#[must_use]
pub(crate) fn quoted(name: &str) -> String {
    let inner: String = name
        .chars()
        .map(|c| match c {
            '“' => '‘',
            '”' => '’',
            other => other,
        })
        .collect();
    format!("“{inner}”")
}

/// Items joined as a Chinese enumeration.
#[must_use]
pub(crate) fn enumerated<S: AsRef<str>>(items: &[S]) -> String {
    items
        .iter()
        .map(AsRef::as_ref)
        .collect::<Vec<_>>()
        .join("、")
}

/// A stated number as it stands in its cell.
#[must_use]
pub(crate) fn shown(number: &Sourced<Number>) -> String {
    match &number.value {
        _ if !number.text.is_empty() => number.text.clone(),
        Some(number) => number.value.to_string(),
        None => "空白".to_owned(),
    }
}

/// A stated rate as it stands, a bare fraction as a percentage.
#[must_use]
pub(crate) fn shown_rate(rate: &Sourced<Number>) -> String {
    match &rate.value {
        Some(number) if !rate.text.contains('%') && !rate.text.contains('％') => {
            percent(number.value)
        }
        _ => shown(rate),
    }
}

/// A stated text as it stands, or 空白.
#[must_use]
pub(crate) fn shown_text(text: &Sourced<String>) -> String {
    match (&text.value, text.text.is_empty()) {
        (_, false) => once(&text.text),
        (Some(value), true) => value.clone(),
        (None, true) => "空白".to_owned(),
    }
}

/// A text that two columns make up, the unit not twice: `≥6次 次` is `≥6次`.
fn once(text: &str) -> String {
    match text.rsplit_once(' ') {
        Some((before, unit)) if !unit.is_empty() && before.trim_end().ends_with(unit) => {
            before.trim_end().to_owned()
        }
        _ => text.to_owned(),
    }
}

/// A text cut to `most` characters, with how many were left out.
#[must_use]
pub(crate) fn excerpt(text: &str, most: usize) -> String {
    let length = text.chars().count();
    if length <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most).collect();
    format!("{head}……（共 {length} 字）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_not_said_twice() {
        assert_eq!(once("≥6次 次"), "≥6次");
        assert_eq!(once("100% %"), "100%");
        assert_eq!(once("≥ 600 人次"), "≥ 600 人次");
        assert_eq!(once("优"), "优");
    }

    #[test]
    fn a_difference_never_shows_as_nothing() {
        assert_eq!(two("0.004".parse().expect("a decimal")), "0.004");
        assert_eq!(two("-6".parse().expect("a decimal")), "-6.00");
        assert_eq!(gap("-6".parse().expect("a decimal")), "6.00");
    }

    #[test]
    fn percentages_round_half_away_from_zero() {
        assert_eq!(percent("0.195519".parse().expect("a decimal")), "19.55%");
        assert_eq!(percent("0.195550".parse().expect("a decimal")), "19.56%");
        assert_eq!(percent(Decimal::ONE), "100%");
    }

    #[test]
    fn an_excerpt_says_how_long_the_text_was() {
        assert_eq!(excerpt("就业培训人数", 3), "就业培……（共 6 字）");
        assert_eq!(excerpt("就业", 3), "就业");
    }
}
