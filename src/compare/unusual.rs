//! What stands out among peers: forms that are alike, scores and rates far from the others.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Records;
use super::record::DepartmentRecord;
use crate::form::model::FormKind;

/// From this share of equal indicators on, two forms are told as alike.
const ALIKE: (usize, usize) = (60, 100);
/// Where a bureau hands out one set of indicators, every pair of forms is alike; this many are listed,
/// and all are counted.
pub const PAIRS: usize = 1_000;
/// A form with fewer indicators has too few to be alike by more than chance.
const FEWEST_INDICATORS: usize = 3;
/// Peers needed before a value can be called far from them.
const FEWEST_PEERS: usize = 8;

/// Two forms of one year and kind, of different units, with many indicators in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// One form.
    pub one: usize,
    /// The other, with the greater number.
    pub other: usize,
    /// How many indicators both have, name and target equal.
    pub shared: usize,
    /// How many of these have the same actual value too.
    pub same_actuals: usize,
    /// Shared ÷ all different indicators of both, a fraction.
    pub likeness: Decimal,
}

/// A value far from those of its year and kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlier {
    /// The form.
    pub form: usize,
    /// What is far off.
    pub what: Measure,
    /// The value.
    pub value: Decimal,
    /// The lower and the upper bound beyond which a value counts as far: the quartiles, one and a half
    /// times their distance further out.
    pub bounds: (Decimal, Decimal),
}

/// A measure that is compared among peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// 复算得分
    Score,
    /// 执行率
    Rate,
}

impl Measure {
    /// The word users know.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Score => "复算得分",
            Self::Rate => "执行率",
        }
    }
}

/// What stands out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unusual {
    /// Forms that are alike, the most alike first; no more than [`PAIRS`].
    pub alike: Vec<Alike>,
    /// How many pairs there are in all.
    pub alike_in_all: usize,
    /// Values far from those of the peers.
    pub outliers: Vec<Outlier>,
    /// Forms on which every point was claimed, execution included.
    pub all_full: Vec<usize>,
}

/// Finds what stands out among the current forms.
#[must_use]
pub fn unusual(records: &Records) -> Unusual {
    let mut leagues: BTreeMap<(Option<i32>, FormKind), Vec<&DepartmentRecord>> = BTreeMap::new();
    for record in records.current() {
        leagues
            .entry((record.year, record.kind))
            .or_default()
            .push(record);
    }
    let mut unusual = Unusual::default();
    for league in leagues.values().rev() {
        unusual.alike.extend(alike(records, league));
        unusual
            .outliers
            .extend(outliers(league, Measure::Score, |record| record.total));
        unusual
            .outliers
            .extend(outliers(league, Measure::Rate, |record| {
                record.computed_rate
            }));
        unusual.all_full.extend(
            league
                .iter()
                .filter(|record| all_full(records, record))
                .map(|record| record.form),
        );
    }
    unusual.alike.sort_by(|a, b| {
        b.likeness
            .cmp(&a.likeness)
            .then((a.one, a.other).cmp(&(b.one, b.other)))
    });
    unusual.alike_in_all = unusual.alike.len();
    unusual.alike.truncate(PAIRS);
    unusual
}

/// An indicator as it is compared: its name and its target, without white space.
type Item = (String, String);

fn squeezed(text: Option<&String>) -> String {
    text.map(|text| text.chars().filter(|c| !c.is_whitespace()).collect())
        .unwrap_or_default()
}

/// The indicators of a form with their actual values.
fn items(records: &Records, form: usize) -> BTreeMap<Item, String> {
    records
        .indicators_of(form)
        .iter()
        .filter(|row| !row.subtotal && row.name.value.is_some())
        .map(|row| {
            let item = (
                squeezed(row.name.value.as_ref()),
                squeezed(row.target.value.as_ref()),
            );
            (item, squeezed(row.actual.value.as_ref()))
        })
        .collect()
}

