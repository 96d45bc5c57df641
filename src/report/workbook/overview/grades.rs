//! How many departments have which grade, and how much of the budget.

use super::super::Context;
use super::super::cell::{Content, Kind};
use super::super::group::Group;
use super::super::sheet::Sheet;
use super::super::summary;
use super::super::table::{ANY_NUMBER, Columns, Located, Tables, place};
use super::{FIRST, heading};
use crate::report::grade;

pub(super) fn grades<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: &Group<'a>,
    tables: &Tables,
) -> Located {
    heading(
        sheet,
        format!(
            "二、等级分布（{}；自评表未列等级的按自评得分推定）",
            group.name()
        ),
    );
    let rows: Vec<&'a str> = grade::names(group.forms(context));
    let table = summary::NAME;
    let criteria = format!(
        "{{{table}.年度}},{},{{{table}.表类}},\"{}\"",
        group.year(),
        group.totals.kind.label()
    );
    let counted = move |criteria: &str, column: &str| {
        format!("COUNTIFS({criteria},{{{table}.{column}}},{{等级}})")
    };
    let mut columns: Columns<'a, &'a str> = Columns::new();
    columns.add("等级", FIRST, Kind::Word, |row, _| Content::text(*row));
    let own = criteria.clone();
    columns.add("自评家数", 7, Kind::Count, move |_, here| {
        here.formula(&counted(&own, "自评等级"))
    });
    let own = criteria.clone();
    columns.add("全年预算数", 13, Kind::Amount, move |_, here| {
        let graded = format!("{own},{{{table}.最终等级}},{{等级}}");
        here.formula(
            &format!(
                "IF(COUNTIFS({graded},{{{table}.全年预算数}},\"{ANY_NUMBER}\")=0,\"\",SUMIFS({{{table}.全年预算数}},{graded}))"
            ))
    });
    columns.add("预算占比", 13, Kind::Rate, move |_, here| {
        here.formula("IF(ISNUMBER({全年预算数}),IF(SUM({[全年预算数]})=0,\"\",ROUND({全年预算数}/SUM({[全年预算数]}),10)),\"\")")
    });
    let own = criteria.clone();
    columns.add("复算家数", 9, Kind::Count, move |_, here| {
        here.formula(&counted(&own, "复算等级"))
    });
    columns.add("最终家数", 9, Kind::Count, move |_, here| {
        here.formula(&counted(&criteria, "最终等级"))
    });
    columns.add("最终占比", 9, Kind::Rate, move |_, here| {
        here.formula("IF(SUM({[最终家数]})=0,\"\",ROUND({最终家数}/SUM({[最终家数]}),10))")
    });
    let located = place(sheet, &columns, &rows, tables);
    sheet.gap();
    located.captioned(format!("{}等级分布（家数）", group.name()))
}
