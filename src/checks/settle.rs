//! From problems to findings: repetitions go, repeats fold, places become addresses, the weightiest
//! comes first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::form::model::SelfEvaluation;

use super::finding::{Finding, Place};
use super::problem::{Problem, Row, Spot};
use super::rule::RuleInfo;
use super::view::Folder;
use super::waiver::{self, Waived};
use super::wording::enumerated;

/// What only repeats another finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suppressed {
    /// The rule whose finding is left out.
    pub rule: &'static str,
    /// The rule that tells the same fact.
    pub told_by: &'static str,
    /// The form.
    pub form: Option<usize>,
    /// What it is about within the form.
    pub subject: String,
}

/// The settled result.
pub(super) struct Settled {
    pub(super) findings: Vec<Finding>,
    pub(super) suppressed: Vec<Suppressed>,
    pub(super) waived: Vec<Waived>,
}

type Told = (&'static RuleInfo, Problem);

/// Settles the problems of all rules.
pub(super) fn settle(problems: Vec<Told>, folder: &Folder<'_>) -> Settled {
    let problems = without_switched_off(problems, folder);
    let (problems, suppressed) = without_repetitions(problems);
    let mut findings: Vec<(Vec<Spot>, Finding)> = fold(problems)
        .into_iter()
        .map(|(rule, problem)| concrete(rule, problem, folder))
        .collect();
    findings.sort_by(|(a_spots, a), (b_spots, b)| weight(a, a_spots).cmp(&weight(b, b_spots)));
    let findings = findings.into_iter().map(|(_, finding)| finding).collect();
    let (findings, waived) = waiver::apply(findings, folder);
    Settled {
        findings,
        suppressed,
        waived,
    }
}

/// Rules across forms run once; where they are off for a kind or year, their problems there go.
fn without_switched_off(problems: Vec<Told>, folder: &Folder<'_>) -> Vec<Told> {
    let settings = &folder.context.settings;
    problems
        .into_iter()
        .filter(|(rule, problem)| {
            match problem.form.and_then(|form| folder.assessments.get(form)) {
                Some(assessment) => settings.runs(
                    rule,
                    Some(assessment.submission.form.kind),
                    assessment.submission.year,
                ),
                None => true,
            }
        })
        .collect()
}

fn without_repetitions(problems: Vec<Told>) -> (Vec<Told>, Vec<Suppressed>) {
    let told: BTreeSet<(Option<usize>, Row, &str)> = problems
        .iter()
        .map(|(rule, problem)| (problem.form, problem.row, rule.id))
        .collect();
    let mut kept = Vec::new();
    let mut suppressed = Vec::new();
    for (rule, problem) in problems {
        let told_by = rule
            .yields_to
            .iter()
            .find(|other| told.contains(&(problem.form, problem.row, **other)));
        match told_by {
            Some(told_by) => suppressed.push(Suppressed {
                rule: rule.id,
                told_by,
                form: problem.form,
                subject: problem.subject,
            }),
            None => kept.push((rule, problem)),
        }
    }
    (kept, suppressed)
}

fn fold(problems: Vec<Told>) -> Vec<Told> {
    let mut groups: BTreeMap<(&str, Option<usize>, String), Vec<Told>> = BTreeMap::new();
    let mut alone = Vec::new();
    for (rule, problem) in problems {
        match &problem.fold {
            Some(fold) => groups
                .entry((rule.id, problem.form, fold.lead.clone()))
                .or_default()
                .push((rule, problem)),
            None => alone.push((rule, problem)),
        }
    }
    alone.extend(
        groups
            .into_iter()
            .filter_map(|((_, _, lead), group)| together(&lead, group)),
    );
    alone
}

/// One problem that tells a whole group.
fn together(lead: &str, mut group: Vec<Told>) -> Option<Told> {
    if group.len() < 2 {
        return group.pop();
    }
    let count = group.len();
    let joined = |text: fn(&Problem) -> &str, between: &str| {
        let mut seen: Vec<&str> = Vec::new();
        for (_, problem) in &group {
            let text = text(problem);
            if !text.is_empty() && !seen.contains(&text) {
                seen.push(text);
            }
        }
        seen.join(between)
    };
    let items: Vec<&str> = group
        .iter()
        .filter_map(|(_, problem)| problem.fold.as_ref().map(|fold| fold.item.as_str()))
        .collect();
    let message = format!("有 {count} {lead}：{}。", items.join("；"));
    let subjects: Vec<&str> = group.iter().map(|(_, p)| p.subject.as_str()).collect();
    let points: Vec<Decimal> = group.iter().filter_map(|(_, p)| p.points).collect();
    let (rule, first) = group.first()?;
    let whole = Problem {
        subject: enumerated(&subjects),
        found: joined(|p| &p.found, "；"),
        expected: joined(|p| &p.expected, "；"),
        difference: None,
        tolerance: joined(|p| &p.tolerance, "；"),
        message,
        points: (!points.is_empty()).then(|| points.iter().sum()),
        spots: group.iter().flat_map(|(_, p)| p.spots.clone()).collect(),
        severity: group.iter().filter_map(|(_, p)| p.severity).min(),
        ..first.clone()
    };
    Some((*rule, whole))
}

fn concrete(
    rule: &'static RuleInfo,
    problem: Problem,
    folder: &Folder<'_>,
) -> (Vec<Spot>, Finding) {
    let assessment = problem.form.and_then(|form| folder.assessments.get(form));
    let submission = assessment.map(|assessment| &assessment.submission);
    let kind = submission.map(|submission| submission.form.kind);
    let year = submission.and_then(|submission| submission.year);
    let set = folder.context.settings.resolve(rule.id, kind, year);
    let spots = in_excel_order(problem.spots);
    let places = spots
        .iter()
        .filter_map(|spot| {
            let form = &folder.assessments.get(spot.form)?.submission.form;
            Some(place(spot, form))
        })
        .collect();
    let (unit, unit_year) = problem.unit.unwrap_or_default();
    let finding = Finding {
        rule: rule.id,
        title: rule.title.to_owned(),
        severity: set.severity.or(problem.severity).unwrap_or(rule.severity),
        confidence: problem.confidence.unwrap_or(rule.confidence),
        category: rule.category.label(),
        form: problem.form,
        department: submission.map_or(unit, |submission| submission.unit.name.clone()),
        year: submission.map_or(unit_year, |submission| submission.year),
        file: submission
            .map(|submission| submission.form.source.path.clone())
            .unwrap_or_default(),
        places,
        subject: problem.subject,
        found: problem.found,
        expected: problem.expected,
        difference: problem.difference,
        tolerance: problem.tolerance,
        message: problem.message,
        advice: problem.advice,
        points: problem.points,
    };
    (spots, finding)
}

/// The first spot stays in front; the others follow by sheet, row and column, each cell once.
fn in_excel_order(spots: Vec<Spot>) -> Vec<Spot> {
    let mut spots = spots.into_iter();
    let Some(first) = spots.next() else {
        return Vec::new();
    };
    let mut rest: Vec<Spot> = spots.collect();
    rest.sort_by_key(|spot| (spot.form, spot.at));
    let mut ordered = vec![first];
    for spot in rest {
        if !ordered
            .iter()
            .any(|known| known.form == spot.form && known.at == spot.at)
        {
            ordered.push(spot);
        }
    }
    ordered
}

fn place(spot: &Spot, form: &SelfEvaluation) -> Place {
    Place {
        form: spot.form,
        role: spot.role.to_owned(),
        sheet: form
            .source
            .sheets
            .get(spot.at.sheet)
            .cloned()
            .unwrap_or_default(),
        cell: spot.at.cell.to_string(),
    }
}

/// The order of findings: severity, points at stake, form, cell, rule.
fn weight<'f>(finding: &'f Finding, spots: &'f [Spot]) -> impl Ord + use<'f> {
    (
        finding.severity,
        Reverse(finding.points.unwrap_or_default()),
        finding.form.is_none(),
        finding.form,
        spots.first().map(|spot| spot.at),
        finding.rule,
        (&finding.department, finding.year),
        &finding.message,
    )
}
