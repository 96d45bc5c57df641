//! Building grids within bounds: what a file claims is untrusted until it is counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::intake::bounds;
use crate::intake::error::ReadError;
use crate::intake::grid::{Area, Cell, CellRef, CellValue, Grid, Visibility, Workbook};

/// What a workbook may still hold before it is refused as too large.
#[derive(Debug)]
pub(crate) struct Budget {
    cells: usize,
    text: usize,
    merges: usize,
    vast_merges: usize,
    sheets: usize,
    /// Bytes of formulas.
    formulas: usize,
    /// Formulas whose text was not kept.
    unkept: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            cells: bounds::CELLS,
            text: bounds::TEXT,
            merges: bounds::MERGES,
            vast_merges: bounds::VAST_MERGES,
            sheets: bounds::SHEETS,
            formulas: bounds::FORMULAS,
            unkept: 0,
        }
    }
}

impl Budget {
    fn take(left: &mut usize, wanted: usize, what: &str) -> Result<(), ReadError> {
        *left = left
            .checked_sub(wanted)
            .ok_or_else(|| ReadError::TooLarge(what.to_owned()))?;
        Ok(())
    }

    fn take_cell(&mut self, cell: &Cell) -> Result<(), ReadError> {
        let stored = match &cell.value {
            CellValue::Text(text) | CellValue::Date(text) | CellValue::Error(text) => text.len(),
            CellValue::Number(_) | CellValue::Bool(_) | CellValue::Uncalculated => 0,
        };
        let extra = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let text = stored + cell.shown.len() + extra(&cell.number_format) + extra(&cell.comment);
        self.cells = self.cells.checked_sub(1).ok_or_else(too_many_cells)?;
        self.text = self.text.checked_sub(text).ok_or_else(too_much_text)?;
        Ok(())
    }

    /// What is said of formulas whose text was not kept.
    pub(crate) fn remark(&self) -> Option<String> {
        (self.unkept > 0).then(|| {
            let unkept = self.unkept;
            format!("公式过长或过多，{unkept} 个单元格只取了计算结果，没有保留公式文字")
        })
    }

    fn take_merge(&mut self, area: &Area) -> Result<(), ReadError> {
        if area.is_vast() {
            Self::take(&mut self.vast_merges, 1, "整行整列的合并超过 2000 处")?;
        }
        Self::take(&mut self.merges, 1, "合并单元格超过 3 万处")
    }

    fn take_sheet(&mut self) -> Result<(), ReadError> {
        Self::take(&mut self.sheets, 1, "工作表超过 2000 张")
    }
}

/// What a sheet says besides its values: what is merged and hidden, and its comments.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// Hidden rows, counted from 0.
    pub(crate) hidden_rows: BTreeSet<u32>,
    /// Hidden columns, counted from 0.
    hidden_columns: BTreeSet<u32>,
    /// How often a column was marked; a file may do so over and over.
    markings: u32,
    /// Merged areas.
    pub(crate) merges: Vec<Area>,
    /// Comments by cell.
    pub(crate) comments: BTreeMap<CellRef, String>,
}

impl Marks {
    /// Hides the columns from `first` to `last`, counted from 0, both included.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        let last = last.min(bounds::COLUMNS - 1);
        if first <= last && self.markings < bounds::HIDDEN_COLUMNS {
            self.markings += last - first + 1;
            self.hidden_columns.extend(first..=last);
        }
    }

    fn hides(&self, at: CellRef) -> bool {
        self.hidden_rows.contains(&at.row) || self.hidden_columns.contains(&at.col)
    }
}

/// One sheet being filled.
pub(crate) struct Sheet<'b> {
    grid: Grid,
    marks: Marks,
    budget: &'b mut Budget,
}

impl<'b> Sheet<'b> {
    /// An empty sheet; `marks` are laid onto the cells as they come.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when the workbook has too many sheets or merged areas.
    pub(crate) fn new(
        name: impl Into<String>,
        visibility: Visibility,
        marks: Marks,
        budget: &'b mut Budget,
    ) -> Result<Self, ReadError> {
        budget.take_sheet()?;
        let mut grid = Grid::new(name);
        grid.visibility = visibility;
        let mut sheet = Self {
            grid,
            marks,
            budget,
        };
        for area in std::mem::take(&mut sheet.marks.merges) {
            sheet.merge(area)?;
        }
        Ok(sheet)
    }

