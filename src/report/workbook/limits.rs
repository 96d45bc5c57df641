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

/// A limit in points.
pub(super) fn points(limit: Decimal) -> String {
    format!("{limit:.2}")
}
