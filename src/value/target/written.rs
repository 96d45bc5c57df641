//! A number as it is written: in digits, in Chinese numerals, or as a share.

use rust_decimal::Decimal;
use winnow::combinator::{alt, not, opt};
use winnow::prelude::*;
use winnow::token::{any, one_of, take_while};

use super::numerals::{digit, numeral};
use crate::value::number::{Number, decimal, round_half_away};

/// A number in digits or Chinese numerals.
pub(super) struct Figure {
    pub(super) number: Number,
    pub(super) chinese: bool,
    /// Of a share, the power of ten that the number is still to be divided by: 2 behind 百分之.
    pub(super) ratio: Option<u32>,
}

/// A number in digits, in Chinese numerals, behind 百分之, or a share such as 三分之二.
pub(super) fn figure(input: &mut &str) -> ModalResult<Figure> {
    let in_digits = (opt(one_of(['-', '+'])), alt((decimal, by_fours)))
        .map(|(sign, value)| if sign == Some('-') { -value } else { value });
    let of = |ratio: Option<u32>, chinese: bool| {
        move |value: Decimal| Figure {
            number: Number::written(value),
            chinese,
            ratio,
        }
    };
    alt((
        (
            alt(("百分之".value(2), "千分之".value(3))),
            alt(('百'.value(Decimal::ONE_HUNDRED), decimal, numeral)),
        )
            .map(|(power, value)| of(Some(power), false)(value)),
        (alt((decimal, numeral)), "分之", alt((decimal, numeral)))
            .verify_map(|(whole, _, part)| share(part, whole))
            .map(of(Some(0), false)),
        tenths_and_hundredths.map(of(Some(2), false)),
        in_digits.map(of(None, false)),
        numeral.map(of(None, true)),
    ))
    .parse_next(input)
}

/// 八成五: eighty-five in a hundred.
fn tenths_and_hundredths(input: &mut &str) -> ModalResult<Decimal> {
    let place = |c: char| digit(c).filter(|digit| *digit > 0);
    (any.verify_map(place), '成', any.verify_map(place))
        .map(|(tenths, _, hundredths)| Decimal::from(tenths * 10 + hundredths))
        .parse_next(input)
}

/// A part of a whole as a fraction, as precise as rates are written.
pub(super) fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    const PLACES: u32 = 6;
    let fraction = part.checked_div(whole)?;
    Some(round_half_away(fraction, PLACES).normalize())
}

/// A number in digits without separators.
pub(super) fn without_separators(input: &mut &str) -> ModalResult<Figure> {
    (
        opt('-'),
        take_while(1.., |c: char| c.is_ascii_digit() || c == '.'),
    )
        .verify_map(|(sign, digits): (_, &str)| {
            let value = decimal.parse(digits).ok()?;
            Some(Figure {
                number: Number::written(if sign.is_some() { -value } else { value }),
                chinese: false,
                ratio: None,
            })
        })
        .parse_next(input)
}

/// Digits in groups of four, as 万 parts them: 1,0000. Behind it no year begins (3,2023年).
fn by_fours(input: &mut &str) -> ModalResult<Decimal> {
    let digits =
        take_while(1.., |c: char| c.is_ascii_digit() || c == ',').verify_map(|run: &str| {
            let mut groups = run.split(',');
            let first = groups.next()?;
            let all_four = groups.clone().count() > 0 && groups.all(|group| group.len() == 4);
            let fits = (1..=3).contains(&first.len()) && all_four;
            fits.then(|| decimal.parse(run.replace(',', "").as_str()).ok())?
        });
    (digits, not('年'))
        .map(|(value, _)| value)
        .parse_next(input)
}
