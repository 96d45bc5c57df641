//! One row: from its texts to a score, or to the reason why there is none.

use rust_decimal::Decimal;

use super::case::Case;
use super::profile::Rules;
use super::verdict::{Verdict, open};
use super::{LineScore, ScoreStatus, paired, worded};
use crate::value::blank::is_blank;
use crate::value::fold::fold_tight;
use crate::value::target::{Context, Understanding, understand};

/// Scores one row by the rules.
///
/// The score is in points, between 0 and the weight, rounded as the rules say. Where anything needed is
/// missing, contradictory or not understood, the row is not judged: the stated score stands in, and
/// `lowest` and `highest` say between which scores the deserved one lies.
#[must_use]
pub(crate) fn score_one(case: &Case<'_>, rules: &Rules) -> LineScore {
    if let Some(adjustment) = adjustment(case, rules) {
        return adjustment;
    }
    // No row that is no deduction takes points away: such a score is left out, and A09 tells of it.
    let case = &Case {
        stated: case.stated.filter(|stated| *stated >= Decimal::ZERO),
        ..*case
    };
    let weight = case.weight.filter(|weight| *weight > Decimal::ZERO);
    let context = Context {
        name: case.name,
        unit: case.unit,
    };
    let read = understand(case.target, case.actual, context);
    let mut notes = read.notes.clone();
    // A row without a weight is judged as if it had one point: whether its target is met can be told.
    let verdict = judge(
        case,
        rules,
        &read,
        weight.unwrap_or(Decimal::ONE),
        &mut notes,
    );
    match weight {
        Some(weight) => verdict.finished(case, rules, weight, notes),
        None => verdict.without_weight(case, notes),
    }
}

/// What a row comes to.
fn judge(
    case: &Case<'_>,
    rules: &Rules,
    read: &Understanding,
    weight: Decimal,
    notes: &mut Vec<String>,
) -> Verdict {
    match (&read.target, &read.actual) {
        (None, None) => open(
            "target",
            format!("{}，实际完成值也没有填，不能复算", no_target(case)),
        ),
        (None, Some(actual)) => worded::without_target(case, rules, actual, weight)
            .unwrap_or_else(|| open("target", format!("{}，不能复算", no_target(case)))),
        (Some(_), None) => open("actual", "实际完成值没有填，不能复算".to_owned()),
        (Some(target), Some(actual)) => {
            paired::judge(case, rules, target, actual, (read.place, weight), notes)
        }
    }
}

/// Why there is no target.
fn no_target(case: &Case<'_>) -> String {
    if is_blank(case.target) {
        "指标值没有填".to_owned()
    } else {
        format!("指标值“{}”没有写完整", case.target.trim())
    }
}

/// Whether a row takes points away, by its signs: no points can be got there, and either some may be lost or some
/// were; or some were, and it is called a deduction, whatever its weight says.
fn takes_away(case: &Case<'_>) -> bool {
    let is_called_so = [case.level1, case.level2, case.name]
        .iter()
        .any(|text| text.contains("扣分"));
    let none_gained = |points: Option<Decimal>| points.is_none_or(|points| points <= Decimal::ZERO);
    let some_lost = |points: Option<Decimal>| points.is_some_and(|points| points < Decimal::ZERO);
    let by_signs = none_gained(case.weight)
        && none_gained(case.stated)
        && (some_lost(case.weight) || some_lost(case.stated));
    by_signs || (is_called_so && some_lost(case.stated))
}

/// A row of bonus points or of deductions: a person gives them, and no target decides them.
fn adjustment(case: &Case<'_>, rules: &Rules) -> Option<LineScore> {
    let says = |words: &[String]| {
        [case.level1, case.level2, case.name]
            .iter()
            .any(|text| words.iter().any(|word| text.contains(word.as_str())))
    };
    let (rule, what, sign) = if says(&rules.adjustment.bonus) {
        ("adjustment.bonus", "加分项", Decimal::ONE)
    } else if says(&rules.adjustment.deduction) || takes_away(case) {
        ("adjustment.deduction", "扣分项", Decimal::NEGATIVE_ONE)
    } else {
        return None;
    };
    let most = case.weight.unwrap_or_default().abs() * sign;
    let (lowest, highest) = (most.min(Decimal::ZERO), most.max(Decimal::ZERO));
    let outside = case
        .stated
        .is_some_and(|stated| stated < lowest || stated > highest);
    Some(LineScore {
        status: ScoreStatus::Kept,
        weight: case.weight,
        stated: case.stated,
        score: case.stated,
        rule: rule.to_owned(),
        reason: Some(if outside && case.weight.is_some() {
            format!(
                "{what}由人评定，沿用自评得分；所填得分超出 {lowest} 至 {highest} 的范围，请核实"
            )
        } else {
            format!("{what}由人评定，沿用自评得分")
        }),
        lowest,
        highest,
        ..LineScore::default()
    })
}

/// Whether a row says that it does not apply.
pub(super) fn does_not_apply(target: &str, actual: &str, rules: &Rules) -> bool {
    let words = &rules.not_applicable.words;
    [target, actual]
        .iter()
        .any(|text| words.iter().any(|word| *word == fold_tight(text)))
}
