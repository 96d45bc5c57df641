//! The departments of the latest year as the charts draw them.

use std::cmp::Reverse;

use super::super::cell::{Content, Kind};
use super::super::group::Group;
use super::super::names::ShortNames;
use super::super::sheet::Sheet;
use super::super::table::{Columns, KEY, Tables};
use super::super::{Context, ranking, summary};
use super::{POINTS, RANKING, RATES, YEARS, put, rate_line};
use crate::compare::DepartmentRecord;

/// How many departments a chart of bars shows; what is left out is counted in its heading.
const SHOWN: usize = 40;

/// A department with what it is drawn by.
struct Drawn<'a> {
    form: &'a DepartmentRecord,
    name: String,
    /// The form of the year before, where it has a score.
    before: Option<&'a DepartmentRecord>,
}

/// The tables of ranking, rates, both years, and rates against scores.
pub(super) fn tables<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: Option<&Group<'a>>,
    tables: &mut Tables,
) {
    let name = group.map(Group::name).unwrap_or_default();
    let forms = group.map_or_else(Vec::new, |group| ranking::ranked(context, group));
    let names = ShortNames::new(context);
    let drawn = |form: &&'a DepartmentRecord| Drawn {
        form,
        name: names.of(form),
        before: before(context, form),
    };
    places(sheet, &name, forms.len(), group, tables);

    let mut rates: Vec<Drawn<'a>> = forms
        .iter()
        .filter(|form| form.computed_rate.is_some())
        .map(drawn)
        .collect();
    rates.sort_by_key(|row| (row.form.computed_rate, row.form.form));
    table_of_rates(sheet, &name, rates, tables);

    let years: Vec<Drawn<'a>> = forms
        .iter()
        .map(drawn)
        .filter(|row| row.before.is_some())
        .collect();
    table_of_years(sheet, &name, years, tables);

    let points: Vec<Drawn<'a>> = forms
        .iter()
        .filter(|form| form.computed_rate.is_some())
        .map(drawn)
        .collect();
    table_of_points(sheet, &name, &points, tables);
}

/// A column of 汇总表, for the form of this row; empty where it holds no number.
fn from_summary(column: &str) -> String {
    let cell = format!(
        "INDEX({{{0}.{column}}},MATCH({{{KEY}}},{{{0}.{KEY}}},0))",
        summary::NAME
    );
    format!("IF(ISNUMBER({cell}),{cell},\"\")")
}

/// A line of the ranking: a place, or how many places are left out here.
enum Line {
    Place(usize),
    LeftOut(usize),
}

/// The ranking follows the reviewer: each line looks up who holds its place now.
fn places<'a>(
    sheet: &mut Sheet<'a>,
    name: &str,
    all: usize,
    group: Option<&Group<'a>>,
    tables: &mut Tables,
) {
    let half = SHOWN / 2;
    let caption = if all > SHOWN {
        let rest = all - SHOWN;
        format!("{name}最终得分排名（前 {half} 名和后 {half} 名，中间 {rest} 家见排名表）")
    } else {
        format!("{name}最终得分排名（{all} 家）")
    };
    let mut lines = Vec::new();
    for place in 1..=all {
        if all <= SHOWN || place <= half || place > all - half {
            lines.push(Line::Place(place));
        } else if place == half + 1 {
            lines.push(Line::LeftOut(all - SHOWN));
        }
    }
    let holder = group.map_or_else(String::new, |group| {
        format!(
            "SUMIFS({{{0}.{KEY}}},{{{0}.{1}}},{{位次}},{{{0}.年度}},{2},{{{0}.表类}},\"{3}\")",
            ranking::NAME,
            ranking::PLACE,
            group.year(),
            group.totals.kind.label()
        )
    });
    let mut columns: Columns<'a, Line> = Columns::new();
    columns.add("位次", 10, Kind::Count, |line, _| match line {
        Line::Place(place) => Content::count(*place),
        Line::LeftOut(_) => Content::Blank,
    });
    columns.add("部门", 28, Kind::Text, |line, here| match line {
        Line::Place(_) => here.formula(&format!(
            "IF({{{KEY}}}=0,\"\",INDEX({{{0}.{1}}},MATCH({{{KEY}}},{{{0}.{KEY}}},0)))",
            ranking::NAME,
            ranking::SHORT
        )),
        Line::LeftOut(count) => Content::text(format!("……（{count} 家）")),
    });
    let final_score = format!("IF({{{KEY}}}=0,\"\",{})", from_summary("最终得分"));
    columns.add("最终得分", 12, Kind::Score, move |line, here| match line {
        Line::Place(_) => here.formula(&final_score),
        Line::LeftOut(_) => Content::Blank,
    });
    columns.add(KEY, 10, Kind::Count, move |line, here| match line {
        Line::Place(_) => here.formula(&holder),
        Line::LeftOut(_) => Content::Blank,
    });
    put(sheet, RANKING, caption, &columns, &lines, tables);
}

