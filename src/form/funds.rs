//! Reads the budget block: rows of money under a heading, amounts inside label cells, or label and
//! value side by side.

use rust_decimal::Decimal;

use super::indicators::{points, rate};
use super::model::{FundLine, FundRole, Sourced};
use super::sheet::{Piece, Sheet};
use super::vocabulary::{FundField, any_begins, any_in, vocabulary};
use super::wording::{announced_points, fold, without_notes};
use crate::intake::grid::CellRef;
use crate::value::number::{Number, parse_amount, parse_number};
use crate::value::unit::AmountUnit;

/// A column of the budget block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FundColumn {
    pub(super) field: Option<FundField>,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) heading: String,
    at: CellRef,
}

/// The heading of a budget block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FundHeading {
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    pub(super) columns: Vec<FundColumn>,
}

impl FundHeading {
    fn column(&self, field: FundField) -> Option<&FundColumn> {
        self.columns
            .iter()
            .find(|column| column.field == Some(field))
    }

    fn first_value_col(&self) -> u32 {
        self.columns
            .iter()
            .filter(|column| {
                !matches!(
                    column.field,
                    None | Some(FundField::Other | FundField::Reason)
                )
            })
            .map(|column| column.first)
            .min()
            .unwrap_or(0)
    }

    /// Whether the block states what was spent: without it, it is a plan.
    pub(super) fn states_execution(&self) -> bool {
        self.column(FundField::Executed).is_some() || self.column(FundField::Rate).is_some()
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
    found
}

fn is_heading_row(sheet: &Sheet<'_>, row: u32) -> bool {
    let pieces = sheet.row(row);
    let fields: Vec<FundField> = pieces
        .iter()
        .filter_map(|piece| vocabulary().fund_column(&piece.key))
        .map(|(field, _)| field)
        .collect();
    let has = |field: FundField| fields.contains(&field);
    !pieces.iter().any(|piece| holds_amount(piece))
        && (has(FundField::Initial) || has(FundField::Adjusted))
        && (has(FundField::Executed) || has(FundField::Rate))
}

/// Whether a piece states money or a rate rather than naming it.
fn holds_amount(piece: &Piece) -> bool {
    piece.is_numeric()
        || parse_amount(&piece.text, AmountUnit::WanYuan).is_some()
        || inline_amount(piece).is_some_and(|(_, amount)| !amount.is_empty())
}

/// A heading in two rows: 预算安排 over 年初 / 调整 / 小计.
fn continues(sheet: &Sheet<'_>, row: u32) -> bool {
    let below = sheet.row(row + 1);
    !below.is_empty()
        && below.iter().all(|piece| {
            let above = sheet.seen(CellRef::new(row, piece.at.col));
            let has_parent = above.is_none_or(|above| above.last.col > above.at.col);
            !holds_amount(piece) && has_parent && vocabulary().fund_column(&piece.key).is_some()
        })
}

fn columns_of(sheet: &Sheet<'_>, first_row: u32, last_row: u32) -> Vec<FundColumn> {
    let mut columns: Vec<FundColumn> = Vec::new();
    for col in 0..=sheet.end().col {
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
        let parent = upper.filter(|upper| upper.at != leaf.at);
        let joined = parent.map_or_else(
            || leaf.key.clone(),
            |parent| format!("{}{}", parent.key, leaf.key),
        );
        let field = vocabulary()
            .fund_column(&leaf.key)
            .or_else(|| vocabulary().fund_column(&joined))
            .map(|(field, _)| field);
        columns.push(FundColumn {
            field,
            first: col,
            last: col,
            heading: parent.map_or_else(
                || leaf.text.clone(),
                |parent| format!("{}{}", parent.text, leaf.text),
            ),
            at: leaf.at,
        });
    }
    columns
}

/// Reads the rows below a heading. Returns them and the row after the last one.
pub(super) fn read(
    sheet: &Sheet<'_>,
    heading: &FundHeading,
    end: u32,
    unit: Option<AmountUnit>,
) -> (Vec<FundLine>, u32) {
    let end = block_end(sheet, heading, end);
    let heading = without_label_columns(sheet, heading, end);
    let mut lines = Vec::new();
    for row in sheet.rows_in(heading.last_row + 1..end) {
        let line = read_row(sheet, &heading, row, unit);
        if states_anything(&line) {
            lines.push(line);
        } else {
            lines.extend(inline_lines(sheet, row, unit));
        }
    }
    announce_weight(sheet, &heading, &mut lines);
    (lines, end)
}

/// The budget block ends where goals, indicators or a note begin.
fn block_end(sheet: &Sheet<'_>, heading: &FundHeading, end: u32) -> u32 {
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
                    && vocabulary().fund_column(&piece.key).is_none();
                is_goal || any_begins(&words.note, &piece.key)
            })
        })
        .unwrap_or(end)
}

