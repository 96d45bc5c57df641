//! A15: a graded row's score against the band of its grade.

use crate::checks::prelude::*;
use crate::scoring::ScoreStatus;

/// A15.
pub(in crate::checks) struct OutsideBand;

static INFO: RuleInfo = RuleInfo {
    id: "A15",
    title: "定性指标得分不在其档次的区间内",
    confidence: Confidence::Likely,
    category: Category::Arithmetic,
    scope: Scope::Indicator,
    tolerance: Some(Allowance::Scores),
    doc: Doc {
        what: "定性指标的得分是否落在所填完成档次（达成、部分达成、未达成）对应的区间内。",
        why: "定性指标由单位自己定档，区间是唯一的约束。",
        how: "按所选评分规则的分档区间（默认：达成为分值的 100%～80%，部分达成为 80%～60%，未达成为 60% 以下）乘分值，与得分比较。完成情况看不出档次的不判定。",
        fix: "得分与档次取其一改正，使得分落在区间内。",
        source: "财政部《项目支出绩效评价管理办法》定性指标三档记分。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 社会效益 | 有效提升 | 部分达成预期指标 | 10 | 7 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 社会效益 | 有效提升 | 部分达成预期指标 | 10 | 9.5 |",
    ..RuleInfo::PLAIN
};

impl Rule for OutsideBand {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let line = row
            .line
            .filter(|line| line.status == ScoreStatus::Kept && !row.is_adjustment())?;
        let stated = row.stated()?;
        let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, line.highest);
        let difference = if stated > line.highest {
            stated - line.highest
        } else {
            (stated - line.lowest).min(Decimal::ZERO)
        };
        if difference.abs() <= allowed {
            return Some(Verdict::Passed);
        }
        let indicator = row.indicator;
        let high = difference > Decimal::ZERO;
        let direction = if high { "高出" } else { "低于区间" };
        Some(
            Problem::with_row(form, row)
                .cell(form, "得分", &indicator.score)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "分值", &indicator.weight)
                .found(format!("得分 {}", shown(&indicator.score)))
                .expected(format!(
                    "{} 至 {} 分",
                    figure(line.lowest),
                    figure(line.highest)
                ))
                .difference(difference, format!("允差 {}", figure(allowed)))
                .message(format!(
                    "定性指标{}得 {} 分{}，所填完成情况{}{}对应 {} 至 {} 分，{direction} {} 分。",
                    row.quoted(),
                    shown(&indicator.score),
                    form.cite(&indicator.score),
                    quoted(&excerpt(&shown_text(&indicator.actual), 20)),
                    form.cite(&indicator.actual),
                    figure(line.lowest),
                    figure(line.highest),
                    gap(difference)
                ))
                .advice("按完成情况定档：改正得分，或改正所填的完成档次。")
                .severity(if high {
                    Severity::Error
                } else {
                    Severity::Warning
                })
                .points(difference)
                .into(),
        )
    }
}
