//! 填报质量: how well the tables were filled in. A league of its own, never mixed with the scores.

use super::Context;
use super::cell::{Content, Kind};
use super::group::year_content;
use super::names;
use super::sheet::Sheet;
use super::table::{Columns, KEY, Tables, govern, place};
use crate::compare::DepartmentRecord;
use crate::compare::league::Measure;
use crate::compare::ranking::Placing;

/// The table's name in formulas, and that of its sheet.
pub(super) const NAME: &str = "填报质量";

struct Row<'a> {
    form: &'a DepartmentRecord,
    placing: &'a Placing,
}

pub(super) fn sheet<'a>(context: Context<'a>, tables: &mut Tables) -> Sheet<'a> {
    let mut rows: Vec<Row<'a>> = context
        .material
        .records
        .current()
        .filter_map(|form| {
            let placing = context.material.comparison.placings.get(&form.form)?;
            Some(Row { form, placing })
        })
        .collect();
    rows.sort_by_key(|row| {
        (
            std::cmp::Reverse(row.form.year),
            row.form.kind,
            row.placing.quality_rank.is_none(),
            row.placing.quality_rank,
            row.form.form,
        )
    });
    let columns = columns(context);
    let mut sheet = Sheet::new(NAME);
    sheet.title("自评表填报质量排名表".to_owned(), columns.printed());
    let known = rows.iter().any(|row| row.form.quality.is_some());
    sheet.remark(if known {
        "只看表填得好不好，与工作成效无关，不与得分排名混用。填报质量＝通过的规则÷能判定的规则，错误类规则权重 3、疑点类 2、提示类 1；不能判定的规则、跨年度和跨部门的核对不计入。"
    } else {
        "没有逐份自评表的核对结果，不作填报质量排名。"
    });
    let table = place(&mut sheet, &columns, &rows, tables);
    govern(&mut sheet, &table, 5);
    tables.insert(NAME, vec![table]);
    sheet
}

fn columns<'a>(context: Context<'a>) -> Columns<'a, Row<'a>> {
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    columns.add(KEY, 4, Kind::Count, |row, _| Content::count(row.form.form));
    columns.add("年度", 5, Kind::Year, |row, _| {
        year_content(row.form.year)
    });
    columns.add("表类", 12, Kind::Word, |row, _| {
        Content::text(row.form.kind.label())
    });
    columns.add("名次", 6, Kind::Count, |_, here| {
        here.formula(
            "IF(AND(ISNUMBER({年度}),ISNUMBER({填报质量})),COUNTIFS({[年度]},{年度},{[表类]},{表类},{[填报质量]},\">\"&{填报质量})+1,\"\")")
    });
    columns.add(
        "部门",
        names::width(context, 30),
        Kind::Prose,
        |row, _| Content::text(row.form.shown()),
    );
    columns.add("同类组", 12, Kind::Word, |row, _| {
        Content::words(row.form.group.as_deref())
    });
    columns.add("填报质量", 10, Kind::Rate, |row, _| {
        Content::number(Measure::Quality.of(row.form))
    });
    columns.add("通过规则", 8, Kind::Count, |row, _| {
        Content::count(row.form.rules_passed)
    });
    columns.add("有问题规则", 8, Kind::Count, |row, _| {
        Content::count(row.form.rules_found)
    });
    columns.add("未判定规则", 8, Kind::Count, |row, _| {
        Content::count(row.form.rules_not_judged)
    });
    columns.add("错误", 6, Kind::Count, |row, _| {
        Content::count(row.form.errors)
    });
    columns.add("疑点", 6, Kind::Count, |row, _| {
        Content::count(row.form.warnings)
    });
    columns.add("提示", 6, Kind::Count, |row, _| {
        Content::count(row.form.notices)
    });
    columns.add("未读单元格", 8, Kind::Count, |row, _| {
        Content::count(row.form.cells_unread)
    });
    columns.add("说明", 24, Kind::Prose, |row, _| {
        if row.form.quality.is_none() {
            Content::text("没有能判定的规则，不参加排名")
        } else {
            Content::Blank
        }
    });
    columns
}
