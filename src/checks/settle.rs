//! From problems to findings: repetitions go, repeats fold, places become addresses, the weightiest
//! comes first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::form::model::SelfEvaluation;
use crate::intake::grid::CellRef;

use super::finding::{Finding, Place, Severity};
use super::problem::{Problem, Row, Spot};
use super::rule::RuleInfo;
use super::view::Folder;
use super::waiver::Waived;
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
    /// Of each waiver, whether it covered something.
    pub(super) used: Vec<bool>,
}

type Told = (&'static RuleInfo, Problem);

/// What must be the same for problems to fold: rule, form, severity (an error must not make errors of
/// doubts) and the words they share.
type Kind = (&'static str, Option<usize>, Option<Severity>, String);

/// Settles the problems of all rules.
pub(super) fn settle(problems: Vec<Told>, folder: &Folder<'_>) -> Settled {
    let problems = without_switched_off(problems, folder);
    let (problems, suppressed) = without_repetitions(problems);
    let waivers = &folder.context.waivers;
    let mut open = Vec::new();
    let mut covered: Vec<Vec<Told>> = waivers.iter().map(|_| Vec::new()).collect();
    for (rule, problem) in problems {
        let by = waivers
            .iter()
            .position(|waiver| waiver.flaw().is_none() && waiver.covers(rule.id, &problem, folder));
        match by.and_then(|by| covered.get_mut(by)) {
            Some(list) => list.push((rule, problem)),
            None => open.push((rule, problem)),
        }
    }
    let used = covered.iter().map(|list| !list.is_empty()).collect();
    let waived = waivers
        .iter()
        .zip(covered)
        .flat_map(|(waiver, list)| {
            told(list, folder).into_iter().map(|finding| Waived {
                finding,
                waiver: waiver.clone(),
            })
        })
        .collect();
    Settled {
        findings: told(open, folder),
        suppressed,
        waived,
        used,
    }
}

/// Problems as findings: folded, addressed, the weightiest first.
fn told(problems: Vec<Told>, folder: &Folder<'_>) -> Vec<Finding> {
    let findings = fold(problems)
        .into_iter()
        .map(|(rule, problem)| concrete(rule, problem, folder))
        .collect();
    in_order(findings)
}

/// Findings by severity, points at stake, form, cell and rule.
pub(super) fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|one, other| weight(one).cmp(&weight(other)));
    findings
}

/// Rules across forms run once; where they are off for a kind or year, their problems there go.
fn without_switched_off(problems: Vec<Told>, folder: &Folder<'_>) -> Vec<Told> {
    let settings = &folder.context.settings;
    problems
        .into_iter()
        .filter(|(rule, problem)| {
            match problem.form.and_then(|form| folder.assessments.get(form)) {
                Some(assessment) => rule.runs(
                    settings,
                    Some(assessment.submission.form.kind),
                    assessment.submission.year,
                ),
                None => true,
            }
        })
        .collect()
}

fn without_repetitions(problems: Vec<Told>) -> (Vec<Told>, Vec<Suppressed>) {
    let told: BTreeSet<(Option<usize>, Row, &str, &str)> = problems
        .iter()
        .map(|(rule, problem)| (problem.form, problem.row, problem.aspect, rule.id))
        .collect();
    let mut kept = Vec::new();
    let mut suppressed = Vec::new();
    for (rule, problem) in problems {
        let told_by = rule
            .yields_to
            .iter()
            .find(|other| told.contains(&(problem.form, problem.row, problem.aspect, **other)));
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
    let mut groups: BTreeMap<Kind, Vec<Told>> = BTreeMap::new();
    let mut alone = Vec::new();
    for (rule, problem) in problems {
        match &problem.fold {
            Some(fold) => groups
                .entry((rule.id, problem.form, problem.severity, fold.lead.clone()))
                .or_default()
                .push((rule, problem)),
            None => alone.push((rule, problem)),
        }
    }
    alone.extend(
        groups
            .into_iter()
            .filter_map(|((_, _, _, lead), group)| together(&lead, group)),
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

fn concrete(rule: &'static RuleInfo, problem: Problem, folder: &Folder<'_>) -> Finding {
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
    Finding {
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
    }
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

/// What findings are sorted by.
fn weight(finding: &Finding) -> impl Ord + use<'_> {
    let first = finding.places.first();
    (
        finding.severity,
        Reverse(finding.points.unwrap_or_default().abs()),
        finding.form.is_none(),
        finding.form,
        first.map(|place| &place.sheet),
        first.and_then(|place| place.cell.parse::<CellRef>().ok()),
        finding.rule,
        (&finding.department, finding.year),
        &finding.message,
    )
}
