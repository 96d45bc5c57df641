//! 图表数据: what the charts draw, live from the other sheets.

mod departments;
mod spread;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Context;
use super::cell::{Content, Kind, Tone};
use super::group::Group;
use super::limits;
use super::sheet::Sheet;
use super::table::{Columns, Tables, place};

pub(super) const NAME: &str = "图表数据";
/// The tables on this sheet, in formulas and charts.
pub(super) const RANKING: &str = "图表排名";
pub(super) const RATES: &str = "图表执行率";
pub(super) const YEARS: &str = "图表年度";
pub(super) const POINTS: &str = "图表散点";
pub(super) const COMPLETION: &str = "图表完成程度";
pub(super) const LEVELS: &str = "图表一级指标";

/// The forms of the latest year that the charts draw: those of departments, where there are any.
pub(super) fn latest(context: Context<'_>) -> Option<Group<'_>> {
    Group::all(context)
        .into_iter()
        .find(|group| group.totals.year.is_some())
}

pub(super) fn sheet<'a>(context: Context<'a>, tables: &mut Tables) -> Sheet<'a> {
    let mut sheet = Sheet::new(NAME);
    sheet.title("图表数据".to_owned(), 6);
    sheet.remark("总览和图示中的图由本表画出，本表随其他各表更新，不必打印。");
    let group = latest(context);
    departments::tables(&mut sheet, context, group.as_ref(), tables);
    spread::completion(&mut sheet, context, group.as_ref(), tables);
    spread::levels(&mut sheet, context, group.as_ref(), tables);
    sheet
}

/// What the line of the execution rate below which forms are remarked on is called: `90%线`.
pub(super) fn rate_line(limit: Option<Decimal>) -> String {
    limit.map_or_else(
        || "提示线".to_owned(),
        |limit| format!("{}线", limits::percent(limit)),
    )
}

/// The most that a form of the charts can have; for their axes.
pub(super) fn full_marks(context: Context<'_>) -> u32 {
    let full = latest(context)
        .and_then(|group| group.forms(context).map(|form| form.full_marks).max())
        .and_then(|full| full.ceil().to_u32());
    full.unwrap_or(1)
}

/// The same, for those that draw it.
pub(super) fn drawn_rate_line(context: Context<'_>) -> String {
    let group = latest(context);
    let limit = group.and_then(|group| group.forms(context).next());
    rate_line(limit.map(|form| form.execution_short))
}

/// Puts a table under its caption and makes it known.
fn put<'a, R>(
    sheet: &mut Sheet<'a>,
    name: &'static str,
    caption: String,
    columns: &Columns<'a, R>,
    rows: &[R],
    tables: &mut Tables,
) {
    sheet.gap();
    sheet.line(
        Content::text(caption.clone()),
        Kind::Text.toned(Tone::Heading),
    );
    let table = place(sheet, columns, rows, tables);
    tables.insert(name, vec![table.captioned(caption)]);
}
