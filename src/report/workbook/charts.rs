//! The charts of 总览 and 图示: native, in greys and patterns that print in black and white.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartMarker, ChartMarkerType, ChartSeries, ChartSolidFill, ChartType,
};

use super::chart_data;
use super::table::{Located, Tables};

const DARK: u32 = 0x0033_5C81;
const LIGHT: u32 = 0x00B5_C7D8;
const RED: u32 = 0x00C0_392B;

/// A range as charts want it.
type Range<'t> = (&'t str, u32, u16, u32, u16);

/// The cells of a column.
fn range<'t>(table: &'t Located, column: &str) -> Option<Range<'t>> {
    let (first, last) = table.rows();
    let col = u16::try_from(table.column(column)?).ok()?;
    Some((table.sheet(), first, col, last, col))
}

/// The only part of a table.
fn table<'t>(tables: &'t Tables, name: &str) -> Option<&'t Located> {
    tables.get(name)?.first()
}

fn font(size: f64) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name("宋体").set_size(size).unset_bold();
    font
}

fn filled(color: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(color));
    format
}

fn chart(kind: ChartType, title: &str) -> Chart {
    let mut chart = Chart::new(kind);
    let mut heading = ChartFont::new();
    heading.set_name("黑体").set_size(11).unset_bold();
    chart.title().set_name(title).set_font(&heading);
    chart.x_axis().set_font(&font(9.0));
    chart.y_axis().set_font(&font(9.0));
    chart
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&font(9.0));
    chart
}

fn labels(code: &str) -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    label.show_value().set_num_format(code).set_font(&font(8.0));
    label
}

/// One series of bars.
fn bars(chart: &mut Chart, name: &str, x: Range<'_>, y: Range<'_>, color: u32, code: &str) {
    let series = chart.add_series();
    series
        .set_name(name)
        .set_categories(x)
        .set_values(y)
        .set_format(&mut filled(color))
        .set_gap(60);
    if !code.is_empty() {
        series.set_data_label(&labels(code));
    }
}

fn line<'c>(
    chart: &'c mut Chart,
    name: &str,
    x: Range<'_>,
    y: Range<'_>,
    color: u32,
) -> &'c mut ChartSeries {
    let mut stroke = ChartLine::new();
    stroke
        .set_color(color)
        .set_width(1.75)
        .set_dash_type(ChartLineDashType::Dash);
    chart
        .add_series()
        .set_name(name)
        .set_categories(x)
        .set_values(y)
        .set_format(ChartFormat::new().set_line(&stroke))
}

/// Takes the axis of the values away: every bar has its number. `full` leaves room above the longest.
fn numbers_alone(chart: &mut Chart, full: Option<f64>) {
    let axis = chart.y_axis();
    axis.set_min(0).set_hidden(true).set_major_gridlines(false);
    if let Some(full) = full {
        axis.set_max(full);
    }
}

/// Turns the names below upright bars, so that each has room.
fn upright_names(chart: &mut Chart) {
    let mut font = font(8.0);
    font.set_rotation(-90);
    chart.x_axis().set_font(&font);
}

/// 得分排名: bars from the best to the worst.
pub(super) fn ranking(tables: &Tables, full: u32) -> Option<Chart> {
    let data = table(tables, chart_data::RANKING)?;
    let mut chart = chart(ChartType::Bar, data.caption());
    bars(
        &mut chart,
        "最终得分",
        range(data, "部门")?,
        range(data, "最终得分")?,
        DARK,
        "0.00",
    );
    // Of bars the y axis holds the categories, and the first would lie at the bottom. Turning them
    // round moves the values' axis to the top; every bar has its number, so it can go.
    chart.y_axis().set_reverse().set_font(&font(8.0));
    // Every name is shown, however many there are.
    chart.y_axis().set_label_interval(1);
    chart
        .x_axis()
        .set_min(0)
        // Room for the number behind the longest bar.
        .set_max(full + full / 10)
        .set_hidden(true)
        .set_major_gridlines(false);
    chart.legend().set_hidden();
    Some(chart)
}

/// 等级分布
pub(super) fn grades(grades: &Located) -> Option<Chart> {
    let mut chart = chart(ChartType::Column, grades.caption());
    let x = range(grades, "等级")?;
    bars(
        &mut chart,
        "自评",
        x,
        range(grades, "自评家数")?,
        LIGHT,
        "0",
    );
    bars(&mut chart, "最终", x, range(grades, "最终家数")?, DARK, "0");
    numbers_alone(&mut chart, None);
    Some(chart)
}

