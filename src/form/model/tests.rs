//! The field table is complete: whatever a form can state is found through it, once, under one name.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::{
    Block, CellUse, ColumnField, ColumnReading, Coverage, FormField, FormKind, FundColumnField,
    FundField, FundLine, Goals, Indicator, IndicatorField, OutOfRange, Remark, SelfEvaluation,
    SheetCell, Source, Sourced, Value, Why,
};
use crate::intake::grid::{Area, CellRef};

/// Gives every value a cell of its own, so that each can be told from all others.
#[derive(Default)]
struct Marks(u32);

impl Marks {
    fn cell(&mut self) -> SheetCell {
        self.0 += 1;
        SheetCell {
            sheet: 0,
            cell: CellRef::new(self.0, 0),
        }
    }

    fn value<T>(&mut self) -> Sourced<T> {
        Sourced {
            value: None,
            cells: vec![self.cell()],
            text: String::new(),
        }
    }
}

/// A fund row that states everything: a member that is added here does not compile before it is marked.
fn fund(marks: &mut Marks) -> FundLine {
    FundLine {
        label: marks.value(),
        initial: marks.value(),
        adjustment: marks.value(),
        adjusted: marks.value(),
        executed: marks.value(),
        rate: marks.value(),
        weight: marks.value(),
        score: marks.value(),
        reason: marks.value(),
        role: None,
    }
}

fn indicator(marks: &mut Marks) -> Indicator {
    Indicator {
        level1: marks.value(),
        level2: marks.value(),
        name: marks.value(),
        target: marks.value(),
        prior_year: marks.value(),
        midyear: marks.value(),
        actual: marks.value(),
        completion: marks.value(),
        weight: marks.value(),
        score: marks.value(),
        review_score: marks.value(),
        reason: marks.value(),
        measures: marks.value(),
        scoring_note: marks.value(),
        subtotal: false,
        unit_column: String::new(),
    }
}

fn column(marks: &mut Marks) -> ColumnReading {
    ColumnReading {
        col: 0,
        first: marks.cell(),
        last: CellRef::new(0, 0),
        heading: String::new(),
        field: None,
        confidence: 100,
    }
}

fn form(marks: &mut Marks) -> SelfEvaluation {
    SelfEvaluation {
        title: marks.value(),
        year: marks.value(),
        department: marks.value(),
        department_code: marks.value(),
        supervisor: marks.value(),
        project: marks.value(),
        amount_unit: marks.value(),
        total_weight: marks.value(),
        total_score: marks.value(),
        grade: marks.value(),
        source: Source {
            hidden: false,
            path: String::new(),
            sha256: String::new(),
            sheets: Vec::new(),
            range: Area {
                first: CellRef::new(0, 0),
                last: CellRef::new(0, 0),
            },
        },
        kind: FormKind::Department,
        funds: vec![fund(marks), fund(marks)],
        goals: Goals {
            expected: vec![marks.value()],
            achieved: vec![marks.value(), marks.value()],
        },
        indicators: vec![indicator(marks)],
        remarks: vec![Remark {
            label: String::new(),
            text: marks.value(),
        }],
        columns: vec![column(marks)],
        fund_columns: vec![column(marks)],
        confidence: 100,
        out_of_range: vec![OutOfRange {
            field: "",
            row: String::new(),
            cells: vec![marks.cell()],
            written: String::new(),
            why: Why::TooLarge,
        }],
        coverage: Coverage {
            cells: vec![(marks.cell(), CellUse::Used, String::new())],
        },
    }
}

#[test]
fn every_value_of_a_form_is_found_through_the_table_once() {
    let mut marks = Marks::default();
    let form = form(&mut marks);
    let not_stated = 4; // The two columns, the figure out of range and the entry of the account are no values.
    let found: Vec<SheetCell> = crate::form::fields::fields(&form)
        .iter()
        .flat_map(|field| field.cells.to_vec())
        .collect();
    let distinct: BTreeSet<SheetCell> = found.iter().copied().collect();
    assert_eq!(found.len(), distinct.len());
    assert_eq!(found.len(), marks.0 as usize - not_stated);
}

#[test]
fn every_cell_that_a_form_keeps_is_visited_once() {
    let mut marks = Marks::default();
    let mut form = form(&mut marks);
    let mut visited = Vec::new();
    form.visit_cells(&mut |cell| visited.push(*cell));
    visited.sort_unstable();
    visited.dedup();
    assert_eq!(visited.len(), marks.0 as usize);
}

/// What the table says of one field.
struct Said {
    block: Block,
    key: &'static str,
    names: Vec<&'static str>,
}

fn said() -> Vec<Said> {
    macro_rules! of {
        ($field:ident) => {
            $field::ALL.iter().map(|field| Said {
                block: field.block(),
                key: field.key(),
                names: [&[field.name()], field.other_names()].concat(),
            })
        };
    }
    of!(FormField)
        .chain(of!(FundField))
        .chain(of!(IndicatorField))
        .collect()
}

#[test]
fn no_two_fields_of_a_block_share_a_name_or_a_key() {
    let mut names: BTreeMap<Block, Vec<&str>> = BTreeMap::new();
    let mut keys: BTreeMap<Block, Vec<&str>> = BTreeMap::new();
    for field in said() {
        assert!(field.names.iter().all(|name| !name.is_empty()));
        names.entry(field.block).or_default().extend(field.names);
        keys.entry(field.block).or_default().push(field.key);
    }
    for said in names.values().chain(keys.values()) {
        let distinct: BTreeSet<&&str> = said.iter().collect();
        assert_eq!(distinct.len(), said.len(), "{said:?}");
    }
}

#[test]
fn the_vocabulary_calls_a_field_by_its_key() {
    fn named<'de, F: Deserialize<'de>>(key: &'de str) -> F {
        let name: StrDeserializer<'_, Error> = key.into_deserializer();
        F::deserialize(name).unwrap_or_else(|fault| panic!("{key}: {fault}"))
    }
    for field in IndicatorField::ALL {
        assert_eq!(named::<ColumnField>(field.key()), ColumnField::from(*field));
    }
    for field in FundField::ALL {
        assert_eq!(
            named::<FundColumnField>(field.key()),
            FundColumnField::from(*field)
        );
    }
}

#[test]
fn a_value_is_told_as_it_was_written() {
    let score = Sourced {
        value: Some(
            "9.50"
                .parse()
                .map(crate::value::number::Number::written)
                .unwrap(),
        ),
        cells: Vec::new(),
        text: "9.50分".to_owned(),
    };
    assert_eq!(Value::from(&score).read().as_deref(), Some("9.50"));
}
