//! Rows of dates and periods.

use rust_decimal::Decimal;

use super::case::Case;
use super::profile::{Rules, Time};
use super::verdict::{Formula, Verdict, open, percent, shortened};
use super::{number, worded};
use crate::value::target::{
    Actual, Punctuality, Quantity, ReadActual, Target, TargetPlace, Timing, align, months_late,
    punctuality,
};

/// Judges a target that is a date, perhaps with a number to be reached by then.
pub(super) fn judge(
    case: &Case<'_>,
    rules: &Rules,
    target: &Target,
    actual: &ReadActual,
    (place, weight): (TargetPlace, Decimal),
    notes: &mut Vec<String>,
) -> Verdict {
    let Some(due) = &target.timing else {
        return open("time", "时限没有读懂".to_owned());
    };
    let share = target.by_then.as_deref();
    let mut reached = |share| number::judge(case, rules, share, actual, (place, weight), notes);
    match (&actual.actual, share) {
        (Actual::When(done), Some(share)) if actual.by_then.is_some() => {
            let in_time = on_time(case, rules, due, done, weight);
            match (&in_time, reached(share)) {
                (Verdict::Points { met: true, .. }, Verdict::Points { met: false, .. })
                    if done.last.month < due.last.month =>
                {
                    open(
                        "time",
                        format!(
                            "实际完成值“{}”只写到期限以前，到期完成多少没有写，不能复算",
                            shortened(case.actual.trim())
                        ),
                    )
                }
                // 12月完成80% in answer to 12月底前100%: in time, and yet not all of it.
                (Verdict::Points { met: true, .. }, reached) => reached,
                _ => in_time,
            }
        }
        // 11月完成90% in answer to 12月31日前 is not all of it.
        (Actual::When(_), None) if actual.by_then.as_ref().is_some_and(is_a_part) => open(
            "time",
            format!(
                "实际完成值“{}”只写了一部分，全部完成的时间没有写，不能判断",
                shortened(case.actual.trim())
            ),
        ),
        (Actual::When(done), _) => match doubted(case, actual) {
            Some(reason) => open("time", reason),
            None => on_time(case, rules, due, done, weight),
        },
        // What a self-evaluation states without a date is the state at the end of its year.
        (Actual::Measured(_), Some(share)) if due.lets_until_the_end_of(case.year) => {
            reached(share)
        }
        (Actual::Words(_), Some(share))
            if due.lets_until_the_end_of(case.year)
                && (actual.span.is_some() || !actual.among.is_empty()) =>
        {
            reached(share)
        }
        (Actual::Measured(done), Some(share)) => without_date(case, share, done),
        _ => worded::judge(case, rules, &target.text, &actual.actual, weight),
    }
}

/// Why a date may not be that of completion: 计划12月底前完成, 11月底前启动.
fn doubted(case: &Case<'_>, actual: &ReadActual) -> Option<String> {
    const BEFORE_THE_END: &[&str] = &[
        "启动",
        "开工",
        "动工",
        "进场",
        "招标",
        "立项",
        "申请",
        "签订合同",
        "开始",
        "初稿",
        "主体",
        "基础施工",
        "下达资金",
        "具备",
        "大部分",
        "多数",
        "基本完成",
        "合同约定",
        "确保",
        "可完成",
        "仍在",
        "正在",
        "一期",
        "个月在",
    ];
    let written = shortened(case.actual.trim());
    let is_own = |word: &str| case.name.contains(word) || case.target.contains(word);
    if let Some(doubt) = actual.doubt.as_ref().filter(|doubt| !is_own(doubt.word())) {
        return Some(format!("实际完成值“{written}”{doubt}，不能复算"));
    }
    // 8月开工,11月完成: the last date is that of the end.
    let last = actual
        .text
        .rsplit([',', ';', '。'])
        .next()
        .unwrap_or_default();
    BEFORE_THE_END
        .iter()
        .find(|word| last.contains(**word) && !is_own(word))
        .map(|word| format!("实际完成值“{written}”写的是“{word}”的时间，何时完成没有写，不能复算"))
}

/// Whether a share is less than the whole.
fn is_a_part(share: &Quantity) -> bool {
    share.unit.as_deref() == Some("%") && share.number.value < Decimal::ONE
}

/// A deadline and the date of completion.
fn on_time(
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
        (Punctuality::NoSuchDay, _) => open(no_such_day(case, due, done), None),
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
            // Late by hours is late in the first month.
            let months = Decimal::from(months_late(due, done, case.year).max(1));
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

/// That a date of the row does not exist: “11月31日前”中的日期不存在（11月没有31日）.
fn no_such_day(case: &Case<'_>, due: &Timing, done: &Timing) -> String {
    [(case.target, due), (case.actual, done)]
        .into_iter()
        .find_map(|(text, timing)| {
            let missing = timing.missing_day(case.year)?;
            let text = shortened(text.trim());
            Some(format!(
                "“{text}”写的日期不存在（{missing}），不能判断是否按时"
            ))
        })
        .unwrap_or_default()
}

/// A deadline with a quantity (`11月底完成100%`) and an actual value that states the quantity alone.
fn without_date(case: &Case<'_>, share: &Target, done: &Quantity) -> Verdict {
    let aligned = share
        .quantity
        .as_ref()
        .map(|wanted| align(wanted, share.upper.as_ref(), done));
    let (reason, met) = match aligned {
        None => ("指标值没有读懂".to_owned(), None),
        Some(Ok(aligned)) => (
            format!(
                "只填了完成数“{}”，没有写完成时间，是否按时不能判断",
                case.actual.trim()
            ),
            (!share.operator.is_upper_bound() && aligned.actual < aligned.target).then_some(false),
        ),
        Some(Err(misfit)) => (misfit.to_string(), None),
    };
    Verdict::Open {
        rule: "time",
        reason,
        met,
    }
}
