//! 部门对比: departments side by side, by the share of points gained under each level-1 indicator.

use super::Context;
use super::cell::{Content, Kind};
use super::execution::{self, rounded};
use super::group::{Group, year_content};
use super::sheet::{Sheet, Sign};
use super::table::{ANY_NUMBER, Columns, Here, KEY, Tables, govern, place, total};
use super::{indicators, names};
use crate::compare::DepartmentRecord;
use crate::compare::levels::{EXECUTION, in_order};

/// The table's name in formulas, and that of its sheet.
pub(super) const NAME: &str = "部门对比";
/// How the title of a level's column ends.
const SHARE: &str = "得分率";

type Row<'a> = &'a DepartmentRecord;

pub(super) fn sheet<'a>(context: Context<'a>, tables: &mut Tables) -> Sheet<'a> {
    let rows = rows(context);
    let levels = in_order(&context.material.comparison.levels);
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
    for (number, level) in (1..).zip(levels) {
        let is_execution = level == EXECUTION;
        columns
            .add(share_title(level), 12, Kind::Rate, move |_, here| {
                here.formula(&share_formula(number, is_execution, here))
            })
            .marked(Sign::Bars);
    }
    columns
        .add("表类", 12, Kind::Word, |row, _| {
            Content::text(row.kind.label())
        })
        .on_screen_only();
    columns
}

/// The title of the column of a level. Braces would end a name in a formula's template.
pub(super) fn share_title(level: &str) -> String {
    let level = level.replace('{', "｛").replace('}', "｝");
    format!("{level}{SHARE}")
}

/// Points gained ÷ weights of this form's rows under the level of this number; rows without weight or
/// without score take no part.
fn share_formula(number: usize, is_execution: bool, here: &Here<'_>) -> String {
    let sum = |table: &'static str, of_level: &str, what: &str, where_there_is: &str| {
        here.in_all_parts(
            table,
            &format!(
                "SUMIFS({{{table}.{what}}},{{{table}.{KEY}}},{{{KEY}}}{of_level},{{{table}.{where_there_is}}},\"{ANY_NUMBER}\")"
            ),
        )
    };
    let of_level = format!(",{{{}.{}}},{number}", indicators::NAME, indicators::LEVEL);
    let both = |what: &str, where_there_is: &str| {
        let mut terms = sum(indicators::NAME, &of_level, what, where_there_is);
        if is_execution {
            terms.extend(sum(execution::NAME, "", what, where_there_is));
        }
        match terms.len() {
            1 => terms.concat(),
            _ => format!("({})", terms.join("+")),
        }
    };
    let (score, weight) = (both("复算得分", "分值"), both("分值", "复算得分"));
    format!("IF({weight}=0,\"\",ROUND({score}/{weight},4))")
}

/// The mean of a column over a group.
fn mean<'a>(group: &Group<'_>, title: &str, here: &Here<'_>) -> Content<'a> {
    let places = match title {
        "部门" => return Content::text(format!("{}平均", group.name())),
        "复算得分" => 2,
        share if share.ends_with(SHARE) => 4,
        _ => return Content::Blank,
    };
    let criteria = group.criteria();
    let count = format!("COUNTIFS({criteria},{{[{title}]}},\"{ANY_NUMBER}\")");
    here.formula(&format!(
        "IF({count}=0,\"\",ROUND(SUMIFS({{[{title}]}},{criteria})/{count},{places}))"
    ))
}
