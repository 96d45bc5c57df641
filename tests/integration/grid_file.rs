//! Tables as reviewable text: a grid in JSON, and what a right reader gets from it.

use std::path::{Path, PathBuf};

use huiping::intake::grid::{Area, Cell, CellRef, Grid, Workbook};
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

/// The sheets a grid file describes, the described table's first.
pub(crate) fn workbook(description: &Value) -> Workbook {
    let mut sheets = vec![grid(description)];
    if let Some(more) = description["more_sheets"].as_array() {
        sheets.extend(more.iter().map(grid));
    }
    Workbook {
        sheets,
        ..Workbook::default()
    }
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
