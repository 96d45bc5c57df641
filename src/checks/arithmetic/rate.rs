//! Quotients of written amounts, and why a stated rate misses its own.

use crate::checks::prelude::*;
use crate::form::model::FundRole;
use crate::value::number::Number;

use super::fund_block::{SOURCES, of_roles};

/// One unit of the last place of a stated rate; never more than a percentage point, so that a bare
/// `1` for 100 % is not taken for a number rounded to whole ones.
pub(super) fn last_place(rate: &Number) -> Decimal {
    rate.last_place.min(hundredths(1))
}

/// A quotient, and the span that the written places of its amounts leave open.
pub(super) struct Quotient {
    pub(super) value: Decimal,
    lowest: Decimal,
    highest: Decimal,
}

impl Quotient {
    /// `None` where the divisor is zero.
    pub(super) fn of(dividend: &Number, divisor: &Number) -> Option<Self> {
        let value = dividend.value.checked_div(divisor.value)?;
        let low = (dividend.value - dividend.slack()).checked_div(divisor.value + divisor.slack());
        let high = (dividend.value + dividend.slack()).checked_div(divisor.value - divisor.slack());
        Some(Self {
            value,
            lowest: low.unwrap_or(value),
            highest: high.unwrap_or(value),
        })
    }

    /// Whether the true quotient could be `rate`, as far as the written places say.
    pub(super) fn could_be(&self, rate: Decimal, allowed: Decimal) -> bool {
        self.lowest - allowed < rate && rate < self.highest + allowed
    }
}

/// What arithmetic can tell of a wrong rate, to follow it after a comma.
pub(super) fn explain_rate(
    form: &FormView<'_>,
    fund: &FundRow<'_>,
    rate: Decimal,
    allowed: Decimal,
) -> String {
    let line = fund.line;
    let is = |value: Option<Decimal>| value.is_some_and(|value| (value - rate).abs() < allowed);
    let amount = |cell: &crate::form::model::Sourced<Number>| cell.value.map(|n| n.value);
    let (initial, adjusted, executed) = (
        amount(&line.initial),
        amount(&line.adjusted),
        amount(&line.executed),
    );
    let ratio = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_div(b?);
    let correct = ratio(executed, amount(line.budget()));
    if rate == Decimal::ONE {
        return "，像是未经计算就填了 100%".to_owned();
    }
    if adjusted.is_some() && is(ratio(executed, initial)) {
        return "，像是用年初预算数作了分母".to_owned();
    }
    if adjusted.is_some() && is(ratio(adjusted, initial)) {
        return "，像是用全年预算数除以了年初预算数".to_owned();
    }
    if is(ratio(adjusted, executed)) {
        return "，像是把分子和分母填反了".to_owned();
    }
    if is(correct.map(|rate| rate / Decimal::ONE_HUNDRED)) {
        return "，差 100 倍，像是漏写了百分号".to_owned();
    }
    if is(correct.map(|rate| rate * Decimal::ONE_HUNDRED)) {
        return "，差 100 倍，像是百分号写多了".to_owned();
    }
    if fund.role() == FundRole::Total {
        let parts = of_roles(form, SOURCES);
        let sum: Decimal = parts
            .iter()
            .filter_map(|part| amount(&part.line.executed))
            .sum();
        if parts.len() > 1 && is(ratio(Some(sum), adjusted)) {
            return format!(
                "，与各分项执行数之和 {} 算得的一致，执行数合计可能填错",
                figure(sum)
            );
        }
    }
    let of_other = form.funds.iter().find(|other| {
        other.index != fund.index
            && is(ratio(
                amount(&other.line.executed),
                amount(&other.line.adjusted),
            ))
    });
    if let Some(other) = of_other {
        return format!("，倒与{}的执行率相同，可能串了行", quoted(&other.name()));
    }
    String::new()
}