/// Counts for each form, through the lists of who has an indicator, how many it shares with each later
/// one; only pairs that share enough are looked at closely.
fn alike(records: &Records, league: &[&DepartmentRecord]) -> Vec<Alike> {
    let forms: Vec<(&DepartmentRecord, BTreeMap<Item, String>)> = league
        .iter()
        .map(|record| (*record, items(records, record.form)))
        .filter(|(_, items)| items.len() >= FEWEST_INDICATORS)
        .collect();
    let mut holders: BTreeMap<&Item, Vec<usize>> = BTreeMap::new();
    for (index, (_, items)) in forms.iter().enumerate() {
        for item in items.keys() {
            holders.entry(item).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    for (index, one) in forms.iter().enumerate() {
        let mut shared = vec![0_usize; forms.len()];
        for item in one.1.keys() {
            let holders = holders.get(item).map_or(&[][..], Vec::as_slice);
            let later = holders.partition_point(|holder| *holder <= index);
            for holder in holders.get(later..).unwrap_or_default() {
                if let Some(count) = shared.get_mut(*holder) {
                    *count += 1;
                }
            }
        }
        for (other, shared) in forms.iter().zip(shared) {
            if is_alike(shared, one.1.len(), other.1.len()) {
                pairs.extend(compare(one, other, shared));
            }
        }
    }
    pairs
}

/// Whether so many shared indicators make two forms alike. Whole numbers, so that the threshold is met
/// exactly.
const fn is_alike(shared: usize, ones: usize, others: usize) -> bool {
    shared > 0 && shared * ALIKE.1 >= (ones + others - shared) * ALIKE.0
}

fn compare(
    (one, ones): &(&DepartmentRecord, BTreeMap<Item, String>),
    (other, others): &(&DepartmentRecord, BTreeMap<Item, String>),
    shared: usize,
) -> Option<Alike> {
    if (&one.district, &one.unit) == (&other.district, &other.unit) {
        return None;
    }
    let same_actuals = ones
        .iter()
        .filter(|(item, actual)| !actual.is_empty() && others.get(*item) == Some(actual))
        .count();
    Some(Alike {
        one: one.form,
        other: other.form,
        shared,
        same_actuals,
        likeness: Decimal::from(shared)
            .checked_div(Decimal::from(ones.len() + others.len() - shared))?,
    })
}

fn outliers(
    league: &[&DepartmentRecord],
    what: Measure,
    measure: fn(&DepartmentRecord) -> Option<Decimal>,
) -> Vec<Outlier> {
    let mut values: Vec<Decimal> = league.iter().filter_map(|record| measure(record)).collect();
    values.sort_unstable();
    let (Some(lower), Some(upper)) = (quartile(&values, 1), quartile(&values, 3)) else {
        return Vec::new();
    };
    if values.len() < FEWEST_PEERS {
        return Vec::new();
    }
    let reach = (upper - lower) * Decimal::new(15, 1);
    let bounds = (lower - reach, upper + reach);
    league
        .iter()
        .filter_map(|record| {
            let value = measure(record)?;
            (value < bounds.0 || value > bounds.1).then_some(Outlier {
                form: record.form,
                what,
                value,
                bounds,
            })
        })
        .collect()
}

/// A quartile of sorted values, between two neighbours by their distance, as `QUARTILE.INC` has it.
fn quartile(sorted: &[Decimal], quarter: usize) -> Option<Decimal> {
    let steps = sorted.len().checked_sub(1)? * quarter;
    let low = *sorted.get(steps / 4)?;
    let high = sorted.get(steps / 4 + 1).copied().unwrap_or(low);
    Some(low + (high - low) * Decimal::from(steps % 4) / Decimal::from(4))
}

/// Whether every row that has a weight was given all of it, and there are rows at all.
fn all_full(records: &Records, record: &DepartmentRecord) -> bool {
    let rows = records.indicators_of(record.form);
    let mut counted = rows.iter().filter(|row| !row.subtotal).peekable();
    let full =
        |weight: Option<Decimal>, score: Option<Decimal>| weight.is_some() && weight == score;
    counted.peek().is_some()
        && counted.all(|row| full(row.weight.value, row.stated.value))
        && (record.execution_weight.value.is_none()
            || full(record.execution_weight.value, record.execution_stated.value))
}

#[cfg(test)]
mod tests {
    use super::{Measure, quartile, unusual};
    use crate::compare::sample::{dec, district};

    #[test]
    fn copied_forms_are_found() {
        let (records, _) = district();
        let alike = unusual(&records).alike;
        // 教育局 and 城管局 of 2023 have the same three indicators; so have 教育, 卫健 and 住建 of 2022.
        assert_eq!(alike.len(), 4);
        assert!(alike.iter().all(|pair| pair.likeness == dec("1")));
        assert!(alike.iter().any(|pair| (pair.one, pair.other) == (2, 4)));
        assert_eq!(alike[0].same_actuals, 3);
    }

    #[test]
    fn full_marks_throughout_are_told() {
        let (records, _) = district();
        // 2023: 教育 and 城管; 2022: 卫健 and 住建 (教育 lost half a point on execution).
        assert_eq!(unusual(&records).all_full, [2, 4, 8, 9]);
    }

    #[test]
    fn quartiles_lie_between_neighbours() {
        let values: Vec<_> = (1..=8).map(|n| dec(&n.to_string())).collect();
        // Positions 1.75 and 5.25 counted from 0.
        assert_eq!(quartile(&values, 1), Some(dec("2.75")));
        assert_eq!(quartile(&values, 3), Some(dec("6.25")));
        assert_eq!(quartile(&[], 1), None);
    }

    #[test]
    fn four_peers_are_too_few_to_call_one_far_off() {
        let (records, _) = district();
        assert!(unusual(&records).outliers.is_empty());
    }

    #[test]
    fn a_value_far_from_eight_peers_is_found() {
        let (mut records, _) = district();
        let model = records.departments[1].clone();
        records.departments.clear();
        for (index, total) in ["90", "91", "92", "93", "94", "95", "96", "97", "40"]
            .iter()
            .enumerate()
        {
            let mut record = model.clone();
            record.form = index + 1;
            record.total = Some(dec(total));
            records.departments.push(record);
        }
        let outliers = unusual(&records).outliers;
        assert_eq!(outliers.len(), 1);
        assert_eq!((outliers[0].form, outliers[0].what), (9, Measure::Score));
        // Sorted: 40 90 … 97; quartiles 91 and 95, so the lower bound is 85.
        assert_eq!(outliers[0].bounds.0, dec("85"));
    }
}