/// A heading such as 年度预算数 over a column of labels names no amounts: what stands below decides.
fn without_label_columns(sheet: &Sheet<'_>, heading: &FundHeading, end: u32) -> FundHeading {
    let mut heading = heading.clone();
    for column in &mut heading.columns {
        let (mut texts, mut numbers) = (0, 0);
        for row in sheet.rows_in(heading.last_row + 1..end) {
            let Some(piece) = sheet.seen_between(row, column.first, column.last) else {
                continue;
            };
            if piece.at.row != row || piece.is_blank_mark() {
                continue;
            }
            if holds_amount(piece) {
                numbers += 1;
            } else {
                texts += 1;
            }
        }
        let names_money = !matches!(column.field, Some(FundField::Reason | FundField::Other));
        if names_money && texts > 0 && numbers == 0 {
            column.field = None;
        }
    }
    heading
}

fn read_row(
    sheet: &Sheet<'_>,
    heading: &FundHeading,
    row: u32,
    unit: Option<AmountUnit>,
) -> FundLine {
    let label = label_of(sheet, heading, row);
    let piece_at = |field: FundField| {
        let column = heading.column(field)?;
        let piece = sheet.seen_between(row, column.first, column.last);
        Some((column, piece.filter(|piece| piece.at.row == row)))
    };
    let amount = |field: FundField| match piece_at(field) {
        None => Sourced::default(),
        Some((column, None)) => sheet.missing(CellRef::new(row, column.first)),
        Some((_, Some(piece))) => sheet.sourced(piece, amount(piece, unit)),
    };
    let number = |field: FundField| match piece_at(field) {
        None => Sourced::default(),
        Some((column, None)) => sheet.missing(CellRef::new(row, column.first)),
        Some((_, Some(piece))) => sheet.sourced(piece, points(piece)),
    };
    let adjusted = amount(FundField::Adjusted);
    let executed = amount(FundField::Executed);
    let initial = amount(FundField::Initial);
    let budget = adjusted.value.or(initial.value);
    let expected = rate_of(executed.value, budget);
    FundLine {
        role: Some(role_of(&label)),
        rate: match piece_at(FundField::Rate) {
            None => Sourced::default(),
            Some((column, None)) => sheet.missing(CellRef::new(row, column.first)),
            Some((column, Some(piece))) => {
                sheet.sourced(piece, stated_rate(piece, &column.heading, expected))
            }
        },
        initial,
        adjustment: amount(FundField::Adjustment),
        adjusted,
        executed,
        weight: number(FundField::Weight),
        score: number(FundField::Score),
        reason: match piece_at(FundField::Reason) {
            None => Sourced::default(),
            Some((column, None)) => sheet.missing(CellRef::new(row, column.first)),
            Some((_, Some(piece))) => sheet.text_of(piece),
        },
        label,
    }
}

/// The label of a row: the last text before the first amount; without one, the block's own label.
fn label_of(sheet: &Sheet<'_>, heading: &FundHeading, row: u32) -> Sourced<String> {
    let first_value = heading.first_value_col();
    let own = sheet
        .row(row)
        .iter()
        .rfind(|piece| piece.at.col < first_value && !piece.is_numeric());
    let block = || {
        (0..first_value)
            .rev()
            .find_map(|col| sheet.seen(CellRef::new(row, col)))
    };
    own.or_else(block).map_or_else(
        || sheet.missing(CellRef::new(row, first_value.saturating_sub(1))),
        |piece| sheet.sourced(piece, Some(piece.text.clone())),
    )
}

fn role_of(label: &Sourced<String>) -> FundRole {
    label
        .value
        .as_deref()
        .map_or(FundRole::Total, |label| vocabulary().role(label))
}

/// The amount a cell states, in the form's unit where the cell names one of its own.
fn amount(piece: &Piece, unit: Option<AmountUnit>) -> Option<Number> {
    if piece.is_blank_mark() {
        return None;
    }
    piece.number().or_else(|| {
        parse_amount(&piece.text, unit.unwrap_or(AmountUnit::WanYuan)).map(|amount| amount.number)
    })
}

fn rate_of(executed: Option<Number>, budget: Option<Number>) -> Option<Decimal> {
    executed?.value.checked_div(budget?.value)
}

/// The execution rate as a fraction. Under a `%` heading a typed 0.98 may be a fraction or 0.98 %:
/// the amounts of the row decide.
fn stated_rate(piece: &Piece, heading: &str, expected: Option<Decimal>) -> Option<Number> {
    if piece.is_blank_mark() {
        return None;
    }
    let read = rate(piece, fold(heading).contains('%'))?;
    let plain = piece.number().filter(|_| !fold(&piece.text).ends_with('%'));
    match (expected, plain) {
        (Some(expected), Some(plain))
            if (plain.value - expected).abs() < (read.value - expected).abs() =>
        {
            Some(plain)
        }
        _ => Some(read),
    }
}

fn states_anything(line: &FundLine) -> bool {
    [
        &line.initial,
        &line.adjustment,
        &line.adjusted,
        &line.executed,
        &line.rate,
        &line.weight,
        &line.score,
    ]
    .iter()
    .any(|value| value.value.is_some())
}

