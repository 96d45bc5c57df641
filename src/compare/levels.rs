//! Points by level-1 indicator: where a department gains its score and where it loses it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::error::CompareError;
use super::records::Records;
use crate::form::model::FormKind;
use crate::value::number::round_half_away;

use crate::form::matching::usual_level;

/// 预算执行 counts as a level of its own, before the indicators' levels. Rows of the indicator table that
/// stand under a heading of that name belong to it as well.
pub(crate) const EXECUTION: &str = "预算执行";

/// What rows without a level-1 indicator go under.
const NO_LEVEL: &str = "未列一级指标";

/// What a row goes under: its level-1 indicator in the usual wording.
#[must_use]
pub(crate) fn level_of(level1: Option<&str>) -> String {
    level1.map_or_else(|| NO_LEVEL.to_owned(), usual_level)
}

/// The points of one form under one level-1 indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LevelScore {
    /// The form.
    pub form: usize,
    /// The level-1 indicator in its usual wording: 产出, 效益, 满意度, 成本 …
    pub level: String,
    /// The weights of the rows that have both weight and score.
    pub weight: Decimal,
    /// Their stated scores; `None` where no row states one.
    pub stated: Option<Decimal>,
    /// Their recomputed scores.
    pub score: Option<Decimal>,
    /// Recomputed ÷ weight, a fraction.
    pub rate: Option<Decimal>,
}

/// The points of every form by level-1 indicator, in the order of the form.
///
/// # Errors
///
/// None today; sums that overflow would be one.
pub(crate) fn levels(records: &Records) -> Result<Vec<LevelScore>, CompareError> {
    let mut by_form: BTreeMap<usize, Vec<LevelScore>> = BTreeMap::new();
    for record in records.current() {
        by_form.insert(record.form, Vec::new());
        if let Some(weight) = record.execution_weight.value {
            let stated = record.execution_stated.value;
            add(
                &mut by_form,
                record.form,
                EXECUTION,
                weight,
                stated,
                record.execution_score,
            );
        }
    }
    for row in records.indicators.iter().filter(|row| !row.subtotal) {
        if let Some(weight) = row.weight.value {
            let level = level_of(row.level1.as_deref());
            add(
                &mut by_form,
                row.form,
                &level,
                weight,
                row.stated.value,
                row.score,
            );
        }
    }
    Ok(by_form.into_values().flatten().collect())
}

fn add(
    by_form: &mut BTreeMap<usize, Vec<LevelScore>>,
    form: usize,
    level: &str,
    weight: Decimal,
    stated: Option<Decimal>,
    score: Option<Decimal>,
) {
    // A form that does not count has no entry; a row without a score says nothing of a rate.
    let (Some(levels), Some(points)) = (by_form.get_mut(&form), score) else {
        return;
    };
    let at = levels.iter().position(|known| known.level == level);
    let index = at.unwrap_or(levels.len());
    if at.is_none() {
        levels.push(LevelScore {
            form,
            level: level.to_owned(),
            weight: Decimal::ZERO,
            stated: None,
            score: None,
            rate: None,
        });
    }
    if let Some(entry) = levels.get_mut(index) {
        entry.weight += weight;
        if let Some(stated) = stated {
            entry.stated = Some(entry.stated.unwrap_or_default() + stated);
        }
        let total = entry.score.unwrap_or_default() + points;
        entry.score = Some(total);
        entry.rate = total.checked_div(entry.weight);
    }
}

/// The levels that occur, in the usual order, others after them by name.
#[must_use]
pub(crate) fn in_order(levels: &[LevelScore]) -> Vec<String> {
    const ORDER: [&str; 8] = [
        EXECUTION,
        "成本",
        "产出",
        "效益",
        "满意度",
        "履职",
        "过程",
        "管理",
    ];
    let mut names: Vec<String> = levels.iter().map(|level| level.level.clone()).collect();
    names.sort_by_key(|name| {
        let place = ORDER.iter().position(|known| known == name);
        (place.unwrap_or(ORDER.len()), name.clone())
    });
    names.dedup();
    names
}

/// The mean share of points gained under each level, a fraction to four places (hundredths of a percent), over
/// the forms of one year and kind; levels under which no form has a share are left out.
#[must_use]
pub(crate) fn mean_shares(
    records: &Records,
    levels: &[LevelScore],
    (year, kind): (Option<i32>, FormKind),
) -> Vec<(String, Decimal)> {
    let members: BTreeSet<usize> = records
        .current()
        .filter(|form| (form.year, form.kind) == (year, kind))
        .map(|form| form.form)
        .collect();
    let mut shares: BTreeMap<&str, Vec<Decimal>> = BTreeMap::new();
    for level in levels.iter().filter(|level| members.contains(&level.form)) {
        let share = level.rate.map(|rate| round_half_away(rate, 4));
        shares.entry(&level.level).or_default().extend(share);
    }
    in_order(levels)
        .into_iter()
        .filter_map(|level| {
            let shares = shares.get(level.as_str())?;
            let sum: Decimal = shares.iter().sum();
            let mean = sum.checked_div(Decimal::from(shares.len()))?;
            Some((level, mean))
        })
        .collect()
}
