//! A sheet before it has a format: addressed cells and merged areas.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

/// Row and column, from zero.
pub(crate) type At = (u32, u32);

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Text(String),
    /// A stored number, the format it is shown by, and how that looks.
    Number {
        value: Decimal,
        format: &'static str,
        shown: String,
    },
}

impl Content {
    /// What a reader of the sheet sees.
    pub(crate) fn shown(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Number { shown, .. } => shown,
        }
    }
}

/// One sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<At, Content>,
    /// First and last cell of each merged area.
    pub(crate) merges: Vec<(At, At)>,
}

impl Page {
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// Puts what is not empty.
    pub(crate) fn put(&mut self, at: At, content: Content) {
        if !content.shown().is_empty() {
            self.cells.insert(at, content);
        }
    }

    pub(crate) fn text(&mut self, at: At, text: impl Into<String>) {
        self.put(at, Content::Text(text.into()));
    }

    /// Merges an area of more than one cell.
    pub(crate) fn merge(&mut self, first: At, last: At) {
        if first != last {
            self.merges.push((first, last));
        }
    }

    /// How many rows and columns there are.
    pub(crate) fn size(&self) -> At {
        let ends = self
            .cells
            .keys()
            .copied()
            .chain(self.merges.iter().map(|merge| merge.1));
        ends.fold((0, 0), |(rows, cols), (row, col)| {
            (rows.max(row + 1), cols.max(col + 1))
        })
    }

    /// The merged area that begins at a cell, as its rows and columns.
    pub(crate) fn span(&self, at: At) -> At {
        self.merges
            .iter()
            .find(|(first, _)| *first == at)
            .map_or((1, 1), |(first, last)| {
                (last.0 - first.0 + 1, last.1 - first.1 + 1)
            })
    }

    /// The merged area that covers a cell without beginning there.
    pub(crate) fn cover(&self, at: At) -> Option<(At, At)> {
        self.merges.iter().copied().find(|(first, last)| {
            *first != at && (first.0..=last.0).contains(&at.0) && (first.1..=last.1).contains(&at.1)
        })
    }
}

/// B7 for a row and a column.
pub(crate) fn a1(at: At) -> String {
    let mut letters = String::new();
    let mut rest = at.1 + 1;
    while rest > 0 {
        let letter = (rest - 1) % 26;
        letters.insert(0, char::from(b'A' + u8::try_from(letter).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", at.0 + 1)
}
