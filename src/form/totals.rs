//! Reads the total row: total weight, total score, grade.

use super::figures::points;
use super::heading::Heading;
use super::model::{ColumnField, Sourced};
use super::sheet::{Piece, Sheet};
use super::vocabulary::{any_equal, vocabulary};
use super::wording::without_notes;
use crate::value::number::{Number, parse_number};

/// What a total row, or a total in the head, states.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    pub(super) weight: Sourced<Number>,
    pub(super) score: Sourced<Number>,
    pub(super) grade: Sourced<String>,
}

impl Totals {
    /// Whether a total further down replaces this one: where none was found yet, or where it adds more
    /// to it (合计 90, 预算执行 10, 总分 100).
    pub(super) fn is_exceeded_by(&self, later: &Self) -> bool {
        let grows =
            |earlier: &Sourced<Number>, later: &Sourced<Number>| match (earlier.value, later.value)
            {
                (Some(earlier), Some(later)) => later.value > earlier.value,
                _ => false,
            };
        self.score.value.is_none()
            || (grows(&self.score, &later.score) && grows(&self.weight, &later.weight))
    }
}

/// Whether a row is the total of the indicator block: its first text says 总分, 合计 …
pub(super) fn is_total_row(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> bool {
    let Some(name) = heading.name_column() else {
        return false;
    };
    let pieces = sheet.row(row);
    let Some(first) = pieces.first() else {
        return false;
    };
    let stands_left = first.at.col <= name.last || pieces.len() <= 4;
    let label_alone = pieces
        .iter()
        .take_while(|piece| piece.at.col <= name.last)
        .any(|piece| total_label(&piece.key) == Some(""));
    label_alone || (stands_left && total_label(&first.key).is_some())
}

/// The rest of a text after a word for the total: `总分99.55分` → `99.55分`, `合计` → ``.
fn total_label(key: &str) -> Option<&str> {
    let words = &vocabulary().words.total_row;
    let plain = without_notes(key);
    let plain = plain.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if any_equal(words, plain) {
        return Some("");
    }
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.iter().find_map(|word| {
        let rest = key.strip_prefix(word.as_str())?;
        let rest = rest
            .trim_start_matches("(分)")
            .trim_start_matches([':', '为', '=']);
        leading_number(rest).is_some().then_some(rest)
    })
}

/// The number a text begins with: `99.55分(优)` → 99.55.
fn leading_number(text: &str) -> Option<Number> {
    let digits: String = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let rest = text.get(digits.len()..).unwrap_or_default();
    let closes = rest.is_empty()
        || rest.starts_with(['分', '(', ',', ';', '优', '良', '中', '差', '?', '/']);
    if closes { parse_number(&digits) } else { None }
}

/// Reads a total row by the columns of the heading; where the columns don't tell, by order: weight
/// before score, a single number is the score.
pub(super) fn read(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> Totals {
    let mut totals = Totals::default();
    let mut loose: Vec<&Piece> = Vec::new();
    for piece in sheet.row(row) {
        if let Some(rest) = total_label(&piece.key) {
            if let Some(score) = leading_number(rest) {
                totals.score = sheet.sourced(piece, Some(score));
                totals.grade = grade_after_number(sheet, piece, rest).unwrap_or_default();
            }
            continue;
        }
        // 自评等级：优, beside the total
        let behind_label = piece.key.rsplit(':').next().unwrap_or_default();
        if let Some(grade) = vocabulary().grade(behind_label) {
            totals.grade = sheet.sourced(piece, Some(grade));
            continue;
        }
        let Some(number) = stated_points(piece) else {
            continue;
        };
        match field_at(heading, piece) {
            Some(ColumnField::Weight) if totals.weight.value.is_none() => {
                totals.weight = sheet.sourced(piece, Some(number));
            }
            Some(ColumnField::Score) if totals.score.value.is_none() => {
                totals.score = sheet.sourced(piece, Some(number));
            }
            Some(ColumnField::ReviewScore) => continue,
            _ => {
                loose.push(piece);
                continue;
            }
        }
        if let Some(grade) = grade_after_number(sheet, piece, &piece.key) {
            totals.grade = grade;
        }
    }
    settle_loose(sheet, heading, &loose, &mut totals);
    if totals.score.value.is_none() && !totals.score.has_place() {
        totals.score = missing_score(sheet, heading, row);
    }
    totals
}

/// Numbers outside the weight and score columns: two are weight and score, one is the score.
fn settle_loose(sheet: &Sheet<'_>, heading: &Heading, loose: &[&Piece], totals: &mut Totals) {
    let mut rest = loose.iter().copied();
    let may_hold_weight = heading.has(ColumnField::Weight) && loose.len() >= 2;
    if totals.weight.value.is_none()
        && totals.score.value.is_none()
        && may_hold_weight
        && let Some(piece) = rest.next()
    {
        totals.weight = sheet.sourced(piece, stated_points(piece));
    }
    if totals.score.value.is_none()
        && let Some(piece) = rest.next()
    {
        totals.score = sheet.sourced(piece, stated_points(piece));
        if let Some(grade) = grade_after_number(sheet, piece, &piece.key) {
            totals.grade = grade;
        }
    }
}

fn missing_score(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> Sourced<Number> {
    heading
        .column(ColumnField::Score)
        .map_or_else(Sourced::default, |column| {
            sheet.missing(crate::intake::grid::CellRef::new(row, column.first))
        })
}

/// The points a cell of a total row states: `98`, `99.55分`, `96 优`.
fn stated_points(piece: &Piece) -> Option<Number> {
    points(piece).or_else(|| leading_number(&piece.key))
}

/// The grade written behind a number: `96优`, `97.6分(优)`.
fn grade_after_number(sheet: &Sheet<'_>, piece: &Piece, text: &str) -> Option<Sourced<String>> {
    let rest = text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | '分' | ',' | ';' | '/' | ':')
    });
    if rest.len() == text.len() {
        return None;
    }
    let rest = rest
        .trim_start_matches("等级")
        .trim_start_matches("评级")
        .trim_start_matches([':', '为']);
    // 98.9分,自评等级:优
    let labelled = ["等级", "等次", "评级", "档次"]
        .iter()
        .find_map(|word| rest.split_once(word))
        .map(|(_, grade)| grade.trim_start_matches([':', '为']));
    let grade = vocabulary().grade(labelled.unwrap_or(rest))?;
    Some(sheet.sourced(piece, Some(grade)))
}

/// The field of the column a piece stands in; of a piece over several columns, weight or score first.
fn field_at(heading: &Heading, piece: &Piece) -> Option<ColumnField> {
    let touched = || {
        heading
            .columns
            .iter()
            .filter(|column| column.first <= piece.last.col && piece.at.col <= column.last)
            .filter_map(|column| column.field)
    };
    touched()
        .find(|field| matches!(field, ColumnField::Weight | ColumnField::Score))
        .or_else(|| touched().next())
}

/// A total in the head: `自评总分（分）` with the score beside it, `自评总分: 99.68`, `98.5分（优）`.
pub(super) fn head_score(sheet: &Sheet<'_>, piece: &Piece) -> Totals {
    Totals {
        weight: Sourced::default(),
        score: sheet.sourced(piece, stated_points(piece)),
        grade: grade_after_number(sheet, piece, &piece.key).unwrap_or_default(),
    }
}
