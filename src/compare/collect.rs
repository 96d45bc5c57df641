//! Assessments, findings and file fates → records.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Records;
use super::record::{
    DepartmentRecord, FileFate, FindingRecord, FundRecord, IndicatorRecord, Traced,
};
use crate::checks::finding::{Finding, Severity};
use crate::form::model::{CellUse, FundLine, FundRole, Indicator, SelfEvaluation, Source, Sourced};
use crate::scoring::{Assessment, LineScore};
use crate::submission::Standing;
use crate::value::number::Number;
use crate::value::unit::AmountUnit;

/// How one rule went on one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormOutcome {
    /// Index of the assessment.
    pub form: usize,
    /// The rule's id.
    pub rule: String,
    /// How grave a finding of this rule is.
    pub severity: Severity,
    /// How often it passed.
    pub passed: usize,
    /// How many findings it raised.
    pub findings: usize,
    /// How often it could not be judged, or failed to run.
    pub not_judged: usize,
}

/// What a run hands over.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The forms with their scores.
    pub assessments: &'a [Assessment],
    /// The findings.
    pub findings: &'a [Finding],
    /// How each rule went on each form; empty where that is not known, and then no quality is told.
    pub outcomes: &'a [FormOutcome],
    /// The files with their fates.
    pub files: &'a [FileFate],
}

/// Lays a run out as records. Forms and findings are numbered from 1 in the order given.
#[must_use]
pub fn collect(run: &Run<'_>) -> Records {
    let mut records = Records {
        files: run.files.to_vec(),
        ..Records::default()
    };
    let concerns = concerns_by_form(run);
    let none = Concerns::default();
    for (index, assessment) in run.assessments.iter().enumerate() {
        let number = index + 1;
        let concerns = concerns.get(&index).unwrap_or(&none);
        records
            .departments
            .push(department(number, assessment, concerns));
        let form = &assessment.submission.form;
        for (line, fund) in form.funds.iter().enumerate() {
            let score = assessment
                .rescored
                .execution
                .as_ref()
                .filter(|(at, _)| *at == line)
                .map(|(_, score)| score);
            records
                .funds
                .push(fund_record(number, line + 1, fund, form, score));
        }
        for (line, indicator) in form.indicators.iter().enumerate() {
            let score = assessment.rescored.indicators.get(line);
            records
                .indicators
                .push(indicator_record(number, line + 1, indicator, form, score));
        }
    }
    records.findings = run
        .findings
        .iter()
        .enumerate()
        .map(|(index, finding)| finding_record(index + 1, finding))
        .collect();
    records
}

fn department(number: usize, assessment: &Assessment, concerns: &Concerns<'_>) -> DepartmentRecord {
    let submission = &assessment.submission;
    let rescored = &assessment.rescored;
    let form = &submission.form;
    let source = &form.source;
    let mut record = DepartmentRecord {
        form: number,
        year: submission.year,
        year_from: submission.year_from.clone(),
        kind: form.kind,
        unit: submission.unit.name.clone(),
        code: submission.unit.code.clone(),
        group: submission.unit.group.clone(),
        on_roster: submission.unit.on_roster,
        matched_by: submission.unit.matched_by.clone(),
        stated_unit: words(&form.department, source),
        project: form.project.value.clone(),
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        sheet: source.sheets.first().cloned().unwrap_or_default(),
        range: source.range.to_string(),
        layout: layout(form),
        confidence: form.confidence,
        filled_on: filled_on(form),
        amount_unit: Traced {
            value: form.amount_unit.value.map(|unit| unit.to_string()),
            cell: cells(&form.amount_unit, source),
            text: form.amount_unit.text.clone(),
        },
        total_weight: plain(&form.total_weight, source),
        stated_total: plain(&form.total_score, source),
        stated_sum: rescored.stated_sum,
        total: rescored.total,
        not_judged_points: rescored.not_judged_points,
        lowest: rescored.lowest_total,
        highest: rescored.highest_total,
        stated_grade: words(&form.grade, source),
        stated_total_grade: rescored.stated_total_grade.clone(),
        grade: rescored.grade.clone(),
        profile: rescored.profile.clone(),
        ..DepartmentRecord::default()
    };
    take_standing(&mut record, &submission.standing);
    take_money(&mut record, assessment);
    take_indicators(&mut record, assessment);
    take_concerns(&mut record, concerns);
    take_cells(&mut record, form);
    record
}

