//! The limits of the policies that the forms were judged by, in words: one where all forms share it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Context;
use crate::compare::DepartmentRecord;

/// A limit as the sheets tell it; the limits of several kinds, years or districts, where they differ.
pub(super) fn told(
    context: Context<'_>,
    limit: impl Fn(&DepartmentRecord) -> Decimal,
    words: impl Fn(Decimal) -> String,
) -> String {
    let limits: BTreeSet<Decimal> = context.material.records.current().map(limit).collect();
    let told: Vec<String> = limits.into_iter().map(words).collect();
    told.join("、")
}

/// The least of the limits, for a sign that a whole column shares: what it marks is beyond everybody's.
pub(super) fn least(context: Context<'_>, limit: impl Fn(&DepartmentRecord) -> Decimal) -> Decimal {
    let limits = context.material.records.current().map(limit);
    limits.min().unwrap_or_default()
}

/// A limit that is a fraction, as a percentage.
pub(super) fn percent(limit: Decimal) -> String {
    format!("{}%", (limit * Decimal::ONE_HUNDRED).normalize())
}

/// A limit in points.
pub(super) fn points(limit: Decimal) -> String {
    format!("{limit:.2}")
}
