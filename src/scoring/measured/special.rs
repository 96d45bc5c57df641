//! Rules for rows of certain names.

use rust_decimal::Decimal;

use super::super::profile::{How, Measure, Special};
use super::super::verdict::{Formula, Verdict, percent};
use super::Pair;

impl Pair<'_> {
    /// A rule of the row's own instead of its comparison's; whether the target is met stays as it is.
    pub(super) fn special(&self, special: &Special, plain: Option<Verdict>) -> Option<Verdict> {
        let (met, completion) = match &plain {
            Some(Verdict::Points {
                met, completion, ..
            }) => (*met, *completion),
            _ => return plain,
        };
        let (over, under, shown) = match special.measure {
            Measure::Actual => (self.actual, Decimal::ONE, self.actual_shown.to_owned()),
            Measure::Completion | Measure::Deviation if self.target <= Decimal::ZERO => {
                return plain;
            }
            Measure::Completion => (
                self.actual,
                self.target,
                format!("完成率 {}", percent(self.actual.checked_div(self.target)?)),
            ),
            Measure::Deviation => {
                let away = (self.actual - self.target).abs();
                (
                    away,
                    self.target,
                    format!("偏差率 {}", percent(away.checked_div(self.target)?)),
                )
            }
        };
        let by_curve = special.curve.points(over, under, self.weight)?;
        let weight = self.weight.normalize();
        let formula = match by_curve.how {
            How::Proportional => Formula::Term(format!("{shown} × {weight}")),
            How::Share(share) => Formula::Term(format!("{shown}：{weight} × {}", percent(share))),
            How::Steps(steps) => {
                Formula::Statement(format!("{shown}，低 {} 档，得", steps.normalize()))
            }
        };
        Some(Verdict::Points {
            points: by_curve.points,
            formula,
            rule: format!("special.{}", special.key),
            completion,
            met,
        })
    }
}
