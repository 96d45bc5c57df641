//! L05: points taken off a target that was met, without a word.

use crate::checks::prelude::*;

/// L05.
pub(in crate::checks) struct DeductedThoughMet;

static INFO: RuleInfo = RuleInfo {
    id: "L05",
    title: "达到目标却扣了分，且没有说明",
    severity: Severity::Warning,
    category: Category::Completion,
    scope: Scope::Indicator,
    yields_to: &["L06"],
    tolerance: Some(Allowance::Scores),
    doc: Doc {
        what: "实际完成值已达到目标值的指标，是否在没有说明的情况下扣了分。",
        why: "达到目标应得满分；无故扣分往往是凑分数，也使部门之间不可比。",
        how: "按比较符号达到目标、得分小于分值，而偏差原因、改进措施都为空的提出。写了原因的不算。",
        fix: "得满分，或写明扣分的依据（如目标偏低、佐证不足）。",
        source: "云南、宁夏已公开自评表中完成 100% 而得 9/10、19/20 且原因空白的实例。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 100人 | 20 | 20 | |
        | 合格率 | ≥95% | 96% | 10 | 9 | 两期未留存签到表，佐证不全 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 100人 | 20 | 19 | |
        | 合格率 | ≥95% | 96% | 10 | 9 | |",
    ..RuleInfo::PLAIN
};

impl Rule for DeductedThoughMet {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let (stated, weight) = (row.stated()?, row.weight()?);
        if row.met() != Some(true) {
            return None;
        }
        let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, weight);
        let difference = stated - weight;
        if -difference <= allowed || !row.explanation().is_empty() {
            return Some(Verdict::Passed);
        }
        let indicator = row.indicator;
        Some(
            Problem::with_row(form, row)
                .cell(form, "得分", &indicator.score)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "指标值", &indicator.target)
                .cell(form, "偏差原因", &indicator.reason)
                .found(format!("得分 {}", shown(&indicator.score)))
                .expected(format!("达到目标，应得满分 {} 分，或说明扣分理由", figure(weight)))
                .difference(difference, format!("允差 {}", figure(allowed)))
                .message(format!(
                    "指标{}目标 {}、实际 {}，已达到目标，却只得 {} 分{}（分值 {} 分），少 {} 分，且没有说明原因。",
                    row.quoted(),
                    shown_text(&indicator.target),
                    shown_text(&indicator.actual),
                    shown(&indicator.score),
                    form.cite(&indicator.score),
                    figure(weight),
                    gap(difference)
                ))
                .fold(
                    "个指标已达到目标却扣了分，且没有说明原因",
                    format!(
                        "{}目标 {}、实际 {}，得 {} 分、分值 {} 分{}",
                        row.quoted(),
                        shown_text(&indicator.target),
                        shown_text(&indicator.actual),
                        shown(&indicator.score),
                        figure(weight),
                        form.cite(&indicator.score)
                    ),
                )
                .advice("达到目标的得满分；确需扣分的写明依据。")
                .points(difference)
                .into(),
        )
    }
}
