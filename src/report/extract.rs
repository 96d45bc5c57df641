//! The extraction contract: forms as JSON, for other programs and for the golden tests.

pub mod frames;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::form::model::{FundLine, Indicator, SelfEvaluation, SheetCell, Sourced};
use crate::value::number::Number;
use crate::value::target::{Actual, Operator, parse_actual, parse_target};

/// One form as the extraction contract writes it.
///
/// Amounts are in the form's unit, rates are fractions, every number a decimal string.
#[must_use]
pub fn form_json(form: &SelfEvaluation) -> Value {
    let cells = |at: &[SheetCell]| cell_list(form, at);
    json!({
        "source": {
            "path": form.source.path,
            "sheet": form.source.sheets.first(),
            "sheets": form.source.sheets,
            "range": form.source.range.to_string(),
            "sha256": form.source.sha256,
        },
        "kind": form.kind.word(),
        "title": form.title.value,
        "year": form.year.value,
        "department": form.department.value,
        "department_code": form.department_code.value,
        "supervisor": form.supervisor.value,
        "project": form.project.value,
        "amount_unit": form.amount_unit.value.map(|unit| unit.to_string()),
        "funds": form.funds.iter().map(|line| fund_json(form, line)).collect::<Vec<_>>(),
        "indicators": form.indicators.iter().map(|row| indicator_json(form, row)).collect::<Vec<_>>(),
        "total_weight": written(&form.total_weight),
        "total_score": written(&form.total_score),
        "grade": form.grade.value,
        "confidence": Decimal::new(i64::from(form.confidence), 2).to_string(),
        "cells": cell_map(form, &[
            ("title", &form.title.value.is_some(), &form.title.cells),
            ("year", &form.year.value.is_some(), &form.year.cells),
            ("department", &form.department.value.is_some(), &form.department.cells),
            ("department_code", &form.department_code.value.is_some(), &form.department_code.cells),
            ("supervisor", &form.supervisor.value.is_some(), &form.supervisor.cells),
            ("project", &form.project.value.is_some(), &form.project.cells),
            ("amount_unit", &form.amount_unit.value.is_some(), &form.amount_unit.cells),
            ("total_weight", &form.total_weight.value.is_some(), &form.total_weight.cells),
            ("total_score", &form.total_score.value.is_some(), &form.total_score.cells),
            ("grade", &form.grade.value.is_some(), &form.grade.cells),
        ]),
        "remarks": form.remarks.iter().map(|remark| json!({
            "label": remark.label,
            "text": remark.text.value,
            "cells": cells(&remark.text.cells),
        })).collect::<Vec<_>>(),
        "unread": form.coverage.unread().map(|(at, text)| json!({
            "cell": form.source.address(at),
            "text": text,
        })).collect::<Vec<_>>(),
    })
}

/// A number as precisely as it was written.
fn written(number: &Sourced<Number>) -> Option<String> {
    number.value.map(|number| number.value.to_string())
}

/// A fraction without closing zeros: 100.00% is `1`.
fn fraction(number: &Sourced<Number>) -> Option<String> {
    number
        .value
        .map(|number| number.value.normalize().to_string())
}

fn fund_json(form: &SelfEvaluation, line: &FundLine) -> Value {
    json!({
        "label": line.label.value,
        "role": line.role.map(crate::form::model::FundRole::word),
        "initial": written(&line.initial),
        "adjustment": written(&line.adjustment),
        "adjusted": written(&line.adjusted),
        "executed": written(&line.executed),
        "rate": fraction(&line.rate),
        "weight": written(&line.weight),
        "score": written(&line.score),
        "reason": line.reason.value,
        "cells": cell_map(form, &[
            ("label", &line.label.value.is_some(), &line.label.cells),
            ("role", &line.role.is_some(), &line.label.cells),
            ("initial", &line.initial.value.is_some(), &line.initial.cells),
            ("adjustment", &line.adjustment.value.is_some(), &line.adjustment.cells),
            ("adjusted", &line.adjusted.value.is_some(), &line.adjusted.cells),
            ("executed", &line.executed.value.is_some(), &line.executed.cells),
            ("rate", &line.rate.value.is_some(), &line.rate.cells),
            ("weight", &line.weight.value.is_some(), &line.weight.cells),
            ("score", &line.score.value.is_some(), &line.score.cells),
            ("reason", &line.reason.value.is_some(), &line.reason.cells),
        ]),
    })
}

fn indicator_json(form: &SelfEvaluation, row: &Indicator) -> Value {
    let target = row.target.value.as_deref().and_then(parse_target);
    let quantity = target.as_ref().and_then(|target| target.quantity.as_ref());
    let actual = row.actual.value.as_deref().and_then(parse_actual);
    let actual_value = match &actual {
        Some(Actual::Measured(quantity)) => Some(quantity.number.value.normalize().to_string()),
        _ => None,
    };
    json!({
        "level1": row.level1.value,
        "level2": row.level2.value,
        "name": row.name.value,
        "target": row.target.value,
        "operator": target.as_ref().map(|target| Operator::symbol(target.operator)),
        "target_value": quantity.map(|quantity| quantity.number.value.normalize().to_string()),
        "unit": quantity.and_then(|quantity| quantity.unit.clone()),
        "prior_year": row.prior_year.value,
        "midyear": row.midyear.value,
        "actual": row.actual.value,
        "actual_value": actual_value,
        "completion": fraction(&row.completion),
        "weight": written(&row.weight),
        "score": written(&row.score),
        "review_score": written(&row.review_score),
        "reason": row.reason.value,
        "measures": row.measures.value,
        "subtotal": row.subtotal,
        "cells": cell_map(form, &[
            ("level1", &row.level1.value.is_some(), &row.level1.cells),
            ("level2", &row.level2.value.is_some(), &row.level2.cells),
            ("name", &row.name.value.is_some(), &row.name.cells),
            ("target", &row.target.value.is_some(), &row.target.cells),
            // Read out of the target's and the actual's texts.
            ("operator", &target.is_some(), &row.target.cells),
            ("target_value", &quantity.is_some(), &row.target.cells),
            ("unit", &quantity.is_some_and(|quantity| quantity.unit.is_some()), &row.target.cells),
            ("prior_year", &row.prior_year.value.is_some(), &row.prior_year.cells),
            ("midyear", &row.midyear.value.is_some(), &row.midyear.cells),
            ("actual", &row.actual.value.is_some(), &row.actual.cells),
            ("actual_value", &actual_value.is_some(), &row.actual.cells),
            ("completion", &row.completion.value.is_some(), &row.completion.cells),
            ("weight", &row.weight.value.is_some(), &row.weight.cells),
            ("score", &row.score.value.is_some(), &row.score.cells),
            ("review_score", &row.review_score.value.is_some(), &row.review_score.cells),
            ("reason", &row.reason.value.is_some(), &row.reason.cells),
            ("measures", &row.measures.value.is_some(), &row.measures.cells),
        ]),
    })
}

/// The addresses of the fields that hold something.
fn cell_map(form: &SelfEvaluation, fields: &[(&str, &bool, &Vec<SheetCell>)]) -> Value {
    let map: Map<String, Value> = fields
        .iter()
        .filter(|(_, present, cells)| **present && !cells.is_empty())
        .map(|(name, _, cells)| ((*name).to_owned(), cell_list(form, cells)))
        .collect();
    Value::Object(map)
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
