//! Y06: poor last year, excellent this year, by the same indicators.

use crate::checks::prelude::*;

use super::matching::match_indicators;

/// Y06.
pub(in crate::checks) struct FromPoorToExcellent;

static INFO: RuleInfo = RuleInfo {
    id: "Y06",
    title: "上年等级靠后而今年达到最高等级，指标没有变化",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Peers,
    scope: Scope::Years,
    thresholds: &[Threshold {
        key: "same",
        meaning: "两年相同（相近）指标占今年指标的比例达到这个数才比较",
        default: Given::Rule(hundredths(80)),
    }],
    doc: Doc {
        what: "上年为末两档（中、差）的部门，今年是否在同一套指标下得到最高一档。",
        why: "上年等级差会影响预算，今年自评大幅拔高应核实。",
        how: "按评分规则的等级：上年总分在末两档，今年总分在最高一档，且两年 80% 以上的指标相同或相近的提出。",
        fix: "说明改进情况，提供佐证。",
        source: "上年自评为差限制预算申报的做法；跨年度核对。",
    },
    pass: "
        # 甲局 2022 部门整体支出
        | 指标 | 得分 |
        | 培训人数 | 83 |
        | 总分 |
        | 83 |
        # 甲局 2023 部门整体支出
        | 指标 | 得分 |
        | 培训人数 | 92 |
        | 总分 |
        | 92 |",
    fail: "
        # 甲局 2022 部门整体支出
        | 指标 | 得分 |
        | 培训人数 | 71 |
        | 总分 |
        | 71 |
        # 甲局 2023 部门整体支出
        | 指标 | 得分 |
        | 培训人数 | 95 |
        | 总分 |
        | 95 |",
    ..RuleInfo::PLAIN
};

impl Rule for FromPoorToExcellent {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_years(&self, earlier: &FormView<'_>, later: &FormView<'_>) -> Option<Verdict> {
        let (before, after) = (&earlier.form.total_score, &later.form.total_score);
        let (Some(was), Some(is)) = (before.value, after.value) else {
            return Some(Verdict::not_judged("两年的自评总分不全"));
        };
        let rules = later.policy.rules;
        let best = rules.grades.first()?.from;
        let poor_below = rules
            .grades
            .iter()
            .rev()
            .nth(2)
            .map_or(best, |grade| grade.from);
        if was.value >= poor_below || is.value < best {
            return Some(Verdict::Passed);
        }
        let matched = match_indicators(earlier, later).len();
        let share = Decimal::from(matched).checked_div(Decimal::from(later.rows().count()))?;
        if share < later.threshold(&INFO, "same") {
            return Some(Verdict::Passed);
        }
        Some(
            Problem::with_form(later)
                .cell(later, "自评总分", after)
                .cell(earlier, "上年自评总分", before)
                .found(format!("上年 {}，今年 {}", shown(before), shown(after)))
                .expected("等级大幅提高应有依据")
                .difference(is.value - was.value, "不设允差")
                .message(format!(
                    "{}上年自评 {} 分{}（{}），今年用基本相同的指标自评 {} 分{}（{}），提高幅度大，应核实。",
                    later.unit(),
                    shown(before),
                    earlier.cite(before),
                    rules.grade(was.value),
                    shown(after),
                    later.cite(after),
                    rules.grade(is.value)
                ))
                .advice("说明改进情况并提供佐证。")
                .into(),
        )
    }
}
