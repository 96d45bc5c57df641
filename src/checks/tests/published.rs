//! Tables as published, their mistakes included.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;

use crate::checks::Context;
use crate::checks::finding::Severity;
use crate::checks::run::{CheckRun, run};
use crate::form::recognise;
use crate::form::teaching::Teaching;
use crate::intake::grid::{Area, Cell, CellRef, Grid, Workbook};
use crate::policy::Policy;
use crate::scoring::{Assessment, Profile, profile, score};
use crate::submission::{SubmitOptions, submit};

static PROFILE: LazyLock<Profile> =
    LazyLock::new(|| Profile::load(profile::DEFAULT).expect("the default profile"));

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder)
}

fn tables() -> PathBuf {
    fixtures("tables/clean")
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("the table can be read");
    serde_json::from_str(&text).expect("the table is JSON")
}

fn grid(described: &Value) -> Grid {
    let mut grid = Grid::new("自评表");
    for (row, cells) in (0_u32..).zip(described["rows"].as_array().into_iter().flatten()) {
        for (col, cell) in (0_u32..).zip(cells.as_array().into_iter().flatten()) {
            if let Some(text) = cell.as_str().filter(|text| !text.is_empty()) {
                grid.put(Cell::text(CellRef::new(row, col), text));
            }
        }
    }
    for area in described["merges"].as_array().into_iter().flatten() {
        let area: Area = area.as_str().expect("a text").parse().expect("an area");
        grid.merge(area);
    }
    grid
}

/// The workbook of a layout as its file describes it.
pub(crate) fn workbook(file: &Value) -> Workbook {
    workbook_of(&file["grid"])
}

fn workbook_of(described: &Value) -> Workbook {
    let mut sheets = vec![grid(described)];
    sheets.extend(
        described["more_sheets"]
            .as_array()
            .into_iter()
            .flatten()
            .map(grid),
    );
    Workbook {
        sheets,
        ..Workbook::default()
    }
}

/// The assessments of a described table.
fn assessments(described: &Value, name: &str) -> Vec<Assessment> {
    let workbook = workbook_of(described);
    let forms = recognise(&workbook, name, name, &Teaching::default()).forms;
    let submissions = submit(forms, None, &SubmitOptions::default()).expect("submissions");
    submissions
        .into_iter()
        .map(|submission| Assessment {
            rescored: score(
                &submission.form,
                &Policy::of_submission(&PROFILE, &submission),
            ),
            submission,
        })
        .collect()
}

fn checked(name: &str) -> CheckRun {
    let described = json(&tables().join(name));
    run(&assessments(&described, name), &Context::default())
}

/// The rules that must find something in a table, and a piece of what they say.
const MISTAKES: &[(&str, &str, &str)] = &[
    // The total row holds zeros, the row below the money.
    ("02-project-2022.json", "A01", "合计行填的是 0，而分项有数"),
    ("13-project-2022.json", "A01", "合计行填的是 0，而分项有数"),
    (
        "13-project-2022.json",
        "A06",
        "“效益指标”分值为 30 分，其下 2 行指标分值合计 20 分",
    ),
    // Executed exceeds the budget; ≤4 for something to be achieved.
    ("04-dept-2023.json", "L15", "338.31"),
    ("04-dept-2023.json", "L10", "≤4"),
    // The amounts inside label cells do not make up the total.
    ("05-dept-2023.json", "A02", "多 104.45"),
    // Full marks though the target is missed.
    ("06-dept-2021.json", "L04", "72.74%"),
    ("07-project-2019.json", "L04", "4604人"),
    ("07-project-2019.json", "L04", "5830元/户"),
    // Points taken off with no deviation and no reason.
    ("09-project-2020.json", "L05", "有 4 个指标"),
    ("38-project-2020.json", "L05", "得 27 分、分值 30 分"),
    // Comparators repeated as actual values.
    ("11-project-2020.json", "L09", "≥90%"),
    ("21-project-2022.json", "L09", "有 6 个指标"),
    // A rate of 100 % that is really 80.45 %.
    ("18-dept-2021.json", "A04", "80.45%"),
    ("18-dept-2021.json", "A10", "应得 8.05 分"),
    // Weights of 110.
    ("21-project-2022.json", "A05", "分值合计 110 分"),
    // Points with target and actual value empty.
    ("23-project-2022.json", "L02", "有 6 个指标"),
    // A budget weight of 9; 95.86 % scored 8.
    ("30-project-2022.json", "A10", "95.86%"),
    // Rows sum to 93, stated 94.
    ("38-project-2020.json", "A12", "自评总分 94"),
    // A tenth of the money spent, every quantity reached.
    ("48-project-2022.json", "L13", "10.77%"),
];

