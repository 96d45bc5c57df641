//! L21: late, with full marks.

use crate::checks::prelude::*;
use crate::value::target::Operator;

/// L21.
pub(in crate::checks) struct LateButFull;

static INFO: RuleInfo = RuleInfo {
    id: "L21",
    title: "完成时间晚于计划却得满分",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Completion,
    scope: Scope::Indicator,
    yields_to: &["L02"],
    doc: Doc {
        what: "以日期为目标的时效指标，实际完成日期晚于计划的，是否仍得满分。",
        why: "时效指标只看是否按期；超期得满分等于没有考核时效。",
        how: "目标是日期（如“2023年12月底前”）、完成值也是日期的，按日期先后比较，超期而得分等于分值的提出。没有写年份的按该表的年度。",
        fix: "按评分规则扣减时效得分，并说明超期原因。",
        source: "财政部门复核实例：自评称 8 月完成，验收单为次年 1 月。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 工程完工时间 | 2023年10月底前 | 2023年9月 | 10 | 10 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 工程完工时间 | 2023年10月底前 | 2023年12月 | 10 | 10 |",
    ..RuleInfo::PLAIN
};

impl Rule for LateButFull {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let target = row.target.as_ref()?;
        if target.operator != Operator::By {
            return None;
        }
        let (stated, weight) = (row.stated()?, row.weight()?);
        let Some(in_time) = row.in_time else {
            return Some(Verdict::not_judged("计划或实际完成时间看不出先后"));
        };
        if in_time || stated < weight {
            return Some(Verdict::Passed);
        }
        let indicator = row.indicator;
        let lost = row.recomputed().map(|recomputed| stated - recomputed);
        Some(
            Problem::with_row(form, row)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "指标值", &indicator.target)
                .cell(form, "得分", &indicator.score)
                .found(format!("实际完成 {}", shown_text(&indicator.actual)))
                .expected(format!("不晚于 {}", shown_text(&indicator.target)))
                .message(format!(
                    "时效指标{}计划 {}{}、实际 {}{}，已经超期，却得满分 {} 分{}。",
                    row.quoted(),
                    shown_text(&indicator.target),
                    form.cite(&indicator.target),
                    shown_text(&indicator.actual),
                    form.cite(&indicator.actual),
                    shown(&indicator.score),
                    form.cite(&indicator.score)
                ))
                .advice("按评分规则扣减时效得分，并说明超期原因。")
                .points_if(lost.or(Some(stated)))
                .into(),
        )
    }
}
