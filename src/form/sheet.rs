//! A grid seen as a person sees it: merged areas are one piece of text that spans its cells.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::model::{ColumnField, FormField, FundColumnField, SheetCell, Sourced};
use super::out_of_range::is_any_number;
use super::teaching::Lessons;
use super::vocabulary::vocabulary;
use super::wording::{flat, fold};
use crate::intake::grid::{Area, Cell, CellRef, CellValue, Grid};
use crate::value::blank::is_blank;
use crate::value::number::{Number, parse_number};

/// Merged cells beyond this many are not expanded: no form is that large.
const COVERED_LIMIT: u64 = 400_000;

/// What stands further to the right of a label than this is no value beside it.
const FAR: u32 = 256;
/// The columns beyond these belong to no heading; the widest forms have some thirty.
const MOST_COLUMNS: u32 = 512;

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Records {
    /// The first row of each.
    pub(super) starts: BTreeSet<u32>,
    /// How many rows each takes.
    pub(super) height: u32,
    /// How far to the right a view moves each further row.
    pub(super) width: u32,
}

/// A text on the sheet with the area it covers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Where it is stored: its upper left cell.
    pub(super) at: CellRef,
    /// The lower right cell it covers.
    pub(super) last: CellRef,
    /// The text as shown, trimmed, without line breaks.
    pub(super) text: String,
    /// The text folded for comparison.
    pub(super) key: String,
    /// The number the cell stores, where it stores one.
    pub(super) stored: Option<Decimal>,
}

impl Piece {
    /// Whether nothing is stated here: a dash, a slash, dots.
    pub(super) fn is_blank_mark(&self) -> bool {
        is_blank(&self.text)
    }

    /// The number it holds: the stored one, with the precision it is shown with where that is finer.
    pub(super) fn number(&self) -> Option<Number> {
        let shown = parse_number(&self.text).or_else(|| spaced_number(&self.text));
        match (self.stored, shown) {
            (Some(stored), Some(shown)) if shown.value == stored => Some(shown),
            (Some(stored), _) => Some(Number::written(stored)),
            (None, shown) => shown,
        }
    }

    /// Whether it reads as a number, an amount or a percentage.
    pub(super) fn is_numeric(&self) -> bool {
        self.stored.is_some()
            || parse_number(self.text.trim_end_matches(['%', '％', '分', '元', '万'])).is_some()
            || spaced_number(&self.text).is_some()
            || is_any_number(&self.text)
    }
}

/// One sheet of a workbook, ready for recognition.
pub(super) struct Sheet<'a> {
    /// Its place among the workbook's sheets.
    pub(super) index: usize,
    /// The grid behind it.
    pub(super) grid: &'a Grid,
    rows: BTreeMap<u32, Vec<Piece>>,
    covered: HashMap<CellRef, CellRef>,
    /// The last column in which a person sees something, by row.
    reach: BTreeMap<u32, u32>,
    extent: Option<Area>,
    lessons: Lessons,
    view: View,
}

/// How the cells of a view were moved; values keep the addresses at which they are stored.
#[derive(Clone, Copy)]
enum View {
    /// Nothing was moved.
    AsStored,
    /// Rows from this one on became columns.
    Turned { first_row: u32 },
    /// Further rows of a record were moved behind its first, this many columns each.
    Records { width: u32 },
}

impl<'a> Sheet<'a> {
    pub(super) fn new(index: usize, grid: &'a Grid, lessons: Lessons) -> Self {
        let mut covered = HashMap::new();
        let mut spans = HashMap::new();
        let mut reach: BTreeMap<u32, u32> = BTreeMap::new();
        let mut reaches = |row: u32, col: u32| {
            let known = reach.entry(row).or_default();
            *known = col.max(*known);
        };
        let mut budget = COVERED_LIMIT;
        for area in grid.merges() {
            let cells = u64::from(area.last.row - area.first.row + 1)
                * u64::from(area.last.col - area.first.col + 1);
            if cells > budget {
                continue;
            }
            budget -= cells;
            spans.insert(area.first, area.last);
            for row in area.first.row..=area.last.row {
                reaches(row, area.last.col);
                for col in area.first.col..=area.last.col {
                    covered.insert(CellRef::new(row, col), area.first);
                }
            }
        }
        let mut rows: BTreeMap<u32, Vec<Piece>> = BTreeMap::new();
        for cell in grid.cells() {
            // What a merged area hides is not shown to anybody; coverage lists it all the same.
            if covered
                .get(&cell.at)
                .is_some_and(|anchor| *anchor != cell.at)
            {
                continue;
            }
            let text = flat(&cell.shown);
            if text.is_empty() {
                continue;
            }
            reaches(cell.at.row, cell.at.col);
            rows.entry(cell.at.row).or_default().push(Piece {
                at: cell.at,
                last: spans.get(&cell.at).copied().unwrap_or(cell.at),
                key: fold(&text),
                stored: stored_number(cell),
                text,
            });
        }
        Self {
            index,
            grid,
            rows,
            covered,
            reach,
            extent: grid.extent(),
            lessons,
            view: View::AsStored,
        }
    }

