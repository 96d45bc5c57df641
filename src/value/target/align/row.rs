//! Target and actual value of a row, held against each other with what the row says of them.

use super::super::{Operator, Quantity, StatedDirections, Target, Wanted, direction_of_bare};
use super::factor::times_apart;
use super::stretch::settled;
use super::{Aligned, Misfit, align, counted_per};

/// The words of a row that tell how its numbers are meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowWords<'a> {
    /// 三级指标
    pub name: &'a str,
    /// 二级指标
    pub level2: &'a str,
    /// Which way is better by the bureau's own word.
    pub directions: &'a StatedDirections,
}

/// Which side of its target the actual value should lie on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// More is wanted.
    Above,
    /// Less is wanted.
    Below,
    /// Neither, or it cannot be told.
    Open,
}

/// Brings the actual value of a row to the unit of its target, as [`align`] does, and lets nothing through that no
/// person would reckon with: numbers that are as many times apart as units are, and the share of one for the whole.
///
/// # Errors
/// As [`align`], and [`Misfit::Factor`], [`Misfit::Inexact`].
pub(crate) fn align_row(
    target: &Target,
    bound: &Quantity,
    actual: &Quantity,
    words: RowWords<'_>,
) -> Result<Aligned, Misfit> {
    let side = wanted_side(target, words);
    if let Some(settled) = settled(target, bound, actual, side) {
        return settled;
    }
    let whole = whole_of(bound, actual).filter(|_| asks_for_each(target, words));
    let aligned = align(
        bound,
        target.upper.as_ref(),
        whole.as_ref().unwrap_or(actual),
    )?;
    match times_apart(bound, actual, &aligned, side, words.name) {
        Some(times) => Err(Misfit::Factor {
            target: target.shown(),
            actual: actual.shown(),
            times,
        }),
        None => Ok(aligned),
    }
}

fn wanted_side(target: &Target, words: RowWords<'_>) -> Side {
    match target.operator {
        Operator::AtLeast | Operator::MoreThan => Side::Above,
        Operator::AtMost | Operator::LessThan => Side::Below,
        Operator::Equal if !target.operator_written => {
            match direction_of_bare(target, words.name, words.level2, words.directions).wanted {
                Wanted::More => Side::Above,
                Wanted::Less => Side::Below,
                Wanted::Unclear => Side::Open,
            }
        }
        _ => Side::Open,
    }
}

/// Whether a row asks for a share of one, though its target does not say so: 人均培训次数 ≥2次.
fn asks_for_each(target: &Target, words: RowWords<'_>) -> bool {
    // 均衡 and 均等 divide nothing.
    [words.name, target.text.as_str()].iter().any(|text| {
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
