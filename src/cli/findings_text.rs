//! Findings for a person at a terminal: grouped by file, the weightiest first.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::IsTerminal;

use crate::assess::Checked;
use crate::checks::finding::{Finding, Severity};

/// How a severity is marked.
fn mark(severity: Severity) -> String {
    let sign = match severity {
        Severity::Error => "✗",
        Severity::Warning => "!",
        Severity::Notice => "·",
    };
    format!("{sign} {severity}")
}

/// A line that begins with a severity, in its colour, where a terminal shows colours.
pub(super) fn painted(line: &str) -> Option<String> {
    if !std::io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some() {
        return None;
    }
    let rest = line.strip_prefix("  ")?;
    [
        (Severity::Error, "31"),
        (Severity::Warning, "33"),
        (Severity::Notice, "36"),
    ]
    .into_iter()
    .find_map(|(severity, code)| {
        let mark = mark(severity);
        let rest = rest.strip_prefix(&*mark)?;
        Some(format!("  \u{1b}[{code}m{mark}\u{1b}[0m{rest}"))
    })
}

/// The findings of a run, grouped by file.
pub(super) fn by_file(checked: &Checked) -> String {
    let mut text = String::new();
    let mut groups: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &checked.checks.findings {
        groups
            .entry(finding.file.as_str())
            .or_default()
            .push(finding);
    }
    // The findings come weightiest first: so do the files, by their first finding.
    let mut order: Vec<&str> = Vec::new();
    for finding in &checked.checks.findings {
        if !order.contains(&finding.file.as_str()) {
            order.push(&finding.file);
        }
    }
    for file in order {
        let Some(findings) = groups.get(file) else {
            continue;
        };
        let heading = if file.is_empty() {
            "全部自评表"
        } else {
            file
        };
        let _ = writeln!(text, "{heading}  {}", counts(findings.iter().copied()));
        for finding in findings {
            describe(&mut text, checked, finding);
        }
        let _ = writeln!(text);
    }
    let all = counts(checked.checks.findings.iter());
    let (current, left): (Vec<_>, Vec<_>) = checked
        .assessments
        .iter()
        .map(|assessment| &assessment.submission)
        .partition(|submission| submission.is_current());
    let _ = writeln!(text, "共核对自评表 {} 份：{all}", current.len());
    if !left.is_empty() {
        let paths: Vec<&str> = left
            .iter()
            .map(|submission| &*submission.form.source.path)
            .collect();
        let _ = writeln!(
            text,
            "另有 {} 份为旧版或重复件，没有核对：{}",
            left.len(),
            paths.join("、")
        );
    }
    text.push_str(&not_judged(checked));
    for fault in &checked.checks.faults {
        let _ = writeln!(text, "{fault}");
    }
    text
}

/// How much could not be judged, as a line; empty where all could.
#[must_use]
pub(super) fn not_judged(checked: &Checked) -> String {
    let count: usize = checked
        .checks
        .outcomes
        .iter()
        .flat_map(|outcome| outcome.not_judged.values())
        .sum();
    if count == 0 {
        return String::new();
    }
    format!("另有 {count} 项因资料不全无法判断（不等于通过）\n")
}

/// `错误 3  疑点 2  提示 1`
pub(super) fn counts<'a>(findings: impl Iterator<Item = &'a Finding>) -> String {
    let mut by_severity: BTreeMap<Severity, usize> = BTreeMap::new();
    for finding in findings {
        *by_severity.entry(finding.severity).or_default() += 1;
    }
    if by_severity.is_empty() {
        return "没有发现问题".to_owned();
    }
    let counts: Vec<String> = by_severity
        .iter()
        .map(|(severity, count)| format!("{severity} {count}"))
        .collect();
    counts.join("  ")
}

fn describe(text: &mut String, checked: &Checked, finding: &Finding) {
    // A cell of another form (last year's, a project's) says whose it is.
    let cells: Vec<String> = finding
        .places
        .iter()
        .map(|place| {
            let other = finding.form.is_some_and(|form| form != place.form);
            match checked.assessments.get(place.form) {
                Some(assessment) if other => {
                    format!(
                        "{} 的 {}",
                        assessment.submission.form.source.path, place.cell
                    )
                }
                _ => place.cell.clone(),
            }
        })
        .collect();
    let cells = if cells.is_empty() {
        String::new()
    } else {
        format!("  [{}]", cells.join("、"))
    };
    let _ = writeln!(
        text,
        "  {} {} {}{cells}",
        mark(finding.severity),
        finding.rule,
        finding.title
    );
    // Line ends that a cell holds stay below the heading of their finding.
    let within = |text: &str| text.replace('\n', "\n      ");
    let _ = writeln!(text, "      {}", within(&finding.message));
    if !finding.advice.is_empty() {
        let _ = writeln!(text, "      怎样改：{}", within(&finding.advice));
    }
}
