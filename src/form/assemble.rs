//! Puts the blocks of a form together: one [`SelfEvaluation`] from what was read on its sheets.

use std::collections::BTreeSet;

use super::confidence::confidence;
use super::coverage;
use super::draft::{Draft, Placed};
use super::figures::points;
use super::head::Head;
use super::identity::{department_of, kind_of, year_of};
use super::model::{
    ColumnReading, Coverage, FormField, SelfEvaluation, SheetCell, Source, ValueMut,
};
use super::out_of_range;
use super::sheet::Sheet;
use super::stated_totals::{complete_totals, keep_remarks};
use super::vocabulary::{HeadField, vocabulary};
use super::wording::year_in;
use crate::intake::grid::{Area, CellRef, Visibility};

/// Builds the form from its draft, a continuation on the next sheet, and the workbook's cover sheets.
pub(super) fn assemble(
    sheets: &[Sheet<'_>],
    path: &str,
    sha256: &str,
    draft: Draft,
    covers: &[(usize, Head)],
) -> SelfEvaluation {
    let mut draft = draft;
    let holds_indicators = |part: &Placed| !part.headings.is_empty();
    let mut parts = vec![draft.placed.clone()];
    parts.append(&mut draft.parts);
    // The sheet with the indicators comes first.
    let main = parts.iter().position(holds_indicators).unwrap_or(0);
    let mut cover_sheets = Vec::new();
    for (index, cover) in covers {
        if complete_from_cover(&mut draft.head, cover) {
            cover_sheets.push(*index);
        }
    }
    let kind = kind_of(sheets, &draft);
    let named = department_of(&draft.head, kind);
    let mut form = SelfEvaluation {
        source: Source {
            path: path.to_owned(),
            sha256: sha256.to_owned(),
            sheets: Vec::new(),
            hidden: false,
            range: Area {
                first: CellRef::new(draft.placed.rows.start, 0),
                last: CellRef::new(draft.placed.rows.end.saturating_sub(1), 0),
            },
        },
        kind,
        year: year_of(sheets, &draft),
        department: named.0,
        department_code: named.1,
        supervisor: draft.head.value(HeadField::Supervisor),
        project: draft.head.value(HeadField::Project),
        title: draft.head.title.clone(),
        amount_unit: draft.amount_unit.clone(),
        funds: draft.funds,
        goals: draft.goals,
        indicators: draft.indicators,
        total_weight: draft.totals.weight.clone(),
        total_score: draft.totals.score.clone(),
        grade: draft.totals.grade.clone(),
        remarks: draft.remarks,
        columns: column_readings(&draft.placed, &parts),
        fund_columns: draft.fund_columns,
        confidence: 0,
        out_of_range: Vec::new(),
        coverage: Coverage::default(),
    };
    complete_totals(sheets, &draft.head, &mut form);
    keep_remarks(&draft.head, &mut form);
    if let Some(sheet) = sheets.get(draft.placed.sheet) {
        form.source.hidden = sheet.grid.visibility != Visibility::Visible;
        take_taught_cells(sheet, &mut form);
    }
    let used = coverage::used_cells(&form);
    for (nth, part) in parts.iter().enumerate() {
        if let Some(sheet) = sheets.get(part.sheet)
            && let Some(area) = content_area(sheet, &part.rows)
        {
            coverage::account(sheet, part, area, &used, &mut form.coverage);
            if nth == main {
                form.source.range = area;
            }
        }
    }
    form.confidence = confidence(&form, draft.placed.headings.first());
    // The account knows them as read, and so does the confidence.
    out_of_range::set_apart(&mut form);
    parts.rotate_left(main);
    let order: Vec<usize> = parts
        .iter()
        .map(|part| part.sheet)
        .chain(cover_sheets)
        .collect();
    renumber_sheets(sheets, &order, &mut form);
    form
}

/// Cells the bureau has taught to hold a field win over what was found.
fn take_taught_cells(sheet: &Sheet<'_>, form: &mut SelfEvaluation) {
    for (field, piece) in sheet.taught_cells() {
        match field.get_mut(form) {
            ValueMut::Text(slot) if field == FormField::Grade => {
                *slot = sheet.sourced(piece, vocabulary().grade(&piece.key));
            }
            ValueMut::Text(slot) => *slot = sheet.text_of(piece),
            ValueMut::Number(slot) => *slot = sheet.sourced(piece, points(piece)),
            ValueMut::Year(slot) => *slot = sheet.sourced(piece, year_in(&piece.text)),
            // Taken before the amounts were read, which it tells how to read.
            ValueMut::Unit(_) => {}
        }
    }
}

/// The rectangle of content within some rows.
fn content_area(sheet: &Sheet<'_>, rows: &std::ops::Range<u32>) -> Option<Area> {
    let mut cells = sheet.rows_in(rows.clone()).flat_map(|row| sheet.row(row));
    let first = cells.next()?;
    let start = Area {
        first: first.at,
        last: first.last,
    };
    Some(cells.fold(start, |area, piece| {
        area.including(piece.at).including(piece.last)
    }))
}

/// Fills what the head leaves open from a cover sheet. Returns whether anything was taken.
fn complete_from_cover(head: &mut Head, cover: &Head) -> bool {
    let mut taken = false;
    for field in [
        HeadField::Department,
        HeadField::Supervisor,
        HeadField::Implementer,
        HeadField::Project,
        HeadField::Code,
        HeadField::FillDate,
    ] {
        let units = [
            HeadField::Department,
            HeadField::Supervisor,
            HeadField::Implementer,
        ];
        let known = if units.contains(&field) {
            units
                .into_iter()
                .any(|unit| head.value(unit).value.is_some() && unit == field)
        } else {
            head.value(field).value.is_some()
        };
        if known {
            continue;
        }
        for labelled in cover
            .labelled
            .iter()
            .filter(|labelled| labelled.field == field)
        {
            if labelled.value.value.is_some() {
                head.labelled.push(labelled.clone());
                taken = true;
            }
        }
    }
    if head.year.value.is_none() && cover.year.value.is_some() {
        head.year = cover.year.clone();
        taken = true;
    }
    if head.title.value.is_none() && cover.title.value.is_some() {
        head.title = cover.title.clone();
        taken = true;
    }
    taken
}

/// The columns of the first heading, which may stand on a later sheet than the form's head.
fn column_readings(placed: &Placed, parts: &[Placed]) -> Vec<ColumnReading> {
    let Some(heading) = placed.headings.first() else {
        return Vec::new();
    };
    let own = |part: &&Placed| part.headings.first() == Some(heading);
    let sheet = parts
        .iter()
        .rev()
        .find(own)
        .map_or(placed.sheet, |part| part.sheet);
    heading
        .columns
        .iter()
        .map(|column| ColumnReading {
            col: heading.stored_col(column),
            first: SheetCell {
                sheet,
                cell: heading.stored_area(column).first,
            },
            last: heading.stored_area(column).last,
            heading: column.heading.clone(),
            field: column.field.map(|field| field.name().to_owned()),
            confidence: column.confidence,
        })
        .collect()
}

/// Sheets were numbered by their place in the workbook; forms number the sheets they use, the one with
/// the indicators first.
fn renumber_sheets(sheets: &[Sheet<'_>], order: &[usize], form: &mut SelfEvaluation) {
    let mut seen = BTreeSet::new();
    let order: Vec<usize> = order
        .iter()
        .copied()
        .filter(|index| seen.insert(*index))
        .collect();
    form.source.sheets = order
        .iter()
        .filter_map(|index| sheets.get(*index))
        .map(|sheet| sheet.grid.name.clone())
        .collect();
    form.visit_cells(&mut |cell| {
        cell.sheet = order
            .iter()
            .position(|index| *index == cell.sheet)
            .unwrap_or(0);
    });
    form.coverage.cells.sort_by_key(|(cell, _, _)| *cell);
}
