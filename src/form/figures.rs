//! The cell of a column in a row, and the points or the fraction that it states.

use super::heading::Column;
use super::sheet::{Piece, Sheet};
use super::wording::fold;
use crate::value::number::{Number, parse_number, parse_rate};

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

/// The fraction a cell states: `23.65%`, 0.2365 shown as a percentage, 23.65 under a `%` heading.
pub(super) fn rate(piece: &Piece, percent_heading: bool) -> Option<Number> {
    if piece.is_blank_mark() {
        return None;
    }
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
