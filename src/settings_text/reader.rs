//! Reads typed values out of a text's tree, and collects every fault instead of stopping at the first.

mod numbers;

use std::cell::RefCell;

use super::place::Place;
use super::problem::Problems;
use super::tree::{Node, Table, Value, joined};
use super::unknown;

/// One table of the tree, being read. Keys that nobody asked for are faults.
pub(crate) struct Reader<'a> {
    table: Option<&'a Table>,
    path: String,
    place: Place,
    /// In the order of asking, which is the order in which they are told.
    asked: RefCell<Vec<&'a str>>,
    problems: &'a Problems,
}

impl<'a> Reader<'a> {
    /// Reads the whole tree.
    pub(crate) fn new(table: &'a Table, place: Place, problems: &'a Problems) -> Self {
        Self {
            table: Some(table),
            path: String::new(),
            place,
            asked: RefCell::default(),
            problems,
        }
    }

    fn node(&self, key: &'a str) -> Option<&'a Node> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.table.and_then(|table| table.get(key))
    }

    /// The keys that are stated, for a section whose keys are names.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.table
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
    }

    /// How many faults were found so far, to see whether a part has any.
    pub(crate) fn faults(&self) -> usize {
        self.problems.count()
    }

    /// Reports a fault of a key; where the key is missing, at its section. An empty key means the section.
    pub(crate) fn fault(&self, key: &str, message: impl Into<String>) {
        let place = self
            .table
            .and_then(|table| table.get(key))
            .map_or(&self.place, |node| &node.place);
        let key = if key.is_empty() {
            self.path.clone()
        } else {
            joined(&self.path, key)
        };
        self.problems.add(place, key, message);
    }

    /// Reports a fault between several keys at the one that a layer above the section's first file states,
    /// as that is the one to mend; else at the last.
    pub(crate) fn fault_between(&self, keys: &[&str], message: impl Into<String>) {
        let from_above = |key: &&&str| {
            self.table
                .and_then(|table| table.get(**key))
                .is_some_and(|node| node.place.file != self.place.file)
        };
        let key = keys.iter().find(from_above).or(keys.last());
        self.fault(key.copied().unwrap_or_default(), message);
    }

    /// Whether the key is stated.
    pub(crate) fn states(&self, key: &'static str) -> bool {
        self.node(key).is_some()
    }

    /// Whether the key holds exactly this word, where it may also hold something else.
    pub(crate) fn says(&self, key: &'static str, word: &str) -> bool {
        matches!(self.node(key).map(|node| &node.value), Some(Value::Text(text)) if text == word)
    }

    /// A value that has to be there: `read` reports what is wrong with it, this that it is missing.
    pub(crate) fn needed<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        if self.node(key).is_none() {
            self.fault(key, self.problems.missing());
            return None;
        }
        read(self, key)
    }

    /// A section; an empty one where it is missing.
    pub(crate) fn section(&self, key: &'a str) -> Self {
        let node = self.node(key);
        let path = joined(&self.path, key);
        let table = match node.map(|node| &node.value) {
            Some(Value::Table(table)) => Some(table),
            Some(Value::Faulty) | None => None,
            Some(_) => {
                // No heading can be written for a section within a list's item.
                let how = if path.contains('[') {
                    "应当写作 {键 = 值, …}".to_owned()
                } else {
                    format!("应当是一节：以 [{path}] 开头，下面一行写一项")
                };
                self.fault(key, how);
                None
            }
        };
        self.inner(table, path, node)
    }

    /// Whether the key holds a section, where it may also hold something else.
    pub(crate) fn holds_section(&self, key: &'static str) -> bool {
        matches!(
            self.node(key).map(|node| &node.value),
            Some(Value::Table(_))
        )
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
    pub(crate) fn tables(&self, key: &'static str) -> Option<Vec<Self>> {
        let node = self.node(key)?;
        let path = joined(&self.path, key);
        let Value::List(items) = &node.value else {
            self.fault_of(
                node,
                key,
                format!(
                    "应当是一个列表：每一项以 [[{path}]]（两层方括号）开头，或写作 [{{…}}, {{…}}]"
                ),
            );
            return None;
        };
        let mut readers = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let path = format!("{path}[{}]", i + 1);
            match &item.value {
                Value::Table(table) => readers.push(self.inner(Some(table), path, Some(item))),
                _ => self.fault_of(item, key, format!("第 {} 项应当写作 {{…}}", i + 1)),
            }
        }
        Some(readers)
    }

    /// Reports what a value should have been, unless it is faulty and reported already.
    fn fault_of(&self, node: &Node, key: &str, message: impl Into<String>) {
        if !matches!(node.value, Value::Faulty) {
            self.fault(key, message);
        }
    }

    /// Yes or no.
    pub(crate) fn flag(&self, key: &'static str) -> Option<bool> {
        self.flag_meaning(key, "是", "否")
    }

    /// Yes or no, with what each means here.
    pub(crate) fn flag_meaning(&self, key: &'static str, yes: &str, no: &str) -> Option<bool> {
        let node = self.node(key)?;
        let Value::Flag(flag) = node.value else {
            self.fault_of(node, key, format!("应当写 true（{yes}）或 false（{no}）"));
            return None;
        };
        Some(flag)
    }

    /// A text that is not empty.
    pub(crate) fn text(&self, key: &'static str) -> Option<String> {
        let node = self.node(key)?;
        let text = not_empty(node);
        if text.is_none() {
            self.fault_of(node, key, "应当是一段不为空的文字，写在英文双引号里");
        }
        text
    }

    /// A text for which it makes no difference whether it is empty or missing.
    pub(crate) fn text_or_empty(&self, key: &'static str) -> String {
        match self.node(key) {
            Some(Node {
                value: Value::Text(text),
                ..
            }) => text.trim().to_owned(),
            Some(_) => self.text(key).unwrap_or_default(),
            None => String::new(),
        }
    }

    /// A list of texts; empty where the key is missing.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<String> {
        let how = "应当是一列文字，写作 [\"…\", \"…\"]";
        self.list(key, not_empty, how)
    }

    /// A list of values of one kind; empty where the key is missing.
    fn list<T>(&self, key: &'static str, meaning: fn(&Node) -> Option<T>, how: &str) -> Vec<T> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        let values = match &node.value {
            Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Faulty)) => {
                return Vec::new();
            }
            Value::List(items) => items.iter().map(meaning).collect::<Option<Vec<_>>>(),
            _ => None,
        };
        values.unwrap_or_else(|| {
            self.fault_of(node, key, how);
            Vec::new()
        })
    }

    /// One of several words. Of those that mean the same the first is told.
    pub(crate) fn word<T: Copy + PartialEq>(
        &self,
        key: &'static str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let node = self.node(key)?;
        let told: Vec<&str> = words
            .iter()
            .enumerate()
            .filter(|(i, (_, meaning))| !words.iter().take(*i).any(|(_, other)| other == meaning))
            .map(|(_, (word, _))| *word)
            .collect();
        let Value::Text(text) = &node.value else {
            let how = format!("应当是这些词之一，写在英文双引号里：{}", told.join("、"));
            self.fault_of(node, key, how);
            return None;
        };
        let found = words.iter().find(|(word, _)| word == text);
        if found.is_none() {
            self.fault(key, unknown(&format!("没有“{text}”这个选项"), text, &told));
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// Ends the reading of this table: every key that was not asked for is unknown.
    pub(crate) fn finish(self) {
        self.finish_as("没有这个键");
    }

    /// As [`Self::finish`], with another word for an unknown key.
    pub(crate) fn finish_as(self, fault: &str) {
        let asked = self.asked.borrow();
        for (key, node) in self.table.into_iter().flatten() {
            if !asked.contains(&key.as_str()) {
                let message = unknown(fault, key, &asked);
                self.problems
                    .add(&node.place, joined(&self.path, key), message);
            }
        }
    }
}

fn not_empty(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }
}
