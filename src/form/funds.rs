//! Reads the budget block: rows of money under a heading, amounts inside label cells, or label and
//! value side by side.

use rust_decimal::Decimal;

use super::figures::{points, rate};
use super::fund_heading::{
    FundColumn, FundHeading, block_end, holds_amount, inline_amount, without_label_columns,
};
use super::model::{
    CellUse, ColumnReading, FormField, FundColumnField, FundField, FundLine, FundRole, Kind,
    Sourced, Value, ValueMut,
};
use super::out_of_range::is_any_number;
use super::sheet::{Piece, Sheet};
use super::vocabulary::vocabulary;
use super::wording::{announced_points, fold};
use crate::intake::grid::CellRef;
use crate::value::number::{Number, parse_amount, parse_number};
use crate::value::unit::AmountUnit;

/// The rows of a budget block.
#[derive(Clone, Debug, Default)]
pub(super) struct FundRows {
    pub(super) lines: Vec<FundLine>,
    /// Labels of rows that state nothing, and cells of known columns the form has no field for.
    pub(super) known: Vec<(CellRef, CellUse)>,
    /// How the columns of the block were read.
    pub(super) columns: Vec<ColumnReading>,
}

/// Reads the rows below a heading.
pub(super) fn read(
    sheet: &Sheet<'_>,
    heading: &FundHeading,
    end: u32,
    unit: Option<AmountUnit>,
) -> FundRows {
    let end = block_end(sheet, heading, end);
    let heading = without_label_columns(sheet, heading, end);
    let mut rows = FundRows {
        columns: column_readings(sheet, &heading),
        ..FundRows::default()
    };
    for row in sheet.rows_in(heading.last_row + 1..end) {
        let line = read_row(sheet, &heading, row, unit);
        rows.known.extend(cells_without_field(sheet, &heading, row));
        if states_anything(&line) {
            rows.lines.push(line);
            continue;
        }
        rows.lines.extend(inline_lines(sheet, row, unit));
        let labels = sheet.row(row).iter().filter(|piece| {
            piece.at.col < heading.first_value_col() || inline_amount(piece).is_some()
        });
        rows.known
            .extend(labels.map(|piece| (piece.at, CellUse::Label)));
    }
    settle_total(&mut rows.lines);
    settle_adjustment(&heading, &mut rows.lines);
    announce_weight(sheet, &heading, &mut rows.lines);
    rows
}

fn column_readings(sheet: &Sheet<'_>, heading: &FundHeading) -> Vec<ColumnReading> {
    heading
        .columns
        .iter()
        .map(|column| ColumnReading {
            col: column.first,
            first: sheet.place(CellRef::new(column.at.row, column.first)),
            last: CellRef::new(heading.last_row, column.last),
            heading: column.heading.clone(),
            field: column.field.map(|field| field.name().to_owned()),
            confidence: column.confidence,
        })
        .collect()
}

/// A first line whose label says nothing is the total where it stands alone, or where the others add up to it.
pub(super) fn settle_total(lines: &mut [FundLine]) {
    let is_named = |line: &FundLine| line.role != Some(FundRole::Other);
    if lines.iter().any(|line| line.role == Some(FundRole::Total)) {
        return;
    }
    let Some((first, rest)) = lines.split_first_mut() else {
        return;
    };
    let adds_up = |amount: fn(&FundLine) -> Option<Number>| {
        let parts: Vec<Decimal> = rest
            .iter()
            .filter_map(|line| Some(amount(line)?.value))
            .collect();
        let whole = amount(first).map(|amount| amount.value);
        !parts.is_empty() && Some(parts.iter().sum()) == whole
    };
    let budget = |line: &FundLine| line.adjusted.value.or(line.initial.value);
    let is_total = rest.is_empty() || adds_up(budget) || adds_up(|line| line.executed.value);
    if is_total && !is_named(first) {
        first.role = Some(FundRole::Total);
    }
}

