//! The first half of the way on one page: folder → files → grids → forms.
//!
//! The batch's error policy stands here and nowhere else: a file that cannot be read is remembered
//! with its reason, and the run goes on.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::fingerprint::sha256;
use crate::form::teaching::Teaching;
use crate::form::{Recognition, Refusal, model::SelfEvaluation, recognise};
use crate::intake::grid::{CellRef, Workbook};
use crate::intake::{
    self, DiscoverError, Fate, Format, FoundFile, ReadError, ReadOptions, SkipReason, prose,
};
use crate::results::Product;
use crate::results::mark::is_table_head;
use crate::submission::report::ReportText;
use crate::submission::roster::{self, Roster, RosterError};

/// Told how far the reading is. Called from several threads.
pub trait Watch: Sync {
    /// So many files will be read.
    fn begin(&self, candidates: usize);
    /// A file was read, refused or given up; `done` files are finished by now.
    fn finished(&self, path: &str, done: usize);
}

/// What became of one file.
#[derive(Clone, Debug)]
pub enum FileOutcome {
    /// Forms were found in it.
    Forms(usize),
    /// It is the list of units that have to report.
    Roster,
    /// It is named as that list and cannot be understood; the reason.
    BadRoster(String),
    /// It is a self-evaluation report; what it is used for.
    Report(String),
    /// It was read and holds no self-evaluation; the reasons.
    NoForm(Vec<String>),
    /// It could not be read.
    Unreadable(ReadError),
    /// It was passed over; the reason.
    Skipped(String),
}

/// What became of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileStatus {
    /// 已读取
    Read,
    /// 未采用或未能读取
    Refused,
    /// 跳过: no candidate
    #[default]
    Skipped,
}

impl FileStatus {
    /// The word in `run.json` and the data.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Refused => "refused",
            Self::Skipped => "skipped",
        }
    }

    /// The word users see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "已读取",
            Self::Refused => "未采用或未能读取",
            Self::Skipped => "跳过",
        }
    }
}

impl FileOutcome {
    /// What it comes to: read, refused or skipped.
    #[must_use]
    pub const fn status(&self) -> FileStatus {
        match self {
            Self::Forms(_) | Self::Roster | Self::Report(_) => FileStatus::Read,
            Self::BadRoster(_) | Self::NoForm(_) | Self::Unreadable(_) => FileStatus::Refused,
            Self::Skipped(_) => FileStatus::Skipped,
        }
    }

    /// Why it gave no form. Chinese; `None` where it gave one.
    #[must_use]
    pub fn reason(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Forms(_) => None,
            Self::Roster => Some("应报单位名单".into()),
            Self::Report(reason) | Self::BadRoster(reason) | Self::Skipped(reason) => {
                Some(reason.into())
            }
            Self::NoForm(reasons) => Some(reasons.join("；").into()),
            Self::Unreadable(error) => Some(format!("{error}。{}", error.hint()).into()),
        }
    }

    /// How many forms were found in it.
    #[must_use]
    pub const fn forms(&self) -> usize {
        match self {
            Self::Forms(forms) => *forms,
            _ => 0,
        }
    }
}

/// A file of the folder, with what became of it.
#[derive(Clone, Debug)]
pub struct SurveyedFile {
    /// The file.
    pub file: FoundFile,
    /// SHA-256 of its bytes, where they were read.
    pub sha256: Option<String>,
    /// What became of it.
    pub outcome: FileOutcome,
    /// What a reader should know of it: a wrong extension, formulas without results, tables on other
    /// sheets that are no self-evaluations.
    pub remarks: Vec<String>,
}

/// A self-evaluation report (自评报告), with the file it came from.
#[derive(Clone, Debug)]
pub struct SurveyedReport {
    /// What it says.
    pub report: ReportText,
    /// Index into [`Survey::files`].
    pub file: usize,
}

/// A goal table (绩效目标申报表、批复表), with the file it came from.
#[derive(Clone, Debug)]
pub struct SurveyedGoals {
    /// The table, read as a form without results.
    pub table: SelfEvaluation,
    /// Index into [`Survey::files`].
    pub file: usize,
}

/// Everything found in the folders given.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Every file found, by path.
    pub files: Vec<SurveyedFile>,
    /// The forms, by file, sheet and place on the sheet.
    pub forms: Vec<SelfEvaluation>,
    /// The grids of the files that hold them, by path, for the annotated pictures of the tables.
    pub workbooks: BTreeMap<String, Arc<Workbook>>,
    /// The list of units that have to report, where the folder holds one.
    pub roster: Option<Roster>,
    /// The reports, by file.
    pub reports: Vec<SurveyedReport>,
    /// The goal tables, by file, sheet and place on the sheet.
    pub goals: Vec<SurveyedGoals>,
}

