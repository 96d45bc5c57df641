//! 总览: what the head of the bureau wants to see first, on one page: tables on the left, charts on
//! the right.

mod ends;
mod figures;
mod grades;
mod problems;

use super::cell::{Content, Kind, Tone};
use super::chart_data::latest;
use super::sheet::{ChartStack, Sheet};
use super::table::Tables;
use super::{Context, charts};

pub(super) const NAME: &str = "总览";
/// The width of the first column, which all tables share.
const FIRST: u16 = 26;
/// The columns of the tables, and the empty one beside them.
const TABLE_COLUMNS: u32 = 11;
const GAP: u16 = 2;
/// The columns that the charts lie over, and the width of each in characters.
const CHART_COLUMNS: u32 = 8;
const CHART_COLUMN: u16 = 9;
/// A column of that many characters in pixels: 8 each, 5 between, a little less than all of them.
const CHART_WIDTH: u32 = CHART_COLUMNS * (CHART_COLUMN as u32 * 8 + 5) - 10;

pub(super) fn sheet<'a>(context: Context<'a>, tables: &Tables) -> Sheet<'a> {
    let mut sheet = Sheet::new(NAME);
    sheet.one_page = true;
    let columns = TABLE_COLUMNS + 1 + CHART_COLUMNS;
    sheet.title(
        "绩效自评结果总览".to_owned(),
        usize::try_from(columns).unwrap_or(1),
    );
    sheet.remark(
        "金额单位：万元。得分、等级、位次按最终得分（未经复核的为复算得分），填写复核得分后本页随之更新。部门排名、执行率、年度对比的图见“图示”。",
    );
    sheet.gap();
    let top = sheet.next_row();
    figures::key_figures(&mut sheet, context, tables);
    let group = latest(context);
    let mut drawn = Vec::new();
    if let Some(group) = &group {
        let grades = grades::grades(&mut sheet, context, group, tables);
        drawn.push(charts::grades(&grades));
        ends::ends(&mut sheet, context, group, tables);
    }
    let problems = problems::problems(&mut sheet, context, tables);
    drawn.extend([
        charts::levels(tables),
        charts::completion(tables),
        problems.as_ref().and_then(charts::problems),
    ]);
    sheet.widths.push(GAP);
    for _ in 0..CHART_COLUMNS {
        sheet.widths.push(CHART_COLUMN);
    }
    sheet.printed = u16::try_from(columns).unwrap_or(u16::MAX);
    sheet.stack = Some(ChartStack {
        top,
        col: TABLE_COLUMNS + 1,
        width: CHART_WIDTH,
        charts: drawn.into_iter().flatten().collect(),
    });
    sheet
}

fn heading(sheet: &mut Sheet<'_>, text: String) {
    sheet.line(Content::text(text), Kind::Text.toned(Tone::Heading));
}
