//! A sheet as a flat store of addressed cells: what every later stage reads.
//!
//! Addresses are kept from here to the last output; nothing downstream ever guesses one.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

/// The address of a cell on its sheet, zero-based. Displays as A1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row, counted from 0.
    pub row: u32,
    /// Column, counted from 0.
    pub col: u32,
}

impl CellRef {
    /// The cell at `row` and `col`, both counted from 0.
    #[must_use]
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }
}

/// The letters of a column counted from 0: 0 → A, 26 → AA.
#[must_use]
pub(crate) fn column_letters(col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(col) + 1;
    while rest > 0 {
        rest -= 1;
        let letter = u8::try_from(rest % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.col), u64::from(self.row) + 1)
    }
}

/// A text that is no A1 address.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("不是单元格地址：{0}")]
pub struct BadAddress(pub String);

impl FromStr for CellRef {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadAddress(text.to_owned());
        let digits = text.find(|c: char| c.is_ascii_digit()).ok_or_else(bad)?;
        let (letters, number) = text.split_at(digits);
        if letters.is_empty() || letters.len() > 4 {
            return Err(bad());
        }
        let mut col: u32 = 0;
        for letter in letters.chars() {
            if !letter.is_ascii_alphabetic() {
                return Err(bad());
            }
            let place = u32::from(letter.to_ascii_uppercase()) - u32::from('A') + 1;
            col = col * 26 + place;
        }
        let row: u32 = number.parse().map_err(|_| bad())?;
        if row == 0 {
            return Err(bad());
        }
        Ok(Self::new(row - 1, col - 1))
    }
}

/// A rectangle of cells, both corners included. Displays as `A1:C3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    /// The upper left cell.
    pub first: CellRef,
    /// The lower right cell.
    pub last: CellRef,
}

impl Area {
    /// Whether `at` lies in the rectangle.
    #[must_use]
    pub const fn contains(&self, at: CellRef) -> bool {
        self.first.row <= at.row
            && at.row <= self.last.row
            && self.first.col <= at.col
            && at.col <= self.last.col
    }

    /// How many blocks of [`BLOCK`] × [`BLOCK`] cells it touches.
    const fn blocks(&self) -> u64 {
        let rows = self.last.row / BLOCK - self.first.row / BLOCK + 1;
        let columns = self.last.col / BLOCK - self.first.col / BLOCK + 1;
        rows as u64 * columns as u64
    }

    /// Whether it reaches so far (over more than about a thousand rows or columns) that it can be no
    /// heading or entry.
    #[must_use]
    pub const fn is_vast(&self) -> bool {
        self.blocks() > 64
    }

    /// The smallest rectangle that holds this one and `at`.
    #[must_use]
    pub fn including(&self, at: CellRef) -> Self {
        Self {
            first: CellRef::new(self.first.row.min(at.row), self.first.col.min(at.col)),
            last: CellRef::new(self.last.row.max(at.row), self.last.col.max(at.col)),
        }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}:{}", self.first, self.last)
        }
    }
}

impl FromStr for Area {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        Ok(Self {
            first: first.parse()?,
            last: last.parse()?,
        })
    }
}

/// What a cell holds, as the file stores it.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// Text, exactly as stored: white space and line breaks included.
    Text(String),
    /// A number: the shortest decimal that round-trips, at most 15 significant digits.
    Number(Decimal),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date or time, as ISO 8601 text (`2024-04-15`, `2024-04-15T08:30:00`, `PT8H`).
    Date(String),
    /// An error value such as `#REF!`.
    Error(String),
    /// A formula whose result the file does not hold. Never to be read as zero.
    Uncalculated,
}

/// One cell with content.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Where it stands. Of a merged area: the upper left corner.
    pub at: CellRef,
    /// What it holds.
    pub value: CellValue,
    /// What a person sees: 0.98 formatted `0%` shows `98%`; text shows itself.
    pub shown: String,
    /// The number format code, where the file states one other than General.
    pub number_format: Option<String>,
    /// The formula, without its equals sign.
    pub formula: Option<String>,
    /// Whether its row, column or sheet is hidden.
    pub hidden: bool,
    /// The comment (note) fastened to it.
    pub comment: Option<String>,
}

impl Cell {
    /// A visible text cell without format, formula or comment.
    #[must_use]
    pub fn text(at: CellRef, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            at,
            shown: text.clone(),
            value: CellValue::Text(text),
            number_format: None,
            formula: None,
            hidden: false,
            comment: None,
        }
    }

    /// Whether a person sees nothing here: empty or white space only.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        !matches!(self.value, CellValue::Uncalculated) && self.shown.trim().is_empty()
    }
}

/// Whether and how a sheet is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Shown.
    #[default]
    Visible,
    /// Hidden; a user can show it.
    Hidden,
    /// Hidden so that only a program shows it.
    VeryHidden,
}

/// One sheet: its cells with content, in row order, and its merged areas.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The sheet's name.
    pub name: String,
    /// Whether it is hidden.
    pub visibility: Visibility,
    cells: BTreeMap<CellRef, Cell>,
    merges: Merges,
}

/// The height and width of the blocks by which merged areas are looked up.
const BLOCK: u32 = 16;

/// Merged areas, with an index by blocks of cells, so that asking what covers a cell does not take
/// longer on a sheet with thousands of them.
#[derive(Clone, Debug, Default)]
struct Merges {
    areas: Vec<Area>,
    /// Places in `areas` by block of cells.
    blocks: BTreeMap<(u32, u32), Vec<usize>>,
    /// Places of the vast areas, which touch too many blocks to be listed under each.
    large: Vec<usize>,
}

