//! What each cell of a sheet was taken for, and what its note tells.

use std::collections::BTreeMap;

use super::Table;
use crate::form::fields::{Field, fields};
use crate::form::model::{Block, CellUse, ColumnReading, SelfEvaluation, SheetCell};
use crate::intake::grid::{CellRef, Grid, Visibility, column_letters};
use crate::report::picture::Painted;
use crate::report::workbook::cell::{Part, Taken, Tone};

/// A text longer than this, or one of several lines, holds its mark itself: no format adds it there.
const SIGNED: usize = 200;
/// A cell that gives more fields than this, such as a merged 产出指标, names the first ones.
const NAMED: usize = 3;

/// The sheet's cells with their parts and notes.
pub(super) struct Paint<'g> {
    grid: &'g Grid,
    parts: BTreeMap<CellRef, Part>,
    notes: BTreeMap<CellRef, Vec<String>>,
}

impl<'g> Paint<'g> {
    pub(super) fn of(grid: &'g Grid, tables: &[&Table<'_>]) -> Self {
        let mut paint = Self {
            grid,
            parts: BTreeMap::new(),
            notes: BTreeMap::new(),
        };
        for table in tables {
            paint.add(table.form);
        }
        paint
    }

    fn add(&mut self, form: &SelfEvaluation) {
        let sheets = &form.source.sheets;
        let here = |at: &SheetCell| sheets.get(at.sheet) == Some(&self.grid.name);
        for (at, fate, _) in form.coverage.cells.iter().filter(|(at, _, _)| here(at)) {
            let part = match fate {
                // Its field says more below.
                CellUse::Used => Part::Value(Block::Remarks),
                CellUse::Label => Part::Label,
                CellUse::Note => Part::Note,
                CellUse::Unread => Part::Unread,
            };
            self.parts.insert(at.cell, part);
        }
        let mut by_cell: BTreeMap<CellRef, Vec<Field<'_>>> = BTreeMap::new();
        for field in fields(form) {
            for at in field.cells.iter().filter(|at| here(at)) {
                by_cell.entry(at.cell).or_default().push(field.clone());
            }
        }
        for (at, fields) in by_cell {
            self.add_fields(form, at, &fields);
        }
        let columns = form.fund_columns.iter().chain(&form.columns);
        for column in columns.filter(|column| here(&column.first)) {
            self.add_heading(column);
        }
    }

    fn add_fields(&mut self, form: &SelfEvaluation, at: CellRef, fields: &[Field<'_>]) {
        let used: Vec<&Field<'_>> = fields.iter().filter(|field| field.is_used()).collect();
        let is_blank = self
            .grid
            .get(at)
            .is_none_or(crate::intake::grid::Cell::is_blank);
        if let Some(first) = used.first() {
            self.parts.insert(at, Part::Value(first.block));
        } else if is_blank {
            self.parts.insert(at, Part::Gap);
        }
        let told = if used.is_empty() {
            fields.iter().collect()
        } else {
            used
        };
        let notes = self.notes.entry(at).or_default();
        for field in told.iter().take(NAMED) {
            notes.push(note(form, at, field));
        }
        if told.len() > NAMED {
            notes.push(format!("……共用于 {} 处", told.len()));
        }
    }

    /// The heading's cells say what the column was taken for.
    fn add_heading(&mut self, column: &ColumnReading) {
        let told = match &column.field {
            Some(field) => format!(
                "{} 列“{}”读作：{field}（把握 {}%）",
                column_letters(column.col),
                column.heading,
                column.confidence
            ),
            None => format!(
                "{} 列“{}”：未使用",
                column_letters(column.col),
                column.heading
            ),
        };
        let (first, last) = (column.first.cell, column.last);
        let labels: Vec<CellRef> = self
            .parts
            .range(first..=last)
            .filter(|(at, part)| (first.col..=last.col).contains(&at.col) && **part == Part::Label)
            .map(|(at, _)| *at)
            .collect();
        for at in labels {
            self.notes.entry(at).or_default().push(told.clone());
        }
    }

    /// How a cell is painted; what a merged area covers looks like its corner.
    pub(super) fn cell(&self, at: CellRef, shown: &str) -> Painted {
        let anchor = self.grid.anchor(at);
        // Content under a merged area has a fate of its own, which the list of unread cells tells.
        let part = self.parts.get(&anchor).copied().unwrap_or(Part::Outside);
        let cell = self.grid.get(at);
        let hidden = self.grid.visibility == Visibility::Visible
            && cell.is_some_and(|cell| cell.hidden && !cell.is_blank());
        let taken = Taken {
            part,
            hidden,
            signed: shown.chars().count() <= SIGNED && !shown.contains('\n'),
        };
        let mark = taken.mark();
        let (text, suffix) = match (shown.is_empty(), taken.signed) {
            (true, _) => (String::new(), String::new()),
            (false, true) => (shown.to_owned(), mark),
            (false, false) => (format!("{shown}{mark}"), String::new()),
        };
        Painted {
            text,
            tone: Tone::Taken(taken),
            suffix,
            note: self.note(at),
        }
    }

    fn note(&self, at: CellRef) -> Option<String> {
        let mut lines = self.notes.get(&at).cloned().unwrap_or_default();
        match self.parts.get(&at) {
            Some(Part::Unread) => lines.push("未读：不知道这个单元格是什么，没有采用。".to_owned()),
            Some(Part::Note) => lines.push("注释、说明一类的文字，不作为数据。".to_owned()),
            _ => {}
        }
        if let Some(cell) = self.grid.get(at) {
            if cell.hidden {
                lines.push("这个单元格在原表中是隐藏的。".to_owned());
            }
            if let Some(formula) = &cell.formula {
                lines.push(format!("原表公式：={formula}"));
            }
            if let Some(comment) = &cell.comment {
                lines.push(format!("原表批注：{comment}"));
            }
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

/// What was read from a cell: the field, the value, how sure that is.
fn note(form: &SelfEvaluation, at: CellRef, field: &Field<'_>) -> String {
    /// Long texts are read whole; the note shows their beginning.
    const SHOWN: usize = 120;
    let value = match &field.value {
        Some(value) if value.chars().count() > SHOWN => {
            let beginning: String = value.chars().take(SHOWN).collect();
            format!("读到：{beginning}……")
        }
        Some(value) => format!("读到：{value}"),
        None if field.text.is_empty() => "没有填写".to_owned(),
        None => format!("填的是“{}”，没有读出值", field.text),
    };
    let columns = match field.block {
        Block::Funds => &form.fund_columns,
        Block::Indicators => &form.columns,
        _ => &[][..],
    };
    let column = columns
        .iter()
        .find(|column| (column.first.cell.col..=column.last.col).contains(&at.col));
    let confidence = match column {
        Some(column) if column.field.is_some() => {
            format!("列“{}”的把握 {}%", column.heading, column.confidence)
        }
        _ => format!("整份表的把握 {}%", form.confidence),
    };
    format!(
        "{}｜{}\n{value}\n{confidence}",
        field.block.label(),
        field.shown()
    )
}
