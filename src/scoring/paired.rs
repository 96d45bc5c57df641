//! A target and an actual value, both understood: which rule holds them against each other, or why none can.

use rust_decimal::Decimal;

use super::case::Case;
use super::profile::Rules;
use super::verdict::Verdict;
use super::{number, timed, worded};
use crate::value::target::{Operator, ReadActual, Target, TargetPlace};

/// Judges a target and an actual value, each by its kind.
pub(super) fn judge(
    case: &Case<'_>,
    rules: &Rules,
    target: &Target,
    actual: &ReadActual,
    (place, weight): (TargetPlace, Decimal),
    notes: &mut Vec<String>,
) -> Verdict {
    match (target.operator, &actual.actual) {
        (Operator::Qualitative, answer) => worded::judge(case, rules, &target.text, answer, weight),
        (Operator::By, _) => timed::judge(case, rules, target, actual, (place, weight), notes),
        _ => number::judge(case, rules, target, actual, (place, weight), notes),
    }
}
