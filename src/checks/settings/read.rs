//! `[checks]` and `[[rule]]` of a settings file.

use crate::checks::finding::Severity;
use crate::checks::own_rule::OwnRule;
use crate::checks::registry;
use crate::checks::rule::RuleInfo;
use crate::checks::tolerance::Tolerance;
use crate::form::model::FormKind;
use crate::policy::{CheckSettings, Condition, RuleChange};
use crate::settings_text::{Reader, likely};

/// How grave a finding is, as settings say it.
pub(in crate::checks) const SEVERITIES: [(&str, Severity); 6] = [
    ("错误", Severity::Error),
    ("疑点", Severity::Warning),
    ("提示", Severity::Notice),
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("notice", Severity::Notice),
];

/// What a settings file says of the checks.
#[derive(Debug, Default)]
pub struct BureauRules {
    /// The changes to the rules of the catalogue.
    pub settings: CheckSettings,
    /// The bureau's own rules.
    pub own_rules: Vec<OwnRule>,
}

/// Reads `[checks]` and `[[rule]]`; other keys are other readers' business. Faults go to the reader.
pub(crate) fn read(root: &Reader<'_>) -> BureauRules {
    BureauRules {
        settings: read_checks(&root.section("checks")),
        own_rules: read_own_rules(root),
    }
}

fn read_checks(checks: &Reader<'_>) -> CheckSettings {
    let mut settings = CheckSettings::default();
    for id in checks.keys() {
        match registry::find(id).map(|rule| rule.info()) {
            Some(rule) => {
                let changes = read_changes(checks.section(id), rule);
                settings.changes.insert(rule.id.to_owned(), changes);
            }
            None => {
                let known: Vec<&str> = registry::catalogue().map(|rule| rule.id).collect();
                let told = likely("没有这条规则", id, &known);
                checks.fault(id, format!("{told}用 huiping rules 查看全部"));
            }
        }
    }
    settings
}

/// The changes to a rule: what holds always first, then what holds for some forms.
fn read_changes(section: Reader<'_>, rule: &'static RuleInfo) -> Vec<(Condition, RuleChange)> {
    let mut changes = vec![(Condition::default(), read_change(&section, rule))];
    for some in section.tables("when").unwrap_or_default() {
        let condition = Condition {
            kind: some.word("kind", &kinds()),
            years: some.years("years"),
        };
        changes.push((condition, read_change(&some, rule)));
        some.finish_as(UNKNOWN);
    }
    section.finish_as(UNKNOWN);
    changes
}

const UNKNOWN: &str = "这条规则没有这个键";

/// The kinds of form by the name that users know, and by the word that data uses.
fn kinds() -> Vec<(&'static str, FormKind)> {
    let kinds = [FormKind::Department, FormKind::Project, FormKind::Transfer];
    let words = kinds.map(|kind| (kind.word(), kind));
    kinds
        .map(|kind| (kind.label(), kind))
        .into_iter()
        .chain(words)
        .collect()
}

fn read_change(section: &Reader<'_>, rule: &'static RuleInfo) -> RuleChange {
    RuleChange {
        enabled: section.flag_meaning("enabled", "运行", "不运行"),
        severity: section.word("severity", &SEVERITIES),
        tolerance: rule.tolerance.and_then(|_| read_tolerance(section)),
        thresholds: rule
            .thresholds
            .iter()
            .filter_map(|known| Some((known.key.to_owned(), section.positive(known.key)?)))
            .collect(),
    }
}

fn read_tolerance(section: &Reader<'_>) -> Option<Tolerance> {
    const KEY: &str = "tolerance";
    let says = |words: [&str; 2]| words.iter().any(|word| section.says(KEY, word));
    if says(["written", "按填写位数"]) {
        return Some(Tolerance::Written);
    }
    if says(["exact", "不允许有差"]) {
        return Some(Tolerance::Exact);
    }
    if !section.holds_section(KEY) {
        let number = section.positive(KEY)?;
        return Some(if section.is_percentage(KEY) {
            Tolerance::Relative(number)
        } else {
            Tolerance::Absolute(number)
        });
    }
    let parts = section.section(KEY);
    if parts.keys().next().is_none() {
        parts.fault("", "应写 absolute（绝对值）或 relative（比例）");
    }
    let tolerance = match (parts.positive("absolute"), parts.positive("relative")) {
        (Some(absolute), Some(relative)) => Some(Tolerance::Both { absolute, relative }),
        (Some(absolute), None) => Some(Tolerance::Absolute(absolute)),
        (None, Some(relative)) => Some(Tolerance::Relative(relative)),
        (None, None) => None,
    };
    parts.finish();
    tolerance
}

fn read_own_rules(root: &Reader<'_>) -> Vec<OwnRule> {
    let mut rules: Vec<OwnRule> = Vec::new();
    for entry in root.tables("rule").unwrap_or_default() {
        let rule = OwnRule::read(&entry);
        if let Some(rule) = rule {
            let id = rule.id();
            if registry::find(id).is_some() || rules.iter().any(|known| known.id() == id) {
                entry.fault("id", format!("编号 {id} 已被占用，请换一个"));
            } else {
                rules.push(rule);
            }
        }
        entry.finish_as("自定规则没有这个键");
    }
    rules
}
