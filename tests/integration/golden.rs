//! Published tables, read: head, funds and indicators of each equal what a right reader gets.

use std::path::Path;

use huiping::stages::form::{Teaching, recognise};
use huiping::stages::intake::ReadOptions;
use huiping::stages::report::form_json;
use serde_json::Value;

use crate::grid_file::{fixtures, json, workbook, xlsx};

/// The fields of a form's head that are compared.
pub(crate) const HEAD: [&str; 9] = [
    "kind",
    "year",
    "department",
    "department_code",
    "project",
    "amount_unit",
    "total_weight",
    "total_score",
    "grade",
];

/// The fields of a budget row that are compared.
pub(crate) const FUND: &[&str] = &[
    "label", "role", "initial", "adjusted", "executed", "rate", "weight", "score", "reason",
];

/// The fields of an indicator that are compared.
pub(crate) const INDICATOR: &[&str] = &[
    "level1",
    "level2",
    "name",
    "target",
    "prior_year",
    "midyear",
    "actual",
    "completion",
    "weight",
    "score",
    "review_score",
    "reason",
    "subtotal",
];

/// Fields that differ between what was read and the truth, as lines a person can follow.
fn differences(name: &str, read: &[Value], truth: &Value) -> (Vec<String>, usize) {
    let mut wrong = Vec::new();
    let mut fields = 0;
    let empty = Vec::new();
    let expected = truth["forms"].as_array().unwrap_or(&empty);
    if read.len() != expected.len() {
        wrong.push(format!(
            "{name}: {} forms read, {} expected",
            read.len(),
            expected.len()
        ));
    }
    for (form, expected) in read.iter().zip(expected) {
        for key in HEAD {
            fields += 1;
            compare(name, key, &form[key], &expected[key], &mut wrong);
        }
        for (block, keys) in [("funds", FUND), ("indicators", INDICATOR)] {
            let rows = form[block].as_array().unwrap_or(&empty);
            let wanted = expected[block].as_array().unwrap_or(&empty);
            if rows.len() != wanted.len() {
                wrong.push(format!(
                    "{name}: {block}: {} rows read, {} expected",
                    rows.len(),
                    wanted.len()
                ));
            }
            for (nth, (row, wanted)) in rows.iter().zip(wanted).enumerate() {
                for key in keys {
                    fields += 1;
                    compare(
                        name,
                        &format!("{block}[{nth}].{key}"),
                        &row[*key],
                        &wanted[*key],
                        &mut wrong,
                    );
                }
            }
        }
    }
    (wrong, fields)
}

/// What the truth calls arguable is compared, but not counted as wrong in the tables of other places.
fn without_arguable(wrong: Vec<String>, truth: &Value) -> Vec<String> {
    let arguable: Vec<String> = truth["forms"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(arguable)
        .collect();
    wrong
        .into_iter()
        .filter(|line| {
            !arguable
                .iter()
                .any(|field| line.contains(&format!(": {field}")))
        })
        .collect()
}

/// The fields a form's truth calls arguable; why stands behind a colon.
pub(crate) fn arguable(form: &Value) -> Vec<String> {
    let listed = form["ambiguous"].as_array().into_iter().flatten();
    listed
        .filter_map(|field| field.as_str()?.split(':').next().map(str::to_owned))
        .collect()
}

fn compare(name: &str, key: &str, read: &Value, truth: &Value, wrong: &mut Vec<String>) {
    if read != truth {
        wrong.push(format!("{name}: {key}: read {read}, expected {truth}"));
    }
}

pub(crate) fn read_table(description: &Value, name: &str) -> Vec<Value> {
    recognise(&workbook(description), name, "", &Teaching::default())
        .forms
        .iter()
        .map(form_json)
        .collect()
}

/// The JSON files of a folder, by name.
pub(crate) fn json_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()))
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    files.sort();
    files
}

/// The table as a workbook with real numbers, read from its bytes.
pub(crate) fn read_workbook(description: &Value, name: &str) -> Vec<Value> {
    let reading =
        huiping::stages::intake::read_bytes(&xlsx(description), name, ReadOptions::default())
            .unwrap_or_else(|fault| panic!("{name}: {fault}"));
    recognise(
        &reading.workbook,
        name,
        &reading.sha256,
        &Teaching::default(),
    )
    .forms
    .iter()
    .map(form_json)
    .collect()
}

#[test]
fn published_tables_are_read_as_a_right_reader_reads_them() {
    let files = json_files(&fixtures("tables/clean"));
    assert_eq!(files.len(), 20, "the published tables");
    let mut wrong = Vec::new();
    let mut fields = 0;
    for path in files {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a file name")
            .to_owned();
        let truth = json(&fixtures("tables/truth").join(&name));
        let (differences, compared) = differences(&name, &read_table(&json(&path), &name), &truth);
        wrong.extend(differences);
        fields += compared;
    }
    assert!(
        wrong.is_empty(),
        "{} of {fields} fields differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn tables_in_layouts_of_other_places_are_read_as_well() {
    let mut files = json_files(&fixtures("layouts"));
    files.extend(json_files(&fixtures("unseen")));
    assert!(files.len() >= 90, "the tables of other places");
    let mut wrong = Vec::new();
    let mut fields = 0;
    for path in files {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a file name")
            .to_owned();
        let table = json(&path);
        for read in [
            read_table(&table["grid"], &name),
            read_workbook(&table["grid"], &name),
        ] {
            let (differences, compared) = differences(&name, &read, &table["truth"]);
            wrong.extend(without_arguable(differences, &table["truth"]));
            fields += compared;
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {fields} fields differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
