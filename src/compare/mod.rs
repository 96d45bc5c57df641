//! Many forms → polars frames: totals, ranks, peers, years.
//!
//! ```text
//! assessments ─collect→ records ─compare→ comparison
//!     data files ─frame::from_frame┘
//! ```

pub(crate) mod collect;
mod error;
pub(crate) mod finding_effect;
pub(crate) mod frame;
pub(crate) mod league;
pub(crate) mod levels;
pub(crate) mod load;
pub(crate) mod matching;
mod range;
pub(crate) mod ranking;
pub(crate) mod record;
mod records;
pub(crate) mod reporting;
mod stored;
pub(crate) mod totals;
pub(crate) mod what_if;
pub(crate) mod years;

pub(crate) use crate::survey::FileStatus;
pub(crate) use error::CompareError;
pub(crate) use record::{
    DepartmentRecord, FileFate, FindingRecord, FundRecord, IndicatorRecord, Traced,
};
pub(crate) use records::Records;
pub(crate) use stored::confidence_label;

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::submission::correspondence::Correspondence;
use finding_effect::RankEffect;
use levels::LevelScore;
use ranking::Placing;
use totals::Totals;
use years::YearChange;

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
