//! How the indicators of a block stand on the sheet: one a row, one over several rows, or one a column.
//! Whatever the arrangement, the rows are read from a view in which each takes one row.

use std::collections::BTreeSet;

use super::heading::{Arrangement, Column, Heading};
use super::heading_data;
use super::heading_rows::{heading_path, heading_rows};
use super::model::ColumnField;
use super::sheet::{Piece, Records, Sheet};
use super::vocabulary::{any_equal, vocabulary};
use super::wording::without_notes;
use crate::intake::grid::CellRef;

/// Fields that an indicator may state in a row of their own.
const VALUES: [ColumnField; 8] = [
    ColumnField::Target,
    ColumnField::TargetAdjusted,
    ColumnField::PriorYear,
    ColumnField::Midyear,
    ColumnField::Actual,
    ColumnField::Completion,
    ColumnField::Weight,
    ColumnField::Score,
];

/// Finds out whether the indicators below a heading take several rows each, and says so in the heading.
pub(super) fn settle(sheet: &Sheet<'_>, heading: &mut Heading, end: u32) {
    if !by_marks(sheet, heading, end) {
        by_stacked_headings(sheet, heading, end);
    }
}

/// A column whose cells say in turn 目标 and 实际 tells what the column beside it holds in that row.
fn by_marks(sheet: &Sheet<'_>, heading: &mut Heading, end: u32) -> bool {
    let found = heading
        .columns
        .iter()
        .enumerate()
        .find_map(|(nth, column)| Some((nth, marks_in(sheet, column, heading.last_row + 1..end)?)));
    let Some((nth, (order, starts))) = found else {
        return false;
    };
    let (Some(base), Ok(height)) = (
        heading.columns.get(nth + 1).cloned(),
        order.len().try_into(),
    ) else {
        return false;
    };
    let records = Records {
        starts,
        height,
        width: sheet.end().col + 1,
    };
    for (at, column) in heading.columns.iter_mut().enumerate() {
        let claimed = column.field.is_some_and(|field| order.contains(&field));
        if claimed || at == nth || at == nth + 1 {
            column.field = Some(ColumnField::Other);
        }
    }
    for ((field, below), part) in order
        .iter()
        .zip(0..)
        .zip(marks_texts(sheet, heading, nth, &records))
    {
        heading.columns.push(Column {
            field: Some(*field),
            first: base.first + below * records.width,
            last: base.last + below * records.width,
            heading: part,
            confidence: 90,
        });
    }
    heading.arrangement = Arrangement::Records(records);
    true
}

/// The marks of the first record, as its headings.
fn marks_texts(sheet: &Sheet<'_>, heading: &Heading, nth: usize, records: &Records) -> Vec<String> {
    let (Some(column), Some(start)) = (heading.columns.get(nth), records.starts.first()) else {
        return Vec::new();
    };
    (*start..start + records.height)
        .filter_map(|row| sheet.seen_between(row, column.first, column.last))
        .map(|piece| piece.text.clone())
        .collect()
}

/// The fields a column of marks names in turn, and the rows with the first of them.
fn marks_in(
    sheet: &Sheet<'_>,
    column: &Column,
    rows: std::ops::Range<u32>,
) -> Option<(Vec<ColumnField>, BTreeSet<u32>)> {
    let own: Vec<(u32, &Piece)> = sheet
        .rows_in(rows)
        .filter_map(|row| {
            let piece = sheet.seen_between(row, column.first, column.last)?;
            let fits = piece.at.col >= column.first && piece.last.col <= column.last;
            (piece.at.row == row && fits).then_some((row, piece))
        })
        .collect();
    let marks: Vec<(u32, ColumnField)> = own
        .iter()
        .filter_map(|(row, piece)| Some((*row, sheet.column(&piece.key)?.0)))
        .filter(|(_, field)| VALUES.contains(field))
        .collect();
    let (_, first) = marks.first()?;
    let again = marks.iter().skip(1).take_while(|(_, field)| field != first);
    let order: Vec<ColumnField> = std::iter::once(*first)
        .chain(again.map(|(_, field)| *field))
        .collect();
    let names_both = order.contains(&ColumnField::Target) && order.contains(&ColumnField::Actual);
    // A word of a total row may stand in the column as well; more than a few, and it holds no marks.
    if !names_both
        || order.len() > 4
        || marks.len() < 2 * order.len()
        || own.len() > marks.len() + 2
    {
        return None;
    }
    // Every record has to be whole: all its marks, in their order, row below row.
    let mut starts = BTreeSet::new();
    for record in marks.chunks(order.len()) {
        let (start, _) = record.first()?;
        let is_whole = record.len() == order.len()
            && record
                .iter()
                .zip(&order)
                .zip(*start..)
                .all(|(((row, field), known), expected)| field == known && *row == expected);
        if !is_whole {
            return None;
        }
        starts.insert(*start);
    }
    Some((order, starts))
}

