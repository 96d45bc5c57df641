//! 偏差清单: what was missed, and what was over-fulfilled by so much that the target is in question.

use rust_decimal::Decimal;

use super::Context;
use super::cell::{Content, Kind};
use super::group::year_content;
use super::limits;
use super::names;
use super::origin::{self, Origin};
use super::parts::{self, Long, ROWS_A_SHEET};
use super::sheet::{Sheet, Sign};
use super::table::{Columns, KEY, Tables};
use crate::compare::{DepartmentRecord, IndicatorRecord};
use crate::value::number::round_half_away;

/// The table's name in formulas, and that of its sheet.
pub(super) const NAME: &str = "偏差清单";
const MISSED: &str = "未完成";
const EXCEEDED: &str = "超额完成";

struct Row<'a> {
    form: &'a DepartmentRecord,
    indicator: &'a IndicatorRecord,
    missed: bool,
}

pub(super) fn sheets<'a>(context: Context<'a>, tables: &mut Tables) -> Vec<Sheet<'a>> {
    let rows = rows(context);
    let missed = rows.iter().filter(|row| row.missed).count();
    let (sheets, located) = parts::sheets(
        &Long {
            name: NAME,
            title: "指标偏差清单",
            remark: format!(
                "未完成 {missed} 条；完成程度达到 {} 的超额完成 {} 条（指标值可能偏低，应说明原因）。未判定的指标不在此列。",
                limits::told(context, |form| form.over_from, limits::percent),
                rows.len() - missed
            ),
            frozen: 4,
            rows_a_sheet: ROWS_A_SHEET,
        },
        &columns(context),
        &rows,
        tables,
    );
    tables.insert(NAME, located);
    sheets
}

fn rows(context: Context<'_>) -> Vec<Row<'_>> {
    let records = context.material.records;
    let mut rows: Vec<Row<'_>> = records
        .indicators
        .iter()
        .filter(|indicator| !indicator.subtotal)
        .filter_map(|indicator| {
            let form = records
                .department(indicator.form)
                .filter(|form| form.current)?;
            let missed = indicator.met == Some(false);
            let exceeded = indicator.met == Some(true)
                && indicator
                    .computed_completion
                    .is_some_and(|done| done >= form.over_from);
            (missed || exceeded).then_some(Row {
                form,
                indicator,
                missed,
            })
        })
        .collect();
    // What was missed first, the farthest from its target in front.
    rows.sort_by_key(|row| {
        let done = row.indicator.computed_completion;
        (
            !row.missed,
            std::cmp::Reverse(row.form.year),
            if row.missed {
                done
            } else {
                done.map(|done| -done)
            },
            row.form.form,
            row.indicator.line,
        )
    });
    rows
}

fn columns<'a>(context: Context<'a>) -> Columns<'a, Row<'a>> {
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    columns.add(KEY, 4, Kind::Count, |row, _| Content::count(row.form.form));
    columns
        .add("类别", 8, Kind::Word, |row, _| {
            Content::text(if row.missed { MISSED } else { EXCEEDED })
        })
        .marked(Sign::Grave(MISSED));
    columns.add("年度", 5, Kind::Year, |row, _| {
        year_content(row.form.year)
    });
    columns.add(
        "部门",
        names::width(context, 19),
        Kind::Prose,
        |row, _| Content::text(row.form.shown()),
    );
    columns.add("一级指标", 9, Kind::Prose, |row, _| {
        Content::words(row.indicator.level1.as_deref())
    });
    columns.add("三级指标", 20, Kind::Prose, |row, _| {
        Content::words(row.indicator.name.value.as_deref())
    });
    columns.add("指标值", 12, Kind::Prose, |row, _| {
        Content::words(row.indicator.target.value.as_deref())
    });
    columns.add("实际完成值", 12, Kind::Prose, |row, _| {
        Content::words(row.indicator.actual.value.as_deref())
    });
    columns.add("完成程度", 9, Kind::Rate, |row, _| {
        Content::number(done(row.indicator))
    });
    columns.add("偏差", 9, Kind::RateChange, |_, here| {
        here.formula("IF(ISNUMBER({完成程度}),ROUND({完成程度}-1,10),\"\")")
    });
    columns.add("分值", 7, Kind::Score, |row, _| {
        Content::number(row.indicator.weight.value)
    });
    columns.add("自评得分", 7, Kind::Score, |row, _| {
        Content::number(row.indicator.stated.value)
    });
    columns.add("复算得分", 7, Kind::Score, |row, _| {
        Content::number(row.indicator.score)
    });
    columns.add("失分", 7, Kind::Score, |_, here| {
        here.formula(
            "IF(AND(ISNUMBER({分值}),ISNUMBER({复算得分})),ROUND({分值}-{复算得分},2),\"\")",
        )
    });
    columns.add("偏差原因", 28, Kind::Prose, |row, _| {
        Content::words(row.indicator.reason.value.as_deref())
    });
    columns.add("改进措施", 20, Kind::Prose, |row, _| {
        Content::words(row.indicator.measures.value.as_deref())
    });
    columns
        .add("原因填写", 7, Kind::Word, |row, _| {
            let silent =
                row.indicator.reason.value.is_none() && row.indicator.measures.value.is_none();
            Content::text(if silent { "未填" } else { "已填" })
        })
        .marked(Sign::Grave("未填"));
    origin::columns(&mut columns, context, |_, row| Origin {
        path: &row.form.path,
        sheet: &row.indicator.sheet,
        cell: if row.indicator.actual.cell.is_empty() {
            &row.indicator.name.cell
        } else {
            &row.indicator.actual.cell
        },
    });
    columns
}

/// The degree of completion to ten places.
fn done(indicator: &IndicatorRecord) -> Option<Decimal> {
    indicator
        .computed_completion
        .map(|done| round_half_away(done, 10))
}
