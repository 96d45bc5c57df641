//! Bringing a target and an actual value to one unit, or saying why that cannot be done.

use std::fmt;

use rust_decimal::Decimal;

use super::units::{Kind, kind_of};
use super::{Change, Quantity};

/// A target and an actual value in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
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
pub enum Misfit {
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
            Self::Direction { target, actual } => write!(
                f,
                "指标值“{target}”与实际完成值“{actual}”升降方向不明，无法比较"
            ),
            Self::OutOfRange => f.write_str("数值过大，无法计算"),
        }
    }
}

/// Brings an actual value to the unit of its target (and of the target's upper end).
///
/// # Errors
/// A [`Misfit`] where the units contradict each other, or where a missing unit could mean two things.
pub fn align(
    target: &Quantity,
    upper: Option<&Quantity>,
    actual: &Quantity,
) -> Result<Aligned, Misfit> {
    let mut assumptions = Vec::new();
    let misfit = |make: fn(String, String) -> Misfit| make(target.shown(), actual.shown());
    let (target_factor, read_actual) = match (target.unit.as_deref(), actual.unit.as_deref()) {
        (Some(wanted), Some(given)) => {
            let relation = relate(wanted, given)
                .ok_or_else(|| misfit(|target, actual| Misfit::Units { target, actual }))?;
            assumptions.extend(relation.assumption);
            let read = multiplied(actual, relation.actual_factor)?;
            (relation.target_factor, read)
        }
        (None, None) if target.scale == actual.scale => (1, actual.clone()),
        (_, None) => {
            let read = with_missing_unit(target, actual)
                .ok_or_else(|| misfit(|target, actual| Misfit::Unsure { target, actual }))?;
            // Zero is zero in any unit.
            if read.shown() != actual.shown() && !read.number.value.is_zero() {
                assumptions.push(format!(
                    "实际完成值“{}”未写单位，按{}计。",
                    actual.shown(),
                    read.shown()
                ));
            }
            (1, read)
        }
        (None, Some(_)) => return align_bare_target(target, upper, actual),
    };
    let actual_value = with_direction(target, &read_actual)
        .ok_or_else(|| misfit(|target, actual| Misfit::Direction { target, actual }))?;
    if actual_value != read_actual.number.value {
        assumptions.push(format!(
            "实际完成值与指标值升降方向相反，按{}计。",
            Quantity {
                number: crate::value::number::Number {
                    value: actual_value,
                    ..read_actual.number
                },
                ..read_actual.clone()
            }
            .shown()
        ));
    }
    let factor = Decimal::from(target_factor);
    let converted = |quantity: &Quantity| {
        quantity
            .number
            .value
            .checked_mul(factor)
            .ok_or(Misfit::OutOfRange)
    };
    Ok(Aligned {
        target: converted(target)?,
        upper: upper.map(converted).transpose()?,
        actual: actual_value,
        target_shown: target.shown(),
        upper_shown: upper.map(Quantity::shown),
        actual_shown: if target_factor == 1 && actual.unit == target.unit {
            actual.shown()
        } else if actual.unit.is_none() {
            read_actual.shown()
        } else {
            actual.shown()
        },
        assumptions,
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
    let read = with_missing_unit(actual, target).ok_or_else(unsure)?;
    let read_upper = upper
        .map(|upper| with_missing_unit(actual, upper).ok_or_else(unsure))
        .transpose()?;
    let mut aligned = align(&read, read_upper.as_ref(), actual)?;
    aligned.assumptions.insert(
        0,
        format!("指标值“{}”未写单位，按{}计。", target.shown(), read.shown()),
    );
    Ok(aligned)
}

/// Reads a bare quantity in the unit of another, by the only reading that is of a like size.
///
/// `95` beside `≥95%` is 95 %, `0.95` is too; `3.17` beside `2.45万人` is 3.17万人, `31700` is 31700人. Two
/// readings of one number differ by the unit's prefix (100, or 10000), so at most one is near the other
/// side: within five times of it (within twenty for 万). `None` where none is and the unit has a prefix.
fn with_missing_unit(like: &Quantity, bare: &Quantity) -> Option<Quantity> {
    let as_scaled = |scale: Decimal| {
        let number = bare.number.scaled(scale / bare.scale)?;
        Some(Quantity {
            number: if scale == bare.scale {
                bare.number
            } else {
                number
            },
            unit: like.unit.clone(),
            scale,
            change: bare.change,
        })
    };
    if bare.scale != Decimal::ONE {
        // 5.8万 has its prefix already.
        return as_scaled(bare.scale);
    }
    let plain = as_scaled(Decimal::ONE)?;
    if like.scale == Decimal::ONE || bare.number.value.is_zero() {
        return Some(plain);
    }
    let scaled = as_scaled(like.scale)?;
    match (is_near(&plain, like), is_near(&scaled, like)) {
        (true, false) => Some(plain),
        (false, true) => Some(scaled),
        // A percentage beyond 150 without its sign is no fraction; 1 and 0.5 could be either.
        _ if like.unit.as_deref() == Some("%") && bare.number.value.abs() > Decimal::new(15, 1) => {
            Some(scaled)
        }
        _ => None,
    }
}

/// Whether one quantity is less than five times the other, either way; twenty times where it has a prefix.
fn is_near(a: &Quantity, like: &Quantity) -> bool {
    let reach = Decimal::from(if like.scale < Decimal::ONE { 5 } else { 20 });
    let (a, b) = (a.number.value.abs(), like.number.value.abs());
    a * reach > b && a < b * reach
}

/// The actual value in the direction that the target counts; `None` where that cannot be told.
fn with_direction(target: &Quantity, actual: &Quantity) -> Option<Decimal> {
    let value = actual.number.value;
    match (target.change, actual.change) {
        (Some(a), Some(b)) if a != b => Some(-value),
        (Some(Change::Fall), None) if value.is_sign_negative() && !value.is_zero() => None,
        (None, Some(Change::Fall)) => None,
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

/// How two units go together: what to multiply each side with, and what has to be assumed.
#[derive(Debug, PartialEq, Eq)]
struct Relation {
    target_factor: u64,
    actual_factor: u64,
    assumption: Option<String>,
}

/// How the units of a target and an actual value go together; `None` where they contradict.
fn relate(target: &str, actual: &str) -> Option<Relation> {
    let plain = |assumption| {
        Some(Relation {
            target_factor: 1,
            actual_factor: 1,
            assumption,
        })
    };
    if target == actual {
        return plain(None);
    }
    let (target_upper, target_lower) = halves(target);
    let (actual_upper, actual_lower) = halves(actual);
    let differ = || {
        Some(format!(
            "指标值单位“{target}”与实际完成值单位“{actual}”按同一单位比较。"
        ))
    };
    let lower_fits =
        target_lower == actual_lower || target_lower.is_empty() || actual_lower.is_empty() || {
            let parts = |text: &str| {
                text.split('·')
                    .map(str::to_owned)
                    .collect::<std::collections::BTreeSet<_>>()
            };
            let (a, b) = (parts(target_lower), parts(actual_lower));
            a.is_subset(&b) || b.is_subset(&a)
        };
    if !lower_fits {
        return None;
    }
    if target_upper == actual_upper || target_upper.is_empty() || actual_upper.is_empty() {
        return plain(differ());
    }
    let (target_kind, actual_kind) = (kind_of(target_upper), kind_of(actual_upper));
    if target_kind.converts_to(actual_kind) {
        let same_lower = target_lower == actual_lower;
        return Some(Relation {
            target_factor: target_kind.factor(),
            actual_factor: actual_kind.factor(),
            assumption: if same_lower { None } else { differ() },
        });
    }
    if target_kind == Kind::Person && actual_kind == Kind::Person {
        return plain(None);
    }
    if target_kind.counts_like(actual_kind) {
        return plain(differ());
    }
    None
}

/// The upper and the lower half of a unit: 元/人·月 → 元, 人·月.
fn halves(unit: &str) -> (&str, &str) {
    unit.split_once('/').unwrap_or((unit, ""))
}
