//! Rows of words: graded answers and the tiers they fall into.

use rust_decimal::Decimal;

use super::case::Case;
use super::profile::{Qualitative, Rules, Tier};
use super::verdict::{Formula, Verdict, open, percent, shortened};
use crate::value::fold::fold_tight;
use crate::value::target::{
    Actual, Degree, Degrees, ReadActual, Worded, degree_of_answer, forbids, says_none_of_a_harm,
};

/// Grades the answer to a target in words, or a worded answer to a deadline.
pub(super) fn judge(
    case: &Case<'_>,
    rules: &Rules,
    target: &str,
    answer: &Actual,
    weight: Decimal,
) -> Verdict {
    if let Some(verdict) = by_option(&rules.qualitative, case, weight) {
        return verdict;
    }
    let degrees = match answer {
        Actual::Words(words) => degree_of(rules, target, words),
        // 100% in answer to words says that all of it is done; less than that says nothing of a tier.
        Actual::Measured(quantity)
            if quantity.unit.as_deref() == Some("%") && quantity.number.value >= Decimal::ONE =>
        {
            Some(Degrees::exactly(Degree::Achieved))
        }
        // 0起 in answer to 无重大安全事故.
        Actual::Measured(quantity)
            if quantity.number.value.is_zero()
                && (forbids(target) || says_none_of_a_harm(&fold_tight(target))) =>
        {
            Some(Degrees::exactly(Degree::Achieved))
        }
        // 未发生安全事故 is a zero, and an answer to 不发生重大安全事故 all the same.
        Actual::Measured(_) => {
            let words = Worded {
                text: fold_tight(case.actual),
                degrees: None,
            };
            degree_of_answer(target, &words)
        }
        Actual::When(_) => None,
    };
    match degrees {
        Some(degrees) => tier(case, rules, degrees, weight),
        // A sign is no word: what stands behind it was meant as a number and is none that can be read.
        None if target.starts_with(['≥', '≤', '>', '<', '=', '±']) => open(
            "target",
            format!(
                "指标值“{}”没有读懂（不是可以计算的数），不能复算",
                shortened(target)
            ),
        ),
        None => open(
            "qualitative.tiers",
            format!(
                "实际完成值“{}”看不出属于哪一档，须由人判断",
                shortened(case.actual.trim())
            ),
        ),
    }
}

/// An answer to which the rules give a share of its own.
fn by_option(qualitative: &Qualitative, case: &Case<'_>, weight: Decimal) -> Option<Verdict> {
    let answer = fold_tight(case.actual);
    let option = qualitative.options.iter().find(|option| {
        option
            .labels
            .iter()
            .any(|label| fold_tight(label) == answer)
    })?;
    Some(Verdict::Points {
        points: weight.checked_mul(option.score)?,
        formula: Formula::Term(format!(
            "“{answer}”：{} × {}",
            weight.normalize(),
            percent(option.score)
        )),
        rule: "qualitative.options".to_owned(),
        completion: None,
        met: option.score == Decimal::ONE,
    })
}

/// A graded answer where the target cell is empty: 达成预期指标 still falls into its tier.
pub(super) fn without_target(
    case: &Case<'_>,
    rules: &Rules,
    actual: &ReadActual,
    weight: Decimal,
) -> Option<Verdict> {
    let Actual::Words(words) = &actual.actual else {
        return None;
    };
    let label = labelled(&rules.qualitative, &words.text)?;
    Some(tier(case, rules, Degrees::exactly(label), weight))
}

/// The degree that an answer states: by the profile's labels, or by its wording beside the target's.
fn degree_of(rules: &Rules, target: &str, words: &Worded) -> Option<Degrees> {
    labelled(&rules.qualitative, &words.text)
        .map(Degrees::exactly)
        .or_else(|| degree_of_answer(target, words))
}

/// The degree of an answer that is one of the profile's labels.
fn labelled(qualitative: &Qualitative, text: &str) -> Option<Degree> {
    qualitative
        .tiers
        .iter()
        .find(|tier| tier.labels.iter().any(|label| fold_tight(label) == text))
        .map(|tier| tier.degree)
}

/// The verdict for a degree, or for a span of degrees.
fn tier(case: &Case<'_>, rules: &Rules, degrees: Degrees, weight: Decimal) -> Verdict {
    let qualitative = &rules.qualitative;
    let (Some(best), Some(worst)) = (
        qualitative.tier(degrees.best),
        qualitative.tier(degrees.worst),
    ) else {
        return open("qualitative.tiers", "评分规则没有这一档".to_owned());
    };
    let met = match (degrees.worst, degrees.best) {
        (Degree::Achieved, Degree::Achieved) => Some(true),
        (_, Degree::Achieved) => None,
        _ => Some(false),
    };
    let names = if best == worst {
        best.name.clone()
    } else {
        format!("{}至{}", worst.name, best.name)
    };
    let fixed = (best == worst)
        .then_some(best.fixed)
        .flatten()
        .map(|share| {
            let formula = Formula::Term(format!(
                "{}档：{} × {}",
                best.name,
                weight.normalize(),
                percent(share)
            ));
            (weight * share, formula)
        });
    let (lowest, highest) = if qualitative.checked {
        (
            rules.rounding.apply(weight * worst.from),
            greatest(rules, best, weight),
        )
    } else {
        (Decimal::ZERO, weight)
    };
    Verdict::Tier {
        lowest,
        highest,
        fixed,
        grade: format!(
            "“{}”属于{names}档（分值的 {}—{}）",
            shortened(case.actual.trim()),
            percent(worst.from),
            percent(best.to)
        ),
        met,
    }
}

/// The greatest score of a tier, included: all of the weight, or one last place below the next tier.
fn greatest(rules: &Rules, tier: &Tier, weight: Decimal) -> Decimal {
    let top = rules.rounding.apply(weight * tier.to);
    if tier.to == Decimal::ONE {
        top
    } else {
        (top - Decimal::new(1, rules.rounding.places)).max(Decimal::ZERO)
    }
}