    /// Some rows of the sheet with rows and columns exchanged; its first row is the sheet's first column.
    pub(super) fn turned(&self, rows: std::ops::RangeInclusive<u32>) -> Self {
        let first_row = *rows.start();
        let turn = |at: CellRef| CellRef::new(at.col, at.row.saturating_sub(first_row));
        self.viewed(View::Turned { first_row }, |at| {
            rows.contains(&at.row).then(|| turn(at))
        })
    }

    /// The sheet with the rows of each record side by side in its first row.
    pub(super) fn joined(&self, records: &Records) -> Self {
        let Records {
            starts,
            height,
            width,
        } = records;
        self.viewed(View::Records { width: *width }, |at| {
            let start = starts.range(..=at.row).next_back();
            let start = start.filter(|start| at.row - **start < *height);
            Some(start.map_or(at, |start| {
                CellRef::new(*start, at.col + (at.row - start) * width)
            }))
        })
    }

    /// The sheet with its pieces moved.
    fn viewed(&self, view: View, moved: impl Fn(CellRef) -> Option<CellRef>) -> Self {
        let mut rows: BTreeMap<u32, Vec<Piece>> = BTreeMap::new();
        let mut reach: BTreeMap<u32, u32> = BTreeMap::new();
        let mut extent: Option<Area> = None;
        for piece in self.rows.values().flatten() {
            let Some(at) = moved(piece.at) else {
                continue;
            };
            // What is merged down over the rows of a record keeps its width and loses its height.
            let last = match view {
                View::Records { width } => {
                    let wide = at.col + (piece.last.col - piece.at.col).min(width);
                    CellRef::new(at.row.max(piece.last.row), wide)
                }
                _ => moved(piece.last).unwrap_or(at),
            };
            let area = Area { first: at, last };
            extent = Some(extent.map_or(area, |all| all.including(at).including(last)));
            for row in at.row..=last.row {
                let known = reach.entry(row).or_default();
                *known = last.col.max(*known);
            }
            rows.entry(at.row).or_default().push(Piece {
                at,
                last,
                ..piece.clone()
            });
        }
        for pieces in rows.values_mut() {
            pieces.sort_by_key(|piece| piece.at.col);
        }
        let covered = self.covered.iter().filter_map(|(at, anchor)| {
            // A name merged down over a record stands in its first row alone.
            let hidden = matches!(view, View::Records { .. })
                && moved(*at).is_some_and(|moved| moved.row != at.row)
                && anchor.row != at.row;
            (!hidden).then_some((moved(*at)?, moved(*anchor)?))
        });
        Self {
            index: self.index,
            grid: self.grid,
            rows,
            covered: covered.collect(),
            reach,
            extent,
            lessons: self.lessons.clone(),
            view,
        }
    }

    /// Where a cell of this view is stored.
    fn stored_at(&self, at: CellRef) -> CellRef {
        match self.view {
            View::AsStored => at,
            View::Turned { first_row } => CellRef::new(at.col + first_row, at.row),
            View::Records { width } => CellRef::new(
                at.row + at.col.checked_div(width).unwrap_or(0),
                at.col.checked_rem(width).unwrap_or(at.col),
            ),
        }
    }

    /// What a heading of the indicator block names: as taught, else as the vocabulary knows it.
    pub(super) fn column(&self, heading: &str) -> Option<(ColumnField, u8)> {
        let taught = self.lessons.column(heading).map(|field| (field, 100));
        taught.or_else(|| vocabulary().column(heading))
    }

    /// What a heading of the budget block names: as taught, else as the vocabulary knows it.
    pub(super) fn fund_column(&self, heading: &str) -> Option<(FundColumnField, u8)> {
        let taught = self.lessons.fund_column(heading).map(|field| (field, 100));
        taught.or_else(|| vocabulary().fund_column(heading))
    }

