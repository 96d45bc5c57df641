//! The heading of an indicator block, and how the indicators stand below it.

use super::model::ColumnField;
use super::sheet::{Records, Sheet};
use crate::intake::grid::{Area, CellRef};

/// A column (or several merged ones) of the indicator block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) field: Option<ColumnField>,
    pub(super) first: u32,
    pub(super) last: u32,
    /// The heading's rows joined.
    pub(super) heading: String,
    pub(super) confidence: u8,
}

/// How the indicators of a block stand on the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Arrangement {
    /// One indicator a row.
    #[default]
    Rows,
    /// One indicator over several rows: its target above its actual value.
    Records(Records),
    /// One indicator a column: the headings stand below each other, this many columns wide.
    Across {
        /// The columns that the headings take.
        labels: u32,
    },
}

/// The heading of an indicator block: its rows and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    /// In the columns of the view from which the indicators are read.
    pub(super) columns: Vec<Column>,
    pub(super) arrangement: Arrangement,
}

impl Heading {
    /// The best column for a field: the surest, the leftmost of equals.
    pub(super) fn column(&self, field: ColumnField) -> Option<&Column> {
        self.columns
            .iter()
            .filter(|column| column.field == Some(field))
            .max_by_key(|column| (column.confidence, std::cmp::Reverse(column.first)))
    }

    pub(super) fn has(&self, field: ColumnField) -> bool {
        self.column(field).is_some()
    }

    /// The column of the indicators' names: the deepest level the heading names.
    pub(super) fn name_column(&self) -> Option<&Column> {
        self.column(ColumnField::Name)
            .or_else(|| self.column(ColumnField::Level2))
            .or_else(|| self.column(ColumnField::Level1))
    }

    /// The sheet as a reader of single rows needs it, with the first row of indicators in it; `None` where
    /// it is read as it stands.
    pub(super) fn view<'a>(&self, sheet: &Sheet<'a>) -> Option<(Sheet<'a>, u32)> {
        match &self.arrangement {
            Arrangement::Rows => None,
            Arrangement::Records(records) => Some((sheet.joined(records), self.last_row + 1)),
            Arrangement::Across { labels } => {
                Some((sheet.turned(self.first_row..=self.last_row), *labels))
            }
        }
    }

    /// The column of the sheet in which a heading stands.
    pub(super) fn stored_col(&self, column: &Column) -> u32 {
        self.stored_area(column).first.col
    }

    /// Where a column's heading stands on the sheet, as far as it is one rectangle.
    pub(super) fn stored_area(&self, column: &Column) -> Area {
        let (rows, cols) = match &self.arrangement {
            Arrangement::Rows => (self.first_row..=self.last_row, column.first..=column.last),
            Arrangement::Records(records) => {
                let stored = |col: u32| col.checked_rem(records.width).unwrap_or(col);
                (
                    self.first_row..=self.last_row,
                    stored(column.first)..=stored(column.last),
                )
            }
            // Headings below each other: a column of the view is a row of the sheet.
            Arrangement::Across { labels } => (
                self.first_row + column.first..=self.first_row + column.last,
                labels.saturating_sub(1)..=labels.saturating_sub(1),
            ),
        };
        Area {
            first: CellRef::new(*rows.start(), *cols.start()),
            last: CellRef::new(*rows.end(), *cols.end()),
        }
    }

    /// Whether indicators stand beside each other.
    pub(super) fn is_across(&self) -> bool {
        matches!(self.arrangement, Arrangement::Across { .. })
    }

    /// The heading as rows below the block see it: indicators beside each other leave the labels alone.
    pub(super) fn below(&self) -> Self {
        let Arrangement::Across { labels } = self.arrangement else {
            return self.clone();
        };
        let names = Column {
            field: Some(ColumnField::Name),
            first: 0,
            last: labels.saturating_sub(1),
            heading: String::new(),
            confidence: 100,
        };
        Self {
            columns: vec![names],
            ..self.clone()
        }
    }

    /// Whether the block states what was done: without it, it is a table of goals.
    pub(super) fn states_results(&self) -> bool {
        self.has(ColumnField::Actual)
            || (self.has(ColumnField::Score) && self.has(ColumnField::Weight))
    }
}