impl Survey {
    /// Whether some file that might hold a form could not be read, some archive not opened, or a list of
    /// units not understood.
    #[must_use]
    pub fn has_unreadable(&self) -> bool {
        self.files.iter().any(SurveyedFile::is_unread)
    }

    /// Says of every list of units that was not understood that nothing was held against it.
    pub(crate) fn tell_no_roster(&mut self) {
        for file in &mut self.files {
            if let FileOutcome::BadRoster(reason) = &mut file.outcome {
                reason.push_str("；本次没有核对缺报");
            }
        }
    }
}

impl SurveyedFile {
    /// Whether forms may be in it that nobody has read.
    #[must_use]
    pub(crate) fn is_unread(&self) -> bool {
        let unopened = matches!(&self.file.fate, Fate::Skipped(reason) if reason.is_unopened());
        let unread = matches!(
            self.outcome,
            FileOutcome::Unreadable(_) | FileOutcome::BadRoster(_)
        );
        unopened || unread
    }
}

/// What one file gave.
#[derive(Clone, Debug)]
pub(crate) struct FileReading {
    /// The file, and what became of it.
    pub surveyed: SurveyedFile,
    /// Its forms, by sheet and place on the sheet.
    pub forms: Vec<SelfEvaluation>,
    /// Its tables that were not taken for forms.
    pub refusals: Vec<Refusal>,
    /// The report in it, where it holds one.
    pub report: Option<ReportText>,
    /// Its goal tables.
    pub goals: Vec<SelfEvaluation>,
    /// Its grids; without sheets where it could not be read.
    pub workbook: Arc<Workbook>,
    /// The list of units that have to report, where it is one.
    pub roster: Option<Roster>,
}

/// Reads every file below `paths`.
///
/// # Errors
///
/// When a path is missing, empty or cannot be listed. A file that cannot be read is no error: it is
/// kept with its reason.
pub fn survey(
    paths: &[PathBuf],
    options: ReadOptions,
    teaching: &Teaching,
    watch: &dyn Watch,
) -> Result<Survey, DiscoverError> {
    survey_beside(paths, None, options, teaching, watch)
}

/// As [`survey`], for a run that writes into the folder `results`: what an earlier run wrote there is none of the
/// files found.
///
/// # Errors
///
/// As [`survey`].
pub(crate) fn survey_beside(
    paths: &[PathBuf],
    results: Option<&Path>,
    options: ReadOptions,
    teaching: &Teaching,
    watch: &dyn Watch,
) -> Result<Survey, DiscoverError> {
    let found = intake::discover_beside(paths, results)?;
    watch.begin(found.iter().filter(|file| file.is_candidate()).count());
    let done = AtomicUsize::new(0);
    let readings: Vec<FileReading> = found
        .into_par_iter()
        .map(|file| {
            let candidate = file.is_candidate();
            let mut reading = read_file(file, options, teaching);
            // Only the forms' own tables are needed later.
            reading.refusals = Vec::new();
            if reading.forms.is_empty() {
                reading.workbook = Arc::default();
            }
            if candidate {
                let count = done.fetch_add(1, Ordering::Relaxed) + 1;
                watch.finished(&reading.surveyed.file.path, count);
            }
            reading
        })
        .collect();
    let mut survey = Survey::default();
    for (index, reading) in readings.into_iter().enumerate() {
        if !reading.forms.is_empty() {
            let path = reading.surveyed.file.path.clone();
            survey.workbooks.insert(path, reading.workbook);
        }
        survey.forms.extend(reading.forms);
        survey
            .reports
            .extend(reading.report.map(|report| SurveyedReport {
                report,
                file: index,
            }));
        let goals = reading.goals.into_iter();
        survey
            .goals
            .extend(goals.map(|table| SurveyedGoals { table, file: index }));
        if survey.roster.is_none() {
            survey.roster = reading.roster;
        }
        survey.files.push(reading.surveyed);
    }
    Ok(survey)
}

/// What is said of a report until it is known whose it is.
const IS_REPORT: &str = "自评报告";

