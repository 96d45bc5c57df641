//! The first and the last of the ranking, live: each line looks up who holds its place now.

use super::super::cell::{Content, Kind};
use super::super::group::Group;
use super::super::sheet::{Sheet, Sign};
use super::super::table::{Columns, KEY, Tables, place};
use super::super::{Context, limits, ranking, summary};
use super::{FIRST, heading};

use crate::compare::DepartmentRecord;

/// How many departments stand at either end of the list.
const ENDS: usize = 5;

type Line<'a> = (usize, &'a DepartmentRecord);

pub(super) fn ends<'a>(
    sheet: &mut Sheet<'a>,
    context: Context<'a>,
    group: &Group<'a>,
    tables: &Tables,
) {
    let forms = ranking::ranked(context, group);
    let all = forms.len();
    heading(
        sheet,
        if all > 2 * ENDS {
            format!(
                "三、得分前 {ENDS} 名和后 {ENDS} 名（{}，共 {all} 家排名）",
                group.name()
            )
        } else {
            format!("三、得分排名（{}，共 {all} 家）", group.name())
        },
    );
    let lines: Vec<Line<'a>> = (1..)
        .zip(forms)
        .filter(|(place, _)| *place <= ENDS || *place + ENDS > all)
        .collect();
    let from = |table: &str, column: &str| {
        format!("INDEX({{{table}.{column}}},MATCH({{{KEY}}},{{{table}.{KEY}}},0))")
    };
    let number = |column: &str| {
        let cell = from(summary::NAME, column);
        format!("IF(ISNUMBER({cell}),{cell},\"\")")
    };
    let mut columns: Columns<'a, Line<'a>> = Columns::new();
    let name = from(summary::NAME, "部门");
    columns.add("部门", FIRST, Kind::Prose, move |_, here| {
        here.formula(&name)
    });
    columns.add("最终位次", 7, Kind::Count, |(place, _), _| {
        Content::count(*place)
    });
    for (title, width) in [("最终得分", 13), ("复算得分", 13)] {
        let formula = number(title);
        columns.add(title, width, Kind::Score, move |_, here| {
            here.formula(&formula)
        });
    }
    let formula = number("自评得分");
    columns.add("自评得分", 9, Kind::Score, move |_, here| {
        here.formula(&formula)
    });
    let formula = number("执行率");
    columns
        .add("执行率", 9, Kind::Rate, move |_, here| {
            here.formula(&formula)
        })
        .marked(Sign::Below(limits::least(context, |form| {
            form.execution_low
        })));
    let formula = from(summary::NAME, "最终等级");
    columns.add("最终等级", 9, Kind::Word, move |_, here| {
        here.formula(&formula)
    });
    let formula = number("错误");
    columns.add("错误", 9, Kind::Count, move |_, here| {
        here.formula(&formula)
    });
    let formula = number("疑点");
    columns.add("疑点", 7, Kind::Count, move |_, here| {
        here.formula(&formula)
    });
    let holder = format!(
        "SUMIFS({{{0}.{KEY}}},{{{0}.{1}}},{{最终位次}},{{{0}.年度}},{2},{{{0}.表类}},\"{3}\")",
        ranking::NAME,
        ranking::PLACE,
        group.year(),
        group.totals.kind.label()
    );
    columns.add(KEY, 7, Kind::Count, move |_, here| here.formula(&holder));
    place(sheet, &columns, &lines, tables);
    sheet.gap();
}
