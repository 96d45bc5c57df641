//! The same indicator in two years, though its wording may have changed.

use super::record::IndicatorRecord;
use crate::form::matching::{Decision, Named, partners};
use crate::submission::correspondence::Correspondence;

pub(crate) use crate::form::matching::Evidence;

/// An indicator of one year beside its counterpart; either side may be missing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IndicatorPair<'a> {
    /// In the earlier year.
    pub earlier: Option<&'a IndicatorRecord>,
    /// In the later year.
    pub later: Option<&'a IndicatorRecord>,
    /// Why the two belong together; `None` where one stands alone.
    pub evidence: Option<Evidence>,
}

/// Pairs the indicators of two years of a department (named as shown), by what was confirmed and by their
/// names. Pairs come in the order of the later form, then what is left of the earlier one.
#[must_use]
pub(crate) fn pair<'a>(
    earlier: &[&'a IndicatorRecord],
    later: &[&'a IndicatorRecord],
    department: &str,
    confirmed: &[Correspondence],
) -> Vec<IndicatorPair<'a>> {
    let decided: Vec<Decision<'_>> = confirmed
        .iter()
        .filter(|one| one.is_within(department))
        .map(|one| Decision {
            earlier: &one.earlier,
            later: &one.later,
            same: one.same,
        })
        .collect();
    let found = partners(&named(earlier), &named(later), &decided);
    let mut used = vec![false; earlier.len()];
    let mut pairs: Vec<IndicatorPair<'a>> = Vec::new();
    for (row, partner) in later.iter().zip(found) {
        if let Some(used) = partner.and_then(|(old, _)| used.get_mut(old)) {
            *used = true;
        }
        pairs.push(IndicatorPair {
            earlier: partner.and_then(|(old, _)| earlier.get(old).copied()),
            later: Some(*row),
            evidence: partner.map(|(_, evidence)| evidence),
        });
    }
    let left = earlier.iter().zip(&used).filter(|(_, used)| !**used);
    pairs.extend(left.map(|(row, _)| IndicatorPair {
        earlier: Some(*row),
        later: None,
        evidence: None,
    }));
    pairs
}

fn named<'r>(rows: &[&'r IndicatorRecord]) -> Vec<Named<'r>> {
    rows.iter()
        .map(|row| Named {
            name: row.name.value.as_deref().unwrap_or_default(),
            level1: row.level1.as_deref(),
        })
        .collect()
}
