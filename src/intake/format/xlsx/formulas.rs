//! The formulas of a sheet. One that many cells share is held once, and spelled out only for a cell that
//! keeps it: a sheet of a few kilobytes may share one of a thousand references among a million cells.

use std::collections::BTreeMap;

use calamine::XlsxFormulaMetadata;

use super::{Book, broken};
use crate::intake::bounds;
use crate::intake::cell::sheet::{Sheet, too_many_cells};
use crate::intake::error::ReadError;
use crate::intake::grid::CellRef;

/// The formulas of a sheet by cell.
#[derive(Debug, Default)]
pub(super) struct Formulas {
    cells: BTreeMap<CellRef, Formula>,
    /// Formulas that others refer to by number, each with the cell it was written for.
    shared: BTreeMap<usize, (CellRef, String)>,
}

#[derive(Debug)]
enum Formula {
    /// Its text; empty where it is not known.
    Own(String),
    /// The one of this number, moved to the cell.
    Shared(usize),
}

impl Formulas {
    /// Reads the formulas of a sheet.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] for more formulas than there may be cells, [`ReadError::Damaged`].
    pub(super) fn of(book: &mut Book<'_>, name: &str) -> Result<Self, ReadError> {
        let mut cells = book
            .worksheet_cells_reader(name)
            .map_err(|error| broken(&error))?;
        let mut formulas = Self::default();
        while let Some(record) = cells
            .next_cell_with_formula_metadata()
            .map_err(|error| broken(&error))?
        {
            let at = CellRef::new(record.pos.0, record.pos.1);
            let formula = match record.formula {
                None => continue,
                Some(XlsxFormulaMetadata::Shared {
                    shared_index,
                    formula,
                    ..
                }) => {
                    formulas.shared.insert(shared_index, (at, formula));
                    Formula::Shared(shared_index)
                }
                Some(XlsxFormulaMetadata::SharedDerived { shared_index }) => {
                    Formula::Shared(shared_index)
                }
                Some(XlsxFormulaMetadata::Normal { formula }) => Formula::Own(formula),
                Some(_) => Formula::Own(String::new()),
            };
            formulas.cells.insert(at, formula);
            if formulas.cells.len() > bounds::CELLS {
                return Err(too_many_cells());
            }
        }
        Ok(formulas)
    }

    /// The formula of a cell as it is written where it is shared from; empty where its text is not known,
    /// `None` where there is no formula.
    pub(super) fn template(&self, at: CellRef) -> Option<&str> {
        Some(match self.cells.get(&at)? {
            Formula::Own(text) => text,
            Formula::Shared(number) => self.shared.get(number).map_or("", |(_, text)| text),
        })
    }

    /// The formula of a cell as it stands there, as far as `sheet` has room for it.
    pub(super) fn take(&mut self, at: CellRef, sheet: &mut Sheet<'_>) -> Option<String> {
        let text = match self.cells.remove(&at)? {
            Formula::Own(text) => text,
            Formula::Shared(number) => {
                let (from, template) = self.shared.get(&number)?;
                if sheet.room_for_formula(template.len()).is_none() {
                    sheet.leave_out_formula();
                    return None;
                }
                let (from, to) = ((from.row, from.col), (at.row, at.col));
                calamine::expand_shared_formula(template, from, to).unwrap_or_default()
            }
        };
        (!text.is_empty()).then_some(text)
    }
}
