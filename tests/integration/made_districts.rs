//! The main job on districts that were made from seeds: all results are there, the workbook says what
//! the data say, perfect books are left in peace, and planted mistakes are found at their cells.
//!
//! A few small districts run with every `cargo test`; `.ci/run` sets `HUIPING_SEEDS` for the others.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde_json::Value;

use crate::figures;
use crate::make_district::{self, District, Form, Options, Planted};
use crate::outcome::{Outcome, Row};
use crate::program::asked_seeds;

/// A district and what came of it.
struct Made {
    options: Options,
    district: District,
    outcome: Outcome,
    /// Kept as long as the rest.
    _folder: tempfile::TempDir,
}

impl Made {
    fn new(options: Options, more: &[&str]) -> Self {
        let district = make_district::make(options).expect("a district");
        let folder = tempfile::tempdir().expect("a folder");
        district.write(folder.path()).expect("its files");
        let outcome = Outcome::of(folder.path(), more);
        Self {
            options,
            district,
            outcome,
            _folder: folder,
        }
    }

    /// All that is wrong with the run.
    fn wrong(&self) -> Vec<String> {
        let mut wrong = self.outcome.faults(&[0]);
        if wrong.is_empty() {
            wrong.extend(figures::differences(&self.outcome));
            wrong.extend(misread(self));
            wrong.extend(disturbed(self));
            wrong.extend(overlooked(self));
        }
        let Options { seed, units, .. } = self.options;
        wrong
            .into_iter()
            .map(|text| format!("seed {seed}, {units} units: {text}"))
            .collect()
    }
}

fn number(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

/// The record of a form.
fn record<'a>(records: &'a [Row], form: &Form) -> Option<&'a Row> {
    let project = form.project.as_deref().unwrap_or("");
    records
        .iter()
        .find(|record| record["文件"] == form.path && record["项目名称"] == project)
}

/// Forms that were not read as they were written.
fn misread(made: &Made) -> Vec<String> {
    let records = made.outcome.data("departments");
    let mut wrong = Vec::new();
    for form in &made.district.forms {
        let name = format!("{} ({}, {:?})", form.path, form.layout, form.sheet);
        let Some(record) = record(&records, form) else {
            wrong.push(format!("{name}: not read"));
            continue;
        };
        let other_year = made
            .district
            .planted
            .iter()
            .any(|planted| planted.what == OTHER_YEAR && planted.unit == form.unit);
        if record["被替代"].is_empty() == form.superseded && !other_year {
            wrong.push(format!("{name}: 被替代 {:?}", record["被替代"]));
        }
        if !form.perfect || is_known_to_be_misread(form) {
            continue;
        }
        let (year, total) = (form.year.to_string(), Some(form.total));
        for (field, read, written) in [
            ("部门", record["部门"] == form.unit, form.unit.clone()),
            ("年度", record["年度"] == year, year.clone()),
            (
                "自评得分",
                number(&record["自评得分"]) == total,
                form.total.to_string(),
            ),
            (
                "复算得分",
                number(&record["复算得分"]) == total,
                form.total.to_string(),
            ),
            (
                "全年预算数",
                is_amount(record, "全年预算数", form.spent.0),
                form.spent.0.to_string(),
            ),
            (
                "全年执行数",
                is_amount(record, "全年执行数", form.spent.1),
                form.spent.1.to_string(),
            ),
        ] {
            if !read {
                wrong.push(format!(
                    "{name}: {field} {} and not {written}",
                    record[field]
                ));
            }
        }
    }
    wrong
}

/// Whether an amount of a record is so many 万元.
fn is_amount(record: &Row, field: &str, amount: Decimal) -> bool {
    let unit = if record["金额单位"] == "元" {
        10_000
    } else {
        1
    };
    let read = number(&record[field]);
    read == Some(amount) || read == Some(amount * Decimal::from(unit))
}

/// Errors and warnings on perfect forms.
fn disturbed(made: &Made) -> Vec<String> {
    let perfect: BTreeMap<&str, &Form> = made
        .district
        .forms
        .iter()
        .filter(|form| form.perfect && !is_known_to_be_misread(form))
        .map(|form| (form.path.as_str(), form))
        .collect();
    made.outcome
        .data("findings")
        .into_iter()
        .filter(|finding| finding["级别"] != "提示")
        .filter(|finding| perfect.contains_key(finding["文件"].as_str()))
        .filter(|finding| !KNOWN_FALSE.contains(&finding["规则"].as_str()))
        .map(|finding| {
            format!(
                "{} {} on a perfect form: {}: {} {}",
                finding["规则"],
                finding["级别"],
                finding["文件"],
                finding["说明"],
                finding["单元格"]
            )
        })
        .collect()
}

/// Planted mistakes that were not found by their rule at their cell.
fn overlooked(made: &Made) -> Vec<String> {
    let findings = made.outcome.data("findings");
    made.district
        .planted
        .iter()
        .filter(|planted| !planted.rules.is_empty())
        .filter(|planted| !is_known_to_be_overlooked(planted, &made.district))
        .filter(|planted| !findings.iter().any(|finding| is_found(planted, finding)))
        .map(|planted| format!("not found: {planted:?}"))
        .collect()
}

