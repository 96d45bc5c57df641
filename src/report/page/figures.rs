//! Figures as the page shows them.

use rust_decimal::Decimal;

use crate::value::number::round_half_away;

/// 分, two decimals; empty where it is missing.
pub(super) fn score(value: Option<Decimal>) -> String {
    value.map_or_else(String::new, |value| {
        format!("{:.2}", round_half_away(value, 2))
    })
}

/// A fraction as a percentage with two decimals.
pub(super) fn percent(value: Option<Decimal>) -> String {
    value.map_or_else(String::new, |value| {
        format!("{:.2}%", round_half_away(value * Decimal::ONE_HUNDRED, 2))
    })
}

/// 万元 with thousands marks.
pub(super) fn amount(value: Option<Decimal>) -> String {
    let plain = score(value);
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    }
}

/// A whole number.
pub(super) fn whole(value: Option<u32>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A year, or that it is unknown.
pub(super) fn year_of(year: Option<i32>) -> String {
    year.map_or_else(|| "不明".to_owned(), |year| year.to_string())
}

#[cfg(test)]
mod tests {
    use super::amount;
    use crate::compare::sample::dec;

    #[test]
    fn amounts_have_thousands_marks() {
        assert_eq!(amount(Some(dec("22635.4"))), "22,635.40");
        assert_eq!(amount(Some(dec("-4077.06"))), "-4,077.06");
        assert_eq!(amount(Some(dec("999.995"))), "1,000.00");
        assert_eq!(amount(Some(dec("0"))), "0.00");
        assert_eq!(amount(None), "");
    }
}
