//! Q12: a day that does not exist.

use crate::checks::prelude::*;
use crate::form::model::Sourced;
use crate::value::target::{Actual, Timing};

/// Q12.
pub(in crate::checks) struct NoSuchDay;

static INFO: RuleInfo = RuleInfo {
    id: "Q12",
    title: "指标值或完成值写了不存在的日期",
    severity: Severity::Warning,
    category: Category::Quality,
    scope: Scope::Indicator,
    doc: Doc {
        what: "指标值、实际完成值里的日期是否存在。",
        why: "“11月31日”“2月30日”不是任何一天，是否按时完成无从判断。",
        how: "指标值或完成值是日期的，按日历查对；平年的 2 月 29 日也算不存在，没有写年份的按该表的年度。这样的行不复算。",
        fix: "核对并改正日期。",
        source: "财政业务常识。",
    },
    pass: "
        | 指标 | 目标 | 实际 |
        | 工程完工时间 | 11月30日前 | 11月20日 |",
    fail: "
        | 指标 | 目标 | 实际 |
        | 工程完工时间 | 11月31日前 | 11月20日 |",
    ..RuleInfo::PLAIN
};

impl Rule for NoSuchDay {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let due = row.target.as_ref().and_then(|target| target.timing);
        let done = match &row.actual {
            Some(Actual::When(done)) => Some(*done),
            _ => None,
        };
        if due.is_none() && done.is_none() {
            return None;
        }
        let indicator = row.indicator;
        let dates: [(&str, Option<Timing>, &Sourced<String>); 2] = [
            ("指标值", due, &indicator.target),
            ("实际完成值", done, &indicator.actual),
        ];
        let problems = dates.into_iter().filter_map(|(column, timing, cell)| {
            let missing = timing?.missing_day(form.year())?;
            Some(problem(form, row, (column, cell), &missing))
        });
        Some(Verdict::of(problems.collect()))
    }
}

fn problem(
    form: &FormView<'_>,
    row: &IndicatorRow<'_>,
    (column, cell): (&'static str, &Sourced<String>),
    missing: &str,
) -> Problem {
    Problem::with_row(form, row)
        .cell(form, column, cell)
        .found(format!("{column} {}", shown_text(cell)))
        .expected("日历上有的日期")
        .message(format!(
            "指标{}的{column} {}{}写的日期不存在（{missing}），是否按时不能判断。",
            row.quoted(),
            shown_text(cell),
            form.cite(cell)
        ))
        .advice("核对并改正日期。")
}
