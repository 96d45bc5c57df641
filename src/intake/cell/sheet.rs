//! Building grids within bounds: what a file claims is untrusted until it is counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::intake::error::ReadError;
use crate::intake::grid::{Area, Cell, CellRef, CellValue, Grid, Visibility, Workbook};

/// The most cells with content that a workbook may hold; a form has fewer than two thousand.
pub(crate) const MAX_CELLS: usize = 300_000;
/// The most bytes of text in all cells together.
const MAX_TEXT: usize = 48 << 20;
/// The most merged areas in a workbook.
const MAX_MERGES: usize = 30_000;
/// The most merged areas of a whole row, a whole column or more.
const MAX_VAST_MERGES: usize = 2_000;
/// Rows and columns beyond these exist in no spreadsheet program.
pub(crate) const MAX_ROWS: u32 = 1 << 20;
pub(crate) const MAX_COLUMNS: u32 = 1 << 14;
/// The most times that columns may be marked hidden on a sheet, each column counted.
const MAX_MARKINGS: u32 = 1 << 18;
/// The most sheets in a workbook.
pub(crate) const MAX_SHEETS: usize = 2_000;

/// What a workbook may still hold before it is refused as too large.
#[derive(Debug)]
pub(crate) struct Budget {
    cells: usize,
    text: usize,
    merges: usize,
    vast_merges: usize,
    sheets: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            cells: MAX_CELLS,
            text: MAX_TEXT,
            merges: MAX_MERGES,
            vast_merges: MAX_VAST_MERGES,
            sheets: MAX_SHEETS,
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
        let text = stored + cell.shown.len() + extra(&cell.formula) + extra(&cell.comment);
        Self::take(&mut self.cells, 1, "有内容的单元格超过 30 万个")?;
        Self::take(&mut self.text, text, "文字内容超过 48 MB")
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
        let last = last.min(MAX_COLUMNS - 1);
        if first <= last && self.markings < MAX_MARKINGS {
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
        if cell.at.row >= MAX_ROWS || cell.at.col >= MAX_COLUMNS {
            return Err(ReadError::Damaged(format!(
                "单元格地址 {} 超出表格范围",
                cell.at
            )));
        }
        cell.hidden |= self.marks.hides(cell.at);
        if cell.comment.is_none() {
            cell.comment = self.marks.comments.remove(&cell.at);
        }
        self.budget.take_cell(&cell)?;
        self.grid.put(cell);
        Ok(())
    }

    /// Declares a merged area. What reaches beyond the last row or column is cut off.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when the workbook has too many of them.
    pub(crate) fn merge(&mut self, area: Area) -> Result<(), ReadError> {
        let Area { first, last } = area;
        let last = CellRef::new(last.row.min(MAX_ROWS - 1), last.col.min(MAX_COLUMNS - 1));
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
