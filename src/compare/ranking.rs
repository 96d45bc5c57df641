//! Ranks: by year and kind of form, and within peer groups.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::error::CompareError;
use super::league::{Entrant, Leagues, Measure, Neighbours, Openness};
use super::record::DepartmentRecord;
use super::records::Records;

/// Where a current form stands among those of its year and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Placing {
    /// Why it is not ranked by its recomputed score; `None` where it is.
    pub unranked: Option<String>,
    /// Rank by 自评得分. Equal scores share a rank: 1, 2, 2, 4.
    pub self_rank: Option<u32>,
    /// Rank by 复算得分.
    pub rank: Option<u32>,
    /// Rank by 自评得分 within the peer group.
    pub self_rank_in_group: Option<u32>,
    /// Rank by 复算得分 within the peer group.
    pub rank_in_group: Option<u32>,
    /// Rank by 填报质量.
    pub quality_rank: Option<u32>,
    /// Rank by 执行率.
    pub rate_rank: Option<u32>,
    /// The place by 复算得分, counted without gaps: equal scores by the form's number.
    pub place: Option<u32>,
    /// How many are ranked with it by 复算得分.
    pub ranked: u32,
    /// How many of its peer group are.
    pub ranked_in_group: u32,
    /// The best rank that the points not judged allow, for this form and for the others.
    pub best: Option<u32>,
    /// The worst such rank.
    pub worst: Option<u32>,
    /// Forms that share its rank.
    pub ties: Neighbours,
    /// Forms with another 复算得分, but no further away than the near-tie margin.
    pub near: Neighbours,
}

/// Places the current forms.
#[must_use]
pub(crate) fn place(records: &Records) -> BTreeMap<usize, Placing> {
    let by = |measure| Leagues::by(measure, &records.departments);
    let leagues = ByMeasure {
        stated: by(Measure::Stated),
        recomputed: by(Measure::Recomputed),
        quality: by(Measure::Quality),
        rate: by(Measure::Rate),
        open: Openness::of(&records.departments),
    };
    records
        .current()
        .map(|record| (record.form, leagues.placing(record)))
        .collect()
}

struct ByMeasure {
    stated: Leagues,
    recomputed: Leagues,
    quality: Leagues,
    rate: Leagues,
    open: Openness,
}

impl ByMeasure {
    fn placing(&self, record: &DepartmentRecord) -> Placing {
        let stated = Entrant::by(Measure::Stated, record);
        let total = Entrant::by(Measure::Recomputed, record);
        let in_group = |leagues: &Leagues, entrant| {
            let (peers, score) = leagues.peers(entrant)?;
            Some((peers.rank(score), peers.count()))
        };
        let among_peers = in_group(&self.recomputed, &total);
        let mut placing = Placing {
            unranked: total
                .admitted()
                .err()
                .map(|why| why.told(Measure::Recomputed)),
            self_rank: self.stated.rank(&stated),
            self_rank_in_group: in_group(&self.stated, &stated).map(|(rank, _)| rank),
            rank_in_group: among_peers.map(|(rank, _)| rank),
            ranked_in_group: among_peers.map_or(0, |(_, count)| count),
            quality_rank: self.quality.rank(&Entrant::by(Measure::Quality, record)),
            rate_rank: self.rate.rank(&Entrant::by(Measure::Rate, record)),
            ..Placing::default()
        };
        if let Some((members, score)) = self.recomputed.league(&total) {
            placing.rank = Some(members.rank(score));
            placing.place = Some(members.place(record.form, score));
            placing.ranked = members.count();
            (placing.ties, placing.near) = members.around(record.form, score, record.near_tie);
        }
        (placing.best, placing.worst) = self.open.possible(record).unzip();
        placing
    }
}

/// The columns of ranks that the departments' frame has besides those of its records.
pub(crate) const RANK_TITLES: [(&str, &str); 7] = [
    ("self_rank", "自评名次"),
    ("rank", "复算名次"),
    ("self_rank_in_group", "自评组内名次"),
    ("rank_in_group", "复算组内名次"),
    ("best_rank", "可能最好名次"),
    ("worst_rank", "可能最差名次"),
    ("quality_rank", "填报质量名次"),
];

/// The departments' frame with the ranks beside each form.
///
/// # Errors
///
/// Faults of ours only.
pub(crate) fn with_ranks(
    mut frame: DataFrame,
    placings: &BTreeMap<usize, Placing>,
) -> Result<DataFrame, CompareError> {
    let forms: Vec<Option<i64>> = frame.column("form")?.i64()?.iter().collect();
    let column = |name: &str, pick: fn(&Placing) -> Option<u32>| {
        let values: Vec<Option<i64>> = forms
            .iter()
            .map(|form| {
                let form = usize::try_from((*form)?).ok()?;
                pick(placings.get(&form)?).map(i64::from)
            })
            .collect();
        Column::new(name.into(), values)
    };
    let picks: [fn(&Placing) -> Option<u32>; 7] = [
        |p| p.self_rank,
        |p| p.rank,
        |p| p.self_rank_in_group,
        |p| p.rank_in_group,
        |p| p.best,
        |p| p.worst,
        |p| p.quality_rank,
    ];
    let columns: Vec<Column> = RANK_TITLES
        .iter()
        .zip(picks)
        .map(|((name, _), pick)| column(name, pick))
        .collect();
    frame.hstack_mut(&columns)?;
    Ok(frame)
}
