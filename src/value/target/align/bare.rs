//! Numbers without a unit beside one that has it: what they mean, if only one reading makes sense.

use rust_decimal::Decimal;

use super::super::Quantity;
use super::is_near;

/// Reads a bare quantity in the unit of another.
///
/// Where that unit has a prefix, by the only reading that is of a like size: `3.17` beside `2.45万人` is
/// 3.17万人, `31700` is 31700人. The two readings differ ten thousandfold, so at most one is near (within
/// twenty times below, ten times beyond). `None` where none is.
pub(super) fn with_missing_unit(like: &Quantity, bare: &Quantity) -> Option<Quantity> {
    in_unit_from(Source::OtherSide, like, bare)
}

/// Reads a bare quantity in the unit that stands in the row's unit column, which is that of `like`.
///
/// As beside a unit that only the other side has; but of a percentage the column says what is meant where a fraction
/// would be far off (0.8 beside 5 under % is 0.8 %).
pub(in super::super) fn in_unit_of_column(like: &Quantity, bare: &Quantity) -> Option<Quantity> {
    in_unit_from(Source::Column, like, bare)
}

/// Where the unit of a bare number is taken from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The other side of the row, which may be written otherwise.
    OtherSide,
    /// The unit column, which holds for both sides.
    Column,
}

fn in_unit_from(source: Source, like: &Quantity, bare: &Quantity) -> Option<Quantity> {
    let percent = like.unit.as_deref() == Some("%");
    if bare.scale != Decimal::ONE {
        // 5.8万 has its prefix already; as a percentage it makes no sense.
        return if percent {
            None
        } else {
            in_unit_of(like, bare, bare.scale)
        };
    }
    let plain = in_unit_of(like, bare, Decimal::ONE)?;
    if bare.number.value.is_zero() {
        return Some(plain);
    }
    if percent {
        return as_percent(source, like, bare);
    }
    if like.scale == Decimal::ONE {
        return Some(plain);
    }
    let scaled = in_unit_of(like, bare, like.scale)?;
    match (is_near(&plain, like, 20), is_near(&scaled, like, 10)) {
        (true, false) => Some(plain),
        (false, true) => Some(scaled),
        _ => None,
    }
}

/// A bare number beside a percentage: `97.12` and `0.9712` beside `≥98%` are 97.12 %.
///
/// Up to 1.5 it is a fraction or a percentage, whichever is near the other side: within five times, but a fraction
/// within twice where the other side is less than 20 %, as 0.1 beside `≤5%` may well be a tenth of a per cent. Beyond
/// 1.5 it is a percentage, as in a column of rates, unless it would be more than 150 % and not near.
fn as_percent(source: Source, like: &Quantity, bare: &Quantity) -> Option<Quantity> {
    let line = Decimal::new(15, 1);
    let fraction = in_unit_of(like, bare, Decimal::ONE)?;
    // Beside `≤3.5‰` a bare 2.9 is 2.9 ‰, not 2.9 %.
    let sign = if like.scale == Decimal::ONE {
        Decimal::new(1, 2)
    } else {
        like.scale
    };
    let percentage = in_unit_of(like, bare, sign)?;
    let small = like.number.value.abs() < Decimal::new(2, 1);
    let fraction_near = is_near(&fraction, like, if small { 2 } else { 5 });
    let percentage_near = is_near(&percentage, like, 5);
    if bare.number.value.abs() > line {
        let sensible =
            percentage_near || source == Source::Column || percentage.number.value.abs() <= line;
        let could_be_fraction = fraction_near && like.number.value.abs() >= line;
        return (sensible && !could_be_fraction).then_some(percentage);
    }
    match (fraction_near, percentage_near) {
        (true, false) => Some(fraction),
        (false, true) => Some(percentage),
        (false, false) if source == Source::Column && small => {
            is_near(&percentage, like, 20).then_some(percentage)
        }
        _ => None,
    }
}

/// A bare quantity with the unit of another and a scale of its own.
fn in_unit_of(like: &Quantity, bare: &Quantity, scale: Decimal) -> Option<Quantity> {
    Some(Quantity {
        number: bare.number.scaled(scale / bare.scale)?,
        unit: like.unit.clone(),
        scale,
        change: bare.change,
    })
}
