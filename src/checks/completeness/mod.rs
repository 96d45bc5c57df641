//! 完整性: what should be there and is not.

pub(super) mod m01_roster;
pub(super) mod m02_late;
pub(super) mod m03_annexes;
pub(super) mod m04_identity;
pub(super) mod m05_narratives;
pub(super) mod m06_report_sections;
pub(super) mod m07_disclosure;
pub(super) mod m08_broken_cells;
pub(super) mod m09_same_for_two_units;
