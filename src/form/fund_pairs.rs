//! Reads a budget block that has no heading row: labels with their amounts beside them, or fields down
//! the rows and sources of money across the columns.

use super::fund_heading::{holds_amount, inline_amount};
use super::funds::{amount, rate_of, stated_rate};
use super::indicators::points;
use super::model::{FundLine, FundRole, Sourced};
use super::sheet::{Piece, Sheet};
use super::vocabulary::{FundField, any_in, vocabulary};
use crate::intake::grid::CellRef;
use crate::value::number::{Number, parse_amount};
use crate::value::unit::AmountUnit;

/// A field of the block with what is stated for it.
struct Stated<'s> {
    field: FundField,
    label: &'s Piece,
    /// The values beside the label, from left to right; empty where the amount stands in the label.
    values: Vec<&'s Piece>,
    inline: Option<Sourced<Number>>,
}

/// Reads the lines of a block without a heading row.
pub(super) fn read(
    sheet: &Sheet<'_>,
    rows: std::ops::Range<u32>,
    unit: Option<AmountUnit>,
) -> Vec<FundLine> {
    let stated: Vec<Stated<'_>> = sheet
        .rows_in(rows)
        .flat_map(|row| stated_in_row(sheet, row, unit))
        .collect();
    let across = transposed(sheet, &stated, unit);
    if across.is_empty() {
        single(sheet, &stated, unit).into_iter().collect()
    } else {
        across
    }
}

fn stated_in_row<'s>(sheet: &'s Sheet<'_>, row: u32, unit: Option<AmountUnit>) -> Vec<Stated<'s>> {
    let mut found = Vec::new();
    for label in sheet.row(row) {
        let inline = inline_amount(label).filter(|(_, text)| !text.is_empty());
        let named = inline.map_or(label.text.as_str(), |(name, _)| name);
        let Some((field, _)) = vocabulary().fund_column(named) else {
            continue;
        };
        if holds_amount(label) && inline.is_none() {
            continue;
        }
        let inline = inline.map(|(_, text)| {
            let number = parse_amount(text, unit.unwrap_or(AmountUnit::WanYuan));
            sheet.sourced(label, number.map(|amount| amount.number))
        });
        let values = sheet
            .row(row)
            .iter()
            .skip_while(|piece| piece.at.col <= label.last.col)
            .take_while(|piece| holds_amount(piece) || piece.is_blank_mark())
            .collect();
        found.push(Stated {
            field,
            label,
            values,
            inline,
        });
    }
    found
}

/// 年初预算 / 调整后预算 / 执行数 down the rows, 资金总额 / 财政拨款 / 其他资金 across the columns: a line for
/// each column, labelled by what stands over it.
fn transposed(sheet: &Sheet<'_>, stated: &[Stated<'_>], unit: Option<AmountUnit>) -> Vec<FundLine> {
    let Some(first) = stated.iter().find(|row| row.values.len() >= 2) else {
        return Vec::new();
    };
    let rows: Vec<&Stated<'_>> = stated
        .iter()
        .filter(|row| {
            row.label.at.col == first.label.at.col && row.label.at.row >= first.label.at.row
        })
        .collect();
    if rows.len() < 3 || first.label.at.row == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for value in &first.values {
        let Some(over) = sheet.seen(CellRef::new(first.label.at.row - 1, value.at.col)) else {
            continue;
        };
        if holds_amount(over) {
            return Vec::new();
        }
        let mut line = FundLine {
            role: Some(vocabulary().role(&over.text)),
            label: sheet.sourced(over, Some(over.text.clone())),
            ..FundLine::default()
        };
        for row in &rows {
            if let Some(piece) = row.values.iter().find(|piece| piece.at.col == value.at.col) {
                fill(sheet, &mut line, row.field, row.label, piece, unit);
            }
        }
        lines.push(line);
    }
    lines
}

/// One line from labels with a single value each, labelled by the block's name where all stand in one
/// row, else by the label of its budget.
fn single(sheet: &Sheet<'_>, stated: &[Stated<'_>], unit: Option<AmountUnit>) -> Option<FundLine> {
    let mut line = FundLine {
        role: Some(FundRole::Total),
        ..FundLine::default()
    };
    let mut budget: Option<&Piece> = None;
    let mut rows = std::collections::BTreeSet::new();
    for row in stated {
        let is_total = matches!(row.field, FundField::Score | FundField::Weight)
            && !any_in(&["预算".to_owned(), "执行".to_owned()], &row.label.key);
        if is_total {
            continue;
        }
        if let Some(inline) = &row.inline {
            if let Some(slot) = slot(&mut line, row.field)
                && slot.value.is_none()
            {
                *slot = inline.clone();
            }
        } else if let Some(value) = row.values.first() {
            fill(sheet, &mut line, row.field, row.label, value, unit);
        } else {
            continue;
        }
        rows.insert(row.label.at.row);
        if matches!(row.field, FundField::Initial | FundField::Adjusted) && budget.is_none() {
            budget = Some(row.label);
        }
    }
    let budget = budget?;
    let block = sheet
        .row(budget.at.row)
        .first()
        .filter(|first| rows.len() == 1 && first.at.col < budget.at.col);
    let label = block.unwrap_or(budget);
    let text = inline_amount(label).map_or(label.text.as_str(), |(name, _)| name);
    line.label = sheet.sourced(label, Some(text.to_owned()));
    let has_budget = line.initial.value.is_some() || line.adjusted.value.is_some();
    (has_budget && line.executed.value.is_some()).then_some(line)
}

fn fill(
    sheet: &Sheet<'_>,
    line: &mut FundLine,
    field: FundField,
    label: &Piece,
    piece: &Piece,
    unit: Option<AmountUnit>,
) {
    match field {
        FundField::Rate => {
            let budget = line.adjusted.value.or(line.initial.value);
            let expected = rate_of(line.executed.value, budget);
            line.rate = sheet.sourced(piece, stated_rate(piece, &label.text, expected));
        }
        FundField::Reason => line.reason = sheet.text_of(piece),
        FundField::Weight | FundField::Score => {
            if let Some(slot) = slot(line, field) {
                *slot = sheet.sourced(piece, points(piece));
            }
        }
        FundField::Other => {}
        FundField::Initial | FundField::Adjustment | FundField::Adjusted | FundField::Executed => {
            if let Some(slot) = slot(line, field)
                && slot.value.is_none()
            {
                *slot = sheet.sourced(piece, amount(piece, unit));
            }
        }
    }
}

fn slot(line: &mut FundLine, field: FundField) -> Option<&mut Sourced<Number>> {
    match field {
        FundField::Initial => Some(&mut line.initial),
        FundField::Adjustment => Some(&mut line.adjustment),
        FundField::Adjusted => Some(&mut line.adjusted),
        FundField::Executed => Some(&mut line.executed),
        FundField::Weight => Some(&mut line.weight),
        FundField::Score => Some(&mut line.score),
        FundField::Rate | FundField::Reason | FundField::Other => None,
    }
}
