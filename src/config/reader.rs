//! Reads the keys of the settings file that are no rule's: every fault with its line, its key and what is
//! likely meant.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::checks::settings::SettingsProblem;
use crate::form::teaching::{Entry, Teaching};
use crate::submission::correspondence::Correspondence;
use crate::value::nearest::nearest;

/// The keys of the settings file.
pub(super) const KEYS: [&str; 7] = [
    "profile", "waivers", "matches", "match", "layout", "checks", "rule",
];
const LAYOUT_KEYS: [&str; 4] = ["when", "heading", "cell", "field"];
const MATCH_KEYS: [&str; 4] = ["department", "earlier", "later", "same"];

pub(super) fn line_of(text: &str, span: &Range<usize>) -> usize {
    1 + text
        .get(..span.start)
        .unwrap_or_default()
        .matches('\n')
        .count()
}

/// A value in its place.
type Value<'i> = Spanned<DeValue<'i>>;

/// Walks the keys that are no rule's and remembers every fault.
pub(super) struct Reader<'t> {
    text: &'t str,
    pub(super) problems: Vec<SettingsProblem>,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self {
            text,
            problems: Vec::new(),
        }
    }

    fn fault(&mut self, span: &Range<usize>, key: &str, reason: impl Into<String>) {
        self.problems.push(SettingsProblem {
            line: line_of(self.text, span),
            key: key.to_owned(),
            reason: reason.into(),
        });
    }

    pub(super) fn unknown(&mut self, span: Range<usize>, under: &str, name: &str, known: &[&str]) {
        let likely = nearest(name, known.iter().copied())
            .map_or_else(|| "；".to_owned(), |other| format!("，是不是“{other}”？"));
        let reason = format!("不认识这个键{likely}可以写：{}", known.join("、"));
        self.fault(&span, &format!("{under}{name}"), reason);
    }

    pub(super) fn word(&mut self, value: &Value<'_>, key: &str) -> Option<String> {
        let word = value.get_ref().as_str().map(str::to_owned);
        if word.is_none() {
            self.fault(&value.span(), key, "应是文字，用英文双引号括起来");
        }
        word
    }

    pub(super) fn layouts(&mut self, value: &Value<'_>) -> Teaching {
        let mut entries = Vec::new();
        for (span, table) in self.tables(value, "layout") {
            let before = self.problems.len();
            let entry = self.entry(table);
            if self.problems.len() > before {
                continue;
            }
            // Each by itself, so that every fault is told with its line.
            match Teaching::new(std::slice::from_ref(&entry)) {
                Ok(_) => entries.push(entry),
                Err(error) => self.fault(&span, "layout", error.to_string()),
            }
        }
        Teaching::new(&entries).unwrap_or_default()
    }

    /// The tables of `[[key]]`, each with its place.
    fn tables<'v, 'i>(
        &mut self,
        value: &'v Value<'i>,
        key: &str,
    ) -> Vec<(Range<usize>, &'v DeTable<'i>)> {
        let how = format!("这里应写作 [[{key}]]（两层方括号）");
        let Some(items) = value.get_ref().as_array() else {
            self.fault(&value.span(), key, how);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref().as_table() {
                Some(table) => tables.push((item.span(), table)),
                None => self.fault(&item.span(), key, how.clone()),
            }
        }
        tables
    }

    /// `[[match]]`: names that a person has confirmed to be one, or told apart.
    pub(super) fn confirmed(&mut self, value: &Value<'_>) -> Vec<Correspondence> {
        let mut confirmed = Vec::new();
        for (nth, (span, table)) in self.tables(value, "match").into_iter().enumerate() {
            let mut pair = Correspondence {
                place: format!("设置文件第 {} 个 [[match]]", nth + 1),
                same: true,
                ..Correspondence::default()
            };
            for (key, value) in table {
                let name = key.get_ref().as_ref();
                let shown = format!("match.{name}");
                match name {
                    "department" => pair.department = self.word(value, &shown).unwrap_or_default(),
                    "earlier" => pair.earlier = self.word(value, &shown).unwrap_or_default(),
                    "later" => pair.later = self.word(value, &shown).unwrap_or_default(),
                    "same" => match value.get_ref().as_bool() {
                        Some(same) => pair.same = same,
                        None => self.fault(
                            &value.span(),
                            &shown,
                            "应是 true（是同一个）或 false（不是同一个）",
                        ),
                    },
                    _ => self.unknown(key.span(), "match.", name, &MATCH_KEYS),
                }
            }
            if pair.earlier.is_empty() || pair.later.is_empty() {
                let how = "earlier（上年名称）和 later（本年名称）都要写";
                self.fault(&span, "match", how);
            } else {
                confirmed.push(pair);
            }
        }
        confirmed
    }

    fn entry(&mut self, table: &DeTable<'_>) -> Entry {
        let mut entry = Entry::default();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !LAYOUT_KEYS.contains(&name) {
                self.unknown(key.span(), "layout.", name, &LAYOUT_KEYS);
                continue;
            }
            let text = self.word(value, &format!("layout.{name}"));
            match name {
                "when" => entry.when = text.unwrap_or_default(),
                "heading" => entry.heading = text,
                "cell" => entry.cell = text,
                _ => entry.field = text.unwrap_or_default(),
            }
        }
        entry
    }
}
