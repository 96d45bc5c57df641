//! Sums and statistics of a year, by kind of form and by peer group.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::record::{DepartmentRecord, Traced};
use super::records::Records;
use crate::form::model::FormKind;
use crate::value::spread::Spread;

/// A sum, and how many parts it has: missing amounts are left out and counted, never read as zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    /// The sum; `None` where no part states a value.
    pub value: Option<Decimal>,
    /// How many parts have a value.
    pub stated: usize,
}

/// Sums and statistics of the current forms of one year and kind, or of one peer group of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
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

/// The totals of each year and kind, the latest year first, each followed by its peer groups.
#[must_use]
pub(crate) fn totals(records: &Records) -> Vec<Totals> {
    let mut parts: BTreeMap<Key<'_>, Vec<&DepartmentRecord>> = BTreeMap::new();
    for record in records.current() {
        let of_all = (Reverse(record.year), record.kind, None);
        parts.entry(of_all).or_default().push(record);
        if let Some(group) = record.group.as_deref() {
            let of_peers = (Reverse(record.year), record.kind, Some(group));
            parts.entry(of_peers).or_default().push(record);
        }
    }
    parts
        .into_iter()
        .map(|(key, members)| total(key, &members))
        .collect()
}

/// Year, kind, peer group.
type Key<'a> = (Reverse<Option<i32>>, FormKind, Option<&'a str>);

fn total((Reverse(year), kind, group): Key<'_>, members: &[&DepartmentRecord]) -> Totals {
    let both = || {
        members
            .iter()
            .filter(|form| form.adjusted.value.is_some() && form.executed.value.is_some())
    };
    let executed = sum(both().map(|form| &form.executed)).value;
    let adjusted = sum(both().map(|form| &form.adjusted)).value;
    Totals {
        year,
        kind,
        group: group.map(str::to_owned),
        forms: members.len(),
        initial: sum(members.iter().map(|form| &form.initial)),
        adjusted: sum(members.iter().map(|form| &form.adjusted)),
        executed: sum(members.iter().map(|form| &form.executed)),
        rate: executed
            .zip(adjusted)
            .and_then(|(executed, adjusted)| executed.checked_div(adjusted)),
        self_scores: Spread::of(members.iter().filter_map(|m| m.stated_total.value)),
        scores: Spread::of(members.iter().filter_map(|m| m.total)),
        self_grades: tally(members.iter().filter_map(|m| m.stated_grade.value.clone())),
        grades: tally(members.iter().filter_map(|m| m.grade.clone())),
        findings: members.iter().fold([0; 3], |[e, w, n], m| {
            [e + m.errors, w + m.warnings, n + m.notices]
        }),
    }
}

/// The sum of the stated amounts; no value where none is stated, or where no number could hold it.
fn sum<'a>(amounts: impl Iterator<Item = &'a Traced<Decimal>>) -> Sum {
    let stated: Vec<Decimal> = amounts.filter_map(|amount| amount.value).collect();
    let added = stated
        .iter()
        .try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount));
    Sum {
        value: added.filter(|_| !stated.is_empty()),
        stated: stated.len(),
    }
}

fn tally(grades: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for grade in grades {
        *counts.entry(grade).or_default() += 1;
    }
    counts
}