/// 调整 between 年初 and 决算 may be what was added or what came of it: where every stated rate is spending
/// by the amount itself, it is the adjusted budget.
fn settle_adjustment(heading: &FundHeading, lines: &mut [FundLine]) {
    if heading.column(FundColumnField::Adjusted).is_some() {
        return;
    }
    let within = Decimal::new(6, 4);
    let agrees = |line: &FundLine| {
        let rate = line.rate.value?.value;
        let amount = line.adjustment.value?;
        let stated = rate_of(line.executed.value, Some(amount))?;
        Some((stated - rate).abs() <= within)
    };
    let stated: Vec<bool> = lines.iter().filter_map(agrees).collect();
    if !stated.is_empty() && stated.iter().all(|agrees| *agrees) {
        for line in lines {
            line.adjusted = std::mem::take(&mut line.adjustment);
        }
    }
}

/// 结余数, 结余率 and the like: known columns that the form has no field for.
fn cells_without_field<'s>(
    sheet: &'s Sheet<'_>,
    heading: &'s FundHeading,
    row: u32,
) -> impl Iterator<Item = (CellRef, CellUse)> + 's {
    sheet.row(row).iter().filter_map(move |piece| {
        let column = heading
            .columns
            .iter()
            .find(|column| column.first <= piece.at.col && piece.at.col <= column.last)?;
        let other = column.field == Some(FundColumnField::Other) && holds_amount(piece);
        other.then_some((piece.at, CellUse::Note))
    })
}

fn read_row(
    sheet: &Sheet<'_>,
    heading: &FundHeading,
    row: u32,
    unit: Option<AmountUnit>,
) -> FundLine {
    let label = label_of(sheet, heading, row);
    let mut line = FundLine {
        role: Some(role_of(&label)),
        label,
        ..FundLine::default()
    };
    // The amounts stand in the table before the rate, which they help to read.
    let fields = FundField::ALL.iter().copied();
    for field in fields.filter(|field| *field != FundField::Label) {
        let Some(column) = heading.column(field.into()) else {
            continue;
        };
        let at = CellRef::new(row, column.first);
        let piece = sheet
            .seen_between(row, column.first, column.last)
            .filter(|piece| piece.at.row == row);
        let budget = line.adjusted.value.or(line.initial.value);
        let expected = rate_of(line.executed.value, budget);
        let number = |piece: &Piece| match field.kind() {
            Kind::Amount => column_amount(piece, column, unit),
            Kind::Rate => stated_rate(piece, &column.heading, expected),
            _ => points(piece),
        };
        match field.get_mut(&mut line) {
            ValueMut::Text(slot) => {
                *slot = piece.map_or_else(|| sheet.missing(at), |piece| sheet.text_of(piece));
            }
            ValueMut::Number(slot) => {
                *slot = piece.map_or_else(
                    || sheet.missing(at),
                    |piece| sheet.sourced(piece, number(piece)),
                );
            }
            ValueMut::Year(_) | ValueMut::Unit(_) => {}
        }
    }
    line
}