fn take_standing(record: &mut DepartmentRecord, standing: &Standing) {
    match standing {
        Standing::Current => record.current = true,
        Standing::Superseded { by, because } => {
            record.replaced_by = Some(by + 1);
            record.standing = format!("已被后一版本替代：{because}");
        }
        Standing::Copy { of } => {
            record.replaced_by = Some(of + 1);
            "与另一份内容完全相同".clone_into(&mut record.standing);
        }
    }
}

fn take_money(record: &mut DepartmentRecord, assessment: &Assessment) {
    let form = &assessment.submission.form;
    let execution = assessment.rescored.execution.as_ref();
    let line_of = |role| form.funds.iter().find(|line| line.role == Some(role));
    let total =
        line_of(FundRole::Total).or_else(|| execution.and_then(|(at, _)| form.funds.get(*at)));
    let parts = (line_of(FundRole::Basic), line_of(FundRole::Project));
    if let Some(line) = total {
        record.initial = amount(&line.initial, form);
        record.adjustment = amount(&line.adjustment, form);
        record.adjusted = amount(&line.adjusted, form);
        record.executed = amount(&line.executed, form);
        record.rate = plain(&line.rate, &form.source);
    } else if let (Some(basic), Some(project)) = parts {
        record.initial = added(&basic.initial, &project.initial, form);
        record.adjusted = added(&basic.adjusted, &project.adjusted, form);
        record.executed = added(&basic.executed, &project.executed, form);
    }
    record.computed_rate = rate(record.executed.value, record.adjusted.value);
    record.basic = parts.0.and_then(|line| amount(&line.adjusted, form).value);
    record.project_spending = parts.1.and_then(|line| amount(&line.adjusted, form).value);
    if let Some((at, score)) = execution {
        if let Some(line) = form.funds.get(*at) {
            record.execution_weight = plain(&line.weight, &form.source);
            record.execution_stated = plain(&line.score, &form.source);
        }
        record.execution_score = score.score;
        record.execution_status = Some(score.status);
        record.execution_note = note(score);
    }
}

