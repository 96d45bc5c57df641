//! What the page shows, as texts: every figure is formatted here and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use super::svg::{Bar, Point, Scale, bars, scatter};
use crate::compare::reporting::{State, duties};
use crate::compare::totals::Totals;
use crate::compare::years::YearChange;
use crate::compare::{DepartmentRecord, FileStatus, FindingRecord};
use crate::report::material::Material;
use crate::report::workbook::issues::cells;
use crate::value::number::round_half_away;

#[derive(Serialize)]
pub(super) struct View {
    version: String,
    profile: String,
    generated_at: Option<String>,
    years: Vec<String>,
    groups: Vec<Group>,
    ranking: Vec<Rank>,
    charts: Vec<Chart>,
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

/// A chart, drawn.
#[derive(Serialize)]
struct Chart {
    svg: String,
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

fn score(value: Option<Decimal>) -> String {
    value.map_or_else(String::new, |value| {
        format!("{:.2}", round_half_away(value, 2))
    })
}

fn percent(value: Option<Decimal>) -> String {
    value.map_or_else(String::new, |value| {
        format!("{:.2}%", round_half_away(value * Decimal::ONE_HUNDRED, 2))
    })
}

/// 万元 with thousands marks.
fn amount(value: Option<Decimal>) -> String {
    let plain = score(value);
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    }
}

fn whole(value: Option<u32>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn year_of(year: Option<i32>) -> String {
    year.map_or_else(|| "不明".to_owned(), |year| year.to_string())
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
        grades: material
            .profile
            .grades
            .iter()
            .map(|(_, grade)| {
                let count = totals.grades.get(grade).copied().unwrap_or_default();
                (grade.clone(), count)
            })
            .collect(),
        errors,
        warnings,
        notices,
    }
}

/// The current forms by year, kind and rank; those without a rank last.
fn placed<'a>(material: &Material<'a>) -> Vec<&'a DepartmentRecord> {
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
                    .unwrap_or_default(),
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
        points: score(finding.points),
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

/// The charts of the latest year.
fn charts(material: &Material<'_>) -> Vec<Chart> {
    let Some(latest) = material
        .comparison
        .totals
        .iter()
        .find(|totals| totals.group.is_none() && totals.year.is_some())
    else {
        return Vec::new();
    };
    let forms: Vec<&DepartmentRecord> = placed(material)
        .into_iter()
        .filter(|form| (form.year, form.kind) == (latest.year, latest.kind))
        .collect();
    let bar = |form: &DepartmentRecord, value: Option<Decimal>, shown: String| Bar {
        name: form.shown(),
        value,
        other: None,
        shown,
    };
    let before: BTreeMap<usize, Decimal> = material
        .comparison
        .changes
        .iter()
        .filter_map(|change| {
            let earlier = material.records.department(change.earlier?)?;
            Some((change.later?, earlier.total?))
        })
        .collect();
    let name = format!("{} 年{}", year_of(latest.year), latest.kind.label());
    let plain = |title| Scale {
        title,
        full: Decimal::ONE_HUNDRED,
        line: None,
        legend: None,
    };
    let title = format!("{name}复算得分");
    let scores: Vec<Bar> = forms
        .iter()
        .filter(|form| form.total.is_some())
        .map(|form| bar(form, form.total, score(form.total)))
        .collect();
    let rates_title = format!("{name}预算执行率");
    let rates: Vec<Bar> = forms
        .iter()
        .filter(|form| form.computed_rate.is_some())
        .map(|form| bar(form, form.computed_rate, percent(form.computed_rate)))
        .collect();
    let years: Vec<Bar> = forms
        .iter()
        .filter(|form| before.contains_key(&form.form))
        .map(|form| Bar {
            other: before.get(&form.form).copied(),
            ..bar(form, form.total, score(form.total))
        })
        .collect();
    let points: Vec<Point> = forms
        .iter()
        .filter_map(|form| {
            Some(Point {
                name: format!(
                    "{}：执行率 {}，复算 {}",
                    form.shown(),
                    percent(form.computed_rate),
                    score(form.total)
                ),
                x: form.computed_rate?,
                y: form.total?.checked_div(Decimal::ONE_HUNDRED)?,
            })
        })
        .collect();
    let grades: Vec<Bar> = material
        .profile
        .grades
        .iter()
        .map(|(_, grade)| {
            let count = latest.grades.get(grade).copied().unwrap_or_default();
            Bar {
                name: grade.clone(),
                value: Some(Decimal::from(count)),
                other: None,
                shown: format!("{count} 家"),
            }
        })
        .collect();
    let drawn = [
        bars(&plain(&title), &scores),
        bars(
            &Scale {
                full: Decimal::ONE,
                line: Some((Decimal::new(9, 1), "90%")),
                ..plain(&rates_title)
            },
            &rates,
        ),
        bars(
            &Scale {
                full: Decimal::from(latest.forms),
                ..plain("复算等级分布")
            },
            &grades,
        ),
        scatter("执行率与复算得分", "执行率", "复算得分", &points),
        bars(
            &Scale {
                legend: Some(("本年", "上年")),
                ..plain("复算得分：本年与上年")
            },
            &years,
        ),
        problems_chart(material),
    ];
    drawn
        .into_iter()
        .filter(|svg| !svg.is_empty())
        .map(|svg| Chart { svg })
        .collect()
}

/// How many kinds of problems the chart shows.
const KINDS: usize = 12;

fn problems_chart(material: &Material<'_>) -> String {
    let mut by_rule: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in &material.records.findings {
        *by_rule.entry((&finding.rule, &finding.title)).or_default() += 1;
    }
    let mut counts: Vec<((&str, &str), usize)> = by_rule.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let most = counts.first().map_or(0, |(_, count)| *count);
    let title = if counts.len() > KINDS {
        format!("问题最多的 {KINDS} 类（共 {} 类）", counts.len())
    } else {
        "问题集中在哪里".to_owned()
    };
    let drawn: Vec<Bar> = counts
        .into_iter()
        .take(KINDS)
        .map(|((rule, title), count)| Bar {
            name: format!("{rule} {}", shortened(title)),
            value: Some(Decimal::from(count)),
            other: None,
            shown: format!("{count} 个"),
        })
        .collect();
    bars(
        &Scale {
            title: &title,
            full: Decimal::from(most),
            line: None,
            legend: None,
        },
        &drawn,
    )
}

/// As much of a title as fits beside a bar.
fn shortened(title: &str) -> String {
    const LONGEST: usize = 12;
    if title.chars().count() <= LONGEST {
        return title.to_owned();
    }
    let kept: String = title.chars().take(LONGEST - 1).collect();
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::amount;
    use crate::compare::sample::dec;

    #[test]
    fn amounts_have_thousands_marks() {
        assert_eq!(amount(Some(dec("22635.4"))), "22,635.40");
        assert_eq!(amount(Some(dec("-4077.06"))), "-4,077.06");
        assert_eq!(amount(Some(dec("999.995"))), "1,000.00");
        assert_eq!(amount(Some(dec("0"))), "0.00");
        assert_eq!(amount(None), "");
    }
}
