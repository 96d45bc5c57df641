//! What `extract` prints keeps the extraction contract, on the samples, the published tables and the layouts
//! of other places.

use std::collections::BTreeMap;
use std::path::Path;

use huiping::stages::form::{Teaching, recognise};
use huiping::stages::intake::{CellRef, Grid, Workbook};
use huiping::stages::intake::{ReadOptions, discover, read};
use huiping::stages::report::form_json;
use serde_json::Value;

use crate::grid_file::{fixtures, json, workbook};
use crate::program::samples;

/// Every form of the samples and of the tables, with its workbook.
fn all_forms() -> Vec<(Value, Workbook)> {
    let mut forms = Vec::new();
    let mut add = |book: Workbook, name: &str, sha256: &str| {
        for form in recognise(&book, name, sha256, &Teaching::default()).forms {
            forms.push((form_json(&form), book.clone()));
        }
    };
    for file in discover(&[samples()]).expect("the samples") {
        if let Ok(reading) = read(&file, ReadOptions::default()) {
            add(reading.workbook, &file.path, &reading.sha256);
        }
    }
    for folder in ["tables/clean", "layouts"] {
        for entry in std::fs::read_dir(fixtures(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ext| ext == "json") {
                let table = json(&path);
                let grid = if folder == "layouts" {
                    &table["grid"]
                } else {
                    &table
                };
                add(workbook(grid), &path.display().to_string(), "");
            }
        }
    }
    assert!(forms.len() >= 100, "{} forms", forms.len());
    forms
}

/// A number as the contract writes it: digits as precise as the cell, no exponent.
fn is_number(value: &Value) -> bool {
    value.as_str().is_some_and(|text| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
        let figures = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        figures(whole) && figures(places) && (whole == "0" || !whole.starts_with('0'))
    })
}

fn is_text(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| !text.is_empty() && text.trim() == text && !text.contains(['\n', '\r']))
}

/// The fields of an object: whether each is a number, and whether it may be null.
type Fields = &'static [(&'static str, bool)];

const NUMBER: bool = true;
const TEXT: bool = false;

const FORM: Fields = &[
    ("department", TEXT),
    ("department_code", TEXT),
    ("project", TEXT),
    ("amount_unit", TEXT),
    ("total_weight", NUMBER),
    ("total_score", NUMBER),
    ("grade", TEXT),
];
const FUND: Fields = &[
    ("label", TEXT),
    ("role", TEXT),
    ("initial", NUMBER),
    ("adjusted", NUMBER),
    ("executed", NUMBER),
    ("rate", NUMBER),
    ("weight", NUMBER),
    ("score", NUMBER),
    ("reason", TEXT),
];
const INDICATOR: Fields = &[
    ("level1", TEXT),
    ("level2", TEXT),
    ("name", TEXT),
    ("target", TEXT),
    ("operator", TEXT),
    ("target_value", NUMBER),
    ("unit", TEXT),
    ("prior_year", TEXT),
    ("midyear", TEXT),
    ("actual", TEXT),
    ("actual_value", NUMBER),
    ("completion", NUMBER),
    ("weight", NUMBER),
    ("score", NUMBER),
    ("review_score", NUMBER),
    ("reason", TEXT),
    ("measures", TEXT),
];

/// Checks the fields of an object, and that each that is not null has cells which hold something.
fn check(object: &Value, fields: Fields, source: &Source<'_>, wrong: &mut Vec<String>) {
    for (field, number) in fields {
        let value = &object[*field];
        if object.get(field).is_none() {
            wrong.push(format!("{}: no field {field}", source.path));
        }
        if value.is_null() {
            continue;
        }
        if (*number && !is_number(value)) || (!number && !is_text(value)) {
            wrong.push(format!("{}: {field} is {value}", source.path));
        }
        match source.cells(&object["cells"][*field]) {
            Some(cells) if cells.iter().any(|text| !text.is_empty()) => {}
            _ => wrong.push(format!(
                "{}: {field} {value} has no cell with content: {}",
                source.path, object["cells"][*field]
            )),
        }
    }
}

/// The sheets that a form names.
struct Source<'a> {
    path: &'a str,
    first: &'a str,
    sheets: BTreeMap<&'a str, &'a Grid>,
}

impl Source<'_> {
    /// The texts at an address or at a list of them.
    fn cells(&self, at: &Value) -> Option<Vec<String>> {
        let one = |at: &Value| {
            let at = at.as_str()?;
            let (sheet, cell) = at.rsplit_once('!').unwrap_or((self.first, at));
            let grid = self.sheets.get(sheet)?;
            let cell: CellRef = cell.parse().ok()?;
            Some(
                grid.seen_at(cell)
                    .map_or(String::new(), |cell| cell.shown.clone()),
            )
        };
        match at {
            Value::Array(several) => several.iter().map(one).collect(),
            at => Some(vec![one(at)?]),
        }
    }
}

#[test]
fn every_field_is_as_the_contract_says_and_leads_back_to_a_cell() {
    let mut wrong = Vec::new();
    for (form, book) in all_forms() {
        let source = Source {
            path: form["source"]["path"].as_str().expect("a path"),
            first: form["source"]["sheet"].as_str().expect("a sheet"),
            sheets: book
                .sheets
                .iter()
                .map(|grid| (grid.name.as_str(), grid))
                .collect(),
        };
        for key in ["path", "sheet", "range", "sha256"] {
            assert!(form["source"][key].is_string(), "{}: {key}", source.path);
        }
        let kind = form["kind"].as_str().unwrap_or_default();
        assert!(
            ["department", "project", "transfer"].contains(&kind),
            "{kind}"
        );
        assert!(
            form["year"].is_null() || form["year"].is_i64(),
            "{}",
            form["year"]
        );
        assert!(is_number(&form["confidence"]), "{}", form["confidence"]);
        check(&form, FORM, &source, &mut wrong);
        for fund in form["funds"].as_array().expect("funds") {
            check(fund, FUND, &source, &mut wrong);
        }
        for row in form["indicators"].as_array().expect("indicators") {
            check(row, INDICATOR, &source, &mut wrong);
            assert!(row["subtotal"].is_boolean(), "{row}");
            let operators = [">=", ">", "=", "<", "<=", "between", "by", "qualitative"];
            let operator = row["operator"].as_str();
            assert!(
                operator.is_none_or(|known| operators.contains(&known)),
                "{row}"
            );
            assert_eq!(operator.is_some(), row["target"].is_string(), "{row}");
        }
        for unread in form["unread"].as_array().expect("unread") {
            let seen = source.cells(&unread["cell"]);
            assert!(seen.is_some() && is_text(&unread["text"]), "{unread}");
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn forms_come_by_path_sheet_and_place() {
    let ended = crate::program::huiping(&["extract", crate::program::shown(&samples()), "-q"]);
    let printed: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let order: Vec<String> = printed
        .as_array()
        .expect("an array")
        .iter()
        .map(|form| form["source"]["path"].as_str().expect("a path").to_owned())
        .collect();
    let mut sorted = order.clone();
    sorted.sort_by_key(|path| Path::new(path).to_owned());
    assert_eq!(order, sorted);
}
