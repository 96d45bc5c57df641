//! Bringing a target and an actual value to one unit, or saying why that cannot be done.

mod bare;
mod factor;
mod relation;
mod row;
mod stretch;

use std::fmt;

use rust_decimal::Decimal;

use super::{Change, Quantity};
use crate::value::number::Number;
use bare::with_missing_unit;
use relation::{Relation, counted_each, relate};

pub(super) use bare::in_unit_of_column;
pub(super) use relation::{counted_per, is_count};
pub(crate) use row::align_row;

/// A target and an actual value in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aligned {
    /// The target; of a range the lower end.
    pub target: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// The actual value.
    pub actual: Decimal,
    /// The target as a formula shows it: `5.5%`, `2.45万人`.
    pub target_shown: String,
    /// The upper end as a formula shows it.
    pub upper_shown: Option<String>,
    /// The actual value as a formula shows it.
    pub actual_shown: String,
    /// What had to be assumed. Chinese, one sentence each.
    pub assumptions: Vec<String>,
}

/// Why two quantities cannot be held against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// The units measure different things.
    Units {
        /// The target as written.
        target: String,
        /// The actual value as written.
        actual: String,
    },
    /// One side lacks a unit, and which was meant cannot be told.
    Unsure {
        /// The target as written.
        target: String,
        /// The actual value as written.
        actual: String,
    },
    /// One side is counted for a period or for each of something (1次/月, 50人/期), and the other not, or for another.
    Period {
        /// The target as written.
        target: String,
        /// The actual value as written.
        actual: String,
    },
    /// The units go together only roughly (1个月 and 30天), and the numbers lie too close to each other for that.
    Inexact {
        /// The target as written.
        target: String,
        /// The actual value as written.
        actual: String,
    },
    /// The numbers are so many times apart as units are, so that one of them is hardly in the unit it seems to be in.
    Factor {
        /// The target as written.
        target: String,
        /// The actual value as written.
        actual: String,
        /// How many times.
        times: Decimal,
    },
    /// One side is a change, and against what the other is to be read cannot be told.
    Direction {
        /// The target as written.
        target: String,
        /// The actual value as written.
        actual: String,
    },
    /// A number beyond what the program reckons with.
    OutOfRange,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Units { target, actual } => {
                write!(
                    f,
                    "指标值“{target}”与实际完成值“{actual}”计量单位不一致，无法比较"
                )
            }
            Self::Unsure { target, actual } => write!(
                f,
                "指标值“{target}”与实际完成值“{actual}”一方未写单位，无法判断按什么单位比较"
            ),
            Self::Period { target, actual } => write!(
                f,
                "指标值“{target}”与实际完成值“{actual}”不是同一时段（或同一范围）的数，无法比较"
            ),
            Self::Inexact { target, actual } => write!(
                f,
                "指标值“{target}”与实际完成值“{actual}”的单位不能精确换算，是否达到不能确定"
            ),
            Self::Factor {
                target,
                actual,
                times,
            } => write!(
                f,
                "指标值“{target}”与实际完成值“{actual}”像是用了相差 {times} 倍的两种计量单位，不能复算"
            ),
            Self::Direction { target, actual } => write!(
                f,
                "指标值“{target}”与实际完成值“{actual}”升降方向不明，无法比较"
            ),
            Self::OutOfRange => f.write_str("数值过大，无法计算"),
        }
    }
}

/// 10¹⁸. Values beyond it are refused, so that no product of two of them and a weight leaves the range of decimals.
const LIMIT: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0);

