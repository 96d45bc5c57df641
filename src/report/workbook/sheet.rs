//! One sheet of the workbook, before any file is written.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::cell::{Cell, Content, Kind, Look, Tone};
use super::height::heights;
use crate::intake::grid::{Area, CellRef};

/// A sheet.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    /// Its name.
    pub name: String,
    /// The widths of its columns, in narrow characters.
    pub widths: Vec<u16>,
    /// Its rows.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Rows with a height of their own, in points.
    pub heights: BTreeMap<u32, u16>,
    /// The first cell that scrolls.
    pub frozen: Option<CellRef>,
    /// The heads and rows that can be filtered.
    pub filter: Option<(CellRef, CellRef)>,
    /// The rows repeated on every printed page.
    pub repeated: Option<(u32, u32)>,
    /// How many of the columns are printed.
    pub printed: u16,
    /// Whether it prints upright.
    pub portrait: bool,
    /// Whether all of it prints on one page; other sheets are fitted to the page's width alone.
    pub one_page: bool,
    /// Merged areas: only in pictures of other tables, never where there are data to sort.
    pub merges: Vec<Area>,
    /// Marks that follow the values.
    pub marks: Vec<Mark>,
    /// Cells that a reviewer fills in.
    pub inputs: Vec<Input>,
    /// Notes fastened to cells.
    pub notes: Vec<(CellRef, String)>,
    /// Charts.
    pub charts: Vec<PlacedChart>,
    /// Charts that take their places when all rows have their heights.
    pub stack: Option<ChartStack>,
}

/// Charts one below the other beside the rows, all of them together as high as these.
pub(crate) struct ChartStack {
    /// The row at which the first begins.
    pub top: u32,
    /// The column at which they begin.
    pub col: u32,
    /// Their width in pixels.
    pub width: u32,
    /// The charts, from above.
    pub charts: Vec<rust_xlsxwriter::Chart>,
}

impl std::fmt::Debug for ChartStack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChartStack")
            .field("top", &self.top)
            .finish_non_exhaustive()
    }
}

/// The least and the greatest height of a chart in a stack, in pixels.
const LEAST: f64 = 220.0;
const MOST: f64 = 300.0;

/// A mark that follows the values of a range. Each reads in black and white too.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// The range.
    pub first: CellRef,
    /// Its last cell.
    pub last: CellRef,
    /// What is marked.
    pub sign: Sign,
}

/// What is marked, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A number other than zero: bold on grey.
    NotZero,
    /// A number at least this far from zero, up or down: bold on grey.
    Beyond(Decimal),
    /// This word: bold on grey.
    Grave(&'static str),
    /// This word: italic.
    Doubtful(&'static str),
    /// A number below this: bold and underlined.
    Below(Decimal),
    /// A number above this: bold and italic.
    Above(Decimal),
    /// Bars as long as the numbers, from 0 to 1.
    Bars,
}

/// Cells that a reviewer fills in, and what may stand there.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// The first cell.
    pub first: CellRef,
    /// The last cell.
    pub last: CellRef,
    /// What may stand there.
    pub rule: InputRule,
}

/// What may stand in an input cell.
#[derive(Clone, Debug)]
pub(crate) enum InputRule {
    /// A score from 0 to the value of the cell with this address, relative to the first cell.
    ScoreUpTo(String),
    /// A total from 0 to the full marks in the cell with this address, relative to the first cell.
    Score(String),
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// Free text, with a prompt.
    Free(&'static str),
}

/// A chart with its place.
pub(crate) struct PlacedChart {
    /// The cell of its upper left corner.
    pub at: CellRef,
    /// How far below the cell's upper edge it begins, in pixels.
    pub down: u32,
    /// The chart.
    pub chart: Box<rust_xlsxwriter::Chart>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl std::fmt::Debug for PlacedChart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PlacedChart")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl<'a> Sheet<'a> {
    /// An empty sheet.
    #[must_use]
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            widths: Vec::new(),
            rows: Vec::new(),
            heights: BTreeMap::new(),
            frozen: None,
            filter: None,
            repeated: None,
            printed: 0,
            portrait: false,
            one_page: false,
            merges: Vec::new(),
            marks: Vec::new(),
            inputs: Vec::new(),
            notes: Vec::new(),
            charts: Vec::new(),
            stack: None,
        }
    }

    /// Gives the charts of the stack their places: rows are as high as the results of their formulas need.
    pub(crate) fn stand_charts(&mut self) {
        let Some(stack) = self.stack.take() else {
            return;
        };
        // 96 pixels are 72 points.
        let pixels: Vec<f64> = heights(self).iter().map(|points| points / 0.75).collect();
        let top = usize::try_from(stack.top).unwrap_or(usize::MAX);
        let above: f64 = pixels.iter().take(top).sum();
        let room: f64 = pixels.iter().sum::<f64>() - above;
        let each = (room / stack.charts.len().max(1) as f64).clamp(LEAST, MOST);
        for (index, chart) in (0_u32..).zip(stack.charts) {
            let wanted = above + each * f64::from(index);
            let (mut row, mut start) = (0, 0.0);
            for height in &pixels {
                if start + height > wanted {
                    break;
                }
                start += height;
                row += 1;
            }
            self.charts.push(PlacedChart {
                at: CellRef::new(row, stack.col),
                down: (wanted - start).round() as u32,
                chart: Box::new(chart),
                width: stack.width,
                height: (each - 8.0).round() as u32,
            });
        }
    }

    /// The number of the next row, counted from 0.
    #[must_use]
    pub(crate) fn next_row(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The cell at `at`, if the sheet has one there.
    #[must_use]
    pub(crate) fn cell(&self, at: CellRef) -> Option<&Cell<'a>> {
        self.rows
            .get(usize::try_from(at.row).ok()?)?
            .get(usize::try_from(at.col).ok()?)
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: Vec<Cell<'a>>) {
        self.rows.push(row);
    }

    /// Adds a row with one cell.
    pub(crate) fn line(&mut self, content: Content<'a>, look: Look) {
        self.rows.push(vec![content.looking(look)]);
    }

    /// The sheet's title over `columns` columns, centred without merging.
    pub(crate) fn title(&mut self, text: String, columns: usize) {
        let look = Kind::Word.toned(Tone::Title);
        let mut row = vec![Content::text(text).looking(look)];
        row.resize_with(columns.max(1), || Content::Blank.looking(look));
        self.heights.insert(self.next_row(), 30);
        self.rows.push(row);
    }

    /// A remark on a line of its own.
    pub(crate) fn remark(&mut self, text: impl Into<String>) {
        self.line(Content::text(text.into()), Kind::Text.toned(Tone::Remark));
    }

    /// Adds words to the remark above a row, where one stands there.
    pub(crate) fn remark_further(&mut self, row: u32, words: &str) {
        let above = usize::try_from(row).ok().and_then(|row| row.checked_sub(1));
        let remark = above
            .and_then(|above| self.rows.get_mut(above))
            .and_then(|cells| cells.first_mut())
            .filter(|cell| cell.look.tone == Tone::Remark);
        if let Some(Cell {
            content: Content::Text(text),
            ..
        }) = remark
        {
            text.to_mut().push_str(words);
        }
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.rows.push(Vec::new());
    }
}
