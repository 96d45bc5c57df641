//! The totals of a form: of its recomputed rows, and of what a reviewer makes of them.

use rust_decimal::Decimal;

use super::super::Context;
use super::super::cell::Content;
use super::super::execution;
use super::super::indicators::{self, sum_of_scores};
use super::super::table::Here;
use crate::compare::DepartmentRecord;
use crate::value::number::round_half_away;

/// The column with the full marks by the profile.
pub(super) const FULL: &str = "满分";
/// The columns with what a total was brought to, and from.
pub(super) const RESCALED_TO: &str = "折算后满分";
pub(super) const RESCALED_FROM: &str = "折算前分值";

/// Whether the recomputed total is what its rows add up to, brought to the full marks where they are.
/// Where the profile caps a bonus or gives no total, it is not.
pub(super) fn is_sum_of_rows(context: Context<'_>, form: &DepartmentRecord) -> bool {
    let points = added(context, form.form);
    let total = match form.rescale_full.zip(form.rescale_weights) {
        Some((full, weights)) => points
            .and_then(|points| points.checked_mul(full))
            .and_then(|points| points.checked_div(weights)),
        None => points,
    };
    total.map(|total| round_half_away(total, 2)) == form.total
}

/// The recomputed total: live where it is the sum of its rows, the number alone otherwise.
pub(super) fn recomputed<'a>(
    context: Context<'_>,
    form: &DepartmentRecord,
    here: &Here<'_>,
) -> Content<'a> {
    if !is_sum_of_rows(context, form) {
        // Other cells look the total up, and would find zero in an empty cell.
        return form
            .total
            .map_or_else(|| Content::formula("\"\""), Content::Number);
    }
    here.formula(&format!(
        "IF({}=0,\"\",{})",
        counted("复算得分"),
        total(form, &sum("复算得分"))
    ))
}

/// The final total: the reviewer's own, or that of the rows with the reviewer's scores in the place of the
/// recomputed ones, brought to the full marks as these are and never beyond them, or the recomputed one.
pub(super) fn reviewed<'a>(
    context: Context<'_>,
    form: &DepartmentRecord,
    here: &Here<'_>,
) -> Content<'a> {
    let of_rows = if is_sum_of_rows(context, form) {
        total(form, &sum("采用得分"))
    } else {
        // What the reviewer changed comes to the total as it stands.
        let change = format!("({}-({}))", sum("采用得分"), sum("复算得分"));
        format!("ROUND({{复算得分}}+{},2)", rescaled(form, &change))
    };
    // A bonus may have brought the recomputed total beyond the full marks.
    let bounded = format!("MIN({of_rows},MAX({{{FULL}}},{{复算得分}}))");
    here.formula(&format!(
        "IF(ISNUMBER({{复核得分}}),{{复核得分}},IF({}=0,IF(ISNUMBER({{复算得分}}),{{复算得分}},\"\"),{bounded}))",
        counted("复核得分")
    ))
}

fn total(form: &DepartmentRecord, points: &str) -> String {
    format!("ROUND({},2)", rescaled(form, points))
}

fn rescaled(form: &DepartmentRecord, points: &str) -> String {
    if form.rescale_full.is_some() && form.rescale_weights.is_some() {
        format!("({points})*{{{RESCALED_TO}}}/{{{RESCALED_FROM}}}")
    } else {
        points.to_owned()
    }
}

/// A column added up over the rows of the form on the detail sheets.
fn sum(column: &str) -> String {
    let (rows, funds) = (indicators::NAME, execution::NAME);
    format!("{{Σ{rows}.{column}}}+{{Σ{funds}.{column}}}")
}

/// How many of those rows hold a number there.
fn counted(column: &str) -> String {
    let (rows, funds) = (indicators::NAME, execution::NAME);
    format!("{{#{rows}.{column}}}+{{#{funds}.{column}}}")
}

/// What the recomputed scores of a form's rows add up to, as the detail sheets show them.
fn added(context: Context<'_>, form: usize) -> Option<Decimal> {
    let (rows, counted) = sum_of_scores(context, form, |row| row.score);
    let funds: Vec<Decimal> = context
        .material
        .records
        .funds_of(form)
        .iter()
        .filter_map(|fund| fund.score)
        .collect();
    (counted + funds.len() > 0).then(|| rows + funds.into_iter().sum::<Decimal>())
}
