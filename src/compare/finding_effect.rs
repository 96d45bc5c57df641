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
    let mut leagues: BTreeMap<(i32, FormKind), Vec<(usize, Decimal)>> = BTreeMap::new();
    for record in records.current() {
        if let (Some(year), Some(score)) = (record.year, rankable(record.stated_total.value)) {
            leagues
                .entry((year, record.kind))
                .or_default()
                .push((record.form, score));
        }
    }
    let mut effects = BTreeMap::new();
    for finding in &records.findings {
        let Some(effect) = (|| {
            let points = finding.points.filter(|points| !points.is_zero())?;
            let record = records.department(finding.form?)?;
            let score = rankable(record.stated_total.value).filter(|_| record.current)?;
            let league = leagues.get(&(record.year?, record.kind))?;
            let rank_of = |score: Decimal| {
                1 + league
                    .iter()
                    .filter(|(form, other)| *form != record.form && *other > score)
                    .count()
            };
            Some(RankEffect {
                rank: rank_of(score),
                without: rank_of(score - points.abs()),
            })
        })() else {
            continue;
        };
        effects.insert(finding.number, effect);
    }
    effects
}