fn is_found(planted: &Planted, finding: &Row) -> bool {
    if !planted.rules.contains(&finding["规则"].as_str()) {
        return false;
    }
    if planted.cells.is_empty() {
        let named = [&finding["部门"], &finding["事项"], &finding["说明"]];
        return named.iter().any(|text| text.contains(&planted.unit))
            && finding["年度"] == planted.year.to_string();
    }
    // Role, sheet, cell, form.
    let cells: Value = serde_json::from_str(&finding["单元格"]).unwrap_or_default();
    Some(&finding["文件"]) == planted.path.as_ref()
        && cells.as_array().into_iter().flatten().any(|cell| {
            let sheet = planted.sheet.as_deref();
            planted
                .cells
                .iter()
                .any(|wanted| cell[2] == wanted.as_str())
                && sheet.is_none_or(|sheet| cell[1] == sheet)
        })
}

/// Rules that are known to disturb perfect forms, each with its reason. An entry goes when the program
/// is mended.
const KNOWN_FALSE: &[&str] = &[
    // An explanation in one cell below the table, 说明：…, is not seen.
    "L14",
];

/// Mistakes that are known not to be found, each with its reason and the layout where it is so.
const KNOWN_OVERLOOKED: &[(&str, Option<&str>)] = &[
    // Folder and file name do not decide against the title yet.
    (OTHER_YEAR, None),
];

const OTHER_YEAR: &str = "title of another year";

fn is_known_to_be_overlooked(planted: &Planted, district: &District) -> bool {
    let form = district
        .forms
        .iter()
        .find(|form| Some(&form.path) == planted.path.as_ref());
    KNOWN_OVERLOOKED.iter().any(|(what, layout)| {
        *what == planted.what && (layout.is_none() || *layout == form.map(|form| form.layout))
    })
}

/// Subtotals in the level columns are taken for indicators where nothing is merged.
fn is_known_to_be_misread(form: &Form) -> bool {
    form.layout == "subtotals-in-yuan" && form.path.ends_with(".csv")
}

/// A small district of a seed, with as many mistakes as units or with none, with a roster or without.
fn small(seed: u64, has_mistakes: bool) -> Made {
    let units = [1, 2, 3, 4, 6, 8][usize::try_from(seed % 6).expect("small")];
    let options = Options {
        seed,
        units,
        years: i64::try_from(seed % 3).expect("small") + 1,
        mistakes: if has_mistakes { units } else { 0 },
        roster: seed % 4 < 2,
    };
    Made::new(options, &["--no-slips"])
}

fn assert_nothing(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn small_perfect_districts_come_out_right() {
    let wrong = (1..=12).flat_map(|seed| small(seed, false).wrong());
    assert_nothing(wrong.collect());
}

#[test]
fn small_districts_with_mistakes_come_out_right() {
    let wrong = (13..=24).flat_map(|seed| small(seed, true).wrong());
    assert_nothing(wrong.collect());
}

#[test]
fn a_district_of_forty_comes_out_right() {
    let options = Options {
        seed: 40,
        units: 40,
        years: 2,
        mistakes: 34,
        roster: true,
    };
    let made = Made::new(options, &[]);
    let layouts: BTreeSet<&str> = made.district.forms.iter().map(|form| form.layout).collect();
    assert!(layouts.len() >= 10, "{layouts:?}");
    let kinds: BTreeSet<&str> = made
        .district
        .planted
        .iter()
        .map(|planted| planted.what)
        .collect();
    assert!(kinds.len() >= 15, "{kinds:?}");
    assert_nothing(made.wrong());
}

#[test]
fn the_same_seed_makes_the_same_district() {
    let options = Options {
        seed: 5,
        units: 9,
        years: 2,
        mistakes: 9,
        roster: true,
    };
    let [first, second] = [0, 1].map(|_| make_district::make(options).expect("a district"));
    assert!(first.files == second.files);
    let larger = Options {
        units: 12,
        mistakes: 0,
        ..options
    };
    let clean = Options {
        mistakes: 0,
        ..options
    };
    let [small, large] =
        [clean, larger].map(|options| make_district::make(options).expect("a district").forms);
    for form in &small {
        assert!(
            large
                .iter()
                .any(|other| other.path == form.path && other.total == form.total),
            "{}",
            form.path
        );
    }
}

#[test]
fn one_thread_and_two_write_the_same_bytes() {
    let options = Options {
        seed: 9,
        units: 6,
        years: 2,
        mistakes: 6,
        roster: true,
    };
    let district = make_district::make(options).expect("a district");
    let folder = tempfile::tempdir().expect("a folder");
    district.write(folder.path()).expect("its files");
    let [one, two] = [1, 2].map(|threads| Outcome::with_threads(folder.path(), &[], threads));
    let written = |outcome: &Outcome| -> BTreeMap<String, Vec<u8>> {
        let root = outcome.folder.path();
        walkdir::WalkDir::new(root)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(root).expect("inside");
                (
                    path.display().to_string(),
                    std::fs::read(entry.path()).expect("a file"),
                )
            })
            .collect()
    };
    let (one, two) = (written(&one), written(&two));
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        two.keys().collect::<Vec<_>>()
    );
    let differing: Vec<&String> = one.keys().filter(|name| one[*name] != two[*name]).collect();
    assert_eq!(differing, Vec::<&String>::new());
}

#[test]
fn many_districts_come_out_right() {
    let Some(seeds) = asked_seeds() else { return };
    let mut wrong = Vec::new();
    for seed in seeds {
        let sizes = [1, 2, 5, 12, 30, 80, 200];
        let units = sizes[usize::try_from(seed).expect("small") % sizes.len()];
        let options = Options {
            seed,
            units,
            years: i64::try_from(seed % 3).expect("small") + 1,
            mistakes: if seed % 3 == 0 { 0 } else { units.min(34) },
            roster: seed % 2 == 0,
        };
        wrong.extend(Made::new(options, &[]).wrong());
    }
    assert_nothing(wrong);
}
