//! A09: a score that is none.

use crate::checks::prelude::*;

/// A09.
pub(in crate::checks) struct ScoreUnusable;

static INFO: RuleInfo = RuleInfo {
    id: "A09",
    title: "得分为空、为负或不是数字",
    category: Category::Arithmetic,
    scope: Scope::Indicator,
    doc: Doc {
        what: "每个有分值的三级指标是否填写了得分，得分是否为不小于 0 的数字。",
        why: "缺一个得分，总分就无法核对；空白不等于 0 分。",
        how: "得分一栏为空、为文字或为负的提出；没有得分栏、也没有分值的表不判定。",
        fix: "补填得分；确实不得分的填 0。",
        source: "预算绩效系统提示“分值、得分、扣减分数只能填数字”。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 0人 | 10 | 0 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 10 | 满分 |
        | 合格率 | ≥95% | 96% | 10 | |",
    ..RuleInfo::PLAIN
};

impl Rule for ScoreUnusable {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if row.is_exempt() || row.is_adjustment() {
            return None;
        }
        let score = &row.indicator.score;
        if !score.has_place() {
            return Some(Verdict::not_judged("表内没有得分栏"));
        }
        if form.form.out_of_range(score).is_some() {
            return Some(Verdict::not_judged("得分的数值不可能，见 A20"));
        }
        let problem = Problem::with_row(form, row).cell(form, "得分", score);
        let lead = match score.value {
            Some(stated) if stated.value >= Decimal::ZERO => return Some(Verdict::Passed),
            Some(_) => "个指标的得分是负数",
            None if score.is_unreadable() => "个指标的得分不是数字",
            None if row.weight().is_none() => {
                return Some(Verdict::not_judged("该行既没有分值也没有得分"));
            }
            None => "个指标没有填写得分",
        };
        let words = match score.value {
            Some(_) => "是负数",
            None if score.is_unreadable() => "不是数字",
            None => "没有填写",
        };
        Some(
            problem
                .found(format!("得分 {}", shown(score)))
                .expected("不小于 0 的数字")
                .message(format!(
                    "指标{}的得分{words}{}。",
                    row.quoted(),
                    detail(form, row)
                ))
                .fold(lead, format!("{}{}", row.quoted(), detail(form, row)))
                .advice("补填或改正得分；确实不得分的填 0，再合计总分。")
                // Put right, the row may get all its points.
                .points_if(row.weight().map(|weight| -weight))
                .into(),
        )
    }
}

/// `（“满分”，I13）` or `（I13）`.
fn detail(form: &FormView<'_>, row: &IndicatorRow<'_>) -> String {
    let score = &row.indicator.score;
    if score.text.is_empty() {
        form.cite(score)
    } else {
        format!("（填的是{}，{}）", quoted(&score.text), form.address(score))
    }
}
