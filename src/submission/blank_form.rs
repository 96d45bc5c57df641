//! A form without content, for the tests of this module to fill.

use crate::form::model::{Coverage, FormKind, Goals, SelfEvaluation, SheetCell, Source, Sourced};
use crate::intake::grid::{Area, CellRef};
use crate::value::number::Number;

/// A department's form in the file at `path`, all its fields without a place.
pub(super) fn blank(path: &str) -> SelfEvaluation {
    let corner = CellRef::new(0, 0);
    SelfEvaluation {
        source: Source {
            hidden: false,
            path: path.to_owned(),
            sha256: String::new(),
            sheets: vec!["自评表".to_owned()],
            range: Area {
                first: corner,
                last: corner,
            },
        },
        kind: FormKind::Department,
        title: Sourced::default(),
        year: Sourced::default(),
        department: Sourced::default(),
        department_code: Sourced::default(),
        supervisor: Sourced::default(),
        project: Sourced::default(),
        amount_unit: Sourced::default(),
        funds: Vec::new(),
        goals: Goals::default(),
        indicators: Vec::new(),
        total_weight: Sourced::default(),
        total_score: Sourced::default(),
        grade: Sourced::default(),
        remarks: Vec::new(),
        columns: Vec::new(),
        fund_columns: Vec::new(),
        confidence: 100,
        out_of_range: Vec::new(),
        coverage: Coverage::default(),
    }
}

/// A text that stands at an A1 address.
pub(super) fn text_at(address: &str, text: &str) -> Sourced<String> {
    Sourced {
        value: Some(text.to_owned()).filter(|text| !text.is_empty()),
        cells: vec![SheetCell {
            sheet: 0,
            cell: address.parse().unwrap(),
        }],
        text: text.to_owned(),
    }
}

/// A number that stands at an A1 address.
pub(super) fn number_at(address: &str, text: &str) -> Sourced<Number> {
    Sourced {
        value: text.parse().ok().map(Number::written),
        cells: vec![SheetCell {
            sheet: 0,
            cell: address.parse().unwrap(),
        }],
        text: text.to_owned(),
    }
}

/// The form of a department for a year, in the file at `path`.
pub(super) fn of(path: &str, department: &str, year: i32) -> SelfEvaluation {
    let mut form = blank(path);
    form.department = text_at("B2", department);
    form.year.value = Some(year);
    form
}
