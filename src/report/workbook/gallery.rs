//! 图示: the charts that show the departments, on one page.

use rust_xlsxwriter::Chart;

use super::chart_data::{self, latest};
use super::ranking::ranked;
use super::sheet::{PlacedChart, Sheet};
use super::table::Tables;
use super::{Context, charts};
use crate::intake::grid::CellRef;

pub(super) const NAME: &str = "图示";
/// The columns under the ranking on the left, and all of them.
const LEFT: u32 = 8;
const COLUMNS: u16 = 19;
/// The width of a column: in characters, and in pixels (8 each, 5 between).
const COLUMN: u16 = 9;
const PIXELS: u32 = 9 * 8 + 5;
/// The height of a row in pixels.
const ROW: u32 = 18;
/// The rows from one chart on the right to the next; the ranking is as high as three of them.
const ROWS: u32 = 20;

pub(super) fn sheet<'a>(context: Context<'a>, tables: &Tables) -> Sheet<'a> {
    let mut sheet = Sheet::new(NAME);
    sheet.one_page = true;
    sheet.widths = vec![COLUMN; usize::from(COLUMNS)];
    sheet.printed = COLUMNS;
    sheet.title("部门得分与执行率图示".to_owned(), usize::from(COLUMNS));
    let top = sheet.next_row();
    let lowest = latest(context)
        .map(|group| ranked(context, &group))
        .and_then(|forms| forms.last()?.total);
    let full = chart_data::full_marks(context);
    let right: Vec<Chart> = [
        charts::execution(tables, &chart_data::drawn_rate_line(context)),
        charts::years(tables, full),
        charts::scatter(tables, lowest, full),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut put = |chart: Chart, at: CellRef, columns: u32, rows: u32| {
        sheet.charts.push(PlacedChart {
            at,
            down: 0,
            chart: Box::new(chart),
            width: columns * PIXELS - 10,
            height: rows * ROW - 8,
        });
    };
    if let Some(chart) = charts::ranking(tables, full) {
        put(chart, CellRef::new(top, 0), LEFT, 3 * ROWS);
    }
    for (index, chart) in (0..).zip(right) {
        let at = CellRef::new(top + index * ROWS, LEFT);
        put(chart, at, u32::from(COLUMNS) - LEFT, ROWS);
    }
    sheet
}
