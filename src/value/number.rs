//! Numbers as written: the value, and how precisely it was written.

mod parse;
#[cfg(test)]
mod tests;

use rust_decimal::{Decimal, RoundingStrategy};

pub(in crate::value) use parse::decimal;
pub(crate) use parse::{parse_amount, parse_number, parse_points, parse_rate};

/// A number with its written precision.
///
/// `value` keeps the scale it was written with (`22635.40` stays `22635.40`). `last_place` is one
/// unit of the last place written, in the unit of `value`: `23.65%` read as a fraction is 0.2365
/// with a last place of 0.0001.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The value.
    pub value: Decimal,
    /// One unit of the last place written.
    pub last_place: Decimal,
}

impl Number {
    /// A number written in full: its last place is that of its scale.
    #[must_use]
    pub fn written(value: Decimal) -> Self {
        Self {
            value,
            last_place: Decimal::new(1, value.scale()),
        }
    }

    /// Half a unit of the last place: how far the true value may lie from the written one.
    #[must_use]
    pub fn slack(&self) -> Decimal {
        self.last_place / Decimal::TWO
    }

    /// The same number in another unit: `2.45` (万) × 10000 is 24500 with a last place of 100.
    ///
    /// The value is normalised, as the zeros of a product say nothing; the written precision lives on
    /// in `last_place`. `None` where the product is out of range.
    #[must_use]
    pub fn scaled(&self, factor: Decimal) -> Option<Self> {
        if factor == Decimal::ONE {
            return Some(*self);
        }
        Some(Self {
            value: self.value.checked_mul(factor)?.normalize(),
            last_place: self.last_place.checked_mul(factor.abs())?.normalize(),
        })
    }
}

/// From here on (10^12; in 万元 three hundred times what the country spends in a year) a figure is none that could
/// be meant: no sum takes it, and rule A20 tells of it.
pub(crate) const BEYOND: Decimal = Decimal::from_parts(0xD4A5_1000, 0xE8, 0, false, 0);

/// Rounds half away from zero, as `ROUND` does in Excel and as the scoring rules mean it.
#[must_use]
pub(crate) fn round_half_away(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Cuts the places beyond `places` off, as some entry systems do before they compare.
#[must_use]
pub(crate) fn cut(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::ToZero)
}
