//! Figures that none could mean: slips of the pen, digits that ran together, what a calculation left over. They
//! are set apart while the form is read, so that no score, no rule and no sum meets them; rule A20 tells of them.

use rust_decimal::Decimal;

use super::model::{
    FormField, FundField, FundRole, IndicatorField, Kind, OutOfRange, SelfEvaluation, Sourced,
    ValueMut, Why,
};
use super::wording::fold;
use crate::value::number::{BEYOND, Number};
use crate::value::unit::AmountUnit;

/// A hundredth of a yuan in 万元, and the last place of a rate or a score that is kept.
const LEAST: Decimal = Decimal::from_parts(1, 0, 0, false, 6);
/// A text of so many digits, and no more, is read as a number.
const MOST_DIGITS: usize = 20;
/// Targets and what was achieved are counted in all units: from 10^15 on, and below 10^-9, none is meant.
const COUNTED: std::ops::Range<i64> = -9..15;

/// Takes the figures that are out of range out of their fields, and lists them.
pub(crate) fn set_apart(form: &mut SelfEvaluation) {
    let unit = form.amount_unit.value.unwrap_or(AmountUnit::WanYuan);
    let mut found = Vec::new();
    for field in FormField::ALL {
        let row = String::new();
        let rule = Rule::of(field.kind(), Negative::Refused, unit);
        found.extend(judged(field.name(), row, field.get_mut(form), &rule));
    }
    let is_total = |role| role == Some(FundRole::Total);
    let has_total = form.funds.iter().any(|line| is_total(line.role));
    for line in &mut form.funds {
        let whole = is_total(line.role) || !has_total;
        for field in FundField::ALL {
            let negative = match field {
                // What was added or taken away, and what is a part, has its sign.
                FundField::Adjustment => Negative::Meant,
                FundField::Initial | FundField::Adjusted | FundField::Executed if !whole => {
                    Negative::Told
                }
                FundField::Rate if !whole => Negative::Meant,
                _ => Negative::Refused,
            };
            let rule = Rule::of(field.kind(), negative, unit);
            let row = shown(&line.label);
            found.extend(judged(field.name(), row, field.get_mut(line), &rule));
        }
    }
    for indicator in &mut form.indicators {
        for field in IndicatorField::ALL {
            let row = shown(&indicator.name);
            // A deduction has negative points; whether a row is one, the policy says.
            let rule = Rule::of(field.kind(), Negative::Meant, unit);
            let is_counted = matches!(
                field,
                IndicatorField::Target
                    | IndicatorField::PriorYear
                    | IndicatorField::Midyear
                    | IndicatorField::Actual
            );
            match field.get_mut(indicator) {
                ValueMut::Text(text) if is_counted => {
                    found.extend(of_text(field.name(), row, text));
                }
                value => found.extend(judged(field.name(), row, value, &rule)),
            }
        }
    }
    form.out_of_range = found;
}

fn shown(label: &Sourced<String>) -> String {
    label.value.as_deref().unwrap_or(&label.text).to_owned()
}

/// What a figure below zero is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Negative {
    /// As good as any.
    Meant,
    /// Taken, and told.
    Told,
    /// None that could be meant.
    Refused,
}

/// What a field can hold.
struct Rule {
    /// By this, its figures are brought to the unit in which they are stored.
    factor: Decimal,
    negative: Negative,
}

impl Rule {
    fn of(kind: Kind, negative: Negative, unit: AmountUnit) -> Self {
        let factor = match kind {
            Kind::Amount => unit.in_yuan() / AmountUnit::WanYuan.in_yuan(),
            _ => Decimal::ONE,
        };
        Self { factor, negative }
    }

    fn why_not(&self, value: Decimal) -> Option<Why> {
        let size = value.abs().checked_mul(self.factor).unwrap_or(BEYOND);
        if size >= BEYOND {
            Some(Why::TooLarge)
        } else if size < LEAST && !value.is_zero() {
            Some(Why::Residue)
        } else if value < Decimal::ZERO {
            match self.negative {
                Negative::Meant => None,
                Negative::Told => Some(Why::NegativePart),
                Negative::Refused => Some(Why::Negative),
            }
        } else {
            None
        }
    }
}

/// What is wrong with a figure, which then loses its value.
fn judged(
    field: &'static str,
    row: String,
    value: ValueMut<'_>,
    rule: &Rule,
) -> Option<OutOfRange> {
    let ValueMut::Number(figure) = value else {
        return None;
    };
    let (why, written) = match figure.value {
        Some(number) => (rule.why_not(number.value)?, short(number.value)),
        None => unread(&figure.text)?,
    };
    match why {
        Why::Residue => figure.value = Some(Number::written(Decimal::ZERO)),
        Why::NegativePart => {}
        Why::TooLarge | Why::TooSmall | Why::TooLong | Why::Negative => figure.value = None,
    }
    Some(OutOfRange {
        field,
        row,
        cells: figure.cells.clone(),
        written,
        why,
    })
}

/// Whether a text is a number, however long, large or small: `1E-300` too.
pub(super) fn is_any_number(text: &str) -> bool {
    Digits::of(&fold(text)).is_some()
}

