//! Less is better, and ranges.

use rust_decimal::Decimal;

use super::super::profile::{Between, InverseMode};
use super::super::verdict::{Formula, Verdict};
use super::Pair;

impl Pair<'_> {
    /// Less is better.
    pub(super) fn inverse(
        &self,
        mode: InverseMode,
        zero_target_judged: bool,
        rule: &str,
    ) -> Option<Verdict> {
        let completion = if self.actual > Decimal::ZERO {
            self.target.checked_div(self.actual)
        } else {
            (self.actual <= self.target).then_some(Decimal::ONE)
        };
        if self.actual <= self.target {
            return Some(self.full("≤", rule, completion));
        }
        if self.target < Decimal::ZERO {
            return Some(self.below_a_negative_target("inverse"));
        }
        if self.target.is_zero() && !zero_target_judged {
            return Some(Verdict::Open {
                rule: "inverse.zero_target",
                reason: format!(
                    "指标值为 0，实际完成值 {} 超过了它，按比例无法计算",
                    self.actual_shown
                ),
                met: Some(false),
            });
        }
        let missed = |points, formula| Verdict::Points {
            points,
            formula,
            rule: rule.to_owned(),
            completion,
            met: false,
        };
        if self.target.is_zero() || mode == InverseMode::AllOrNothing {
            return Some(missed(Decimal::ZERO, self.nothing(">")));
        }
        let weight = self.weight.normalize();
        Some(match mode {
            InverseMode::Ratio => missed(
                self.target
                    .checked_mul(self.weight)?
                    .checked_div(self.actual)?,
                Formula::Term(format!(
                    "{} ÷ {} × {weight}",
                    self.target_shown, self.actual_shown
                )),
            ),
            InverseMode::Linear | InverseMode::AllOrNothing => {
                let left = (self.target - (self.actual - self.target)).max(Decimal::ZERO);
                let term = format!(
                    "（1 − （{} − {}） ÷ {}） × {weight}",
                    self.actual_shown, self.target_shown, self.target_shown
                );
                let points = left.checked_mul(self.weight)?.checked_div(self.target)?;
                let formula = if left.is_zero() {
                    Formula::Statement(format!(
                        "{} 达到 {} 的两倍，不得分，得",
                        self.actual_shown, self.target_shown
                    ))
                } else {
                    Formula::Term(term)
                };
                missed(points, formula)
            }
        })
    }

    /// Within a range.
    pub(super) fn between(
        &self,
        upper: Decimal,
        upper_shown: &str,
        outside: Between,
    ) -> Option<Verdict> {
        let range = format!("{}—{upper_shown}", self.target_shown);
        let verdict = |points, formula, completion, met| Verdict::Points {
            points,
            formula,
            rule: "between.outside".to_owned(),
            completion,
            met,
        };
        if (self.target..=upper).contains(&self.actual) {
            return Some(verdict(
                self.weight,
                Formula::Statement(format!("{} 在 {range} 以内，得满分", self.actual_shown)),
                Some(Decimal::ONE),
                true,
            ));
        }
        let (end, end_shown) = if self.actual > upper {
            (upper, upper_shown)
        } else {
            (self.target, self.target_shown)
        };
        if outside == Between::AllOrNothing {
            let statement = format!("{} 不在 {range} 以内，不得分，得", self.actual_shown);
            return Some(verdict(
                Decimal::ZERO,
                Formula::Statement(statement),
                None,
                false,
            ));
        }
        let same_sign = (end > Decimal::ZERO) == (self.actual > Decimal::ZERO);
        if end.is_zero()
            || self.actual.is_zero() && end < Decimal::ZERO
            || !same_sign && !self.actual.is_zero()
        {
            return Some(Verdict::Open {
                rule: "between.outside",
                reason: format!("{} 不在 {range} 以内，按比例无法计算", self.actual_shown),
                met: Some(false),
            });
        }
        // The smaller in size over the larger: below a positive lower end B ÷ A, beyond the upper A ÷ B.
        let ((small, small_shown), (large, large_shown)) = if self.actual.abs() < end.abs() {
            ((self.actual, self.actual_shown), (end, end_shown))
        } else {
            ((end, end_shown), (self.actual, self.actual_shown))
        };
        Some(verdict(
            small.checked_mul(self.weight)?.checked_div(large)?,
            Formula::Term(format!(
                "{small_shown} ÷ {large_shown} × {}",
                self.weight.normalize()
            )),
            small.checked_div(large),
            false,
        ))
    }
}
