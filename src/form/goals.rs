//! Reads the goal block: what was planned, and what is said to have been done.

use super::model::Goals;
use super::sheet::{Piece, Sheet};
use super::vocabulary::{any_in, vocabulary};
use super::wording::without_notes;

/// Longer texts are goals themselves, not headings over them.
const HEADING_LENGTH: usize = 16;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Expected,
    Achieved,
}

fn side_of(piece: &Piece) -> Option<Side> {
    let key = without_notes(&piece.key);
    if key.chars().count() > HEADING_LENGTH {
        return None;
    }
    let words = &vocabulary().words;
    if any_in(&words.goal_achieved, &key) {
        Some(Side::Achieved)
    } else if any_in(&words.goal_expected, &key) {
        Some(Side::Expected)
    } else {
        None
    }
}

/// Reads the goal block within `rows`. Returns it with the row of its heading.
pub(super) fn read(sheet: &Sheet<'_>, rows: std::ops::Range<u32>) -> Option<(Goals, u32)> {
    let end = rows.end;
    let (row, headings) = sheet.rows_in(rows).find_map(|row| {
        let headings: Vec<(&Piece, Side)> = sheet
            .row(row)
            .iter()
            .filter(|piece| piece.last.row == row)
            .filter_map(|piece| side_of(piece).map(|side| (piece, side)))
            .collect();
        let both = headings.iter().any(|(_, side)| *side == Side::Expected)
            && headings.iter().any(|(_, side)| *side == Side::Achieved);
        both.then_some((row, headings))
    })?;
    let mut goals = Goals::default();
    for below in sheet.rows_in(row + 1..end) {
        if below > row + 3
            && sheet
                .row(below)
                .iter()
                .all(|piece| side_of(piece).is_none())
        {
            break;
        }
        for piece in sheet.row(below) {
            let over = headings.iter().find(|(heading, _)| {
                heading.at.col <= piece.at.col && piece.at.col <= heading.last.col
            });
            match over {
                Some((_, Side::Expected)) => goals.expected.push(sheet.text_of(piece)),
                Some((_, Side::Achieved)) => goals.achieved.push(sheet.text_of(piece)),
                None => {}
            }
        }
    }
    Some((goals, row))
}
