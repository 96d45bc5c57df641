//! How the indicators came out: by degree of completion, and by level-1 indicator.

use rust_decimal::Decimal;

use super::super::cell::{Content, Kind};
use super::super::group::Group;
use super::super::sheet::Sheet;
use super::super::table::{ANY_NUMBER, Columns, Here, Tables};
use super::super::{Context, comparison, indicators};
use super::{COMPLETION, LEVELS, put};
use crate::compare::levels::mean_shares;
use crate::report::stretch::{Stretch, stretches};

pub(super) fn completion<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: Option<&Group<'a>>,
    tables: &mut Tables,
) {
    let criteria = group.map_or_else(String::new, |group| {
        format!(
            "{{{0}.年度}},{1},{{{0}.表类}},\"{2}\"",
            indicators::NAME,
            group.year(),
            group.totals.kind.label()
        )
    });
    let name = group.map(Group::name).unwrap_or_default();
    let caption = format!("{name}指标完成程度分布（指标数）");
    let mut columns: Columns<'a, Stretch> = Columns::new();
    columns.add("序号", 10, Kind::Count, |_, here| {
        Content::count(here.offset() + 1)
    });
    columns.add("完成程度", 28, Kind::Text, |row, _| {
        Content::text(row.name.clone())
    });
    columns.add("指标数", 12, Kind::Count, move |row, here| {
        here.formula(&stretch_formula(row, &criteria, here))
    });
    let bounds = group
        .and_then(|group| group.forms(context).next())
        .map_or(&[][..], |form| &form.completion_bounds);
    let rows = stretches(bounds);
    put(sheet, COMPLETION, caption, &columns, &rows, tables);
}

fn stretch_formula(stretch: &Stretch, league: &str, here: &Here<'_>) -> String {
    let table = indicators::NAME;
    let mut criteria = league.to_owned();
    if criteria.is_empty() {
        return "0".to_owned();
    }
    for (sign, bound) in [(">=", stretch.from), ("<", stretch.below)] {
        if let Some(bound) = bound {
            let bound = bound.normalize();
            criteria.push_str(&format!(",{{{table}.完成程度}},\"{sign}{bound}\""));
        }
    }
    here.in_all_parts(table, &format!("COUNTIFS({criteria})"))
        .join("+")
}

pub(super) fn levels<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: Option<&Group<'a>>,
    tables: &mut Tables,
) {
    let name = group.map(Group::name).unwrap_or_default();
    let caption = format!("{name}各一级指标平均得分率");
    let rows = group.map_or_else(Vec::new, |group| {
        let comparison = context.material.comparison;
        let league = (group.totals.year, group.totals.kind);
        mean_shares(context.material.records, &comparison.levels, league)
    });
    let criteria = group.map(|group| {
        format!(
            "{{{0}.年度}},{1},{{{0}.表类}},\"{2}\"",
            comparison::NAME,
            group.year(),
            group.totals.kind.label()
        )
    });
    let mut columns: Columns<'a, (String, Decimal)> = Columns::new();
    columns.add("序号", 10, Kind::Count, |_, here| {
        Content::count(here.offset() + 1)
    });
    columns.add("一级指标", 28, Kind::Text, |row, _| {
        Content::text(row.0.clone())
    });
    columns.add("平均得分率", 12, Kind::Rate, move |row, here| {
        let (criteria, column) = (
            criteria.clone().unwrap_or_default(),
            format!(
                "{{{}.{}}}",
                comparison::NAME,
                comparison::share_title(&row.0)
            ),
        );
        let count = format!("COUNTIFS({criteria},{column},\"{ANY_NUMBER}\")");
        here.formula(&format!(
            "IF({count}=0,\"\",ROUND(SUMIFS({column},{criteria})/{count},4))"
        ))
    });
    put(sheet, LEVELS, caption, &columns, &rows, tables);
}
