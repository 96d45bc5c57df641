//! L09: target and actual value in units that do not match, or a comparison copied into the actual.

use crate::checks::prelude::*;
use crate::value::target::{Misfit, Operator};

/// L09.
pub(in crate::checks) struct UnitsDiffer;

static INFO: RuleInfo = RuleInfo {
    id: "L09",
    title: "实际完成值的单位与指标值不一致，或带有比较符号",
    confidence: Confidence::Likely,
    category: Category::Completion,
    scope: Scope::Indicator,
    doc: Doc {
        what: "实际完成值的计量单位是否与指标值相同；实际完成值是否带有“≥”“≤”等比较符号；单位或百分号是否只写在一处而有歧义；两个数是否正好相差单位之间的倍数。",
        why: "单位不同就无法比较；完成值是一个确定的数，不应带比较符号。",
        how: "两处都写了单位而不能换算的，是错误；完成值带比较符号的，是疑点；只有一处写了单位、又能作两种理解的（如 95% 与 0.95），是疑点；两个数相差五十倍以上，而换一个单位（百分数与小数差 100 倍，千 1000 倍，万 10000 倍，亩与平方米约 667 倍）就相近（0.8 至 1.25 倍）的，以及比率指标都没有写百分号、一个不大于 1 而另一个大它十倍以上的，是疑点，请填报单位写明是什么单位，该项不复算；指标值带百分号而完成值漏写的，是提示。单位有单独一列的，指标值和完成值都按该列理解。万人与人之类可以换算的不算。",
        fix: "完成值改填确定的数，单位与指标值一致。",
        source: "财政业务常识；湖北已公开自评表中完成值写“≥90%”的实例。",
    },
    pass: "
        | 指标 | 目标 | 实际 |
        | 培训人数 | ≥2.45万人 | 31700人 |
        | 合格率 | ≥95% | 96% |
        | 救助人数 | ≥500人 | 5人 |",
    fail: "
        | 指标 | 目标 | 实际 |
        | 培训人数 | ≥100人 | 5期 |
        | 群众满意度 | ≥90% | ≥90% |
        | 造林面积 | ≥20000亩 | 2.1 |",
    ..RuleInfo::PLAIN
};

/// 以内 and 以上 answer in words what a target asks; a sign only repeats it.
const SIGNS: &[char] = &['≥', '≤', '>', '<', '≧', '≦', '＞', '＜', '﹥', '﹤'];

impl Rule for UnitsDiffer {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let aligned = row.aligned()?;
        let text = stated_text(&row.indicator.actual);
        let signed = text.trim_start().starts_with(SIGNS);
        if signed && row.echo.is_some_and(|sign| sign != Operator::Equal) {
            return Some(echo(form, row).into());
        }
        match aligned {
            Err(Misfit::Units { .. }) => Some(differs(form, row).into()),
            Err(Misfit::Unsure { .. }) => Some(unclear(form, row).into()),
            Err(Misfit::Factor { times, .. }) => Some(apart(form, row, times).into()),
            Err(
                Misfit::Period { .. }
                | Misfit::Inexact { .. }
                | Misfit::Direction { .. }
                | Misfit::OutOfRange,
            ) => Some(Verdict::not_judged("指标值与完成值无法换算到一起")),
            Ok(_) if lacks_percent(row) => Some(without_percent(form, row).into()),
            Ok(_) => Some(Verdict::Passed),
        }
    }
}

/// Whether the target's own cell says per cent and the actual value does not. Where units have a column
/// of their own, the actual value needs none.
fn lacks_percent(row: &IndicatorRow<'_>) -> bool {
    let one_cell = row.indicator.target.cells.len() == 1;
    one_cell
        && row.quantities().is_some_and(|(_, bound, actual)| {
            bound.unit.as_deref() == Some("%")
                && actual.unit.is_none()
                && !actual.number.value.is_zero()
        })
}

