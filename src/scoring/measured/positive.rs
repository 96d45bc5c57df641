//! More is better, and `=`, which most rules score alike.

use rust_decimal::Decimal;

use super::super::profile::{EqualLike, Limit, OverEffect, Rules};
use super::super::verdict::{Formula, Verdict, percent};
use super::Pair;

impl Pair<'_> {
    /// More is better.
    pub(super) fn positive(&self, rules: &Rules, rule: &str) -> Option<Verdict> {
        let positive = &rules.positive;
        let clamped = positive.negative_as_zero
            && self.actual < Decimal::ZERO
            && self.target >= Decimal::ZERO;
        let actual = if clamped { Decimal::ZERO } else { self.actual };
        if self.target <= Decimal::ZERO {
            let met = self.actual >= self.target;
            return Some(match (met, self.target.is_zero()) {
                (true, _) => self.full("≥", rule, Some(Decimal::ONE)),
                (false, true) => self.points(Decimal::ZERO, self.nothing("<"), rule, false),
                (false, false) => self.below_a_negative_target("positive"),
            });
        }
        if actual >= self.target {
            return self.over(rules, rule);
        }
        if let Some(floor) = positive.floor
            && actual < self.target.checked_mul(floor)?
        {
            let statement = format!(
                "{} ÷ {} = {}，低于 {}，不得分，得",
                self.actual_shown,
                self.target_shown,
                percent(actual.checked_div(self.target)?),
                percent(floor)
            );
            return Some(self.points(
                Decimal::ZERO,
                Formula::Statement(statement),
                "positive.floor",
                false,
            ));
        }
        let by_curve = positive.under.points(actual, self.target, self.weight)?;
        let shown = if clamped {
            format!("{}（负数按 0 计）", self.actual_shown)
        } else {
            self.actual_shown.to_owned()
        };
        let formula = self.curve_formula(
            &by_curve.how,
            &shown,
            self.target_shown,
            actual.checked_div(self.target)?,
        );
        let rule = if rule == "positive" {
            "positive.under"
        } else {
            rule
        };
        Some(Verdict::Points {
            points: by_curve.points,
            formula,
            rule: rule.to_owned(),
            completion: actual.checked_div(self.target),
            met: false,
        })
    }

    /// The target is reached, perhaps by far.
    fn over(&self, rules: &Rules, rule: &str) -> Option<Verdict> {
        let completion = self.actual.checked_div(self.target);
        let over = &rules.positive.over;
        let full = self.full("≥", rule, completion);
        let Some(limit) = over.limit else {
            return Some(full);
        };
        if !passes(limit, self.actual, self.target)? {
            return Some(full);
        }
        let ratio = percent(completion?);
        let beyond = format!(
            "{} ÷ {} = {ratio}，{}",
            self.actual_shown,
            self.target_shown,
            limit.words()
        );
        let points = |points, formula| Verdict::Points {
            points,
            formula,
            rule: "positive.over".to_owned(),
            completion,
            met: true,
        };
        Some(match &over.effect {
            OverEffect::Full => full,
            OverEffect::Flag => points(
                self.weight,
                Formula::Statement(format!("{beyond}，须由人核定，暂得满分")),
            ),
            OverEffect::Reason => points(
                self.weight,
                Formula::Statement(format!("{beyond}，须说明原因，得满分")),
            ),
            OverEffect::Zero => points(
                Decimal::ZERO,
                Formula::Statement(format!("{beyond}，不得分，得")),
            ),
            OverEffect::Bands(curve) => {
                let by_curve = curve.points(self.actual, self.target, self.weight)?;
                let formula = self.curve_formula(
                    &by_curve.how,
                    self.actual_shown,
                    self.target_shown,
                    completion?,
                );
                points(by_curve.points, formula)
            }
            OverEffect::Cut(rate) => {
                let excess = completion? - limit.at;
                let cut = self.weight.checked_mul(*rate)?.checked_mul(excess)?;
                let weight = self.weight.normalize();
                points(
                    (self.weight - cut).max(Decimal::ZERO),
                    Formula::Term(format!(
                        "{beyond}：{weight} − {weight} × {rate} × {}",
                        percent(excess)
                    )),
                )
            }
        })
    }

    /// Exactly this.
    pub(super) fn equal(&self, rules: &Rules) -> Option<Verdict> {
        if self.target.is_zero() && rules.equal.like != EqualLike::Exact {
            return Some(if self.actual <= Decimal::ZERO {
                self.full("≤", "equal.like", Some(Decimal::ONE))
            } else {
                self.points(Decimal::ZERO, self.nothing(">"), "equal.like", false)
            });
        }
        match rules.equal.like {
            EqualLike::Positive => self.positive(rules, "equal.like"),
            EqualLike::Flagged => {
                let verdict = self.positive(rules, "equal.like")?;
                Some(match verdict {
                    Verdict::Points {
                        points,
                        formula: Formula::Statement(statement),
                        rule,
                        completion,
                        met,
                    } if self.actual != self.target => Verdict::Points {
                        points,
                        formula: Formula::Statement(format!(
                            "与指标值不等，须由人核定；{statement}"
                        )),
                        rule,
                        completion,
                        met,
                    },
                    other => other,
                })
            }
            EqualLike::Exact if self.actual == self.target => {
                Some(self.full("=", "equal.like", Some(Decimal::ONE)))
            }
            EqualLike::Exact => {
                Some(self.points(Decimal::ZERO, self.nothing("≠"), "equal.like", false))
            }
            EqualLike::Absolute if self.actual == self.target => {
                Some(self.full("=", "equal.like", Some(Decimal::ONE)))
            }
            EqualLike::Absolute if self.target < Decimal::ZERO => {
                Some(self.below_a_negative_target("equal.like"))
            }
            EqualLike::Absolute => {
                let away = (self.actual - self.target).abs();
                let left = (self.target - away).max(Decimal::ZERO);
                let points = left.checked_mul(self.weight)?.checked_div(self.target)?;
                let (larger, smaller) = if self.actual > self.target {
                    (self.actual_shown, self.target_shown)
                } else {
                    (self.target_shown, self.actual_shown)
                };
                let term = format!(
                    "（1 − （{larger} − {smaller}） ÷ {}） × {}",
                    self.target_shown,
                    self.weight.normalize()
                );
                Some(self.points(points, Formula::Term(term), "equal.like", false))
            }
        }
    }
}

/// Whether B ÷ A is beyond a limit, without dividing.
fn passes(limit: Limit, actual: Decimal, target: Decimal) -> Option<bool> {
    let line = target.checked_mul(limit.at)?;
    Some(if limit.included {
        actual >= line
    } else {
        actual > line
    })
}
