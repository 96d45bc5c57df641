//! The key figures of each year and kind.

use super::super::Context;
use super::super::cell::{Content, Kind};
use super::super::group::Group;
use super::super::sheet::{Sheet, Sign};
use super::super::table::{ANY_NUMBER, Columns, Tables, place};
use super::super::{limits, summary};
use super::{FIRST, heading};

pub(super) fn key_figures<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, tables: &Tables) {
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
            "IF(COUNTIFS({criteria},{{{table}.{column}}},\"{ANY_NUMBER}\")=0,\"\",SUMIFS({{{table}.{column}}},{criteria}))"
        )
    };
    let mean = move |column: &str, group: &Group<'_>| {
        let criteria = criteria(group);
        let count = format!("COUNTIFS({criteria},{{{table}.{column}}},\"{ANY_NUMBER}\")");
        format!("IF({count}=0,\"\",ROUND(SUMIFS({{{table}.{column}}},{criteria})/{count},2))")
    };
    let mut columns: Columns<'a, Group<'a>> = Columns::new();
    columns.add("年度与表类", FIRST, Kind::Prose, |group, _| {
        Content::text(group.name())
    });
    columns.add("份数", 7, Kind::Count, move |group, here| {
        here.formula(&format!("COUNTIFS({})", criteria(group)))
    });
    columns.add("全年预算数", 13, Kind::Amount, move |group, here| {
        here.formula(&sum("全年预算数", group))
    });
    columns.add("全年执行数", 13, Kind::Amount, move |group, here| {
        here.formula(&sum("全年执行数", group))
    });
    columns
        .add("执行率", 9, Kind::Rate, move |group, here| {
            let criteria = criteria(group);
            let part = |column: &str, other: &str| {
                format!(
                    "SUMIFS({{{table}.{column}}},{criteria},{{{table}.{other}}},\"{ANY_NUMBER}\")"
                )
            };
            let (executed, adjusted) = (
                part("全年执行数", "全年预算数"),
                part("全年预算数", "全年执行数"),
            );
            here.formula(&format!(
                "IF({adjusted}=0,\"\",ROUND({executed}/{adjusted},10))"
            ))
        })
        .marked(Sign::Below(limits::least(context, |form| {
            form.execution_low
        })));
    columns.add("自评平均分", 9, Kind::Score, move |group, here| {
        here.formula(&mean("自评得分", group))
    });
    columns.add("复算平均分", 9, Kind::Score, move |group, here| {
        here.formula(&mean("复算得分", group))
    });
    columns.add("最终平均分", 9, Kind::Score, move |group, here| {
        here.formula(&mean("最终得分", group))
    });
    for severity in ["错误", "疑点", "提示"] {
        columns.add(severity, 7, Kind::Count, move |group, here| {
            here.formula(&format!(
                "SUMIFS({{{table}.{severity}}},{})",
                criteria(group)
            ))
        });
    }
    place(sheet, &columns, &rows, tables);
    let left_out: Vec<String> = rows
        .iter()
        .map(|group| (group.name(), summary::left_out(context, group)))
        .filter(|(_, left_out)| !left_out.is_empty())
        .map(|(name, left_out)| format!("{name}{left_out}"))
        .collect();
    if !left_out.is_empty() {
        sheet.remark(format!(
            "有的单元格所填不是可用的数，合计和平均没有计入（逐个见“核对”）。{}。",
            left_out.join("；")
        ));
    }
    sheet.gap();
}
