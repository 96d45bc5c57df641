//! The last part of the way on one page: assessments and findings → records → comparison → files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use crate::assess::Checked;
use crate::checks::run::{OnForm, RuleOutcome};
use crate::compare::collect::{FormOutcome, Run, collect};
use crate::compare::load::{LoadError, load};
use crate::compare::what_if::{Alternative, alternative};
use crate::compare::{self, CompareSettings, Comparison, FileFate, FileStatus, Records};
use crate::fault::{Fault, caught};
use crate::form::model::FormKind;
use crate::intake::Location;
use crate::intake::grid::Grid;
use crate::report::atomic::WriteError;
use crate::report::{self, Material, ProfileSummary, RuleSummary, Settings, Written};
use crate::scoring::Profile;
use crate::submission::correspondence::Correspondence;
use crate::submission::roster::Roster;
use crate::survey::{FileOutcome, SurveyedFile};

/// Why results could not be made or written.
#[derive(Debug, thiserror::Error)]
pub enum ConsolidateError {
    /// The data of other runs could not be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The results could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// What a consolidation gave: the figures for the terminal, and the files.
#[derive(Debug)]
pub struct Consolidated {
    /// The records of the run.
    pub records: Records,
    /// Their comparison.
    pub comparison: Comparison,
    /// What was written.
    pub written: Written,
}

/// How the results are to be written.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// What was set, in words, for the page 说明.
    pub stated: Vec<(String, String)>,
    /// The time of the run, seconds since 1970 UTC, where it is to be shown.
    pub created: Option<i64>,
    /// Whether the data go out as CSV too.
    pub csv: bool,
    /// Whether slips are written.
    pub slips: bool,
    /// Other profiles to hold the scores against.
    pub compare_profiles: Vec<Profile>,
}

/// Compares what was checked and writes all results into `folder`.
///
/// # Errors
///
/// [`ConsolidateError`], in Chinese, with what to do.
pub fn consolidate(
    checked: &Checked,
    output: Output,
    folder: &Path,
) -> Result<Consolidated, ConsolidateError> {
    let files: Vec<FileFate> = checked.survey.files.iter().map(file_fate).collect();
    let outcomes: Vec<FormOutcome> = checked.checks.on_forms.iter().map(form_outcome).collect();
    let records = collect(&Run {
        assessments: &checked.assessments,
        findings: &checked.checks.findings,
        outcomes: &outcomes,
        files: &files,
        profile: &checked.profile,
    });
    let rules: Vec<RuleSummary> = checked.checks.outcomes.iter().map(rule_summary).collect();
    let grids: BTreeMap<_, _> = checked
        .survey
        .forms
        .iter()
        .map(|surveyed| {
            (
                surveyed.form.source.path.clone(),
                surveyed.workbook.sheets.clone(),
            )
        })
        .collect();
    let alternatives: Vec<Alternative> = output
        .compare_profiles
        .iter()
        .map(|profile| alternative(&checked.assessments, profile))
        .collect();
    let sources = Sources {
        rules: &rules,
        profile: &profile_summary(&checked.profile),
        alternatives: &alternatives,
        roster: checked.roster.as_ref(),
        grids: Some(&grids),
        confirmed: &checked.confirmed,
        faults: &checked.checks.faults,
    };
    write(records, &sources, output, folder)
}

/// Joins the data of other runs, one folder a district, compares them and writes the results.
///
/// The scores are those of the runs: nothing is scored or checked anew, and no slips are written.
///
/// # Errors
///
/// As [`consolidate`]; and when a folder holds no data of this program.
pub fn consolidate_data(
    folders: &[PathBuf],
    output: Output,
    folder: &Path,
) -> Result<Consolidated, ConsolidateError> {
    let records = load(folders)?;
    let scored_by = records
        .departments
        .first()
        .map(|record| record.profile.clone());
    let profile = scored_by
        .and_then(|name| Profile::load(&name).ok())
        .map(|profile| profile_summary(&profile))
        .unwrap_or_default();
    let sources = Sources {
        rules: &[],
        profile: &profile,
        alternatives: &[],
        roster: None,
        grids: None,
        confirmed: &[],
        faults: &[],
    };
    let output = Output {
        slips: false,
        ..output
    };
    write(records, &sources, output, folder)
}

