//! A table as it stands in its file: same rows and columns, same texts, same merged areas, each cell painted
//! as its caller says. The slips and the coloured copy of `explain` are drawn by this.

use std::collections::{BTreeMap, BTreeSet};

use super::workbook::cell::{Cell, Content, Kind, Tone};
use super::workbook::height::{height_of, width_of};
use super::workbook::sheet::Sheet;
use crate::intake::grid::{Area, CellRef, Grid, column_letters};

/// A picture larger than this is none that anybody would print.
const LARGEST: (u32, u32) = (1_000, 60);
/// The narrowest and the widest column, in narrow characters.
const WIDTHS: (usize, usize) = (6, 26);

/// A part of a sheet that is to be drawn.
pub(super) struct Picture<'g> {
    grid: &'g Grid,
    area: Area,
    /// What marks behind the texts add to each column, in narrow characters.
    room: usize,
}

/// How a cell is painted.
pub(super) struct Painted {
    /// What it shows.
    pub(super) text: String,
    /// How it looks.
    pub(super) tone: Tone,
    /// What its format adds to the text: counted for widths and heights alone.
    pub(super) suffix: String,
    /// The note fastened to it.
    pub(super) note: Option<String>,
}

impl<'g> Picture<'g> {
    pub(super) const fn new(grid: &'g Grid, area: Area) -> Self {
        Self {
            grid,
            area,
            room: 0,
        }
    }

    /// With room for a mark behind each text.
    pub(super) const fn with_room(self, room: usize) -> Self {
        Self { room, ..self }
    }

    /// Rows and columns.
    pub(super) const fn size(&self) -> (u32, u32) {
        (
            self.area.last.row - self.area.first.row + 1,
            self.area.last.col - self.area.first.col + 1,
        )
    }

    /// Whether it is small enough to be drawn whole.
    pub(super) const fn fits(&self) -> bool {
        let (rows, columns) = self.size();
        rows <= LARGEST.0 && columns <= LARGEST.1
    }

    /// The part of it that is small enough, from its upper left corner.
    pub(super) fn clipped(self) -> Self {
        let first = self.area.first;
        Self {
            area: Area {
                first,
                last: CellRef::new(
                    self.area
                        .last
                        .row
                        .min(first.row.saturating_add(LARGEST.0 - 1)),
                    self.area
                        .last
                        .col
                        .min(first.col.saturating_add(LARGEST.1 - 1)),
                ),
            },
            ..self
        }
    }

    /// How many cells with content lie outside of it.
    pub(super) fn outside(&self) -> usize {
        let content = self.grid.cells().filter(|cell| !cell.is_blank());
        content.filter(|cell| !self.area.contains(cell.at)).count()
    }

    /// Sets the widths of the columns and what is printed: everything that has to be known before rows above
    /// the picture are written.
    pub(super) fn prepare(&self, sheet: &mut Sheet<'_>) {
        sheet.widths = std::iter::once(5)
            .chain(
                self.widths()
                    .into_iter()
                    .map(|width| u16::try_from(width).unwrap_or(10)),
            )
            .collect();
        sheet.printed = u16::try_from(self.size().1 + 1).unwrap_or(u16::MAX);
    }

    /// Draws the table below what the sheet holds: a row of column letters, then row by row, each with its
    /// number in front. `paint` is asked for every cell with the text that a person sees there.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, paint: impl Fn(CellRef, &str) -> Painted) {
        self.prepare(sheet);
        let widths = self.widths();
        let area = self.area;
        let head = |text: String| Content::text(text).looking(Kind::Word.toned(Tone::Head));
        sheet.push(
            std::iter::once(String::new())
                .chain((area.first.col..=area.last.col).map(column_letters))
                .map(head)
                .collect(),
        );
        let top = sheet.next_row();
        for row in area.first.row..=area.last.row {
            let mut tallest = height_of(1);
            let mut cells = vec![head((u64::from(row) + 1).to_string())];
            for col in area.first.col..=area.last.col {
                let at = CellRef::new(row, col);
                let shown = self.grid.get(at).map_or("", |cell| cell.shown.trim());
                let painted = paint(at, shown);
                tallest = tallest.max(self.height(at, &painted, &widths));
                if let Some(note) = painted.note {
                    let there = CellRef::new(sheet.next_row(), col - area.first.col + 1);
                    sheet.notes.push((there, note));
                }
                cells.push(Cell {
                    content: Content::text(painted.text),
                    look: Kind::Prose.toned(painted.tone),
                });
            }
            sheet.heights.insert(sheet.next_row(), tallest);
            sheet.push(cells);
        }
        sheet.merges.extend(self.merges(top));
    }

    /// The widths of the columns by the texts that stand in each alone.
    fn widths(&self) -> Vec<usize> {
        let (grid, area) = (self.grid, self.area);
        let mut widest: BTreeMap<u32, usize> = BTreeMap::new();
        for cell in grid.rows(area.first.row..=area.last.row) {
            if area.contains(cell.at) && grid.merge_at(cell.at).is_none() {
                let width = cell.shown.lines().map(width_of).max().unwrap_or_default();
                let known = widest.entry(cell.at.col).or_default();
                *known = width.max(*known);
            }
        }
        (area.first.col..=area.last.col)
            .map(|col| {
                let width = widest.get(&col).copied().unwrap_or(WIDTHS.0);
                width.saturating_add(self.room).clamp(WIDTHS.0, WIDTHS.1)
            })
            .collect()
    }

    /// The height that a cell needs, in points; a cell merged over columns has their width, one merged over
    /// rows shares its height among them.
    fn height(&self, at: CellRef, painted: &Painted, widths: &[usize]) -> u16 {
        if painted.text.is_empty() {
            return 0;
        }
        let merged = self.grid.merge_at(at).unwrap_or(Area {
            first: at,
            last: at,
        });
        let width: usize = (merged.first.col..=merged.last.col)
            .filter_map(|col| {
                widths.get(usize::try_from(col.checked_sub(self.area.first.col)?).ok()?)
            })
            .sum();
        let rows = u16::try_from(merged.last.row - merged.first.row + 1).unwrap_or(u16::MAX);
        let text = format!("{}{}", painted.text, painted.suffix);
        let lines = text
            .lines()
            .map(|line| {
                width_of(line)
                    .div_ceil(width.saturating_sub(1).max(2))
                    .max(1)
            })
            .sum();
        height_of(lines).div_ceil(rows)
    }

    /// The merged areas where they lie in the picture, one column further to the right. An area that
    /// overlaps one before it is left out: no program could open the file.
    fn merges(&self, top: u32) -> Vec<Area> {
        let area = self.area;
        let mut merges: Vec<Area> = Vec::new();
        let mut taken: BTreeSet<CellRef> = BTreeSet::new();
        for merge in self.grid.merges() {
            if !area.contains(merge.first) {
                continue;
            }
            let moved = |at: CellRef| {
                CellRef::new(
                    at.row.min(area.last.row) - area.first.row + top,
                    at.col.min(area.last.col) - area.first.col + 1,
                )
            };
            let moved = Area {
                first: moved(merge.first),
                last: moved(merge.last),
            };
            let cells = || {
                let columns = moved.first.col..=moved.last.col;
                let rows = moved.first.row..=moved.last.row;
                rows.flat_map(move |row| columns.clone().map(move |col| CellRef::new(row, col)))
            };
            if moved.first != moved.last && !cells().any(|at| taken.contains(&at)) {
                taken.extend(cells());
                merges.push(moved);
            }
        }
        merges
    }
}
