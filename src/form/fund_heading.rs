//! Finds the heading of the budget block, its columns, and where the block ends.

use super::figures::points;
use super::model::FundColumnField;
use super::sheet::{Piece, Sheet};
use super::vocabulary::{HeadField, any_begins, any_in, vocabulary};
use super::wording::without_notes;
use crate::intake::grid::CellRef;
use crate::value::number::parse_amount;
use crate::value::unit::AmountUnit;

/// A column of the budget block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FundColumn {
    pub(super) field: Option<FundColumnField>,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) heading: String,
    pub(super) confidence: u8,
    pub(super) at: CellRef,
    /// The heading above it that it is a part of.
    parent: Option<CellRef>,
}

/// The heading of a budget block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FundHeading {
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    pub(super) columns: Vec<FundColumn>,
}

impl FundHeading {
    pub(super) fn column(&self, field: FundColumnField) -> Option<&FundColumn> {
        self.columns
            .iter()
            .find(|column| column.field == Some(field))
    }

    /// The first column that holds amounts; labels stand left of it.
    pub(super) fn first_value_col(&self) -> u32 {
        self.columns
            .iter()
            .filter(|column| {
                !matches!(
                    column.field,
                    None | Some(FundColumnField::Other | FundColumnField::Reason)
                )
            })
            .map(|column| column.first)
            .min()
            .unwrap_or(0)
    }

    /// Whether the block states what was spent: without it, it is a plan.
    pub(super) fn states_execution(&self) -> bool {
        self.column(FundColumnField::Executed).is_some()
            || self.column(FundColumnField::Rate).is_some()
    }
}

/// The headings of budget blocks within some rows.
pub(super) fn find_headings(sheet: &Sheet<'_>, rows: std::ops::Range<u32>) -> Vec<FundHeading> {
    let mut found: Vec<FundHeading> = Vec::new();
    for row in sheet.rows_in(rows) {
        if found.last().is_some_and(|last| row <= last.last_row) || !is_heading_row(sheet, row) {
            continue;
        }
        let last_row = if continues(sheet, row) { row + 1 } else { row };
        found.push(FundHeading {
            first_row: row,
            last_row,
            columns: columns_of(sheet, row, last_row),
        });
    }
    for heading in &mut found {
        first_of_two_budgets(heading);
    }
    found
}

/// Two budgets and neither called 年初 (指标文下达数, 全年预算数): the first is the initial one.
fn first_of_two_budgets(heading: &mut FundHeading) {
    if heading.column(FundColumnField::Initial).is_some() {
        return;
    }
    let mut budgets = heading
        .columns
        .iter_mut()
        .filter(|column| column.field == Some(FundColumnField::Adjusted));
    if let (Some(first), Some(second)) = (budgets.next(), budgets.next())
        && first.parent == second.parent
        && first.parent.is_none()
    {
        first.field = Some(FundColumnField::Initial);
    }
}

fn is_heading_row(sheet: &Sheet<'_>, row: u32) -> bool {
    let pieces = sheet.row(row);
    let fields: Vec<FundColumnField> = pieces
        .iter()
        .filter_map(|piece| sheet.fund_column(&piece.key))
        .map(|(field, _)| field)
        .collect();
    let has = |field: FundColumnField| fields.contains(&field);
    // 序号 | 项目名称 | 实施单位: a list of projects, one a row.
    let above = row.checked_sub(1).map_or(&[][..], |above| sheet.row(above));
    let heads = || pieces.iter().chain(above);
    let lists_units = heads().any(|piece| piece.key == "序号") && heads().any(names_unit)
        || pieces.iter().filter(|piece| names_unit(piece)).count() >= 2;
    !lists_units
        && !pieces.iter().any(holds_amount)
        && (has(FundColumnField::Initial) || has(FundColumnField::Adjusted))
        && (has(FundColumnField::Executed) || has(FundColumnField::Rate))
}

fn names_unit(piece: &Piece) -> bool {
    // 项目 over the labels of a budget block heads no list.
    piece.key != "项目"
        && matches!(
            vocabulary().label(&piece.key),
            Some(HeadField::Project | HeadField::Department | HeadField::Implementer)
        )
}

/// Whether a piece states money or a rate rather than naming it.
pub(super) fn holds_amount(piece: &Piece) -> bool {
    piece.is_numeric()
        || parse_amount(&piece.text, AmountUnit::WanYuan).is_some()
        || inline_amount(piece).is_some_and(|(_, amount)| !amount.is_empty())
}

/// A heading in two rows: 预算安排 over 年初 / 调整 / 小计.
fn continues(sheet: &Sheet<'_>, row: u32) -> bool {
    let below: Vec<&Piece> = sheet
        .row(row + 1)
        .iter()
        .filter(|piece| {
            !without_notes(&piece.key).is_empty() && AmountUnit::parse(&piece.text).is_none()
        })
        .collect();
    below.len() >= 2
        && below.iter().all(|piece| {
            let above = sheet.seen(CellRef::new(row, piece.at.col));
            let spans = above.is_some_and(|above| above.last.col > above.at.col);
            let parent_names_money =
                spans && above.is_some_and(|above| sheet.fund_column(&above.key).is_some());
            let named = sheet.fund_column(&piece.key).is_some();
            // 总额 / 财政拨款 / 其他资金 under 预算数
            let is_part = parent_names_money && piece.key.chars().count() <= 8;
            let joined =
                above.map_or_else(String::new, |above| format!("{}{}", above.key, piece.key));
            let split_word = sheet.fund_column(&joined).is_some();
            !holds_amount(piece) && (is_part || split_word || (named && (spans || above.is_none())))
        })
}

