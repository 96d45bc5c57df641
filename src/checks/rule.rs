//! What a rule is: its record, its verdict, and the levels at which it may look.

pub(crate) mod info;
pub(crate) mod verdict;

use super::finding::Finding;
use super::view::{Folder, FormView, FundRow, IndicatorRow};

pub(crate) use info::{
    Allowance, Category, Doc, Given, RuleInfo, Scope, Threshold, hundredths, whole,
};
pub(crate) use verdict::Verdict;

/// A rule. It implements the levels it needs; `None` says that the subject is none of its own
/// (a rule on qualitative rows has nothing to say of a measured one).
pub(crate) trait Rule: Sync {
    /// Its record.
    fn info(&self) -> &'static RuleInfo;

    /// Judges one row of the budget block.
    fn check_fund(&self, _form: &FormView<'_>, _fund: &FundRow<'_>) -> Option<Verdict> {
        None
    }

    /// Judges one indicator row.
    fn check_indicator(&self, _form: &FormView<'_>, _row: &IndicatorRow<'_>) -> Option<Verdict> {
        None
    }

    /// Judges one form.
    fn check_form(&self, _form: &FormView<'_>) -> Option<Verdict> {
        None
    }

    /// Judges two successive years of one unit.
    fn check_years(&self, _earlier: &FormView<'_>, _later: &FormView<'_>) -> Option<Verdict> {
        None
    }

    /// Judges across all forms; one verdict for each subject.
    fn check_folder(&self, _folder: &Folder<'_>) -> Vec<Verdict> {
        Vec::new()
    }

    /// Judges what the other rules found.
    fn check_findings(&self, _folder: &Folder<'_>, _findings: &[Finding]) -> Vec<Verdict> {
        Vec::new()
    }

    /// Judges the folder's waivers; `used` says of each whether it covered something.
    fn check_waivers(&self, _folder: &Folder<'_>, _used: &[bool]) -> Vec<Verdict> {
        Vec::new()
    }
}
