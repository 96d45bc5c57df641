//! 指标质量: whether an indicator can be assessed at all.

pub(super) mod q01_missing_kinds;
pub(super) mod q02_lopsided_weights;
pub(super) mod q03_money_as_output;
pub(super) mod q04_repeated_names;
pub(super) mod q05_unmeasured_quantity;
pub(super) mod q06_pretended_numbers;
pub(super) mod q07_vague_targets;
pub(super) mod q08_foreign_unit;
pub(super) mod q09_target_changed;
pub(super) mod q10_odd_characters;
pub(super) mod q11_not_applicable;
pub(super) mod q12_no_such_day;