/// Reads one file of those found.
#[must_use]
pub(crate) fn read_file(file: FoundFile, options: ReadOptions, teaching: &Teaching) -> FileReading {
    let kept = |file: FoundFile, sha256, outcome, report| FileReading {
        surveyed: SurveyedFile {
            file,
            sha256,
            outcome,
            remarks: Vec::new(),
        },
        forms: Vec::new(),
        report,
        goals: Vec::new(),
        refusals: Vec::new(),
        workbook: Arc::default(),
        roster: None,
    };
    if let Fate::Skipped(reason) = &file.fate {
        // A plain text is no table; it may be a report.
        let text = (*reason == SkipReason::PlainText).then(|| intake::bytes(&file));
        if let Some(Ok(bytes)) = text
            && let Some(report) = ReportText::recognise(&file.path, prose(&bytes), false)
        {
            let outcome = FileOutcome::Report(IS_REPORT.to_owned());
            return kept(file, Some(sha256(&bytes)), outcome, Some(report));
        }
        let outcome = FileOutcome::Skipped(reason.to_string());
        return kept(file, None, outcome, None);
    }
    let bytes = match intake::bytes(&file) {
        Ok(bytes) => bytes,
        Err(error) => return kept(file, None, FileOutcome::Unreadable(error), None),
    };
    let reading = match intake::read_bytes(&bytes, &file.path, options) {
        Ok(reading) => reading,
        Err(error) if error.is_no_table() => {
            if let Some(report) = ReportText::recognise(&file.path, prose(&bytes), false) {
                let outcome = FileOutcome::Report(IS_REPORT.to_owned());
                return kept(file, Some(sha256(&bytes)), outcome, Some(report));
            }
            return kept(file, None, FileOutcome::Skipped(error.to_string()), None);
        }
        Err(error) => return kept(file, None, FileOutcome::Unreadable(error), None),
    };
    if is_own_table(&reading.workbook) {
        let reason = SkipReason::OwnCopy(Product::Data).to_string();
        return kept(
            file,
            Some(reading.sha256),
            FileOutcome::Skipped(reason),
            None,
        );
    }
    let recognised = intake::guarded(|| {
        let recognition = recognise(&reading.workbook, &file.path, &reading.sha256, teaching);
        Ok(recognition)
    });
    let Recognition {
        forms,
        refusals,
        goal_tables,
    } = match recognised {
        Ok(recognition) => recognition,
        Err(error) => {
            let outcome = FileOutcome::Unreadable(error);
            return kept(file, Some(reading.sha256), outcome, None);
        }
    };
    let paragraphs = if reading.format == Format::Docx {
        prose(&bytes)
    } else {
        Vec::new()
    };
    let report = ReportText::recognise(&file.path, paragraphs, !forms.is_empty());
    let mut remarks = reading.workbook.remarks.clone();
    let reasons = refusals
        .iter()
        .map(|refusal| format!("工作表“{}”：{}", refusal.sheet, refusal.reason));
    let (outcome, roster) = if forms.is_empty() {
        match read_roster(&file, &reading.workbook) {
            Some(Ok(roster)) => (FileOutcome::Roster, Some(roster)),
            Some(Err(error)) => (FileOutcome::BadRoster(error.to_string()), None),
            None if report.is_some() => {
                remarks.extend(reasons);
                (FileOutcome::Report(IS_REPORT.to_owned()), None)
            }
            None if refusals.is_empty() => {
                let reason = "没有找到自评表：没有可识别的指标表头或预算执行表头".to_owned();
                (FileOutcome::NoForm(vec![reason]), None)
            }
            None => (FileOutcome::NoForm(reasons.collect()), None),
        }
    } else {
        remarks.extend(reasons);
        (FileOutcome::Forms(forms.len()), None)
    };
    if report.is_some() {
        // The prose was read after all.
        remarks.retain(|remark| !remark.contains("表格以外"));
    }
    FileReading {
        surveyed: SurveyedFile {
            file,
            sha256: Some(reading.sha256),
            outcome,
            remarks,
        },
        forms,
        report,
        goals: goal_tables,
        refusals,
        workbook: Arc::new(reading.workbook),
        roster,
    }
}

/// Whether a sheet is a table of our data, as text or saved again as a workbook: its rows of indicators would be
/// taken for a form. Text bears no mark; such a table is known by the titles of its first columns.
fn is_own_table(workbook: &Workbook) -> bool {
    workbook.sheets.iter().any(|sheet| {
        let title = |col| {
            let cell = sheet.get(CellRef::new(0, col));
            cell.map_or("", |cell| cell.shown.trim())
        };
        is_table_head([title(0), title(1), title(2)])
    })
}

/// A workbook without forms whose name speaks of a list of units may be the roster.
fn read_roster(file: &FoundFile, workbook: &Workbook) -> Option<Result<Roster, RosterError>> {
    let named = file.name().contains("名单") || file.name().contains("应报");
    named.then(|| roster::read_workbook(workbook, &file.path))
}
