//! The account of every cell: used + labels + notes + unread = cells with content.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Placed;
use super::fields::fields;
use super::model::{CellUse, ColumnField, Coverage, SelfEvaluation, SheetCell};
use super::sheet::Sheet;
use super::vocabulary::{any_begins, any_equal, any_in, vocabulary};
use super::wording::{flat, fold, indicator_name, level_name, without_notes};
use crate::intake::grid::{Area, CellRef};
use crate::value::blank::is_blank;

/// Labels longer than this are texts.
const LABEL_LENGTH: usize = 24;

/// Accounts for the cells of an area on one sheet.
pub(super) fn account(
    sheet: &Sheet<'_>,
    placed: &Placed,
    area: Area,
    used: &BTreeSet<SheetCell>,
    coverage: &mut Coverage,
) {
    // Where a cell is known twice, the first counts.
    let known: BTreeMap<CellRef, CellUse> = placed.known.iter().rev().copied().collect();
    for cell in sheet.grid.rows(area.first.row..=area.last.row) {
        if !area.contains(cell.at) {
            continue;
        }
        let text = flat(&cell.shown);
        if text.is_empty() {
            continue;
        }
        let anchor = sheet.anchor(cell.at);
        let place = sheet.place(cell.at);
        let fate = if used.contains(&place) {
            CellUse::Used
        } else if anchor != cell.at {
            // Content under a merged area: nobody sees it; only a repetition of the area is harmless.
            let repeats = sheet
                .grid
                .get(anchor)
                .is_some_and(|shown| flat(&shown.shown) == text);
            if repeats {
                CellUse::Note
            } else {
                CellUse::Unread
            }
        } else {
            fate_of(placed, &known, cell.at, &text)
        };
        coverage.cells.push((place, fate, text));
    }
}

fn fate_of(
    placed: &Placed,
    known: &BTreeMap<CellRef, CellUse>,
    at: CellRef,
    text: &str,
) -> CellUse {
    let words = &vocabulary().words;
    let key = fold(text);
    let plain = without_notes(&key);
    let short = key.chars().count() <= LABEL_LENGTH;
    if is_blank(text) {
        return CellUse::Note;
    }
    if let Some(part) = known.get(&at) {
        return *part;
    }
    if placed
        .heading_rows
        .iter()
        .any(|rows| rows.contains(&at.row))
    {
        return CellUse::Label;
    }
    if any_begins(&words.note, &key) || is_page_number(&key) {
        return CellUse::Note;
    }
    if short
        && (vocabulary().label(&key).is_some()
            || any_equal(&words.block, &plain)
            || any_equal(&words.goal_expected, &plain)
            || any_equal(&words.total_row, &plain)
            || any_equal(&words.subtotal_row, &plain)
            || any_in(&words.goal_achieved, &plain)
            || any_begins(&words.tail, &plain)
            || vocabulary().fund_column(&key).is_some()
            || level_name(text).is_empty()
            || is_form_number(&key)
            || is_unit_caption(&plain, &key)
            || vocabulary().is_level_value(&fold(&level_name(text))))
    {
        return CellUse::Label;
    }
    if any_in(&words.title, &key) && key.chars().count() <= 60 {
        return CellUse::Label;
    }
    if is_blank(&indicator_name(text)) {
        return CellUse::Label;
    }
    if any_in(&words.signature, &key) && key.chars().count() <= 60 {
        return CellUse::Note;
    }
    let Some(heading) = placed.headings.first().filter(|first| !first.is_across()) else {
        return if stands_beside_labels(text) {
            CellUse::Label
        } else {
            CellUse::Unread
        };
    };
    let column = heading
        .columns
        .iter()
        .find(|column| column.first <= at.col && at.col <= column.last);
    let left_of_names = heading
        .columns
        .iter()
        .filter(|column| {
            matches!(
                column.field,
                Some(ColumnField::Level1 | ColumnField::Level2 | ColumnField::Name)
            )
        })
        .map(|column| column.first)
        .min()
        .is_some_and(|first| at.col < first);
    match column.and_then(|column| column.field) {
        Some(ColumnField::Other | ColumnField::ScoringNote) if at.row > heading.last_row => {
            CellUse::Note
        }
        _ if left_of_names && stands_beside_labels(text) => CellUse::Label,
        _ => CellUse::Unread,
    }
}

/// One or two characters of a vertical label: 绩 / 效 / 指 / 标.
fn stands_beside_labels(text: &str) -> bool {
    let key = fold(text);
    key.chars().count() <= 2 && key.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// `(万元)`, `单位:万元`
fn is_unit_caption(plain: &str, key: &str) -> bool {
    (plain.is_empty() && key.contains('元'))
        || key.starts_with("单位:")
        || key.starts_with("金额单位")
}

/// `附件2`, `附表1-1`, `公开14表`
fn is_form_number(key: &str) -> bool {
    key.chars().count() <= 8
        && ["附件", "附表", "公开", "表"]
            .iter()
            .any(|word| key.starts_with(word))
        && key.chars().any(|c| c.is_numeric())
}

/// `— 1 —`, `第1页`
fn is_page_number(key: &str) -> bool {
    let digits = key.chars().filter(char::is_ascii_digit).count();
    digits > 0
        && key.chars().count() <= 10
        && (key.starts_with(['—', '-']) && key.ends_with(['—', '-'])
            || key.starts_with('第') && key.contains('页'))
}

/// Every cell from which a form took a value.
pub(super) fn used_cells(form: &SelfEvaluation) -> BTreeSet<SheetCell> {
    fields(form)
        .iter()
        .filter(|field| field.is_used())
        .flat_map(|field| field.cells.iter().copied())
        .collect()
}
