//! A14: more than all points.

use crate::checks::prelude::*;
use crate::form::model::Sourced;
use crate::value::number::Number;

/// A14.
pub(in crate::checks) struct BeyondFullScore;

static INFO: RuleInfo = RuleInfo {
    id: "A14",
    title: "总分超过 100 分或执行率得分超过其分值",
    category: Category::Arithmetic,
    scope: Scope::Form,
    tolerance: Some(Allowance::Rule(Tolerance::Exact)),
    doc: Doc {
        what: "自评总分是否超过 100 分；预算执行率得分是否超过它的分值。",
        why: "执行数大于预算数时，不封顶的公式会算出超过分值的得分。",
        how: "大于 100 分、或执行率得分大于其分值的提出，不设允差。",
        fix: "执行率得分以分值封顶；总分随之重算。",
        source: "预算绩效系统未封顶公式的实际后果；财政部通知规定得分不突破分值。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 329.77 | 338.31 | 10 | 10 |
        | 指标 | 分值 | 得分 |
        | 培训人数 | 90 | 90 |
        | 总分 |
        | 100 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 329.77 | 338.31 | 10 | 10.26 |
        | 指标 | 分值 | 得分 |
        | 培训人数 | 90 | 90 |
        | 总分 |
        | 100.26 |",
    ..RuleInfo::PLAIN
};

impl Rule for BeyondFullScore {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let mut problems = Vec::new();
        let mut judged = false;
        if let Some((fund, line)) = form.execution()
            && let (Some(stated), Some(weight)) = (fund.line.score.value, line.weight)
        {
            judged = true;
            if stated.value > weight {
                let problem = Problem::with_fund(form, fund);
                problems.push(beyond(
                    form,
                    problem,
                    "预算执行率得分",
                    &fund.line.score,
                    stated.value,
                    weight,
                ));
            }
        }
        let total = &form.form.total_score;
        if let Some(stated) = total.value {
            judged = true;
            let full = form.policy.full_marks();
            if stated.value > full {
                let problem = Problem::with_form(form);
                problems.push(beyond(form, problem, "自评总分", total, stated.value, full));
            }
        }
        judged.then(|| Verdict::of(problems))
    }
}

fn beyond(
    form: &FormView<'_>,
    problem: Problem,
    what: &'static str,
    score: &Sourced<Number>,
    stated: Decimal,
    most: Decimal,
) -> Problem {
    problem
        .cell(form, what, score)
        .found(format!("{what} {}", shown(score)))
        .expected(format!("最高 {} 分", figure(most)))
        .difference(stated - most, "不允许超过")
        .message(format!(
            "{what} {}{}超过最高的 {} 分，多 {} 分。",
            shown(score),
            form.cite(score),
            figure(most),
            figure(stated - most)
        ))
        .advice("得分以分值封顶，改正后重新合计总分。")
        .points(stated - most)
}
