//! Text → meaning: numbers with their written precision, units, rates, targets, periods.
//!
//! Knows nothing of spreadsheets, forms or profiles.

pub mod blank;
pub mod fold;
pub mod nearest;
pub mod number;
pub mod spread;
pub mod target;
pub mod unit;
