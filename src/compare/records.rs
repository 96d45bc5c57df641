//! All records of a run, and the ways they are asked for.

use super::record::{DepartmentRecord, FileFate, FindingRecord, FundRecord, IndicatorRecord};
use crate::form::model::FormKind;

/// All records of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Records {
    /// One a form.
    pub departments: Vec<DepartmentRecord>,
    /// One a row of a budget block.
    pub funds: Vec<FundRecord>,
    /// One an indicator.
    pub indicators: Vec<IndicatorRecord>,
    /// One a finding.
    pub findings: Vec<FindingRecord>,
    /// One a file.
    pub files: Vec<FileFate>,
}

impl Records {
    /// The record of the form with this number.
    #[must_use]
    pub(crate) fn department(&self, form: usize) -> Option<&DepartmentRecord> {
        // Forms are numbered in order; a search is needed only where several runs were joined.
        self.departments
            .get(form.wrapping_sub(1))
            .filter(|record| record.form == form)
            .or_else(|| self.departments.iter().find(|record| record.form == form))
    }

    /// The indicators of a form. Records lie in the order of their forms.
    #[must_use]
    pub(crate) fn indicators_of(&self, form: usize) -> &[IndicatorRecord] {
        let from = self.indicators.partition_point(|row| row.form < form);
        let to = self.indicators.partition_point(|row| row.form <= form);
        self.indicators.get(from..to).unwrap_or_default()
    }

    /// The rows of a form's budget block.
    #[must_use]
    pub(crate) fn funds_of(&self, form: usize) -> &[FundRecord] {
        let from = self.funds.partition_point(|row| row.form < form);
        let to = self.funds.partition_point(|row| row.form <= form);
        self.funds.get(from..to).unwrap_or_default()
    }

    /// The forms that count.
    pub(crate) fn current(&self) -> impl Iterator<Item = &DepartmentRecord> {
        self.departments.iter().filter(|record| record.current)
    }

    /// The forms that count of a year and kind, which are held to the same limits.
    pub(crate) fn league(
        &self,
        year: Option<i32>,
        kind: FormKind,
    ) -> impl Iterator<Item = &DepartmentRecord> {
        self.current()
            .filter(move |record| (record.year, record.kind) == (year, kind))
    }

    /// The years of the forms that count, latest first.
    #[must_use]
    pub(crate) fn years(&self) -> Vec<i32> {
        let mut years: Vec<i32> = self.current().filter_map(|record| record.year).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        years
    }
}