/// `其中:基本支出:900.47`: label and amount in one cell, the amount behind the last colon.
fn inline_amount(piece: &Piece) -> Option<(&str, &str)> {
    let (label, amount) = piece.text.rsplit_once([':', '：'])?;
    let (label, amount) = (label.trim(), amount.trim());
    let states_money = amount.is_empty() || parse_amount(amount, AmountUnit::WanYuan).is_some();
    (!label.is_empty() && states_money).then_some((label, amount))
}

/// The lines of a row whose cells hold label and amount together.
fn inline_lines(sheet: &Sheet<'_>, row: u32, unit: Option<AmountUnit>) -> Vec<FundLine> {
    sheet
        .row(row)
        .iter()
        .filter_map(|piece| {
            let (label, text) = inline_amount(piece)?;
            let amount = parse_amount(text, unit.unwrap_or(AmountUnit::WanYuan))?.number;
            Some(FundLine {
                label: sheet.sourced(piece, Some(label.to_owned())),
                role: Some(vocabulary().role(label)),
                adjusted: sheet.sourced(piece, Some(amount)),
                ..FundLine::default()
            })
        })
        .collect()
}

/// Without a weight column, the weight of the execution row may stand in a label: 预算执行情况(20分).
fn announce_weight(sheet: &Sheet<'_>, heading: &FundHeading, lines: &mut [FundLine]) {
    if heading.column(FundField::Weight).is_some() {
        return;
    }
    let announced = sheet.row(heading.first_row).iter().find_map(|piece| {
        let weight = parse_number(&announced_points(&piece.text)?)?;
        Some(sheet.sourced(piece, Some(weight)))
    });
    if let Some(weight) = announced
        && let Some(line) = lines
            .iter_mut()
            .find(|line| line.role == Some(FundRole::Total))
    {
        line.weight = weight;
    }
}

/// A budget block without a heading: labels with their amounts beside them (预算数 5.8万, 执行数 5.8万),
/// or in one cell (`执行数：128.44万元`). One line, labelled by its budget.
pub(super) fn read_pairs(
    sheet: &Sheet<'_>,
    rows: std::ops::Range<u32>,
    unit: Option<AmountUnit>,
) -> Option<FundLine> {
    let mut line = FundLine::default();
    for row in sheet.rows_in(rows) {
        for piece in sheet.row(row) {
            let (label, value) = match inline_amount(piece) {
                Some((label, text)) if !text.is_empty() => (
                    label.to_owned(),
                    Some(
                        sheet.sourced(
                            piece,
                            parse_amount(text, unit.unwrap_or(AmountUnit::WanYuan))
                                .map(|amount| amount.number),
                        ),
                    ),
                ),
                _ => (piece.text.clone(), None),
            };
            let Some((field, _)) = vocabulary().fund_column(&label) else {
                continue;
            };
            let beside = || {
                let next = sheet.seen(CellRef::new(row, piece.last.col + 1))?;
                holds_amount(next).then_some(next)
            };
            let stated =
                value.or_else(|| beside().map(|next| sheet.sourced(next, amount(next, unit))));
            let Some(stated) = stated else { continue };
            let slot = match field {
                FundField::Initial => &mut line.initial,
                FundField::Adjusted => &mut line.adjusted,
                FundField::Adjustment => &mut line.adjustment,
                FundField::Executed => &mut line.executed,
                FundField::Weight => &mut line.weight,
                FundField::Score => &mut line.score,
                FundField::Rate => {
                    if let Some(next) = beside() {
                        line.rate = sheet.sourced(next, stated_rate(next, &label, None));
                    }
                    continue;
                }
                FundField::Reason | FundField::Other => continue,
            };
            if slot.value.is_none() {
                *slot = stated;
            }
            let is_budget = matches!(field, FundField::Initial | FundField::Adjusted);
            if is_budget && line.label.value.is_none() {
                line.label = sheet.sourced(piece, Some(label));
            }
        }
    }
    line.role = Some(FundRole::Total);
    let has_budget = line.initial.value.is_some() || line.adjusted.value.is_some();
    (has_budget && line.executed.value.is_some()).then_some(line)
}

/// The unit a block declares: in its labels and headings first, then anywhere above it.
pub(super) fn declared_unit(
    sheet: &Sheet<'_>,
    heading: Option<&FundHeading>,
    rows: std::ops::Range<u32>,
) -> Sourced<AmountUnit> {
    let block_rows = heading.map_or(rows.start..rows.start, |heading| {
        heading.first_row..heading.last_row + 2
    });
    let in_block = sheet.rows_in(block_rows).find_map(|row| {
        sheet.row(row).iter().find_map(|piece| {
            let unit = AmountUnit::parse(&piece.text)?;
            (!holds_amount(piece)).then(|| sheet.sourced(piece, Some(unit)))
        })
    });
    in_block
        .or_else(|| {
            sheet.rows_in(rows).find_map(|row| {
                sheet.row(row).iter().find_map(|piece| {
                    let short = piece.key.chars().count() <= 20;
                    let declares = piece.key.contains("单位") || piece.key.contains('(');
                    let unit = AmountUnit::parse(&piece.text)?;
                    (short && declares && !holds_amount(piece))
                        .then(|| sheet.sourced(piece, Some(unit)))
                })
            })
        })
        .unwrap_or_default()
}
