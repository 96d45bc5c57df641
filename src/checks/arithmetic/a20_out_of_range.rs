//! A20: a figure that no budget and no score could have.

use crate::checks::prelude::*;
use crate::checks::problem::Spot;
use crate::form::model::{OutOfRange as Figure, Why};

/// A20.
pub(in crate::checks) struct OutOfRange;

static INFO: RuleInfo = RuleInfo {
    id: "A20",
    title: "数值大到、小到或负到不可能",
    category: Category::Arithmetic,
    scope: Scope::Form,
    doc: Doc {
        what: "金额、比率、分值、得分、指标值和完成值是否大到、小到或负到不可能是真实的数。",
        why: "多打的零、粘连的数字、多打的负号和运算残值会使合计、平均和名次全部失真。",
        how: "金额（折成万元）、比率、分值、得分的绝对值达到 1 万亿的提出；不是零而不足 0.000001 的（金额即不足 1 分钱），是运算留下的残值，按 0 计，只作提示；位数多到读不成数的提出；年度资金总额的预算数、执行数和执行率，预算执行的分值和得分，分值合计和自评总分是负数的提出；分项资金是负数的可能是冲减，仍计入，作疑点。指标值、完成值达到 1000 万亿或小于 10 亿分之一的也提出。除残值和分项资金外，这样的数没有采用：合计、平均、名次和复算都不计它，各处写明未计入。指标行的负数得分见 A09，扣分项不在此列。Excel 运算的尾差（第 16 位以后的数字）不算。",
        fix: "改正该单元格；残值改为 0 或应有的数。",
        source: "汇总所用的数位（整数 12 位、小数 6 位）；全国一般公共预算支出不到 30 万亿元，即 30 亿万元。",
    },
    pass: "
        | 资金 | 年初预算 | 预算调整 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | -0.5 | 999999999999 | 0 | 10 | 0 |",
    fail: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | -100 | 1000000000000 | 0.0000000000000001 | 10 | 10 |
        | 其他资金 | 0 | -20 | 0 | | |",
    ..RuleInfo::PLAIN
};

impl Rule for OutOfRange {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let figures = form.form.out_of_range.iter();
        Some(Verdict::of(
            figures.map(|figure| problem(form, figure)).collect(),
        ))
    }
}

/// What is wrong, what was done about it, and how bad that is.
fn told(why: Why) -> (&'static str, Severity) {
    const LEFT_OUT: Severity = Severity::Error;
    match why {
        Why::TooLarge => ("大到不可能，没有采用，合计、平均和名次都不计它", LEFT_OUT),
        Why::TooSmall => ("小到不可能，没有采用", LEFT_OUT),
        Why::TooLong => (
            "位数过多，读不成数，没有采用，合计、平均和名次都不计它",
            LEFT_OUT,
        ),
        Why::Negative => ("不可能是负数，没有采用，合计、平均和名次都不计它", LEFT_OUT),
        Why::NegativePart => ("是负数，请核实是否冲减；暂按所填计入", Severity::Warning),
        Why::Residue => ("小到不可能，是运算留下的残值，按 0 计", Severity::Notice),
    }
}

fn problem(form: &FormView<'_>, figure: &Figure) -> Problem {
    let (why, severity) = told(figure.why);
    let name = figure.field;
    let of_row = if figure.row.is_empty() {
        String::new()
    } else {
        format!("{}的", quoted(&excerpt(&figure.row, 40)))
    };
    let places: Vec<String> = figure
        .cells
        .iter()
        .map(|at| form.form.source.address(*at))
        .collect();
    let mut problem = Problem::with_form(form)
        .found(format!("{name} {}", excerpt(&figure.written, 40)))
        .expected("真实的金额、比率、分数或数量")
        .message(format!(
            "{of_row}{name}（{}）填的是 {}，{why}。",
            places.join("、"),
            excerpt(&figure.written, 40)
        ))
        .advice("改正该单元格后重新报送。")
        .severity(severity);
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