/// Brings an actual value to the unit of its target (and of the target's upper end).
///
/// # Errors
/// A [`Misfit`] where the units contradict each other, or where a missing unit could mean two things.
pub(crate) fn align(
    target: &Quantity,
    upper: Option<&Quantity>,
    actual: &Quantity,
) -> Result<Aligned, Misfit> {
    if target.unit.is_none() && actual.unit.is_some() {
        return align_bare_target(target, upper, actual);
    }
    let mut assumptions = Vec::new();
    let common = in_common_unit(target, actual, &mut assumptions)?;
    let read = &common.actual;
    let value = with_direction(target, read).ok_or_else(|| Misfit::Direction {
        target: target.shown(),
        actual: actual.shown(),
    })?;
    let mut actual_shown = common.actual_shown;
    if value != read.number.value {
        let turned = Quantity {
            number: Number {
                value,
                ..read.number
            },
            ..read.clone()
        };
        assumptions.push(format!(
            "实际完成值与指标值升降方向相反，按{}计。",
            turned.shown()
        ));
        actual_shown = turned.shown();
    }
    let factor = Decimal::from(common.target_factor);
    let converted = |quantity: &Quantity| {
        let value = quantity.number.value.checked_mul(factor);
        value
            .filter(|value| value.abs() <= LIMIT)
            .ok_or(Misfit::OutOfRange)
    };
    if value.abs() > LIMIT {
        return Err(Misfit::OutOfRange);
    }
    Ok(Aligned {
        target: converted(target)?,
        upper: upper.map(converted).transpose()?,
        actual: value,
        target_shown: common.target_shown,
        upper_shown: upper
            .map(|upper| shown_over_year(upper, common.target_factor, common.yearly.as_ref()))
            .map(|shown| shown.ok_or(Misfit::OutOfRange))
            .transpose()?,
        actual_shown,
        assumptions,
    })
}

/// An actual value in the base of its target's kind of unit.
struct Common {
    target_factor: u64,
    /// The unit in which both are counted over the year, where one of them is a frequency.
    yearly: Option<String>,
    target_shown: String,
    actual: Quantity,
    actual_shown: String,
}

/// Finds the unit in which both can be compared. The target has one, or neither has.
fn in_common_unit(
    target: &Quantity,
    actual: &Quantity,
    assumptions: &mut Vec<String>,
) -> Result<Common, Misfit> {
    if target.unit.is_some() && actual.unit.is_some() {
        return in_related_units(target, actual, assumptions);
    }
    // 12 beside 1次/月 is twelve times: whether in a month or a year is for the relation to tell.
    if let Some(upper) = target.unit.as_deref().and_then(counted_per)
        && actual.scale == Decimal::ONE
        && !actual.number.value.is_zero()
    {
        let counted = Quantity {
            unit: Some(upper.to_owned()),
            ..actual.clone()
        };
        return in_related_units(target, &counted, assumptions);
    }
    let both_bare = target.unit.is_none() && target.scale == actual.scale;
    let read = if both_bare {
        Some(actual.clone())
    } else {
        with_missing_unit(target, actual)
    };
    let read = read.ok_or_else(|| Misfit::Unsure {
        target: target.shown(),
        actual: actual.shown(),
    })?;
    let actual_shown = read.shown();
    // Zero is zero in any unit.
    if actual_shown != actual.shown() && !read.number.value.is_zero() {
        assumptions.push(format!(
            "实际完成值“{}”未写单位，按{actual_shown}计。",
            actual.shown()
        ));
    }
    Ok(Common {
        target_factor: 1,
        yearly: None,
        target_shown: target.shown(),
        actual: read,
        actual_shown,
    })
}

/// Finds the unit in which two quantities that both have one can be compared.
fn in_related_units(
    target: &Quantity,
    actual: &Quantity,
    assumptions: &mut Vec<String>,
) -> Result<Common, Misfit> {
    let units = target.unit.as_deref().zip(actual.unit.as_deref());
    let misfit = || Misfit::Units {
        target: target.shown(),
        actual: actual.shown(),
    };
    let (wanted, given) = units.ok_or_else(misfit)?;
    let mut relation = relate(wanted, given).ok_or_else(misfit)?;
    let multiplied = loop {
        let converted = multiplied(actual, relation.actual_factor)?;
        if relation.is_plausible(target.number.value, converted.number.value) {
            break converted;
        }
        relation = match relation.otherwise {
            Some(other) => *other,
            None => {
                return Err(Misfit::Period {
                    target: target.shown(),
                    actual: actual.shown(),
                });
            }
        };
    };
    let Relation {
        target_factor,
        actual_factor,
        ..
    } = relation;
    assumptions.extend(relation.assumption.clone());
    let shown = |quantity, factor| shown_over_year(quantity, factor, relation.yearly.as_ref());
    let (target_shown, actual_shown) = shown(target, target_factor)
        .zip(shown(actual, actual_factor))
        .ok_or(Misfit::OutOfRange)?;
    Ok(Common {
        target_factor,
        yearly: relation.yearly.clone(),
        target_shown,
        actual: multiplied,
        actual_shown,
    })
}

