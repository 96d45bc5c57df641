//! 总览: what the head of the bureau wants to see first.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_xlsxwriter::Chart;

use super::cell::{Content, Kind, Tone};
use super::chart_data::{latest, ranked};
use super::execution::rounded;
use super::group::Group;
use super::sheet::{PlacedChart, Sheet, Sign};
use super::table::{Columns, KEY, Located, Tables, place};
use super::{Context, charts, issues, summary};
use crate::checks::finding::Severity;
use crate::compare::DepartmentRecord;
use crate::intake::grid::CellRef;
use crate::value::number::round_half_away;

const NAME: &str = "总览";
/// How many departments stand at either end of the list.
const ENDS: usize = 5;
/// How many kinds of problems are listed before the rest is only counted.
const PROBLEMS: usize = 6;
const CHART_WIDTH: u32 = 450;
const CHART_HEIGHT: u32 = 270;
/// Rows that a chart covers, at the default height of 18 pixels, and one between.
const CHART_ROWS: u32 = CHART_HEIGHT / 18 + 1;
/// The column in which the right-hand charts begin.
const RIGHT: u32 = 4;

pub(super) fn sheet<'a>(context: Context<'a>, tables: &Tables) -> Sheet<'a> {
    let mut sheet = Sheet::new(NAME);
    sheet.portrait = true;
    sheet.one_page = true;
    sheet.title("绩效自评结果总览".to_owned(), 11);
    sheet.remark(
        "金额单位：万元。得分、等级按最终得分（未经复核的为复算得分）。部门名单按复算得分列出，复核后的名次见排名表。",
    );
    sheet.gap();
    key_figures(&mut sheet, context, tables);
    let group = latest(context);
    let mut drawn = Vec::new();
    if let Some(group) = &group {
        let grades = grades(&mut sheet, context, group, tables);
        drawn.push(charts::grades(&grades));
        ends(&mut sheet, context, group, tables);
    }
    let problems = problems(&mut sheet, context, tables);
    drawn.extend([
        charts::levels(tables),
        charts::completion(tables),
        problems.as_ref().and_then(charts::problems),
    ]);
    heading(
        &mut sheet,
        "五、图示（部门排名、执行率等见“图示”）".to_owned(),
    );
    draw(&mut sheet, drawn.into_iter().flatten());
    sheet
}

fn heading(sheet: &mut Sheet<'_>, text: String) {
    sheet.line(Content::text(text), Kind::Text.toned(Tone::Heading));
}

/// Puts the charts in two columns below what is there.
fn draw(sheet: &mut Sheet<'_>, charts: impl Iterator<Item = Chart>) {
    let top = sheet.next_row();
    for (index, chart) in (0..).zip(charts) {
        sheet.charts.push(PlacedChart {
            at: CellRef::new(top + index / 2 * CHART_ROWS, index % 2 * RIGHT),
            chart: Box::new(chart),
            width: CHART_WIDTH,
            height: CHART_HEIGHT,
        });
    }
}

fn key_figures<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, tables: &Tables) {
    heading(sheet, "一、主要数据".to_owned());
    let rows = Group::all(context);
    let table = summary::NAME;
    let criteria = move |group: &Group<'_>| {
        format!(
            "{{{table}.年度}},{},{{{table}.表类}},\"{}\"",
            group.year(),
            group.totals.kind.label()
        )
    };
    let sum = move |column: &str, group: &Group<'_>| {
        let criteria = criteria(group);
        format!(
            "IF(COUNTIFS({criteria},{{{table}.{column}}},\">=0\")=0,\"\",SUMIFS({{{table}.{column}}},{criteria}))"
        )
    };
    let mean = move |column: &str, group: &Group<'_>| {
        let criteria = criteria(group);
        let count = format!("COUNTIFS({criteria},{{{table}.{column}}},\">=0\")");
        format!("IF({count}=0,\"\",ROUND(SUMIFS({{{table}.{column}}},{criteria})/{count},2))")
    };
    let rounded_mean = |mean: Option<Decimal>| mean.map(|mean| round_half_away(mean, 2));
    let mut columns: Columns<'a, Group<'a>> = Columns::new();
    columns.add("年度与表类", 22, Kind::Prose, |group, _| {
        Content::text(group.name())
    });
    columns.add("份数", 7, Kind::Count, move |group, here| {
        here.formula(
            &format!("COUNTIFS({})", criteria(group)),
            group.totals.forms,
        )
    });
    columns.add("全年预算数", 13, Kind::Amount, move |group, here| {
        here.formula(&sum("全年预算数", group), group.totals.adjusted.value)
    });
    columns.add("全年执行数", 13, Kind::Amount, move |group, here| {
        here.formula(&sum("全年执行数", group), group.totals.executed.value)
    });
    columns
        .add("执行率", 9, Kind::Rate, move |group, here| {
            let criteria = criteria(group);
            let part = |column: &str, other: &str| {
                format!("SUMIFS({{{table}.{column}}},{criteria},{{{table}.{other}}},\">=0\")")
            };
            let (executed, adjusted) = (
                part("全年执行数", "全年预算数"),
                part("全年预算数", "全年执行数"),
            );
            here.formula(
                &format!("IF({adjusted}=0,\"\",ROUND({executed}/{adjusted},10))"),
                rounded(group.totals.rate),
            )
        })
        .marked(Sign::Below(Decimal::new(6, 1)));
    columns.add("自评平均分", 9, Kind::Score, move |group, here| {
        here.formula(
            &mean("自评得分", group),
            rounded_mean(group.totals.self_scores.mean),
        )
    });
    columns.add("复算平均分", 9, Kind::Score, move |group, here| {
        here.formula(
            &mean("复算得分", group),
            rounded_mean(group.totals.scores.mean),
        )
    });
    columns.add("最终平均分", 9, Kind::Score, move |group, here| {
        here.formula(
            &mean("最终得分", group),
            rounded_mean(group.totals.scores.mean),
        )
    });
    for (index, severity) in ["错误", "疑点", "提示"].into_iter().enumerate() {
        columns.add(severity, 7, Kind::Count, move |group, here| {
            let count = group
                .totals
                .findings
                .get(index)
                .copied()
                .unwrap_or_default();
            here.formula(
                &format!("SUMIFS({{{table}.{severity}}},{})", criteria(group)),
                count,
            )
        });
    }
    place(sheet, &columns, &rows, tables);
    sheet.gap();
}

