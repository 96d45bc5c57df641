//! Sums and statistics of a year, by kind of form and by peer group.

use std::collections::BTreeMap;

use polars::prelude::*;
use rust_decimal::Decimal;

use super::frame::exact_values;
use super::record::DepartmentRecord;
use super::{CompareError, Records};
use crate::form::model::FormKind;

/// A sum, and how many parts it has: missing amounts are left out and counted, never read as zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The sum; `None` where no part states a value.
    pub value: Option<Decimal>,
    /// How many parts have a value.
    pub stated: usize,
}

/// Sums and statistics of the current forms of one year and kind, or of one peer group of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// 年度; `None` for forms whose year is unknown.
    pub year: Option<i32>,
    /// 表类
    pub kind: FormKind,
    /// 同类组; `None` for the whole.
    pub group: Option<String>,
    /// How many forms.
    pub forms: usize,
    /// 年初预算数, 万元
    pub initial: Sum,
    /// 全年预算数, 万元
    pub adjusted: Sum,
    /// 全年执行数, 万元
    pub executed: Sum,
    /// Executed ÷ adjusted over the forms that state both, a fraction.
    pub rate: Option<Decimal>,
    /// 自评得分
    pub self_scores: Spread,
    /// 复算得分
    pub scores: Spread,
    /// How many forms have each grade, by the grade the form states.
    pub self_grades: BTreeMap<String, usize>,
    /// How many forms have each recomputed grade.
    pub grades: BTreeMap<String, usize>,
    /// Findings of each severity: 错误, 疑点, 提示.
    pub findings: [usize; 3],
}

/// How scores spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// Their mean.
    pub mean: Option<Decimal>,
    /// Their median.
    pub median: Option<Decimal>,
    /// The lowest.
    pub lowest: Option<Decimal>,
    /// The highest.
    pub highest: Option<Decimal>,
}

impl Spread {
    /// The spread of some scores.
    #[must_use]
    pub fn of(scores: impl Iterator<Item = Decimal>) -> Self {
        let mut scores: Vec<Decimal> = scores.collect();
        scores.sort_unstable();
        let count = scores.len();
        let sum: Decimal = scores.iter().copied().sum();
        let (low, high) = (scores.get(count.wrapping_sub(1) / 2), scores.get(count / 2));
        Self {
            count,
            mean: sum.checked_div(Decimal::from(count)),
            median: low.zip(high).map(|(low, high)| (low + high) / Decimal::TWO),
            lowest: scores.first().copied(),
            highest: scores.last().copied(),
        }
    }
}

/// The totals of each year and kind, the latest year first, each followed by its peer groups.
///
/// # Errors
///
/// Faults of ours only.
pub fn totals(records: &Records, frame: &DataFrame) -> Result<Vec<Totals>, CompareError> {
    let current = frame.filter(frame.column("current")?.bool()?)?;
    let mut totals = grouped(records, &current, false)?;
    totals.extend(grouped(records, &current, true)?);
    totals.sort_by(|a, b| (b.year, a.kind, &a.group).cmp(&(a.year, b.kind, &b.group)));
    Ok(totals)
}

fn grouped(
    records: &Records,
    current: &DataFrame,
    by_group: bool,
) -> Result<Vec<Totals>, CompareError> {
    let mut totals = Vec::new();
    if current.height() == 0 {
        return Ok(totals);
    }
    let keys: &[&str] = if by_group {
        &["year", "kind", "group"]
    } else {
        &["year", "kind"]
    };
    for part in current.partition_by_stable(keys.iter().copied(), true)? {
        let members: Vec<&DepartmentRecord> = part
            .column("form")?
            .i64()?
            .iter()
            .flatten()
            .filter_map(|form| records.department(usize::try_from(form).ok()?))
            .collect();
        let Some(first) = members.first() else {
            continue;
        };
        if by_group && first.group.is_none() {
            continue;
        }
        let both = part.filter(
            &(part
                .column("adjusted")?
                .as_materialized_series()
                .is_not_null()
                & part
                    .column("executed")?
                    .as_materialized_series()
                    .is_not_null()),
        )?;
        totals.push(Totals {
            year: first.year,
            kind: first.kind,
            group: first.group.clone().filter(|_| by_group),
            forms: part.height(),
            initial: sum(&part, "initial")?,
            adjusted: sum(&part, "adjusted")?,
            executed: sum(&part, "executed")?,
            rate: sum(&both, "executed")?
                .value
                .zip(sum(&both, "adjusted")?.value)
                .and_then(|(executed, adjusted)| executed.checked_div(adjusted)),
            self_scores: Spread::of(members.iter().filter_map(|m| m.stated_total.value)),
            scores: Spread::of(members.iter().filter_map(|m| m.total)),
            self_grades: tally(members.iter().filter_map(|m| m.stated_grade.value.clone())),
            grades: tally(members.iter().filter_map(|m| m.grade.clone())),
            findings: members.iter().fold([0; 3], |[e, w, n], m| {
                [e + m.errors, w + m.warnings, n + m.notices]
            }),
        });
    }
    Ok(totals)
}

/// The sum of an exact column, by polars, whose sum of nothing would be zero.
fn sum(frame: &DataFrame, name: &str) -> Result<Sum, CompareError> {
    let series = frame.column(name)?.as_materialized_series();
    let stated = series.len() - series.null_count();
    if stated == 0 {
        return Ok(Sum::default());
    }
    let reduced = series.sum_reduce()?.into_series(name.into());
    let summed = DataFrame::new(1, vec![reduced.into()])?;
    Ok(Sum {
        value: exact_values(&summed, name)?.into_iter().flatten().next(),
        stated,
    })
}

fn tally(grades: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for grade in grades {
        *counts.entry(grade).or_default() += 1;
    }
    counts
}
