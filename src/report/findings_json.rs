//! Findings as JSON, for `check --format json`.

use serde_json::{Value, json};

use crate::checks::finding::{Finding, Severity};
use crate::checks::run::CheckRun;

/// The findings, the outcome of every rule, and what was left out, with counts.
#[must_use]
pub(crate) fn findings_json(checks: &CheckRun) -> Value {
    json!({
        "findings": checks.findings.iter().map(finding_json).collect::<Vec<_>>(),
        "rules": checks.outcomes.iter().map(|outcome| json!({
            "id": outcome.id,
            "passed": outcome.passed,
            "findings": outcome.findings,
            "waived": outcome.waived,
            "suppressed": outcome.suppressed,
            "not_judged": outcome.not_judged.values().sum::<usize>(),
            "not_judged_reasons": outcome.not_judged,
            "failed": outcome.failed,
            "off": outcome.off,
        })).collect::<Vec<_>>(),
        "suppressed": checks.suppressed.len(),
        "waived": checks.waived.len(),
        "faults": checks.faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// The word for a severity in data.
#[must_use]
pub(crate) const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    }
}

fn finding_json(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "title": finding.title,
        "severity": severity_word(finding.severity),
        "confidence": finding.confidence.to_string(),
        "category": finding.category,
        "department": finding.department,
        "year": finding.year,
        "file": finding.file,
        "cells": finding.places.iter().map(|place| json!({
            "role": place.role,
            "sheet": place.sheet,
            "cell": place.cell,
        })).collect::<Vec<_>>(),
        "subject": finding.subject,
        "found": finding.found,
        "expected": finding.expected,
        "difference": finding.difference.map(|difference| difference.to_string()),
        "tolerance": finding.tolerance,
        "message": finding.message,
        "advice": finding.advice,
        "points": finding.points.map(|points| points.to_string()),
    })
}
