//! 完成逻辑: what target, actual value, score and reason say of each other.

pub(super) mod l01_value_missing;
pub(super) mod l02_score_without_actual;
pub(super) mod l03_no_reason;
pub(super) mod l04_full_score_unmet;
pub(super) mod l05_deducted_though_met;
pub(super) mod l06_score_by_actual;
pub(super) mod l07_over_completion;
pub(super) mod l08_far_short;
pub(super) mod l09_units_differ;
pub(super) mod l10_sign_wrong_way;
pub(super) mod l11_work_ahead_of_money;
pub(super) mod l12_unspent;
pub(super) mod l13_done_without_money;
pub(super) mod l14_low_execution_unexplained;
pub(super) mod l15_overspent;
pub(super) mod l16_all_full_marks;
pub(super) mod l17_actual_equals_target;
pub(super) mod l18_less_than_midyear;
pub(super) mod l19_midyear_red;
pub(super) mod l20_satisfaction_unsurveyed;
pub(super) mod l21_late_but_full;
pub(super) mod l22_done_but_not_accepted;
pub(super) mod l23_cost_cap_exceeded;
pub(super) mod l24_words_against_figures;
pub(super) mod l25_empty_reasons;
pub(super) mod l26_narrative_against_rows;
