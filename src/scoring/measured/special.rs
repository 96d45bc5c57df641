//! Rules for rows of certain names.

use rust_decimal::Decimal;

use super::super::profile::{Curve, How, Measure, Special};
use super::super::verdict::{Formula, Verdict, percent};
use super::Pair;

impl Pair<'_> {
    /// A rule of the row's own instead of its comparison's; whether the target is met stays as it is.
    ///
    /// `upper` is the upper end where the target is a range; `more_wanted` says that no actual value can be too much.
    pub(super) fn special(
        &self,
        special: &Special,
        upper: Option<Decimal>,
        more_wanted: bool,
        plain: Option<Verdict>,
    ) -> Option<Verdict> {
        let verdict = match &special.scored {
            Some((Measure::Deviation, curve)) => {
                let (away, of) = self.deviation(upper, more_wanted);
                if of <= Decimal::ZERO {
                    plain?
                } else {
                    let shown = format!("偏差率 {}", percent(away.checked_div(of)?));
                    self.by_own_curve(&special.key, (away, of, shown), curve, plain)?
                }
            }
            Some((Measure::Actual, curve)) => {
                let shown = self.actual_shown.to_owned();
                self.by_own_curve(
                    &special.key,
                    (self.actual, Decimal::ONE, shown),
                    curve,
                    plain,
                )?
            }
            Some((Measure::Completion, curve)) if self.target > Decimal::ZERO => {
                let rate = percent(self.actual.checked_div(self.target)?);
                let shown = format!("完成率 {rate}");
                self.by_own_curve(
                    &special.key,
                    (self.actual, self.target, shown),
                    curve,
                    plain,
                )?
            }
            Some((Measure::Completion, _)) | None => plain?,
        };
        Some(match special.most_points {
            Some(most) => capped(verdict, &special.key, most),
            None => verdict,
        })
    }

    /// How far the actual value lies from its target, and what that is held against: of a range from the nearer end,
    /// inside it not at all. Where more is wanted (a saving rate), more than the target is no deviation.
    fn deviation(&self, upper: Option<Decimal>, more_wanted: bool) -> (Decimal, Decimal) {
        let end = match upper {
            Some(upper) if self.actual > upper => upper,
            Some(upper) if self.actual >= self.target => return (Decimal::ZERO, upper),
            _ => self.target,
        };
        if more_wanted && self.actual >= end {
            return (Decimal::ZERO, end);
        }
        ((self.actual - end).abs(), end)
    }

    /// What the row measures (a quotient, and how it is shown), held against the rule's own curve.
    fn by_own_curve(
        &self,
        key: &str,
        (over, under, shown): (Decimal, Decimal, String),
        curve: &Curve,
        plain: Option<Verdict>,
    ) -> Option<Verdict> {
        let (met, completion) = match &plain {
            Some(Verdict::Points {
                met, completion, ..
            }) => (*met, *completion),
            _ => return plain,
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
