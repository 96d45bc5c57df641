//! Numbers as written: the value, and how precisely it was written.

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

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
}

/// Rounds half away from zero, as `ROUND` does in Excel and as the scoring rules mean it.
#[must_use]
pub fn round_half_away(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}
