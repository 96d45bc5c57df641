//! Q11: rows that do not apply, and a total not rescaled.

use crate::checks::prelude::*;
use crate::value::number::round_half_away;

/// Q11.
pub(in crate::checks) struct NotApplicable;

static INFO: RuleInfo = RuleInfo {
    id: "Q11",
    title: "有不适用的指标而总分没有折算",
    confidence: Confidence::Likely,
    category: Category::Quality,
    scope: Scope::Form,
    tolerance: Some(Allowance::Scores),
    doc: Doc {
        what: "填有“不适用”的指标，总分是否按百分制折算。",
        why: "不适用的指标既不能白得满分，也不应拉低总分。",
        how: "实得分÷（100－不适用指标的分值）×100 与填写的总分比较；不适用的行计了分的也提出。",
        fix: "不适用的行不计分，总分按公式折算。",
        source: "郫都区自评通知：不适用指标的分值按百分制折算。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 90人 | 80 | 72 |
        | 设备购置 | 不适用 | 不适用 | 20 | — |
        | 总分 |
        | 90 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 90人 | 80 | 72 |
        | 设备购置 | 不适用 | 不适用 | 20 | — |
        | 总分 |
        | 72 |",
    ..RuleInfo::PLAIN
};

impl Rule for NotApplicable {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let exempt: Vec<&IndicatorRow<'_>> = form.rows().filter(|row| row.is_exempt()).collect();
        if exempt.is_empty() {
            return None;
        }
        let scored: Vec<Problem> = exempt
            .iter()
            .filter(|row| row.stated().is_some_and(|score| score > Decimal::ZERO))
            .map(|row| scored_though_exempt(form, row))
            .collect();
        if !scored.is_empty() {
            return Some(Verdict::Found(scored));
        }
        if form.form.total_score.value.is_none() {
            return Some(Verdict::not_judged("表内没有填写自评总分"));
        }
        not_rescaled(form, &exempt)
    }
}

fn scored_though_exempt(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Problem {
    Problem::with_row(form, row)
        .cell(form, "得分", &row.indicator.score)
        .cell(form, "实际完成值", &row.indicator.actual)
        .found(format!("不适用，却得 {} 分", shown(&row.indicator.score)))
        .expected("不计分，总分折算")
        .message(format!(
            "指标{}填的是不适用，却得了 {} 分{}。",
            row.quoted(),
            shown(&row.indicator.score),
            form.cite(&row.indicator.score)
        ))
        .advice("不适用的行不计分，总分按其余分值折算成百分制。")
        .points_if(row.stated())
}

fn not_rescaled(form: &FormView<'_>, exempt: &[&IndicatorRow<'_>]) -> Option<Verdict> {
    let stated = &form.form.total_score;
    let total = stated.value?;
    let weights: Option<Decimal> = exempt.iter().map(|row| row.weight()).sum();
    let full = form.policy.full_marks();
    let left = full - weights?;
    let sum = form.rescored.stated_sum?;
    let expected = round_half_away((sum * full).checked_div(left)?, 2);
    let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, expected);
    let difference = total.value - expected;
    if difference.abs() <= allowed {
        return Some(Verdict::Passed);
    }
    let names: Vec<String> = exempt.iter().map(|row| row.quoted()).collect();
    let problem = Problem::with_form(form)
        .cell(form, "自评总分", stated)
        .found(format!("自评总分 {}", shown(stated)))
        .expected(format!(
            "{} ÷ {} × {} = {}",
            figure(sum),
            figure(left),
            figure(full),
            two(expected)
        ))
        .difference(difference, format!("允差 {}", figure(allowed)))
        .message(format!(
            "{}不适用，其余 {} 分得 {} 分，折算成百分制应为 {} 分，填写的总分是 {}{}。",
            enumerated(&names),
            figure(left),
            figure(sum),
            two(expected),
            shown(stated),
            form.cite(stated)
        ))
        .advice("总分按其余分值折算成百分制，并重定等级。")
        .points(difference);
    let problem = exempt.iter().fold(problem, |problem, row| {
        problem.cell(form, "实际完成值", &row.indicator.actual)
    });
    Some(problem.into())
}
