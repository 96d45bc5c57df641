//! Rows of numbers: the rules for `≥`, `=`, `≤` and ranges. A is the target, B the actual value.

mod inverse;
mod positive;
mod special;

use rust_decimal::Decimal;

use super::case::Case;
use super::profile::{BareNumber, How, Rules};
use super::verdict::{Formula, Verdict, open, percent};
use crate::value::target::{Aligned, Operator, Target, Wanted, holds};

/// The two numbers of a row, with the texts that formulas show.
struct Pair<'a> {
    target: Decimal,
    actual: Decimal,
    target_shown: &'a str,
    actual_shown: &'a str,
    weight: Decimal,
}

/// Scores a measured row.
pub(super) fn judge(
    case: &Case<'_>,
    rules: &Rules,
    target: &Target,
    aligned: &Aligned,
    weight: Decimal,
    notes: &mut Vec<String>,
) -> Verdict {
    let by_size = is_deviation_by_size(case, target, aligned);
    let size_shown = format!("|{}|", aligned.actual_shown);
    let pair = Pair {
        target: aligned.target,
        actual: if by_size {
            aligned.actual.abs()
        } else {
            aligned.actual
        },
        target_shown: &aligned.target_shown,
        actual_shown: if by_size {
            &size_shown
        } else {
            &aligned.actual_shown
        },
        weight,
    };
    if by_size {
        notes.push(format!(
            "偏差不论正负，实际完成值 {} 按其大小计。",
            aligned.actual_shown
        ));
    }
    let plain = by_operator(case, rules, target, aligned, &pair, notes);
    let verdict = match rules
        .special
        .iter()
        .find(|rule| rule.applies(case.name, case.level1, case.level2))
    {
        Some(special) => {
            let more_wanted = case.wanted(target, rules) == Wanted::More;
            pair.special(special, aligned.upper, more_wanted, plain)
        }
        None => plain,
    };
    verdict.unwrap_or_else(|| open("number", "数值超出可以计算的范围".to_owned()))
}

/// Whether an actual value is a deviation below zero under a limit that holds either way: −8 % of 偏差率≤5%.
fn is_deviation_by_size(case: &Case<'_>, target: &Target, aligned: &Aligned) -> bool {
    const EITHER_WAY: &[&str] = &["偏差", "误差", "偏离", "差异率"];
    let about_deviation = [case.name, target.text.as_str()]
        .iter()
        .any(|text| holds(text, EITHER_WAY));
    let limits = !target.operator.is_lower_bound() && target.operator != Operator::Between;
    about_deviation && limits && aligned.actual < Decimal::ZERO && aligned.target >= Decimal::ZERO
}

/// The rule of the row's comparison. `None` where the arithmetic leaves the range of decimals.
fn by_operator(
    case: &Case<'_>,
    rules: &Rules,
    target: &Target,
    aligned: &Aligned,
    pair: &Pair<'_>,
    notes: &mut Vec<String>,
) -> Option<Verdict> {
    let inverse = &rules.inverse;
    match target.operator {
        // The rules give ">" full marks at its bound, but none of something is not more than none.
        Operator::MoreThan if pair.target.is_zero() && pair.actual.is_zero() => {
            Some(pair.points(Decimal::ZERO, pair.nothing("="), "positive", false))
        }
        Operator::AtLeast | Operator::MoreThan => pair.positive(rules, "positive"),
        Operator::AtMost => pair.inverse(
            inverse.at_most,
            inverse.zero_target_judged,
            "inverse.at_most",
        ),
        Operator::LessThan => pair.inverse(
            inverse.less_than,
            inverse.zero_target_judged,
            "inverse.less_than",
        ),
        Operator::Between => match (aligned.upper, &aligned.upper_shown) {
            (Some(upper), Some(shown)) => better_than_range(case, rules, target, pair, upper)
                .or_else(|| pair.between(upper, shown, rules.between)),
            _ => Some(open("between", "区间没有读懂".to_owned())),
        },
        Operator::Equal if !target.operator_written && rules.equal.bare == BareNumber::Wording => {
            bare(case, rules, target, pair, notes)
        }
        Operator::Equal => pair.equal(rules),
        Operator::By => Some(open("time", "时限不按数值计算".to_owned())),
        Operator::Qualitative => Some(open("qualitative", "定性指标不按数值计算".to_owned())),
    }
}

