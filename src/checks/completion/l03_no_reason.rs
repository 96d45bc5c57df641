//! L03: points lost without a reason.

use crate::checks::prelude::*;
use crate::value::target::Operator;

/// L03.
pub(in crate::checks) struct NoReason;

static INFO: RuleInfo = RuleInfo {
    id: "L03",
    title: "得分低于分值却没有填写偏差原因",
    category: Category::Completion,
    scope: Scope::Indicator,
    yields_to: &["L02", "L05", "L08"],
    thresholds: &[Threshold {
        key: "minor",
        meaning: "扣分不超过分值的这个比例时只作疑点（0.05 即 5%）",
        default: Given::Rule(hundredths(5)),
    }],
    doc: Doc {
        what: "没有得满分的指标，是否写了偏差原因或改进措施。",
        why: "扣分而不说明原因，问题无从整改，自评也失去意义。",
        how: "得分小于分值，而偏差原因、改进措施两栏都为空（“无”“—”视为空）的提出；扣分不超过分值 5% 的只作疑点。表内没有这两栏的不判定；评分方案写明 reason.qualitative 的，定性指标的完成值只写了等次、两栏又空着的，作疑点；已达到目标而扣分的见 L05。",
        fix: "逐项写明未完成的具体原因和改进措施。",
        source: "财政部《项目支出绩效评价管理办法》；预算绩效系统提示“请填写偏差原因及改进措施”。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 97人 | 10 | 9.7 | 两期培训因场地维修取消 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 90人 | 10 | 9 | |",
    ..RuleInfo::PLAIN
};

impl Rule for NoReason {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if row.is_exempt() {
            return None;
        }
        if let Some(problem) = undescribed(form, row) {
            return Some(problem.into());
        }
        if !form.policy.rules.reason.below_full || row.is_adjustment() {
            return None;
        }
        let (score, weight) = (row.stated()?, row.weight()?);
        let indicator = row.indicator;
        if score >= weight || !row.explanation().is_empty() {
            return Some(Verdict::Passed);
        }
        if !row.has_place_for_reason() {
            return Some(Verdict::not_judged("表内没有偏差原因栏"));
        }
        let minor = weight - score <= weight * form.threshold(&INFO, "minor");
        Some(
            Problem::with_row(form, row)
                .severity(if minor {
                    Severity::Warning
                } else {
                    Severity::Error
                })
                .cell(form, "偏差原因", &indicator.reason)
                .cell(form, "得分", &indicator.score)
                .found("偏差原因空白")
                .expected("得分低于分值的，写明偏差原因和改进措施")
                .message(format!(
                    "指标{}得 {} 分{}、分值 {} 分，没有填写偏差原因{}。",
                    row.quoted(),
                    shown(&indicator.score),
                    form.cite(&indicator.score),
                    figure(weight),
                    form.cite(&indicator.reason)
                ))
                .fold(
                    "个指标得分低于分值，却没有填写偏差原因",
                    format!(
                        "{}得 {} 分、分值 {} 分{}",
                        row.quoted(),
                        shown(&indicator.score),
                        figure(weight),
                        form.cite(&indicator.reason)
                    ),
                )
                .advice("写明未完成的具体原因和改进措施。")
                .into(),
        )
    }
}

/// A qualitative row answered by a bare word, where the profile asks for a description of what was reached.
fn undescribed(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Problem> {
    let is_qualitative = row
        .target
        .as_ref()
        .is_some_and(|target| target.operator == Operator::Qualitative);
    if !form.policy.rules.reason.qualitative || !is_qualitative || !row.explanation().is_empty() {
        return None;
    }
    let indicator = row.indicator;
    let answer = indicator.actual.value.as_deref()?;
    let length = answer.chars().filter(|c| !c.is_whitespace()).count();
    if u32::try_from(length).is_ok_and(|length| length >= form.policy.rules.reason.least_characters)
    {
        return None;
    }
    Some(
        Problem::with_row(form, row)
            .severity(Severity::Warning)
            .cell(form, "实际完成值", &indicator.actual)
            .cell(form, "偏差原因", &indicator.reason)
            .found("没有描述完成情况")
            .expected("定性指标简要描述完成情况")
            .message(format!(
                "定性指标{}的完成值只写了{}{}，没有描述完成情况。",
                row.quoted(),
                quoted(&excerpt(answer, 20)),
                form.cite(&indicator.actual)
            ))
            .fold(
                "个定性指标没有描述完成情况",
                format!(
                    "{}只写了{}{}",
                    row.quoted(),
                    quoted(&excerpt(answer, 20)),
                    form.cite(&indicator.actual)
                ),
            )
            .advice("简要写明做了什么、达到什么程度，有何依据。"),
    )
}
