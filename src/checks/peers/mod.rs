//! 同类与年度: other departments, other years.

pub(super) mod y01_copied_between_units;
pub(super) mod y02_copied_from_last_year;
pub(super) mod y03_low_target;
pub(super) mod y04_jumps;
pub(super) mod y05_outliers;
pub(super) mod y06_from_poor_to_excellent;
pub(super) mod y07_same_problem_again;
pub(super) mod y08_renamed_unit;

mod likeness;
pub(crate) mod matching;