/// A number that was too much for reading it: why, and how it is written.
fn unread(text: &str) -> Option<(Why, String)> {
    let digits = Digits::of(&fold(text))?;
    let why = if digits.place >= 12 {
        Why::TooLarge
    } else if digits.place < -6 {
        Why::Residue
    } else if digits.count > MOST_DIGITS {
        Why::TooLong
    } else {
        return None;
    };
    Some((why, digits.written))
}

/// What is wrong with the number in a text, which stays as it is: no one understands it as a number.
fn of_text(field: &'static str, row: String, text: &Sourced<String>) -> Option<OutOfRange> {
    let stated = text.value.as_deref().unwrap_or(&text.text);
    let key = fold(stated);
    let number = key
        .trim_start_matches(|c: char| !c.is_ascii_digit() && c != '.')
        .trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = Digits::of(number)?;
    let why = if digits.place >= COUNTED.end {
        Why::TooLarge
    } else if digits.place < COUNTED.start {
        Why::TooSmall
    } else {
        return None;
    };
    Some(OutOfRange {
        field,
        row,
        cells: text.cells.clone(),
        written: digits.written,
        why,
    })
}

/// A figure as people read it: very long ones by their order of size.
fn short(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    Digits::of(&plain).map_or(plain, |digits| digits.written)
}

/// A number as it is written, however long, and how large it is.
struct Digits {
    /// The power of ten of its first digit that is not zero.
    place: i64,
    /// How many digits there are.
    count: usize,
    /// Itself, or in the form of `1.5E+24` where it is long.
    written: String,
}

impl Digits {
    /// `None` for what is no number, and for zero.
    fn of(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| *c != ',').collect();
        let (sign, unsigned) = match plain.strip_prefix(['-', '+']) {
            Some(rest) if plain.starts_with('-') => ("-", rest),
            Some(rest) => ("", rest),
            None => ("", plain.as_str()),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = [whole, fraction].concat();
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let zeros = digits.find(|digit| digit != '0')?;
        let of = |count: usize| i64::try_from(count).ok();
        let place = of(whole.len())? - 1 - of(zeros)? + i64::from(exponent);
        let significant = digits.get(zeros..)?.trim_end_matches('0');
        let is_short = exponent == 0 && digits.len() <= 15;
        let written = if is_short {
            plain.clone()
        } else {
            let (first, rest) = significant.split_at_checked(1)?;
            let rest = rest.get(..5).unwrap_or(rest).trim_end_matches('0');
            let point = if rest.is_empty() { "" } else { "." };
            format!("{sign}{first}{point}{rest}E{place:+}")
        };
        Some(Self {
            place,
            count: digits.len(),
            written,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(i64, String)> {
        Digits::of(text).map(|digits| (digits.place, digits.written))
    }

    #[test]
    fn a_number_is_told_by_its_size_however_it_is_written() {
        let of = |place, written: &str| Some((place, written.to_owned()));
        assert_eq!(told("1e20"), of(20, "1E+20"));
        assert_eq!(told("9.00000000000000e+307"), of(307, "9E+307"));
        assert_eq!(told("-1000000000000000000000000"), of(24, "-1E+24"));
        assert_eq!(told("0.0000000000000000555112"), of(-17, "5.55112E-17"));
        assert_eq!(told("1e-300"), of(-300, "1E-300"));
        assert_eq!(told("79228162514264337593543950336"), of(28, "7.92281E+28"));
        assert_eq!(told("1,234.5"), of(3, "1234.5"));
        assert_eq!(told("0.000"), None);
        for text in [
            "",
            "-",
            ".",
            "1.2.3",
            "12人",
            "e5",
            "1e",
            "NaN",
            "inf",
            "1e99999999999",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_too_much_for_reading_is_told() {
        let why = |text| unread(text).map(|(why, _)| why);
        assert_eq!(why("9E+307"), Some(Why::TooLarge));
        assert_eq!(why("1E-300"), Some(Why::Residue));
        assert_eq!(why("123456789012345678901234567890"), Some(Why::TooLarge));
        assert_eq!(why("0.1234567890123456789012345"), Some(Why::TooLong));
        assert_eq!(why("详见附表"), None);
        assert_eq!(why("1.2.3"), None);
        assert_eq!(why("12,5"), None);
    }

    #[test]
    fn amounts_are_measured_in_the_unit_in_which_they_are_stored() {
        let why = |unit, value: &str| {
            let value: Decimal = value.parse().expect("a number");
            Rule::of(Kind::Amount, Negative::Refused, unit).why_not(value)
        };
        let (yuan, wan) = (AmountUnit::Yuan, AmountUnit::WanYuan);
        assert_eq!(why(wan, "999999999999.99"), None);
        assert_eq!(why(wan, "1000000000000"), Some(Why::TooLarge));
        assert_eq!(why(yuan, "1000000000000"), None);
        assert_eq!(why(yuan, "10000000000000000"), Some(Why::TooLarge));
        assert_eq!(why(wan, "0.000001"), None);
        assert_eq!(why(wan, "0.0000009"), Some(Why::Residue));
        assert_eq!(why(yuan, "0.01"), None);
        assert_eq!(why(yuan, "0.009"), Some(Why::Residue));
        assert_eq!(why(wan, "-0.0000009"), Some(Why::Residue));
        assert_eq!(why(wan, "-5"), Some(Why::Negative));
        assert_eq!(why(wan, "0"), None);
    }
}
