//! A league: the current forms of one year and kind with scores that can be ranked, sorted once.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Records;
use super::ranking::rankable;
use super::record::DepartmentRecord;
use crate::form::model::FormKind;

/// How many neighbours are named; the rest is only counted.
const NAMED: usize = 3;

/// Forms near another one: how many, and the first few of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// How many there are.
    pub count: usize,
    /// The first few, by their numbers.
    pub named: Vec<usize>,
}

/// What a league knows of its members' scores.
#[derive(Debug, Default)]
pub(super) struct League {
    /// Score and form, ascending.
    scores: Vec<(Decimal, usize)>,
    /// The lowest and the highest scores that the points not judged allow, each ascending.
    lowest: Vec<Decimal>,
    highest: Vec<Decimal>,
    /// How many members each peer group has.
    pub(super) groups: BTreeMap<String, usize>,
}

/// The leagues by year and kind.
pub(super) fn leagues(records: &Records) -> BTreeMap<(Option<i32>, FormKind), League> {
    let mut leagues: BTreeMap<_, League> = BTreeMap::new();
    for record in records.current() {
        let Some(total) = rankable(record.total) else {
            continue;
        };
        let league = leagues.entry((record.year, record.kind)).or_default();
        let (lowest, highest) = span(record, total);
        league.scores.push((total, record.form));
        league.lowest.push(lowest);
        league.highest.push(highest);
        if let Some(group) = &record.group {
            *league.groups.entry(group.clone()).or_default() += 1;
        }
    }
    for league in leagues.values_mut() {
        league.scores.sort_unstable();
        league.lowest.sort_unstable();
        league.highest.sort_unstable();
    }
    leagues
}

impl League {
    /// How many members it has.
    pub(super) fn len(&self) -> usize {
        self.scores.len()
    }

    /// The best and the worst rank that a member may have, given what is not judged on its form and on
    /// the others.
    pub(super) fn possible(&self, record: &DepartmentRecord, total: Decimal) -> (usize, usize) {
        let (lowest, highest) = span(record, total);
        let surely_ahead = above(&self.lowest, highest);
        // Its own highest score is among the others' where it has anything open.
        let itself = usize::from(highest > lowest);
        (surely_ahead + 1, above(&self.highest, lowest) - itself + 1)
    }

    /// The other members with this score, and those whose score differs by no more than `margin`.
    pub(super) fn around(
        &self,
        form: usize,
        total: Decimal,
        margin: Decimal,
    ) -> (Neighbours, Neighbours) {
        let from = self
            .scores
            .partition_point(|(score, _)| *score < total - margin);
        let to = self
            .scores
            .partition_point(|(score, _)| *score <= total + margin);
        let (mut ties, mut near) = (Neighbours::default(), Neighbours::default());
        for (score, other) in self.scores.get(from..to).unwrap_or_default() {
            if *other == form {
                continue;
            }
            let group = if *score == total {
                &mut ties
            } else {
                &mut near
            };
            group.count += 1;
            if group.named.len() < NAMED {
                group.named.push(*other);
            }
        }
        (ties, near)
    }
}

/// How many of the ascending values are greater.
fn above(ascending: &[Decimal], value: Decimal) -> usize {
    ascending.len() - ascending.partition_point(|other| *other <= value)
}

/// The totals that the rows not judged allow; the total itself where none is stated.
fn span(record: &DepartmentRecord, total: Decimal) -> (Decimal, Decimal) {
    (
        record.lowest.unwrap_or(total).min(total),
        record.highest.unwrap_or(total).max(total),
    )
}