/// 表号, 部门: how the other tables begin.
fn named_columns<'a>() -> Columns<'a, Drawn<'a>> {
    let mut columns: Columns<'a, Drawn<'a>> = Columns::new();
    columns.add(KEY, 10, Kind::Count, |row, _| Content::count(row.form.form));
    columns.add("部门", 28, Kind::Text, |row, _| {
        Content::text(row.name.clone())
    });
    columns
}

fn table_of_rates<'a>(
    sheet: &mut Sheet<'a>,
    name: &str,
    mut rows: Vec<Drawn<'a>>,
    tables: &mut Tables,
) {
    let all = rows.len();
    rows.truncate(SHOWN);
    let caption = if all > SHOWN {
        let rest = all - SHOWN;
        format!("{name}预算执行率（最低的 {SHOWN} 家，其余 {rest} 家见预算执行）")
    } else {
        format!("{name}预算执行率（由低到高，{all} 家）")
    };
    let mut columns = named_columns();
    let formula = from_summary("执行率");
    columns.add("执行率", 12, Kind::Rate, move |_, here| {
        here.formula(&formula)
    });
    // The forms of a league share the limit.
    let limit = rows.first().map(|row| row.form.execution_short);
    columns.add(rate_line(limit), 12, Kind::Rate, move |_, _| {
        Content::number(limit)
    });
    put(sheet, RATES, caption, &columns, &rows, tables);
}

fn table_of_years<'a>(
    sheet: &mut Sheet<'a>,
    name: &str,
    mut rows: Vec<Drawn<'a>>,
    tables: &mut Tables,
) {
    let all = rows.len();
    if all > SHOWN {
        rows.sort_by_key(|row| {
            let change = row
                .form
                .total
                .zip(row.before.and_then(|before| before.total))
                .map(|(now, before)| (now - before).abs());
            (Reverse(change), row.form.form)
        });
        rows.truncate(SHOWN);
    }
    let caption = if all > SHOWN {
        let rest = all - SHOWN;
        format!("{name}最终得分与上年（变化最大的 {SHOWN} 家，其余 {rest} 家见年度对比）")
    } else {
        format!("{name}最终得分与上年（两年都有的 {all} 家）")
    };
    let mut columns = named_columns();
    let formula = from_summary("最终得分");
    columns.add("本年得分", 12, Kind::Score, move |_, here| {
        here.formula(&formula)
    });
    columns.add("上年得分", 12, Kind::Score, |row, here| {
        let Some(before) = row.before else {
            return Content::Blank;
        };
        let cell = format!(
            "INDEX({{{0}.最终得分}},MATCH({1},{{{0}.{KEY}}},0))",
            summary::NAME,
            before.form
        );
        here.formula(&format!("IF(ISNUMBER({cell}),{cell},\"\")"))
    });
    put(sheet, YEARS, caption, &columns, &rows, tables);
}

/// Only forms with a rate stand here: one text among them, and a chart of points would number its
/// axis instead of measuring along it.
fn table_of_points<'a>(sheet: &mut Sheet<'a>, name: &str, rows: &[Drawn<'a>], tables: &mut Tables) {
    let caption = format!("{name}执行率与最终得分（有执行率的 {} 家）", rows.len());
    let mut columns = named_columns();
    let formula = from_summary("执行率");
    columns.add("执行率", 12, Kind::Rate, move |_, here| {
        here.formula(&formula)
    });
    let formula = from_summary("最终得分");
    columns.add("最终得分", 12, Kind::Score, move |_, here| {
        here.formula(&formula)
    });
    put(sheet, POINTS, caption, &columns, rows, tables);
}

/// The same unit's form of the year before, where it has a score.
fn before<'a>(context: Context<'a>, form: &DepartmentRecord) -> Option<&'a DepartmentRecord> {
    let change = context
        .material
        .comparison
        .changes
        .iter()
        .find(|change| change.later == Some(form.form))?;
    context
        .material
        .records
        .department(change.earlier?)
        .filter(|before| before.total.is_some())
}
