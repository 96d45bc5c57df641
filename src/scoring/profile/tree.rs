//! A profile file as a tree in which every value remembers its file and line, so that layers can be laid
//! over each other and a fault is still shown where it was written. Numbers keep their literal text.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::Problem;
use super::syntax;

/// Where a value was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The file, as shown to the user.
    pub(super) file: Arc<str>,
    /// The line, counted from 1.
    pub(super) line: usize,
}

impl Place {
    /// The first line of a file.
    pub(super) fn start_of(file: &str) -> Self {
        Self {
            file: Arc::from(file),
            line: 1,
        }
    }
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) place: Place,
}

/// A value of a profile file.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Number(Decimal),
    Flag(bool),
    List(Vec<Node>),
    Table(Table),
}

/// A table, by key.
pub(super) type Table = BTreeMap<String, Node>;

/// Keys of which only one may stand: a layer that states one takes the other of the layer below away.
const EITHER_OR: &[(&str, &str)] = &[
    ("over_above", "over_from"),
    ("bands", "steps"),
    ("minus", "minus_points"),
];

/// Parses a profile file.
///
/// # Errors
/// One problem, with its line, where the text is no TOML, or a number no decimal.
pub(super) fn parse(file: &str, text: &str) -> Result<Node, Problem> {
    let file: Arc<str> = Arc::from(file);
    let source = Source { file: &file, text };
    let parsed = DeTable::parse(text).map_err(|error| {
        let place = source.place(error.span().map_or(0, |span| span.start));
        let line = text.lines().nth(place.line.saturating_sub(1));
        let message = syntax::in_chinese(error.message(), line.unwrap_or_default());
        Problem {
            place,
            key: String::new(),
            message: format!("TOML 写法有误：{message}"),
        }
    })?;
    let table = source.table(parsed.get_ref(), "")?;
    Ok(Node {
        value: Value::Table(table),
        place: source.place(0),
    })
}

/// A file being turned into a tree.
struct Source<'a> {
    file: &'a Arc<str>,
    text: &'a str,
}

impl Source<'_> {
    fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(self.text);
        Place {
            file: Arc::clone(self.file),
            line: before.matches('\n').count() + 1,
        }
    }

    fn table(&self, table: &DeTable<'_>, path: &str) -> Result<Table, Problem> {
        let mut nodes = Table::new();
        for (key, value) in table {
            let name = key.get_ref().to_string();
            let path = joined(path, &name);
            // The place of a key is the place of its value: a section's is its heading.
            let place = self.place(key.span().start);
            let value = self.value(value, &path, &place)?;
            nodes.insert(name, Node { value, place });
        }
        Ok(nodes)
    }

    fn value(
        &self,
        value: &Spanned<DeValue<'_>>,
        path: &str,
        place: &Place,
    ) -> Result<Value, Problem> {
        let problem = |message: String| Problem {
            place: place.clone(),
            key: path.to_owned(),
            message,
        };
        let number = |text: &str| {
            Decimal::from_str_exact(text)
                .map(Value::Number)
                .map_err(|_| problem(format!("“{text}”不是可以精确表示的数")))
        };
        match value.get_ref() {
            DeValue::String(text) => Ok(Value::Text(text.to_string())),
            DeValue::Integer(integer) => number(integer.as_str()),
            DeValue::Float(float) => number(float.as_str()),
            DeValue::Boolean(flag) => Ok(Value::Flag(*flag)),
            DeValue::Datetime(_) => Err(problem("这里不能写日期".to_owned())),
            DeValue::Array(items) => items
                .iter()
                .map(|item| {
                    let place = self.place(item.span().start);
                    let value = self.value(item, path, &place)?;
                    Ok(Node { value, place })
                })
                .collect::<Result<_, _>>()
                .map(Value::List),
            DeValue::Table(table) => self.table(table, path).map(Value::Table),
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

/// Lays a table over another: tables are laid over each other key by key, all else is replaced.
pub(super) fn lay_over(below: &mut Table, above: &Table) {
    // A layer that does nothing about over-fulfilment needs no limit of the layer below.
    if matches!(above.get("over").map(|node| &node.value), Some(Value::Text(word)) if word == "full")
    {
        below.remove("over_above");
        below.remove("over_from");
    }
    for (one, other) in EITHER_OR {
        for (stated, replaced) in [(one, other), (other, one)] {
            if above.contains_key(*stated) && !above.contains_key(*replaced) {
                below.remove(*replaced);
            }
        }
    }
    for (key, node) in above {
        match (below.get_mut(key), &node.value) {
            (
                Some(Node {
                    value: Value::Table(lower),
                    ..
                }),
                Value::Table(upper),
            ) => lay_over(lower, upper),
            _ => {
                below.insert(key.clone(), node.clone());
            }
        }
    }
}
