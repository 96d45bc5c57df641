//! The last part of the way on one page: assessments and findings → records → comparison → files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::assess::Checked;
use crate::checks::run::RuleOutcome;
use crate::compare::collect::{Run, collect};
use crate::compare::load::{LoadError, Loaded, load};
use crate::compare::what_if::{Alternative, alternative};
use crate::compare::{self, CompareSettings, Comparison, FileFate, Records};
use crate::fault::{Fault, caught};
use crate::form::model::FormKind;
use crate::intake::grid::Workbook;
use crate::report::{self, Material, ProfileSummary, Settings, Written};
use crate::results::{RunIdentity, Session, WriteError};
use crate::scoring::Profile;
use crate::submission::correspondence::Correspondence;
use crate::submission::roster::Roster;

/// Why results could not be made or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConsolidateError {
    /// The data of other runs could not be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The results could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// What a consolidation gave: the figures for the terminal, and the files.
#[derive(Debug)]
pub(crate) struct Consolidated {
    /// The records of the run.
    pub records: Records,
    /// Their comparison.
    pub comparison: Comparison,
    /// What was written.
    pub written: Written,
    /// Whose data were joined, each with the id of its run where it has one.
    pub runs: Vec<(String, Option<String>)>,
}

/// How the results are to be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Output {
    /// What the run is made from, as far as the caller decides it: settings and the files that hold them.
    pub identity: RunIdentity,
    /// What was set, in words, for the page 说明.
    pub stated: Vec<(String, String)>,
    /// The time of the run, seconds since 1970 UTC, where it is to be shown.
    pub created: Option<i64>,
    /// Whether the data go out as CSV too.
    pub csv: bool,
    /// Whether its texts stand as they were, for programs.
    pub csv_raw: bool,
    /// Whether slips are written.
    pub slips: bool,
    /// Other profiles to hold the scores against.
    pub compare_profiles: Vec<Profile>,
}

/// Compares what was checked and writes all results.
///
/// # Errors
///
/// [`ConsolidateError`], in Chinese, with what to do.
pub(crate) fn consolidate(
    checked: &Checked,
    output: Output,
    results: Session,
) -> Result<Consolidated, ConsolidateError> {
    let files: Vec<FileFate> = checked.survey.files.iter().map(FileFate::from).collect();
    let records = collect(&Run {
        assessments: &checked.assessments,
        findings: &checked.checks.findings,
        outcomes: &checked.checks.on_forms,
        files: &files,
        profile: &checked.profile,
    });
    let alternatives: Vec<Alternative> = output
        .compare_profiles
        .iter()
        .map(|profile| alternative(&checked.assessments, profile))
        .collect();
    let sources = Sources {
        rules: &checked.checks.outcomes,
        profile: &profile_summary(&checked.profile),
        alternatives: &alternatives,
        roster: checked.roster.as_ref(),
        grids: Some(&checked.survey.workbooks),
        confirmed: &checked.confirmed,
        faults: &checked.checks.faults,
    };
    write(records, &sources, output, results)
}

/// Joins the data of other runs, one folder a district, compares them and writes the results.
///
/// The scores are those of the runs: nothing is scored or checked anew, and no slips are written.
///
/// # Errors
///
/// As [`consolidate`]; and when a folder holds no data of this program.
pub(crate) fn consolidate_data(
    folders: &[PathBuf],
    output: Output,
    results: Session,
) -> Result<Consolidated, ConsolidateError> {
    let Loaded { records, runs } = load(folders)?;
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
    let mut output = Output {
        slips: false,
        ..output
    };
    if let Some(told) = scored_differently(&records) {
        output.stated.push(("各区评分方案".to_owned(), told));
    }
    for (district, run) in &runs {
        let run = run.as_deref();
        output
            .identity
            .add("data", [district.as_str(), run.unwrap_or_default()]);
        let told = run.unwrap_or(NO_RUN_ID);
        output
            .stated
            .push((format!("{district}数据的运行编号"), told.to_owned()));
    }
    let mut done = write(records, &sources, output, results)?;
    done.runs = runs;
    Ok(done)
}

/// What is told of data without the id of a run.
pub(crate) const NO_RUN_ID: &str =
    "没有运行编号（由旧版程序写出，无法核对各张数据表是否出自同一次运行）";

/// Which district was scored by which profile, where they are not all scored by one; `None` where they are.
#[must_use]
pub(crate) fn scored_differently(records: &Records) -> Option<String> {
    let mut profiles: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in records.current() {
        let districts = profiles.entry(&record.profile).or_default();
        districts.insert(&record.district);
    }
    if profiles.len() < 2 {
        return None;
    }
    let told: Vec<String> = profiles
        .into_iter()
        .map(|(profile, districts)| {
            let districts: Vec<&str> = districts.into_iter().collect();
            format!("{}用 {profile}", districts.join("、"))
        })
        .collect();
    Some(format!(
        "评分方案不一（{}），得分和名次不能直接相比",
        told.join("；")
    ))
}

/// What the outputs tell besides the records.
struct Sources<'a> {
    rules: &'a [RuleOutcome],
    profile: &'a ProfileSummary,
    alternatives: &'a [Alternative],
    roster: Option<&'a Roster>,
    grids: Option<&'a BTreeMap<String, Arc<Workbook>>>,
    confirmed: &'a [Correspondence],
    faults: &'a [Fault],
}

fn write(
    records: Records,
    sources: &Sources<'_>,
    mut output: Output,
    results: Session,
) -> Result<Consolidated, ConsolidateError> {
    let version = env!("CARGO_PKG_VERSION");
    output.identity.add("version", [version]);
    output
        .identity
        .add("profile", [sources.profile.sha256.as_str()]);
    for (what, how) in &output.stated {
        output.identity.add("stated", [what.as_str(), how.as_str()]);
    }
    for file in &records.files {
        let sha256 = file.sha256.as_deref().unwrap_or_default();
        let reason = file.reason.as_deref().unwrap_or_default();
        output.identity.add(
            "file",
            [file.path.as_str(), sha256, file.status.word(), reason],
        );
    }
    let compared = CompareSettings {
        confirmed: sources.confirmed.to_vec(),
    };
    let mut faults = sources.faults.to_vec();
    let comparison = caught(|| compare::compare(&records, &compared))
        .and_then(|compared| compared.map_err(|error| error.to_string()))
        .unwrap_or_else(|why| {
            faults.push(Fault::new("排名、合计和年度对比没有算出", why));
            Comparison::default()
        });
    let settings = Settings {
        version: version.to_owned(),
        run: output.identity.id(),
        stated: output.stated,
        generated_at: None,
        created: output.created,
        csv: output.csv,
        csv_raw: output.csv_raw,
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
    let written = report::write(&material, results)?;
    Ok(Consolidated {
        records,
        comparison,
        written,
        runs: Vec::new(),
    })
}

/// The profile in the words of the outputs, as it holds for department forms.
fn profile_summary(profile: &Profile) -> ProfileSummary {
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
    }
}
