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
