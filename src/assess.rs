//! The second half of the way on one page: forms → submissions → assessments → findings.

mod beside;

use std::collections::BTreeMap;
use std::time::SystemTime;

use crate::checks::run::{CheckRun, run as run_checks};
use crate::checks::{Context, FileNote, OwnRule, waiver::Waiver};
use crate::fault::{Fault, caught};
use crate::policy::{CheckSettings, Policy};
use crate::scoring::{Assessment, Profile, Rescored, score};
use crate::submission::correspondence::Correspondence;
use crate::submission::roster::Roster;
use crate::submission::{Submission, SubmissionError, SubmitOptions, submit};
use crate::survey::{FileOutcome, Survey};

/// What the user decided for a run, resolved.
#[derive(Debug)]
pub struct Settings {
    /// The scoring profile.
    pub profile: Profile,
    /// The list of units that have to report; the folder's own where `None`.
    pub roster: Option<Roster>,
    /// The years to keep; empty for all.
    pub years: Vec<i32>,
    /// What happens when a department sent several forms for one year.
    pub submit: SubmitOptions,
    /// Which rules run, how grave, how exact.
    pub checks: CheckSettings,
    /// Findings that the bureau lets stand.
    pub waivers: Vec<Waiver>,
    /// The bureau's own rules.
    pub own_rules: Vec<OwnRule>,
}

/// A folder read, scored and checked.
#[derive(Debug)]
pub struct Checked {
    /// What the folder holds; its forms have become the assessments, its goal tables approved targets.
    pub survey: Survey,
    /// The forms with unit, year and scores. Indices of findings refer to this list.
    pub assessments: Vec<Assessment>,
    /// The list of units that have to report.
    pub roster: Option<Roster>,
    /// Findings and what became of each rule.
    pub checks: CheckRun,
    /// The profile that scored the forms.
    pub profile: Profile,
    /// Names that a person has confirmed to be one, or told apart.
    pub confirmed: Vec<Correspondence>,
}

/// Why a folder that was read could not be assessed.
#[derive(Debug, thiserror::Error)]
pub enum AssessError {
    /// No form in any of the files. The user's folder is at fault.
    #[error("没有读到任何自评表（共找到 {files} 个文件）")]
    NoForms {
        /// How many files were found.
        files: usize,
    },
    /// No form of the years asked for. The user's call is at fault.
    #[error("没有 {} 年度的自评表；文件夹里有：{}", list(.asked), list(.present))]
    NoSuchYear {
        /// The years asked for.
        asked: Vec<i32>,
        /// The years there are.
        present: Vec<i32>,
    },
    /// Several forms for one unit and year, and the user asked to stop then.
    #[error(transparent)]
    Submission(#[from] SubmissionError),
}

fn list(years: &[i32]) -> String {
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    years.join("、")
}

impl AssessError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::NoForms { .. } => {
                "请确认文件夹里有自评表；用 huiping explain <文件> 可以查看某个文件为什么没有读出"
                    .to_owned()
            }
            Self::NoSuchYear { .. } => {
                "请用 --year 写上面列出的年度，或不写 --year 处理全部年度".to_owned()
            }
            // The message itself says what to do.
            Self::Submission(_) => String::new(),
        }
    }
}

impl Checked {
    /// Whether there is anything to score.
    ///
    /// # Errors
    ///
    /// [`AssessError::NoForms`] where no file held a form.
    pub fn has_forms(&self) -> Result<(), AssessError> {
        if self.assessments.is_empty() {
            return Err(AssessError::NoForms {
                files: self.survey.files.len(),
            });
        }
        Ok(())
    }
}

