//! The extraction contract: forms as JSON, for other programs and for the golden tests.

pub(crate) mod frames;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::form::model::{
    FormField, FundField, FundLine, FundRole, Indicator, IndicatorField, Kind, SelfEvaluation,
    SheetCell, Sourced, Value as Stated,
};
use crate::value::target::{Figures, Operator, figures};

/// Whether bytes are what [`form_json`] gives, one form after the other: an extraction that may be made anew.
#[must_use]
pub(crate) fn is_extraction(bytes: &[u8]) -> bool {
    let is_form = |form: &Value| {
        let source = &form["source"];
        ["path", "range", "sha256"]
            .iter()
            .all(|key| source[key].is_string())
            && form["indicators"].is_array()
    };
    serde_json::from_slice::<Vec<Value>>(bytes).is_ok_and(|forms| forms.iter().all(is_form))
}

/// One form as the extraction contract writes it.
///
/// Amounts are in the form's unit, rates are fractions, every number a decimal string.
#[must_use]
pub fn form_json(form: &SelfEvaluation) -> Value {
    let mut fields = Fields::of(form);
    for field in FormField::ALL {
        fields.state(field.key(), field.kind(), field.get(form));
    }
    let fields = fields.object();
    let mut object = json!({
        "source": {
            "path": form.source.path,
            "sheet": form.source.sheets.first(),
            "sheets": form.source.sheets,
            "range": form.source.range.to_string(),
            "sha256": form.source.sha256,
        },
        "kind": form.kind.word(),
        "funds": form.funds.iter().map(|line| fund_json(form, line)).collect::<Vec<_>>(),
        "indicators": form.indicators.iter().map(|row| indicator_json(form, row)).collect::<Vec<_>>(),
        "confidence": Decimal::new(i64::from(form.confidence), 2).to_string(),
        "remarks": form.remarks.iter().map(|remark| json!({
            "label": remark.label,
            "text": remark.text.value,
            "cells": cell_list(form, &remark.text.cells),
        })).collect::<Vec<_>>(),
        "unread": form.coverage.unread().map(|(at, text)| json!({
            "cell": form.source.address(at),
            "text": text,
        })).collect::<Vec<_>>(),
    });
    if let Some(object) = object.as_object_mut() {
        object.extend(fields);
        if form.source.hidden {
            object.insert("hidden".to_owned(), Value::Bool(true));
        }
    }
    object
}

fn fund_json(form: &SelfEvaluation, line: &FundLine) -> Value {
    let mut fields = Fields::of(form);
    for field in FundField::ALL {
        fields.state(field.key(), field.kind(), field.get(line));
    }
    // Read out of the label.
    fields.put("role", line.role.map(FundRole::word), &line.label.cells);
    Value::Object(fields.object())
}

/// The fields of an indicator that the contract has a word for; it has none for how a row is to be scored.
fn contract_fields() -> impl Iterator<Item = IndicatorField> {
    let all = IndicatorField::ALL.iter().copied();
    all.filter(|field| *field != IndicatorField::ScoringNote)
}

/// The numbers of a row's target and actual value, in one unit.
fn figures_of(row: &Indicator) -> Figures {
    let text = |text: &Sourced<String>| text.value.clone().unwrap_or_default();
    figures(&text(&row.target), &text(&row.actual), &row.unit_column)
}

fn indicator_json(form: &SelfEvaluation, row: &Indicator) -> Value {
    let mut fields = Fields::of(form);
    for field in contract_fields() {
        fields.state(field.key(), field.kind(), field.get(row));
    }
    // Read out of the target's and the actual's texts.
    let read = figures_of(row);
    let plain = |number: Option<Decimal>| number.map(|number| number.to_string());
    let of_target = &row.target.cells;
    fields.put("operator", read.operator.map(Operator::symbol), of_target);
    fields.put("target_value", plain(read.target), of_target);
    fields.put("unit", read.unit, of_target);
    fields.put("actual_value", plain(read.actual), &row.actual.cells);
    let mut object = fields.object();
    object.insert("subtotal".to_owned(), Value::Bool(row.subtotal));
    Value::Object(object)
}

/// What is written of a form or row: the value of each field, and the cells of those that hold something.
struct Fields<'a> {
    form: &'a SelfEvaluation,
    values: Map<String, Value>,
    cells: Map<String, Value>,
}

impl<'a> Fields<'a> {
    fn of(form: &'a SelfEvaluation) -> Self {
        Self {
            form,
            values: Map::new(),
            cells: Map::new(),
        }
    }

    /// A field of the table: numbers as precisely as written, a fraction without closing zeros (100.00% is `1`).
    fn state(&mut self, key: &str, kind: Kind, stated: Stated<'_>) {
        let value = match stated {
            Stated::Year(year) => year.value.map(Value::from),
            Stated::Number(number) if kind == Kind::Rate => {
                let fraction = number.value.map(|number| number.value.normalize());
                fraction.map(|fraction| Value::from(fraction.to_string()))
            }
            other => other.read().map(Value::from),
        };
        self.put(key, value, stated.cells());
    }

    fn put(&mut self, key: &str, value: Option<impl Into<Value>>, cells: &[SheetCell]) {
        if value.is_some() && !cells.is_empty() {
            self.cells
                .insert(key.to_owned(), cell_list(self.form, cells));
        }
        self.values
            .insert(key.to_owned(), value.map_or(Value::Null, Into::into));
    }

    fn object(mut self) -> Map<String, Value> {
        self.values
            .insert("cells".to_owned(), Value::Object(self.cells));
        self.values
    }
}

/// One address as a string, several as a list.
fn cell_list(form: &SelfEvaluation, cells: &[SheetCell]) -> Value {
    match cells {
        [one] => Value::String(form.source.address(*one)),
        several => several
            .iter()
            .map(|at| Value::String(form.source.address(*at)))
            .collect(),
    }
}
