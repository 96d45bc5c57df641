//! 部门对比: departments side by side, by the share of points gained under each level-1 indicator.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Context;
use super::cell::{Content, Kind};
use super::execution::{self, rounded};
use super::group::{Group, year_content};
use super::sheet::{Sheet, Sign};
use super::table::{ANY_NUMBER, Columns, Here, KEY, Tables, govern, place, total};
use super::{indicators, names};
use crate::compare::DepartmentRecord;
use crate::compare::levels::{EXECUTION, LevelScore};
use crate::compare::totals::Totals;
use crate::report::material::Material;
use crate::value::number::round_half_away;

/// The table's name in formulas, and that of its sheet.
pub(super) const NAME: &str = "部门对比";

type Row<'a> = &'a DepartmentRecord;

pub(super) fn sheet<'a>(context: Context<'a>, tables: &mut Tables) -> Sheet<'a> {
    let rows = rows(context);
    let levels = levels(context.material);
    let columns = columns(context, &levels);
    let mut sheet = Sheet::new(NAME);
    sheet.title("部门得分率对比表".to_owned(), columns.printed());
    sheet.remark(
        "得分率＝复算得分÷分值，按一级指标归类；条形长短表示高低。各地一级指标叫法不同的，按“产出、效益、满意度、成本”等归到一起。",
    );
    let table = place(&mut sheet, &columns, &rows, tables);
    govern(&mut sheet, &table, 3);
    for group in Group::all(context) {
        total(&mut sheet, &columns, &table, tables, |title, here| {
            mean(&group, title, here)
        });
    }
    tables.insert(NAME, vec![table]);
    sheet
}

fn rows(context: Context<'_>) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = context.material.records.current().collect();
    rows.sort_by_key(|form| (std::cmp::Reverse(form.year), form.kind, form.form));
    rows
}

/// The levels that occur, in the usual order, others after them by name.
fn levels(material: &Material<'_>) -> Vec<String> {
    const ORDER: [&str; 8] = [
        EXECUTION,
        "成本",
        "产出",
        "效益",
        "满意度",
        "履职",
        "过程",
        "管理",
    ];
    let mut levels: Vec<String> = material
        .comparison
        .levels
        .iter()
        .map(|level| level.level.clone())
        .collect();
    levels.sort_by_key(|level| {
        let place = ORDER.iter().position(|known| known == level);
        (place.unwrap_or(ORDER.len()), level.clone())
    });
    levels.dedup();
    levels
}

/// The share of points gained, to four places: hundredths of a percent.
fn share(level: &LevelScore) -> Option<Decimal> {
    level.rate.map(|rate| round_half_away(rate, 4))
}

fn columns<'a>(context: Context<'a>, levels: &[String]) -> Columns<'a, Row<'a>> {
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    columns.add(KEY, 4, Kind::Count, |row, _| Content::count(row.form));
    columns.add("年度", 5, Kind::Year, |row, _| year_content(row.year));
    columns.add(
        "部门",
        names::width(context, 30),
        Kind::Prose,
        |row, _| Content::text(row.shown()),
    );
    columns.add("同类组", 12, Kind::Word, |row, _| {
        Content::words(row.group.as_deref())
    });
    columns.add("复算得分", 9, Kind::Score, |row, _| {
        Content::number(row.total)
    });
    columns.add("执行率", 10, Kind::Rate, |row, _| {
        Content::number(rounded(row.computed_rate))
    });
    for level in levels {
        let level = level.clone();
        columns
            .add(
                format!("{level}得分率"),
                12,
                Kind::Rate,
                move |_, here| here.formula(&share_formula(&level)),
            )
            .marked(Sign::Bars);
    }
    columns
        .add("表类", 12, Kind::Word, |row, _| {
            Content::text(row.kind.label())
        })
        .on_screen_only();
    columns
}

/// Points gained ÷ weights of this form's rows under a level; rows without weight or without score
/// take no part.
fn share_formula(level: &str) -> String {
    let (table, of_level) = if level == EXECUTION {
        (execution::NAME, String::new())
    } else {
        (
            indicators::NAME,
            format!(
                ",{{{}.{}}},\"{}\"",
                indicators::NAME,
                indicators::LEVEL,
                level.replace('"', "\"\"")
            ),
        )
    };
    let sum = |what: &str, where_there_is: &str| {
        format!(
            "SUMIFS({{{table}.{what}}},{{{table}.{KEY}}},{{{KEY}}}{of_level},{{{table}.{where_there_is}}},\"{ANY_NUMBER}\")"
        )
    };
    let (score, weight) = (sum("复算得分", "分值"), sum("分值", "复算得分"));
    format!("IF({weight}=0,\"\",ROUND({score}/{weight},4))")
}

/// The mean of a column over a group.
fn mean<'a>(group: &Group<'_>, title: &str, here: &Here<'_>) -> Content<'a> {
    let places = match title {
        "部门" => return Content::text(format!("{}平均", group.name())),
        "复算得分" => 2,
        share if share.ends_with("得分率") => 4,
        _ => return Content::Blank,
    };
    let criteria = group.criteria();
    let count = format!("COUNTIFS({criteria},{{[{title}]}},\"{ANY_NUMBER}\")");
    here.formula(&format!(
        "IF({count}=0,\"\",ROUND(SUMIFS({{[{title}]}},{criteria})/{count},{places}))"
    ))
}

/// The mean share of points gained under each level, over the forms of one year and kind.
pub(in crate::report) fn mean_shares(
    material: &Material<'_>,
    totals: &Totals,
) -> Vec<(String, Decimal)> {
    let members: BTreeSet<usize> = material
        .records
        .current()
        .filter(|form| (form.year, form.kind) == (totals.year, totals.kind))
        .map(|form| form.form)
        .collect();
    levels(material)
        .into_iter()
        .filter_map(|level| {
            let shares: Vec<Decimal> = material
                .comparison
                .levels
                .iter()
                .filter(|score| score.level == level && members.contains(&score.form))
                .filter_map(share)
                .collect();
            let mean = shares
                .iter()
                .sum::<Decimal>()
                .checked_div(Decimal::from(shares.len()))?;
            Some((level, mean))
        })
        .collect()
}
