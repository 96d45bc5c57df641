//! Stretches of time in two units: 11分40秒, 1小时30分钟, 2年6个月.

use rust_decimal::Decimal;
use winnow::combinator::{alt, opt};
use winnow::prelude::*;

use super::super::Quantity;
use super::super::written::figure;
use super::{About, Bound};
use crate::value::number::Number;

/// A longer unit of time, how many of the shorter one make it, and the shorter one.
type Pair = (
    &'static [&'static str],
    i64,
    &'static [&'static str],
    &'static str,
);

const PAIRS: [Pair; 4] = [
    (&["分钟", "分"], 60, &["秒钟", "秒"], "秒"),
    (&["个小时", "小时"], 60, &["分钟", "分"], "分钟"),
    (&["天", "日"], 24, &["个小时", "小时"], "小时"),
    (&["年"], 12, &["个月"], "月"),
];

/// Parses such a stretch, in its shorter unit.
pub(super) fn stretch(input: &mut &str) -> ModalResult<Bound> {
    let start = *input;
    for (longer, times, shorter, unit) in PAIRS {
        let mut rest = start;
        let parsed: ModalResult<_> = (
            figure,
            one_of_words(longer),
            opt(alt(("零", "又"))),
            figure,
            one_of_words(shorter),
        )
            .parse_next(&mut rest);
        let Ok((long, (), _, short, ())) = parsed else {
            continue;
        };
        // 2023年6个月 begins with a year.
        if long.number.value >= Decimal::ONE_THOUSAND {
            continue;
        }
        let value = long
            .number
            .value
            .checked_mul(Decimal::from(times))
            .and_then(|value| value.checked_add(short.number.value));
        if let Some(value) = value {
            *input = rest;
            return Ok(Bound {
                operator: None,
                quantity: Quantity {
                    number: Number::written(value),
                    unit: Some(unit.to_owned()),
                    scale: Decimal::ONE,
                    change: None,
                },
                upper: None,
                chinese: long.chinese,
                unit_known: true,
                about: About::Exactly,
                below: None,
            });
        }
    }
    winnow::combinator::fail.parse_next(input)
}

fn one_of_words(words: &'static [&'static str]) -> impl FnMut(&mut &str) -> ModalResult<()> {
    move |input| {
        let found = words.iter().find(|word| input.starts_with(**word));
        match found.and_then(|word| input.get(word.len()..)) {
            Some(rest) => {
                *input = rest;
                Ok(())
            }
            None => winnow::combinator::fail.parse_next(input),
        }
    }
}
