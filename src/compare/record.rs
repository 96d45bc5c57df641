//! What the run knows, as flat records: one kind for each frame.
//!
//! Everything downstream — ranks, years, the workbook, the page, the data files — reads these and
//! nothing else, so that a run can start from data files as well as from workbooks.

mod department;
mod file;
mod finding;
mod line;

pub(crate) use department::{DepartmentRecord, GradeBand, UnreadCell, VersionDifference};
pub(crate) use file::FileFate;
pub(crate) use finding::FindingRecord;
pub(crate) use line::{FundRecord, IndicatorRecord};

use crate::value::blank::is_blank;

/// A value with the way back to its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traced<T> {
    /// The value; `None` where it is missing or cannot be read.
    pub value: Option<T>,
    /// Its cell as a user finds it (`C5`, `封面!C5`; several joined by `、`), or where it should have
    /// been. Empty where the form has no place for it.
    pub cell: String,
    /// The text as it stood.
    pub text: String,
}

impl<T> Traced<T> {
    /// Whether something stands here that is no value and no mark for "nothing": sums do without it, and have to say
    /// so. A sum of several cells (`500 + 详见附表`) lacks its value where one of them does.
    #[must_use]
    pub(crate) fn is_left_out(&self) -> bool {
        self.value.is_none() && self.text.split(" + ").any(|part| !is_blank(part))
    }
}