struct Grade<'a> {
    name: &'a str,
    stated: usize,
    recomputed: usize,
    budget: Option<Decimal>,
}

fn grades<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: &Group<'a>,
    tables: &Tables,
) -> Located {
    heading(sheet, format!("二、等级分布（{}）", group.name()));
    let members: Vec<&DepartmentRecord> = context
        .material
        .records
        .current()
        .filter(|form| (form.year, form.kind) == (group.totals.year, group.totals.kind))
        .collect();
    let rows: Vec<Grade<'a>> = context
        .material
        .profile
        .grades
        .iter()
        .map(|(_, name)| {
            let graded = |form: &&&DepartmentRecord| form.grade.as_deref() == Some(name);
            let budgets: Vec<Decimal> = members
                .iter()
                .filter(graded)
                .filter_map(|form| form.adjusted.value)
                .collect();
            Grade {
                name,
                stated: members
                    .iter()
                    .filter(|form| form.stated_grade.value.as_deref() == Some(name))
                    .count(),
                recomputed: members.iter().filter(graded).count(),
                budget: (!budgets.is_empty()).then(|| budgets.iter().sum()),
            }
        })
        .collect();
    let all: usize = rows.iter().map(|row| row.recomputed).sum();
    let budgets: Decimal = rows.iter().filter_map(|row| row.budget).sum();
    let table = summary::NAME;
    let criteria = format!(
        "{{{table}.年度}},{},{{{table}.表类}},\"{}\"",
        group.year(),
        group.totals.kind.label()
    );
    let counted = move |criteria: &str, column: &str| {
        format!("COUNTIFS({criteria},{{{table}.{column}}},{{等级}})")
    };
    let mut columns: Columns<'a, Grade<'a>> = Columns::new();
    columns.add("等级", 22, Kind::Word, |row, _| Content::text(row.name));
    let own = criteria.clone();
    columns.add("自评家数", 7, Kind::Count, move |row, here| {
        here.formula(&counted(&own, "自评等级"), row.stated)
    });
    let own = criteria.clone();
    columns.add("全年预算数", 13, Kind::Amount, move |row, here| {
        let graded = format!("{own},{{{table}.最终等级}},{{等级}}");
        here.formula(
            &format!(
                "IF(COUNTIFS({graded},{{{table}.全年预算数}},\">=0\")=0,\"\",SUMIFS({{{table}.全年预算数}},{graded}))"
            ),
            row.budget,
        )
    });
    columns.add("预算占比", 13, Kind::Rate, move |row, here| {
        let share = row.budget.and_then(|part| part.checked_div(budgets));
        here.formula(
            "IF(ISNUMBER({全年预算数}),ROUND({全年预算数}/SUM({[全年预算数]}),10),\"\")",
            rounded(share),
        )
    });
    let own = criteria.clone();
    columns.add("复算家数", 9, Kind::Count, move |row, here| {
        here.formula(&counted(&own, "复算等级"), row.recomputed)
    });
    columns.add("最终家数", 9, Kind::Count, move |row, here| {
        here.formula(&counted(&criteria, "最终等级"), row.recomputed)
    });
    columns.add("最终占比", 9, Kind::Rate, move |row, here| {
        let share = Decimal::from(row.recomputed).checked_div(Decimal::from(all));
        here.formula(
            "IF(SUM({[最终家数]})=0,\"\",ROUND({最终家数}/SUM({[最终家数]}),10))",
            rounded(share),
        )
    });
    let located = place(sheet, &columns, &rows, tables);
    sheet.gap();
    located
}

