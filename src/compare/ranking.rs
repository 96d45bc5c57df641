//! Ranks: by year and kind of form, and within peer groups.

use std::collections::BTreeMap;

use polars::prelude::*;
use rust_decimal::Decimal;

use super::frame::exact_column;
use super::league::{League, Neighbours, leagues};
use super::record::DepartmentRecord;
use super::{CompareError, CompareSettings, Records};

/// Where a current form stands among those of its year and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placing {
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

const LEAGUE: [&str; 2] = ["year", "kind"];
const PEERS: [&str; 3] = ["year", "kind", "group"];

/// The columns of scores that can be ranked.
const STATED: &str = "rankable_stated";
const RECOMPUTED: &str = "rankable_total";

/// A score beyond 100 comes from weights that do not add up to 100. It cannot be held against those of
/// the others, and has no rank until it is put right.
#[must_use]
pub fn rankable(score: Option<Decimal>) -> Option<Decimal> {
    score.filter(|score| *score <= Decimal::ONE_HUNDRED)
}

/// The current forms with their scores as far as these can be ranked.
fn with_rankable(records: &Records, mut current: DataFrame) -> Result<DataFrame, CompareError> {
    let stated = records.current().map(|r| rankable(r.stated_total.value));
    let total = records.current().map(|r| rankable(r.total));
    current.hstack_mut(&[
        exact_column(STATED, stated)?,
        exact_column(RECOMPUTED, total)?,
    ])?;
    Ok(current)
}

/// Ranks the current forms.
///
/// # Errors
///
/// Faults of ours only.
pub fn place(
    records: &Records,
    frame: &DataFrame,
    settings: &CompareSettings,
) -> Result<BTreeMap<usize, Placing>, CompareError> {
    let current = frame.filter(frame.column("current")?.bool()?)?;
    let current = with_rankable(records, current)?;
    let self_ranks = ranks(&current, &LEAGUE, STATED)?;
    let total_ranks = ranks(&current, &LEAGUE, RECOMPUTED)?;
    let self_group = ranks(&current, &PEERS, STATED)?;
    let total_group = ranks(&current, &PEERS, RECOMPUTED)?;
    let quality = ranks(&current, &LEAGUE, "quality")?;

    let leagues = leagues(records);
    let mut placings = BTreeMap::new();
    for record in records.current() {
        let mut placing = Placing {
            unranked: why_unranked(record),
            ..Placing::default()
        };
        if record.year.is_some() {
            placing.self_rank = self_ranks.get(&record.form).copied();
            placing.rank = total_ranks.get(&record.form).copied();
            placing.quality_rank = quality.get(&record.form).copied();
            if record.group.is_some() {
                placing.self_rank_in_group = self_group.get(&record.form).copied();
                placing.rank_in_group = total_group.get(&record.form).copied();
            }
            if let Some(league) = leagues.get(&(record.year, record.kind)) {
                surround(&mut placing, record, league, settings);
            }
        }
        placings.insert(record.form, placing);
    }
    Ok(placings)
}

fn why_unranked(record: &DepartmentRecord) -> Option<String> {
    if record.year.is_none() {
        return Some("年度不明，不参加排名".to_owned());
    }
    match record.total {
        None => Some("表中没有得分，也无从复算，不参加排名".to_owned()),
        Some(total) if rankable(Some(total)).is_none() => Some(format!(
            "复算得分 {} 超过 100 分，分值合计有误，更正后再排名",
            total.normalize()
        )),
        Some(_) => None,
    }
}

/// How many are ranked with it, ties, near-ties, and the ranks that the points not judged leave open.
fn surround(
    placing: &mut Placing,
    record: &DepartmentRecord,
    league: &League,
    settings: &CompareSettings,
) {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    placing.ranked = number(league.len());
    placing.ranked_in_group = record
        .group
        .as_ref()
        .and_then(|group| league.groups.get(group))
        .map_or(0, |count| number(*count));
    if let Some(total) = rankable(record.total) {
        let (best, worst) = league.possible(record, total);
        placing.best = Some(number(best));
        placing.worst = Some(number(worst));
        (placing.ties, placing.near) = league.around(record.form, total, settings.near_tie);
    }
}

/// Competition ranks (1, 2, 2, 4) of `column`, highest first, within the groups of `by`.
/// A missing value has no rank.
fn ranks(
    frame: &DataFrame,
    by: &[&str],
    column: &str,
) -> Result<BTreeMap<usize, u32>, CompareError> {
    let mut ranks = BTreeMap::new();
    if frame.height() == 0 {
        return Ok(ranks);
    }
    let options = RankOptions {
        method: RankMethod::Min,
        descending: true,
    };
    for part in frame.partition_by_stable(by.iter().copied(), true)? {
        let ranked = part
            .column(column)?
            .as_materialized_series()
            .rank(options, None);
        let forms = part.column("form")?.i64()?;
        for (form, rank) in forms.iter().zip(ranked.idx()?.iter()) {
            if let (Some(form), Some(rank)) = (form, rank) {
                ranks.insert(usize::try_from(form).unwrap_or_default(), rank);
            }
        }
    }
    Ok(ranks)
}

/// The columns of ranks that the departments' frame has besides those of its records.
pub const RANK_TITLES: [(&str, &str); 7] = [
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
pub fn with_ranks(
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
