//! Rows of the budget block, indicators and findings → records.

use super::trace::{amount, note, plain, rate, sheet_of, words};
use crate::checks::finding::Finding;
use rust_decimal::Decimal;

use crate::compare::record::{FindingRecord, FundRecord, IndicatorRecord, Traced};
use crate::form::model::{FundLine, Indicator, SelfEvaluation};
use crate::scoring::LineScore;

pub(super) fn fund_record(
    (form_number, line, whole): (usize, usize, bool),
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
        whole,
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

pub(super) fn indicator_record(
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
        stated: taken(plain(&indicator.score, source), score),
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

/// A stated score that scoring took; of one that it left out, text and cell alone.
fn taken(stated: Traced<Decimal>, score: Option<&LineScore>) -> Traced<Decimal> {
    let is_taken = score.is_none_or(|score| score.stated.is_some());
    Traced {
        value: stated.value.filter(|_| is_taken),
        ..stated
    }
}

pub(super) fn finding_record(number: usize, finding: &Finding) -> FindingRecord {
    FindingRecord {
        number,
        form: finding.form.map(|form| form + 1),
        year: finding.year,
        department: finding.department.clone(),
        file: finding.file.clone(),
        rule: finding.rule.to_string(),
        title: finding.title.clone(),
        severity: finding.severity,
        confidence: finding.confidence,
        category: finding.category.to_string(),
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
