//! What a finding does to a rank: the place a department would have without the points in question.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Records;
use super::ranking::rankable;
use crate::form::model::FormKind;

/// The rank by 自评得分 as it is, and as it would be without the points at stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankEffect {
    /// The rank by the stated score.
    pub rank: usize,
    /// The rank if the points at stake were taken off, all others unchanged.
    pub without: usize,
}

/// The effect of every finding that has points at stake and concerns a ranked form, by its number.
#[must_use]
pub fn effects(records: &Records) -> BTreeMap<usize, RankEffect> {
    // Scores ascending, by year and kind.
    let mut leagues: BTreeMap<(i32, FormKind), Vec<Decimal>> = BTreeMap::new();
    for record in records.current() {
        if let (Some(year), Some(score)) = (record.year, rankable(record.stated_total.value)) {
            leagues.entry((year, record.kind)).or_default().push(score);
        }
    }
    for league in leagues.values_mut() {
        league.sort_unstable();
    }
    records
        .findings
        .iter()
        .filter_map(|finding| {
            let points = finding.points.filter(|points| !points.is_zero())?;
            let record = records.department(finding.form?)?;
            let score = rankable(record.stated_total.value).filter(|_| record.current)?;
            let league = leagues.get(&(record.year?, record.kind))?;
            let above =
                |score: Decimal| league.len() - league.partition_point(|other| *other <= score);
            let without = score - points.abs();
            // Its own score lies above the lowered one and is none to be counted.
            let itself = usize::from(without < score);
            let effect = RankEffect {
                rank: above(score) + 1,
                without: above(without) - itself + 1,
            };
            Some((finding.number, effect))
        })
        .collect()
}
