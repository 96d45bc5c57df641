//! What the page shows, as texts: every figure is formatted here and nowhere else.

use std::collections::BTreeSet;

use serde::Serialize;

use super::charts::charts;
use super::figures::{amount, percent, score, whole, year_of};
use crate::compare::reporting::{State, duties};
use crate::compare::totals::Totals;
use crate::compare::years::YearChange;
use crate::compare::{DepartmentRecord, FileStatus, FindingRecord};
use crate::report::grade;
use crate::report::material::Material;
use crate::report::workbook::issues::cells;
use crate::results::{Product, mark};
use crate::value::number::round_half_away;

#[derive(Serialize)]
pub(super) struct View {
    version: String,
    mark: String,
    profile: String,
    generated_at: Option<String>,
    years: Vec<String>,
    groups: Vec<Group>,
    ranking: Vec<Rank>,
    charts: Vec<String>,
    grades: Vec<String>,
    kinds: BTreeSet<&'static str>,
    changes: Vec<Change>,
    problems: Vec<Problem>,
    departments: Vec<String>,
    missing: Vec<Missing>,
    unread: Vec<Unread>,
}

/// The key figures of one year and kind.
#[derive(Serialize)]
struct Group {
    name: String,
    forms: usize,
    adjusted: String,
    executed: String,
    rate: String,
    stated: String,
    recomputed: String,
    grades: Vec<(String, usize)>,
    errors: usize,
    warnings: usize,
    notices: usize,
}

#[derive(Serialize)]
struct Rank {
    year: String,
    kind: &'static str,
    rank: String,
    department: String,
    group: String,
    recomputed: String,
    grade: String,
    stated: String,
    self_rank: String,
    rate: String,
    open: String,
    quality: String,
    errors: usize,
    warnings: usize,
    note: String,
}

#[derive(Serialize)]
struct Change {
    years: String,
    department: String,
    budget: [String; 2],
    rate: [String; 2],
    score: [String; 2],
    gap: String,
    grade: [String; 2],
    rank: [String; 2],
    problems: [String; 3],
}

#[derive(Serialize)]
struct Problem {
    number: usize,
    year: String,
    department: String,
    severity: String,
    rule: String,
    subject: String,
    place: String,
    message: String,
    advice: String,
    points: String,
}

#[derive(Serialize)]
struct Missing {
    year: i32,
    unit: String,
    state: &'static str,
}

#[derive(Serialize)]
struct Unread {
    path: String,
    status: &'static str,
    reason: String,
}

/// The page's content.
pub(super) fn view(material: &Material<'_>) -> View {
    let records = material.records;
    let departments: BTreeSet<String> = records
        .findings
        .iter()
        .map(|finding| department_of(material, finding))
        .collect();
    View {
        version: material.settings.version.clone(),
        mark: mark::text(Product::Page, Some(&material.settings.run)),
        profile: format!("{}（{}）", material.profile.label, material.profile.name),
        generated_at: material.settings.generated_at.clone(),
        years: records.years().iter().map(i32::to_string).collect(),
        groups: material
            .comparison
            .totals
            .iter()
            .filter(|totals| totals.group.is_none())
            .map(|totals| group(material, totals))
            .collect(),
        ranking: ranking(material),
        charts: charts(material),
        kinds: records.current().map(|form| form.kind.label()).collect(),
        grades: grade::names(records.current())
            .into_iter()
            .map(str::to_owned)
            .collect(),
        changes: material
            .comparison
            .changes
            .iter()
            .map(|change| changed(material, change))
            .collect(),
        problems: records
            .findings
            .iter()
            .map(|finding| problem(material, finding))
            .collect(),
        departments: departments.into_iter().collect(),
        missing: duties(records, material.roster)
            .into_iter()
            .filter(|duty| duty.state != State::Reported)
            .map(|duty| Missing {
                year: duty.year,
                unit: duty.unit,
                state: duty.state.label(),
            })
            .collect(),
        unread: records
            .files
            .iter()
            .filter(|file| file.status != FileStatus::Read)
            .map(|file| Unread {
                path: file.path.clone(),
                status: file.status.label(),
                reason: file.reason.clone().unwrap_or_default(),
            })
            .collect(),
    }
}

