//! The numbers of a row as other programs read them: target and actual value in one unit.

use rust_decimal::Decimal;

use super::context::give_unit;
use super::reading::read_actual;
use super::{Actual, Operator, Quantity, align, parse_target};
use crate::value::number::round_half_away;

/// What a row's target and actual value are as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    /// How the actual value is held against the target; `None` where there is no target.
    pub operator: Option<Operator>,
    /// The target, of a range the lower end; `None` where it is no number.
    pub target: Option<Decimal>,
    /// The unit that both numbers are in, its prefix multiplied out (万人 is 人).
    pub unit: Option<String>,
    /// The actual value; in the target's unit wherever it can be brought to it.
    pub actual: Option<Decimal>,
}

/// Reads the numbers of a target and an actual value; `unit_column` is the text of the row's unit column, which the
/// target's text may hold already.
#[must_use]
pub(crate) fn figures(target: &str, actual: &str, unit_column: &str) -> Figures {
    let mut target = parse_target(target);
    let mut actual = read_actual(actual);
    if let (Some(target), Some(actual)) = (&mut target, &mut actual) {
        give_unit(unit_column, target, actual);
    }
    let bound = target.as_ref().and_then(|target| target.quantity.as_ref());
    let done = match actual.as_ref().map(|read| &read.actual) {
        Some(Actual::Measured(done)) => Some(done),
        _ => None,
    };
    let plain = |quantity: &Quantity| quantity.number.value.normalize();
    let as_read = Figures {
        operator: target.as_ref().map(|target| target.operator),
        target: bound.map(plain),
        unit: bound.and_then(|bound| bound.unit.clone()),
        actual: done.map(plain),
    };
    bound
        .zip(done)
        .and_then(|(bound, done)| in_one_unit(&as_read, bound, done))
        .unwrap_or(as_read)
}

/// The figures with the actual value in the target's unit; where that has no end (10天 in weeks), both in the unit of
/// the actual value. `None` where they cannot be brought together, or are already.
fn in_one_unit(as_read: &Figures, bound: &Quantity, done: &Quantity) -> Option<Figures> {
    let aligned = align(bound, None, done).ok()?;
    let (target, actual) = (bound.number.value, done.number.value);
    let (target_factor, actual_factor) = (
        aligned.target.checked_div(target)?,
        aligned.actual.abs().checked_div(actual.abs())?,
    );
    if target_factor == actual_factor {
        return None;
    }
    let in_unit = |value: Decimal, factor: Decimal, of: Decimal| {
        let converted = value.checked_mul(factor)?.checked_div(of)?;
        let exact = converted.checked_mul(of)? == value.checked_mul(factor)?;
        Some((converted.normalize(), exact))
    };
    let (converted, exact) = in_unit(actual, actual_factor, target_factor)?;
    if !exact && let Some((target, true)) = in_unit(target, target_factor, actual_factor) {
        return Some(Figures {
            target: Some(target),
            unit: done.unit.clone(),
            ..as_read.clone()
        });
    }
    Some(Figures {
        actual: Some(round_half_away(converted, MOST_PLACES).normalize()),
        ..as_read.clone()
    })
}

/// Where neither side has an end in the unit of the other, so many places are given.
const MOST_PLACES: u32 = 12;