/// 执行率 with the line below which it is remarked on.
pub(super) fn execution(tables: &Tables, limit_title: &str) -> Option<Chart> {
    let data = table(tables, chart_data::RATES)?;
    let x = range(data, "部门")?;
    let mut chart = chart(ChartType::Column, data.caption());
    bars(&mut chart, "执行率", x, range(data, "执行率")?, DARK, "");
    let mut limit = Chart::new(ChartType::Line);
    let name = limit_title.replace('%', "% ");
    line(&mut limit, &name, x, range(data, limit_title)?, RED);
    chart.combine(&limit);
    chart.y_axis().set_num_format("0%").set_min(0);
    chart.x_axis().set_label_interval(1);
    upright_names(&mut chart);
    Some(chart)
}

/// 执行率 against score. The axis of scores begins some way below `lowest`, so that points lie apart.
pub(super) fn scatter(tables: &Tables, lowest: Option<Decimal>, full: u32) -> Option<Chart> {
    let data = table(tables, chart_data::POINTS)?;
    let mut chart = chart(ChartType::Scatter, data.caption());
    let mut marker = ChartMarker::new();
    marker
        .set_type(ChartMarkerType::Diamond)
        .set_size(7)
        .set_format(&mut filled(DARK));
    chart
        .add_series()
        .set_name("部门")
        .set_categories(range(data, "执行率")?)
        .set_values(range(data, "最终得分")?)
        .set_marker(&marker);
    chart
        .x_axis()
        .set_name("执行率")
        .set_name_font(&font(9.0))
        .set_num_format("0%");
    chart
        .y_axis()
        .set_name("最终得分")
        .set_name_font(&font(9.0))
        .set_max(full)
        .set_min(scores_from(lowest));
    chart.legend().set_hidden();
    Some(chart)
}

/// The full ten at least ten points below the lowest score; a reviewer may still lower one.
fn scores_from(lowest: Option<Decimal>) -> u8 {
    let tens = lowest
        .and_then(|lowest| (lowest / Decimal::TEN).floor().to_u8())
        .unwrap_or(0);
    tens.clamp(1, 9).saturating_sub(1) * 10
}

/// 指标完成程度
pub(super) fn completion(tables: &Tables) -> Option<Chart> {
    let data = table(tables, chart_data::COMPLETION)?;
    let mut chart = chart(ChartType::Column, data.caption());
    bars(
        &mut chart,
        "指标数",
        range(data, "完成程度")?,
        range(data, "指标数")?,
        DARK,
        "0",
    );
    chart.legend().set_hidden();
    numbers_alone(&mut chart, None);
    Some(chart)
}

/// 问题 Pareto: counts as bars, their share added up as a line.
pub(super) fn problems(problems: &Located) -> Option<Chart> {
    // The table beside the chart says what the rules are; their titles would not fit below the bars.
    let x = range(problems, "规则")?;
    let mut chart = chart(ChartType::Column, problems.caption());
    bars(
        &mut chart,
        "问题数（左轴）",
        x,
        range(problems, "问题数")?,
        DARK,
        "0",
    );
    let mut share = Chart::new(ChartType::Line);
    line(
        &mut share,
        "累计占比（右轴）",
        x,
        range(problems, "累计占比")?,
        RED,
    )
    .set_secondary_axis(true);
    chart.combine(&share);
    // The second axis belongs to the chart that the other was combined into.
    chart
        .y2_axis()
        .set_font(&font(9.0))
        .set_num_format("0%")
        .set_min(0)
        .set_max(1);
    chart.y_axis().set_min(0).set_major_gridlines(false);
    Some(chart)
}

/// 一级指标得分率
pub(super) fn levels(tables: &Tables) -> Option<Chart> {
    let data = table(tables, chart_data::LEVELS)?;
    let mut chart = chart(ChartType::Column, data.caption());
    bars(
        &mut chart,
        "平均得分率",
        range(data, "一级指标")?,
        range(data, "平均得分率")?,
        DARK,
        "0.0%",
    );
    chart.legend().set_hidden();
    // Room for the number above a bar of 100 %.
    numbers_alone(&mut chart, Some(1.15));
    Some(chart)
}

/// 本年与上年得分
pub(super) fn years(tables: &Tables, full: u32) -> Option<Chart> {
    let data = table(tables, chart_data::YEARS)?;
    let x = range(data, "部门")?;
    let mut chart = chart(ChartType::Column, data.caption());
    bars(&mut chart, "上年", x, range(data, "上年得分")?, LIGHT, "");
    bars(&mut chart, "本年", x, range(data, "本年得分")?, DARK, "");
    chart.y_axis().set_min(0).set_max(full);
    chart.x_axis().set_label_interval(1);
    upright_names(&mut chart);
    Some(chart)
}
