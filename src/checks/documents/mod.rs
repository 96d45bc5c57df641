//! 材料一致: what the documents beside a form say of it.

pub(super) mod d01_report_against_form;
pub(super) mod d03_problems_and_deductions;
pub(super) mod d05_shares_of_100;
pub(super) mod d07_foreign_report;
pub(super) mod d08_scores_of_report;
pub(super) mod d09_indicators_of_report;

mod passages;
mod statements;