/// The label of a row: the last text before the first amount; without one, the block's own label.
fn label_of(sheet: &Sheet<'_>, heading: &FundHeading, row: u32) -> Sourced<String> {
    let first_value = heading.first_value_col();
    // 任务名称 | 主要内容: the name is the label, not what is told about it.
    let describes = |piece: &Piece| {
        heading.columns.iter().any(|column| {
            column.first <= piece.at.col
                && piece.at.col <= column.last
                && ["内容", "描述", "说明"]
                    .iter()
                    .any(|word| column.heading.contains(word))
        })
    };
    let own = sheet
        .row(row)
        .iter()
        .rfind(|piece| piece.at.col < first_value && !piece.is_numeric() && !describes(piece));
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

/// The amount a cell states in the form's unit, where its own column may be headed by another:
/// 全年预算数（万元） beside 全年执行数（元）.
fn column_amount(piece: &Piece, column: &FundColumn, unit: Option<AmountUnit>) -> Option<Number> {
    match (AmountUnit::parse(&column.heading), unit) {
        (Some(own), Some(unit)) if own != unit => {
            amount(piece, Some(own))?.scaled(own.in_yuan() / unit.in_yuan())
        }
        _ => amount(piece, unit),
    }
}

/// The amount a cell states, in the form's unit where the cell names one of its own.
pub(super) fn amount(piece: &Piece, unit: Option<AmountUnit>) -> Option<Number> {
    if piece.is_blank_mark() {
        return None;
    }
    piece.number().or_else(|| {
        parse_amount(&piece.text, unit.unwrap_or(AmountUnit::WanYuan)).map(|amount| amount.number)
    })
}

pub(super) fn rate_of(executed: Option<Number>, budget: Option<Number>) -> Option<Decimal> {
    executed?.value.checked_div(budget?.value)
}

/// The execution rate as a fraction. Under a `%` heading a typed 0.98 may be a fraction or 0.98 %:
/// the amounts of the row decide.
pub(super) fn stated_rate(
    piece: &Piece,
    heading: &str,
    expected: Option<Decimal>,
) -> Option<Number> {
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
    FundField::ALL
        .iter()
        .any(|field| matches!(field.get(line), Value::Number(number) if number.value.is_some() || is_any_number(&number.text)))
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
    if heading.column(FundColumnField::Weight).is_some() {
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

/// The unit a block declares: as taught, else in its labels and headings, then anywhere above it.
pub(super) fn declared_unit(
    sheet: &Sheet<'_>,
    heading: Option<&FundHeading>,
    rows: std::ops::Range<u32>,
) -> Sourced<AmountUnit> {
    let taught = sheet.taught_cells().find_map(|(field, piece)| {
        let unit = caption_unit(piece)?;
        (field == FormField::AmountUnit).then(|| sheet.sourced(piece, Some(unit)))
    });
    if let Some(taught) = taught {
        return taught;
    }
    let block_rows = heading.map_or(rows.start..rows.start, |heading| {
        heading.first_row..heading.last_row + 2
    });
    let in_block = sheet.rows_in(block_rows).find_map(|row| {
        sheet.row(row).iter().find_map(|piece| {
            let unit = caption_unit(piece)?;
            (!holds_amount(piece)).then(|| sheet.sourced(piece, Some(unit)))
        })
    });
    in_block
        .or_else(|| {
            sheet.rows_in(rows.clone()).find_map(|row| {
                sheet.row(row).iter().find_map(|piece| {
                    let limit = if piece.key.contains("单位:") {
                        40
                    } else {
                        20
                    };
                    let short = piece.key.chars().count() <= limit;
                    let declares = piece.key.contains("单位") || piece.key.contains('(');
                    let unit = caption_unit(piece)?;
                    let alone =
                        caption_unit(piece).is_some_and(|unit| unit.to_string() == piece.key);
                    (short && (declares || alone) && !holds_amount(piece))
                        .then(|| sheet.sourced(piece, Some(unit)))
                })
            })
        })
        .or_else(|| written_unit(sheet, rows))
        .unwrap_or_default()
}

/// The unit a caption names, with or without its translation: `（万元 10k CNY）`.
fn caption_unit(piece: &Piece) -> Option<AmountUnit> {
    AmountUnit::parse(&piece.text).or_else(|| {
        let chinese: String = piece
            .text
            .chars()
            .filter(|c| !c.is_ascii_alphanumeric())
            .collect();
        AmountUnit::parse(&chinese)
    })
}

/// Where no caption declares a unit: the one written behind the first amount.
fn written_unit(sheet: &Sheet<'_>, rows: std::ops::Range<u32>) -> Option<Sourced<AmountUnit>> {
    sheet.rows_in(rows).find_map(|row| {
        sheet.row(row).iter().find_map(|piece| {
            let unit = piece
                .text
                .split([';', '；', ',', '，', '。'])
                .find_map(|part| {
                    let amount = part.rsplit([':', '：']).next()?;
                    parse_amount(amount, AmountUnit::WanYuan)?.written_unit
                })?;
            Some(sheet.sourced(piece, Some(unit)))
        })
    })
}
