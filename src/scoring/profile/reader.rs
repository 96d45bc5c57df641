//! Reads typed values out of a profile's tree, and collects every fault instead of stopping at the first.

use crate::value::nearest::nearest;
use std::cell::RefCell;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::problem::Problem;
use super::tree::{Node, Place, Table, Value, joined};

/// The faults found so far.
pub(super) type Problems = RefCell<BTreeSet<Problem>>;

/// One table of the tree, being read. Keys that nobody asked for are faults.
pub(super) struct Reader<'a> {
    table: Option<&'a Table>,
    path: String,
    place: Place,
    asked: RefCell<BTreeSet<&'static str>>,
    problems: &'a Problems,
}

impl<'a> Reader<'a> {
    /// Reads the whole tree.
    pub(super) fn new(table: &'a Table, place: Place, problems: &'a Problems) -> Self {
        Self {
            table: Some(table),
            path: String::new(),
            place,
            asked: RefCell::default(),
            problems,
        }
    }

    fn node(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().insert(key);
        self.table.and_then(|table| table.get(key))
    }

    /// Reports a fault of a key; where the key is missing, at its section.
    pub(super) fn fault(&self, key: &str, message: impl Into<String>) {
        let place = self
            .table
            .and_then(|table| table.get(key))
            .map_or(&self.place, |node| &node.place);
        self.problems.borrow_mut().insert(Problem {
            place: place.clone(),
            key: if key.is_empty() {
                self.path.clone()
            } else {
                joined(&self.path, key)
            },
            message: message.into(),
        });
    }

    /// Reports a fault between several keys at the one that a layer above the section's first file states,
    /// as that is the one to mend; else at the last.
    pub(super) fn fault_between(&self, keys: &[&str], message: impl Into<String>) {
        let from_above = |key: &&&str| {
            self.table
                .and_then(|table| table.get(**key))
                .is_some_and(|node| node.place.file != self.place.file)
        };
        let key = keys.iter().find(from_above).or(keys.last());
        self.fault(key.copied().unwrap_or_default(), message);
    }

    /// Whether the key is stated.
    pub(super) fn states(&self, key: &'static str) -> bool {
        self.node(key).is_some()
    }

    /// Whether the key holds exactly this word, where it may also hold something else.
    pub(super) fn says(&self, key: &'static str, word: &str) -> bool {
        matches!(self.node(key).map(|node| &node.value), Some(Value::Text(text)) if text == word)
    }

