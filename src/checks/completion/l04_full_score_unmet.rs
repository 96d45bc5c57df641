//! L04: full marks for a missed target.

use crate::checks::prelude::*;

/// L04.
pub(in crate::checks) struct FullScoreUnmet;

static INFO: RuleInfo = RuleInfo {
    id: "L04",
    title: "没有达到目标却得满分",
    category: Category::Completion,
    scope: Scope::Indicator,
    tolerance: Some(Allowance::Scores),
    yields_to: &["L02", "L06", "L09", "L10", "L21"],
    doc: Doc {
        what: "实际完成值没有达到目标值的指标，是否仍得满分。",
        why: "未完成仍得满分，是自评虚高最常见的形式。",
        how: "按比较符号判断是否达到目标（≥、＝类完成值小于目标值，≤类完成值大于目标值），未达到而得分等于分值的提出，并给出按评分规则应得的分数。应得分与满分之差在允差以内的不算。",
        fix: "按完成比例改正得分，并填写偏差原因；目标值已按程序调整的，填调整后的目标值。比较符号疑似写反的行见 L10。",
        source: "自评表计分说明：未达到的按完成值÷目标值×分值记分；开源核对工具的刚性校验。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 资格认证率 | =100% | 97.12% | 13 | 12.63 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 资格认证率 | =100% | 97.12% | 13 | 13 |",
    ..RuleInfo::PLAIN
};

impl Rule for FullScoreUnmet {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let (stated, weight) = (row.stated()?, row.weight()?);
        let (Some(met), Some(recomputed)) = (row.met(), row.recomputed()) else {
            return Some(Verdict::not_judged(row.why_not_judged()));
        };
        let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, recomputed);
        let difference = stated - recomputed;
        if met || stated != weight || difference <= allowed {
            return Some(Verdict::Passed);
        }
        let indicator = row.indicator;
        let formula = row
            .formula()
            .map_or_else(String::new, |formula| format!("（{formula}）"));
        Some(
            Problem::with_row(form, row)
                .cell(form, "得分", &indicator.score)
                .cell(form, "指标值", &indicator.target)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "分值", &indicator.weight)
                .found(format!("得满分 {}", shown(&indicator.score)))
                .expected(format!("应得 {} 分{formula}", figure(recomputed)))
                .difference(difference, format!("允差 {}", figure(allowed)))
                .message(format!(
                    "指标{}目标 {}{}、实际 {}{}，没有达到目标却得满分 {} 分{}，按完成比例应得 {} 分{formula}，虚高 {} 分。",
                    row.quoted(),
                    shown_text(&indicator.target),
                    form.cite(&indicator.target),
                    shown_text(&indicator.actual),
                    form.cite(&indicator.actual),
                    shown(&indicator.score),
                    form.cite(&indicator.score),
                    figure(recomputed),
                    gap(difference)
                ))
                .advice("按完成比例改正得分，填写偏差原因，并重新合计总分。")
                .points(difference)
                .into(),
        )
    }
}