    /// Puts a cell, completed with its hidden mark and its comment.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when the workbook has too many cells or too much text.
    pub(crate) fn put(&mut self, mut cell: Cell) -> Result<(), ReadError> {
        if cell.at.row >= bounds::ROWS || cell.at.col >= bounds::COLUMNS {
            return Err(ReadError::Damaged(format!(
                "单元格地址 {} 超出表格范围",
                cell.at
            )));
        }
        cell.hidden |= self.marks.hides(cell.at);
        if cell.comment.is_none() {
            cell.comment = self.marks.comments.remove(&cell.at);
        }
        if let Some(length) = cell.formula.as_ref().map(String::len) {
            match self.room_for_formula(length) {
                Some(left) => self.budget.formulas = left,
                None => {
                    cell.formula = None;
                    self.leave_out_formula();
                }
            }
        }
        self.budget.take_cell(&cell)?;
        self.grid.put(cell);
        Ok(())
    }

    /// How many bytes of formulas may be kept after one of this length; `None` if it may not be kept.
    pub(crate) fn room_for_formula(&self, length: usize) -> Option<usize> {
        let left = self.budget.formulas.checked_sub(length)?;
        (length <= bounds::FORMULA).then_some(left)
    }

    /// Notes that a formula's text is not kept.
    pub(crate) const fn leave_out_formula(&mut self) {
        self.budget.unkept += 1;
    }

    /// Declares a merged area. What reaches beyond the last row or column is cut off.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when the workbook has too many of them.
    pub(crate) fn merge(&mut self, area: Area) -> Result<(), ReadError> {
        let Area { first, last } = area;
        let last = CellRef::new(
            last.row.min(bounds::ROWS - 1),
            last.col.min(bounds::COLUMNS - 1),
        );
        if first.row <= last.row && first.col <= last.col {
            let area = Area { first, last };
            self.budget.take_merge(&area)?;
            self.grid.merge(area);
        }
        Ok(())
    }

    /// Hides columns of the sheet being filled.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        self.marks.hide_columns(first, last);
    }

    /// Sets whether the sheet is shown, where that is known only after its cells.
    pub(crate) const fn set_visibility(&mut self, visibility: Visibility) {
        self.grid.visibility = visibility;
    }

    /// The grid, once all is in it. Comments on cells without content become empty cells that carry
    /// them, so that they are not lost.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when the comments are too many.
    pub(crate) fn finish(mut self) -> Result<Grid, ReadError> {
        for (at, comment) in std::mem::take(&mut self.marks.comments) {
            let mut cell = Cell::text(at, "");
            cell.comment = Some(comment);
            self.put(cell)?;
        }
        if self.grid.visibility != Visibility::Visible {
            self.grid.hide_all();
        }
        Ok(self.grid)
    }
}

/// The error for a workbook of more cells than may be.
pub(crate) fn too_many_cells() -> ReadError {
    ReadError::TooLarge(format!(
        "有内容的单元格超过 {} 万个",
        bounds::CELLS / 10_000
    ))
}

fn too_much_text() -> ReadError {
    ReadError::TooLarge(format!("文字内容超过 {} MB", bounds::TEXT >> 20))
}

/// Names the sheets that could not be read in the remarks; fails if no sheet could.
///
/// # Errors
/// The first failure, when no sheet at all was read.
pub(crate) fn report_failures(
    workbook: &mut Workbook,
    failures: Vec<(String, ReadError)>,
) -> Result<(), ReadError> {
    for (name, error) in failures {
        if workbook.sheets.is_empty() {
            return Err(error);
        }
        let remark = format!("工作表“{name}”没有读出（{error}），其余工作表已读取");
        workbook.remarks.push(remark);
    }
    Ok(())
}

/// The remarks that a finished workbook calls for: hidden sheets, rows and columns that were read, and
/// formulas without results.
pub(crate) fn remarks(sheets: &[Grid]) -> Vec<String> {
    let mut remarks = Vec::new();
    for grid in sheets {
        let content = || grid.cells().filter(|cell| !cell.is_blank());
        if grid.visibility != Visibility::Visible && content().next().is_some() {
            remarks.push(format!("工作表“{}”是隐藏的，已照常读取", grid.name));
            continue;
        }
        let hidden = content().filter(|cell| cell.hidden).count();
        if hidden > 0 {
            remarks.push(format!(
                "工作表“{}”的隐藏行、列里有 {hidden} 个有内容的单元格，已照常读取",
                grid.name
            ));
        }
    }
    for grid in sheets {
        let open = grid
            .cells()
            .filter(|cell| cell.value == CellValue::Uncalculated);
        let mut places = open.map(|cell| cell.at);
        if let Some(first) = places.next() {
            let count = places.count() + 1;
            remarks.push(format!(
                "工作表“{}”有 {count} 个公式没有计算结果（如 {first}），没有当作 0；用 Excel 或 WPS 打开并保存一次即可",
                grid.name
            ));
        }
    }
    remarks
}
