//! What a bureau changes of the rules, for all forms or for those of a kind and of some years.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::checks::finding::Severity;
use crate::checks::tolerance::Tolerance;
use crate::form::model::FormKind;

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
    /// The forms it holds for; empty for all.
    pub(crate) fn in_words(&self) -> String {
        let kind = self.kind.map(|kind| kind.label().to_owned());
        let years: Vec<String> = self.years.iter().map(i32::to_string).collect();
        let years = (!years.is_empty()).then(|| format!("{} 年", years.join("、")));
        kind.into_iter().chain(years).collect::<Vec<_>>().join(" ")
    }

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
}
