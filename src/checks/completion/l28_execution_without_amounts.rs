//! L28: points for budget execution, and no amount to execute.

use crate::checks::prelude::*;
use crate::form::model::{FundLine, Sourced};
use crate::value::number::Number;

/// L28.
pub(in crate::checks) struct ExecutionWithoutAmounts;

static INFO: RuleInfo = RuleInfo {
    id: "L28",
    title: "没有填写预算数和执行数却有预算执行率得分",
    category: Category::Completion,
    scope: Scope::Form,
    doc: Doc {
        what: "资金栏没有任何金额（空白或只写“详见附表”）时，预算执行率是否给了分。",
        why: "执行率由执行数除以预算数得出；没有金额就没有得分依据，也无法与预算批复、决算核对。",
        how: "资金栏各行的年初预算数、全年预算数、全年执行数都没有数，而执行率得分大于 0 的提出；表内另有未读出的数字、没有计算结果的公式、图片或文本框可能就是这些金额的，不判定。",
        fix: "按预算批复和决算补填各项资金的预算数、执行数，并据以计算执行率和得分；确无数据的得 0 分。",
        source: "财政部中央部门项目支出绩效自评通知：执行率按全年执行数占全年预算数计算；与 L02（没有实际完成值却有得分）同理。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 | 执行率 | 分值 | 得分 |
        | 年度资金总额 | 100 | 98.2 | 98.2% | 10 | 9.82 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 | 执行率 | 分值 | 得分 |
        | 年度资金总额 | | 详见附表 | 98.2% | 10 | 9.82 |",
    ..RuleInfo::PLAIN
};

impl Rule for ExecutionWithoutAmounts {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let (fund, _) = form.execution()?;
        let score = &fund.line.score;
        let stated = score.value?.value;
        let cells: Vec<&Sourced<Number>> = form
            .funds
            .iter()
            .flat_map(|fund| amounts(fund.line))
            .collect();
        if !cells.iter().any(|cell| cell.has_place()) {
            return Some(Verdict::not_judged("表内没有填写金额的栏"));
        }
        if stated <= Decimal::ZERO || cells.iter().any(|cell| cell.value.is_some()) {
            return Some(Verdict::Passed);
        }
        // A text with a figure in it may be an amount that was not understood.
        let may_be_amount = |text: &str| text.chars().any(char::is_numeric);
        if cells.iter().any(|cell| may_be_amount(&cell.text)) {
            return Some(Verdict::not_judged(
                "资金栏有未读懂的数字，不能断定没有金额",
            ));
        }
        if form
            .form
            .coverage
            .unread()
            .any(|(_, text)| may_be_amount(text))
            || form.may_hide_values()
        {
            return Some(Verdict::not_judged("表内有未读出的内容，不能断定没有金额"));
        }
        let instead = cells
            .iter()
            .find(|cell| cell.is_unreadable())
            .map_or_else(String::new, |cell| {
                format!("，只写了{}{}", quoted(&cell.text), form.cite(cell))
            });
        let mut problem = Problem::with_fund(form, fund)
            .cell(form, "得分", score)
            .cell(form, "全年预算数", &fund.line.adjusted)
            .cell(form, "全年执行数", &fund.line.executed);
        if fund.line.adjusted.cells.is_empty() {
            problem = problem.cell(form, "年初预算数", &fund.line.initial);
        }
        Some(
            problem
                .found(format!("资金栏没有金额，执行率得分 {}", shown(score)))
                .expected("先有预算数和执行数，再有执行率得分")
                .message(format!(
                    "资金栏没有填写任何预算数、执行数{instead}，预算执行率却得了 {} 分{}。",
                    shown(score),
                    form.cite(score)
                ))
                .advice("补填预算数、执行数，按执行率计算得分；确无数据的得 0 分。")
                .points(stated)
                .into(),
        )
    }
}

fn amounts(line: &FundLine) -> [&Sourced<Number>; 4] {
    [
        &line.initial,
        &line.adjustment,
        &line.adjusted,
        &line.executed,
    ]
}
