//! The level names above an indicator, inherited down merged and blank cells.

use std::collections::BTreeMap;
use std::ops::Range;

use super::heading::Heading;
use super::model::{ColumnField, Sourced};
use super::sheet::{Piece, Sheet};
use super::vocabulary::vocabulary;
use super::wording::{announced_points, fold, level_name};
use crate::intake::grid::CellRef;
use crate::value::blank::is_blank;

/// The level names in force, inherited down blank cells.
#[derive(Default)]
pub(super) struct Levels {
    pub(super) level1: Sourced<String>,
    pub(super) level2: Sourced<String>,
    /// Names typed over several unmerged cells, by each of these.
    typed_down: BTreeMap<CellRef, Sourced<String>>,
}

/// A name is typed over no more cells than this.
const PIECES: usize = 8;

impl Levels {
    /// Finds names that are typed over several cells below each other: 产 / 出 / 指 / 标, 产出 / 指标.
    pub(super) fn prepare(&mut self, sheet: &Sheet<'_>, heading: &Heading, rows: Range<u32>) {
        self.typed_down.clear();
        for field in [ColumnField::Level1, ColumnField::Level2] {
            let Some(column) = heading.column(field) else {
                continue;
            };
            let pieces: Vec<&Piece> = sheet
                .rows_in(rows.clone())
                .filter_map(|row| {
                    let piece = sheet.seen_between(row, column.first, column.last)?;
                    let fits = piece.at.col >= column.first && piece.last.col <= column.last;
                    (piece.at.row == row && fits).then_some(piece)
                })
                .collect();
            let mut at = 0;
            while at < pieces.len() {
                let parts = typed_down(pieces.get(at..).unwrap_or_default());
                if parts.len() > 1 {
                    let text: String = parts.iter().map(|piece| piece.text.as_str()).collect();
                    let name = Sourced {
                        value: Some(level_name(&text)),
                        cells: parts.iter().map(|piece| sheet.place(piece.at)).collect(),
                        text,
                    };
                    let named = parts.iter().map(|piece| (piece.at, name.clone()));
                    self.typed_down.extend(named);
                }
                at += parts.len().max(1);
            }
        }
    }
}

/// The pieces from the first on that make one level name together and none alone.
fn typed_down<'p, 's>(pieces: &'p [&'s Piece]) -> &'p [&'s Piece] {
    let is_level = |text: &str| vocabulary().is_level_value(&fold(&level_name(text)));
    let mut text = String::new();
    let mut below: Option<u32> = None;
    for (nth, piece) in pieces.iter().take(PIECES).enumerate() {
        let goes_on = below.is_none_or(|row| row == piece.at.row);
        let is_next = nth > 0 && is_level(&piece.text);
        if !goes_on || is_next || piece.key.chars().count() > 4 {
            break;
        }
        text.push_str(&piece.text);
        if is_level(&text) {
            // 效 / 益 may go on with 指 / 标.
            let rest = pieces.get(nth + 1..).unwrap_or_default();
            let more = (1..=2).find(|count| {
                let word = rest.iter().take(*count).map(|piece| piece.key.as_str());
                !text.ends_with("指标") && word.collect::<String>() == "指标"
            });
            return pieces.get(..=nth + more.unwrap_or(0)).unwrap_or_default();
        }
        below = Some(piece.last.row + 1);
    }
    &[]
}

/// A row that holds nothing but a level-1 name (产出指标（50分）), for the rows below it.
pub(super) fn band(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> Option<Sourced<String>> {
    let [only] = sheet.row(row) else {
        return None;
    };
    let name = heading.name_column()?;
    let over_names = only.last.col >= name.first || !heading.has(ColumnField::Level1);
    let level = level_name(&only.text);
    let is_level =
        vocabulary().is_level_value(&fold(&level)) || announced_points(&only.text).is_some();
    let has_own_column = heading
        .column(ColumnField::Level1)
        .is_some_and(|column| column.first <= only.at.col && only.last.col <= column.last);
    (over_names && is_level && !has_own_column).then(|| sheet.sourced(only, Some(level)))
}

/// A level-1 name in a row of its own right above a heading that has no column for it: 二、产出目标（35分）.
pub(super) fn above(sheet: &Sheet<'_>, heading: &Heading, carried: &mut Levels) {
    let row = sheet.rows_in(0..heading.first_row).next_back();
    if !heading.has(ColumnField::Level1)
        && let Some(row) = row
        && let Some(band) = band(sheet, heading, row)
    {
        carried.level1 = band;
        carried.level2 = Sourced::default();
    }
}

/// Brings the level names up to this row: a new level 1 forgets the level 2 before it.
pub(super) fn read(sheet: &Sheet<'_>, heading: &Heading, row: u32, carried: &mut Levels) {
    let name = heading.name_column().map(|column| column.first);
    let read = |field: ColumnField| -> Option<Sourced<String>> {
        let column = heading.column(field)?;
        if Some(column.first) == name {
            return None;
        }
        let piece = sheet.seen_between(row, column.first, column.last)?;
        if let Some(whole) = carried.typed_down.get(&piece.at) {
            return Some(whole.clone());
        }
        let level = level_name(&piece.text);
        let value = (!is_blank(&level)).then_some(level);
        Some(sheet.sourced(piece, value))
    };
    let level1 = read(ColumnField::Level1);
    let level2 = read(ColumnField::Level2);
    if let Some(level1) = level1
        && carried.level1.cells != level1.cells
    {
        carried.level1 = level1;
        carried.level2 = Sourced::default();
    }
    if let Some(level2) = level2 {
        carried.level2 = level2;
    }
}
