//! Tables as reviewable text: a grid in JSON, and what a right reader gets from it.

use std::path::{Path, PathBuf};

use huiping::stages::intake::{Area, Cell, CellRef, Grid, Workbook};
use serde_json::Value;

/// A folder of the test fixtures.
pub(crate) fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder)
}

/// Reads a JSON file of the fixtures.
pub(crate) fn json(path: &Path) -> Value {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// The sheets a grid file describes.
pub(crate) fn workbook(description: &Value) -> Workbook {
    Workbook {
        sheets: in_order(description).into_iter().map(grid).collect(),
        ..Workbook::default()
    }
}

/// The described sheets from first to last: what stands `before` the table, the table, the others.
fn in_order(description: &Value) -> Vec<&Value> {
    let more = || description["more_sheets"].as_array().into_iter().flatten();
    let stands_before = |sheet: &&Value| sheet["position"] == "before";
    more()
        .filter(stands_before)
        .chain([description])
        .chain(more().filter(|sheet| !stands_before(sheet)))
        .collect()
}

fn grid(description: &Value) -> Grid {
    let name = description["sheet_name"]
        .as_str()
        .or_else(|| description["name"].as_str());
    let mut grid = Grid::new(name.unwrap_or("Sheet1"));
    for (row, cells) in (0_u32..).zip(description["rows"].as_array().into_iter().flatten()) {
        for (col, cell) in (0_u32..).zip(cells.as_array().into_iter().flatten()) {
            if let Some(text) = cell.as_str().filter(|text| !text.is_empty()) {
                grid.put(Cell::text(CellRef::new(row, col), text));
            }
        }
    }
    for area in description["merges"].as_array().into_iter().flatten() {
        let area: Area = area
            .as_str()
            .expect("a merge is text")
            .parse()
            .expect("a merge is an area");
        grid.merge(area);
    }
    grid
}

/// The described table as the bytes of an xlsx file, as departments send it: what reads as a number is
/// stored as a number, percentages as fractions shown as percentages.
pub(crate) fn xlsx(description: &Value) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for sheet in in_order(description) {
        let name = sheet["sheet_name"]
            .as_str()
            .or_else(|| sheet["name"].as_str());
        let page = book.add_worksheet();
        page.set_name(name.unwrap_or("Sheet1"))
            .expect("a sheet name");
        for area in sheet["merges"].as_array().into_iter().flatten() {
            let area: Area = area.as_str().expect("text").parse().expect("an area");
            let column = |at: u32| u16::try_from(at).expect("a column");
            page.merge_range(
                area.first.row,
                column(area.first.col),
                area.last.row,
                column(area.last.col),
                "",
                &rust_xlsxwriter::Format::new(),
            )
            .expect("a merged area");
        }
        for (row, cells) in (0_u32..).zip(sheet["rows"].as_array().into_iter().flatten()) {
            for (col, cell) in (0_u16..).zip(cells.as_array().into_iter().flatten()) {
                if let Some(text) = cell.as_str().filter(|text| !text.is_empty()) {
                    write(page, row, col, text);
                }
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// Writes a number with the format that shows it as `text`, or the text.
fn write(page: &mut rust_xlsxwriter::Worksheet, row: u32, col: u16, text: &str) {
    let (digits, percent) = text
        .strip_suffix('%')
        .map_or((text, false), |digits| (digits, true));
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
    let is_plain = !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.chars().filter(|c| *c == '.').count() <= 1
        && digits.len() < 15
        && !digits.ends_with('.')
        && (digits == "0" || digits.starts_with("0.") || !digits.starts_with('0'));
    if !is_plain {
        page.write_string(row, col, text).expect("a text cell");
        return;
    }
    let number: f64 = digits.parse().expect("a number");
    let mut code = "0".to_owned();
    if places > 0 {
        code = format!("0.{}", "0".repeat(places));
    }
    if percent {
        code.push('%');
    }
    let value = if percent { number / 100.0 } else { number };
    let format = rust_xlsxwriter::Format::new().set_num_format(code);
    page.write_number_with_format(row, col, value, &format)
        .expect("a number cell");
}
