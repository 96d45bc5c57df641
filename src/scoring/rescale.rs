//! Totals whose weights do not make the full marks are brought to them, so that forms can be compared.

use rust_decimal::Decimal;

use super::profile::{Rescale, Rules};
use super::{LineScore, Rescaling};
use crate::form::model::SelfEvaluation;
use crate::value::number::parse_points;

/// How the points of the rows that are scored are brought to the full marks; `None` where they stay as they are.
/// `not_applicable` are the weights of rows set aside, which the others make up for.
pub(super) fn rescaling(
    form: &SelfEvaluation,
    scored: &[&LineScore],
    (points, not_applicable): (Decimal, Decimal),
    rules: &Rules,
) -> Option<Rescaling> {
    let weights: Decimal = scored.iter().filter_map(|line| line.weight).sum();
    let whole = weights + not_applicable;
    let missing = rules.weights.total - whole;
    let beyond_tolerance = missing.abs() > rules.tolerance.score;
    let is_brought = beyond_tolerance
        && if missing < Decimal::ZERO {
            rules.weights.rescale != Rescale::None && all_count(scored)
        } else {
            rules.weights.rescale == Rescale::Both
                && all_count(scored)
                && points <= weights
                && read_wholly(form, scored, whole, missing)
        };
    let full = if is_brought {
        rules.weights.total
    } else {
        whole
    };
    (weights > Decimal::ZERO && full != weights).then_some(Rescaling {
        points,
        full,
        weights,
    })
}

/// Whether every row has a weight, and none adds to or takes from the total.
fn all_count(scored: &[&LineScore]) -> bool {
    scored
        .iter()
        .all(|line| line.weight.is_some() && !line.rule.starts_with("adjustment."))
}

/// Whether weights that make too little are the form's own doing. Where a weight may have escaped the reading,
/// the rows that were read must not make up for it.
fn read_wholly(
    form: &SelfEvaluation,
    scored: &[&LineScore],
    whole: Decimal,
    missing: Decimal,
) -> bool {
    let takes_off = |line: &&LineScore| line.weight.is_some_and(|weight| weight < Decimal::ZERO);
    if scored.iter().any(takes_off) {
        return false;
    }
    let execution = form.funds.iter().find_map(|row| row.weight.value);
    let may_be_a_weight = |text: &str| {
        parse_points(text)
            .is_some_and(|number| number.value > Decimal::ZERO && number.value <= missing)
    };
    let nothing_escaped = execution.is_some()
        && !form.indicators.is_empty()
        && !form
            .coverage
            .unread()
            .any(|(_, text)| may_be_a_weight(text));
    match form.total_weight.value.map(|number| number.value) {
        // The form adds up its rows as we do: all of them, or the indicators alone.
        Some(stated) if stated == whole => true,
        Some(stated) if execution.is_some_and(|own| stated == whole - own.value) => nothing_escaped,
        // The full marks stand there in print, whatever the rows make.
        Some(stated) => stated == whole + missing && nothing_escaped,
        None => nothing_escaped,
    }
}
