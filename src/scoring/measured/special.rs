//! Rules for rows of certain names.

use rust_decimal::Decimal;

use super::super::profile::{Curve, How, Measure, Special};
use super::super::verdict::{Formula, Verdict, percent};
use super::Pair;

impl Pair<'_> {
    /// A rule of the row's own instead of its comparison's; whether the target is met stays as it is.
    pub(super) fn special(&self, special: &Special, plain: Option<Verdict>) -> Option<Verdict> {
        let verdict = match &special.scored {
            Some((measure, curve)) => self.by_own_curve(&special.key, *measure, curve, plain)?,
            None => plain?,
        };
        Some(match special.most_points {
            Some(most) => capped(verdict, &special.key, most),
            None => verdict,
        })
    }

    /// What the row measures, held against the rule's own curve.
    fn by_own_curve(
        &self,
        key: &str,
        measure: Measure,
        curve: &Curve,
        plain: Option<Verdict>,
    ) -> Option<Verdict> {
        let (met, completion) = match &plain {
            Some(Verdict::Points {
                met, completion, ..
            }) => (*met, *completion),
            _ => return plain,
        };
        let (over, under, shown) = match measure {
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
        let by_curve = curve.points(over, under, self.weight)?;
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
            rule: format!("special.{key}"),
            completion,
            met,
        })
    }
}

/// A verdict that gives no more than so many points.
fn capped(verdict: Verdict, key: &str, most: Decimal) -> Verdict {
    match verdict {
        Verdict::Points {
            points,
            formula,
            completion,
            met,
            ..
        } if points > most => Verdict::Points {
            points: most,
            formula: Formula::Statement(format!(
                "{}，这类指标最多得 {} 分，得",
                formula.term(),
                most.normalize()
            )),
            rule: format!("special.{key}"),
            completion,
            met,
        },
        other => other,
    }
}
