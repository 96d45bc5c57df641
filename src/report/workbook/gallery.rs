//! 图示: the charts that show every department.

use rust_xlsxwriter::Chart;

use super::chart_data;
use super::charts;
use super::sheet::{PlacedChart, Sheet};
use super::table::Tables;
use crate::intake::grid::CellRef;

const NAME: &str = "图示";
const COLUMNS: u16 = 12;
/// 12 columns of 9 characters, 8 pixels each, 5 between.
const WIDTH: u32 = 12 * (9 * 8 + 5);
const HEIGHT: u32 = 400;
/// Pixels that a bar and its label take.
const BAR: u32 = 22;

pub(super) fn sheet<'a>(tables: &Tables) -> Sheet<'a> {
    let mut sheet = Sheet::new(NAME);
    sheet.portrait = true;
    sheet.one_page = true;
    sheet.widths = vec![9; usize::from(COLUMNS)];
    sheet.printed = COLUMNS;
    sheet.title("部门得分与执行率图示".to_owned(), usize::from(COLUMNS));
    let bars = tables
        .get(chart_data::DEPARTMENTS)
        .and_then(|parts| parts.first())
        .map_or(0, |table| table.rows().1 - table.rows().0 + 1);
    let drawn: [(Option<Chart>, u32); 4] = [
        (charts::ranking(tables), (bars * BAR + 90).max(HEIGHT)),
        (charts::execution(tables), HEIGHT),
        (charts::years(tables), HEIGHT),
        (charts::scatter(tables), HEIGHT),
    ];
    let mut row = sheet.next_row();
    for (chart, height) in drawn {
        let Some(chart) = chart else { continue };
        sheet.charts.push(PlacedChart {
            at: CellRef::new(row, 0),
            chart: Box::new(chart),
            width: WIDTH,
            height,
        });
        row += height / 18 + 2;
    }
    sheet
}
