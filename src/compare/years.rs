//! One unit in two years.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::error::CompareError;
use super::record::FindingRecord;
use super::records::Records;

/// A unit's forms of two successive years; either may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct YearChange {
    /// The earlier year.
    pub earlier_year: i32,
    /// The later year.
    pub later_year: i32,
    /// The form of the earlier year.
    pub earlier: Option<usize>,
    /// The form of the later year.
    pub later: Option<usize>,
    /// Problems of the later year that the earlier one did not have, by number.
    pub new: Vec<usize>,
    /// Problems that both years have: the later one's numbers.
    pub repeated: Vec<usize>,
    /// Problems of the earlier year that are gone, by number.
    pub gone: Vec<usize>,
}

const KEY: [&str; 4] = ["district", "unit", "kind", "project"];

/// Joins each year with the next one there is, by unit, kind and project.
///
/// Units are the same by the name that the roster gives them, so a renamed department meets its
/// former self. Forms whose year is unknown join nothing.
///
/// # Errors
///
/// Faults of ours only.
pub(crate) fn changes(
    records: &Records,
    frame: &DataFrame,
) -> Result<Vec<YearChange>, CompareError> {
    let mut years = records.years();
    years.reverse();
    let current = frame.filter(frame.column("current")?.bool()?)?;
    let problems = problems_by_form(records);
    let mut changes = Vec::new();
    for pair in years.windows(2) {
        let [earlier, later] = pair else { continue };
        let joined = of_year(&current, *earlier)?.join(
            &of_year(&current, *later)?,
            KEY,
            KEY,
            JoinArgs::new(JoinType::Full).with_coalesce(JoinCoalesce::CoalesceColumns),
            None,
        )?;
        let mut rows = Vec::new();
        let sides = joined
            .column("form")?
            .i64()?
            .iter()
            .zip(joined.column("form_right")?.i64()?.iter());
        for (old, new) in sides {
            let old = old.and_then(|form| usize::try_from(form).ok());
            let new = new.and_then(|form| usize::try_from(form).ok());
            rows.push(change(*earlier, *later, old, new, &problems));
        }
        // A join gives no order; the later form's number decides, units without one come last.
        rows.sort_by_key(|row| (row.later.is_none(), row.later, row.earlier));
        changes.extend(rows);
    }
    changes.reverse();
    changes.sort_by_key(|change| {
        (
            std::cmp::Reverse(change.later_year),
            change.later.is_none(),
            change.later,
            change.earlier,
        )
    });
    Ok(changes)
}

/// Form and key of one year's forms. A missing part of the key becomes an empty text, because a
/// missing value joins nothing.
fn of_year(current: &DataFrame, year: i32) -> Result<DataFrame, CompareError> {
    let of_year = current.filter(
        &current
            .column("year")?
            .i64()?
            .iter()
            .map(|value| value == Some(i64::from(year)))
            .collect::<BooleanChunked>(),
    )?;
    let mut columns = vec![of_year.column("form")?.clone()];
    for key in KEY {
        let filled: Vec<String> = of_year
            .column(key)?
            .str()?
            .iter()
            .map(|text| text.unwrap_or_default().to_owned())
            .collect();
        columns.push(Column::new(key.into(), filled));
    }
    Ok(DataFrame::new(of_year.height(), columns)?)
}

/// What makes a problem the same in another year: the rule and what it is about.
type Problem = (String, String);

fn problems_by_form(records: &Records) -> BTreeMap<usize, Vec<(Problem, usize)>> {
    let mut problems: BTreeMap<usize, Vec<(Problem, usize)>> = BTreeMap::new();
    for finding in &records.findings {
        if let Some(form) = finding.form {
            problems
                .entry(form)
                .or_default()
                .push((problem(finding), finding.number));
        }
    }
    problems
}

fn problem(finding: &FindingRecord) -> Problem {
    let subject = finding
        .subject
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    (finding.rule.clone(), subject)
}

fn change(
    earlier_year: i32,
    later_year: i32,
    earlier: Option<usize>,
    later: Option<usize>,
    problems: &BTreeMap<usize, Vec<(Problem, usize)>>,
) -> YearChange {
    let mut change = YearChange {
        earlier_year,
        later_year,
        earlier,
        later,
        ..YearChange::default()
    };
    // Only where both years are there can a problem be called new, repeated or gone.
    if let (Some(earlier), Some(later)) = (earlier, later) {
        let of = |form: usize| problems.get(&form).map_or(&[][..], Vec::as_slice);
        let known: BTreeSet<&Problem> = of(earlier).iter().map(|(problem, _)| problem).collect();
        let now: BTreeSet<&Problem> = of(later).iter().map(|(problem, _)| problem).collect();
        for (problem, number) in of(later) {
            if known.contains(problem) {
                change.repeated.push(*number);
            } else {
                change.new.push(*number);
            }
        }
        change.gone = of(earlier)
            .iter()
            .filter(|(problem, _)| !now.contains(problem))
            .map(|(_, number)| *number)
            .collect();
    }
    change
}
