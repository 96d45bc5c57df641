//! The fields of form, indicator row and budget row that expressions may name: those of the field table, and
//! what the program makes of them.

use std::any::Any;
use std::collections::BTreeMap;

use cel::ExecutionError;
use cel::common::traits::Indexer;
use cel::common::types::{CelBool, CelList, CelNull, CelString, Type};
use cel::common::value::{CowVal, StaticVal, Val};
use rust_decimal::Decimal;

use crate::checks::view::{FormView, FundRow, IndicatorRow, stated_text};
use crate::form::model::{FormField, FundField, IndicatorField, Kind, SheetCell, Value};
use crate::value::unit::AmountUnit;

use super::exact::Exact;

/// What the program makes of a form, besides the fields of the table.
const MADE_OF_FORM: [&str; 6] = [
    "kind",
    "score_sum",
    "recomputed",
    "execution_rate",
    "rows",
    "funds",
];

/// What the program makes of an indicator row, and the field whose cells it was read from.
const MADE_OF_ROW: [(&str, Option<IndicatorField>); 5] = [
    ("target_value", Some(IndicatorField::Target)),
    ("actual_value", Some(IndicatorField::Actual)),
    ("completion", None),
    ("recomputed", None),
    ("met", None),
];

/// What the program makes of a budget row, besides the fields of the table.
const MADE_OF_FUND: [&str; 1] = ["role"];

/// How expressions name a field of the form: by its key, or shorter.
const fn key_in_form(field: FormField) -> &'static str {
    match field {
        FormField::TotalScore => "total",
        other => other.key(),
    }
}

/// How expressions name a field of an indicator row: by its key, which of 完成率 goes to the one reckoned.
const fn key_in_row(field: IndicatorField) -> &'static str {
    match field {
        IndicatorField::Completion => "stated_completion",
        other => other.key(),
    }
}

/// How expressions name a field of a budget row.
const fn key_in_fund(field: FundField) -> &'static str {
    match field {
        FundField::Label => "name",
        other => other.key(),
    }
}

/// The fields of `form`.
pub(super) fn of_form() -> Vec<&'static str> {
    let stated = FormField::ALL.iter().map(|field| key_in_form(*field));
    stated.chain(MADE_OF_FORM).collect()
}

/// The fields of `row`, an indicator.
pub(super) fn of_row() -> Vec<&'static str> {
    let stated = IndicatorField::ALL.iter().map(|field| key_in_row(*field));
    stated
        .chain(MADE_OF_ROW.iter().map(|(name, _)| *name))
        .collect()
}

/// The fields of `fund`, a row of the budget block.
pub(super) fn of_fund() -> Vec<&'static str> {
    let stated = FundField::ALL.iter().map(|field| key_in_fund(*field));
    stated.chain(MADE_OF_FUND).collect()
}

/// What made-up records state.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stated {
    /// This text in every text, and in the numbers this one and those that follow it.
    All { first: Decimal, text: &'static str },
    /// Nothing.
    Nothing,
}

static RECORD: Type = Type::new_unspecified_type("record");

