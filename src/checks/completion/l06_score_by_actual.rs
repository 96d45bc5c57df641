//! L06: the actual percentage taken for the degree of completion.

use crate::checks::prelude::*;
use crate::value::number::round_half_away;

/// L06.
pub(in crate::checks) struct ScoreByActual;

static INFO: RuleInfo = RuleInfo {
    id: "L06",
    title: "用实际完成值代替完成率计算了得分",
    confidence: Confidence::Likely,
    category: Category::Completion,
    scope: Scope::Indicator,
    tolerance: Some(Allowance::Scores),
    doc: Doc {
        what: "百分比指标的得分是否误按“分值×实际完成值”计算，而不是“分值×完成率”。",
        why: "目标 98%、实际 98% 应得满分，按 98% 乘分值就少得了分，与其他部门不可比。",
        how: "目标值、完成值都是百分比且目标值不是 100%，得分等于分值×完成值而不等于按评分规则应得的分数的提出。",
        fix: "按完成值÷目标值计算完成率，再乘分值；达到目标的得满分。",
        source: "湖北已公开自评表中目标 98%、实际 98%、20 分得 19.6 分的实例。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 合格率 | ≥98% | 98% | 20 | 20 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 合格率 | ≥98% | 98% | 20 | 19.6 |",
    ..RuleInfo::PLAIN
};

impl Rule for ScoreByActual {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let (stated, weight) = (row.stated()?, row.weight()?);
        let (_, bound, actual) = row.quantities()?;
        let percent_unit = |unit: &Option<String>| unit.as_deref() == Some("%");
        if !percent_unit(&bound.unit)
            || !percent_unit(&actual.unit)
            || bound.number.value == Decimal::ONE
        {
            return None;
        }
        let recomputed = row.recomputed()?;
        let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, recomputed);
        let by_actual = round_half_away(weight * actual.number.value, 2);
        let difference = stated - recomputed;
        if difference.abs() <= allowed || (stated - by_actual).abs() > allowed {
            return Some(Verdict::Passed);
        }
        let indicator = row.indicator;
        Some(
            Problem::with_row(form, row)
                .cell(form, "得分", &indicator.score)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "指标值", &indicator.target)
                .cell(form, "分值", &indicator.weight)
                .found(format!(
                    "得分 {}，等于分值 {} × 完成值 {}",
                    shown(&indicator.score),
                    figure(weight),
                    shown_text(&indicator.actual)
                ))
                .expected(format!("按完成率计算应得 {} 分", figure(recomputed)))
                .difference(difference, format!("允差 {}", figure(allowed)))
                .message(format!(
                    "指标{}得 {} 分{}，是用分值 {} 乘实际完成值 {}{}得来的；应按完成率（完成值÷目标值 {}）计算，得 {} 分，相差 {} 分。",
                    row.quoted(),
                    shown(&indicator.score),
                    form.cite(&indicator.score),
                    figure(weight),
                    shown_text(&indicator.actual),
                    form.cite(&indicator.actual),
                    bound.shown(),
                    figure(recomputed),
                    gap(difference)
                ))
                .advice("得分改按完成率乘分值计算，达到目标的得满分。")
                .severity(if difference < Decimal::ZERO {
                    Severity::Warning
                } else {
                    Severity::Error
                })
                .points(difference)
                .into(),
        )
    }
}
