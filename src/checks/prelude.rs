//! What a rule's file needs: the record, the levels, the problem, and the words for figures.

pub(super) use rust_decimal::Decimal;

pub(super) use super::finding::{Confidence, Severity};
pub(super) use super::problem::Problem;
pub(super) use super::rule::{
    Allowance, Category, Doc, Given, Rule, RuleInfo, Scope, Threshold, Verdict, hundredths, whole,
};
pub(super) use super::tolerance::Tolerance;
pub(super) use super::view::{Folder, FormView, FundRow, IndicatorRow, stated_text};
pub(super) use super::wording::{
    enumerated, excerpt, figure, gap, percent, quoted, shown, shown_rate, shown_text, two,
};
