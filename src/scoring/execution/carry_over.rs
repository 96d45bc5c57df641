//! Budget execution without the money carried over from the year before.

use super::super::profile::{CarryOver, Rules};
use super::{Money, amounts, has_money};
use crate::form::model::{FundLine, FundRole, SelfEvaluation};

/// Takes the row 上年结转 off the money, where the rules say so. `at` is the row that carries the score: only of a
/// total is the carried money a part.
///
/// # Errors
/// Why it cannot be taken off. Chinese.
pub(super) fn apply(
    money: Money,
    (form, at): (&SelfEvaluation, usize),
    rules: &Rules,
    notes: &mut Vec<String>,
) -> Result<Money, String> {
    let Money::Amounts { budget, executed } = money else {
        return Ok(money);
    };
    let is_total = form
        .funds
        .get(at)
        .is_some_and(|row| row.role == Some(FundRole::Total));
    let is_carried =
        |row: &&FundLine| is_total && row.role == Some(FundRole::Carryover) && has_money(form, row);
    let carried = form.funds.iter().find(is_carried);
    let (CarryOver::Excluded, Some(carried)) = (rules.execution.carry_over, carried) else {
        return Ok(Money::Amounts { budget, executed });
    };
    let Ok(Money::Amounts {
        budget: carried_budget,
        executed: carried_executed,
    }) = amounts(form, carried, rules)
    else {
        return Err("上年结转资金没有填全预算数和执行数，不能从总额中扣除".to_owned());
    };
    notes.push(format!(
        "上年结转的预算 {carried_budget}、执行 {carried_executed} 按评分规则不计入。"
    ));
    Ok(Money::Amounts {
        budget: budget - carried_budget,
        executed: executed - carried_executed,
    })
}