/// Full marks for what lies beyond a range on the side that is wanted: 96 % of a pass rate of 90%-95%.
///
/// Only where the indicator's name says clearly which side that is, and the range was not written as two limits
/// (≥90%且≤95%, 95±5, up to 100 %).
fn better_than_range(
    case: &Case<'_>,
    rules: &Rules,
    target: &Target,
    pair: &Pair<'_>,
    upper: Decimal,
) -> Option<Verdict> {
    const LIMITS: &[&str] = &[
        "≥", "≤", ">", "<", "±", "正负", "浮动", "不", "以内", "之间",
    ];
    let text = target.text.as_str();
    let of_limits = holds(text, LIMITS);
    let up_to_all = upper == Decimal::ONE && text.contains('%');
    if of_limits || up_to_all || (case.name.trim().is_empty() && case.level2.trim().is_empty()) {
        return None;
    }
    let direction = case.direction(target, rules);
    let (is_better, way, completion) = match direction.wanted {
        Wanted::More => (
            pair.actual > upper,
            "越多越好",
            pair.actual.checked_div(upper),
        ),
        Wanted::Less => (
            pair.actual < pair.target,
            "越少越好",
            if pair.actual > Decimal::ZERO {
                pair.target.checked_div(pair.actual)
            } else {
                Some(Decimal::ONE)
            },
        ),
        Wanted::Unclear => return None,
    };
    is_better.then(|| Verdict::Points {
        points: pair.weight,
        formula: Formula::Statement(format!(
            "{} 好于 {}，按{}{way}，得满分",
            pair.actual_shown,
            target.shown(),
            direction.ground()
        )),
        rule: "between.better".to_owned(),
        completion,
        met: true,
    })
}

/// A target that is a bare number: the indicator's name says which comparison is meant.
fn bare(
    case: &Case<'_>,
    rules: &Rules,
    target: &Target,
    pair: &Pair<'_>,
    notes: &mut Vec<String>,
) -> Option<Verdict> {
    let inverse = &rules.inverse;
    let direction = case.direction(target, rules);
    let differs = pair.actual != pair.target;
    let mut told = |meant: &str| {
        if differs {
            notes.push(format!(
                "指标值没有写比较符号，按{}理解为{meant}。",
                direction.ground()
            ));
        }
    };
    match direction.wanted {
        Wanted::Less => {
            told("越少越好，按 ≤ 计");
            pair.inverse(inverse.at_most, inverse.zero_target_judged, "equal.bare")
        }
        Wanted::More => {
            told("越多越好，按 ≥ 计");
            pair.positive(rules, "equal.bare")
        }
        Wanted::Unclear if differs => Some(open(
            "direction",
            "指标值没有写比较符号，从指标名称看不出是越多越好还是越少越好，不能复算；\
             可在设置文件的 [[direction]] 中写明"
                .to_owned(),
        )),
        Wanted::Unclear => Some(pair.full("=", "equal.bare", Some(Decimal::ONE))),
    }
}

impl Pair<'_> {
    /// Points, by a term that shows them.
    fn points(&self, points: Decimal, formula: Formula, rule: &str, met: bool) -> Verdict {
        Verdict::Points {
            points,
            formula,
            rule: rule.to_owned(),
            completion: self.actual.checked_div(self.target),
            met,
        }
    }

    /// Full marks, as the target is met: `3.17万人 ≥ 2.45万人，得满分 6`.
    fn full(&self, sign: &str, rule: &str, completion: Option<Decimal>) -> Verdict {
        let sign = if self.actual == self.target {
            "="
        } else {
            sign
        };
        Verdict::Points {
            points: self.weight,
            formula: Formula::Statement(format!(
                "{} {sign} {}，得满分",
                self.actual_shown, self.target_shown
            )),
            rule: rule.to_owned(),
            completion,
            met: true,
        }
    }

    /// How a curve came to its points.
    fn curve_formula(&self, how: &How, actual: &str, target: &str, completion: Decimal) -> Formula {
        let weight = self.weight.normalize();
        match how {
            How::Proportional => Formula::Term(format!("{actual} ÷ {target} × {weight}")),
            How::Share(share) => Formula::Term(format!(
                "{actual} ÷ {target} = {}：{weight} × {}",
                percent(completion),
                percent(*share)
            )),
            How::Steps(steps) => Formula::Statement(format!(
                "{actual} ÷ {target} = {}，扣 {} 档，得",
                percent(completion),
                steps.normalize()
            )),
        }
    }

    /// Nothing, as the target is missed: `5.5% > 4.5%，不得分，得 0`.
    fn nothing(&self, sign: &str) -> Formula {
        Formula::Statement(format!(
            "{} {sign} {}，不得分，得",
            self.actual_shown, self.target_shown
        ))
    }

    fn below_a_negative_target(&self, rule: &'static str) -> Verdict {
        Verdict::Open {
            rule,
            reason: format!(
                "指标值 {} 是负数而没有达到，按比例无法计算",
                self.target_shown
            ),
            met: Some(false),
        }
    }
}
