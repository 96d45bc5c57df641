//! A20: a figure that no budget and no score could have.

use crate::checks::prelude::*;
use crate::checks::problem::Spot;
use crate::form::model::{FormField, FundField, IndicatorField, Kind, Sourced, Value};
use crate::value::number::{BEYOND, Number};
use crate::value::unit::AmountUnit;

/// A20.
pub(in crate::checks) struct OutOfRange;

static INFO: RuleInfo = RuleInfo {
    id: "A20",
    title: "数值大到或小到不可能",
    category: Category::Arithmetic,
    scope: Scope::Form,
    doc: Doc {
        what: "金额、比率、分值、得分是否大到或小到不可能是真实的数。",
        why: "多打的零、粘连的数字和运算残值会使合计、平均和名次全部失真。",
        how: "金额（折成万元）、比率、分值、得分的绝对值达到 1 万亿的提出；金额不是零而不足 1 分钱（0.000001 万元）的，是运算留下的残值，也提出。达到 1 万亿的数不计入合计、平均和名次，按没有填写处理。",
        fix: "改正该单元格；残值改为 0 或应有的数。",
        source: "汇总所用的数位（整数 12 位、小数 6 位）；全国一般公共预算支出不到 30 万亿元，即 30 亿万元。",
    },
    pass: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 999999999999 | 0 | 10 | 0 |",
    fail: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 1000000000000 | 0.0000000000000001 | 10 | 10 |",
    ..RuleInfo::PLAIN
};

/// A hundredth of a yuan in 万元.
const LEAST: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

impl Rule for OutOfRange {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let of_form = FormField::ALL
            .iter()
            .map(|field| (field.kind(), field.name(), field.get(form.form)));
        let of_funds = form.form.funds.iter().flat_map(|line| {
            let fields = FundField::ALL.iter();
            fields.map(|field| (field.kind(), field.name(), field.get(line)))
        });
        let of_rows = form.form.indicators.iter().flat_map(|row| {
            let fields = IndicatorField::ALL.iter();
            fields.map(|field| (field.kind(), field.name(), field.get(row)))
        });
        let unit = form.form.amount_unit.value.unwrap_or(AmountUnit::WanYuan);
        let problems = of_form
            .chain(of_funds)
            .chain(of_rows)
            .filter_map(|(kind, name, value)| {
                let Value::Number(figure) = value else {
                    return None;
                };
                let why = why_not(kind, figure.value?, unit)?;
                Some(problem(form, name, figure, why))
            });
        Some(Verdict::of(problems.collect()))
    }
}

/// Why a figure can be none that was meant.
fn why_not(kind: Kind, figure: Number, unit: AmountUnit) -> Option<&'static str> {
    let size = match kind {
        Kind::Amount => {
            let factor = unit.in_yuan() / AmountUnit::WanYuan.in_yuan();
            figure.value.checked_mul(factor).unwrap_or(BEYOND)
        }
        _ => figure.value,
    }
    .abs();
    if size >= BEYOND {
        Some("大到不可能，未计入合计、平均和名次")
    } else if kind == Kind::Amount && !size.is_zero() && size < LEAST {
        Some("不足 1 分钱，是运算留下的残值")
    } else {
        None
    }
}

fn problem(
    form: &FormView<'_>,
    name: &'static str,
    figure: &Sourced<Number>,
    why: &str,
) -> Problem {
    let mut problem = Problem::with_form(form)
        .found(format!("{name} {}", figure.text))
        .expected("真实的金额、比率或分数")
        .message(format!(
            "{name}{}填的是 {}，{why}。",
            form.cite(figure),
            excerpt(&figure.text, 40)
        ))
        .advice("改正该单元格后重新报送。");
    problem.spots = figure
        .cells
        .iter()
        .map(|at| Spot {
            form: form.index,
            role: name,
            at: *at,
        })
        .collect();
    problem
}
