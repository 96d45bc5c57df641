//! Y03: a target below what last year reached.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;
use crate::form::model::Sourced;
use crate::value::target::{align, reached};

use super::matching::match_indicators;

/// Y03.
pub(in crate::checks) struct LowTarget;

static INFO: RuleInfo = RuleInfo {
    id: "Y03",
    title: "目标值明显低于上年完成值",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Peers,
    scope: Scope::Folder,
    thresholds: &[Threshold {
        key: "share",
        meaning: "目标值低于上年完成值的比例超过这个数即提出（0.20 即低 20% 以上）",
        default: Given::Rule(hundredths(20)),
    }],
    doc: Doc {
        what: "≥、＝类指标的目标值，是否明显低于上年的实际完成值；反向指标是否明显高于。",
        why: "目标定得比上年实绩还低，完成率再高也说明不了问题。",
        how: "上年完成值取本表的上年完成值栏，没有的取上年自评表里同名（或名称相近，附相似度）指标的实际完成值；目标值低于它 20% 以上的提出。升降幅度一类的指标和经费上限不比较。",
        fix: "说明目标下调的依据（任务减少、政策到期等），或调整目标值。",
        source: "绩效目标审核的通行做法；新疆自评表的上年完成值栏。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 上年 | 实际 |
        | 培训人数 | ≥100人 | 108人 | 115人 |",
    fail: "
        # 甲局 2022 部门整体支出
        | 指标 | 一级 | 目标 | 实际 |
        | 职业技能培训人数 | 产出指标 | ≥100人 | 108人 |
        # 甲局 2023 部门整体支出
        | 指标 | 一级 | 目标 | 实际 |
        | 职业技能培训的人数 | 产出指标 | ≥60人 | 105人 |",
    ..RuleInfo::PLAIN
};

/// Names of indicators that measure a change.
const CHANGES: &[&str] = &[
    "下降",
    "降低",
    "减少",
    "增长",
    "增幅",
    "降幅",
    "提升率",
    "提高率",
];

impl Rule for LowTarget {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for form in folder.forms {
            for row in form.rows() {
                let cell = &row.indicator.prior_year;
                if !stated_text(cell).is_empty() {
                    verdicts.extend(judge(form, row, form, cell, ""));
                }
            }
        }
        for (earlier, later) in folder.successive_years() {
            for pair in match_indicators(earlier, later) {
                let own_column = !stated_text(&pair.later.indicator.prior_year).is_empty();
                if !own_column {
                    let cell = &pair.earlier.indicator.actual;
                    verdicts.extend(judge(later, pair.later, earlier, cell, &pair.evidence()));
                }
            }
        }
        verdicts
    }
}

fn judge(
    form: &FormView<'_>,
    row: &IndicatorRow<'_>,
    source: &FormView<'_>,
    last_year: &Sourced<String>,
    evidence: &str,
) -> Option<Verdict> {
    let bound = row.target.as_ref()?.quantity.as_ref()?;
    // A change against last year, and a cap on money, say nothing of what last year reached.
    let is_change = bound.change.is_some() || speaks_of(&row.name(), CHANGES);
    let is_cap = row.is_inverse() && bound.unit.as_deref() == Some("元");
    if is_change || is_cap {
        return None;
    }
    let Some(reached) = reached(stated_text(last_year)) else {
        return Some(Verdict::not_judged("上年完成值不是数字"));
    };
    let Ok(both) = align(bound, None, &reached) else {
        return Some(Verdict::not_judged("上年完成值与目标值单位不同"));
    };
    let share = form.threshold(&INFO, "share");
    let (lower, higher) = if row.is_inverse() {
        (both.actual, both.target)
    } else if row.is_positive() {
        (both.target, both.actual)
    } else {
        return None;
    };
    let change = (higher - lower).checked_div(both.actual)?;
    if higher <= lower || change <= share {
        return Some(Verdict::Passed);
    }
    let easier = if row.is_inverse() { "高" } else { "低" };
    let target = &row.indicator.target;
    Some(
        Problem::with_row(form, row)
            .cell(form, "指标值", target)
            .cell(source, "上年完成值", last_year)
            .found(format!("指标值 {}", shown_text(target)))
            .expected(format!("与上年完成值 {} 相称", shown_text(last_year)))
            .difference(
                both.target - both.actual,
                format!("相差不超过 {}", percent(share)),
            )
            .message(format!(
                "指标{}{evidence}的目标值 {}{}比上年完成值 {}{}{easier} {}，目标可能定得偏松。",
                row.quoted(),
                shown_text(target),
                form.cite(target),
                shown_text(last_year),
                source.cite(last_year),
                percent(change)
            ))
            .advice("说明目标下调的依据，或按上年实绩调整目标值。")
            .into(),
    )
}
