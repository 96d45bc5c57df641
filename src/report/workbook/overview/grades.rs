//! How many departments have which grade, and how much of the budget.

use rust_decimal::Decimal;

use super::super::Context;
use super::super::cell::{Content, Kind};
use super::super::execution::rounded;
use super::super::group::Group;
use super::super::sheet::Sheet;
use super::super::summary;
use super::super::table::{Columns, Located, Tables, place};
use super::{FIRST, heading};
use crate::compare::DepartmentRecord;

struct Grade<'a> {
    name: &'a str,
    stated: usize,
    recomputed: usize,
    budget: Option<Decimal>,
}

pub(super) fn grades<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: &Group<'a>,
    tables: &Tables,
) -> Located {
    heading(
        sheet,
        format!(
            "二、等级分布（{}；自评家数只计表中列明等级的）",
            group.name()
        ),
    );
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
    columns.add("等级", FIRST, Kind::Word, |row, _| {
        Content::text(row.name)
    });
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
    located.captioned(format!("{}等级分布（家数）", group.name()))
}
