//! `run.json`: the account of a run, for programs and for the archive.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ledger::{Balance, amounts, scores};
use super::material::{Material, Settings};
use crate::checks::finding::Severity;
use crate::compare::{DepartmentRecord, FileStatus, Records};
use crate::fault::Fault;
use crate::results::Output;

#[derive(Serialize)]
struct Run<'a> {
    version: &'a str,
    /// The id that stands in every file of the run which can carry one.
    run: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    generated_at: Option<&'a str>,
    profile: Profile<'a>,
    settings: BTreeMap<&'a str, &'a str>,
    files: Vec<File<'a>>,
    counts: Counts,
    ledgers: Ledgers<'a>,
    rules: Vec<Rule<'a>>,
    outputs: &'a [Output],
    faults: Vec<String>,
}

#[derive(Serialize)]
struct Profile<'a> {
    name: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    sha256: Option<&'a str>,
    status: &'static str,
    reason: Option<&'a str>,
    forms: usize,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    remarks: &'a [String],
}

#[derive(Serialize)]
struct Counts {
    files: usize,
    read: usize,
    refused: usize,
    skipped: usize,
    forms: usize,
    forms_counted: usize,
    indicators: usize,
    findings: Findings,
}

#[derive(Serialize)]
struct Findings {
    error: usize,
    warning: usize,
    notice: usize,
}

#[derive(Serialize)]
struct Ledgers<'a> {
    files: FileLedger,
    cells: CellLedger<'a>,
    amounts: Vec<Sum>,
    scores: Vec<Sum>,
}

#[derive(Serialize)]
struct FileLedger {
    found: usize,
    read: usize,
    refused: usize,
    skipped: usize,
    balanced: bool,
}

#[derive(Serialize)]
struct CellLedger<'a> {
    #[serde(flatten)]
    total: CellCount,
    balanced: bool,
    forms: Vec<FormCells<'a>>,
}

#[derive(Clone, Copy, Default, Serialize)]
struct CellCount {
    with_content: usize,
    used: usize,
    labels: usize,
    notes: usize,
    unread: usize,
}

/// The account of one form's cells, the unread ones with address and text.
#[derive(Serialize)]
struct FormCells<'a> {
    form: usize,
    path: &'a str,
    sheet: &'a str,
    range: &'a str,
    #[serde(flatten)]
    count: CellCount,
    unread_cells: Vec<UnreadCell<'a>>,
}

#[derive(Serialize)]
struct UnreadCell<'a> {
    sheet: &'a str,
    cell: &'a str,
    text: &'a str,
}

impl CellCount {
    const fn of(form: &DepartmentRecord) -> Self {
        Self {
            with_content: form.cells,
            used: form.cells_used,
            labels: form.cells_label,
            notes: form.cells_note,
            unread: form.cells_unread,
        }
    }

    const fn is_balanced(self) -> bool {
        self.with_content == self.used + self.labels + self.notes + self.unread
    }
}

impl std::iter::Sum for CellCount {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, count| Self {
            with_content: sum.with_content + count.with_content,
            used: sum.used + count.used,
            labels: sum.labels + count.labels,
            notes: sum.notes + count.notes,
            unread: sum.unread + count.unread,
        })
    }
}

#[derive(Serialize)]
struct Sum {
    year: Option<i32>,
    kind: &'static str,
    item: &'static str,
    by_file: String,
    rescaled: String,
    in_summary: String,
    balanced: bool,
    /// What the sums do without, as it is no figure that could be counted.
    left_out: Vec<LeftOut>,
}

#[derive(Serialize)]
struct LeftOut {
    form: usize,
    row: String,
    cell: String,
    text: String,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    title: &'a str,
    passed: usize,
    findings: usize,
    waived: usize,
    suppressed: usize,
    not_judged: usize,
    failed: usize,
    off: bool,
}