fn group(material: &Material<'_>, totals: &Totals) -> Group {
    let [errors, warnings, notices] = totals.findings;
    Group {
        name: format!("{} 年{}", year_of(totals.year), totals.kind.label()),
        forms: totals.forms,
        adjusted: amount(totals.adjusted.value),
        executed: amount(totals.executed.value),
        rate: percent(totals.rate),
        stated: score(totals.self_scores.mean),
        recomputed: score(totals.scores.mean),
        grades: grade::names(material.records.league(totals.year, totals.kind))
            .into_iter()
            .map(|grade| {
                let count = totals.grades.get(grade).copied().unwrap_or_default();
                (grade.to_owned(), count)
            })
            .collect(),
        errors,
        warnings,
        notices,
    }
}

/// The current forms by year, kind and rank; those without a rank last.
pub(super) fn placed<'a>(material: &Material<'a>) -> Vec<&'a DepartmentRecord> {
    let placings = &material.comparison.placings;
    let rank = |form: &DepartmentRecord| placings.get(&form.form).and_then(|p| p.rank);
    let mut forms: Vec<&DepartmentRecord> = material.records.current().collect();
    forms.sort_by_key(|form| {
        (
            std::cmp::Reverse(form.year),
            form.kind,
            rank(form).is_none(),
            rank(form),
            form.form,
        )
    });
    forms
}

fn ranking(material: &Material<'_>) -> Vec<Rank> {
    placed(material)
        .into_iter()
        .map(|form| {
            let placing = material.comparison.placings.get(&form.form);
            Rank {
                year: year_of(form.year),
                kind: form.kind.label(),
                rank: whole(placing.and_then(|placing| placing.rank)),
                department: form.shown(),
                group: form.group.clone().unwrap_or_default(),
                recomputed: score(form.total),
                grade: form.grade.clone().unwrap_or_default(),
                stated: score(form.stated_total.value),
                self_rank: whole(placing.and_then(|placing| placing.self_rank)),
                rate: percent(form.computed_rate),
                open: placing
                    .and_then(|placing| {
                        let (best, worst) = (placing.best?, placing.worst?);
                        (best != worst).then(|| format!("{best}–{worst}"))
                    })
                    .unwrap_or_default(),
                quality: percent(form.quality),
                errors: form.errors,
                warnings: form.warnings,
                note: placing
                    .and_then(|placing| placing.unranked.clone())
                    .into_iter()
                    .chain(form.rescaled())
                    .collect::<Vec<_>>()
                    .join("；"),
            }
        })
        .collect()
}

fn department_of(material: &Material<'_>, finding: &FindingRecord) -> String {
    finding
        .form
        .and_then(|form| material.records.department(form))
        .map_or_else(|| finding.department.clone(), DepartmentRecord::shown)
}

fn problem(material: &Material<'_>, finding: &FindingRecord) -> Problem {
    Problem {
        number: finding.number,
        year: year_of(finding.year),
        department: department_of(material, finding),
        severity: finding.severity.to_string(),
        rule: finding.rule.clone(),
        subject: finding.subject.clone(),
        place: cells(&finding.places),
        message: finding.message.clone(),
        advice: finding.advice.clone(),
        points: score(finding.points.map(|points| points.abs())),
    }
}

fn changed(material: &Material<'_>, change: &YearChange) -> Change {
    let records = material.records;
    let forms = [change.earlier, change.later].map(|form| records.department(form?));
    let rank = |form: Option<usize>| material.comparison.placings.get(&form?)?.rank;
    let totals = forms.map(|form| form.and_then(|form| form.total));
    let both = forms.iter().all(Option::is_some);
    let count = |list: &[usize]| {
        if both {
            list.len().to_string()
        } else {
            String::new()
        }
    };
    Change {
        years: format!("{}→{}", change.earlier_year, change.later_year),
        department: forms
            .into_iter()
            .rev()
            .flatten()
            .next()
            .map(DepartmentRecord::shown)
            .unwrap_or_default(),
        budget: forms.map(|form| amount(form.and_then(|form| form.adjusted.value))),
        rate: forms.map(|form| percent(form.and_then(|form| form.computed_rate))),
        score: totals.map(score),
        gap: match totals {
            [Some(old), Some(new)] => format!("{:+.2}", round_half_away(new - old, 2)),
            _ => String::new(),
        },
        grade: forms.map(|form| form.and_then(|form| form.grade.clone()).unwrap_or_default()),
        rank: [rank(change.earlier), rank(change.later)].map(whole),
        problems: [
            count(&change.new),
            count(&change.repeated),
            count(&change.gone),
        ],
    }
}
