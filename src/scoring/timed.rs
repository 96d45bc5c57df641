//! Rows of dates and periods.

use rust_decimal::Decimal;

use super::case::Case;
use super::profile::{Rules, Time};
use super::verdict::{Formula, Verdict, percent};
use crate::value::target::{Punctuality, Quantity, Timing, align, months_late, punctuality};

/// A deadline and the date of completion.
pub(super) fn judge(
    case: &Case<'_>,
    rules: &Rules,
    due: &Timing,
    done: &Timing,
    weight: Decimal,
) -> Verdict {
    let (target, actual) = (case.target.trim(), case.actual.trim());
    let late = |points: Decimal, formula: Formula| Verdict::Points {
        points,
        formula,
        rule: "time.late".to_owned(),
        completion: None,
        met: false,
    };
    let open = |reason, met| Verdict::Open {
        rule: "time.late",
        reason,
        met,
    };
    match (punctuality(due, done, case.year), rules.time) {
        (Punctuality::InTime, _) => Verdict::Points {
            points: weight,
            formula: Formula::Statement(format!("“{actual}”在“{target}”的时限以内，得满分")),
            rule: "time".to_owned(),
            completion: Some(Decimal::ONE),
            met: true,
        },
        (Punctuality::Unclear, _) => open(
            format!("“{actual}”是否在“{target}”的时限以内，写得不够具体，不能判断"),
            None,
        ),
        (Punctuality::NoYear, _) => open(
            "只有一方写了年份，表的年度又不明，不能比较时间".to_owned(),
            None,
        ),
        (Punctuality::Late, Time::NotJudged) => open(
            format!("“{actual}”晚于“{target}”，逾期如何计分规则没有规定"),
            Some(false),
        ),
        (Punctuality::Late, Time::Zero) => late(
            Decimal::ZERO,
            Formula::Statement(format!("“{actual}”晚于“{target}”，逾期不得分，得")),
        ),
        (Punctuality::Late, Time::Share(share)) => late(
            weight * share,
            Formula::Term(format!(
                "“{actual}”晚于“{target}”：{} × {}",
                weight.normalize(),
                percent(share)
            )),
        ),
        (Punctuality::Late, Time::Monthly(minus)) => {
            let months = Decimal::from(months_late(due, done, case.year));
            late(
                (weight - weight * minus * months).max(Decimal::ZERO),
                Formula::Term(format!(
                    "“{actual}”晚于“{target}” {months} 个月：{weight} − {weight} × {} × {months}",
                    percent(minus),
                    weight = weight.normalize(),
                )),
            )
        }
    }
}

/// A deadline with a quantity (`11月底完成100%`) and an actual value that states the quantity alone.
pub(super) fn without_date(case: &Case<'_>, share: &Quantity, done: &Quantity) -> Verdict {
    let (reason, met) = match align(share, None, done) {
        Ok(aligned) => (
            format!(
                "只填了完成数“{}”，没有写完成时间，是否按时不能判断",
                case.actual.trim()
            ),
            (aligned.actual < aligned.target).then_some(false),
        ),
        Err(misfit) => (misfit.to_string(), None),
    };
    Verdict::Open {
        rule: "time",
        reason,
        met,
    }
}