fn ends<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, group: &Group<'a>, tables: &Tables) {
    let forms = ranked(context, group);
    let all = forms.len();
    heading(
        sheet,
        format!(
            "三、得分前 {ENDS} 名和后 {ENDS} 名（{}，共 {all} 家排名）",
            group.name()
        ),
    );
    let rows: Vec<&'a DepartmentRecord> = forms
        .into_iter()
        .enumerate()
        .filter(|(at, _)| *at < ENDS || *at + ENDS >= all)
        .map(|(_, form)| form)
        .collect();
    let from_summary = |column: &str| {
        format!(
            "INDEX({{{0}.{column}}},MATCH({{{KEY}}},{{{0}.{KEY}}},0))",
            summary::NAME
        )
    };
    let placings = &context.material.comparison.placings;
    let mut columns: Columns<'a, &'a DepartmentRecord> = Columns::new();
    columns.add("部门", 22, Kind::Prose, |form, _| {
        Content::text(form.shown())
    });
    columns.add("复算名次", 7, Kind::Count, move |form, _| {
        let rank = placings.get(&form.form).and_then(|placing| placing.rank);
        Content::number(rank.map(Decimal::from))
    });
    let formula = from_summary("复算得分");
    columns.add("复算得分", 13, Kind::Score, move |form, here| {
        here.formula(&formula, form.total)
    });
    let formula = from_summary("最终得分");
    columns.add("最终得分", 13, Kind::Score, move |form, here| {
        here.formula(&formula, form.total)
    });
    columns.add("自评得分", 9, Kind::Score, |form, _| {
        Content::number(form.stated_total.value)
    });
    let formula = from_summary("执行率");
    columns
        .add("执行率", 9, Kind::Rate, move |form, here| {
            here.formula(&formula, rounded(form.computed_rate))
        })
        .marked(Sign::Below(Decimal::new(6, 1)));
    columns.add("错误", 9, Kind::Count, |form, _| {
        Content::count(form.errors)
    });
    columns.add("疑点", 9, Kind::Count, |form, _| {
        Content::count(form.warnings)
    });
    columns.add(KEY, 7, Kind::Count, |form, _| Content::count(form.form));
    place(sheet, &columns, &rows, tables);
    sheet.gap();
}

struct Problem {
    rule: String,
    title: String,
    severity: Severity,
    findings: usize,
    departments: usize,
    added_up: usize,
}

fn problems<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, tables: &Tables) -> Option<Located> {
    let findings = &context.material.records.findings;
    let mut by_rule: BTreeMap<&str, (Problem, BTreeSet<&str>)> = BTreeMap::new();
    for finding in findings {
        let (problem, departments) = by_rule.entry(&finding.rule).or_insert_with(|| {
            let problem = Problem {
                rule: finding.rule.clone(),
                title: finding.title.clone(),
                severity: finding.severity,
                findings: 0,
                departments: 0,
                added_up: 0,
            };
            (problem, BTreeSet::new())
        });
        problem.findings += 1;
        departments.insert(&finding.department);
    }
    let mut rows: Vec<Problem> = by_rule
        .into_values()
        .map(|(problem, departments)| Problem {
            departments: departments.len(),
            ..problem
        })
        .collect();
    rows.sort_by(|a, b| b.findings.cmp(&a.findings).then(a.rule.cmp(&b.rule)));
    let kinds = rows.len();
    rows.truncate(PROBLEMS);
    let mut added_up = 0;
    for row in &mut rows {
        added_up += row.findings;
        row.added_up = added_up;
    }
    let rest = if kinds > PROBLEMS {
        format!(
            "，其余 {} 类 {} 个见问题清单",
            kinds - PROBLEMS,
            findings.len() - added_up
        )
    } else {
        String::new()
    };
    heading(
        sheet,
        format!(
            "四、主要问题（各年度合计 {} 个，列最多的 {} 类{rest}）",
            findings.len(),
            rows.len()
        ),
    );
    if rows.is_empty() {
        sheet.remark("没有发现问题。");
        return None;
    }
    let all = findings.len();
    let table = issues::NAME;
    let mut columns: Columns<'a, Problem> = Columns::new();
    columns.add("问题", 22, Kind::Prose, |row, _| {
        Content::text(row.title.clone())
    });
    columns.add("规则", 7, Kind::Word, |row, _| {
        Content::text(row.rule.clone())
    });
    columns
        .add("级别", 13, Kind::Word, |row, _| {
            Content::text(row.severity.to_string())
        })
        .marked(Sign::Grave("错误"));
    columns.add("问题数", 13, Kind::Count, move |row, here| {
        here.formula(
            &format!("COUNTIFS({{{table}.规则}},{{规则}})"),
            row.findings,
        )
    });
    columns.add("涉及部门", 9, Kind::Count, |row, _| {
        Content::count(row.departments)
    });
    columns.add("累计占比", 9, Kind::Rate, move |row, here| {
        let share = Decimal::from(row.added_up).checked_div(Decimal::from(all));
        here.formula(
            &format!("ROUND(SUM({{[问题数]^}})/COUNT({{{table}.问题编号}}),10)"),
            rounded(share),
        )
    });
    let located = place(sheet, &columns, &rows, tables);
    sheet.gap();
    Some(located)
}
