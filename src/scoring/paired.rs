//! A target and an actual value, both understood: which rule holds them against each other, or why none can.

use rust_decimal::Decimal;

use super::case::Case;
use super::profile::Rules;
use super::verdict::{Verdict, shortened};
use super::{measured, timed, worded};
use crate::value::target::{
    Actual, Operator, Quantity, ReadActual, Target, TargetPlace, Wanted, Worded, align,
    wanted_direction,
};

/// Not judged.
fn open(rule: &'static str, reason: String) -> Verdict {
    Verdict::Open {
        rule,
        reason,
        met: None,
    }
}

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
        (Operator::By, Actual::When(done)) => match &target.timing {
            Some(due) => timed::judge(case, rules, due, done, weight),
            None => open("time", "时限没有读懂".to_owned()),
        },
        (Operator::By, Actual::Measured(done)) => match &target.by_then {
            Some(share) => timed::without_date(case, share, done),
            None => worded::judge(case, rules, &target.text, &actual.actual, weight),
        },
        (Operator::By, Actual::Words(_)) => {
            worded::judge(case, rules, &target.text, &actual.actual, weight)
        }
        (_, answer) => {
            let Some(bound) = &target.quantity else {
                return open("target", "指标值没有读懂".to_owned());
            };
            let number = Number {
                case,
                rules,
                target,
                bound,
                weight,
            };
            match answer {
                Actual::Measured(done) => number.stated(actual, done, notes),
                Actual::Words(words) => match &actual.span {
                    Some((low, high)) => number.between(low, high, notes),
                    None => number.in_words(actual, words, place, notes),
                },
                // 截至12月底，已完成12次 states the number beside a date.
                Actual::When(_) => match &actual.by_then {
                    Some(done) => number.stated(actual, done, notes),
                    None => open(
                        "actual",
                        format!(
                            "指标值是数值，实际完成值却填了时间“{}”，不能复算",
                            case.actual.trim()
                        ),
                    ),
                },
            }
        }
    }
}

/// A target that is a number.
struct Number<'a> {
    case: &'a Case<'a>,
    rules: &'a Rules,
    target: &'a Target,
    bound: &'a Quantity,
    weight: Decimal,
}

impl Number<'_> {
    /// An actual value that is one number, perhaps with a comparison or a word that makes it another quantity.
    fn stated(&self, actual: &ReadActual, done: &Quantity, notes: &mut Vec<String>) -> Verdict {
        let written = shortened(self.case.actual.trim());
        if let Some(word) = actual.qualifier
            && ![self.case.name, self.target.text.as_str()]
                .iter()
                .any(|text| text.contains(word))
        {
            return open(
                "actual",
                format!("实际完成值“{written}”说的不是指标值所指的完成数，不能复算"),
            );
        }
        if let Some(operator) = actual.operator
            && operator != Operator::Equal
        {
            if self.runs_against(operator) {
                return Verdict::Open {
                    rule: "actual",
                    reason: format!(
                        "实际完成值“{written}”只说了一头的界限，是否达到指标值不能确定"
                    ),
                    met: self.is_surely_missed(operator, done).then_some(false),
                };
            }
            notes.push(format!(
                "实际完成值写成“{written}”，带有比较符号，按其数值计。"
            ));
        }
        if actual.roughly {
            notes.push(format!("实际完成值“{written}”不是确数，按其数值计。"));
        }
        self.measured(done, notes)
    }

    /// The rules for numbers, once both are in one unit.
    fn measured(&self, done: &Quantity, notes: &mut Vec<String>) -> Verdict {
        match align(self.bound, self.target.upper.as_ref(), done) {
            Ok(aligned) => {
                notes.extend(aligned.assumptions.clone());
                measured::judge(
                    self.case,
                    self.rules,
                    self.target,
                    &aligned,
                    self.weight,
                    notes,
                )
            }
            Err(misfit) => open("unit", misfit.to_string()),
        }
    }

    /// An actual value that lies between two numbers: judged where both ends come to the same.
    fn between(&self, low: &Quantity, high: &Quantity, notes: &mut Vec<String>) -> Verdict {
        let mut seen = Vec::new();
        let mut verdict = |end| {
            seen.clear();
            self.measured(end, &mut seen)
        };
        let (at_low, at_high) = (verdict(low), verdict(high));
        let same = match (&at_low, &at_high) {
            (Verdict::Points { points: a, .. }, Verdict::Points { points: b, .. }) => a == b,
            _ => false,
        };
        if same {
            notes.extend(seen);
            notes.push(format!(
                "实际完成值“{}”是一个区间，两端得分相同。",
                shortened(self.case.actual.trim())
            ));
            return at_high;
        }
        let missed = |verdict: &Verdict| matches!(verdict, Verdict::Points { met: false, .. });
        Verdict::Open {
            rule: "actual",
            reason: format!(
                "实际完成值“{}”是一个区间，两端得分不同，不能复算",
                shortened(self.case.actual.trim())
            ),
            met: (missed(&at_low) && missed(&at_high)).then_some(false),
        }
    }

    /// An actual value in words: the one of its numbers that has the target's unit, if there is just one.
    fn in_words(
        &self,
        actual: &ReadActual,
        words: &Worded,
        place: TargetPlace,
        notes: &mut Vec<String>,
    ) -> Verdict {
        let mut alike = actual
            .among
            .iter()
            .filter(|quantity| quantity.unit.is_some() && quantity.unit == self.bound.unit);
        if let (Some(done), None) = (alike.next(), alike.next()) {
            notes.push(format!(
                "实际完成值“{}”中取与指标值单位相同的 {}。",
                shortened(&words.text),
                done.shown()
            ));
            return self.measured(done, notes);
        }
        let where_from = if place == TargetPlace::Name {
            "指标名称中的指标值"
        } else {
            "指标值"
        };
        open(
            "actual",
            format!(
                "{where_from}是数值，实际完成值却填了文字“{}”，不能复算",
                shortened(&words.text)
            ),
        )
    }

    /// Whether a comparison in the actual value leaves open what the target asks: 不足100人 beside ≥100人.
    fn runs_against(&self, operator: Operator) -> bool {
        let less_is_better = match self.target.operator {
            Operator::AtMost | Operator::LessThan => true,
            Operator::Equal if !self.target.operator_written && self.bound.change.is_none() => {
                wanted_direction(self.case.name, self.case.level2) == Wanted::Less
                    || self.bound.number.value.is_zero()
            }
            Operator::Between => return true,
            _ => false,
        };
        if less_is_better {
            operator.is_lower_bound()
        } else {
            operator.is_upper_bound()
        }
    }

    /// Whether an actual value that is below (or above) a number misses its target whatever it is.
    fn is_surely_missed(&self, operator: Operator, done: &Quantity) -> bool {
        align(self.bound, self.target.upper.as_ref(), done).is_ok_and(|aligned| match operator {
            Operator::LessThan => aligned.actual <= aligned.target,
            Operator::AtMost => aligned.actual < aligned.target,
            Operator::MoreThan => aligned.actual >= aligned.upper.unwrap_or(aligned.target),
            Operator::AtLeast => aligned.actual > aligned.upper.unwrap_or(aligned.target),
            _ => false,
        })
    }
}
