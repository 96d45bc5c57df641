//! A10: the score of the execution row.

use crate::checks::prelude::*;
use crate::scoring::ScoreStatus;

/// A10.
pub(in crate::checks) struct ExecutionScore;

static INFO: RuleInfo = RuleInfo {
    id: "A10",
    title: "预算执行率得分与按规定计算的不符",
    category: Category::Arithmetic,
    scope: Scope::Form,
    tolerance: Some(Allowance::Scores),
    yields_to: &["A14", "A16"],
    doc: Doc {
        what: "预算执行率的得分是否等于按评分规则算出的得分（默认：执行率×分值，最高不超过分值，保留两位小数）。",
        why: "执行率得分是百分制里唯一完全由决算数决定的部分，不应有自由裁量。",
        how: "用资金栏的全年执行数和全年预算数按所选评分规则复算，与填写的得分比较；高于复算的为虚高，低于的为偏低。预算数为 0 或缺数的不判定。",
        fix: "按复算结果改正得分；如当地另有计分办法（分档、扣分），请选用相应的评分规则。",
        source: "财政部中央部门项目支出绩效自评通知：执行率×分值，不得突破分值。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 18558.34 | 4388.99 | 10 | 2.37 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 4753.66 | 3824.26 | 10 | 10 |",
    ..RuleInfo::PLAIN
};

impl Rule for ExecutionScore {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let (fund, line) = form.execution()?;
        let score = &fund.line.score;
        let Some(stated) = score.value else {
            return Some(Verdict::not_judged("预算执行率得分没有填写"));
        };
        let (ScoreStatus::Recomputed, Some(recomputed)) = (line.status, line.score) else {
            let why = match line.rule.as_str() {
                "execution.zero_budget" => "全年预算数为 0，执行率无法计算",
                "weight" => "预算执行率没有分值",
                _ => "缺预算数或执行数，无法复算",
            };
            return Some(Verdict::not_judged(why));
        };
        let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, recomputed);
        let difference = stated.value - recomputed;
        if difference.abs() <= allowed {
            return Some(Verdict::Passed);
        }
        let direction = if difference > Decimal::ZERO {
            "虚高"
        } else {
            "偏低"
        };
        let formula = line.formula.clone().unwrap_or_default();
        let notes: String = line
            .notes
            .iter()
            .map(|note| format!("；{}", note.trim_end_matches('。')))
            .collect();
        Some(
            Problem::with_fund(form, fund)
                .cell(form, "得分", score)
                .cell(form, "全年执行数", &fund.line.executed)
                .cell(form, "全年预算数", &fund.line.adjusted)
                .cell(form, "分值", &fund.line.weight)
                .found(format!("预算执行率得分 {}", shown(score)))
                .expected(format!("应得 {} 分：{formula}{notes}", figure(recomputed)))
                .difference(difference, format!("允差 {}", figure(allowed)))
                .message(format!(
                    "预算执行率得 {} 分{}，按评分规则应得 {} 分（{formula}{notes}），{direction} {} 分。",
                    shown(score),
                    form.cite(score),
                    figure(recomputed),
                    gap(difference)
                ))
                .advice("按评分规则改正执行率得分，并重新合计总分。")
                .points(difference)
                .into(),
        )
    }
}
