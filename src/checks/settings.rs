//! What the bureau decides: which rules run, how grave, how exact, from which figure on.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::model::FormKind;

use super::finding::Severity;
use super::rule::RuleInfo;
use super::tolerance::Tolerance;

/// The values that rules share with the scoring profile.
///
/// The defaults are those of the national rules: scores to 0.01, an execution below 90 % and a
/// completion from 130 % on have to be explained, grades at 90, 80 and 60.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileValues {
    /// How far a stated score may lie from the computed one.
    pub score_tolerance: Decimal,
    /// The execution rate, as a fraction, below which a reason is due.
    pub execution_reason_below: Decimal,
    /// The completion, as a fraction, from which on a reason is due.
    pub over_reason_from: Decimal,
    /// The fewest characters that make a reason.
    pub reason_min_chars: u32,
    /// What all weights add up to.
    pub full_score: Decimal,
    /// The grades, best first: the lowest score of each, and its name.
    pub grades: Vec<(Decimal, String)>,
}

impl Default for ProfileValues {
    fn default() -> Self {
        Self {
            score_tolerance: hundredths(1),
            execution_reason_below: hundredths(90),
            over_reason_from: hundredths(130),
            reason_min_chars: 6,
            full_score: Decimal::ONE_HUNDRED,
            grades: [(90, "优"), (80, "良"), (60, "中"), (0, "差")]
                .map(|(from, name)| (Decimal::from(from), name.to_owned()))
                .to_vec(),
        }
    }
}

impl ProfileValues {
    /// The grade of a total.
    #[must_use]
    pub fn grade(&self, total: Decimal) -> Option<&str> {
        self.grades
            .iter()
            .find(|(from, _)| total >= *from)
            .map(|(_, name)| name.as_str())
    }
}

/// So many hundredths: `hundredths(130)` is 1.30.
#[must_use]
pub const fn hundredths(count: u32) -> Decimal {
    Decimal::from_parts(count, 0, 0, false, 2)
}

/// What is changed of a rule; `None` leaves as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleChange {
    /// Whether it runs.
    pub enabled: Option<bool>,
    /// How grave its findings are.
    pub severity: Option<Severity>,
    /// How far apart figures may lie.
    pub tolerance: Option<Tolerance>,
    /// Its thresholds by key.
    pub thresholds: BTreeMap<String, Decimal>,
}

impl RuleChange {
    fn take(&mut self, later: &Self) {
        self.enabled = later.enabled.or(self.enabled);
        self.severity = later.severity.or(self.severity);
        self.tolerance = later.tolerance.or(self.tolerance);
        for (key, value) in &later.thresholds {
            self.thresholds.insert(key.clone(), *value);
        }
    }
}

/// Where a change holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// For forms of this kind alone.
    pub kind: Option<FormKind>,
    /// For these years alone; empty for all.
    pub years: Vec<i32>,
}

impl Condition {
    fn holds(&self, kind: Option<FormKind>, year: Option<i32>) -> bool {
        let kind_fits = self.kind.is_none() || self.kind == kind;
        let year_fits =
            self.years.is_empty() || year.is_some_and(|year| self.years.contains(&year));
        kind_fits && year_fits
    }
}

/// The settings of all rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckSettings {
    /// The values shared with the scoring profile.
    pub values: ProfileValues,
    /// The changes to each rule, in the order of the file: a later one that holds wins.
    pub changes: BTreeMap<String, Vec<(Condition, RuleChange)>>,
}

impl CheckSettings {
    /// What holds for a rule on forms of a kind and year.
    #[must_use]
    pub fn resolve(&self, rule: &str, kind: Option<FormKind>, year: Option<i32>) -> RuleChange {
        let mut resolved = RuleChange::default();
        for (condition, change) in self.changes.get(rule).into_iter().flatten() {
            if condition.holds(kind, year) {
                resolved.take(change);
            }
        }
        resolved
    }

    /// Whether a rule runs on forms of a kind and year.
    #[must_use]
    pub fn runs(&self, rule: &RuleInfo, kind: Option<FormKind>, year: Option<i32>) -> bool {
        let in_time = year.is_none_or(|year| {
            rule.since.is_none_or(|since| year >= since)
                && rule.until.is_none_or(|until| year <= until)
        });
        in_time && self.resolve(rule.id, kind, year).enabled.unwrap_or(true)
    }

    /// The value of a threshold. A key the rule does not declare is a fault of the rule; it counts as zero.
    #[must_use]
    pub fn threshold(
        &self,
        rule: &RuleInfo,
        key: &str,
        kind: Option<FormKind>,
        year: Option<i32>,
    ) -> Decimal {
        let set = self.resolve(rule.id, kind, year);
        set.thresholds.get(key).copied().unwrap_or_else(|| {
            rule.thresholds
                .iter()
                .find(|threshold| threshold.key == key)
                .map(|threshold| (threshold.default)(&self.values))
                .unwrap_or_default()
        })
    }

    /// The tolerance of a rule: the settings', or its own.
    #[must_use]
    pub fn tolerance(
        &self,
        rule: &RuleInfo,
        kind: Option<FormKind>,
        year: Option<i32>,
    ) -> Tolerance {
        self.resolve(rule.id, kind, year)
            .tolerance
            .unwrap_or_else(|| {
                rule.tolerance
                    .map_or(Tolerance::Exact, |tolerance| tolerance(&self.values))
            })
    }
}
