//! Finds the rows of headings, and what each of their columns names.

use std::collections::BTreeSet;

use super::heading::{Arrangement, Column, Heading};
use super::model::ColumnField;
use super::sheet::{Piece, Sheet};
use super::vocabulary::{any_equal, vocabulary};
use super::wording::{fold, without_notes};
use crate::intake::grid::CellRef;

/// The rows of a sheet that are headings of indicator blocks, from top to bottom, each column as its words say.
pub(super) fn heading_rows(sheet: &Sheet<'_>) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut next_free = 0;
    for row in sheet.rows_in(0..u32::MAX) {
        if row < next_free || !is_core_row(sheet, row) {
            continue;
        }
        let last_row = last_heading_row(sheet, row);
        let heading = Heading {
            first_row: row,
            last_row,
            columns: columns_of(sheet, row, last_row),
            arrangement: Arrangement::Rows,
        };
        if heading.name_column().is_some() {
            next_free = last_row + 1;
            headings.push(heading);
        }
    }
    headings
}

/// Whether a row is the main row of a heading: it names levels and values, and holds no number.
fn is_core_row(sheet: &Sheet<'_>, row: u32) -> bool {
    let pieces = sheet.row(row);
    if pieces.len() < 3 || pieces.iter().any(Piece::is_numeric) {
        return false;
    }
    let fields: BTreeSet<ColumnField> = pieces
        .iter()
        .filter_map(|piece| sheet.column(&piece.key))
        .map(|(field, _)| field)
        .collect();
    let levels = [ColumnField::Level1, ColumnField::Level2, ColumnField::Name];
    let values = [
        ColumnField::Target,
        ColumnField::TargetAdjusted,
        ColumnField::Actual,
        ColumnField::Score,
        ColumnField::Weight,
        ColumnField::Reason,
        ColumnField::Nature,
        ColumnField::Completion,
    ];
    let named_levels = levels.iter().filter(|field| fields.contains(field)).count();
    let named_values = values.iter().filter(|field| fields.contains(field)).count();
    (named_levels >= 2 && named_values >= 1) || (named_levels == 1 && named_values >= 2)
}

/// A heading may go on in the next row: merged (指标值 over 性质/值/单位) or simply typed on (年度 / 指标值).
fn last_heading_row(sheet: &Sheet<'_>, core: u32) -> u32 {
    let mut last = core;
    while last < core + 2 && continues_heading(sheet, core, last + 1) {
        last += 1;
    }
    // The rest of a vertically merged heading cell belongs to the heading as well.
    sheet
        .row(core)
        .iter()
        .filter(|piece| sheet.column(&piece.key).is_some())
        .map(|piece| piece.last.row)
        .filter(|row| *row <= core + 2)
        .max()
        .map_or(last, |row| row.max(last))
}

fn continues_heading(sheet: &Sheet<'_>, core: u32, row: u32) -> bool {
    let pieces = sheet.row(row);
    !pieces.is_empty()
        && pieces.iter().all(|piece| {
            if piece.is_numeric() || piece.key.chars().count() > 16 {
                return false;
            }
            if vocabulary().is_level_value(&piece.key) {
                return false;
            }
            if sheet.column(&piece.key).is_some() {
                return true;
            }
            let above = sheet.seen(CellRef::new(core, piece.at.col));
            let above_says = above.and_then(|above| sheet.column(&above.key));
            let joined =
                above.map_or_else(String::new, |above| format!("{}{}", above.key, piece.key));
            let is_rest =
                above_says.is_none() || any_equal(&vocabulary().words.heading_rest, &piece.key);
            is_rest && sheet.column(&joined).is_some()
        })
}

