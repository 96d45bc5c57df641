//! `[checks]` and `[[rule]]` of a settings file, every fault with its line and the nearest known key.

use std::fmt;
use std::ops::Range;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::checks::finding::Severity;
use crate::checks::own_rule::OwnRule;
use crate::checks::registry;
use crate::checks::rule::RuleInfo;
use crate::checks::tolerance::Tolerance;
use crate::form::model::FormKind;
use crate::scoring::profile::toml_complaint;
use crate::value::nearest::nearest;

use super::{CheckSettings, Condition, RuleChange};

/// A fault of a settings file: its author can mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsProblem {
    /// The line, from 1.
    pub line: usize,
    /// The key, with those it stands under: `checks.A12.tolerance`.
    pub key: String,
    /// What is wrong, and how to mend it. Chinese.
    pub reason: String,
}

impl fmt::Display for SettingsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第 {} 行“{}”：{}", self.line, self.key, self.reason)
    }
}

/// What a settings file says of the checks.
#[derive(Debug, Default)]
pub struct BureauRules {
    /// The changes to the rules of the catalogue.
    pub settings: CheckSettings,
    /// The bureau's own rules.
    pub own_rules: Vec<OwnRule>,
}

/// Reads `[checks]` and `[[rule]]`; other keys are other readers' business.
///
/// # Errors
/// Every fault found, in the order of the file.
pub fn read(text: &str) -> Result<BureauRules, Vec<SettingsProblem>> {
    let mut reader = Reader {
        text,
        problems: Vec::new(),
    };
    let mut rules = BureauRules::default();
    match DeTable::parse(text) {
        Ok(document) => {
            for (key, value) in document.get_ref() {
                match key.get_ref().as_ref() {
                    "checks" => reader.checks(value, &mut rules.settings),
                    "rule" => rules.own_rules = reader.own_rules(value),
                    _ => {}
                }
            }
        }
        Err(error) => reader.problems.push(SettingsProblem {
            line: line_of(text, error.span()),
            key: String::new(),
            reason: {
                let line = line_of(text, error.span());
                let complained = text.lines().nth(line.saturating_sub(1));
                format!(
                    "TOML 写法有误：{}",
                    toml_complaint(error.message(), complained.unwrap_or_default())
                )
            },
        }),
    }
    if reader.problems.is_empty() {
        Ok(rules)
    } else {
        reader.problems.sort_by_key(|problem| problem.line);
        Err(reader.problems)
    }
}

fn line_of(text: &str, span: Option<Range<usize>>) -> usize {
    let start = span.map_or(0, |span| span.start);
    1 + text.get(..start).unwrap_or_default().matches('\n').count()
}

/// A value in its place.
type Value<'i> = Spanned<DeValue<'i>>;

/// Walks the document and remembers every fault.
pub(in crate::checks) struct Reader<'t> {
    text: &'t str,
    problems: Vec<SettingsProblem>,
}