impl Merges {
    fn add(&mut self, area: Area) {
        let place = self.areas.len();
        let (top, bottom) = (area.first.row / BLOCK, area.last.row / BLOCK);
        let (left, right) = (area.first.col / BLOCK, area.last.col / BLOCK);
        if area.is_vast() {
            self.large.push(place);
        } else {
            for row in top..=bottom {
                for col in left..=right {
                    self.blocks.entry((row, col)).or_default().push(place);
                }
            }
        }
        self.areas.push(area);
    }

    /// The first declared area that covers `at`.
    fn covering(&self, at: CellRef) -> Option<Area> {
        let block = (at.row / BLOCK, at.col / BLOCK);
        let listed = self.blocks.get(&block).map_or(&[][..], Vec::as_slice);
        let places = listed.iter().chain(&self.large);
        let areas = places.filter_map(|place| self.areas.get(*place).map(|area| (place, area)));
        let covering = areas.filter(|(_, area)| area.contains(at));
        covering
            .min_by_key(|(place, _)| **place)
            .map(|(_, area)| *area)
    }
}

impl Grid {
    /// An empty, visible sheet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Puts a cell in its place; a later one replaces an earlier one.
    pub fn put(&mut self, cell: Cell) {
        self.cells.insert(cell.at, cell);
    }

    /// Marks every cell as hidden.
    pub(super) fn hide_all(&mut self) {
        for cell in self.cells.values_mut() {
            cell.hidden = true;
        }
    }

    /// Declares a merged area. Areas of one cell, and areas whose corner another one covers already,
    /// are not kept.
    pub fn merge(&mut self, area: Area) {
        let is_area = area.first.row <= area.last.row && area.first.col <= area.last.col;
        if is_area && area.first != area.last && self.merge_at(area.first).is_none() {
            self.merges.add(area);
        }
    }

    /// The cell stored at `at`, if it has content.
    #[must_use]
    pub fn get(&self, at: CellRef) -> Option<&Cell> {
        self.cells.get(&at)
    }

    /// All cells with content, by row, then column.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.cells.values()
    }

    /// The cells of one row, from left to right.
    pub fn row(&self, row: u32) -> impl Iterator<Item = &Cell> {
        self.cells
            .range(CellRef::new(row, 0)..=CellRef::new(row, u32::MAX))
            .map(|(_, cell)| cell)
    }

    /// The cells of some rows, by row, then column.
    pub fn rows(&self, rows: std::ops::RangeInclusive<u32>) -> impl Iterator<Item = &Cell> {
        let (first, last) = (*rows.start(), *rows.end());
        // A range that ends before it begins is an error for the map.
        let last = last.max(first);
        self.cells
            .range(CellRef::new(first, 0)..=CellRef::new(last, u32::MAX))
            .map(|(_, cell)| cell)
    }

    /// The merged areas, in the file's order.
    #[must_use]
    pub fn merges(&self) -> &[Area] {
        &self.merges.areas
    }

    /// The merged area that covers `at`.
    #[must_use]
    pub fn merge_at(&self, at: CellRef) -> Option<Area> {
        self.merges.covering(at)
    }

    /// Where the content of `at` is stored: the corner of its merged area, or itself.
    #[must_use]
    pub fn anchor(&self, at: CellRef) -> CellRef {
        self.merge_at(at).map_or(at, |area| area.first)
    }

    /// The cell whose content a person sees at `at`, merged areas considered.
    #[must_use]
    pub fn seen_at(&self, at: CellRef) -> Option<&Cell> {
        self.get(self.anchor(at))
    }

    /// The rectangle of all cells with content; `None` on an empty sheet.
    #[must_use]
    pub fn extent(&self) -> Option<Area> {
        let mut cells = self.cells.values().filter(|cell| !cell.is_blank());
        let first = cells.next()?.at;
        let start = Area { first, last: first };
        Some(cells.fold(start, |area, cell| area.including(cell.at)))
    }
}

/// A file as grids, whatever its format was.
#[derive(Clone, Debug, Default)]
pub struct Workbook {
    /// The sheets in the file's order, hidden ones included.
    pub sheets: Vec<Grid>,
    /// What a reader should know of this file: formulas without results, hidden sheets, a wrong
    /// extension. Chinese, one sentence each.
    pub remarks: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(areas: &[&str]) -> Grid {
        let mut grid = Grid::new("表");
        for area in areas {
            grid.merge(area.parse().unwrap());
        }
        grid
    }

    #[test]
    fn the_area_that_covers_a_cell_is_found_near_and_far() {
        let grid = merged(&["A1:F1", "B2:C40", "A50:XFD900000", "B3:B4", "D5:D5"]);
        let covering = |at: &str| {
            let area = grid.merge_at(at.parse().unwrap());
            area.map(|area| area.to_string())
        };
        assert_eq!(covering("F1").as_deref(), Some("A1:F1"));
        assert_eq!(covering("G1"), None);
        assert_eq!(covering("C33").as_deref(), Some("B2:C40"));
        assert_eq!(covering("B3").as_deref(), Some("B2:C40"));
        assert_eq!(covering("ABC70000").as_deref(), Some("A50:XFD900000"));
        assert_eq!(covering("D5"), None);
        assert_eq!(grid.merges().len(), 3);
        assert_eq!(grid.anchor("C33".parse().unwrap()).to_string(), "B2");
    }

    #[test]
    fn addresses_read_as_they_are_written() {
        for text in ["A1", "Z9", "AA10", "XFD1048576"] {
            assert_eq!(text.parse::<CellRef>().unwrap().to_string(), text);
        }
        for text in ["", "A", "1", "A0", "甲1", "AAAAA1", "A1B"] {
            assert!(text.parse::<CellRef>().is_err(), "{text}");
        }
    }
}
