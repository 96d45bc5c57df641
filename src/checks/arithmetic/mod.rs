//! 算术勾稽: sums, rates and scores that must agree with each other.

pub(super) mod a01_fund_parts;
pub(super) mod a02_basic_and_project;
pub(super) mod a03_adjustment;
pub(super) mod a04_execution_rate;
pub(super) mod a05_weights_make_100;
pub(super) mod a06_weights_by_level;
pub(super) mod a07_weight_missing;
pub(super) mod a08_score_above_weight;
pub(super) mod a09_score_unusable;
pub(super) mod a10_execution_score;
pub(super) mod a11_indicator_score;
pub(super) mod a12_total_of_scores;
pub(super) mod a13_grade;
pub(super) mod a14_beyond_full_score;
pub(super) mod a15_outside_band;
pub(super) mod a16_mixed_units;
pub(super) mod a17_completion_rate;
pub(super) mod a18_projects_of_department;
pub(super) mod a19_rate_of_fund;
pub(super) mod a20_out_of_range;

mod fund_block;
mod gap;
mod rate;
mod weights;
