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
pub fn column_letters(col: u32) -> String {
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
    merges: Vec<Area>,
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

    /// Declares a merged area. Areas of one cell are not kept.
    pub fn merge(&mut self, area: Area) {
        if area.first != area.last {
            self.merges.push(area);
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

    /// The merged areas, in the file's order.
    #[must_use]
    pub fn merges(&self) -> &[Area] {
        &self.merges
    }

    /// The merged area that covers `at`.
    #[must_use]
    pub fn merge_at(&self, at: CellRef) -> Option<Area> {
        self.merges.iter().copied().find(|area| area.contains(at))
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
