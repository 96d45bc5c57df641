//! Target and actual value of a row, held against each other with what the row says of them.

use super::super::{Quantity, Target, Wanted};
use super::factor::times_apart;
use super::stretch::settled;
use super::{Aligned, Misfit, align, counted_per};

/// Brings the actual value of a row to the unit of its target, as [`align`] does, and lets nothing through that no
/// person would reckon with: numbers that are as many times apart as units are, and the share of one for the whole.
/// The indicator's name and which way its target wants the actual value tell how the numbers are meant.
///
/// # Errors
/// As [`align`], and [`Misfit::Factor`], [`Misfit::Inexact`].
pub(crate) fn align_row(
    target: &Target,
    bound: &Quantity,
    actual: &Quantity,
    (name, wanted): (&str, Wanted),
) -> Result<Aligned, Misfit> {
    if let Some(settled) = settled(target, bound, actual, wanted) {
        return settled;
    }
    let whole = whole_of(bound, actual).filter(|_| asks_for_each(target, name));
    let aligned = align(
        bound,
        target.upper.as_ref(),
        whole.as_ref().unwrap_or(actual),
    )?;
    match times_apart(bound, actual, &aligned, wanted, name) {
        Some(times) => Err(Misfit::Factor {
            target: target.shown(),
            actual: actual.shown(),
            times,
        }),
        None => Ok(aligned),
    }
}

/// Whether a row asks for a share of one, though its target does not say so: 人均培训次数 ≥2次.
fn asks_for_each(target: &Target, name: &str) -> bool {
    // 均衡 and 均等 divide nothing.
    [name, target.text.as_str()].iter().any(|text| {
        text.contains('每')
            || text
                .split_once('均')
                .is_some_and(|(_, behind)| !behind.starts_with(['衡', '等', '匀', '质']))
    })
}

/// An actual value without what it is per, where its target does not say that.
fn whole_of(bound: &Quantity, actual: &Quantity) -> Option<Quantity> {
    // 1次/月 is a count of the year.
    let unit = actual
        .unit
        .as_deref()
        .filter(|unit| counted_per(unit).is_none())?;
    let (upper, _) = unit.split_once('/')?;
    let plain = !bound.unit.as_deref().unwrap_or_default().contains('/');
    (plain && !upper.is_empty()).then(|| Quantity {
        unit: Some(upper.to_owned()),
        ..actual.clone()
    })
}
