//! What holds of a rule under a policy: its thresholds and its tolerance, and whose word they are.

use rust_decimal::Decimal;

use super::rule::info::{Allowance, Given, RuleInfo, Threshold};
use super::tolerance::Tolerance;
use crate::form::model::FormKind;
use crate::policy::{CheckSettings, Policy, RuleChange};

/// Whose word a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The rule's own.
    Rule,
    /// The scoring profile's.
    Profile,
    /// The bureau's settings'.
    Settings,
}

impl Source {
    /// The words users see.
    #[must_use]
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Rule => "规则默认",
            Self::Profile => "评分方案",
            Self::Settings => "设置",
        }
    }
}

/// A value that holds, and whose word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InForce<T> {
    /// The value.
    pub value: T,
    /// Whose word it is.
    pub source: Source,
}

impl RuleInfo {
    /// Whether it runs on forms of a kind and year.
    #[must_use]
    pub(crate) fn runs(
        &self,
        settings: &CheckSettings,
        kind: Option<FormKind>,
        year: Option<i32>,
    ) -> bool {
        let set = settings.resolve(self.id, kind, year);
        self.holds_in(year) && set.enabled.unwrap_or(true)
    }

    /// Whether it runs on the forms of a policy.
    #[must_use]
    pub(crate) fn runs_on(&self, policy: &Policy<'_>) -> bool {
        self.holds_in(policy.year) && policy.change(self.id).enabled.unwrap_or(true)
    }

    fn holds_in(&self, year: Option<i32>) -> bool {
        year.is_none_or(|year| {
            self.since.is_none_or(|since| year >= since)
                && self.until.is_none_or(|until| year <= until)
        })
    }

    /// The value of a threshold. A key that the rule does not declare is a fault of the rule; it counts as zero.
    #[must_use]
    pub(crate) fn threshold(&self, key: &str, policy: &Policy<'_>) -> InForce<Decimal> {
        let known = self
            .thresholds
            .iter()
            .find(|threshold| threshold.key == key);
        let by = |source, value| InForce { value, source };
        let set = policy.change(self.id).thresholds.get(key).copied();
        match (set, known.map(|threshold| threshold.default)) {
            (Some(value), _) => by(Source::Settings, value),
            (None, Some(Given::Rule(value))) => by(Source::Rule, value),
            (None, Some(Given::Profile(of))) => by(Source::Profile, of(policy.rules)),
            (None, None) => by(Source::Rule, Decimal::ZERO),
        }
    }

    /// How far apart figures may lie; not at all where the rule compares none.
    #[must_use]
    pub(crate) fn tolerance(&self, policy: &Policy<'_>) -> InForce<Tolerance> {
        let stated = &policy.rules.tolerance;
        let by_profile = |most: Option<Decimal>| match most {
            Some(most) => (Source::Profile, Tolerance::Absolute(most)),
            None => (Source::Rule, Tolerance::Written),
        };
        let (source, value) = match (policy.change(self.id).tolerance, self.tolerance) {
            (Some(set), _) => (Source::Settings, set),
            (None, Some(Allowance::Scores)) => by_profile(Some(stated.score)),
            (None, Some(Allowance::Amounts)) => by_profile(stated.amount),
            (None, Some(Allowance::Rates)) => by_profile(stated.rate),
            (None, Some(Allowance::Rule(tolerance))) => (Source::Rule, tolerance),
            (None, None) => (Source::Rule, Tolerance::Exact),
        };
        InForce { value, source }
    }

    /// What the bureau's settings change of it, in words; empty where they change nothing.
    #[must_use]
    pub(crate) fn changes_in_words(&self, settings: &CheckSettings) -> String {
        let changes = settings.changes.get(self.id).into_iter().flatten();
        let told = changes.filter_map(|(condition, change)| {
            let what = self.change_in_words(change)?;
            let forms = condition.in_words();
            Some(if forms.is_empty() {
                what
            } else {
                format!("［{forms}］{what}")
            })
        });
        told.collect::<Vec<_>>().join("；")
    }

    fn change_in_words(&self, change: &RuleChange) -> Option<String> {
        let mut told = Vec::new();
        match change.enabled {
            Some(false) => told.push("停用".to_owned()),
            Some(true) => told.push("启用".to_owned()),
            None => {}
        }
        if let Some(severity) = change.severity {
            told.push(format!("级别改为{severity}"));
        }
        if let Some(tolerance) = change.tolerance {
            told.push(format!("允差：{tolerance}"));
        }
        for (key, value) in &change.thresholds {
            let known = self
                .thresholds
                .iter()
                .find(|threshold| threshold.key == key);
            let name: &str = known.map_or(key, |threshold| threshold.short());
            told.push(format!("{name}：{}", value.normalize()));
        }
        (!told.is_empty()).then(|| told.join("，"))
    }

    /// What holds under a policy: the tolerance first, then each threshold.
    fn held(&self, policy: &Policy<'_>) -> Vec<Held> {
        let tolerance = self.tolerance.map(|_| {
            let in_force = self.tolerance(policy);
            Held {
                threshold: None,
                value: in_force.value.to_string(),
                source: in_force.source,
            }
        });
        let threshold = |threshold: &'static Threshold| {
            let in_force = self.threshold(threshold.key, policy);
            Held {
                threshold: Some(threshold),
                value: if in_force.value == Decimal::MAX {
                    "不设".to_owned()
                } else {
                    in_force.value.normalize().to_string()
                },
                source: in_force.source,
            }
        };
        tolerance
            .into_iter()
            .chain(self.thresholds.iter().map(threshold))
            .collect()
    }
}

impl Threshold {
    /// What it says, without the explanation in brackets.
    fn short(&self) -> &'static str {
        self.meaning.split('（').next().unwrap_or_default()
    }
}

/// A threshold, or the tolerance, as it holds.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// The threshold; `None` for the tolerance.
    pub threshold: Option<&'static Threshold>,
    /// Its value, in words.
    pub value: String,
    /// Whose word it is.
    pub source: Source,
}

impl Held {
    /// `完成率超过这个数就应说明原因：1.3（评分方案）`
    #[must_use]
    pub(crate) fn in_words(&self) -> String {
        let name = self.threshold.map_or("允差", Threshold::short);
        format!("{name}：{}（{}）", self.value, self.source.label())
    }
}

/// What holds of a rule for each group of forms that are held to the same: the forms in words, empty where all are
/// alike; and what holds.
#[must_use]
pub(crate) fn by_forms(rule: &RuleInfo, policies: &[Policy<'_>]) -> Vec<(String, Vec<Held>)> {
    let mut groups: Vec<(Vec<String>, Vec<Held>)> = Vec::new();
    let same = |one: &[Held], other: &[Held]| {
        one.len() == other.len()
            && one
                .iter()
                .zip(other)
                .all(|(one, other)| (&one.value, one.source) == (&other.value, other.source))
    };
    for policy in policies {
        let held = rule.held(policy);
        let year = policy
            .year
            .map_or_else(String::new, |year| format!(" {year} 年"));
        let forms = format!("{}{year}", policy.kind.label());
        match groups.iter_mut().find(|(_, known)| same(known, &held)) {
            Some((group, _)) => group.push(forms),
            None => groups.push((vec![forms], held)),
        }
    }
    let alike = groups.len() < 2;
    let told = |forms: Vec<String>| {
        if alike {
            String::new()
        } else {
            forms.join("、")
        }
    };
    groups
        .into_iter()
        .map(|(forms, held)| (told(forms), held))
        .collect()
}