fn take_indicators(record: &mut DepartmentRecord, assessment: &Assessment) {
    let rows = assessment
        .submission
        .form
        .indicators
        .iter()
        .zip(&assessment.rescored.indicators)
        .filter(|(indicator, _)| !indicator.subtotal);
    for (_, score) in rows {
        record.indicators += 1;
        match score.met {
            Some(true) => record.met += 1,
            Some(false) => record.missed += 1,
            None => record.unjudged += 1,
        }
    }
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

fn take_concerns(record: &mut DepartmentRecord, concerns: &Concerns<'_>) {
    for finding in &concerns.findings {
        match finding.severity {
            Severity::Error => record.errors += 1,
            Severity::Warning => record.warnings += 1,
            Severity::Notice => record.notices += 1,
        }
    }
    let mut rules: BTreeMap<&str, (Severity, usize, usize)> = BTreeMap::new();
    let mut not_judged = BTreeSet::new();
    for outcome in &concerns.outcomes {
        let rule = rules
            .entry(&outcome.rule)
            .or_insert((outcome.severity, 0, 0));
        rule.1 += outcome.passed;
        rule.2 += outcome.findings;
        if outcome.not_judged > 0 {
            not_judged.insert(outcome.rule.as_str());
        }
    }
    let (mut kept, mut judged) = (Decimal::ZERO, Decimal::ZERO);
    for (severity, passed, found) in rules.values() {
        if *found > 0 {
            record.rules_found += 1;
            judged += quality_weight(*severity);
        } else if *passed > 0 {
            record.rules_passed += 1;
            judged += quality_weight(*severity);
            kept += quality_weight(*severity);
        }
    }
    record.rules_not_judged = not_judged.len();
    record.quality = (!judged.is_zero()).then(|| kept / judged);
}

/// How much a rule of this severity weighs in 填报质量.
#[must_use]
pub fn quality_weight(severity: Severity) -> Decimal {
    match severity {
        Severity::Error => Decimal::from(3),
        Severity::Warning => Decimal::TWO,
        Severity::Notice => Decimal::ONE,
    }
}

fn take_cells(record: &mut DepartmentRecord, form: &SelfEvaluation) {
    let coverage = &form.coverage;
    record.cells = coverage.cells.len();
    record.cells_used = coverage.count(CellUse::Used);
    record.cells_label = coverage.count(CellUse::Label);
    record.cells_note = coverage.count(CellUse::Note);
    record.cells_unread = coverage.count(CellUse::Unread);
}

fn fund_record(
    form_number: usize,
    line: usize,
    fund: &FundLine,
    form: &SelfEvaluation,
    score: Option<&LineScore>,
) -> FundRecord {
    let source = &form.source;
    let adjusted = amount(&fund.adjusted, form);
    let executed = amount(&fund.executed, form);
    FundRecord {
        form: form_number,
        line,
        sheet: sheet_of(&fund.label, source),
        label: words(&fund.label, source),
        role: fund.role.map(|role| role.word().to_owned()),
        initial: amount(&fund.initial, form),
        adjustment: amount(&fund.adjustment, form),
        computed_rate: rate(executed.value, adjusted.value),
        adjusted,
        executed,
        rate: plain(&fund.rate, source),
        weight: plain(&fund.weight, source),
        stated: plain(&fund.score, source),
        score: score.and_then(|score| score.score),
        status: score.map(|score| score.status),
        note: score.map(note).unwrap_or_default(),
        reason: words(&fund.reason, source),
    }
}

fn indicator_record(
    form_number: usize,
    line: usize,
    indicator: &Indicator,
    form: &SelfEvaluation,
    score: Option<&LineScore>,
) -> IndicatorRecord {
    let source = &form.source;
    IndicatorRecord {
        form: form_number,
        line,
        sheet: sheet_of(&indicator.name, source),
        level1: indicator.level1.value.clone(),
        level2: indicator.level2.value.clone(),
        name: words(&indicator.name, source),
        target: words(&indicator.target, source),
        prior_year: words(&indicator.prior_year, source),
        midyear: words(&indicator.midyear, source),
        actual: words(&indicator.actual, source),
        completion: plain(&indicator.completion, source),
        computed_completion: score.and_then(|score| score.completion),
        met: score.and_then(|score| score.met),
        weight: plain(&indicator.weight, source),
        stated: plain(&indicator.score, source),
        score: score
            .filter(|_| !indicator.subtotal)
            .and_then(|score| score.score),
        lowest: score.map(|score| score.lowest).unwrap_or_default(),
        highest: score.map(|score| score.highest).unwrap_or_default(),
        status: score
            .filter(|_| !indicator.subtotal)
            .map(|score| score.status),
        formula: score.and_then(|score| score.formula.clone()),
        why: score.and_then(|score| score.reason.clone()),
        rule: score.map(|score| score.rule.clone()).unwrap_or_default(),
        review_score: plain(&indicator.review_score, source),
        reason: words(&indicator.reason, source),
        measures: words(&indicator.measures, source),
        scoring_note: words(&indicator.scoring_note, source),
        subtotal: indicator.subtotal,
    }
}

fn finding_record(number: usize, finding: &Finding) -> FindingRecord {
    FindingRecord {
        number,
        form: finding.form.map(|form| form + 1),
        year: finding.year,
        department: finding.department.clone(),
        file: finding.file.clone(),
        rule: finding.rule.to_owned(),
        title: finding.title.clone(),
        severity: finding.severity,
        confidence: finding.confidence,
        category: finding.category.to_owned(),
        subject: finding.subject.clone(),
        places: finding
            .places
            .iter()
            .cloned()
            .map(|mut place| {
                place.form += 1;
                place
            })
            .collect(),
        found: finding.found.clone(),
        expected: finding.expected.clone(),
        difference: finding.difference,
        tolerance: finding.tolerance.clone(),
        message: finding.message.clone(),
        advice: finding.advice.clone(),
        points: finding.points,
        ..FindingRecord::default()
    }
}

/// The arithmetic of a score, or why there is none; both where both are there.
fn note(score: &LineScore) -> String {
    let parts: Vec<&str> = [score.formula.as_deref(), score.reason.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    parts.join("；")
}

/// Executed ÷ adjusted; `None` where either is missing or nothing was to be spent.
fn rate(executed: Option<Decimal>, adjusted: Option<Decimal>) -> Option<Decimal> {
    executed?.checked_div(adjusted?)
}

fn cells<T>(sourced: &Sourced<T>, source: &Source) -> String {
    let cells: Vec<String> = sourced.cells.iter().map(|at| source.address(*at)).collect();
    cells.join("、")
}

fn sheet_of<T>(sourced: &Sourced<T>, source: &Source) -> String {
    let index = sourced.cells.first().map_or(0, |at| at.sheet);
    source.sheets.get(index).cloned().unwrap_or_default()
}

fn words(sourced: &Sourced<String>, source: &Source) -> Traced<String> {
    Traced {
        value: sourced.value.clone(),
        cell: cells(sourced, source),
        text: sourced.text.clone(),
    }
}

fn plain(sourced: &Sourced<Number>, source: &Source) -> Traced<Decimal> {
    Traced {
        value: sourced.value.map(|number| number.value.normalize()),
        cell: cells(sourced, source),
        text: sourced.text.clone(),
    }
}

/// An amount in 万元. A form that declares no unit is taken to mean 万元, the unit of the official
/// form; the record's `amount_unit` then has no value, and the outputs say so.
fn amount(sourced: &Sourced<Number>, form: &SelfEvaluation) -> Traced<Decimal> {
    let unit = form.amount_unit.value.unwrap_or(AmountUnit::WanYuan);
    let factor = unit.in_yuan() / AmountUnit::WanYuan.in_yuan();
    let mut traced = plain(sourced, &form.source);
    traced.value = traced
        .value
        .and_then(|value| value.checked_mul(factor))
        .map(|value| value.normalize());
    traced
}

/// 基本支出 + 项目支出, where the form has no row of its own for the whole. Missing is not zero:
/// both must be there.
fn added(
    basic: &Sourced<Number>,
    project: &Sourced<Number>,
    form: &SelfEvaluation,
) -> Traced<Decimal> {
    let (basic, project) = (amount(basic, form), amount(project, form));
    Traced {
        value: basic
            .value
            .zip(project.value)
            .and_then(|(a, b)| a.checked_add(b)),
        cell: format!("{}、{}", basic.cell, project.cell),
        text: format!("{} + {}", basic.text, project.text),
    }
}

fn filled_on(form: &SelfEvaluation) -> Traced<String> {
    form.remarks
        .iter()
        .find(|remark| {
            ["填报日期", "填报时间", "填表日期", "填表时间", "上报日期"]
                .iter()
                .any(|label| remark.label.contains(label))
        })
        .map(|remark| words(&remark.text, &form.source))
        .unwrap_or_default()
}

/// The columns as they were read, from left to right.
fn layout(form: &SelfEvaluation) -> String {
    let columns: Vec<String> = form
        .columns
        .iter()
        .filter_map(|column| {
            let field = column.field.as_ref()?;
            let letters = crate::intake::grid::column_letters(column.col);
            Some(format!("{letters}={field}"))
        })
        .collect();
    columns.join(" ")
}
