//! The names that a folder of results keeps for itself.

use super::temporary::is_temporary;

/// The account of a consolidation, which holds the list of its files.
pub(crate) const RUN_RECORD: &str = "run.json";
/// The account of an extraction into a folder.
pub(crate) const EXTRACT_RECORD: &str = "extract.json";

/// The file that keeps a second run out of the folder.
pub(super) const LOCK: &str = ".汇评-锁";
/// The folder in which a set of files is made before it takes its place.
pub(super) const STAGING: &str = ".汇评-暂存";
/// The new files within it, the old ones that were moved aside, and the journal of the exchange.
pub(super) const NEW: &str = "新";
pub(super) const OLD: &str = "旧";
pub(super) const JOURNAL: &str = "journal.json";

/// Whether a name below a folder is one that a run needs only while it writes.
#[must_use]
pub(crate) fn is_work_of_a_run(name: &str) -> bool {
    name == LOCK || name == STAGING || is_temporary(name)
}
