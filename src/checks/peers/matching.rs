//! Which indicator of one year is which of the next, as rules read it.

use crate::checks::view::{FormView, IndicatorRow};
use crate::form::matching::{Decision, Evidence, Named, partners};

/// An indicator of two years.
#[derive(Clone, Debug)]
pub(crate) struct Matched<'s, 'a> {
    /// The earlier year's row.
    pub earlier: &'s IndicatorRow<'a>,
    /// The later year's row.
    pub later: &'s IndicatorRow<'a>,
    /// Why they are one.
    pub why: Evidence,
}

impl Matched<'_, '_> {
    /// How the two were found to be one, to stand in brackets; empty where the names are the same.
    #[must_use]
    pub(crate) fn evidence(&self) -> String {
        let name = self.earlier.name();
        match self.why {
            Evidence::SameName => String::new(),
            Evidence::Confirmed => format!("（上年名称“{name}”，经人工确认）"),
            Evidence::LikeName(likeness) => format!("（上年名称“{name}”，相似度 {likeness}%）"),
        }
    }
}

/// The indicators that both years have, in the order of the later form.
#[must_use]
pub(crate) fn match_indicators<'s, 'a>(
    earlier: &'s FormView<'a>,
    later: &'s FormView<'a>,
) -> Vec<Matched<'s, 'a>> {
    let before: Vec<&IndicatorRow<'_>> = earlier.rows().collect();
    let after: Vec<&IndicatorRow<'_>> = later.rows().collect();
    let unit = later.unit();
    let decided: Vec<Decision<'_>> = later
        .confirmed
        .iter()
        .filter(|one| one.is_within(&unit))
        .map(|one| Decision {
            earlier: &one.earlier,
            later: &one.later,
            same: one.same,
        })
        .collect();
    let found = partners(&named(&before), &named(&after), &decided);
    after
        .into_iter()
        .zip(found)
        .filter_map(|(later, partner)| {
            let (at, why) = partner?;
            Some(Matched {
                earlier: before.get(at)?,
                later,
                why,
            })
        })
        .collect()
}

fn named<'r>(rows: &[&'r IndicatorRow<'_>]) -> Vec<Named<'r>> {
    rows.iter()
        .map(|row| Named {
            name: row.indicator.name.value.as_deref().unwrap_or_default(),
            level1: row.indicator.level1.value.as_deref(),
        })
        .collect()
}
