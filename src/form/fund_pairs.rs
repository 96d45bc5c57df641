//! Reads a budget block that has no heading row: labels with their amounts beside them, or fields down
//! the rows and sources of money across the columns.

use super::figures::points;
use super::fund_heading::holds_amount;
use super::funds::{amount, rate_of, stated_rate};
use super::model::{FundColumnField, FundLine, FundRole, Kind, ValueMut};
use super::sheet::{Piece, Sheet};
use super::vocabulary::{HeadField, vocabulary};
use crate::intake::grid::CellRef;
use crate::value::number::{parse_amount, parse_rate};
use crate::value::unit::AmountUnit;

/// A field of the block with what is stated for it.
struct Stated<'s> {
    field: FundColumnField,
    label: &'s Piece,
    /// The values beside the label, from left to right; empty where the value stands in the label.
    values: Vec<&'s Piece>,
    /// The value that stands in the label itself.
    inline: Option<String>,
}

/// Reads the lines of a block without a heading row.
pub(super) fn read(
    sheet: &Sheet<'_>,
    rows: std::ops::Range<u32>,
    unit: Option<AmountUnit>,
) -> Vec<FundLine> {
    let stated: Vec<Stated<'_>> = sheet
        .rows_in(rows.clone())
        .flat_map(|row| stated_in_row(sheet, row))
        .collect();
    let across = transposed(sheet, &stated, unit);
    if !across.is_empty() {
        return across;
    }
    let beside = paired(sheet, &rows, &stated, unit);
    if !beside.is_empty() {
        return beside;
    }
    single(sheet, &stated, unit).into_iter().collect()
}

/// A label with the amount beside it.
struct Pair<'s> {
    label: &'s Piece,
    value: &'s Piece,
}

/// Budget to the left, spending to the right, the parts of both below them:
/// `预算数 | 85.6 | 执行数 | 82.35` over `其中：财政拨款 | 85.6 | 其中：财政拨款 | 82.35`.
fn paired(
    sheet: &Sheet<'_>,
    rows: &std::ops::Range<u32>,
    stated: &[Stated<'_>],
    unit: Option<AmountUnit>,
) -> Vec<FundLine> {
    let names_budget = |row: &&Stated<'_>| {
        matches!(
            row.field,
            FundColumnField::Initial | FundColumnField::Adjusted
        ) && row.values.len() == 1
    };
    let Some(budget) = stated.iter().find(names_budget) else {
        return Vec::new();
    };
    let top = budget.label.at.row;
    let [left, right] = &pairs_of(sheet, top)[..] else {
        return Vec::new();
    };
    // 预算支出 beside a budget is what was spent of it.
    let is_spending = ["执行", "支出", "决算", "支付", "使用"]
        .iter()
        .any(|word| right.label.key.contains(word));
    if left.label.at != budget.label.at || !is_spending {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for row in sheet.rows_in(top..rows.end) {
        let pairs = pairs_of(sheet, row);
        let [planned, spent] = &pairs[..] else {
            break;
        };
        let stands_below =
            planned.label.at.col == left.label.at.col && spent.label.at.col == right.label.at.col;
        if !stands_below || (row > top && planned.label.key != spent.label.key) {
            break;
        }
        let block = sheet.row(row).first().filter(|first| {
            row == top && first.at.col < planned.label.at.col && first.key.contains("预算")
        });
        let label = block.unwrap_or(planned.label);
        let role = vocabulary().role(&label.text);
        let mut line = FundLine {
            role: Some(if row == top { FundRole::Total } else { role }),
            label: sheet.sourced(label, Some(label.text.clone())),
            executed: sheet.sourced(spent.value, amount(spent.value, unit)),
            ..FundLine::default()
        };
        if let Some(field) = budget.field.field()
            && let ValueMut::Number(slot) = field.get_mut(&mut line)
        {
            *slot = sheet.sourced(planned.value, amount(planned.value, unit));
        }
        lines.push(line);
    }
    // Without parts below it, a pair is read with whatever else its row states.
    if lines.len() > 1 { lines } else { Vec::new() }
}

/// The labels of a row that have an amount right beside them.
fn pairs_of<'s>(sheet: &'s Sheet<'_>, row: u32) -> Vec<Pair<'s>> {
    let pieces = sheet.row(row);
    let states = |piece: &Piece| holds_amount(piece) || piece.is_blank_mark();
    pieces
        .windows(2)
        .filter_map(|pair| match pair {
            [label, value] if !states(label) && states(value) => Some(Pair { label, value }),
            _ => None,
        })
        .collect()
}

fn stated_in_row<'s>(sheet: &'s Sheet<'_>, row: u32) -> Vec<Stated<'s>> {
    let mut found = Vec::new();
    for label in sheet.row(row) {
        let parts = parts_of(&label.text);
        if !parts.is_empty() {
            found.extend(parts.into_iter().map(|(field, value)| Stated {
                field,
                label,
                values: Vec::new(),
                inline: Some(value),
            }));
            continue;
        }
        let Some((field, _)) = sheet.fund_column(&label.text) else {
            continue;
        };
        if holds_amount(label) || vocabulary().label(&label.key) == Some(HeadField::TotalScore) {
            continue;
        }
        let beside = sheet
            .row(row)
            .iter()
            .skip_while(|piece| piece.at.col <= label.last.col);
        let values = if field == FundColumnField::Reason {
            beside.take(1).collect()
        } else {
            beside
                .take_while(|piece| holds_amount(piece) || piece.is_blank_mark())
                .collect()
        };
        found.push(Stated {
            field,
            label,
            values,
            inline: None,
        });
    }
    found
}

/// `年初预算数：120.5万元；全年执行数：128.44万元；执行率：98.8%。`: fields and values in one text.
fn parts_of(text: &str) -> Vec<(FundColumnField, String)> {
    text.split([';', '；', ',', '，', '。'])
        .filter_map(|part| {
            let (name, value) = part.split_once([':', '：'])?;
            let (field, _) = vocabulary().fund_column(name)?;
            let states = parse_amount(value, AmountUnit::WanYuan).is_some()
                || parse_rate(value, false).is_some();
            states.then(|| (field, value.trim().to_owned()))
        })
        .collect()
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
        if let Some(inline) = &row.inline {
            fill_inline(sheet, &mut line, row.field, row.label, inline, unit);
        } else if let Some(value) = row.values.first() {
            fill(sheet, &mut line, row.field, row.label, value, unit);
        } else {
            continue;
        }
        rows.insert(row.label.at.row);
        if matches!(
            row.field,
            FundColumnField::Initial | FundColumnField::Adjusted
        ) && budget.is_none()
        {
            budget = Some(row.label);
        }
    }
    let budget = budget?;
    let first_row = rows.first().copied()?;
    let label = block_label(sheet, budget, first_row, rows.len()).unwrap_or(budget);
    line.label = sheet.sourced(label, Some(label.text.clone()));
    let has_budget = line.initial.value.is_some() || line.adjusted.value.is_some();
    (has_budget && line.executed.value.is_some()).then_some(line)
}

