//! Which indicator of one year is which of the next.

use std::collections::BTreeSet;

use crate::checks::IndicatorMatch;
use crate::checks::text::{likeness, plain};
use crate::checks::view::{FormView, IndicatorRow};

/// How alike, of 100, two names must be to count as one indicator re-worded.
const LIKE_ENOUGH: u32 = 75;

/// An indicator of two years.
#[derive(Clone, Debug)]
pub struct Matched<'s, 'a> {
    /// The earlier year's row.
    pub earlier: &'s IndicatorRow<'a>,
    /// The later year's row.
    pub later: &'s IndicatorRow<'a>,
    /// How alike the names are, of 100.
    pub likeness: u32,
    /// Whether a person has confirmed it.
    pub confirmed: bool,
}

impl Matched<'_, '_> {
    /// How the two were found to be one, to stand in brackets; empty where the names are the same.
    #[must_use]
    pub fn evidence(&self) -> String {
        if self.confirmed {
            format!("（上年名称“{}”，经人工确认）", self.earlier.name())
        } else if self.likeness < 100 {
            format!(
                "（上年名称“{}”，相似度 {}%）",
                self.earlier.name(),
                self.likeness
            )
        } else {
            String::new()
        }
    }
}

/// Matches the indicators of two years: what a person decided first, then equal names, then the most
/// alike names under the same level 1. Each row is matched once.
#[must_use]
pub fn match_indicators<'s, 'a>(
    earlier: &'s FormView<'a>,
    later: &'s FormView<'a>,
    decided: &[IndicatorMatch],
) -> Vec<Matched<'s, 'a>> {
    let own: Vec<&IndicatorMatch> = decided
        .iter()
        .filter(|decision| decision.unit == later.unit())
        .collect();
    let mut candidates = Vec::new();
    for before in earlier.rows() {
        for after in later.rows() {
            let decision = own.iter().find(|decision| {
                decision.earlier == before.name() && decision.later == after.name()
            });
            let alike = likeness(&before.name(), &after.name());
            let same_block = level(before) == level(after);
            match decision {
                Some(decision) if decision.same => candidates.push((200, alike, before, after)),
                Some(_) => {}
                None if alike == 100 || (alike >= LIKE_ENOUGH && same_block) => {
                    candidates.push((alike + u32::from(same_block), alike, before, after));
                }
                None => {}
            }
        }
    }
    candidates.sort_by_key(|(rank, _, before, after)| {
        (std::cmp::Reverse(*rank), before.index, after.index)
    });
    let mut taken_before = BTreeSet::new();
    let mut taken_after = BTreeSet::new();
    let mut matched = Vec::new();
    for (rank, likeness, earlier, later) in candidates {
        if taken_before.contains(&earlier.index) || taken_after.contains(&later.index) {
            continue;
        }
        taken_before.insert(earlier.index);
        taken_after.insert(later.index);
        matched.push(Matched {
            earlier,
            later,
            likeness,
            confirmed: rank == 200,
        });
    }
    matched.sort_by_key(|pair| pair.later.index);
    matched
}

fn level(row: &IndicatorRow<'_>) -> String {
    plain(row.indicator.level1.value.as_deref().unwrap_or_default())
}
