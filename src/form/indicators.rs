//! Reads the rows of the indicator block.

use super::figures::{piece_of, points, rate};
use super::heading::{Column, Heading};
use super::levels::{self, Levels};
use super::model::{ColumnField, Indicator, IndicatorField, Kind, Sourced, ValueMut};
use super::sheet::{Piece, Sheet};
use super::target_text;
use super::totals;
use super::vocabulary::{any_begins, any_equal, vocabulary};
use super::wording::{fold, indicator_name, without_notes};
use crate::intake::grid::CellRef;
use crate::value::blank::is_blank;

/// Reads rows from `row` on until the block ends. Returns the row after the last one read.
pub(super) fn read(
    sheet: &Sheet<'_>,
    heading: &Heading,
    mut row: u32,
    end: u32,
    carried: &mut Levels,
    into: &mut Vec<Indicator>,
) -> u32 {
    while row < end {
        if block_ends(sheet, heading, row) {
            if !is_note_within(sheet, heading, row, end) {
                break;
            }
            row += 1;
            continue;
        }
        if !sheet.row(row).is_empty()
            && let Some(indicator) = read_row(sheet, heading, row, carried)
        {
            into.push(indicator);
        }
        row += 1;
    }
    row
}

/// Whether a row belongs to what follows the indicators: the total, remarks, notes, signatures.
fn block_ends(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> bool {
    let Some(first) = sheet.row(row).first() else {
        return false;
    };
    if totals::is_total_row(sheet, heading, row) {
        return true;
    }
    let Some(name) = heading.name_column() else {
        return true;
    };
    let words = &vocabulary().words;
    let key = without_notes(&first.key);
    let stands_left = first.at.col <= name.first;
    let is_note = any_begins(&words.note, &first.key);
    let is_tail =
        any_begins(&words.tail, &key) || words.tail.iter().any(|word| key.ends_with(word.as_str()));
    let is_signature = first.key.chars().count() <= 40
        && words
            .signature
            .iter()
            .any(|word| first.key.contains(word.as_str()));
    let spans_names = first.at.col < name.first && first.last.col >= name.first
        || first.last.col > name.last
        || (first.at.col < name.first && sheet.seen_between(row, name.first, name.last).is_none());
    let scored = [ColumnField::Weight, ColumnField::Score, ColumnField::Actual]
        .into_iter()
        .filter_map(|field| heading.column(field))
        .any(|column| {
            sheet
                .seen_between(row, column.first, column.last)
                .is_some_and(|piece| {
                    piece.at.row == row && piece.at != first.at && piece.is_numeric()
                })
        });
    stands_left && !scored && (is_note || (spans_names && (is_tail || is_signature)))
}

/// Whether a row is a note between indicators: below it, before any total, named rows with points go on.
fn is_note_within(sheet: &Sheet<'_>, heading: &Heading, row: u32, end: u32) -> bool {
    let is_note = sheet
        .row(row)
        .first()
        .is_some_and(|first| any_begins(&vocabulary().words.note, &first.key));
    let own = |row: u32, column: &Column| {
        sheet
            .seen_between(row, column.first, column.last)
            .filter(|piece| piece.at.row == row)
    };
    let names = heading.name_column();
    let states_points = |row: u32| {
        [ColumnField::Weight, ColumnField::Score]
            .into_iter()
            .filter_map(|field| own(row, heading.column(field)?))
            .any(Piece::is_numeric)
    };
    is_note
        && sheet
            .rows_in(row + 1..end)
            .take_while(|below| !totals::is_total_row(sheet, heading, *below))
            .any(|below| {
                names.is_some_and(|names| own(below, names).is_some()) && states_points(below)
            })
}

fn read_row(
    sheet: &Sheet<'_>,
    heading: &Heading,
    row: u32,
    carried: &mut Levels,
) -> Option<Indicator> {
    let name_column = heading.name_column()?;
    if let Some(band) = levels::band(sheet, heading, row) {
        carried.level1 = band;
        carried.level2 = Sourced::default();
        return None;
    }
    levels::read(sheet, heading, row, carried);
    let name_piece = sheet.seen_between(row, name_column.first, name_column.last);
    let own_name = name_piece.filter(|piece| piece.at.row == row);
    let name = name_piece.map(|piece| indicator_name(&piece.text));
    // A text merged over names and values (a second goal, a page number) is no indicator.
    let spans_values = name_piece.is_some_and(|piece| {
        let target = heading
            .column(ColumnField::Target)
            .or_else(|| heading.column(ColumnField::Actual));
        target.is_some_and(|column| piece.at.col < column.first && column.first <= piece.last.col)
    });
    if spans_values {
        return None;
    }
    let is_named = name.as_deref().is_some_and(|name| !is_blank(name));

    let target_text = target_text::read(sheet, heading, row);
    let mut indicator = Indicator {
        level1: carried.level1.clone(),
        level2: carried.level2.clone(),
        name: Sourced {
            value: name.filter(|_| is_named),
            cells: vec![sheet.place(name_piece.map_or_else(
                || sheet.anchor(CellRef::new(row, name_column.first)),
                |piece| piece.at,
            ))],
            text: name_piece.map_or_else(String::new, |piece| piece.text.clone()),
        },
        target: target_text.target,
        unit_column: target_text.unit_column,
        ..Indicator::default()
    };
    for field in IndicatorField::ALL {
        let read_already = matches!(
            field,
            IndicatorField::Level1
                | IndicatorField::Level2
                | IndicatorField::Name
                | IndicatorField::Target
        );
        if let Some(column) = heading.column((*field).into())
            && !read_already
        {
            read_field(sheet, column, row, *field, &mut indicator);
        }
    }
    let has_values = indicator.target.value.is_some()
        || indicator.actual.value.is_some()
        || indicator.completion.value.is_some()
        || indicator.weight.value.is_some()
        || indicator.score.value.is_some();
    // A name merged down over several rows names each of them that has values of its own.
    let named_here = is_named && (own_name.is_some() || has_values);
    let only_repeats_sum = name_piece.is_some_and(|piece| {
        any_equal(&vocabulary().words.subtotal_row, &without_notes(&piece.key))
    });
    ((named_here || has_values) && !only_repeats_sum).then_some(indicator)
}

/// Reads what a column states in a row.
fn read_field(
    sheet: &Sheet<'_>,
    column: &Column,
    row: u32,
    field: IndicatorField,
    into: &mut Indicator,
) {
    let at = CellRef::new(row, column.first);
    let percent_heading = fold(&column.heading).contains('%');
    match field.get_mut(into) {
        ValueMut::Text(slot) => {
            let piece = piece_of(sheet, column, row, false);
            *slot = piece.map_or_else(|| sheet.missing(at), |piece| sheet.text_of(piece));
        }
        ValueMut::Number(slot) => {
            let piece = piece_of(sheet, column, row, true);
            let number = |piece: &Piece| match field.kind() {
                Kind::Rate => rate(piece, percent_heading),
                _ => points(piece),
            };
            *slot = piece.map_or_else(
                || sheet.missing(at),
                |piece| sheet.sourced(piece, number(piece)),
            );
        }
        ValueMut::Year(_) | ValueMut::Unit(_) => {}
    }
}
