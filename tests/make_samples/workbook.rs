//! Description → `.xlsx`, laid out as an office would print it.

use std::error::Error;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note, Workbook,
    Worksheet,
};

use super::description::{self, At, Cell, Cells, Content, Description, Sheet};

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// The heading of the sheet.
    Title,
    /// What stands around the table: 附件, 金额单位, notes.
    Outside,
    /// A short cell of the table.
    Centred,
    /// A long text of the table.
    Prose,
}

/// The workbook's bytes: the same for the same description.
pub(crate) fn bytes(description: &Description) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2024, 3, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in &description.sheets {
        let cells = description::cells(sheet)?;
        write_sheet(workbook.add_worksheet(), sheet, &cells)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_sheet(page: &mut Worksheet, sheet: &Sheet, cells: &Cells) -> Result<(), Box<dyn Error>> {
    page.set_name(&sheet.name)?;
    page.set_hidden(sheet.hidden);
    page.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    let widths: Vec<f64> = (0..cells.width)
        .map(|col| column_width(sheet, cells, col))
        .collect();
    for (col, width) in (0u16..).zip(&widths) {
        page.set_column_width(col, *width)?;
    }
    for row in 0..cells.height {
        page.set_row_height(row, row_height(cells, &widths, row))?;
    }
    let table = table_rows(cells);
    for (first, last) in &cells.merges {
        let format = format(look(cells, &table, *first), None);
        page.merge_range(first.0, first.1, last.0, last.1, "", &format)?;
    }
    for row in table.clone() {
        for col in 0..cells.width {
            let covered = cells.merges.iter().any(|(first, last)| {
                (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&col)
            });
            if !covered {
                page.write_blank(row, col, &format(Look::Centred, None))?;
            }
        }
    }
    for (at, cell) in &cells.cells {
        write_cell(page, *at, cell, look(cells, &table, *at))?;
    }
    for row in &sheet.hidden_rows {
        page.set_row_hidden(row - 1)?;
    }
    for (at, cell) in cells.cells.keys().map(|at| (*at, description::a1(*at))) {
        if let Some(comment) = sheet.comments.get(&cell) {
            page.insert_note(at.0, at.1, &Note::new(comment).add_author_prefix(false))?;
        }
    }
    Ok(())
}

fn write_cell(page: &mut Worksheet, at: At, cell: &Cell, look: Look) -> Result<(), Box<dyn Error>> {
    let (row, col) = at;
    if let Some(formula) = &cell.formula {
        let (result, number_format) = match &cell.content {
            Content::Text(text) => (text.clone(), None),
            Content::Number(value, number_format) => (value.to_string(), number_format.as_deref()),
            Content::Date(..) => return Err("a formula with a date is not provided for".into()),
        };
        let formula = Formula::new(format!("={formula}")).set_result(result);
        page.write_formula_with_format(row, col, formula, &format(look, number_format))?;
        return Ok(());
    }
    match &cell.content {
        Content::Text(text) => {
            page.write_string_with_format(row, col, text, &format(look, None))?
        }
        Content::Number(value, number_format) => {
            page.write_with_format(row, col, *value, &format(look, number_format.as_deref()))?
        }
        Content::Date(year, month, day) => {
            let date = ExcelDateTime::from_ymd(*year, *month, *day)?;
            let shown = r#"yyyy"年"m"月"d"日""#;
            page.write_datetime_with_format(row, col, &date, &format(look, Some(shown)))?
        }
    };
    Ok(())
}

fn format(look: Look, number_format: Option<&str>) -> Format {
    let mut format = Format::new()
        .set_font_name("宋体")
        .set_font_size(10.5)
        .set_text_wrap();
    format = match look {
        Look::Title => format
            .set_font_name("黑体")
            .set_font_size(16)
            .set_align(FormatAlign::Center),
        Look::Outside => format.set_align(FormatAlign::Left),
        Look::Centred => format
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Center),
        Look::Prose => format
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Left),
    };
    format = format.set_align(FormatAlign::VerticalCenter);
    match number_format {
        Some(code) => format.set_num_format(code),
        None => format,
    }
}

fn look(cells: &Cells, table: &std::ops::Range<u32>, at: At) -> Look {
    let text = match cells.cells.get(&at).map(|cell| &cell.content) {
        Some(Content::Text(text)) => text.as_str(),
        _ => "",
    };
    if !table.contains(&at.0) {
        let whole = cells
            .merges
            .get(&at)
            .is_some_and(|last| last.1 + 1 == cells.width);
        let note = text.starts_with('注') || text.starts_with("备注") || text.contains('：');
        return if whole && !note {
            Look::Title
        } else {
            Look::Outside
        };
    }
    if text.chars().count() > 24 {
        Look::Prose
    } else {
        Look::Centred
    }
}

/// The rows between the headings over the table and the notes under it: those where something
/// stands beside the first cell.
fn table_rows(cells: &Cells) -> std::ops::Range<u32> {
    let inside: Vec<u32> = cells
        .cells
        .keys()
        .filter(|at| at.1 > 0 || is_vertical(cells, **at))
        .map(|at| at.0)
        .collect();
    let first = inside.iter().min().copied().unwrap_or(0);
    let last = inside.iter().max().copied().unwrap_or(0);
    first..last + 1
}

fn is_vertical(cells: &Cells, at: At) -> bool {
    cells.merges.get(&at).is_some_and(|last| last.0 > at.0)
}

/// How wide a text shows: a Chinese character counts as two.
fn units(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn shown_units(cell: &Cell) -> u32 {
    match &cell.content {
        Content::Text(text) => text.lines().map(units).max().unwrap_or(0),
        Content::Number(value, _) => units(&value.to_string()) + 3,
        Content::Date(..) => 14,
    }
}

fn column_width(sheet: &Sheet, cells: &Cells, col: u16) -> f64 {
    if let Some(width) = sheet.widths.get(usize::from(col)) {
        return *width;
    }
    let spread = |at: &At| cells.merges.get(at).is_some_and(|last| last.1 > at.1);
    let widest = cells
        .cells
        .iter()
        .filter(|(at, _)| at.1 == col && !spread(at));
    let widest = widest.map(|(_, cell)| shown_units(cell)).max().unwrap_or(0);
    f64::from((widest + 2).clamp(8, 26))
}

/// High enough for the texts that begin and end in this row.
fn row_height(cells: &Cells, widths: &[f64], row: u32) -> f64 {
    let mut lines: f64 = 1.0;
    for (at, cell) in cells.cells.iter().filter(|(at, _)| at.0 == row) {
        let last = cells.merges.get(at).copied().unwrap_or(*at);
        let span = usize::from(at.1)..=usize::from(last.1);
        let width: f64 = widths.get(span).unwrap_or_default().iter().sum();
        let needed = match &cell.content {
            Content::Text(text) => text
                .lines()
                .map(|l| (f64::from(units(l)) / width).ceil())
                .sum(),
            _ => 1.0,
        };
        let rows = f64::from(last.0 - at.0 + 1);
        lines = lines.max(needed / rows);
    }
    (lines * 16.0 + 6.0).min(400.0)
}
