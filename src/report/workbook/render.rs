//! Sheets → an xlsx file in memory.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar,
    ConditionalFormatType, DataValidation, DataValidationErrorStyle, DataValidationRule,
    DocProperties, ExcelDateTime, Format, FormatPattern, FormatUnderline, Formula, Note, Url,
    Workbook, Worksheet, XlsxError,
};

use super::cell::{Cell, Content, Kind, Outcome, Tone};
use super::height::{heights, shown, width_of, wraps};
use super::look::{Formats, default_format};
use super::sheet::{Input, InputRule, Mark, Sheet, Sign};
use crate::fault::Fault;
use crate::place::for_documents;
use crate::results::{Product, RunId, mark};

/// A4 in the numbering of spreadsheet files.
const A4: u8 = 9;
const GREY: u32 = 0x00D0_D0D0;
/// The width of a column for which none is stated.
const WIDTH: u16 = 8;

/// What the file says of itself.
#[derive(Clone, Debug)]
pub(crate) struct Properties {
    /// Title.
    pub title: String,
    /// What it is.
    pub product: Product,
    /// The run that it is a part of, where it is a part of one.
    pub run: Option<RunId>,
    /// The time of making, in seconds since 1970 UTC; fixed where none is given, so that the same
    /// input gives the same bytes.
    pub created: Option<i64>,
}

/// 2000-01-01, the time of making of every file whose time is not stated.
const FIXED_TIME: i64 = 946_684_800;

/// A file in memory, and what of it the writer refused.
#[derive(Clone, Debug)]
pub(crate) struct Rendered {
    /// The file.
    pub bytes: Vec<u8>,
    /// The sheets that are not whole.
    pub faults: Vec<Fault>,
}

