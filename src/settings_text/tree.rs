//! A text as a tree in which every value remembers its file and line, so that layers can be laid over each
//! other and a fault is still shown where it was written. Numbers are taken as they are written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::place::Place;
use super::problem::Problems;
use super::{syntax, without_mark};

/// A value with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) place: Place,
}

/// A value as written.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(String),
    Number(Decimal),
    Flag(bool),
    List(Vec<Node>),
    Table(Table),
    /// What no key can hold; it has been reported.
    Faulty,
}

/// A table, by key.
pub(crate) type Table = BTreeMap<String, Node>;

/// A whole text.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    /// Its keys.
    pub(crate) table: Table,
    /// Its first line.
    pub(crate) place: Place,
}

/// Parses a text; `file` is its name as shown. `None` where it is no TOML, which is reported line by line;
/// dates, and numbers that are no decimals, are reported with their keys.
pub(crate) fn parse(file: &str, text: &str, problems: &Problems) -> Option<Root> {
    let source = Source::new(file, without_mark(text), problems);
    let (document, errors) = DeTable::parse_recoverable(source.text);
    // What follows a slip on its line follows from it.
    let mut told = BTreeSet::new();
    for error in &errors {
        let place = source.place(error.span().map_or(0, |span| span.start));
        if told.insert(place.line) {
            let line = source.text.lines().nth(place.line - 1).unwrap_or_default();
            let how = syntax::in_chinese(error.message(), line);
            problems.add(
                &place,
                String::new(),
                format!("“{}”写法有误：{how}", line.trim()),
            );
        }
    }
    told.is_empty().then(|| Root {
        table: source.table(document.get_ref(), ""),
        place: source.place(0),
    })
}

/// A text being turned into a tree.
struct Source<'a> {
    file: Arc<str>,
    text: &'a str,
    /// Where the lines end.
    ends: Vec<usize>,
    problems: &'a Problems,
}

impl<'a> Source<'a> {
    fn new(file: &str, text: &'a str, problems: &'a Problems) -> Self {
        Self {
            file: Arc::from(file),
            text,
            ends: text.match_indices('\n').map(|(at, _)| at).collect(),
            problems,
        }
    }

    fn place(&self, offset: usize) -> Place {
        Place {
            file: Arc::clone(&self.file),
            line: self.ends.partition_point(|end| *end < offset) + 1,
        }
    }

    fn table(&self, table: &DeTable<'_>, path: &str) -> Table {
        let node = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let name = AsRef::<str>::as_ref(key.get_ref()).to_owned();
            // The place of a key is the place of its value: a section's is its heading.
            let place = self.place(key.span().start);
            let value = self.value(value, &joined(path, &name), &place);
            (name, Node { value, place })
        };
        table.iter().map(node).collect()
    }

    fn value(&self, value: &Spanned<DeValue<'_>>, path: &str, place: &Place) -> Value {
        let faulty = |message: String| {
            self.problems.add(place, path.to_owned(), message);
            Value::Faulty
        };
        let number = |text: &str| {
            Decimal::from_str_exact(text).map_or_else(
                |_| faulty(format!("“{text}”不是可以精确表示的数")),
                Value::Number,
            )
        };
        match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(integer) if integer.radix() == 10 => number(integer.as_str()),
            DeValue::Integer(_) => faulty("数要写成十进制".to_owned()),
            DeValue::Float(float) => number(float.as_str()),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(_) => faulty("这里不能写日期".to_owned()),
            DeValue::Array(items) => {
                let node = |item: &Spanned<DeValue<'_>>| {
                    let place = self.place(item.span().start);
                    let value = self.value(item, path, &place);
                    Node { value, place }
                };
                Value::List(items.iter().map(node).collect())
            }
            DeValue::Table(table) => Value::Table(self.table(table, path)),
        }
    }
}

/// The path of a key as messages show it: `positive.floor`.
pub(super) fn joined(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}
