//! One form → its record.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::trace::{added, amount, cells, note, plain, rate, words};
use super::{Concerns, quality_weight};
use crate::checks::finding::Severity;
use crate::compare::record::{DepartmentRecord, GradeBand, Traced, UnreadCell, VersionDifference};
use crate::form::model::{CellUse, FundLine, FundRole, SelfEvaluation, Sourced};
use crate::policy::Policy;
use crate::scoring::{Assessment, MoneyRows, Profile, Rescaling};
use crate::submission::timing::{self, Basis};
use crate::submission::{Standing, difference};
use crate::value::number::Number;

pub(super) fn department(
    number: usize,
    assessment: &Assessment,
    concerns: &Concerns<'_>,
    profile: &Profile,
) -> DepartmentRecord {
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
    take_policy(&mut record, &Policy::of_submission(profile, submission));
    take_rescaling(&mut record, rescored.rescaling.as_ref());
    take_standing(&mut record, &submission.standing);
    if let Some((timing, (day, basis))) = submission
        .timing
        .and_then(|timing| Some((timing, timing.handed_in?)))
    {
        record.days_late = i32::try_from(day.days_since(timing.deadline)).ok();
        record.late_by_file = basis == Basis::Changed;
    }
    take_money(&mut record, assessment);
    take_indicators(&mut record, assessment);
    take_concerns(&mut record, concerns);
    take_cells(&mut record, form);
    record
}

/// What a form states otherwise than the one that replaces it; a copy states the same.
pub(super) fn differences(assessment: &Assessment, all: &[Assessment]) -> Vec<VersionDifference> {
    let Standing::Superseded { by, .. } = &assessment.submission.standing else {
        return Vec::new();
    };
    let counted = all.get(*by).map(|counted| &counted.submission.form);
    counted
        .map(|counted| difference::differences(&assessment.submission.form, counted))
        .unwrap_or_default()
        .into_iter()
        .map(|difference| VersionDifference {
            field: difference.field,
            cell: difference.cell_a.unwrap_or_default(),
            text: difference.text_a,
            counted_cell: difference.cell_b.unwrap_or_default(),
            counted_text: difference.text_b,
        })
        .collect()
}

/// What holds for the form's kind and year, for all that is computed from records.
fn take_policy(record: &mut DepartmentRecord, policy: &Policy<'_>) {
    let marks = policy.marks();
    record.full_marks = policy.full_marks();
    record.grade_bands = policy
        .grades()
        .iter()
        .map(|grade| GradeBand {
            from: grade.from,
            grade: grade.name.clone(),
        })
        .collect();
    record.near_tie = marks.near_tie;
    record.execution_low = marks.execution_low;
    record.execution_short = marks.execution_short;
    record.over_from = marks.over_from;
    record
        .completion_bounds
        .clone_from(&marks.completion_bounds);
    record.change_points = marks.change_points;
    record.change_rate = marks.change_rate;
}

fn take_rescaling(record: &mut DepartmentRecord, rescaling: Option<&Rescaling>) {
    let Some(rescaling) = rescaling else {
        return;
    };
    record.rescale_full = Some(rescaling.full);
    record.rescale_weights = Some(rescaling.weights);
    record.rescale_note = rescaling.in_words(record.total);
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

/// The row for the whole: the one that says so, or else the one that carries the execution score. Where it
/// states no money and scoring took another row instead, that one; `None` where several rows make it up.
pub(super) fn whole_line(assessment: &Assessment) -> Option<usize> {
    if let Some(money) = standing_in(assessment) {
        return match money.rows.as_slice() {
            [row] => Some(*row),
            _ => None,
        };
    }
    assessment
        .submission
        .form
        .funds
        .iter()
        .position(|line| line.role == Some(FundRole::Total))
        .or_else(|| assessment.rescored.execution.as_ref().map(|(at, _)| *at))
}

/// The rows that scoring took for one that states no money.
fn standing_in(assessment: &Assessment) -> Option<&MoneyRows> {
    let money = assessment.rescored.money.as_ref();
    money.filter(|money| money.instead.is_some())
}

fn take_money(record: &mut DepartmentRecord, assessment: &Assessment) {
    let form = &assessment.submission.form;
    let execution = assessment.rescored.execution.as_ref();
    let line_of = |role| form.funds.iter().find(|line| line.role == Some(role));
    let total = whole_line(assessment).and_then(|at| form.funds.get(at));
    let parts = (line_of(FundRole::Basic), line_of(FundRole::Project));
    let instead = standing_in(assessment);
    record.amounts_note = instead
        .and_then(|money| money.instead.clone())
        .unwrap_or_default();
    let several: Vec<&FundLine> = match (instead, parts) {
        (Some(money), _) => money
            .rows
            .iter()
            .filter_map(|at| form.funds.get(*at))
            .collect(),
        (None, (Some(basic), Some(project))) => vec![basic, project],
        _ => Vec::new(),
    };
    if let Some(line) = total {
        record.initial = amount(&line.initial, form);
        record.adjustment = amount(&line.adjustment, form);
        record.adjusted = amount(&line.adjusted, form);
        record.executed = amount(&line.executed, form);
        record.rate = plain(&line.rate, &form.source);
    } else if !several.is_empty() {
        let sum = |field: fn(&FundLine) -> &Sourced<Number>| {
            let amounts: Vec<_> = several.iter().map(|line| field(line)).collect();
            added(&amounts, form)
        };
        record.initial = sum(|line| &line.initial);
        record.adjusted = sum(|line| &line.adjusted);
        record.executed = sum(|line| &line.executed);
        if record.amounts_note.is_empty() {
            "原表没有合计行，按基本支出＋项目支出计算。".clone_into(&mut record.amounts_note);
        }
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
            .entry(outcome.rule)
            .or_insert((outcome.severity, 0, 0));
        rule.1 += outcome.passed;
        rule.2 += outcome.findings;
        if outcome.not_judged > 0 {
            not_judged.insert(outcome.rule);
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

fn take_cells(record: &mut DepartmentRecord, form: &SelfEvaluation) {
    let coverage = &form.coverage;
    record.cells = coverage.cells.len();
    record.cells_used = coverage.count(CellUse::Used);
    record.cells_label = coverage.count(CellUse::Label);
    record.cells_note = coverage.count(CellUse::Note);
    record.cells_unread = coverage.count(CellUse::Unread);
    record.unread = coverage
        .unread()
        .map(|(at, text)| UnreadCell {
            sheet: form
                .source
                .sheets
                .get(at.sheet)
                .cloned()
                .unwrap_or_default(),
            cell: at.cell.to_string(),
            text: text.to_owned(),
        })
        .collect();
}

fn filled_on(form: &SelfEvaluation) -> Traced<String> {
    timing::filled_on(form)
        .map(|(text, _)| text)
        .or_else(|| timing::said(form).next())
        .map(|text| words(text, &form.source))
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