/// Writes the sheets as one xlsx file.
///
/// # Errors
///
/// What the writer refuses: a limit of the format that was not seen to beforehand.
pub(crate) fn render(sheets: &[Sheet<'_>], properties: &Properties) -> Result<Vec<u8>, XlsxError> {
    render_with(sheets, properties, |_, written| written)
}

/// Writes the sheets as one xlsx file; a sheet that the writer refuses stays as far as it was written.
///
/// # Errors
///
/// What the writer refuses of the file as a whole.
pub(crate) fn render_what_can_be(
    sheets: &[Sheet<'_>],
    properties: &Properties,
) -> Result<Rendered, XlsxError> {
    let mut faults = Vec::new();
    let bytes = render_with(sheets, properties, |sheet, written| {
        if let Err(error) = written {
            faults.push(Fault::new(format!("工作表“{}”没有写完", sheet.name), error));
        }
        Ok(())
    })?;
    Ok(Rendered { bytes, faults })
}

/// `settle` is told how the writing of each sheet ended, and decides whether the file goes on.
fn render_with(
    sheets: &[Sheet<'_>],
    properties: &Properties,
    mut settle: impl FnMut(&Sheet<'_>, Result<(), XlsxError>) -> Result<(), XlsxError>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // 18 and 72 pixels: the row and column that Excel gives 宋体 11.
    workbook.set_default_format(&default_format(), 18, 72)?;
    let created = ExcelDateTime::from_timestamp(properties.created.unwrap_or(FIXED_TIME))?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(for_documents(&properties.title))
            .set_author("汇评")
            // Recognised by the intake, wherever the file is put: results are no input.
            .set_keywords(mark::text(properties.product, properties.run.as_ref()))
            .set_creation_datetime(&created),
    );
    let mut formats = Formats::default();
    for sheet in sheets {
        let written = write_sheet(workbook.add_worksheet(), sheet, &mut formats);
        settle(sheet, written)?;
    }
    workbook.save_to_buffer()
}

fn write_sheet(
    page: &mut Worksheet,
    sheet: &Sheet<'_>,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    // Without this a formula that yields an empty text would be stored as zero.
    page.set_formula_result_default("");
    for (col, width) in (0..).zip(&sheet.widths) {
        page.set_column_width(col, f64::from(*width))?;
    }
    for (row, height) in (0..).zip(heights(sheet)) {
        page.set_row_height(row, height)?;
    }
    for merge in &sheet.merges {
        // The cells themselves are written below, each with its own format.
        page.merge_range(
            merge.first.row,
            column(merge.first.col),
            merge.last.row,
            column(merge.last.col),
            "",
            formats.of(Kind::Prose.toned(Tone::Body)),
        )?;
    }
    for (row, cells) in (0..).zip(&sheet.rows) {
        for (col, cell) in (0..).zip(cells) {
            let width = sheet.widths.get(usize::from(col)).copied();
            write_cell(page, (row, col), width.unwrap_or(WIDTH), cell, formats)?;
        }
    }
    for mark in &sheet.marks {
        write_mark(page, mark)?;
    }
    for input in &sheet.inputs {
        write_input(page, input)?;
    }
    for (at, text) in &sheet.notes {
        page.insert_note(at.row, column(at.col), &note(text))?;
    }
    for placed in &sheet.charts {
        let mut chart = placed.chart.as_ref().clone();
        chart.set_width(placed.width).set_height(placed.height);
        page.insert_chart_with_offset(
            placed.at.row,
            column(placed.at.col),
            &chart,
            0,
            placed.down,
        )?;
    }
    set_page(page, sheet)
}

fn column(col: u32) -> u16 {
    u16::try_from(col).unwrap_or(u16::MAX)
}

fn write_cell(
    page: &mut Worksheet,
    (row, col): (u32, u16),
    width: u16,
    cell: &Cell<'_>,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    let format = formats.of(cell.look);
    match &cell.content {
        Content::Blank => page.write_blank(row, col, format)?,
        Content::Text(text) => {
            let text = for_documents(text);
            let text = if wraps(cell) {
                shown(&text, width)
            } else {
                fitted(&text).into()
            };
            page.write_string_with_format(row, col, text, format)?
        }
        Content::Number(value) => {
            page.write_number_with_format(row, col, value.to_f64().unwrap_or_default(), format)?
        }
        Content::Formula(formula) => {
            let result = match &formula.result {
                Outcome::Number(value) => value.to_f64().unwrap_or_default().to_string(),
                Outcome::Text(text) => for_documents(text).into_owned(),
            };
            let formula = Formula::new(for_documents(&formula.text)).set_result(result);
            page.write_formula_with_format(row, col, formula, format)?
        }
        Content::Link(link) => {
            let url = Url::new(&link.url).set_text(fitted(&for_documents(&link.text)));
            page.write_url_with_format(row, col, url, format)?
        }
    };
    Ok(())
}

/// The most characters that a cell holds.
const CELL_LIMIT: usize = 32_767;

/// A text that a cell can hold; what had to be cut is counted in its place.
fn fitted(text: &str) -> String {
    // The limit counts UTF-16 units; counting two for each character is always enough.
    if text.len() <= CELL_LIMIT || text.encode_utf16().count() <= CELL_LIMIT {
        return text.to_owned();
    }
    let kept: String = text.chars().take(CELL_LIMIT / 2 - 40).collect();
    let cut = text.chars().count() - kept.chars().count();
    format!("{kept}……（此处因单元格容量截去 {cut} 字，全文见原表）")
}

/// A note as large as its text, up to what a screen shows.
fn note(text: &str) -> Note {
    /// Pixels that a line takes.
    const LINE_HEIGHT: u32 = 18;
    /// Pixels that a narrow character takes.
    const CHARACTER: u32 = 7;
    let lines = text
        .lines()
        .map(|line| width_of(line).div_ceil(36).max(1))
        .sum::<usize>();
    let height = u32::try_from(lines).unwrap_or(u32::MAX).clamp(2, 16) * LINE_HEIGHT;
    Note::new(fitted(&for_documents(text)))
        .set_author("汇评")
        .add_author_prefix(false)
        .set_width(40 * CHARACTER)
        .set_height(height + 8)
}

fn bold_on_grey() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(GREY))
}

fn write_mark(page: &mut Worksheet, mark: &Mark) -> Result<(), XlsxError> {
    let (row, col) = (mark.first.row, column(mark.first.col));
    let (last_row, last_col) = (mark.last.row, column(mark.last.col));
    let first_cell = mark.first.to_string();
    let number = |value: &rust_decimal::Decimal| value.to_f64().unwrap_or_default();
    // Empty cells and empty texts compare as numbers too; a formula that asks for a number first
    // leaves them alone.
    let when = |condition: &str, format: Format| {
        rust_xlsxwriter::ConditionalFormatFormula::new()
            .set_rule(format!("=AND(ISNUMBER({first_cell}),{first_cell}{condition})").as_str())
            .set_format(format)
    };
    match &mark.sign {
        Sign::NotZero => {
            page.add_conditional_format(row, col, last_row, last_col, &when("<>0", bold_on_grey()))
        }
        Sign::Beyond(bound) => {
            let bound = number(bound);
            let rule = format!("=AND(ISNUMBER({first_cell}),ABS({first_cell})>={bound})");
            let mark = rust_xlsxwriter::ConditionalFormatFormula::new()
                .set_rule(rule.as_str())
                .set_format(bold_on_grey());
            page.add_conditional_format(row, col, last_row, last_col, &mark)
        }
        Sign::Below(bound) => page.add_conditional_format(
            row,
            col,
            last_row,
            last_col,
            &when(
                &format!("<{}", number(bound)),
                Format::new()
                    .set_bold()
                    .set_underline(FormatUnderline::Single),
            ),
        ),
        Sign::Above(bound) => page.add_conditional_format(
            row,
            col,
            last_row,
            last_col,
            &when(
                &format!(">{}", number(bound)),
                Format::new().set_bold().set_italic(),
            ),
        ),
        Sign::Grave(word) => page.add_conditional_format(
            row,
            col,
            last_row,
            last_col,
            &ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(*word))
                .set_format(bold_on_grey()),
        ),
        Sign::Doubtful(word) => page.add_conditional_format(
            row,
            col,
            last_row,
            last_col,
            &ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(*word))
                .set_format(
                    Format::new()
                        .set_italic()
                        .set_pattern(FormatPattern::Gray125),
                ),
        ),
        Sign::Bars => page.add_conditional_format(
            row,
            col,
            last_row,
            last_col,
            &ConditionalFormatDataBar::new()
                .set_fill_color(Color::RGB(0x009F_B6CD))
                .set_minimum(ConditionalFormatType::Number, 0)
                .set_maximum(ConditionalFormatType::Number, 1),
        ),
    }
    .map(|_| ())
}

