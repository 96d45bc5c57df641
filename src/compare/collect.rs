//! Assessments, findings and file fates → records.

mod department;
mod line;
pub(crate) mod trace;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::range::keep_within;
use super::record::FileFate;
use super::records::Records;
use crate::checks::finding::{Finding, Severity};
use crate::checks::run::FormOutcome;
use crate::scoring::{Assessment, Profile};

/// What a run hands over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'a> {
    /// The forms with their scores.
    pub assessments: &'a [Assessment],
    /// The findings.
    pub findings: &'a [Finding],
    /// How each rule went on each form; empty where that is not known, and then no quality is told.
    pub outcomes: &'a [FormOutcome],
    /// The files with their fates.
    pub files: &'a [FileFate],
    /// The profile that scored the forms.
    pub profile: &'a Profile,
}

/// Lays a run out as records. Forms and findings are numbered from 1 in the order given.
#[must_use]
pub(crate) fn collect(run: &Run<'_>) -> Records {
    let mut records = Records {
        files: run.files.to_vec(),
        ..Records::default()
    };
    let concerns = concerns_by_form(run);
    let none = Concerns::default();
    for (index, assessment) in run.assessments.iter().enumerate() {
        let number = index + 1;
        let concerns = concerns.get(&index).unwrap_or(&none);
        let mut record = department::department(number, assessment, concerns, run.profile);
        record.differences = department::differences(assessment, run.assessments);
        records.departments.push(record);
        let form = &assessment.submission.form;
        let whole = department::whole_line(assessment);
        for (line, fund) in form.funds.iter().enumerate() {
            let score = assessment
                .rescored
                .execution
                .as_ref()
                .filter(|(at, _)| *at == line)
                .map(|(_, score)| score);
            let whole = whole == Some(line);
            records.funds.push(line::fund_record(
                (number, line + 1, whole),
                fund,
                form,
                score,
            ));
        }
        for (line, indicator) in form.indicators.iter().enumerate() {
            let score = assessment.rescored.indicators.get(line);
            records.indicators.push(line::indicator_record(
                number,
                line + 1,
                indicator,
                form,
                score,
            ));
        }
    }
    records.findings = run
        .findings
        .iter()
        .enumerate()
        .map(|(index, finding)| line::finding_record(index + 1, finding))
        .collect();
    records.departments.iter_mut().for_each(keep_within);
    records.funds.iter_mut().for_each(keep_within);
    records.indicators.iter_mut().for_each(keep_within);
    records.findings.iter_mut().for_each(keep_within);
    records
}

/// What concerns one form.
#[derive(Default)]
struct Concerns<'a> {
    findings: Vec<&'a Finding>,
    outcomes: Vec<&'a FormOutcome>,
}

fn concerns_by_form<'a>(run: &Run<'a>) -> BTreeMap<usize, Concerns<'a>> {
    let mut concerns: BTreeMap<usize, Concerns<'a>> = BTreeMap::new();
    for finding in run.findings {
        if let Some(form) = finding.form {
            concerns.entry(form).or_default().findings.push(finding);
        }
    }
    for outcome in run.outcomes {
        concerns
            .entry(outcome.form)
            .or_default()
            .outcomes
            .push(outcome);
    }
    concerns
}

/// How much a rule of this severity weighs in 填报质量.
#[must_use]
pub(crate) fn quality_weight(severity: Severity) -> Decimal {
    match severity {
        Severity::Error => Decimal::from(3),
        Severity::Warning => Decimal::TWO,
        Severity::Notice => Decimal::ONE,
    }
}
