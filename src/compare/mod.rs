//! Many forms → polars frames: totals, ranks, peers, years.
//!
//! ```text
//! assessments ─collect→ records ─compare→ comparison
//!     data files ─frame::from_frame┘
//! ```

pub(crate) mod collect;
pub(crate) mod finding_effect;
pub(crate) mod frame;
pub(crate) mod league;
pub(crate) mod levels;
pub(crate) mod load;
pub(crate) mod matching;
mod range;
pub(crate) mod ranking;
pub(crate) mod record;
pub(crate) mod reporting;
mod stored;
pub(crate) mod totals;
pub(crate) mod what_if;
pub(crate) mod years;

pub(crate) use crate::survey::FileStatus;
pub(crate) use record::{
    DepartmentRecord, FileFate, FindingRecord, FundRecord, IndicatorRecord, Traced,
};
pub(crate) use stored::confidence_label;

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::form::model::FormKind;
use crate::submission::correspondence::Correspondence;
use finding_effect::RankEffect;
use levels::LevelScore;
use ranking::Placing;
use totals::Totals;
use years::YearChange;

/// What can go wrong while comparing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CompareError {
    /// A number that no exact column can hold: more than 20 digits before the point. The user's
    /// file is at fault; such an amount is a slip of the pen.
    #[error("“{column}”的数值 {value} 过大，无法汇总；请检查原表是否误填")]
    OutOfRange {
        /// The column.
        column: String,
        /// The number.
        value: String,
    },
    /// A data file that is not what this program writes. The user's file is at fault.
    #[error("数据 {frame} 的列“{column}”不合用：{what}；请用同一版本的汇评重新生成该数据")]
    Shape {
        /// The frame.
        frame: String,
        /// The column.
        column: String,
        /// What is wrong.
        what: String,
    },
    /// A fault of ours.
    #[error("汇总时程序内部出错（非表格之过）：{0}")]
    Frame(#[from] polars::prelude::PolarsError),
}

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

/// What the comparison is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CompareSettings {
    /// Names that a person has confirmed to be one, or told apart.
    pub confirmed: Vec<Correspondence>,
}

/// The comparison of all forms that count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Comparison {
    /// Where each current form stands, by its number.
    pub placings: BTreeMap<usize, Placing>,
    /// Sums and statistics, by year, kind and peer group.
    pub totals: Vec<Totals>,
    /// Points by level-1 indicator, by form.
    pub levels: Vec<LevelScore>,
    /// Each unit's change from one year to the next.
    pub changes: Vec<YearChange>,
    /// What a finding does to a rank, by the finding's number.
    pub effects: BTreeMap<usize, RankEffect>,
    /// Names that a person has confirmed to be one, or told apart.
    pub confirmed: Vec<Correspondence>,
    /// The departments with their ranks, as a frame.
    pub departments: DataFrame,
}

/// Compares the forms of a run.
///
/// # Errors
///
/// [`CompareError::OutOfRange`] for an amount or score that no exact column holds; otherwise only
/// faults of ours.
pub(crate) fn compare(
    records: &Records,
    settings: &CompareSettings,
) -> Result<Comparison, CompareError> {
    let frame = frame::to_frame(&records.departments)?;
    let placings = ranking::place(records);
    let changes = years::changes(records, &frame)?;
    Ok(Comparison {
        totals: totals::totals(records),
        levels: levels::levels(records)?,
        effects: finding_effect::effects(records),
        departments: ranking::with_ranks(frame, &placings)?,
        placings,
        changes,
        confirmed: settings.confirmed.clone(),
    })
}

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests;