fn columns_of(sheet: &Sheet<'_>, first_row: u32, last_row: u32) -> Vec<FundColumn> {
    let mut columns: Vec<FundColumn> = Vec::new();
    for col in sheet.heading_columns(first_row..=last_row) {
        let upper = sheet.seen(CellRef::new(first_row, col));
        let lower = sheet.seen(CellRef::new(last_row, col));
        let Some(leaf) = lower.or(upper) else {
            continue;
        };
        // A label merged down the block is no column.
        if leaf.last.row > last_row && leaf.at.row <= first_row {
            continue;
        }
        if let Some(previous) = columns.last_mut()
            && previous.at == leaf.at
        {
            previous.last = col;
            continue;
        }
        // A blank cell beside the parts of a heading is no part of its own.
        let has_parts = lower.is_none()
            && (leaf.at.col..=leaf.last.col)
                .filter_map(|col| sheet.seen(CellRef::new(last_row, col)))
                .any(|part| part.at != leaf.at);
        if has_parts {
            continue;
        }
        let parent = upper.filter(|upper| upper.at != leaf.at);
        let joined = parent.map_or_else(
            || leaf.key.clone(),
            |parent| format!("{}{}", parent.key, leaf.key),
        );
        let split_word = parent.is_some_and(|parent| parent.last.col == leaf.last.col);
        let by_leaf = sheet.fund_column(&leaf.key);
        let by_whole = sheet.fund_column(&joined);
        let read = if split_word {
            by_whole.or(by_leaf)
        } else {
            by_leaf.or(by_whole)
        };
        columns.push(FundColumn {
            field: read.map(|(field, _)| field),
            confidence: read.map_or(0, |(_, sure)| sure),
            first: col,
            last: col,
            heading: parent.map_or_else(
                || leaf.text.clone(),
                |parent| format!("{}{}", parent.text, leaf.text),
            ),
            at: leaf.at,
            parent: parent
                .filter(|parent| parent.last.col > parent.at.col)
                .map(|parent| parent.at),
        });
    }
    columns
}

/// The budget block ends where goals, indicators or a note begin.
pub(super) fn block_end(sheet: &Sheet<'_>, heading: &FundHeading, end: u32) -> u32 {
    let words = &vocabulary().words;
    sheet
        .rows_in(heading.last_row + 1..end)
        .find(|row| {
            sheet.row(*row).iter().any(|piece| {
                let key = without_notes(&piece.key);
                let is_goal = (any_in(&words.goal_expected, &key)
                    || any_in(&words.goal_achieved, &key))
                    && key.chars().count() <= 14
                    && !holds_amount(piece)
                    && sheet.fund_column(&piece.key).is_none();
                is_goal || any_begins(&words.note, &piece.key)
            })
        })
        .unwrap_or(end)
}

/// A heading such as 年度预算数 over a column of labels names no amounts: what stands below decides. Nor does
/// the block's own label (预算执行) over an empty column, where another column of that field holds the amounts.
pub(super) fn without_label_columns(
    sheet: &Sheet<'_>,
    heading: &FundHeading,
    end: u32,
) -> FundHeading {
    let below: Vec<(usize, usize)> = heading
        .columns
        .iter()
        .map(|column| texts_and_numbers(sheet, heading, column, end))
        .collect();
    let filled: Vec<FundColumnField> = heading
        .columns
        .iter()
        .zip(&below)
        .filter(|(_, (_, numbers))| *numbers > 0)
        .filter_map(|(column, _)| column.field)
        .collect();
    let mut heading = heading.clone();
    for (column, (texts, numbers)) in heading.columns.iter_mut().zip(below) {
        let names_money = !matches!(
            column.field,
            Some(FundColumnField::Reason | FundColumnField::Other)
        );
        let stands_elsewhere = column.field.is_some_and(|field| filled.contains(&field));
        if names_money && numbers == 0 && (texts > 0 || stands_elsewhere) {
            column.field = None;
            column.confidence = 0;
        }
    }
    heading
}

/// How many cells below a column's heading hold texts, and how many hold amounts.
fn texts_and_numbers(
    sheet: &Sheet<'_>,
    heading: &FundHeading,
    column: &FundColumn,
    end: u32,
) -> (usize, usize) {
    let (mut texts, mut numbers) = (0, 0);
    for row in sheet.rows_in(heading.last_row + 1..end) {
        let Some(piece) = sheet.seen_between(row, column.first, column.last) else {
            continue;
        };
        if piece.at.row != row || piece.is_blank_mark() {
            continue;
        }
        if holds_amount(piece) || points(piece).is_some() {
            numbers += 1;
        } else {
            texts += 1;
        }
    }
    (texts, numbers)
}

/// `其中:基本支出:900.47`: label and amount in one cell, the amount behind the last colon.
pub(super) fn inline_amount(piece: &Piece) -> Option<(&str, &str)> {
    let (label, amount) = piece.text.rsplit_once([':', '：'])?;
    let (label, amount) = (label.trim(), amount.trim());
    let states_money = amount.is_empty() || parse_amount(amount, AmountUnit::WanYuan).is_some();
    (!label.is_empty() && states_money).then_some((label, amount))
}
