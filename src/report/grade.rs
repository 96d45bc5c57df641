//! The grades that the forms were given by: those of each form's kind and year.

use crate::compare::Records;
use crate::compare::record::{DepartmentRecord, GradeBand};

/// The sets of grades in use, each once, in the order of the forms. One, as a rule.
#[must_use]
pub(crate) fn sets(records: &Records) -> Vec<&[GradeBand]> {
    let mut sets: Vec<&[GradeBand]> = Vec::new();
    for record in records.current() {
        if !sets.contains(&record.grade_bands.as_slice()) {
            sets.push(&record.grade_bands);
        }
    }
    sets
}

/// The grades that some of the forms can have, each once; those of a set from the best to the worst.
#[must_use]
pub(crate) fn names<'a>(forms: impl Iterator<Item = &'a DepartmentRecord>) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for band in forms.flat_map(|form| &form.grade_bands) {
        if !names.contains(&band.grade.as_str()) {
            names.push(&band.grade);
        }
    }
    names
}