    /// The cells taught to hold a field, with what stands in them.
    pub(super) fn taught_cells(&self) -> impl Iterator<Item = (FormField, &Piece)> {
        self.lessons
            .cells()
            .filter_map(|(at, field)| Some((field, self.seen(at)?)))
    }

    /// The pieces stored in one row, from left to right.
    pub(super) fn row(&self, row: u32) -> &[Piece] {
        self.rows.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The rows with content, from top to bottom, within `rows`.
    pub(super) fn rows_in(
        &self,
        rows: std::ops::Range<u32>,
    ) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.rows.range(rows).map(|(row, _)| *row)
    }

    /// The last row and the last column with content.
    pub(super) fn end(&self) -> CellRef {
        self.extent.map_or(CellRef::new(0, 0), |area| area.last)
    }

    /// Where the content of a cell is stored.
    pub(super) fn anchor(&self, at: CellRef) -> CellRef {
        self.covered.get(&at).copied().unwrap_or(at)
    }

    /// The piece a person sees at a cell, merged areas considered.
    pub(super) fn seen(&self, at: CellRef) -> Option<&Piece> {
        let anchor = self.anchor(at);
        let row = self.row(anchor.row);
        let place = row.binary_search_by_key(&anchor.col, |piece| piece.at.col);
        row.get(place.ok()?)
    }

    /// The last column in which a person sees something in some rows.
    pub(super) fn reach(&self, rows: std::ops::RangeInclusive<u32>) -> u32 {
        let reaches = self.reach.range(rows).map(|(_, col)| *col);
        reaches.max().unwrap_or_default()
    }

    /// The first piece a person sees in a row from a column on, unless it stands far off.
    pub(super) fn seen_from(&self, row: u32, first: u32) -> Option<&Piece> {
        let last = first.saturating_add(FAR).min(self.reach(row..=row));
        self.seen_between(row, first, last)
    }

    /// The columns of a heading in some rows: those in which a person sees something, up to more than any
    /// form has. What stands beyond is content that was not read.
    pub(super) fn heading_columns(
        &self,
        rows: std::ops::RangeInclusive<u32>,
    ) -> std::ops::RangeInclusive<u32> {
        0..=self.reach(rows).min(MOST_COLUMNS - 1)
    }

    /// The first piece a person sees in a row between two columns.
    pub(super) fn seen_between(&self, row: u32, first: u32, last: u32) -> Option<&Piece> {
        (first..=last).find_map(|col| self.seen(CellRef::new(row, col)))
    }

    /// The address of a cell as forms keep it.
    pub(super) fn place(&self, at: CellRef) -> SheetCell {
        SheetCell {
            sheet: self.index,
            cell: self.stored_at(at),
        }
    }

    /// A value from a piece.
    pub(super) fn sourced<T>(&self, piece: &Piece, value: Option<T>) -> Sourced<T> {
        Sourced {
            value,
            cells: vec![self.place(piece.at)],
            text: piece.text.clone(),
        }
    }

    /// A value that is missing where it should stand.
    pub(super) fn missing<T>(&self, at: CellRef) -> Sourced<T> {
        Sourced {
            value: None,
            cells: vec![self.place(self.anchor(at))],
            text: String::new(),
        }
    }

    /// The text of a piece, `None` for a "not applicable" mark.
    pub(super) fn text_of(&self, piece: &Piece) -> Sourced<String> {
        let value = (!piece.is_blank_mark()).then(|| piece.text.clone());
        self.sourced(piece, value)
    }
}

/// `1 152 836.40`: blanks between groups of three digits.
fn spaced_number(text: &str) -> Option<Number> {
    let groups: Vec<&str> = text
        .split([' ', '\u{a0}', '\u{2009}', '\u{202f}'])
        .collect();
    let (first, rest) = groups.split_first()?;
    let digits = |group: &str| group.chars().all(|c| c.is_ascii_digit());
    let whole = |group: &&str| group.len() >= 3 && digits(group.get(..3).unwrap_or_default());
    let groups_fit = !rest.is_empty()
        && (1..=3).contains(&first.len())
        && digits(first)
        && rest.iter().all(whole)
        && rest.iter().rev().skip(1).all(|group| group.len() == 3);
    groups_fit.then(|| parse_number(&groups.concat())).flatten()
}

/// The number a cell stores; booleans, dates and texts store none.
fn stored_number(cell: &Cell) -> Option<Decimal> {
    match cell.value {
        CellValue::Number(number) => Some(number),
        _ => None,
    }
}
