//! The fields of a form one after the other, each with its name, its cells and its value: for the account
//! of cells, for comparing two versions, and for showing a person what each cell was taken for.

use std::collections::BTreeMap;

use super::model::{
    Block, FormField, FundField, IndicatorField, Kind, SelfEvaluation, SheetCell, Sourced, Value,
};
use crate::value::blank::is_blank;
use crate::value::fold::fold_tight;

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    /// The part it belongs to.
    pub block: Block,
    /// The row: a fund's label, an indicator's name, a remark's label; empty for fields of the whole form.
    pub row: &'a str,
    /// Which of the rows of that name, from 1.
    pub nth: usize,
    /// The column or field: 实际完成值; empty for a remark, which its label names.
    pub name: &'static str,
    /// Where the value stands, or should.
    pub cells: &'a [SheetCell],
    /// The text as it stood.
    pub text: &'a str,
    /// The value as it was read, exact numbers as precise as written.
    pub value: Option<String>,
    /// The value in one spelling, so that two forms can be compared; the text where none was read.
    pub meaning: String,
    /// Whether a text was read, which is never unreadable.
    is_text: bool,
}

impl Field<'_> {
    /// `培训人数·得分`, `年度`
    #[must_use]
    pub(crate) fn shown(&self) -> String {
        let again = if self.nth > 1 {
            format!("（第{}处）", self.nth)
        } else {
            String::new()
        };
        match (self.row, self.name) {
            ("", name) => format!("{name}{again}"),
            (row, "") => format!("{row}{again}"),
            (row, name) => format!("{row}{again}·{name}"),
        }
    }

    /// Whether its cells gave the form a value.
    #[must_use]
    pub(crate) fn is_used(&self) -> bool {
        self.value.is_some() || (self.is_text && !is_blank(self.text))
    }
}

/// All fields that the form has a place for or a value of, in its order; of a row the texts first, then the
/// figures.
#[must_use]
pub(crate) fn fields(form: &SelfEvaluation) -> Vec<Field<'_>> {
    let mut all = Collector::default();
    let of_block = |block| {
        let fields = FormField::ALL.iter();
        fields.filter(move |field| field.block() == block)
    };
    for field in of_block(Block::Head) {
        all.put(Block::Head, ("", 1), field.name(), field.get(form));
    }
    for (nth, line) in numbered(&form.funds, |line| &line.label) {
        let row = (shown(&line.label), nth);
        for field in texts_first(FundField::ALL, FundField::kind) {
            all.put(field.block(), row, field.name(), field.get(line));
        }
    }
    for (name, goals) in form.goals.named() {
        for (nth, goal) in (1..).zip(goals) {
            all.put(Block::Goals, ("", nth), name, Value::from(goal));
        }
    }
    for (nth, indicator) in numbered(&form.indicators, |row| &row.name) {
        let row = (shown(&indicator.name), nth);
        for field in texts_first(IndicatorField::ALL, IndicatorField::kind) {
            all.put(field.block(), row, field.name(), field.get(indicator));
        }
    }
    for field in of_block(Block::Totals) {
        all.put(Block::Totals, ("", 1), field.name(), field.get(form));
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for remark in &form.remarks {
        let nth = seen.entry(&remark.label).or_default();
        *nth += 1;
        let row = (remark.label.as_str(), *nth);
        all.put(Block::Remarks, row, "", Value::from(&remark.text));
    }
    all.0
}

/// The fields of a row that hold words, then those that hold figures.
fn texts_first<F: Copy>(fields: &[F], kind: fn(F) -> Kind) -> Vec<F> {
    let (texts, figures): (Vec<F>, Vec<F>) =
        fields.iter().partition(|field| kind(**field) == Kind::Text);
    [texts, figures].concat()
}

/// The value as read, or the text where none could be.
fn shown(value: &Sourced<String>) -> &str {
    value.value.as_deref().unwrap_or(&value.text)
}

/// The rows with the count of their name so far: 1 for the first, 2 for the second of that name.
fn numbered<T>(rows: &[T], name: impl Fn(&T) -> &Sourced<String>) -> Vec<(usize, &T)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    rows.iter()
        .map(|row| {
            let nth = seen.entry(fold_tight(shown(name(row)))).or_default();
            *nth += 1;
            (*nth, row)
        })
        .collect()
}

/// The name of a row, and which of that name it is.
type Row<'a> = (&'a str, usize);

#[derive(Default)]
struct Collector<'a>(Vec<Field<'a>>);

impl<'a> Collector<'a> {
    fn put(&mut self, block: Block, (row, nth): Row<'a>, name: &'static str, value: Value<'a>) {
        self.0.push(Field {
            block,
            row,
            nth,
            name,
            cells: value.cells(),
            text: value.text(),
            meaning: meaning(value),
            value: value.read(),
            is_text: matches!(value, Value::Text(_)),
        });
    }
}

/// A value in one spelling; where it could not be read, its text speaks.
fn meaning(value: Value<'_>) -> String {
    match value {
        Value::Number(Sourced {
            value: Some(number),
            ..
        }) => number.value.normalize().to_string(),
        Value::Text(text) => fold_tight(shown(text)),
        other => other.read().unwrap_or_else(|| fold_tight(other.text())),
    }
}
