//! A whole form: every row, then the total with what it leaves open.

use rust_decimal::Decimal;

use super::case::Case;
use super::line::{does_not_apply, score_one};
use super::profile::Rules;
use super::{LineScore, Rescaling, Rescored, ScoreStatus, execution, rescale};
use crate::form::model::{Indicator, SelfEvaluation};
use crate::policy::Policy;
use crate::value::number::Number;

/// Re-scores a form by the policy of its kind and year: every row with its formula or its reason, and the total.
///
/// Sub-total rows count nowhere. Where all weights together do not make the full marks, the score is
/// brought to them (109.63 of 110 points are 99.66 of 100), so that totals can be compared; [`Rescored::rescaling`]
/// says how. Rows that are not judged count with their stated score, and
/// [`Rescored::lowest_total`] and [`Rescored::highest_total`] say how far they could move the total.
#[must_use]
pub fn score(form: &SelfEvaluation, policy: &Policy<'_>) -> Rescored {
    let rules = policy.rules;
    let execution = execution::score(form, rules);
    let indicators: Vec<LineScore> = form
        .indicators
        .iter()
        .map(|indicator| row(indicator, policy.year, rules))
        .collect();
    let counted: Vec<&LineScore> = execution
        .iter()
        .map(|(_, line)| line)
        .chain(
            form.indicators
                .iter()
                .zip(&indicators)
                .filter(|(indicator, _)| !indicator.subtotal)
                .map(|(_, line)| line),
        )
        .collect();
    let ledger = Ledger::of(form, &counted, rules);
    let stated_total = form.total_score.value.map(|number| number.value);
    Rescored {
        profile: policy.profile.name.clone(),
        stated_total,
        stated_sum: sum(counted.iter().filter_map(|line| line.stated)),
        total: ledger.total,
        not_judged_points: ledger.not_judged,
        not_applicable_points: ledger.not_applicable,
        lowest_total: ledger.lowest,
        highest_total: ledger.highest,
        grade: ledger.total.map(|total| rules.grade(total).to_owned()),
        stated_total_grade: stated_total.map(|total| rules.grade(total).to_owned()),
        rescaling: ledger.rescaling,
        execution,
        money: execution::money_rows(form).and_then(Result::ok),
        indicators,
    }
}

/// One indicator row.
fn row(indicator: &Indicator, year: Option<i32>, rules: &Rules) -> LineScore {
    let value = |number: &Option<Number>| number.map(|number| number.value);
    let (weight, stated) = (
        value(&indicator.weight.value),
        value(&indicator.score.value),
    );
    let set_aside = |rule: &str, reason: &str| LineScore {
        weight,
        stated,
        rule: rule.to_owned(),
        reason: Some(reason.to_owned()),
        ..LineScore::default()
    };
    if indicator.subtotal {
        return set_aside("subtotal", "合计行，得分已含在下级各行，不重复计");
    }
    let (target, actual) = (
        indicator.target.text.as_str(),
        indicator.actual.text.as_str(),
    );
    if rules.not_applicable.rescaled && does_not_apply(target, actual, rules) {
        return set_aside(NOT_APPLICABLE, "不适用，不计分，其余各行按比例折算");
    }
    let text = |value: &Option<String>| value.as_deref().unwrap_or_default().to_owned();
    let (level1, level2, name) = (
        text(&indicator.level1.value),
        text(&indicator.level2.value),
        text(&indicator.name.value),
    );
    let case = Case {
        level1: &level1,
        level2: &level2,
        name: &name,
        target: stated_text(&indicator.target.value, target),
        unit: &indicator.unit_column,
        actual: stated_text(&indicator.actual.value, actual),
        weight,
        stated,
        year,
    };
    score_one(&case, rules)
}

/// The value of a text field; where it is none, what stands in the cell.
fn stated_text<'a>(value: &'a Option<String>, text: &'a str) -> &'a str {
    value.as_deref().unwrap_or(text)
}

/// The rule that rows set aside as not applicable carry.
pub(super) const NOT_APPLICABLE: &str = "not_applicable";

/// The sums over the rows that count.
struct Ledger {
    total: Option<Decimal>,
    lowest: Option<Decimal>,
    highest: Option<Decimal>,
    not_judged: Decimal,
    not_applicable: Decimal,
    rescaling: Option<Rescaling>,
}

impl Ledger {
    fn of(form: &SelfEvaluation, lines: &[&LineScore], rules: &Rules) -> Self {
        let (set_aside, scored): (Vec<&LineScore>, Vec<&LineScore>) =
            lines.iter().partition(|line| line.rule == NOT_APPLICABLE);
        let open = |line: &&&LineScore| line.status == ScoreStatus::NotJudged;
        let not_applicable: Decimal = set_aside.iter().filter_map(|line| line.weight).sum();
        let points = sum_with_bonus(&scored, &|line| line.score, rules);
        let rescaling = points
            .and_then(|points| rescale::rescaling(form, &scored, (points, not_applicable), rules));
        let rescaled = |points: Decimal| {
            rescaling
                .and_then(|rescaling| rescaling.apply(points))
                .map_or(points, |total| rules.rounding.apply(total))
        };
        let bound = |at: fn(&LineScore) -> Decimal| {
            move |line: &LineScore| match line.status {
                ScoreStatus::NotJudged => Some(at(line)),
                _ => line.score,
            }
        };
        let bounded = |at| sum_with_bonus(&scored, &bound(at), rules).map(rescaled);
        Self {
            total: points.map(rescaled),
            lowest: points.and_then(|_| bounded(|line| line.lowest)),
            highest: points.and_then(|_| bounded(|line| line.highest)),
            not_judged: scored
                .iter()
                .filter(open)
                .filter_map(|line| line.weight.or(line.stated))
                .sum(),
            not_applicable,
            rescaling,
        }
    }
}

/// A sum in which the bonus rows together add no more than the rules allow.
fn sum_with_bonus(
    lines: &[&LineScore],
    points: &dyn Fn(&LineScore) -> Option<Decimal>,
    rules: &Rules,
) -> Option<Decimal> {
    let is_bonus = |line: &&&LineScore| line.rule == "adjustment.bonus";
    let plain = sum(lines
        .iter()
        .filter(|line| !is_bonus(line))
        .filter_map(|line| points(line)));
    let bonus = sum(lines
        .iter()
        .filter(is_bonus)
        .filter_map(|line| points(line)));
    let bonus = match (bonus, rules.adjustment.bonus_most) {
        (Some(bonus), Some(most)) => Some(bonus.min(most)),
        (bonus, _) => bonus,
    };
    match (plain, bonus) {
        (None, None) => None,
        (plain, bonus) => Some(plain.unwrap_or_default() + bonus.unwrap_or_default()),
    }
}

/// The sum of what is there; `None` where nothing is.
fn sum(points: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    points.fold(None, |total: Option<Decimal>, points| {
        Some(total.unwrap_or_default() + points)
    })
}
