//! 算术勾稽: sums, rates and scores that must agree with each other.

pub(super) mod a12_total_of_scores;
mod gap;
