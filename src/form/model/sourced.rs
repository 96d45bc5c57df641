//! Values that remember where they stood.

use crate::intake::grid::{Area, CellRef};
use crate::value::blank::is_blank;

/// A cell of a form: the sheet (by its place in [`Source::sheets`]) and the address on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetCell {
    /// Index into [`Source::sheets`].
    pub sheet: usize,
    /// The address.
    pub cell: CellRef,
}

/// A value as it stood in its source.
///
/// `value` is `None` where the cell is empty, says "not applicable" (`-`, `—`, `/`, 无) or cannot be
/// read as a `T`; `text` then still holds what stood there, and `cells` the place where the value
/// was, or should have been. `cells` is empty only where the form has no place for it at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value, or `None`.
    pub value: Option<T>,
    /// Where it stands, or should.
    pub cells: Vec<SheetCell>,
    /// The text as shown in the cell, trimmed.
    pub text: String,
}

impl<T> Default for Sourced<T> {
    /// A field the form has no place for.
    fn default() -> Self {
        Self {
            value: None,
            cells: Vec::new(),
            text: String::new(),
        }
    }
}

impl<T> Sourced<T> {
    /// Whether a text stands here that could not be read as a value and is no "not applicable" mark.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.value.is_none() && !is_blank(&self.text)
    }

    /// Whether the form has a place for this field at all.
    #[must_use]
    pub fn has_place(&self) -> bool {
        !self.cells.is_empty()
    }
}

/// Where a form stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file, as found: relative to the folder given, `/` between its parts.
    pub path: String,
    /// SHA-256 of the file, lower-case hex.
    pub sha256: String,
    /// Names of the sheets the form uses; the one with the indicators first.
    pub sheets: Vec<String>,
    /// The form's range on its first sheet.
    pub range: Area,
    /// Whether its first sheet is hidden: such a form never counts beside one that is seen.
    pub hidden: bool,
}

impl Source {
    /// A cell as a user finds it: `C5`, or `封面!C5` where it is not on the first sheet.
    #[must_use]
    pub fn address(&self, at: SheetCell) -> String {
        match self.sheets.get(at.sheet) {
            Some(name) if at.sheet > 0 => format!("{name}!{}", at.cell),
            _ => at.cell.to_string(),
        }
    }
}