fn write_input(page: &mut Worksheet, input: &Input) -> Result<(), XlsxError> {
    let validation = match &input.rule {
        InputRule::ScoreUpTo(weight) => DataValidation::new()
            .allow_decimal_number_formula(DataValidationRule::Between(
                Formula::new("0"),
                Formula::new(format!("={weight}")),
            ))
            .set_input_title("复核得分")?
            .set_input_message("填写后，采用得分、汇总表和名次随之更新；不填则沿用复算得分。")?
            .set_error_title("得分超出范围")?
            .set_error_message("复核得分应在 0 与该行分值之间。")?,
        InputRule::Score(full) => DataValidation::new()
            .allow_decimal_number_formula(DataValidationRule::Between(
                Formula::new("0"),
                Formula::new(format!("={full}")),
            ))
            .set_input_title("复核得分")?
            .set_input_message("填写后以此为最终得分；不填则由各行采用得分相加。")?
            .set_error_title("得分超出范围")?
            .set_error_message("复核得分应在 0 与满分之间。")?,
        InputRule::OneOf(words) => {
            let words: Vec<_> = words.iter().map(|word| for_documents(word)).collect();
            DataValidation::new()
                .allow_list_strings(&words)?
                .set_error_title("请从列表中选择")?
                .set_error_message("可选：".to_owned() + &words.join("、"))?
        }
        InputRule::Free(prompt) => DataValidation::new()
            .allow_any_value()
            .set_input_message(*prompt)?,
    }
    .set_error_style(DataValidationErrorStyle::Stop);
    page.add_data_validation(
        input.first.row,
        column(input.first.col),
        input.last.row,
        column(input.last.col),
        &validation,
    )?;
    Ok(())
}

fn set_page(page: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
    page.set_paper_size(A4)
        .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_header("&L&9&F&R&9&A")
        .set_footer("&C&9第 &P 页，共 &N 页");
    page.set_print_fit_to_pages(1, u16::from(sheet.one_page));
    if !sheet.portrait {
        page.set_landscape();
    }
    if let Some(at) = sheet.frozen {
        page.set_freeze_panes(at.row, column(at.col))?;
    }
    if let Some((first, last)) = sheet.filter {
        page.autofilter(first.row, column(first.col), last.row, column(last.col))?;
    }
    if let Some((first, last)) = sheet.repeated {
        page.set_repeat_rows(first, last)?;
    }
    let last_row = sheet.next_row().saturating_sub(1);
    if let Some(last_col) = sheet.printed.checked_sub(1) {
        let chart_end = sheet.charts.iter().map(|chart| {
            // 18 pixels is a row of the default height.
            chart.at.row + chart.height / 18 + 1
        });
        let last_row = chart_end.fold(last_row, u32::max);
        page.set_print_area(0, 0, last_row, last_col)?;
    }
    Ok(())
}