#[test]
fn published_mistakes_are_found() {
    let mut missed = Vec::new();
    for (table, rule, words) in MISTAKES {
        let run = checked(table);
        let found = run
            .findings
            .iter()
            .any(|finding| finding.rule == *rule && finding.message.contains(words));
        if !found {
            let told: Vec<&str> = run
                .findings
                .iter()
                .filter(|finding| finding.rule == *rule)
                .map(|finding| finding.message.as_str())
                .collect();
            missed.push(format!("{table} {rule} {words}: {told:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn parents_that_repeat_their_children_are_not_counted_twice() {
    let run = checked("48-project-2022.json");
    let errors: Vec<&str> = run
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn no_rule_fails_on_any_table() {
    for entry in std::fs::read_dir(tables()).expect("the folder") {
        let name = entry.expect("an entry").file_name();
        let run = checked(&name.to_string_lossy());
        assert!(run.faults.is_empty(), "{name:?}: {:?}", run.faults);
    }
}

/// The errors of invented forms, one in each of many layouts: what their notes say is wrong with them.
const ERRORS_OF_LAYOUTS: &[(&str, &str)] = &[
    // Two digits of the total changed places.
    ("03-henan-dept-input-management.json", "A12"),
    // A named indicator without values.
    ("10-national-project-14-columns.json", "L01"),
    // Full marks for a missed target; a wrong total.
    ("35-hunan-list-and-two-form-sheets.json", "L04"),
    ("35-hunan-list-and-two-form-sheets.json", "A12"),
    // No actual value, full marks.
    ("41-mof-dept-cost-first-urban.json", "L02"),
    // A slip in the total.
    ("49-anhui-rural-weight-before-target.json", "A12"),
];

/// Tables of other kinds: whether they are refused is another matter.
const NO_FORMS: &[&str] = &[
    "62-other-third-party-evaluation-scores.json",
    "63-other-budget-summary-and-assets.json",
];

/// The forms of all layouts, by file.
static LAYOUTS: LazyLock<Vec<(String, Vec<Assessment>)>> = LazyLock::new(|| {
    let mut files: Vec<PathBuf> = std::fs::read_dir(fixtures("layouts"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            (
                name.clone().into_owned(),
                assessments(&json(path)["grid"], &name),
            )
        })
        .filter(|(name, _)| !NO_FORMS.contains(&name.as_str()))
        .collect()
});

/// The forms of all layouts in which nothing is wrong.
pub(super) fn right_forms() -> Vec<Assessment> {
    LAYOUTS
        .iter()
        .filter(|(name, _)| !ERRORS_OF_LAYOUTS.iter().any(|(wrong, _)| wrong == name))
        .flat_map(|(_, assessments)| assessments.clone())
        .collect()
}

#[test]
fn a_right_form_of_any_layout_yields_no_error() {
    let mut forms = 0;
    let mut found = Vec::new();
    let mut told = Vec::new();
    for (name, assessments) in LAYOUTS.iter() {
        forms += assessments.len();
        let run = run(assessments, &Context::default());
        assert!(run.faults.is_empty(), "{name}: {:?}", run.faults);
        for finding in run.findings {
            if finding.severity == Severity::Error {
                told.push(format!("{name} {} {}", finding.rule, finding.message));
                found.push((name.clone(), finding.rule));
            }
        }
    }
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(name, rule)| (name.as_str(), *rule))
        .collect();
    assert!(forms >= 40, "only {forms} forms");
    assert_eq!(found, ERRORS_OF_LAYOUTS, "{}", told.join("\n"));
}