fn without_percent(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Problem {
    let indicator = row.indicator;
    let detail = format!(
        "目标 {}、实际 {}{}",
        shown_text(&indicator.target),
        shown_text(&indicator.actual),
        form.cite(&indicator.actual)
    );
    Problem::with_row(form, row)
        .cell(form, "实际完成值", &indicator.actual)
        .cell(form, "指标值", &indicator.target)
        .found(format!(
            "完成值 {} 没有百分号",
            shown_text(&indicator.actual)
        ))
        .expected("与指标值同样带百分号")
        .message(format!(
            "指标{}{detail}，完成值漏写百分号，已按百分数理解。",
            row.quoted()
        ))
        .fold(
            "个指标的完成值漏写百分号，已按百分数理解",
            format!("{}{detail}", row.quoted()),
        )
        .advice("完成值补上百分号。")
        .severity(Severity::Notice)
}

fn echo(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Problem {
    let actual = &row.indicator.actual;
    Problem::with_row(form, row)
        .cell(form, "实际完成值", actual)
        .found(format!("实际完成值 {}", shown_text(actual)))
        .expected("一个确定的数")
        .message(format!(
            "指标{}的实际完成值填的是 {}{}，带有比较符号，像是照抄指标值；应填确定的数。",
            row.quoted(),
            shown_text(actual),
            form.cite(actual)
        ))
        .fold(
            "个指标的实际完成值带有比较符号，像是照抄指标值",
            format!(
                "{}填的是 {}{}",
                row.quoted(),
                shown_text(actual),
                form.cite(actual)
            ),
        )
        .advice("按实际统计数填写确定的完成值。")
        .severity(Severity::Warning)
        .points_if(row.stated())
}

fn differs(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Problem {
    let indicator = row.indicator;
    Problem::with_row(form, row)
        .cell(form, "实际完成值", &indicator.actual)
        .cell(form, "指标值", &indicator.target)
        .found(format!("完成值 {}", shown_text(&indicator.actual)))
        .expected(format!(
            "与指标值 {} 用同一种计量单位",
            shown_text(&indicator.target)
        ))
        .message(format!(
            "指标{}的指标值是 {}{}，实际完成值是 {}{}，计量单位不一致，无法比较。",
            row.quoted(),
            shown_text(&indicator.target),
            form.cite(&indicator.target),
            shown_text(&indicator.actual),
            form.cite(&indicator.actual)
        ))
        .advice("统一计量单位，按指标值的单位填写完成值。")
        .points_if(row.stated())
}

/// One side lacks its unit, and two readings are possible: 0.95 beside 95 %.
fn unclear(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Problem {
    let indicator = row.indicator;
    Problem::with_row(form, row)
        .cell(form, "实际完成值", &indicator.actual)
        .cell(form, "指标值", &indicator.target)
        .found(format!(
            "指标值 {}，完成值 {}",
            shown_text(&indicator.target),
            shown_text(&indicator.actual)
        ))
        .expected("两处都写明单位")
        .message(format!(
            "指标{}的指标值 {}{}与实际完成值 {}{}只有一处写了单位（或百分号），不能断定按什么单位比较。",
            row.quoted(),
            shown_text(&indicator.target),
            form.cite(&indicator.target),
            shown_text(&indicator.actual),
            form.cite(&indicator.actual)
        ))
        .advice("指标值和完成值都写明单位；百分数带上百分号。")
        .severity(Severity::Warning)
        .confidence(Confidence::Possible)
        .points_if(row.stated())
}

/// The numbers are as many times apart as units are: which unit is meant is asked.
fn apart(form: &FormView<'_>, row: &IndicatorRow<'_>, times: Decimal) -> Problem {
    let indicator = row.indicator;
    let (target, actual) = (shown_text(&indicator.target), shown_text(&indicator.actual));
    let (target_at, actual_at) = (form.cite(&indicator.target), form.cite(&indicator.actual));
    Problem::with_row(form, row)
        .cell(form, "实际完成值", &indicator.actual)
        .cell(form, "指标值", &indicator.target)
        .found(format!(
            "指标值 {target}，完成值 {actual}，像是用了相差 {} 倍的单位",
            figure(times)
        ))
        .expected("两处用同一种计量单位")
        .message(format!(
            "指标{}的指标值 {target}{target_at}与实际完成值 {actual}{actual_at}像是用了相差 {} 倍的两种计量单位；请问各是什么单位？写明以前该项不复算。",
            row.quoted(),
            figure(times)
        ))
        .advice("指标值和完成值用同一种单位，并写明单位；数填错的改正。")
        .severity(Severity::Warning)
        .confidence(Confidence::Possible)
        .points_if(row.stated())
}
