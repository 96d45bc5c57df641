//! Values with the way back to their cells.

use rust_decimal::Decimal;

use crate::compare::record::Traced;
use crate::form::model::{SelfEvaluation, Source, Sourced};
use crate::scoring::LineScore;
use crate::value::number::Number;
use crate::value::unit::AmountUnit;

/// The arithmetic of a score, or why there is none; both where both are there.
pub(crate) fn note(score: &LineScore) -> String {
    let parts: Vec<&str> = [score.formula.as_deref(), score.reason.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    parts.join("；")
}

/// Executed ÷ adjusted; `None` where either is missing or nothing was to be spent.
pub(crate) fn rate(executed: Option<Decimal>, adjusted: Option<Decimal>) -> Option<Decimal> {
    executed?.checked_div(adjusted?)
}

pub(crate) fn cells<T>(sourced: &Sourced<T>, source: &Source) -> String {
    let cells: Vec<String> = sourced.cells.iter().map(|at| source.address(*at)).collect();
    cells.join("、")
}

pub(crate) fn sheet_of<T>(sourced: &Sourced<T>, source: &Source) -> String {
    let index = sourced.cells.first().map_or(0, |at| at.sheet);
    source.sheets.get(index).cloned().unwrap_or_default()
}

pub(crate) fn words(sourced: &Sourced<String>, source: &Source) -> Traced<String> {
    Traced {
        value: sourced.value.clone(),
        cell: cells(sourced, source),
        text: sourced.text.clone(),
    }
}

pub(crate) fn plain(sourced: &Sourced<Number>, source: &Source) -> Traced<Decimal> {
    Traced {
        value: sourced.value.map(|number| number.value.normalize()),
        cell: cells(sourced, source),
        text: sourced.text.clone(),
    }
}

/// An amount in 万元. A form that declares no unit is taken to mean 万元, the unit of the official
/// form; the record's `amount_unit` then has no value, and the outputs say so.
pub(crate) fn amount(sourced: &Sourced<Number>, form: &SelfEvaluation) -> Traced<Decimal> {
    let unit = form.amount_unit.value.unwrap_or(AmountUnit::WanYuan);
    let factor = unit.in_yuan() / AmountUnit::WanYuan.in_yuan();
    let mut traced = plain(sourced, &form.source);
    traced.value = traced
        .value
        .and_then(|value| value.checked_mul(factor))
        .map(|value| value.normalize());
    traced
}

/// The sum of several rows, where the form has no row of its own for the whole that states it. Missing is not
/// zero: all must be there.
pub(crate) fn added(parts: &[&Sourced<Number>], form: &SelfEvaluation) -> Traced<Decimal> {
    let parts: Vec<Traced<Decimal>> = parts.iter().map(|part| amount(part, form)).collect();
    let joined = |of: fn(&Traced<Decimal>) -> &str, by: &str| {
        let texts: Vec<&str> = parts.iter().map(of).collect();
        texts.join(by)
    };
    Traced {
        value: parts.iter().try_fold(Decimal::ZERO, |sum, part| {
            part.value.and_then(|value| sum.checked_add(value))
        }),
        cell: joined(|part| &part.cell, "、"),
        text: joined(|part| &part.text, " + "),
    }
}