/// The name of the block: in front of its only row, or alone in the row above it.
fn block_label<'s>(
    sheet: &'s Sheet<'_>,
    budget: &Piece,
    first_row: u32,
    rows: usize,
) -> Option<&'s Piece> {
    let in_front = sheet
        .row(budget.at.row)
        .first()
        .filter(|first| rows == 1 && first.at.col < budget.at.col);
    let above = || match sheet.row(first_row.checked_sub(1)?) {
        [only] if only.key.contains("预算") || only.key.contains("资金") => Some(only),
        _ => None,
    };
    in_front.or_else(above)
}

fn fill_inline(
    sheet: &Sheet<'_>,
    line: &mut FundLine,
    field: FundColumnField,
    label: &Piece,
    value: &str,
    unit: Option<AmountUnit>,
) {
    let Some(field) = field.field() else {
        return;
    };
    if let ValueMut::Number(slot) = field.get_mut(line) {
        if field.kind() == Kind::Rate {
            *slot = sheet.sourced(label, parse_rate(value, false));
        } else if slot.value.is_none() {
            let amount = parse_amount(value, unit.unwrap_or(AmountUnit::WanYuan));
            *slot = sheet.sourced(label, amount.map(|amount| amount.number));
        }
    }
}

fn fill(
    sheet: &Sheet<'_>,
    line: &mut FundLine,
    field: FundColumnField,
    label: &Piece,
    piece: &Piece,
    unit: Option<AmountUnit>,
) {
    let Some(field) = field.field() else {
        return;
    };
    let expected = rate_of(
        line.executed.value,
        line.adjusted.value.or(line.initial.value),
    );
    match field.get_mut(line) {
        ValueMut::Text(slot) => *slot = sheet.text_of(piece),
        ValueMut::Number(slot) => match field.kind() {
            Kind::Rate => *slot = sheet.sourced(piece, stated_rate(piece, &label.text, expected)),
            Kind::Amount if slot.value.is_some() => {}
            Kind::Amount => *slot = sheet.sourced(piece, amount(piece, unit)),
            _ => *slot = sheet.sourced(piece, points(piece)),
        },
        ValueMut::Year(_) | ValueMut::Unit(_) => {}
    }
}