    /// A value that has to be there: `read` reports what is wrong with it, this that it is missing.
    pub(super) fn needed<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        if self.node(key).is_none() {
            self.fault(key, "缺少这一项（可用 extends 从一个自带的规则继承）");
            return None;
        }
        read(self, key)
    }

    /// A section; an empty one where it is missing.
    pub(super) fn section(&self, key: &'static str) -> Self {
        let node = self.node(key);
        let table = match node.map(|node| &node.value) {
            Some(Value::Table(table)) => Some(table),
            Some(_) => {
                self.fault(
                    key,
                    format!("应当是一节，写作 [{}]", joined(&self.path, key)),
                );
                None
            }
            None => None,
        };
        self.inner(table, joined(&self.path, key), node)
    }

    fn inner(&self, table: Option<&'a Table>, path: String, node: Option<&'a Node>) -> Self {
        Self {
            table,
            path,
            place: node.map_or_else(|| self.place.clone(), |node| node.place.clone()),
            asked: RefCell::default(),
            problems: self.problems,
        }
    }

    /// A list of tables: `[[grades]]`, or `bands = [{…}, {…}]`. `None` where the key is missing.
    pub(super) fn tables(&self, key: &'static str) -> Option<Vec<Self>> {
        let node = self.node(key)?;
        let Value::List(items) = &node.value else {
            self.fault(key, "应当是一个列表，写作 [[…]] 或 [{…}, {…}]");
            return None;
        };
        let mut readers = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let path = format!("{}[{}]", joined(&self.path, key), i + 1);
            match &item.value {
                Value::Table(table) => readers.push(self.inner(Some(table), path, Some(item))),
                _ => self.fault(key, format!("第 {} 项应当写作 {{…}}", i + 1)),
            }
        }
        Some(readers)
    }

    /// A number, exactly as written; also from a text such as "0.95" or "95%".
    pub(super) fn number(&self, key: &'static str) -> Option<Decimal> {
        let node = self.node(key)?;
        let number = match &node.value {
            Value::Number(number) => Some(*number),
            Value::Text(text) => match text.strip_suffix('%') {
                Some(percent) => Decimal::from_str_exact(percent.trim())
                    .ok()
                    .and_then(|percent| percent.checked_div(Decimal::ONE_HUNDRED)),
                None => Decimal::from_str_exact(text.trim()).ok(),
            },
            _ => None,
        };
        let limit = Decimal::from(1_000_000);
        if number.is_none_or(|number| number.abs() > limit || number.scale() > 10) {
            self.fault(key, "应当是一个数（一百万以内，小数不超过十位）");
            return None;
        }
        number
    }

    /// A number that is not negative.
    pub(super) fn positive(&self, key: &'static str) -> Option<Decimal> {
        let number = self.number(key)?;
        if number < Decimal::ZERO {
            self.fault(key, format!("不能是负数，现为 {number}"));
            return None;
        }
        Some(number)
    }

    /// A number that is not negative and not beyond what can be meant.
    pub(super) fn at_most(&self, key: &'static str, most: u32) -> Option<Decimal> {
        let number = self.positive(key)?;
        if number > Decimal::from(most) {
            self.fault(key, format!("不能大于 {most}，现为 {number}"));
            return None;
        }
        Some(number)
    }

    /// A rate that may exceed 100 %; a percentage written without its sign is a fault.
    pub(super) fn rate(&self, key: &'static str) -> Option<Decimal> {
        let number = self.positive(key)?;
        self.checked_rate(key, number)
    }

    /// Refuses a rate beyond 1000 %: it was meant as a percentage.
    pub(super) fn checked_rate(&self, key: &'static str, rate: Decimal) -> Option<Decimal> {
        if rate > Decimal::TEN {
            self.fault(
                key,
                format!(
                    "比率要写成小数或百分数：{rate}% 写作 {} 或 \"{rate}%\"",
                    rate / Decimal::ONE_HUNDRED
                ),
            );
            return None;
        }
        Some(rate)
    }

    /// A share of the weight: 0 to 1.
    pub(super) fn share(&self, key: &'static str) -> Option<Decimal> {
        let number = self.number(key)?;
        if !(Decimal::ZERO..=Decimal::ONE).contains(&number) {
            self.fault(
                key,
                format!("应当在 0 与 1 之间（也可写成百分数 \"80%\"），现为 {number}"),
            );
            return None;
        }
        Some(number)
    }

    /// A small whole number.
    pub(super) fn count(&self, key: &'static str, most: u32) -> Option<u32> {
        let number = self.number(key)?;
        let count = u32::try_from(number)
            .ok()
            .filter(|count| number.fract().is_zero() && *count <= most);
        if count.is_none() {
            self.fault(key, format!("应当是 0 到 {most} 的整数，现为 {number}"));
        }
        count
    }

    /// Yes or no.
    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        match self.node(key)?.value {
            Value::Flag(flag) => Some(flag),
            _ => {
                self.fault(key, "应当写 true 或 false");
                None
            }
        }
    }

    /// A text that is not empty.
    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        match &self.node(key)?.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => {
                self.fault(key, "应当是一段不为空的文字，写在双引号里");
                None
            }
        }
    }

    /// A list of texts; empty where the key is missing.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        let texts = match &node.value {
            Value::List(items) => items
                .iter()
                .map(|item| match &item.value {
                    Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
                    _ => None,
                })
                .collect::<Option<Vec<_>>>(),
            _ => None,
        };
        texts.unwrap_or_else(|| {
            self.fault(key, "应当是一列文字，写作 [\"…\", \"…\"]");
            Vec::new()
        })
    }

    /// One of several words.
    pub(super) fn word<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let node = self.node(key)?;
        let known = || words.iter().map(|(word, _)| *word);
        let Value::Text(text) = &node.value else {
            self.fault(
                key,
                format!(
                    "应当是这些词之一：{}",
                    known().collect::<Vec<_>>().join("、")
                ),
            );
            return None;
        };
        let found = words.iter().find(|(word, _)| word == text);
        if found.is_none() {
            let hint = nearest(text, known())
                .map_or_else(String::new, |near| format!("，是不是“{near}”？"));
            self.fault(
                key,
                format!(
                    "没有“{text}”这个选项{hint}{}可选：{}",
                    if hint.is_empty() { "；" } else { "" },
                    known().collect::<Vec<_>>().join("、")
                ),
            );
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// Ends the reading of this table: every key that was not asked for is unknown.
    pub(super) fn finish(self) {
        let asked = self.asked.borrow();
        for (key, node) in self.table.into_iter().flatten() {
            if asked.contains(key.as_str()) {
                continue;
            }
            let hint = nearest(key, asked.iter().copied())
                .map_or_else(String::new, |near| format!("，是不是“{near}”？"));
            let known: Vec<&str> = asked.iter().copied().collect();
            self.problems.borrow_mut().insert(Problem {
                place: node.place.clone(),
                key: joined(&self.path, key),
                message: format!(
                    "没有这个键{hint}{}这里可用：{}",
                    if hint.is_empty() { "；" } else { "" },
                    known.join("、")
                ),
            });
        }
    }
}
