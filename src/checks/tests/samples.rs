//! The district's folder: what was put in wrong is found, and what is right is left alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::assess::{Checked, Settings, assess};
use crate::checks::finding::{Finding, Severity};
use crate::form::teaching::Teaching;
use crate::intake::ReadOptions;
use crate::policy::CheckSettings;
use crate::scoring::{Profile, profile};
use crate::submission::SubmitOptions;
use crate::survey::{Watch, survey};

struct Silent;

impl Watch for Silent {
    fn begin(&self, _candidates: usize) {}
    fn finished(&self, _path: &str, _done: usize) {}
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder, read and checked once for all tests.
static CHECKED: LazyLock<Checked> = LazyLock::new(|| {
    let folder = survey(
        &[root().join("samples")],
        ReadOptions::default(),
        &Teaching::default(),
        &Silent,
    )
    .expect("the samples can be read");
    let settings = Settings {
        profile: Profile::load(profile::DEFAULT).expect("the default profile"),
        roster: None,
        years: Vec::new(),
        submit: SubmitOptions::default(),
        checks: CheckSettings::default(),
        waivers: Vec::new(),
        own_rules: Vec::new(),
    };
    assess(folder, settings).expect("the samples can be assessed")
});

/// A mistake that a description says was put into its file.
struct Planted {
    file: String,
    cell: String,
    rule: String,
    what: String,
}

fn planted() -> Vec<Planted> {
    let mut planted = Vec::new();
    let folder = root().join("tests/fixtures/samples");
    for description in descriptions(&folder) {
        let text = std::fs::read_to_string(&description).expect("a description");
        let table: toml::Table = text.parse().expect("a description is TOML");
        let name = table
            .get("file")
            .and_then(toml::Value::as_str)
            .unwrap_or_default();
        let within = description
            .parent()
            .and_then(|parent| parent.strip_prefix(&folder).ok())
            .expect("a folder below the descriptions");
        let mistakes = table
            .get("expect")
            .and_then(|expect| expect.get("mistake"))
            .and_then(toml::Value::as_array);
        for mistake in mistakes.into_iter().flatten() {
            let text = |key: &str| mistake[key].as_str().expect("a text").to_owned();
            planted.push(Planted {
                file: format!("{}/{name}", within.display()),
                cell: text("cell"),
                rule: text("rule"),
                what: text("what"),
            });
        }
    }
    planted
}

fn descriptions(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(descriptions(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Rules that tell the same fact in more telling words, or have a number of their own in the catalogue.
fn tells(rule: &str, finding: &Finding) -> bool {
    match rule {
        "A11" => ["A11", "L04", "L06"].contains(&finding.rule),
        "D01" => finding.rule == "A19",
        rule => finding.rule == rule,
    }
}

#[test]
fn every_planted_mistake_is_found_at_its_cell() {
    let checked = &*CHECKED;
    let current: BTreeSet<&str> = checked
        .assessments
        .iter()
        .filter(|assessment| assessment.submission.is_current())
        .map(|assessment| assessment.submission.form.source.path.as_str())
        .collect();
    let mut judged = 0;
    let mut missed = Vec::new();
    for Planted {
        file,
        cell,
        rule,
        what,
    } in planted()
    {
        if !current.contains(file.as_str()) {
            continue;
        }
        judged += 1;
        let found = checked.checks.findings.iter().any(|finding| {
            finding.file == file
                && tells(&rule, finding)
                && finding.places.iter().any(|place| place.cell == cell)
        });
        if !found {
            missed.push(format!("{file} {cell} {rule}: {what}"));
        }
    }
    assert!(judged >= 25, "only {judged} planted mistakes");
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn forms_without_a_planted_mistake_yield_no_error() {
    let checked = &*CHECKED;
    let faulty: BTreeSet<String> = planted().into_iter().map(|planted| planted.file).collect();
    let clean: Vec<&str> = checked
        .assessments
        .iter()
        .map(|assessment| assessment.submission.form.source.path.as_str())
        .filter(|path| !faulty.contains(*path))
        .collect();
    assert!(clean.len() >= 12, "only {} clean forms", clean.len());
    let alarms: Vec<String> = checked
        .checks
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter(|finding| clean.contains(&finding.file.as_str()))
        .map(|finding| format!("{} {} {}", finding.file, finding.rule, finding.message))
        .collect();
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

#[test]
fn units_without_a_form_are_named_with_their_unread_files() {
    let checked = &*CHECKED;
    let missing: Vec<&str> = checked
        .checks
        .findings
        .iter()
        .filter(|finding| {
            finding.rule == "M01" && finding.year == Some(2023) && finding.form.is_none()
        })
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(missing.len(), 3, "{missing:?}");
    let of = |unit: &str| {
        missing
            .iter()
            .find(|message| message.contains(unit))
            .expect("the unit")
    };
    assert!(of("供销合作社").contains("2023/供销合作社联合社.xlsx”没有读出自评表"));
    assert!(of("河湾乡").contains("绩效目标申报表"));
    assert!(!of("残疾人联合会").contains("没有读出"));
}

#[test]
fn no_rule_fails_to_run() {
    assert!(CHECKED.checks.faults.is_empty());
}
