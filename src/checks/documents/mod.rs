//! 材料一致: what the documents beside a form say of it.

pub(super) mod d01_report_against_form;
pub(super) mod d07_foreign_report;
