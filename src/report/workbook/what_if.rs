//! 方案对比: what other profiles would make of the same forms, beside what counts.

use super::Context;
use super::cell::{Content, Kind};
use super::group::year_content;
use super::sheet::{Sheet, Sign};
use super::table::{Columns, Tables, govern, place};
use crate::compare::DepartmentRecord;
use crate::compare::ranking::Placing;
use crate::compare::what_if::{Alternative, Outcome};
use crate::value::number::round_half_away;

pub(super) const NAME: &str = "方案对比";

struct Row<'a> {
    form: &'a DepartmentRecord,
    placing: &'a Placing,
    alternative: &'a Alternative,
    outcome: &'a Outcome,
}

/// The sheet; `None` where no other profile was asked for.
pub(super) fn sheet<'a>(context: Context<'a>, tables: &Tables) -> Option<Sheet<'a>> {
    let material = context.material;
    if material.alternatives.is_empty() {
        return None;
    }
    let mut rows: Vec<Row<'a>> = Vec::new();
    for alternative in material.alternatives {
        rows.extend(material.records.current().filter_map(|form| {
            Some(Row {
                form,
                placing: material.comparison.placings.get(&form.form)?,
                alternative,
                outcome: alternative.outcomes.get(&form.form)?,
            })
        }));
    }
    rows.sort_by_key(|row| {
        (
            std::cmp::Reverse(row.form.year),
            row.form.kind,
            row.placing.rank.is_none(),
            row.placing.rank,
            row.form.form,
        )
    });
    let columns = columns();
    let mut sheet = Sheet::new(NAME);
    sheet.title("换用其他评分方案的得分和名次".to_owned(), columns.printed());
    sheet
        .remark("只供比较：汇总表和排名表仍以本次采用的方案为准。名次在同一年度、同一表类内排列。");
    let table = place(&mut sheet, &columns, &rows, tables);
    govern(&mut sheet, &table, 4);
    Some(sheet)
}

fn columns<'a>() -> Columns<'a, Row<'a>> {
    let mut columns: Columns<'a, Row<'a>> = Columns::new();
    columns.add("年度", 5, Kind::Year, |row, _| {
        year_content(row.form.year)
    });
    columns.add("表类", 12, Kind::Word, |row, _| {
        Content::text(row.form.kind.label())
    });
    columns.add("部门", 26, Kind::Prose, |row, _| {
        Content::text(row.form.shown())
    });
    columns.add("对比方案", 26, Kind::Prose, |row, _| {
        Content::text(format!(
            "{}（{}）",
            row.alternative.label, row.alternative.profile
        ))
    });
    columns.add("复算得分", 12, Kind::Score, |row, _| {
        Content::number(row.form.total)
    });
    columns.add("换用后得分", 9, Kind::Score, |row, _| {
        Content::number(row.outcome.total)
    });
    columns
        .add("得分变化", 9, Kind::ScoreChange, |row, _| {
            let change = row.outcome.total.zip(row.form.total);
            Content::number(change.map(|(other, total)| round_half_away(other - total, 2)))
        })
        .marked(Sign::NotZero);
    columns.add("等级", 6, Kind::Word, |row, _| {
        Content::words(row.form.grade.as_deref())
    });
    columns.add("换用后等级", 8, Kind::Word, |row, _| {
        Content::words(row.outcome.grade.as_deref())
    });
    columns.add("名次", 6, Kind::Count, |row, _| {
        Content::number(row.placing.rank.map(Into::into))
    });
    columns.add("换用后名次", 8, Kind::Count, |row, _| {
        Content::number(row.outcome.rank.map(Into::into))
    });
    columns.add("名次升降", 8, Kind::RankChange, |row, _| {
        let change = row.placing.rank.zip(row.outcome.rank);
        Content::number(change.map(|(rank, other)| {
            rust_decimal::Decimal::from(rank) - rust_decimal::Decimal::from(other)
        }))
    });
    columns
}