/// Groups the columns below a heading by what a person sees in them, and classifies each group.
fn columns_of(sheet: &Sheet<'_>, first_row: u32, last_row: u32) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut previous_leaf: Option<CellRef> = None;
    let mut previous_path: Vec<CellRef> = Vec::new();
    for col in sheet.heading_columns(first_row..=last_row) {
        let path = heading_path(sheet, first_row, last_row, col);
        let Some(leaf) = path.last() else {
            previous_leaf = None;
            continue;
        };
        if previous_leaf == Some(leaf.at)
            && let Some(column) = columns.last_mut()
        {
            column.last = col;
            continue;
        }
        // A cell of the upper row that goes on beside its own sub-headings belongs to the last of them.
        if leaf.last.col > leaf.at.col
            && previous_path.iter().rev().skip(1).any(|at| *at == leaf.at)
            && let Some(column) = columns.last_mut()
        {
            column.last = col;
            continue;
        }
        previous_leaf = Some(leaf.at);
        previous_path = path.iter().map(|piece| piece.at).collect();
        let (field, confidence) =
            classify(sheet, &path).map_or((None, 0), |(field, sure)| (Some(field), sure));
        columns.push(Column {
            field,
            first: col,
            last: col,
            heading: path.iter().map(|piece| piece.text.as_str()).collect(),
            confidence,
        });
    }
    drop_block_label(&mut columns);
    columns
}

/// The distinct pieces seen in a column of the heading, from top to bottom.
pub(super) fn heading_path<'s>(
    sheet: &'s Sheet<'_>,
    first_row: u32,
    last_row: u32,
    col: u32,
) -> Vec<&'s Piece> {
    let mut path: Vec<&Piece> = Vec::new();
    for row in first_row..=last_row {
        if let Some(piece) = sheet.seen(CellRef::new(row, col))
            && path.last().is_none_or(|last| last.at != piece.at)
            && piece.last.row <= last_row.max(piece.at.row)
        {
            path.push(piece);
        }
    }
    path
}

/// What the pieces of a column heading mean together.
fn classify(sheet: &Sheet<'_>, path: &[&Piece]) -> Option<(ColumnField, u8)> {
    let leaf = path.last()?;
    let joined: String = path.iter().map(|piece| piece.key.as_str()).collect();
    let by_leaf = sheet.column(&leaf.key);
    if path.len() == 1 {
        return by_leaf;
    }
    let by_whole = sheet.column(&joined);
    // 一级 over 指标, 年度 over 指标值: one heading typed over two rows, not a heading with parts.
    let split_word = path
        .iter()
        .all(|piece| piece.last.col == leaf.last.col && piece.at.col == leaf.at.col);
    if split_word && by_whole.is_some() {
        return by_whole;
    }
    // 历史与进度 over 上年完成 and 1-6月完成: what names a year or a half itself needs no help.
    if matches!(
        by_leaf,
        Some((
            ColumnField::PriorYear | ColumnField::Midyear | ColumnField::ReviewScore,
            _
        ))
    ) {
        return by_leaf;
    }
    match by_whole {
        // 上年 over 完成值: what stands above decides whose value it is.
        Some((ColumnField::PriorYear | ColumnField::Midyear | ColumnField::ReviewScore, _)) => {
            by_whole
        }
        _ => by_leaf.or(by_whole).or_else(|| {
            path.iter()
                .rev()
                .skip(1)
                .find_map(|piece| sheet.column(&piece.key))
        }),
    }
}

/// A label beside the block (绩效指标, 年度绩效指标完成情况) names no column, whatever words it holds.
fn drop_block_label(columns: &mut [Column]) {
    let levels = columns
        .iter()
        .filter(|column| {
            let level = matches!(
                column.field,
                Some(ColumnField::Level1 | ColumnField::Level2 | ColumnField::Name)
            );
            level && !is_block_label(&column.heading)
        })
        .count();
    if let Some(first) = columns.first_mut()
        && levels > 0
        && is_block_label(&first.heading)
    {
        first.field = None;
        first.confidence = 0;
    }
}

fn is_block_label(heading: &str) -> bool {
    let key = without_notes(&fold(heading));
    any_equal(&vocabulary().words.block, &key)
}
