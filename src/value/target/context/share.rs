//! A part and its whole in one cell: 18/20, 480/500, 2/3.
//!
//! What it means is for the target to say: of a rate it is the fraction, of a number that is the whole it is the part
//! that was done. Else it may be a date or two numbers, and stays words.

use rust_decimal::Decimal;
use winnow::combinator::{eof, opt};
use winnow::prelude::*;

use super::super::bound::quantity;
use super::super::comparator::{prefix, suffix};
use super::super::reading::{ReadActual, tighten};
use super::super::written::{share, without_separators};
use super::super::{Actual, Operator, Quantity, Target, holds};
use crate::value::number::Number;

/// The largest whole of a share as a target: 2/3 and 9/10, but 11/12 may be a day.
const LARGEST_WHOLE: Decimal = Decimal::TEN;

/// Words in a name that ask for a share.
const RATES: &[&str] = &["率", "比", "占", "度"];

/// Understands a target that is a share: `≥2/3`, or `2/3` where the name asks for a rate.
pub(super) fn read_target(target: &mut Target, name: &str) {
    if target.quantity.is_some() || target.by_then.is_some() {
        return;
    }
    let read: Result<_, _> = (
        opt(prefix),
        without_separators,
        '/',
        without_separators,
        opt(suffix),
    )
        .parse(target.text.as_str());
    let Ok((before, part, _, whole, after)) = read else {
        return;
    };
    let (part, whole) = (part.number.value, whole.number.value);
    let operator = before.or(after);
    let is_share = Decimal::ZERO < part && part < whole && whole <= LARGEST_WHOLE;
    let is_asked = operator.is_some() || asks_for_rate(name);
    if is_share
        && is_asked
        && let Some(fraction) = share(part, whole)
    {
        target.operator = operator.unwrap_or(Operator::Equal);
        target.operator_written = operator.is_some();
        target.quantity = Some(percentage(fraction));
        target.timing = None;
    }
}

/// Understands an actual value that is a part and its whole, by what its target asks for.
pub(super) fn read_actual(
    target: &Target,
    actual: &mut ReadActual,
    stated: &str,
    name: &str,
    notes: &mut Vec<String>,
) {
    if matches!(actual.actual, Actual::Measured(_)) {
        return;
    }
    let Some(bound) = &target.quantity else {
        return;
    };
    let Some((part, whole)) = part_and_whole(&tighten(stated)) else {
        return;
    };
    let done = if is_rate(bound, &whole, name) {
        share(part.number.value, whole.number.value)
            .filter(|fraction| *fraction <= Decimal::ONE && !is_many_times(*fraction, bound))
            .map(percentage)
    } else {
        done_of(bound, part, &whole)
    };
    if let Some(done) = done {
        notes.push(format!(
            "实际完成值“{}”是完成数与总数，按 {} 计。",
            stated.trim(),
            done.shown()
        ));
        actual.actual = Actual::Measured(done);
        actual.among.clear();
        actual.span = None;
    }
}

/// Whether the target is a rate; without a sign that says so, where the name does and the whole is not its number.
fn is_rate(bound: &Quantity, whole: &Quantity, name: &str) -> bool {
    match bound.unit.as_deref() {
        Some("%") => bound.change.is_none(),
        None => asks_for_rate(name) && bound.number.value != whole.number.value,
        Some(_) => false,
    }
}

/// Whether a fraction is so much more than the rate asked for that it may be that of something else (480/500 beside
/// ≥5%).
fn is_many_times(fraction: Decimal, bound: &Quantity) -> bool {
    const MANY: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
    let most = bound.number.value.checked_mul(MANY);
    bound.unit.is_some() && most.is_some_and(|most| fraction > most)
}

fn asks_for_rate(name: &str) -> bool {
    holds(name, RATES)
}

/// The part that was done, where its whole is what the target asks for.
fn done_of(bound: &Quantity, part: Quantity, whole: &Quantity) -> Option<Quantity> {
    let same_unit = whole.unit.is_none() || whole.unit == bound.unit;
    let is_whole = whole.number.value == bound.number.value
        || whole.written_number() == bound.written_number();
    if !same_unit || !is_whole {
        return None;
    }
    if part.unit.is_some() || bound.unit.is_none() {
        return Some(part);
    }
    let scale = if whole.number.value == bound.number.value {
        Decimal::ONE
    } else {
        bound.scale
    };
    Some(Quantity {
        number: part.number.scaled(scale)?,
        unit: bound.unit.clone(),
        scale,
        change: None,
    })
}

/// `18/20`, `18场/20场`, `480/500人`: two numbers of one unit.
fn part_and_whole(text: &str) -> Option<(Quantity, Quantity)> {
    let (part, whole) = text.split_once('/')?;
    let read = |text: &str| -> Option<Quantity> {
        let bound = (quantity, eof).parse(text).ok().map(|(bound, _)| bound)?;
        let plain = bound.upper.is_none() && bound.operator.is_none() && bound.below.is_none();
        plain.then_some(bound.quantity)
    };
    let (mut part, whole) = (read(part)?, read(whole)?);
    // 1800/2000万元
    if part.unit.is_none() && part.scale == Decimal::ONE {
        part.number = part.number.scaled(whole.scale)?;
        part.scale = whole.scale;
        part.unit.clone_from(&whole.unit);
    }
    let percent = |quantity: &Quantity| quantity.unit.as_deref() == Some("%");
    let is_part = part.number.value >= Decimal::ZERO && whole.number.value > Decimal::ZERO;
    // 2022/2023 are two years.
    let year = |quantity: &Quantity| {
        let years = Decimal::from(1990)..Decimal::from(2100);
        quantity.unit.is_none() && years.contains(&quantity.number.value)
    };
    let is_share = part.unit == whole.unit
        && is_part
        && !percent(&part)
        && !percent(&whole)
        && !(year(&part) && year(&whole));
    is_share.then_some((part, whole))
}

/// A fraction as a percentage.
fn percentage(fraction: Decimal) -> Quantity {
    Quantity {
        number: Number::written(fraction),
        unit: Some("%".to_owned()),
        scale: Decimal::ONE,
        change: None,
    }
}