/// A quantity as a formula shows it: where it is counted over the year, with the count of the year.
fn shown_over_year(quantity: &Quantity, factor: u64, yearly: Option<&String>) -> Option<String> {
    Some(match yearly {
        Some(upper) if factor != 1 || quantity.unit.as_ref() != Some(upper) => Quantity {
            number: quantity.number.scaled(Decimal::from(factor))?,
            unit: Some(upper.clone()),
            ..quantity.clone()
        }
        .shown(),
        _ => quantity.shown(),
    })
}

/// Aligns a target without a unit to an actual value that has one.
fn align_bare_target(
    target: &Quantity,
    upper: Option<&Quantity>,
    actual: &Quantity,
) -> Result<Aligned, Misfit> {
    let unsure = || Misfit::Unsure {
        target: target.shown(),
        actual: actual.shown(),
    };
    // 12 beside an actual value of 每月1次 is meant for the whole year, 150 beside 50人/期 for all.
    let per_year = actual
        .unit
        .as_deref()
        .and_then(counted_each)
        .map(|upper| Quantity {
            unit: Some(upper.to_owned()),
            ..actual.clone()
        });
    let like = per_year.as_ref().unwrap_or(actual);
    let read = with_missing_unit(like, target).ok_or_else(unsure)?;
    let read_upper = upper
        .map(|upper| with_missing_unit(like, upper).ok_or_else(unsure))
        .transpose()?;
    let mut aligned = align(&read, read_upper.as_ref(), actual)?;
    aligned.assumptions.insert(
        0,
        format!("指标值“{}”未写单位，按{}计。", target.shown(), read.shown()),
    );
    Ok(aligned)
}

/// Whether a quantity is less than `reach` times another, either way.
fn is_near(a: &Quantity, like: &Quantity, reach: u32) -> bool {
    let reach = Decimal::from(reach);
    let (a, b) = (a.number.value.abs(), like.number.value.abs());
    a * reach > b && a < b * reach
}

/// The actual value in the direction that the target counts; `None` where that cannot be told.
fn with_direction(target: &Quantity, actual: &Quantity) -> Option<Decimal> {
    let value = actual.number.value;
    match (target.change, actual.change) {
        // 下降-3% may be a rise, or a fall written twice.
        (_, Some(Change::Fall)) if value < Decimal::ZERO => None,
        (Some(a), Some(b)) if a != b => Some(-value),
        (Some(Change::Fall), None) if value.is_sign_negative() && !value.is_zero() => None,
        // Beside a rise of 2 % the number 96 % is what was reached, and not how far it rose.
        // 4起 in answer to 较上年减少2起 may be how many there are.
        (Some(_), None) if target.unit.as_deref() != Some("%") && !value.is_zero() => None,
        (Some(_), None) if !is_near(actual, target, 5) && value > target.number.value => None,
        // Beside a satisfaction of 95 % a rise of 2 % is no satisfaction of 2 %.
        (None, Some(_)) => None,
        _ => Some(value),
    }
}

/// A quantity with its number multiplied, as converting units asks.
fn multiplied(quantity: &Quantity, factor: u64) -> Result<Quantity, Misfit> {
    Ok(Quantity {
        number: quantity
            .number
            .scaled(Decimal::from(factor))
            .ok_or(Misfit::OutOfRange)?,
        ..quantity.clone()
    })
}
