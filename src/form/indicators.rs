//! Reads the rows of the indicator block.

use super::heading::{Column, Heading};
use super::levels::{self, Levels};
use super::model::{Indicator, Sourced};
use super::sheet::{Piece, Sheet};
use super::target_text;
use super::totals;
use super::vocabulary::{ColumnField, any_begins, any_equal, vocabulary};
use super::wording::{fold, indicator_name, without_notes};
use crate::intake::grid::CellRef;
use crate::value::blank::is_blank_mark;
use crate::value::number::{Number, parse_number, parse_rate};

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
    let is_named = name.as_deref().is_some_and(|name| !is_blank_mark(name));

    let target = target_text::read(sheet, heading, row);
    let text = |field| read_text(sheet, heading, row, field);
    let indicator = Indicator {
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
        target,
        prior_year: text(ColumnField::PriorYear),
        midyear: text(ColumnField::Midyear),
        actual: text(ColumnField::Actual),
        completion: read_rate(sheet, heading, row),
        weight: read_points(sheet, heading, row, ColumnField::Weight),
        score: read_points(sheet, heading, row, ColumnField::Score),
        review_score: read_points(sheet, heading, row, ColumnField::ReviewScore),
        reason: text(ColumnField::Reason),
        measures: text(ColumnField::Measures),
        scoring_note: text(ColumnField::ScoringNote),
        subtotal: false,
    };
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

/// The piece of a field in a row. Texts may be merged down over several rows; numbers then belong to
/// the first of these rows alone, or they would be counted twice.
pub(super) fn piece_of<'s>(
    sheet: &'s Sheet<'_>,
    column: &Column,
    row: u32,
    is_number: bool,
) -> Option<&'s Piece> {
    sheet
        .seen_between(row, column.first, column.last)
        .filter(|piece| !is_number || piece.at.row == row)
}

fn read_text(
    sheet: &Sheet<'_>,
    heading: &Heading,
    row: u32,
    field: ColumnField,
) -> Sourced<String> {
    let Some(column) = heading.column(field) else {
        return Sourced::default();
    };
    piece_of(sheet, column, row, false).map_or_else(
        || sheet.missing(CellRef::new(row, column.first)),
        |piece| sheet.text_of(piece),
    )
}

/// 分值 and 得分: numbers, with or without 分; of `10%` under a weight heading, 10.
fn read_points(
    sheet: &Sheet<'_>,
    heading: &Heading,
    row: u32,
    field: ColumnField,
) -> Sourced<Number> {
    let Some(column) = heading.column(field) else {
        return Sourced::default();
    };
    piece_of(sheet, column, row, true).map_or_else(
        || sheet.missing(CellRef::new(row, column.first)),
        |piece| sheet.sourced(piece, points(piece)),
    )
}

/// The points a cell states, with or without its full mark: `9.89`, `10分`, `9.89（满分10分）`.
pub(super) fn points(piece: &Piece) -> Option<Number> {
    if piece.is_blank_mark() {
        return None;
    }
    let key = fold(&piece.text);
    if let Some(percent) = key.strip_suffix('%') {
        return parse_number(percent);
    }
    piece.number().or_else(|| {
        let full_mark = ["(满分", "(分值", "(标准分", "(权重", "(总分"];
        let points = full_mark
            .iter()
            .find_map(|note| key.split_once(note))
            .map_or(key.as_str(), |(points, _)| points);
        parse_number(points.trim_end_matches('分'))
    })
}

fn read_rate(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> Sourced<Number> {
    let Some(column) = heading.column(ColumnField::Completion) else {
        return Sourced::default();
    };
    let percent_heading = fold(&column.heading).contains('%');
    piece_of(sheet, column, row, true).map_or_else(
        || sheet.missing(CellRef::new(row, column.first)),
        |piece| {
            let value = (!piece.is_blank_mark())
                .then(|| rate(piece, percent_heading))
                .flatten();
            sheet.sourced(piece, value)
        },
    )
}

/// The fraction a cell states: `23.65%`, 0.2365 shown as a percentage, 23.65 under a `%` heading.
pub(super) fn rate(piece: &Piece, percent_heading: bool) -> Option<Number> {
    let is_percent_text = fold(&piece.text).ends_with('%');
    match piece.stored {
        // Stored as a fraction, shown as a percentage: the stored value is the exact one.
        Some(stored) if is_percent_text => {
            let shown = parse_rate(&piece.text, percent_heading)?;
            Some(Number {
                value: stored,
                last_place: shown.last_place,
            })
        }
        Some(stored) => parse_rate(&stored.to_string(), percent_heading),
        None => parse_rate(&piece.text, percent_heading),
    }
}
