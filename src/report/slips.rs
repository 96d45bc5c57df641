//! 反馈单: one workbook a department, with its result, its problems, room for its answer, and its own
//! table with the cells in question marked.

mod picture;
mod slip;

use std::collections::{BTreeMap, BTreeSet};

use super::material::Material;
use super::workbook::render::{Properties, render};
use crate::compare::{DepartmentRecord, FindingRecord};
use crate::place::{room, safe_name, shown, unlike};
use crate::results::{Product, Session, WriteError};

/// The folder of the slips within the results.
pub(crate) const FOLDER: &str = "反馈单";

/// Why slips could not be made or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SlipError {
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The writer refused.
    #[error(
        "“{unit}”的反馈单没有写出：程序内部出错（不是填报的问题），请把这句话转给维护人员：{source}"
    )]
    Writer {
        /// The unit.
        unit: String,
        /// What the writer says.
        source: rust_xlsxwriter::XlsxError,
    },
}

/// What a slip is about: the forms and the problems of one unit.
pub(crate) struct Subject<'a> {
    pub(crate) unit: String,
    pub(crate) forms: Vec<&'a DepartmentRecord>,
    pub(crate) findings: Vec<&'a FindingRecord>,
}

/// The units that have problems, in the order of their first form; those without a form come last.
pub(crate) fn subjects<'a>(material: &Material<'a>) -> Vec<Subject<'a>> {
    let records = material.records;
    let mut findings: BTreeMap<String, Vec<&FindingRecord>> = BTreeMap::new();
    for finding in &records.findings {
        let unit = match finding.form.and_then(|form| records.department(form)) {
            Some(form) => unit_of(form),
            None => with_district(&finding.district, &finding.department),
        };
        if !unit.is_empty() {
            findings.entry(unit).or_default().push(finding);
        }
    }
    let mut forms: BTreeMap<String, Vec<&DepartmentRecord>> = BTreeMap::new();
    for form in records.current() {
        forms.entry(unit_of(form)).or_default().push(form);
    }
    let mut subjects = Vec::new();
    for form in records.current() {
        let unit = unit_of(form);
        if let (Some(findings), Some(mut forms)) = (findings.remove(&unit), forms.remove(&unit)) {
            forms.sort_by_key(|form| (std::cmp::Reverse(form.year), form.kind, form.form));
            subjects.push(Subject {
                unit,
                forms,
                findings,
            });
        }
    }
    subjects.extend(findings.into_iter().map(|(unit, findings)| Subject {
        unit,
        forms: Vec::new(),
        findings,
    }));
    subjects
}

fn unit_of(form: &DepartmentRecord) -> String {
    with_district(&form.district, &form.unit)
}

fn with_district(district: &str, unit: &str) -> String {
    if district.is_empty() {
        unit.to_owned()
    } else {
        format!("{district}·{unit}")
    }
}

/// Makes a slip for each unit with problems, ready to take its place.
///
/// # Errors
///
/// [`SlipError`].
pub(crate) fn write(material: &Material<'_>, results: &mut Session) -> Result<(), SlipError> {
    /// Of a path: the folder of the slips, separators, the number of a namesake, the extension.
    const AROUND_NAME: usize = 20;
    let folder = shown(results.folder()).encode_utf16().count();
    let room = room(folder, AROUND_NAME, cfg!(windows));
    let mut taken = BTreeSet::new();
    for subject in subjects(material) {
        let bytes = build(material, &subject).map_err(|source| SlipError::Writer {
            unit: subject.unit.clone(),
            source,
        })?;
        let name = file_name(&subject.unit, room, &mut taken);
        results.put(&format!("{FOLDER}/{name}"), &bytes)?;
    }
    Ok(())
}

fn build(
    material: &Material<'_>,
    subject: &Subject<'_>,
) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut sheets = vec![slip::sheet(material, subject)];
    sheets.extend(picture::sheets(material, subject));
    render(
        &sheets,
        &Properties {
            title: format!("{}绩效自评反馈单", subject.unit),
            product: Product::Slip,
            run: Some(material.settings.run.clone()),
            created: material.settings.created,
        },
    )
}

/// A file name that every system takes, of at most `room` characters and used by no other unit.
fn file_name(unit: &str, room: usize, taken: &mut BTreeSet<String>) -> String {
    let safe = safe_name(unit, room);
    let base = if safe.is_empty() {
        "未命名单位"
    } else {
        &safe
    };
    unlike(base, "xlsx", taken)
}

#[cfg(test)]
mod tests;
