//! A16: 元 among 万元.

use crate::checks::prelude::*;
use crate::form::model::{FundLine, FundRole, Sourced};
use crate::value::number::Number;
use crate::value::unit::AmountUnit;

use super::fund_block::{SOURCES, of_roles};

/// A16.
pub(in crate::checks) struct MixedUnits;

static INFO: RuleInfo = RuleInfo {
    id: "A16",
    title: "金额单位疑似混用元与万元",
    confidence: Confidence::Likely,
    category: Category::Arithmetic,
    scope: Scope::Form,
    thresholds: &[
        Threshold {
            key: "spread",
            meaning: "相差 10000 倍时允许的偏离：0.5 表示 5000～20000 倍都算",
            default: Given::Rule(hundredths(50)),
        },
        Threshold {
            key: "largest",
            meaning: "单位为万元时，合计超过这个数（万元）就疑为按元填写",
            default: Given::Rule(whole(1_000_000)),
        },
    ],
    doc: Doc {
        what: "同一行的年初预算数、全年预算数、全年执行数之间，合计与各分项之和之间，是否相差约 10000 倍；单位写明万元的表，合计是否大得不合常理。",
        why: "元与万元混填，执行率和汇总金额都会错 10000 倍。",
        how: "同一行两个金额之比在 5000～20000 之间即提出；预算数与执行数之比只在填写的执行率也对不上时才算。合计与基本支出、项目支出之和（或各资金来源之和）之比在这个范围之内的也提出。单位为万元而合计超过 100 亿元的，列为疑点。",
        fix: "统一改按表头注明的单位填写。",
        source: "财政业务常识；已公开自评表中表头为万元、填的是元的实例。",
    },
    pass: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 |
        | 年度资金总额 | 253.77 | 260.00 | 250.00 |",
    fail: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 |
        | 年度资金总额 | 253.77 | 2600000 | 2500000 |",
    ..RuleInfo::PLAIN
};

