//! A sample file as text that a person can review, and its reading.
//!
//! A sheet is a block of rows; cells stand between `|`:
//!
//! | written          | means                                                                       |
//! |------------------|-----------------------------------------------------------------------------|
//! | `6`              | the text `6`, as typed into a text cell                                     |
//! | `#6`             | the number 6                                                                |
//! | `#23.65%`        | the number 0.2365 with the format `0.00%`; likewise `#18,558.34`, `#10.00`  |
//! | `#80% ~ 0.8045`  | the number 0.8045, of which the format shows `80%`                          |
//! | `#9.50 := F5*10` | a formula and the result the file holds for it (a text result alike)        |
//! | `@2024-04-15`    | a date, shown as 2024年4月15日                                              |
//! | `<` `^`          | the cell is merged into the one on its left, above it                       |
//! | `⏎` `␣`          | a line break in the cell; a blank at its edge                               |

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Row and column, counted from 0.
pub(crate) type At = (u32, u16);

/// A sample file.
#[derive(Debug, Deserialize)]
pub(crate) struct Description {
    /// What the file is for.
    pub(crate) about: String,
    /// The sheets, if it is a workbook.
    #[serde(default, rename = "sheet")]
    pub(crate) sheets: Vec<Sheet>,
    /// Whether a `.et` is binary inside, as `.xls` is.
    #[serde(default)]
    pub(crate) binary: bool,
    /// Of the workbook only so many bytes are there: a copy that broke off.
    pub(crate) broken_after: Option<usize>,
    /// The user that an Excel lock file names.
    pub(crate) locked_by: Option<String>,
    /// The bytes of a picture, in hexadecimal.
    pub(crate) picture: Option<String>,
    /// The paragraphs of a Word document.
    #[serde(default)]
    pub(crate) paragraphs: Vec<String>,
}

/// The name of the file; it lies in the folder of the description's name below `samples/`.
#[derive(Deserialize)]
struct Named {
    file: String,
}

/// A sheet of a workbook.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sheet {
    /// Its name.
    pub(crate) name: String,
    /// Whether it is hidden.
    #[serde(default)]
    pub(crate) hidden: bool,
    /// Its cells, see the module's table.
    pub(crate) grid: String,
    /// Column widths in characters, from A on; where none stands the texts decide.
    #[serde(default)]
    pub(crate) widths: Vec<f64>,
    /// Hidden rows, counted from 1.
    #[serde(default)]
    pub(crate) hidden_rows: Vec<u32>,
    /// Comments by A1 address.
    #[serde(default)]
    pub(crate) comments: BTreeMap<String, String>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// Text.
    Text(String),
    /// A number and the format it is shown with; `None` is General.
    Number(Decimal, Option<String>),
    /// A date: year, month, day.
    Date(u16, u8, u8),
}

/// A cell with content.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// What it holds; of a formula its result.
    pub(crate) content: Content,
    /// The formula, without its equals sign.
    pub(crate) formula: Option<String>,
}

/// A sheet's cells and merged areas (first, last).
#[derive(Debug, Default)]
pub(crate) struct Cells {
    /// Cells with content, by row and column.
    pub(crate) cells: BTreeMap<At, Cell>,
    /// Merged areas, by their first cell.
    pub(crate) merges: BTreeMap<At, At>,
    /// How many columns the widest row has.
    pub(crate) width: u16,
    /// How many rows there are.
    pub(crate) height: u32,
}

/// All descriptions below `folder`, each with the place of its file below `samples/`, by path.
///
/// `T` is what is wanted of them: the [`Description`], or a test's own view of the rest.
pub(crate) fn all<T: DeserializeOwned>(folder: &Path) -> Result<Vec<(PathBuf, T)>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.path().extension().is_none_or(|ext| ext != "toml") {
            continue;
        }
        let text = fs::read_to_string(entry.path())?;
        let place = |error| format!("{}: {error}", entry.path().display());
        let named: Named = toml::from_str(&text).map_err(place)?;
        let beside = entry
            .path()
            .strip_prefix(folder)?
            .with_file_name(named.file);
        found.push((beside, toml::from_str(&text).map_err(place)?));
    }
    Ok(found)
}