impl Reader<'_> {
    /// Remembers a fault.
    pub(in crate::checks) fn fault(
        &mut self,
        span: Range<usize>,
        key: &str,
        reason: impl Into<String>,
    ) {
        self.problems.push(SettingsProblem {
            line: line_of(self.text, Some(span)),
            key: key.to_owned(),
            reason: reason.into(),
        });
    }

    fn table<'v, 'i>(&mut self, value: &'v Value<'i>, key: &str) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.fault(
                value.span(),
                key,
                format!("这里应写成一个小节：以 [{key}] 开头，下面一行写一项"),
            );
        }
        table
    }

    fn tables<'v, 'i>(
        &mut self,
        value: &'v Value<'i>,
        key: &str,
    ) -> Vec<(Range<usize>, &'v DeTable<'i>)> {
        let Some(items) = value.get_ref().as_array() else {
            self.fault(
                value.span(),
                key,
                format!("这里应写成一个个小节，每个以 [[{key}]] 开头"),
            );
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| Some((item.span(), self.table(item, key)?)))
            .collect()
    }

    fn checks(&mut self, value: &Value<'_>, settings: &mut CheckSettings) {
        let Some(table) = self.table(value, "checks") else {
            return;
        };
        for (id, change) in table {
            let key = format!("checks.{}", id.get_ref());
            let Some(rule) = registry::find(id.get_ref()).map(|rule| rule.info()) else {
                let known: Vec<&str> = registry::catalogue().map(|rule| rule.id).collect();
                let reason = unknown("没有这条规则", id.get_ref(), &known);
                self.fault(id.span(), &key, reason);
                continue;
            };
            if let Some(table) = self.table(change, &key) {
                let changes = self.changes(table, &key, rule);
                settings.changes.insert(rule.id.to_owned(), changes);
            }
        }
    }

    /// The changes to a rule: what holds always first, then what holds for some forms.
    fn changes(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        rule: &'static RuleInfo,
    ) -> Vec<(Condition, RuleChange)> {
        let always = self.change(table, key, rule, &["when"]);
        let mut changes = vec![(Condition::default(), always)];
        let when = table
            .iter()
            .find(|(name, _)| name.get_ref().as_ref() == "when");
        if let Some((_, value)) = when {
            let key = format!("{key}.when");
            for (_, table) in self.tables(value, &key) {
                let condition = self.condition(table, &key);
                let change = self.change(table, &key, rule, &["kind", "years"]);
                changes.push((condition, change));
            }
        }
        changes
    }

    fn condition(&mut self, table: &DeTable<'_>, key: &str) -> Condition {
        let mut condition = Condition::default();
        for (name, value) in table {
            let key = format!("{key}.{}", name.get_ref());
            match name.get_ref().as_ref() {
                "kind" => condition.kind = self.kind(value, &key),
                "years" => condition.years = self.years(value, &key),
                _ => {}
            }
        }
        condition
    }

    fn kind(&mut self, value: &Value<'_>, key: &str) -> Option<FormKind> {
        let kinds = [FormKind::Department, FormKind::Project, FormKind::Transfer];
        let written = value.get_ref().as_str().unwrap_or_default();
        let kind = kinds
            .into_iter()
            .find(|kind| kind.label() == written || kind.word() == written);
        if kind.is_none() {
            self.fault(
                value.span(),
                key,
                "应是“部门整体支出”“项目支出”或“转移支付”",
            );
        }
        kind
    }

    fn years(&mut self, value: &Value<'_>, key: &str) -> Vec<i32> {
        let years: Option<Vec<i32>> = value.get_ref().as_array().and_then(|items| {
            items
                .iter()
                .map(|item| item.get_ref().as_integer()?.as_str().parse().ok())
                .collect()
        });
        years.unwrap_or_else(|| {
            self.fault(value.span(), key, "应是年度的列表，如 [2022, 2023]");
            Vec::new()
        })
    }

    fn change(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        rule: &'static RuleInfo,
        beside: &[&str],
    ) -> RuleChange {
        let mut change = RuleChange::default();
        for (name, value) in table {
            let name_text = name.get_ref().as_ref();
            let key = format!("{key}.{name_text}");
            match name_text {
                "enabled" => {
                    change.enabled = value.get_ref().as_bool();
                    if change.enabled.is_none() {
                        self.fault(value.span(), &key, "应是 true（运行）或 false（不运行）");
                    }
                }
                "severity" => change.severity = self.severity(value, &key),
                "tolerance" if rule.tolerance.is_some() => {
                    change.tolerance = self.tolerance(value, &key);
                }
                _ if beside.contains(&name_text) => {}
                _ if rule.thresholds.iter().any(|known| known.key == name_text) => {
                    if let Some(number) = self.number(value, &key) {
                        change.thresholds.insert(name_text.to_owned(), number);
                    }
                }
                _ => {
                    let mut known = vec!["enabled", "severity"];
                    known.extend(rule.tolerance.map(|_| "tolerance"));
                    known.extend(rule.thresholds.iter().map(|threshold| threshold.key));
                    known.extend(beside);
                    let reason = unknown("这条规则没有这个键", name_text, &known);
                    self.fault(name.span(), &key, reason);
                }
            }
        }
        change
    }

    /// `错误`, `疑点`, `提示`, or `error`, `warning`, `notice`.
    pub(in crate::checks) fn severity(&mut self, value: &Value<'_>, key: &str) -> Option<Severity> {
        let severity = match value.get_ref().as_str().unwrap_or_default() {
            "错误" | "error" => Some(Severity::Error),
            "疑点" | "warning" => Some(Severity::Warning),
            "提示" | "notice" => Some(Severity::Notice),
            _ => None,
        };
        if severity.is_none() {
            self.fault(value.span(), key, "应是“错误”“疑点”或“提示”");
        }
        severity
    }

    fn tolerance(&mut self, value: &Value<'_>, key: &str) -> Option<Tolerance> {
        if let Some(table) = value.get_ref().as_table() {
            let mut part = |name: &str| {
                let (_, value) = table
                    .iter()
                    .find(|(key, _)| key.get_ref().as_ref() == name)?;
                self.number(value, &format!("{key}.{name}"))
            };
            return match (part("absolute"), part("relative")) {
                (Some(absolute), Some(relative)) => Some(Tolerance::Both { absolute, relative }),
                (Some(absolute), None) => Some(Tolerance::Absolute(absolute)),
                (None, Some(relative)) => Some(Tolerance::Relative(relative)),
                (None, None) => {
                    self.fault(
                        value.span(),
                        key,
                        "应写 absolute（绝对值）或 relative（比例）",
                    );
                    None
                }
            };
        }
        match value.get_ref().as_str() {
            Some("written" | "按填写位数") => Some(Tolerance::Written),
            Some("exact" | "不允许有差") => Some(Tolerance::Exact),
            Some(text) if text.trim_end().ends_with('%') => {
                match text.trim().trim_end_matches('%').trim().parse::<Decimal>() {
                    Ok(percent) => Some(Tolerance::Relative(percent / Decimal::ONE_HUNDRED)),
                    Err(_) => {
                        self.fault(value.span(), key, "百分比应写成“1%”的样子");
                        None
                    }
                }
            }
            _ => self.number(value, key).map(Tolerance::Absolute),
        }
    }

    /// A number, exactly as written, bare or in quotation marks; not below zero.
    fn number(&mut self, value: &Value<'_>, key: &str) -> Option<Decimal> {
        let number = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
            DeValue::Float(float) => float.as_str().parse().ok(),
            DeValue::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number: &Decimal| *number >= Decimal::ZERO);
        if number.is_none() {
            self.fault(value.span(), key, "应是不小于 0 的数，如 0.05");
        }
        number
    }

    fn own_rules(&mut self, value: &Value<'_>) -> Vec<OwnRule> {
        let mut rules: Vec<OwnRule> = Vec::new();
        for (span, table) in self.tables(value, "rule") {
            if let Some(rule) = OwnRule::read(self, span.clone(), table) {
                let id = rule.id();
                if registry::find(id).is_some() || rules.iter().any(|known| known.id() == id) {
                    self.fault(span, "rule.id", format!("编号 {id} 已被占用，请换一个"));
                } else {
                    rules.push(rule);
                }
            }
        }
        rules
    }
}

/// What to say of a name nobody knows: the fault, the one nearest known name, or all of a short list.
pub(crate) fn unknown(fault: &str, name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(other) => format!("{fault}，是不是“{other}”？"),
        _ if known.len() <= 12 => format!("{fault}；可用的有：{}", known.join("、")),
        _ => format!("{fault}；用 huiping rules 查看全部"),
    }
}
