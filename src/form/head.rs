//! Reads the head of a form: title, year, department, project, and what else is labelled there.

use super::model::Sourced;
use super::sheet::{Piece, Sheet};
use super::vocabulary::{HeadField, any_in, vocabulary};
use super::wording::{flat, fold, without_notes, year_in};
use crate::intake::grid::CellRef;
use crate::value::blank::is_blank;
use crate::value::unit::AmountUnit;

/// A label of the head with its value.
#[derive(Clone, Debug)]
pub(super) struct Labelled {
    pub(super) field: HeadField,
    /// The label without its colon.
    pub(super) label: String,
    pub(super) value: Sourced<String>,
    /// The piece that holds the value, where it is not the label's own.
    pub(super) beside: Option<Piece>,
}

/// What the head of a form says.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) title: Sourced<String>,
    pub(super) year: Sourced<i32>,
    pub(super) labelled: Vec<Labelled>,
}

impl Head {
    /// The first value stated for a field; where none is, the place of the first empty one.
    pub(super) fn value(&self, field: HeadField) -> Sourced<String> {
        let of_field = || {
            self.labelled
                .iter()
                .filter(|labelled| labelled.field == field)
        };
        of_field()
            .find(|labelled| labelled.value.value.is_some())
            .or_else(|| of_field().next())
            .map(|labelled| labelled.value.clone())
            .unwrap_or_default()
    }

    pub(super) fn names(&self, field: HeadField) -> bool {
        self.labelled.iter().any(|labelled| labelled.field == field)
    }
}

/// Reads the labels in some rows; `title_rows` may reach further up or down than the labels.
pub(super) fn read(sheet: &Sheet<'_>, rows: std::ops::Range<u32>) -> Head {
    let mut head = Head {
        title: title(sheet, rows.clone()),
        ..Head::default()
    };
    for row in sheet.rows_in(rows.clone()) {
        for piece in sheet.row(row) {
            head.labelled.extend(labels_in(sheet, piece));
        }
    }
    head.year = year(sheet, rows, &head);
    head
}

/// The labels a piece holds, with their values inside it or beside it.
pub(super) fn labels_in(sheet: &Sheet<'_>, piece: &Piece) -> Vec<Labelled> {
    let inline = inline_labels(sheet, piece);
    if inline.is_empty() {
        label_with_value_beside(sheet, piece).into_iter().collect()
    } else {
        inline
    }
}

/// The piece that names the form: a self-evaluation first, anything that looks like a title else.
fn title(sheet: &Sheet<'_>, rows: std::ops::Range<u32>) -> Sourced<String> {
    let words = &vocabulary().words;
    let named = |words: &[String]| {
        sheet.rows_in(rows.clone()).find_map(|row| {
            sheet
                .row(row)
                .iter()
                .find(|piece| {
                    piece.key.chars().count() <= 60
                        && any_in(words, &piece.key)
                        && vocabulary().label(&piece.key).is_none()
                        && inline_labels(sheet, piece).is_empty()
                        && (piece.key.contains('表') || vocabulary().column(&piece.key).is_none())
                })
                .map(|piece| sheet.text_of(piece))
        })
    };
    named(&words.title)
        .filter(|title| {
            title
                .value
                .as_deref()
                .is_some_and(|text| any_in(&words.self_evaluation, &fold(text)))
        })
        .or_else(|| named(&words.self_evaluation))
        .or_else(|| named(&words.title))
        .unwrap_or_default()
}

/// The year: in the title, in a line of its own, or behind a label.
fn year(sheet: &Sheet<'_>, rows: std::ops::Range<u32>, head: &Head) -> Sourced<i32> {
    if let Some(year) = head.title.value.as_deref().and_then(year_in) {
        return Sourced {
            value: Some(year),
            cells: head.title.cells.clone(),
            text: head.title.text.clone(),
        };
    }
    let own_line = sheet.rows_in(rows).find_map(|row| {
        sheet.row(row).iter().find_map(|piece| {
            let year = year_in(&piece.text)?;
            // (2021年度/FY2021): a translation says the same.
            let rest: String = piece
                .key
                .chars()
                .filter(|c| !c.is_ascii_alphanumeric() && !"〇○零一二三四五六七八九/".contains(*c))
                .collect();
            let rest = rest.trim_matches(|c: char| !c.is_alphabetic());
            matches!(rest, "年度" | "年" | "" | "年度)" | "二〇年度")
                .then(|| sheet.sourced(piece, Some(year)))
        })
    });
    own_line
        .or_else(|| {
            let stated = head.value(HeadField::Year);
            let year = stated.value.as_deref().and_then(year_in)?;
            Some(Sourced {
                value: Some(year),
                cells: stated.cells,
                text: stated.text,
            })
        })
        .unwrap_or_default()
}