/// What the outputs tell besides the records.
struct Sources<'a> {
    rules: &'a [RuleSummary],
    profile: &'a ProfileSummary,
    alternatives: &'a [Alternative],
    roster: Option<&'a Roster>,
    grids: Option<&'a BTreeMap<String, Vec<Grid>>>,
    confirmed: &'a [Correspondence],
    faults: &'a [Fault],
}

fn write(
    records: Records,
    sources: &Sources<'_>,
    output: Output,
    folder: &Path,
) -> Result<Consolidated, ConsolidateError> {
    let compared = CompareSettings {
        confirmed: sources.confirmed.to_vec(),
    };
    let mut faults = sources.faults.to_vec();
    let compared_records = caught(|| compare::compare(&records, &compared));
    let why = |error: String| Fault::new("排名、合计和年度对比没有算出", error);
    let comparison = match compared_records {
        Ok(Ok(comparison)) => comparison,
        Ok(Err(error)) => {
            faults.push(why(error.to_string()));
            Comparison::default()
        }
        Err(words) => {
            faults.push(why(words));
            Comparison::default()
        }
    };
    let settings = Settings {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        stated: output.stated,
        generated_at: None,
        created: output.created,
        exceeded_from: Decimal::new(130, 2),
        csv: output.csv,
        slips: output.slips,
        page: true,
    };
    let material = Material {
        records: &records,
        comparison: &comparison,
        rules: sources.rules,
        profile: sources.profile,
        alternatives: sources.alternatives,
        roster: sources.roster,
        grids: sources.grids,
        faults: &faults,
        settings: &settings,
    };
    let written = report::write(&material, folder)?;
    Ok(Consolidated {
        records,
        comparison,
        written,
    })
}

/// A file's fate as the outputs tell it.
/// A file of the survey with its fate, as the outputs tell it.
#[must_use]
pub fn file_fate(surveyed: &SurveyedFile) -> FileFate {
    let (status, reason, forms) = match &surveyed.outcome {
        FileOutcome::Forms(forms) => (FileStatus::Read, None, *forms),
        FileOutcome::Roster => (FileStatus::Read, Some("应报单位名单".to_owned()), 0),
        FileOutcome::Report(used) => (FileStatus::Read, Some(used.clone()), 0),
        FileOutcome::BadRoster(reason) => (FileStatus::Refused, Some(reason.clone()), 0),
        FileOutcome::NoForm(reasons) => (FileStatus::Refused, Some(reasons.join("；")), 0),
        FileOutcome::Unreadable(error) => (
            FileStatus::Refused,
            Some(format!("{error}。{}", error.hint())),
            0,
        ),
        FileOutcome::Skipped(reason) => (FileStatus::Skipped, Some(reason.clone()), 0),
    };
    FileFate {
        path: surveyed.file.path.clone(),
        sha256: surveyed.sha256.clone(),
        status,
        reason,
        forms,
        remarks: surveyed.remarks.clone(),
        location: match &surveyed.file.location {
            Location::Disk(path) => std::path::absolute(path).ok(),
            Location::Member { .. } => None,
        },
        ..FileFate::default()
    }
}

fn form_outcome(on: &OnForm) -> FormOutcome {
    FormOutcome {
        form: on.form,
        rule: on.rule.to_owned(),
        severity: on.severity,
        passed: on.passed,
        findings: on.found,
        not_judged: on.not_judged,
    }
}

fn rule_summary(outcome: &RuleOutcome) -> RuleSummary {
    RuleSummary {
        id: outcome.id.to_string(),
        title: outcome.title.to_owned(),
        category: outcome.category.to_owned(),
        severity: outcome.severity,
        passed: outcome.passed,
        findings: outcome.findings,
        waived: outcome.waived,
        suppressed: outcome.suppressed,
        not_judged: outcome.not_judged.clone(),
        failed: outcome.failed,
        off: outcome.off,
        ..RuleSummary::default()
    }
}

/// The profile in the words of the outputs, as it holds for department forms.
fn profile_summary(profile: &Profile) -> ProfileSummary {
    let rules = profile.rules(FormKind::Department, None);
    let grades: Vec<(Decimal, String)> = rules
        .grades
        .iter()
        .map(|grade| (grade.from, grade.name.clone()))
        .collect();
    ProfileSummary {
        name: profile.name.clone(),
        label: profile.label.clone(),
        sha256: profile.sha256.clone(),
        rules: profile
            .rules(FormKind::Department, None)
            .in_words()
            .into_iter()
            .map(|rule| (rule.title.to_owned(), rule.text))
            .collect(),
        grades,
    }
}
