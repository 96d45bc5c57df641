//! A unit in a column of its own and the same unit behind each number are the same form; numbers that lie as far apart
//! as units do are asked about.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::extracted::csv;
use crate::grid_file::fixtures;
use crate::program::{huiping, shown};

fn folder(name: &str) -> PathBuf {
    fixtures("whole").join(name)
}

/// The rules that find something in a folder, each with what it says of the target and the actual value.
fn findings(name: &str) -> Vec<Value> {
    let ended = huiping(&["check", shown(&folder(name)), "--format", "json"]);
    let all: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
    all["findings"].as_array().expect("findings").clone()
}

fn rules(name: &str) -> BTreeSet<String> {
    findings(name)
        .iter()
        .map(|finding| finding["rule"].as_str().expect("a rule").to_owned())
        .collect()
}

fn indicators(name: &str) -> Vec<Value> {
    let ended = huiping(&["extract", shown(&folder(name)), "--format", "json"]);
    let forms: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
    forms[0]["indicators"]
        .as_array()
        .expect("indicators")
        .clone()
}

/// The recomputed scores of a folder's indicators, as the data has them.
fn scores(name: &str) -> Vec<String> {
    let output = tempfile::tempdir().expect("a folder");
    let ended = huiping(&[
        "consolidate",
        shown(&folder(name)),
        "-o",
        shown(output.path()),
        "--csv",
    ]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    csv(&output.path().join("data/indicators.csv"))
        .into_iter()
        .map(|row| row["复算得分"].clone())
        .collect()
}

#[test]
fn a_unit_column_gives_the_findings_and_scores_of_joined_units() {
    let joined = rules("unit-joined");
    assert_eq!(rules("unit-column"), joined);
    // 97 of 95 gives full marks, and 9.7 is 97 % of them (L06, which takes L05 along); 100 % satisfied without a survey.
    let expected: BTreeSet<String> = ["L06", "L20"].map(str::to_owned).into();
    assert_eq!(joined, expected);
    assert_eq!(scores("unit-column"), scores("unit-joined"));
}

#[test]
fn the_two_numbers_of_the_contract_are_in_one_unit() {
    let numbers = |name: &str| -> Vec<[Value; 3]> {
        let keys = ["target_value", "unit", "actual_value"];
        indicators(name)
            .iter()
            .map(|row| keys.map(|key| row[key].clone()))
            .collect()
    };
    assert_eq!(numbers("unit-column"), numbers("unit-joined"));
    let of_rate = &numbers("unit-column")[1];
    assert_eq!(of_rate.clone(), ["0.95", "%", "0.97"].map(Value::from));
}

#[test]
fn numbers_a_hundred_times_apart_are_asked_about_and_never_held_against_each_other() {
    let found = findings("percent-100x");
    let asked: Vec<&Value> = found
        .iter()
        .filter(|finding| finding["rule"] == "L09")
        .collect();
    assert_eq!(asked.len(), 2, "{found:#?}");
    for (finding, [target, actual]) in asked.iter().zip([["≥0.95", "97"], ["≥95", "0.96"]]) {
        let text = finding.to_string();
        assert!(text.contains(target) && text.contains(actual), "{text}");
        assert_eq!(finding["severity"], "warning", "{text}");
    }
    for rule in ["L04", "L07", "L08"] {
        assert!(!rules("percent-100x").contains(rule), "{rule}");
    }
}