/// `单位名称:某科 填报日期:2023年3月20日`: labels and values inside one cell.
fn inline_labels(sheet: &Sheet<'_>, piece: &Piece) -> Vec<Labelled> {
    let text = piece.text.as_str();
    let mut marks: Vec<(usize, usize, HeadField)> = Vec::new();
    for (at, colon) in text.char_indices().filter(|(_, c)| matches!(c, ':' | '：')) {
        let before = text.get(..at).unwrap_or_default();
        let from = marks.last().map_or(0, |(_, end, _)| *end);
        let label = before.get(from..).unwrap_or_default();
        let start = label
            .rfind([' ', '\u{3000}', ',', '，', ';', '；'])
            .map_or(from, |gap| {
                from + gap
                    + label
                        .get(gap..)
                        .and_then(|rest| rest.chars().next())
                        .map_or(1, char::len_utf8)
            });
        let word = before.get(start..).unwrap_or_default();
        if let Some(field) = vocabulary().label(word) {
            marks.push((start, at + colon.len_utf8(), field));
        } else if fold(word) == "得分" && begins_with_number(text, at + colon.len_utf8()) {
            marks.push((start, at + colon.len_utf8(), HeadField::TotalScore));
        } else if let Some(field) = vocabulary().label(label) {
            // 评价年度 Year：2023
            marks.push((from, at + colon.len_utf8(), field));
        } else if marks.is_empty() {
            return Vec::new();
        }
    }
    let mut found = Vec::new();
    for (nth, (start, end, field)) in marks.iter().enumerate() {
        let until = marks.get(nth + 1).map_or(text.len(), |(next, _, _)| *next);
        let value = flat(text.get(*end..until).unwrap_or_default());
        if value.is_empty() && marks.len() == 1 {
            // `项目名称:` with the value in the next cell.
            return Vec::new();
        }
        let label = text.get(*start..*end).unwrap_or_default();
        found.push(Labelled {
            field: meant(*field, &value),
            label: fold(label),
            value: Sourced {
                value: (!is_blank(&value)).then_some(value.clone()),
                cells: vec![sheet.place(piece.at)],
                text: value,
            },
            beside: None,
        });
    }
    found
}

/// `得分：94.9` in a head is the total; 得分 alone heads a column.
fn begins_with_number(text: &str, at: usize) -> bool {
    let rest = fold(text.get(at..).unwrap_or_default());
    rest.starts_with(|c: char| c.is_ascii_digit())
}

fn label_with_value_beside(sheet: &Sheet<'_>, piece: &Piece) -> Option<Labelled> {
    let field = vocabulary().label(&piece.key)?;
    let row = piece.at.row;
    // 项目 beside one text names the project; in front of several it heads a column.
    if piece.key == "项目" && sheet.row(row).len() != 2 {
        return None;
    }
    let first = piece.last.col + 1;
    let beside = sheet
        .seen_from(row, first)
        .filter(|next| next.at.row == row && !is_label(sheet, next));
    let value = beside.map_or_else(
        || sheet.missing(CellRef::new(row, first)),
        |next| sheet.text_of(next),
    );
    Some(Labelled {
        field: meant(field, &value.text),
        label: without_notes(&piece.key),
        value,
        beside: beside.cloned(),
    })
}

fn is_label(sheet: &Sheet<'_>, piece: &Piece) -> bool {
    vocabulary().label(&piece.key).is_some() || !inline_labels(sheet, piece).is_empty()
}

/// `单位：万元` names a unit of money, not an office.
fn meant(field: HeadField, value: &str) -> HeadField {
    let names_money = value.chars().count() <= 4 && AmountUnit::parse(value).is_some();
    if field == HeadField::Department && names_money {
        HeadField::Unit
    } else {
        field
    }
}