/// Scores and checks what was read; a folder without forms has its files with their fates, and no scores.
///
/// # Errors
///
/// When there is no form of the years asked for, or when duplicates were to stop the run.
pub fn assess(mut survey: Survey, settings: Settings) -> Result<Checked, AssessError> {
    let roster = settings.roster.or_else(|| survey.roster.clone());
    if roster.is_none() {
        survey.tell_no_roster();
    }
    let submissions = submit(
        std::mem::take(&mut survey.forms),
        roster.as_ref(),
        &SubmitOptions {
            years: settings.years.clone(),
            changed: changed(&survey),
            ..settings.submit.clone()
        },
    )?;
    let mut present: Vec<i32> = submissions
        .iter()
        .filter_map(|submission| submission.year)
        .collect();
    present.sort_unstable();
    present.dedup();
    let is_empty = submissions.is_empty();
    if !is_empty
        && !settings.years.is_empty()
        && !settings.years.iter().any(|year| present.contains(year))
    {
        return Err(AssessError::NoSuchYear {
            asked: settings.years,
            present,
        });
    }
    let reports = beside::reports(&mut survey, &submissions, roster.as_ref());
    let approved_targets = beside::approved_targets(&mut survey, &submissions, roster.as_ref());
    let kept: Vec<(usize, Submission)> = submissions
        .into_iter()
        .enumerate()
        .filter(|(_, submission)| {
            settings.years.is_empty()
                || submission
                    .year
                    .is_some_and(|year| settings.years.contains(&year))
        })
        .collect();
    let places: BTreeMap<usize, usize> = kept.iter().map(|(old, _)| *old).zip(0..).collect();
    let mut faults = Vec::new();
    let assessments: Vec<Assessment> = kept
        .into_iter()
        .map(|(_, mut submission)| {
            submission
                .standing
                .renumber(|old| places.get(&old).copied());
            let policy = Policy::of_submission(&settings.profile, &submission);
            let rescored = caught(|| score(&submission.form, &policy)).unwrap_or_else(|words| {
                let path = &submission.form.source.path;
                faults.push(Fault::new(format!("{path} 没有复算"), words));
                Rescored::default()
            });
            Assessment {
                submission,
                rescored,
            }
        })
        .collect();
    let context = Context {
        roster: roster.as_ref(),
        profile: &settings.profile,
        settings: settings.checks,
        waivers: settings.waivers,
        own_rules: settings.own_rules,
        files: file_notes(&survey),
        companions: Some(companions(&survey)),
        reports,
        approved_targets,
        confirmed: settings.submit.confirmed.clone(),
    };
    let mut checks = run_checks(&assessments, &context);
    checks.faults.splice(0..0, faults);
    let confirmed = settings.submit.confirmed;
    Ok(Checked {
        survey,
        assessments,
        roster,
        checks,
        profile: settings.profile,
        confirmed,
    })
}

/// When the files that hold forms were last changed, in seconds since 1970.
fn changed(survey: &Survey) -> BTreeMap<String, i64> {
    let with_forms = survey
        .files
        .iter()
        .filter(|surveyed| matches!(surveyed.outcome, FileOutcome::Forms(_)));
    let times = with_forms.filter_map(|surveyed| {
        let time = surveyed.file.modified?;
        let seconds = time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
        Some((surveyed.file.path.clone(), i64::try_from(seconds).ok()?))
    });
    times.collect()
}

fn file_notes(survey: &Survey) -> Vec<FileNote> {
    survey
        .files
        .iter()
        .filter(|surveyed| matches!(surveyed.outcome, FileOutcome::Forms(_)))
        .map(|surveyed| FileNote {
            path: surveyed.file.path.clone(),
            remarks: surveyed.remarks.clone(),
        })
        .collect()
}

/// Files beside the forms: reports, pictures, other tables.
fn companions(survey: &Survey) -> Vec<String> {
    survey
        .files
        .iter()
        .filter(|surveyed| {
            !matches!(
                surveyed.outcome,
                FileOutcome::Forms(_) | FileOutcome::Roster
            )
        })
        .map(|surveyed| surveyed.file.path.clone())
        .collect()
}
