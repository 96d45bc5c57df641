//! What stands below a heading settles what its columns hold, where the words alone do not.

use std::collections::BTreeSet;

use super::heading::{Column, Heading};
use super::model::ColumnField;
use super::sheet::{Piece, Sheet};
use super::target_text::is_comparator;
use super::vocabulary::vocabulary;
use super::wording::{fold, level_name};
use crate::intake::grid::CellRef;

/// Settles the columns of a heading by the rows below it, up to `end`.
pub(super) fn settle(sheet: &Sheet<'_>, heading: &mut Heading, end: u32) {
    split_levels(sheet, heading, end);
    nature_by_content(sheet, heading, end);
    levels_by_content(sheet, heading, end);
    second_level(heading);
    settle_duplicates(sheet, heading, end);
}

/// A level heading over several columns whose cells are separate below it names two levels.
fn split_levels(sheet: &Sheet<'_>, heading: &mut Heading, end: u32) {
    let Some(at) = heading
        .columns
        .iter()
        .position(|column| column.field == Some(ColumnField::Level1) && column.last > column.first)
    else {
        return;
    };
    let has_level2 = heading.has(ColumnField::Level2);
    let Some(column) = heading.columns.get(at).cloned() else {
        return;
    };
    let separate = sheet
        .rows_in(heading.last_row + 1..end)
        .filter(|row| {
            let first = sheet.seen(CellRef::new(*row, column.first));
            let last = sheet.seen(CellRef::new(*row, column.last));
            matches!((first, last), (Some(first), Some(last)) if first.at != last.at && first.last.col < column.last)
        })
        .count();
    if has_level2 || separate < 2 {
        return;
    }
    if let Some(first) = heading.columns.get_mut(at) {
        first.last = column.first;
    }
    let second = Column {
        field: Some(ColumnField::Level2),
        first: column.first + 1,
        ..column
    };
    heading.columns.insert(at + 1, second);
}

/// 指标类型 over 定量 / 定性 is a nature, not a level.
fn nature_by_content(sheet: &Sheet<'_>, heading: &mut Heading, end: u32) {
    let rows: Vec<u32> = sheet.rows_in(heading.last_row + 1..end).collect();
    for column in &mut heading.columns {
        if !matches!(
            column.field,
            Some(ColumnField::Level1 | ColumnField::Level2)
        ) {
            continue;
        }
        let texts: Vec<&str> = rows
            .iter()
            .filter_map(|row| sheet.seen_between(*row, column.first, column.last))
            .map(|piece| piece.key.as_str())
            .collect();
        let natures = texts
            .iter()
            .filter(|text| text.starts_with("定量") || text.starts_with("定性"))
            .count();
        if natures > 0 && natures * 2 > texts.len() {
            column.field = Some(ColumnField::Nature);
        }
    }
}

/// 指标 | 类型 | 具体指标: columns in front of the names that hold 产出指标, 数量指标 … are levels, whatever
/// they are called.
fn levels_by_content(sheet: &Sheet<'_>, heading: &mut Heading, end: u32) {
    let names = |column: &Column| column.field == Some(ColumnField::Name);
    let Some(last_name) = heading.columns.iter().rposition(names) else {
        return;
    };
    let holds_levels = |column: &Column| {
        let texts: Vec<String> = sheet
            .rows_in(heading.last_row + 1..end)
            .filter_map(|row| {
                let piece = sheet.seen_between(row, column.first, column.last)?;
                let own = piece.at.row == row && piece.last.col <= column.last;
                own.then(|| fold(&level_name(&piece.text)))
            })
            .collect();
        let is_level =
            |text: &&String| vocabulary().is_level_value(text) || text.chars().count() == 1;
        let levels = texts.iter().filter(is_level).count();
        levels >= 2 && levels * 3 >= texts.len() * 2
    };
    let found: Vec<usize> = heading
        .columns
        .iter()
        .enumerate()
        .take(last_name)
        .filter(|(_, column)| column.field.is_none() || names(column))
        .filter(|(_, column)| holds_levels(column))
        .map(|(nth, _)| nth)
        .collect();
    for nth in found {
        let field = [ColumnField::Level1, ColumnField::Level2]
            .into_iter()
            .find(|field| !heading.has(*field));
        if let (Some(field), Some(column)) = (field, heading.columns.get_mut(nth)) {
            column.field = Some(field);
            column.confidence = 80;
        }
    }
}

/// 指标类别 and 指标类型 side by side: the first is level 1, the second level 2.
fn second_level(heading: &mut Heading) {
    if heading.has(ColumnField::Level2) {
        return;
    }
    let second = heading
        .columns
        .iter_mut()
        .filter(|column| column.field == Some(ColumnField::Level1))
        .nth(1);
    if let Some(second) = second {
        second.field = Some(ColumnField::Level2);
    }
}

/// Where several columns claim one field (weights of every level, scores beside them), the one that
/// states most rows of its own holds it; the others are known columns without a field.
fn settle_duplicates(sheet: &Sheet<'_>, heading: &mut Heading, end: u32) {
    let Some(names) = heading.name_column().cloned() else {
        return;
    };
    let stated = |column: &Column| {
        sheet
            .rows_in(heading.last_row + 1..end)
            .filter(|row| {
                let own = |piece: &&Piece| piece.at.row == *row;
                sheet
                    .seen_between(*row, names.first, names.last)
                    .filter(own)
                    .is_some()
                    && sheet
                        .seen_between(*row, column.first, column.last)
                        .filter(own)
                        .is_some()
            })
            .count()
    };
    // 类型, 方向 and 计算符号 all speak of a target's nature; the column of signs is the one that says it.
    let signs = |column: &Column| {
        sheet
            .rows_in(heading.last_row + 1..end)
            .filter_map(|row| sheet.seen_between(row, column.first, column.last))
            .filter(|piece| is_comparator(&piece.key))
            .count()
    };
    let counts: Vec<usize> = heading
        .columns
        .iter()
        .map(|column| {
            if column.field == Some(ColumnField::Nature) {
                signs(column)
            } else {
                stated(column)
            }
        })
        .collect();
    let fields: BTreeSet<ColumnField> = heading
        .columns
        .iter()
        .filter_map(|column| column.field)
        .collect();
    for field in fields {
        if field == ColumnField::Other {
            continue;
        }
        let best = heading
            .columns
            .iter()
            .zip(&counts)
            .enumerate()
            .filter(|(_, (column, _))| column.field == Some(field))
            .max_by_key(|(nth, (column, count))| {
                // Of a nature the signs below tell more than the word above.
                let by_word = field != ColumnField::Nature;
                (
                    u8::from(by_word) * (column.confidence / 50),
                    **count,
                    column.confidence,
                    std::cmp::Reverse(*nth),
                )
            })
            .map(|(nth, _)| nth);
        for (nth, column) in heading.columns.iter_mut().enumerate() {
            if column.field == Some(field) && Some(nth) != best {
                column.field = Some(ColumnField::Other);
            }
        }
    }
}
