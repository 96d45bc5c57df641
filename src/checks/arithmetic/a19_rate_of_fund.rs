//! A19: an indicator that states the execution rate of money the budget block holds.

use crate::checks::prelude::*;
use crate::form::model::{FundLine, FundRole};
use crate::value::number::Number;
use crate::value::target::{Actual, Quantity};

/// A19.
pub(in crate::checks) struct RateOfFund;

static INFO: RuleInfo = RuleInfo {
    id: "A19",
    title: "指标填写的执行率与资金栏算得的不符",
    confidence: Confidence::Likely,
    category: Category::Arithmetic,
    scope: Scope::Indicator,
    tolerance: Some(Allowance::Rates),
    doc: Doc {
        what: "名称为某类资金执行率的指标（如“项目支出预算执行率”“公用经费执行率”），其实际完成值是否与资金栏里同类资金的执行数÷预算数一致。",
        why: "同一张表里同一件事应只有一个数；常见的错误是拿全部资金的执行率顶替某一类资金的执行率。",
        how: "由指标名称判断说的是哪类资金（基本支出、人员经费、公用经费、项目支出、财政拨款、结转资金，未指明的为全部资金），取资金栏该行的执行数÷全年预算数，与实际完成值比较，允差为完成值填写的最末一位。资金栏没有这一行或缺数的不判定。",
        fix: "按资金栏该类资金的数改正完成值，并重算完成率和得分。",
        source: "部门整体支出自评复核的表内一致性要求；实例为项目支出执行率填成了部门总执行率。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 18558.34 | 4388.99 |
        | 项目支出 | 17591.35 | 3439.45 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 项目支出预算执行率 | =100% | 19.55% | 10 | 1.96 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 18558.34 | 4388.99 |
        | 项目支出 | 17591.35 | 3439.45 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 项目支出预算执行率 | =100% | 23.65% | 10 | 2.37 |",
    ..RuleInfo::PLAIN
};

/// Words in an indicator's name that say whose execution rate it is.
const ROLES: &[(&str, FundRole)] = &[
    ("基本支出", FundRole::Basic),
    ("人员经费", FundRole::Personnel),
    ("公用经费", FundRole::Operating),
    ("项目支出", FundRole::Project),
    ("结转", FundRole::Carryover),
    ("财政拨款", FundRole::Fiscal),
];

impl Rule for RateOfFund {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let name = row.name();
        if !(name.contains("执行率") || name.contains("支出进度")) {
            return None;
        }
        let role = role_of(&name)?;
        let Some(Actual::Measured(actual)) = &row.actual else {
            return Some(Verdict::not_judged("实际完成值不是数字"));
        };
        let Some(fund) = form.funds.iter().find(|fund| fund.role() == role) else {
            return Some(Verdict::not_judged("资金栏没有列出这类资金"));
        };
        let Some(rate) = rate_of(fund.line) else {
            return Some(Verdict::not_judged("资金栏里这类资金的预算数或执行数不全"));
        };
        let stated = as_rate(row, actual);
        let allowed = form
            .tolerance(&INFO)
            .allowed(stated.last_place.min(hundredths(1)), rate);
        let difference = stated.value - rate;
        if difference.abs() < allowed || difference.is_zero() {
            return Some(Verdict::Passed);
        }
        Some(problem(form, row, fund, rate, difference, allowed).into())
    }
}

/// Whose rate a name speaks of. A name that says neither is the whole's only if it says nothing else:
/// 预算执行率, 部门预算执行率, 资金执行率.
fn role_of(name: &str) -> Option<FundRole> {
    let named = ROLES.iter().find(|(word, _)| name.contains(word));
    if let Some((_, role)) = named {
        return Some(*role);
    }
    let rest = [
        "部门",
        "整体",
        "全年",
        "年度",
        "预算",
        "资金",
        "总",
        "支出",
        "执行率",
        "执行",
    ]
    .iter()
    .fold(name.to_owned(), |rest, word| rest.replace(word, ""));
    rest.trim().is_empty().then_some(FundRole::Total)
}

/// The actual value as a fraction: where it lacks its percent sign, as it is read beside its target.
fn as_rate(row: &IndicatorRow<'_>, actual: &Quantity) -> Number {
    let bare = actual.unit.is_none() && actual.number.value > Decimal::TWO;
    let read = row.comparable().map(|both| both.actual);
    match read {
        Some(value) if bare && value <= Decimal::TWO => Number {
            value,
            last_place: actual.number.last_place / Decimal::ONE_HUNDRED,
        },
        _ if bare => Number {
            value: actual.number.value / Decimal::ONE_HUNDRED,
            last_place: actual.number.last_place / Decimal::ONE_HUNDRED,
        },
        _ => actual.number,
    }
}

fn rate_of(line: &FundLine) -> Option<Decimal> {
    let executed = line.executed.value?.value;
    let budget = line.adjusted.value?.value;
    executed.checked_div(budget)
}

fn problem(
    form: &FormView<'_>,
    row: &IndicatorRow<'_>,
    fund: &FundRow<'_>,
    rate: Decimal,
    difference: Decimal,
    allowed: Decimal,
) -> Problem {
    let indicator = row.indicator;
    let stated = rate + difference;
    let other = form.funds.iter().find(|other| {
        other.index != fund.index
            && rate_of(other.line).is_some_and(|rate| (rate - stated).abs() < allowed)
    });
    let mistaken = other.map_or_else(String::new, |other| {
        format!(
            "，填的其实是{}的执行率（{} ÷ {}）",
            quoted(&other.name()),
            shown(&other.line.executed),
            shown(&other.line.adjusted)
        )
    });
    let points = row
        .weight()
        .zip(row.stated())
        .map(|(weight, score)| score - weight * rate.min(Decimal::ONE));
    let mut problem = Problem::with_row(form, row)
        .cell(form, "实际完成值", &indicator.actual)
        .cell(form, "全年执行数", &fund.line.executed)
        .cell(form, "全年预算数", &fund.line.adjusted)
        .found(format!("实际完成值 {}", shown_text(&indicator.actual)))
        .expected(format!(
            "{} ÷ {} = {}",
            shown(&fund.line.executed),
            shown(&fund.line.adjusted),
            percent(rate)
        ))
        .difference(
            difference,
            format!("允差 {}（填写的最末一位）", percent(allowed)),
        )
        .message(format!(
            "指标{}填写的完成值 {}{}与资金栏{}的执行数 {}{}÷预算数 {}{}算得的 {} 不符{mistaken}。",
            row.quoted(),
            shown_text(&indicator.actual),
            form.cite(&indicator.actual),
            quoted(&fund.name()),
            shown(&fund.line.executed),
            form.cite(&fund.line.executed),
            shown(&fund.line.adjusted),
            form.cite(&fund.line.adjusted),
            percent(rate)
        ))
        .advice("按资金栏该类资金的执行数和预算数改正完成值，重算完成率和得分。")
        .points_if(points);
    if let Some(other) = other {
        problem = problem.cell(form, "全年执行数", &other.line.executed).cell(
            form,
            "全年预算数",
            &other.line.adjusted,
        );
    }
    problem
}
