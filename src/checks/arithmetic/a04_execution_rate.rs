//! A04: the stated execution rate against the amounts.

use crate::checks::prelude::*;

use super::rate::{Quotient, explain_rate, last_place};

/// A04.
pub(in crate::checks) struct ExecutionRate;

static INFO: RuleInfo = RuleInfo {
    id: "A04",
    title: "填写的执行率与执行数÷预算数不符",
    category: Category::Arithmetic,
    scope: Scope::Fund,
    tolerance: Some(Allowance::Rates),
    yields_to: &["A16"],
    doc: Doc {
        what: "资金栏各行填写的预算执行率，是否等于全年执行数除以全年预算数（只有一栏预算数的，用那一栏）。",
        why: "执行率直接换算成 10 分（或 20 分）的得分；执行率填错，得分和排名随之出错。",
        how: "执行数÷预算数，与填写的执行率比较；四舍五入或截去尾数都算相符，即允差为填写的最末一位。预算数为 0 的不判定。对不上时看是否用了年初预算数、是否颠倒、是否差 100 倍。",
        fix: "执行率用公式计算，不要手工填写；改正后同时核对执行率得分。",
        source: "四川自评复核清单 D4 项；开源核对工具的刚性校验。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 | 执行率 |
        | 年度资金总额 | 18558.34 | 4388.99 | 23.65% |
        | 其中：基本支出 | 966.99 | 949.53 | 98.19% |",
    fail: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 | 执行率 |
        | 年度资金总额 | 4753.66 | 4753.66 | 3824.26 | 100% |",
    ..RuleInfo::PLAIN
};

impl Rule for ExecutionRate {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_fund(&self, form: &FormView<'_>, fund: &FundRow<'_>) -> Option<Verdict> {
        let line = fund.line;
        let rate = line.rate.value?;
        let budget_cell = line.budget();
        let (Some(executed), Some(budget)) = (line.executed.value, budget_cell.value) else {
            return Some(Verdict::not_judged("填了执行率，但预算数或执行数空着"));
        };
        let Some(quotient) = Quotient::of(&executed, &budget) else {
            return Some(Verdict::not_judged("预算数为 0，执行率没有意义"));
        };
        let tolerance = form.tolerance(&INFO);
        let allowed = tolerance.allowed(last_place(&rate), quotient.value);
        let difference = rate.value - quotient.value;
        // Exactly one unit of the last place apart is neither rounded nor cut.
        let agrees = difference.abs() < allowed || difference.is_zero();
        if agrees {
            return Some(Verdict::Passed);
        }
        let within_amounts = quotient.could_be(rate.value, allowed);
        let why = explain_rate(form, fund, rate.value, allowed);
        let mut problem = Problem::with_fund(form, fund)
            .cell(form, "执行率", &line.rate)
            .cell(form, "全年执行数", &line.executed)
            .cell(form, "全年预算数", budget_cell)
            .found(format!("执行率 {}", shown_rate(&line.rate)))
            .expected(format!(
                "{} ÷ {} = {}",
                shown(&line.executed),
                shown(budget_cell),
                percent(quotient.value)
            ))
            .difference(difference, format!("允差 {}（填写的最末一位）", percent(allowed)))
            .message(format!(
                "{}填写的执行率 {}{}与执行数 {}{}÷预算数 {}{}算得的 {} 不符，相差 {} 个百分点{why}。",
                quoted(&fund.name()),
                shown_rate(&line.rate),
                form.cite(&line.rate),
                shown(&line.executed),
                form.cite(&line.executed),
                shown(budget_cell),
                form.cite(budget_cell),
                percent(quotient.value),
                two(difference.abs() * Decimal::ONE_HUNDRED)
            ))
            .advice("按全年执行数÷全年预算数重算执行率，并核对执行率得分。")
            .points_if(points(form, fund, difference));
        if within_amounts {
            problem = problem
                .severity(Severity::Notice)
                .confidence(Confidence::Possible);
        }
        Some(problem.into())
    }
}

/// What the difference is worth in points, on the row that is scored: a rate that is too high gives too
/// many.
fn points(form: &FormView<'_>, fund: &FundRow<'_>, difference: Decimal) -> Option<Decimal> {
    let (scored, line) = form.execution()?;
    (scored.index == fund.index).then_some(())?;
    let weight = line.weight?.abs();
    Some((difference * weight).clamp(-weight, weight))
}
