//! Text → meaning: numbers with their written precision, units, rates, targets, periods.
//!
//! Knows nothing of spreadsheets, forms or profiles.

pub(crate) mod blank;
pub(crate) mod fold;
pub(crate) mod nearest;
pub(crate) mod number;
pub(crate) mod spread;
pub(crate) mod target;
pub(crate) mod unit;