/// 年度指标值 over 实际完成值 in one column, and below it two rows for each name.
fn by_stacked_headings(sheet: &Sheet<'_>, heading: &mut Heading, end: u32) -> bool {
    let Some(names) = heading.name_column().cloned() else {
        return false;
    };
    if heading.last_row == heading.first_row {
        return false;
    }
    let own = |row: u32, column: &Column| {
        sheet
            .seen_between(row, column.first, column.last)
            .is_some_and(|piece| piece.at.row == row)
    };
    let rows = sheet.rows_in(heading.last_row + 1..end);
    let named: Vec<u32> = rows.filter(|row| own(*row, &names)).collect();
    let starts: BTreeSet<u32> = named
        .iter()
        .copied()
        .filter(|row| !sheet.row(row + 1).is_empty() && !own(row + 1, &names))
        .collect();
    if starts.len() < 2 || starts.len() * 3 < named.len() * 2 {
        return false;
    }
    let width = sheet.end().col + 1;
    let mut lower = Vec::new();
    for column in &mut heading.columns {
        let path = heading_path(sheet, heading.first_row, heading.last_row, column.first);
        let [above, below] = &path[..] else {
            continue;
        };
        let fields = (sheet.column(&above.key), sheet.column(&below.key));
        let (Some((first, sure)), Some((second, _))) = fields else {
            continue;
        };
        let stated = starts.iter().filter(|row| own(*row + 1, column)).count();
        let is_stacked = first != second
            && above.last.col == below.last.col
            && VALUES.contains(&first)
            && VALUES.contains(&second)
            && stated * 3 >= starts.len() * 2;
        if !is_stacked {
            continue;
        }
        lower.push(Column {
            field: Some(second),
            first: column.first + width,
            last: column.last + width,
            heading: below.text.clone(),
            confidence: sure,
        });
        column.field = Some(first);
        column.heading.clone_from(&above.text);
    }
    if lower.is_empty() {
        return false;
    }
    let taken: BTreeSet<ColumnField> = lower.iter().filter_map(|column| column.field).collect();
    for column in &mut heading.columns {
        if column.field.is_some_and(|field| taken.contains(&field)) {
            column.field = Some(ColumnField::Other);
        }
    }
    heading.columns.extend(lower);
    heading.arrangement = Arrangement::Records(Records {
        starts,
        height: 2,
        width,
    });
    true
}

/// The headings that stand below each other, with an indicator in each column to the right of them.
pub(super) fn across(sheet: &Sheet<'_>, taken: &[Heading]) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    for col in 0..=sheet.end().col.min(LABEL_COLUMNS) {
        for run in runs_of_labels(sheet, col) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else {
                continue;
            };
            let overlaps = |other: &Heading| *first <= other.last_row && other.first_row <= *last;
            if taken.iter().chain(&found).any(overlaps) {
                continue;
            }
            let view = sheet.turned(*first..=*last);
            let Some(mut heading) = heading_rows(&view).into_iter().next() else {
                continue;
            };
            let labels = heading.last_row + 1;
            heading_data::settle(&view, &mut heading, view.end().row + 1);
            found.push(Heading {
                first_row: *first,
                last_row: *last,
                arrangement: Arrangement::Across { labels },
                ..heading
            });
        }
    }
    found
}

/// Headings below each other stand in one of the first columns.
const LABEL_COLUMNS: u32 = 5;

/// Rows of labels, and for each the field it names and how many values it states.
type Run = (Vec<u32>, Vec<(ColumnField, usize)>);

/// Rows without a gap whose cells in a column are headings, each of another field, among them a level,
/// a target, an actual value and points; with values for several indicators.
fn runs_of_labels(sheet: &Sheet<'_>, col: u32) -> Vec<Vec<u32>> {
    let label = |row: u32| {
        let piece = sheet.seen(CellRef::new(row, col))?;
        let own = piece.at == CellRef::new(row, col) && piece.last.row == row;
        let is_total = any_equal(&vocabulary().words.total_row, &without_notes(&piece.key));
        let (field, _) = sheet.column(&piece.key).filter(|_| own && !is_total)?;
        Some((
            field,
            sheet
                .row(row)
                .iter()
                .filter(|other| other.at.col > piece.last.col)
                .count(),
        ))
    };
    let mut runs: Vec<Run> = Vec::new();
    let mut is_open = false;
    for row in sheet.rows_in(0..u32::MAX) {
        let Some(stated) = label(row) else {
            is_open = false;
            continue;
        };
        match runs.last_mut().filter(|_| is_open) {
            Some((rows, fields)) => {
                rows.push(row);
                fields.push(stated);
            }
            None => runs.push((vec![row], vec![stated])),
        }
        is_open = true;
    }
    let is_block = |fields: &[(ColumnField, usize)]| {
        let has = |field: ColumnField| fields.iter().any(|(known, _)| *known == field);
        let levels = [ColumnField::Level1, ColumnField::Level2, ColumnField::Name];
        let once =
            |field: ColumnField| fields.iter().filter(|(known, _)| *known == field).count() == 1;
        let several = |field: ColumnField| {
            fields
                .iter()
                .any(|(known, values)| *known == field && *values >= 2)
        };
        levels.into_iter().any(has)
            && once(ColumnField::Target)
            && once(ColumnField::Actual)
            && (has(ColumnField::Score) || has(ColumnField::Weight))
            && several(ColumnField::Actual)
    };
    runs.into_iter()
        .filter(|(_, fields)| is_block(fields))
        .map(|(rows, _)| rows)
        .collect()
}
