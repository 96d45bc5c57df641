//! A workbook whose cells stand close together. The reader of values makes room for every cell of the
//! rectangle around all content, and for whatever extent a record claims; so before it sees the records
//! the rows and columns in use are numbered without gaps, and the extent is stated truly.

use std::collections::{BTreeMap, BTreeSet};

use super::biff::{Record, kind, records};
use super::survey::SheetSurvey;
use crate::intake::grid::CellRef;

/// Where the rows and columns of a sheet went.
#[derive(Debug, Default)]
pub(super) struct Places {
    rows: BTreeMap<u32, u16>,
    columns: BTreeMap<u32, u16>,
}

impl Places {
    /// Numbers the rows and columns that have content.
    pub(super) fn of(sheet: &SheetSurvey) -> Self {
        let rows: BTreeSet<u32> = sheet.cells.keys().map(|at| at.row).collect();
        let columns: BTreeSet<u32> = sheet.cells.keys().map(|at| at.col).collect();
        Self {
            rows: rows.into_iter().zip(0..=u16::MAX).collect(),
            columns: columns.into_iter().zip(0..=u16::MAX).collect(),
        }
    }

    /// How many cells, empty ones included, the compacted sheet spans.
    pub(super) fn span(&self) -> usize {
        self.rows.len() * self.columns.len()
    }

    /// Where a cell with content went.
    pub(super) fn of_cell(&self, at: CellRef) -> Option<(u32, u32)> {
        let (row, column) = (self.rows.get(&at.row)?, self.columns.get(&at.col)?);
        Some((u32::from(*row), u32::from(*column)))
    }

    /// Moves the cells of the sheet that begins at `start` and corrects its stated extent.
    pub(super) fn apply(&self, stream: &mut [u8], start: usize) {
        let mut edits: Vec<(usize, u16)> = Vec::new();
        let mut depth = 0_usize;
        for record in records(stream, start) {
            match record.kind {
                kind::BOF => depth += 1,
                kind::EOF => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                _ if depth > 1 => {}
                kind::DIMENSIONS => edits.extend(self.extent(record)),
                kind::NUMBER
                | kind::RK
                | kind::LABEL
                | kind::LABEL_SST
                | kind::R_STRING
                | kind::BOOL_ERR
                | kind::FORMULA
                | kind::MUL_RK => edits.extend(self.moved(record)),
                _ => {}
            }
        }
        for (at, number) in edits {
            if let Some(place) = stream.get_mut(at..at + 2) {
                place.copy_from_slice(&number.to_le_bytes());
            }
        }
    }

    /// The new row and column of a cell record; of several cells, the last column too.
    fn moved(&self, record: Record<'_>) -> Vec<(usize, u16)> {
        let row = record.u16(0).and_then(|row| self.rows.get(&u32::from(row)));
        let column = |at: usize| {
            let column = record.u16(at)?;
            self.columns.get(&u32::from(column)).copied()
        };
        let mut edits = Vec::new();
        edits.extend(row.map(|row| (record.at, *row)));
        edits.extend(column(2).map(|column| (record.at + 2, column)));
        if record.kind == kind::MUL_RK
            && let Some(end) = record.body.len().checked_sub(2)
        {
            edits.extend(column(end).map(|column| (record.at + end, column)));
        }
        edits
    }

    /// The true extent: rows from 0 in two or four bytes a side, then columns from 0.
    fn extent(&self, record: Record<'_>) -> Vec<(usize, u16)> {
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let columns = u16::try_from(self.columns.len()).unwrap_or(u16::MAX);
        let numbers: &[u16] = if record.body.len() >= 14 {
            &[0, 0, rows, 0, 0, columns]
        } else {
            &[0, rows, 0, columns]
        };
        let places = (record.at..).step_by(2);
        places.zip(numbers.iter().copied()).collect()
    }
}
