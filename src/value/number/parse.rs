//! Text → numbers, rates and amounts.

use rust_decimal::Decimal;
use winnow::ModalResult;
use winnow::ascii::space0;
use winnow::combinator::{alt, delimited, opt, preceded, terminated};
use winnow::error::{ContextError, ErrMode, ParserError};
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

use super::Number;
use crate::value::fold::fold;
use crate::value::unit::AmountUnit;

/// Numbers of this size or more are refused: no budget and no indicator reaches them, and below the
/// bound no sum and no conversion of the program can overflow.
const BOUND: i64 = 1_000_000_000_000_000;

/// Nothing that is counted is smaller, but for zero: what remains of a calculation is.
const LEAST: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

/// More decimal places than any cell holds: a double has 17 significant digits.
const MOST_PLACES: u32 = 20;

/// Reads a number: `18,558.34`, `－4077.06`, `(12.5)` as −12.5, `3,724,055.00?`.
///
/// Full-width digits and signs are understood, thousands separators where they stand in threes, a sign
/// in front (`+`, `-`, `−`, `负`), round brackets around a negative amount, and the question marks that
/// some systems print behind each figure. The written scale is kept. `None` where the text is no single
/// number, or one beyond 10¹⁵.
#[must_use]
pub(crate) fn parse_number(text: &str) -> Option<Number> {
    let folded = fold(text);
    let value = terminated(number, dirt).parse(folded.as_str()).ok()?;
    Some(Number::written(value))
}

/// Reads points (分值, 得分): a number, perhaps followed by `分` and perhaps in brackets.
///
/// `99.55分` is 99.55; `(50分)` and `（50）` are 50, as brackets around points are a note and no sign.
#[must_use]
pub(crate) fn parse_points(text: &str) -> Option<Number> {
    let folded = fold(text);
    let points = || terminated(signed, (space0, opt('分'), space0));
    let noted = alt((delimited(('(', space0), points(), ')'), points()));
    let value = terminated(noted, dirt).parse(folded.as_str()).ok()?;
    Some(Number::written(value))
}

/// Reads a rate as a fraction: `23.65%` is 0.2365 with a last place of 0.0001.
///
/// With a percent sign (or `百分之` in front) the number is divided by 100. Without one:
/// - under a heading that says percent (`header_says_percent`), a bare number is a percentage:
///   23.65 is 0.2365, and 1 is 0.01;
/// - under any other heading, a bare number up to 1.5 is a fraction as it stands (0.958, 1, 1.0259), and a
///   larger one is a percentage whose sign was left out (96.85 is 0.9685). The line lies at 1.5 because
///   an executed share of more than 150 % does not occur, and one below 1.5 % hardly does.
///
/// The value is normalised (`100.00%` is 1 with a last place of 0.0001).
#[must_use]
pub(crate) fn parse_rate(text: &str, header_says_percent: bool) -> Option<Number> {
    let folded = fold(text);
    let rate = alt((
        preceded(("百分之", space0), signed).map(|value| (value, true)),
        (number, space0, opt('%')).map(|(value, _, sign)| (value, sign.is_some())),
    ));
    let (value, sign_written) = terminated(rate, dirt).parse(folded.as_str()).ok()?;
    let beyond_fraction = value.abs() > Decimal::new(15, 1);
    let factor = if sign_written || header_says_percent || beyond_fraction {
        Decimal::new(1, 2)
    } else {
        Decimal::ONE
    };
    let rate = Number::written(value).scaled(factor)?;
    Some(Number {
        value: rate.value.normalize(),
        ..rate
    })
}

/// An amount of money, in the unit that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    /// The amount, in the form's unit.
    pub number: Number,
    /// The unit that stands in the cell itself, if any.
    pub written_unit: Option<AmountUnit>,
}

/// Reads an amount and gives it in `form_unit`: `5.8万` on a form in 万元 is 5.8, in 元 58000.
///
/// A bare number is in `form_unit` already. The conversion is exact; `last_place` is converted too.
/// `None` where there is no number (`万元` alone), or more than one.
#[must_use]
pub(crate) fn parse_amount(text: &str, form_unit: AmountUnit) -> Option<Amount> {
    let folded = fold(text);
    let unit = alt((
        ("亿", opt('元')).value(AmountUnit::YiYuan),
        ("万", opt('元')).value(AmountUnit::WanYuan),
        "千元".value(AmountUnit::ThousandYuan),
        '元'.value(AmountUnit::Yuan),
    ));
    let amount = (
        preceded((opt(alt(("人民币", "¥"))), space0), number),
        preceded(space0, opt(unit)),
        opt(one_of(['整', '。'])),
    );
    let (value, written_unit, _) = terminated(amount, dirt).parse(folded.as_str()).ok()?;
    let written = Number::written(value);
    let number = match written_unit {
        Some(unit) => written.scaled(unit.in_yuan() / form_unit.in_yuan())?,
        None => written,
    };
    Some(Amount {
        number,
        written_unit,
    })
}

/// A signed number, or one in round brackets, which means a negative one.
fn number(input: &mut &str) -> ModalResult<Decimal> {
    let in_brackets = delimited(('(', space0), decimal, (space0, ')')).map(|value: Decimal| -value);
    alt((in_brackets, signed)).parse_next(input)
}

/// A number with its sign, if it has one.
fn signed(input: &mut &str) -> ModalResult<Decimal> {
    let sign = alt((one_of(['-', '负']).value(true), '+'.value(false)));
    (opt(sign), space0, decimal)
        .map(|(negative, _, value)| {
            if negative == Some(true) {
                -value
            } else {
                value
            }
        })
        .parse_next(input)
}

/// A number without sign: digits, with separators in threes or none, and a fraction.
///
/// It takes the whole run of digits, separators and points, so that `1.2.3`, `18,55` and `2023.12.31`
/// are no numbers; a comma or point that ends the run belongs to the sentence and stays.
pub(in crate::value) fn decimal(input: &mut &str) -> ModalResult<Decimal> {
    let run = input
        .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .unwrap_or(input.len());
    let token = input
        .get(..run)
        .unwrap_or_default()
        .trim_end_matches([',', '.']);
    let value = plain_digits(token)
        .and_then(|digits| Decimal::from_str_exact(&digits).ok())
        .filter(|value| value.abs() < Decimal::from(BOUND) && value.scale() <= MOST_PLACES)
        .filter(|value| value.is_zero() || *value >= LEAST);
    match value {
        Some(value) => {
            *input = input.get(token.len()..).unwrap_or_default();
            Ok(value)
        }
        None => Err(ErrMode::Backtrack(ContextError::from_input(input))),
    }
}

/// The digits of a number token without separators; `None` where the token is no single number.
fn plain_digits(token: &str) -> Option<String> {
    let (integer, fraction) = match token.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (token, None),
    };
    if fraction.is_some_and(|places| !all_digits(places)) {
        return None;
    }
    let mut groups = integer.split(',');
    let first = groups.next()?;
    let grouped = integer.contains(',');
    let headless = first.is_empty() && fraction.is_some() && !grouped;
    if !headless && !all_digits(first) {
        return None;
    }
    if grouped && (first.len() > 3 || !groups.all(|group| group.len() == 3 && all_digits(group))) {
        return None;
    }
    let digits = token.replace(',', "");
    Some(if headless {
        format!("0{digits}")
    } else {
        digits
    })
}

/// Whether a text is one or more digits and nothing else.
fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// What some systems leave behind a figure.
fn dirt(input: &mut &str) -> ModalResult<()> {
    take_while(0.., [' ', '?', '\u{fffd}', '`', '\''])
        .void()
        .parse_next(input)
}