/// A form or row as a value of the expression language.
#[derive(Clone, Debug, Default)]
pub(super) struct Record(BTreeMap<&'static str, Box<dyn Val>>);

impl Record {
    fn put(mut self, name: &'static str, value: impl Val + 'static) -> Self {
        self.0.insert(name, Box::new(value));
        self
    }

    fn text(self, name: &'static str, text: &str) -> Self {
        self.put(name, CelString::from(text.to_owned()))
    }

    /// A number, or null where there is none: missing is not zero.
    fn number(self, name: &'static str, number: Option<Decimal>) -> Self {
        match number {
            Some(number) => self.put(name, Exact(number)),
            None => self.put(name, CelNull),
        }
    }

    /// A field as the form states it, a number times `factor`.
    fn stated(self, name: &'static str, value: Value<'_>, factor: Decimal) -> Self {
        match value {
            Value::Text(text) => self.text(name, stated_text(text)),
            Value::Number(number) => {
                let number = number.value.and_then(|read| read.value.checked_mul(factor));
                self.number(name, number)
            }
            Value::Year(year) => self.number(name, year.value.map(Decimal::from)),
            Value::Unit(unit) => {
                let unit = unit.value.map(|unit| unit.to_string());
                self.text(name, unit.as_deref().unwrap_or_default())
            }
        }
    }

    /// Records in a list.
    fn list(self, name: &'static str, records: impl Iterator<Item = Self>) -> Self {
        let values: Vec<Box<dyn Val>> = records
            .map(|record| Box::new(record) as Box<dyn Val>)
            .collect();
        self.put(name, CelList::from(values))
    }

    /// A form, its rows among its fields where they are asked for.
    pub(super) fn of_form(form: &FormView<'_>, with_rows: bool) -> Self {
        let data = form.form;
        let rows = form.rows().filter(|_| with_rows);
        let funds = form.funds.iter().filter(|_| with_rows);
        FormField::ALL
            .iter()
            .fold(Self::default(), |record, field| {
                record.stated(key_in_form(*field), field.get(data), Decimal::ONE)
            })
            .text("kind", data.kind.label())
            .number("year", form.year().map(Decimal::from))
            .text("department", form.department())
            .number("score_sum", form.rescored.stated_sum)
            .number("recomputed", form.rescored.total)
            .number("execution_rate", form.execution_rate())
            .list("rows", rows.map(Self::of_row))
            .list("funds", funds.map(|fund| Self::of_fund(form, fund)))
    }

    /// An indicator row.
    pub(super) fn of_row(row: &IndicatorRow<'_>) -> Self {
        let both = row.comparable();
        let record = IndicatorField::ALL
            .iter()
            .fold(Self::default(), |record, field| {
                record.stated(key_in_row(*field), field.get(row.indicator), Decimal::ONE)
            })
            .number("target_value", both.as_ref().map(|both| both.target))
            .number("actual_value", both.as_ref().map(|both| both.actual))
            .number("completion", row.completion())
            .number("recomputed", row.recomputed());
        match row.met() {
            Some(met) => record.put("met", CelBool::from(met)),
            None => record.put("met", CelNull),
        }
    }

    /// A row of the form's budget block; amounts in 万元, which a form that names no unit is taken to mean.
    pub(super) fn of_fund(form: &FormView<'_>, fund: &FundRow<'_>) -> Self {
        let unit = form.form.amount_unit.value.unwrap_or(AmountUnit::WanYuan);
        let in_wan_yuan = unit.in_yuan() / AmountUnit::WanYuan.in_yuan();
        FundField::ALL
            .iter()
            .fold(Self::default(), |record, field| {
                let factor = match field.kind() {
                    Kind::Amount => in_wan_yuan,
                    _ => Decimal::ONE,
                };
                record.stated(key_in_fund(*field), field.get(fund.line), factor)
            })
            .text("name", &fund.name())
            .text("role", fund.role().label())
    }

    /// A field of a made-up record, its number the `nth` of them.
    fn made_up(self, name: &'static str, is_text: bool, nth: usize, stated: Stated) -> Self {
        match (stated, is_text) {
            (Stated::All { text, .. }, true) => self.text(name, text),
            (Stated::All { first, .. }, false) => {
                self.number(name, Some(first + Decimal::from(nth)))
            }
            (Stated::Nothing, true) => self.text(name, ""),
            (Stated::Nothing, false) => self.number(name, None),
        }
    }

    /// A made-up form with one row and one row of its budget block.
    pub(super) fn made_up_form(stated: Stated, row: Self, fund: Self) -> Self {
        let made = MADE_OF_FORM.iter().map(|name| (*name, *name == "kind"));
        FormField::ALL
            .iter()
            .map(|field| (key_in_form(*field), is_text(field.kind())))
            .chain(made)
            .enumerate()
            .fold(Self::default(), |form, (nth, (name, is_text))| {
                form.made_up(name, is_text, nth, stated)
            })
            .list("rows", std::iter::once(row))
            .list("funds", std::iter::once(fund))
    }

    /// A made-up indicator row.
    pub(super) fn made_up_row(stated: Stated) -> Self {
        let made = MADE_OF_ROW.iter().map(|(name, _)| (*name, false));
        let row = IndicatorField::ALL
            .iter()
            .map(|field| (key_in_row(*field), is_text(field.kind())))
            .chain(made)
            .enumerate()
            .fold(Self::default(), |row, (nth, (name, is_text))| {
                row.made_up(name, is_text, nth, stated)
            });
        match stated {
            Stated::All { .. } => row.put("met", CelBool::from(true)),
            Stated::Nothing => row.put("met", CelNull),
        }
    }

    /// A made-up row of a budget block.
    pub(super) fn made_up_fund(stated: Stated) -> Self {
        let made = MADE_OF_FUND.iter().map(|name| (*name, true));
        FundField::ALL
            .iter()
            .map(|field| (key_in_fund(*field), is_text(field.kind())))
            .chain(made)
            .enumerate()
            .fold(Self::default(), |fund, (nth, (name, is_text))| {
                fund.made_up(name, is_text, nth, stated)
            })
    }

    /// A field as a message shows it.
    pub(super) fn shown(&self, name: &str) -> String {
        let Some(value) = self.0.get(name) else {
            return String::new();
        };
        if let Some(exact) = value.downcast_ref::<Exact>() {
            exact.0.normalize().to_string()
        } else if let Some(text) = value.downcast_ref::<CelString<'_>>() {
            text.inner().to_owned()
        } else if let Some(truth) = value.downcast_ref::<CelBool>() {
            if *truth.inner() { "是" } else { "否" }.to_owned()
        } else {
            "空白".to_owned()
        }
    }
}

const fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Unit)
}

/// The cells a field of a row stands in.
pub(super) fn cells_of_row(row: &IndicatorRow<'_>, name: &str) -> Vec<SheetCell> {
    let mut stated = IndicatorField::ALL.iter().copied();
    let made = |name: &str| MADE_OF_ROW.iter().find(|(made, _)| *made == name)?.1;
    stated
        .find(|field| key_in_row(*field) == name)
        .or_else(|| made(name))
        .map(|field| field.get(row.indicator).cells().to_vec())
        .unwrap_or_default()
}

/// The cells a field of a budget row stands in.
pub(super) fn cells_of_fund(fund: &FundRow<'_>, name: &str) -> Vec<SheetCell> {
    let mut stated = FundField::ALL.iter();
    stated
        .find(|field| key_in_fund(**field) == name)
        .map(|field| field.get(fund.line).cells().to_vec())
        .unwrap_or_default()
}

/// The cells a field of a form stands in.
pub(super) fn cells_of_form(form: &FormView<'_>, name: &str) -> Vec<SheetCell> {
    let mut stated = FormField::ALL.iter();
    stated
        .find(|field| key_in_form(**field) == name)
        .map(|field| field.get(form.form).cells().to_vec())
        .unwrap_or_default()
}

impl StaticVal for Record {}

impl Val for Record {
    fn get_type(&self) -> &Type {
        <Self as Val>::cel_type()
    }

    fn cel_type() -> &'static Type {
        &RECORD
    }

    fn as_indexer<'b, 'v>(&'b self) -> Option<&'b (dyn Indexer + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn into_indexer<'v>(self: Box<Self>) -> Option<Box<dyn Indexer + 'v>>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v>
    where
        Self: 'v,
    {
        Box::new(self.clone())
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl Record {
    fn find(&self, name: &dyn Val) -> Result<&(dyn Val + 'static), ExecutionError> {
        let name = name
            .downcast_ref::<CelString<'_>>()
            .map_or("", |name| name.inner());
        self.0
            .get(name)
            .map(AsRef::as_ref)
            .ok_or_else(|| ExecutionError::no_such_key(name))
    }
}

impl Indexer for Record {
    fn get<'b, 'v>(&'b self, name: &dyn Val) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        Ok(CowVal::Borrowed(self.find(name)?))
    }

    fn steal<'v>(self: Box<Self>, name: &dyn Val) -> Result<Box<dyn Val + 'v>, ExecutionError>
    where
        Self: 'v,
    {
        Ok(self.find(name)?.clone_as_boxed())
    }
}