/// Reads the cells of a sheet's text.
pub(crate) fn cells(sheet: &Sheet) -> Result<Cells, Box<dyn Error>> {
    let mut read = Cells::default();
    let mut owner: BTreeMap<At, At> = BTreeMap::new();
    let text = sheet.grid.strip_prefix('\n').unwrap_or(&sheet.grid);
    for (row, line) in (0u32..).zip(text.lines()) {
        for (col, cell) in (0u16..).zip(line.split('|')) {
            let at = (row, col);
            let cell = cell.trim_matches(' ');
            let into = match cell {
                "<" => col.checked_sub(1).map(|left| (row, left)),
                "^" => row.checked_sub(1).map(|above| (above, col)),
                _ => None,
            };
            match into {
                Some(into) => {
                    let first = *owner.get(&into).ok_or_else(|| trouble(sheet, at, cell))?;
                    owner.insert(at, first);
                    let last = read.merges.entry(first).or_insert(first);
                    *last = (last.0.max(row), last.1.max(col));
                }
                None => {
                    owner.insert(at, at);
                    if !cell.is_empty() {
                        let cell = parse(cell).ok_or_else(|| trouble(sheet, at, cell))?;
                        read.cells.insert(at, cell);
                    }
                }
            }
            read.width = read.width.max(col + 1);
        }
        read.height = row + 1;
    }
    for (first, last) in &read.merges {
        for row in first.0..=last.0 {
            for col in first.1..=last.1 {
                if owner.get(&(row, col)) != Some(first) {
                    return Err(trouble(
                        sheet,
                        (row, col),
                        "a merged area that is no rectangle",
                    ));
                }
            }
        }
    }
    Ok(read)
}

fn trouble(sheet: &Sheet, at: At, what: &str) -> Box<dyn Error> {
    let (row, col) = (at.0 + 1, at.1 + 1);
    format!("sheet {}, row {row}, column {col}: {what}", sheet.name).into()
}

fn parse(text: &str) -> Option<Cell> {
    let (shown, formula) = match text.split_once(" := ") {
        Some((shown, formula)) => (shown.trim_matches(' '), Some(formula.trim().to_owned())),
        None => (text, None),
    };
    let content = if let Some(number) = shown.strip_prefix('#') {
        let (shown, stored) = match number.split_once(" ~ ") {
            Some((shown, stored)) => (shown, Some(stored)),
            None => (number, None),
        };
        let value = shown.trim_end_matches('%').replace(',', "");
        let mut value: Decimal = value.parse().ok()?;
        if shown.ends_with('%') {
            value /= Decimal::ONE_HUNDRED;
        }
        let format = number_format(shown, stored.is_some());
        if let Some(stored) = stored {
            value = stored.parse().ok()?;
        }
        Content::Number(value.normalize(), format)
    } else if let Some(date) = shown.strip_prefix('@') {
        let mut parts = date.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        Content::Date(year, month, parts.next()?.parse().ok()?)
    } else {
        Content::Text(shown.replace('⏎', "\n").replace('␣', " "))
    };
    Some(Cell { content, formula })
}

/// The format that shows a number as it is written; `None` where General does.
fn number_format(shown: &str, rounded: bool) -> Option<String> {
    let percent = shown.ends_with('%');
    let digits = shown.trim_end_matches('%');
    let places = digits.split_once('.').map_or("", |(_, places)| places);
    let grouped = digits.contains(',');
    if !percent && !grouped && !rounded && !places.ends_with('0') {
        return None;
    }
    let whole = if grouped { "#,##0" } else { "0" };
    let dot = if places.is_empty() { "" } else { "." };
    let percent = if percent { "%" } else { "" };
    Some(format!("{whole}{dot}{}{percent}", "0".repeat(places.len())))
}

/// The address of a cell in A1 style.
pub(crate) fn a1(at: At) -> String {
    let mut letters = String::new();
    let mut rest = u32::from(at.1) + 1;
    while rest > 0 {
        rest -= 1;
        letters.insert(
            0,
            char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()),
        );
        rest /= 26;
    }
    format!("{letters}{}", at.0 + 1)
}