/// The account of the run; `outputs` are its files with their hashes: the list by which the next run knows them.
///
/// # Errors
///
/// None in practice: all of it is plain data.
pub(crate) fn render(
    material: &Material<'_>,
    outputs: &[Output],
    faults: &[Fault],
) -> Result<Vec<u8>, serde_json::Error> {
    let records = material.records;
    let run = Run {
        version: &material.settings.version,
        run: material.settings.run.as_str(),
        generated_at: material.settings.generated_at.as_deref(),
        profile: Profile {
            name: &material.profile.name,
            sha256: &material.profile.sha256,
        },
        settings: material
            .settings
            .stated
            .iter()
            .map(|(what, how)| (what.as_str(), how.as_str()))
            .collect(),
        files: records
            .files
            .iter()
            .map(|file| File {
                path: &file.path,
                sha256: file.sha256.as_deref(),
                status: file.status.word(),
                reason: file.reason.as_deref(),
                forms: file.forms,
                remarks: &file.remarks,
            })
            .collect(),
        counts: counts(records),
        ledgers: ledgers(records),
        rules: material
            .rules
            .iter()
            .map(|rule| Rule {
                id: rule.id,
                title: rule.title,
                passed: rule.passed,
                findings: rule.findings,
                waived: rule.waived,
                suppressed: rule.suppressed,
                not_judged: rule.not_judged.values().sum(),
                failed: rule.failed,
                off: rule.off,
            })
            .collect(),
        outputs,
        faults: faults.iter().map(Fault::to_string).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&run)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// No more of the account than the list of the files and what went wrong, where the whole cannot be made.
pub(crate) fn render_list(settings: &Settings, outputs: &[Output], faults: &[Fault]) -> Vec<u8> {
    let faults: Vec<String> = faults.iter().map(Fault::to_string).collect();
    let account = serde_json::json!({
        "version": settings.version,
        "run": settings.run.as_str(),
        "ledgers": null,
        "outputs": outputs,
        "faults": faults,
    });
    format!("{account:#}\n").into_bytes()
}

fn counts(records: &Records) -> Counts {
    let files = |status| {
        records
            .files
            .iter()
            .filter(|file| file.status == status)
            .count()
    };
    let findings = |severity| {
        records
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    Counts {
        files: records.files.len(),
        read: files(FileStatus::Read),
        refused: files(FileStatus::Refused),
        skipped: files(FileStatus::Skipped),
        forms: records.departments.len(),
        forms_counted: records.current().count(),
        indicators: records.indicators.len(),
        findings: Findings {
            error: findings(Severity::Error),
            warning: findings(Severity::Warning),
            notice: findings(Severity::Notice),
        },
    }
}

fn form_cells(form: &DepartmentRecord) -> FormCells<'_> {
    FormCells {
        form: form.form,
        path: &form.path,
        sheet: &form.sheet,
        range: &form.range,
        count: CellCount::of(form),
        unread_cells: form
            .unread
            .iter()
            .map(|unread| UnreadCell {
                sheet: &unread.sheet,
                cell: &unread.cell,
                text: &unread.text,
            })
            .collect(),
    }
}

fn ledgers(records: &Records) -> Ledgers<'_> {
    let counts = counts(records);
    let forms: Vec<FormCells<'_>> = records.departments.iter().map(form_cells).collect();
    Ledgers {
        files: FileLedger {
            found: counts.files,
            read: counts.read,
            refused: counts.refused,
            skipped: counts.skipped,
            balanced: counts.files == counts.read + counts.refused + counts.skipped,
        },
        cells: CellLedger {
            total: forms.iter().map(|form| form.count).sum(),
            balanced: forms.iter().all(|form| form.count.is_balanced()),
            forms,
        },
        amounts: amounts(records).into_iter().map(sum).collect(),
        scores: scores(records).into_iter().map(sum).collect(),
    }
}

fn sum(balance: Balance) -> Sum {
    Sum {
        year: balance.year,
        kind: balance.kind.word(),
        item: balance.item,
        by_file: balance.by_file.normalize().to_string(),
        rescaled: balance.rescaled.normalize().to_string(),
        in_summary: balance.in_summary.normalize().to_string(),
        balanced: balance.holds(),
        left_out: balance
            .left_out
            .into_iter()
            .map(|figure| LeftOut {
                form: figure.form,
                row: figure.row,
                cell: figure.cell,
                text: figure.text,
            })
            .collect(),
    }
}