type Amount = (&'static str, fn(&FundLine) -> &Sourced<Number>);

const INITIAL: Amount = ("年初预算数", |line| &line.initial);
const ADJUSTED: Amount = ("全年预算数", |line| &line.adjusted);
const EXECUTED: Amount = ("全年执行数", |line| &line.executed);

impl Rule for MixedUnits {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_fund(&self, form: &FormView<'_>, fund: &FundRow<'_>) -> Option<Verdict> {
        let mut judged = false;
        for (first, second) in [
            (INITIAL, ADJUSTED),
            (ADJUSTED, EXECUTED),
            (INITIAL, EXECUTED),
        ] {
            let (one, other) = ((first.1)(fund.line), (second.1)(fund.line));
            let (Some(a), Some(b)) = (one.value, other.value) else {
                continue;
            };
            judged = true;
            let (larger, smaller) = if a.value > b.value { (a, b) } else { (b, a) };
            let Some(ratio) = larger.value.checked_div(smaller.value) else {
                continue;
            };
            let spends_little = second.0 == EXECUTED.0 && a.value > b.value;
            if is_ten_thousand(form, ratio) && !(spends_little && rate_agrees(fund, a, b)) {
                return Some(mixed(form, fund, (first.0, one), (second.0, other), ratio).into());
            }
        }
        judged.then_some(Verdict::Passed)
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        if let Some(problem) = total_against_parts(form) {
            return Some(problem.into());
        }
        let unit = form.form.amount_unit.value?;
        let total = form
            .funds
            .iter()
            .find(|row| row.role() == FundRole::Total)?;
        let cell = [
            &total.line.adjusted,
            &total.line.executed,
            &total.line.initial,
        ]
        .into_iter()
        .find(|cell| cell.value.is_some())?;
        let amount = cell.value?;
        if unit != AmountUnit::WanYuan || amount.value <= form.threshold(&INFO, "largest") {
            return Some(Verdict::Passed);
        }
        Some(
            Problem::with_fund(form, total)
                .cell(form, "金额", cell)
                .cell(form, "金额单位", &form.form.amount_unit)
                .found(format!("{} 万元", shown(cell)))
                .expected("与部门规模相称的金额")
                .message(format!(
                    "金额单位注明为万元，而{}为 {}{}，合 {} 亿元，疑为按元填写。",
                    quoted(&total.name()),
                    shown(cell),
                    form.cite(cell),
                    two(amount.value / Decimal::from(10_000))
                ))
                .advice("核对金额单位：确为元的，改正表头单位或把金额折成万元。")
                .severity(Severity::Warning)
                .confidence(Confidence::Possible)
                .into(),
        )
    }
}

/// The rows that make up the total: by nature, or by source.
const SPLITS: [&[FundRole]; 2] = [&[FundRole::Basic, FundRole::Project], SOURCES];

/// The first column in which the total and the sum of its parts are ten thousand times apart.
fn total_against_parts(form: &FormView<'_>) -> Option<Problem> {
    let total = form
        .funds
        .iter()
        .find(|row| row.role() == FundRole::Total)?;
    let columns = [INITIAL, ADJUSTED, EXECUTED];
    let cases = SPLITS
        .iter()
        .flat_map(|split| columns.iter().map(move |column| (*split, *column)));
    cases.into_iter().find_map(|(split, (name, amount))| {
        let parts: Vec<&Sourced<Number>> = of_roles(form, split)
            .into_iter()
            .map(|row| amount(row.line))
            .filter(|part| part.value.is_some())
            .collect();
        let sum = parts
            .iter()
            .filter_map(|part| part.value)
            .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value))?;
        let whole = amount(total.line);
        let stated = whole.value?.value;
        let (larger, smaller) = if stated > sum {
            (stated, sum)
        } else {
            (sum, stated)
        };
        let ratio = larger.checked_div(smaller)?;
        is_ten_thousand(form, ratio).then(|| {
            let mut problem = Problem::with_fund(form, total).cell(form, name, whole);
            for part in &parts {
                problem = problem.cell(form, name, part);
            }
            problem
                .found(format!(
                    "{name}：合计 {}，各分项之和 {}",
                    shown(whole),
                    figure(sum)
                ))
                .expected("合计与各分项用同一个单位")
                .message(format!(
                    "{name}：{}的 {}{}与各分项之和 {} 相差约 {} 倍，疑为一个按元、一个按万元填写。",
                    quoted(&total.name()),
                    shown(whole),
                    form.cite(whole),
                    figure(sum),
                    figure(ratio.round())
                ))
                .advice("统一改按表头注明的金额单位填写，并重新合计。")
        })
    })
}

fn is_ten_thousand(form: &FormView<'_>, ratio: Decimal) -> bool {
    let ten_thousand = Decimal::from(10_000);
    let low = ten_thousand * form.threshold(&INFO, "spread");
    let high = ten_thousand
        .checked_div(form.threshold(&INFO, "spread"))
        .unwrap_or(ten_thousand);
    low <= ratio && ratio <= high
}

/// Whether the stated rate says that so little was really spent.
fn rate_agrees(fund: &FundRow<'_>, budget: Number, executed: Number) -> bool {
    let (Some(rate), Some(computed)) = (
        fund.line.rate.value,
        executed.value.checked_div(budget.value),
    ) else {
        return false;
    };
    (rate.value - computed).abs() <= hundredths(1)
}

fn mixed(
    form: &FormView<'_>,
    fund: &FundRow<'_>,
    first: (&'static str, &Sourced<Number>),
    second: (&'static str, &Sourced<Number>),
    ratio: Decimal,
) -> Problem {
    Problem::with_fund(form, fund)
        .cell(form, first.0, first.1)
        .cell(form, second.0, second.1)
        .found(format!(
            "{} {}，{} {}",
            first.0,
            shown(first.1),
            second.0,
            shown(second.1)
        ))
        .expected("同一行的金额用同一个单位")
        .message(format!(
            "{}的{} {}{}与{} {}{}相差约 {} 倍，疑为一个按元、一个按万元填写。",
            quoted(&fund.name()),
            first.0,
            shown(first.1),
            form.cite(first.1),
            second.0,
            shown(second.1),
            form.cite(second.1),
            figure(ratio.round())
        ))
        .advice("统一改按表头注明的金额单位填写，并重算执行率和得分。")
}
