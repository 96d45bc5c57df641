//! One table of a document: cells that span columns and continue downwards.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::paragraph;
use crate::intake::bounds;
use crate::intake::cell::sheet::Sheet;
use crate::intake::container::xml::{attribute, damaged, skip};
use crate::intake::error::ReadError;
use crate::intake::grid::{Area, Cell, CellRef};

/// The deepest that tables may lie in tables.
const MAX_DEPTH: usize = 20;

/// A piece of the body.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph outside of tables.
    Line(String),
    /// A table.
    Table(Table),
}

/// A table: its rows from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Entry>>,
}

/// A cell of a row.
#[derive(Debug, Default)]
struct Entry {
    /// Its paragraphs, and the tables in it.
    pieces: Vec<Block>,
    /// The grid column it starts in.
    column: u32,
    /// How many grid columns it takes.
    span: u32,
    /// Whether it continues the cell above.
    continues: bool,
}

impl Table {
    /// Puts the table onto a sheet from row `top` on; gives the row after it.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when the sheet takes no more.
    pub(super) fn put(self, sheet: &mut Sheet<'_>, top: u32) -> Result<u32, ReadError> {
        // By first column: the area of the cell that goes on downwards there.
        let mut open: BTreeMap<u32, Area> = BTreeMap::new();
        let mut row = top;
        for entries in self.rows {
            let mut next: BTreeMap<u32, Area> = BTreeMap::new();
            for entry in entries {
                let text = entry.text();
                let first = CellRef::new(row, entry.column);
                let last = CellRef::new(row, entry.column.saturating_add(entry.span - 1));
                let above = entry
                    .continues
                    .then(|| open.remove(&entry.column))
                    .flatten();
                let area = match above {
                    Some(area) => Area {
                        first: area.first,
                        last: CellRef::new(row, area.last.col),
                    },
                    None => Area { first, last },
                };
                if area.first == first && !text.trim().is_empty() {
                    sheet.put(Cell::text(first, text))?;
                }
                next.insert(entry.column, area);
            }
            for area in std::mem::replace(&mut open, next).into_values() {
                sheet.merge(area)?;
            }
            row = row.saturating_add(1);
        }
        for area in open.into_values() {
            sheet.merge(area)?;
        }
        Ok(row)
    }

    /// All its text, a line for each row: what a table inside a cell amounts to.
    fn flattened(&self) -> String {
        let rows = self.rows.iter().map(|entries| {
            let texts = entries.iter().map(|entry| entry.text().trim().to_owned());
            let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
            texts.join(" ")
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The table; or what lies in its cells, one after another, where it is only a frame around other
    /// tables.
    pub(super) fn unframed(self) -> Vec<Block> {
        let (own, inner) = self.cell_counts();
        if inner <= own {
            return vec![Block::Table(self)];
        }
        let entries = self.rows.into_iter().flatten();
        let pieces = entries.flat_map(|entry| entry.pieces);
        let blocks = pieces.flat_map(|piece| match piece {
            Block::Table(table) => table.unframed(),
            line @ Block::Line(_) => vec![line],
        });
        blocks.collect()
    }

    /// How many cells it has, and how many the tables inside it have.
    fn cell_counts(&self) -> (usize, usize) {
        let entries = || self.rows.iter().flatten();
        let pieces = entries().flat_map(|entry| &entry.pieces);
        let inner = pieces.map(|piece| match piece {
            Block::Table(table) => {
                let (own, inner) = table.cell_counts();
                own + inner
            }
            Block::Line(_) => 0,
        });
        (entries().count(), inner.sum())
    }
}

/// Reads the table that was just opened, up to its end; `cells` counts those of the whole document.
///
/// # Errors
/// [`ReadError::Damaged`] when the XML breaks off, [`ReadError::TooLarge`].
pub(super) fn read_table(
    reader: &mut Reader<&[u8]>,
    cells: &mut usize,
) -> Result<Table, ReadError> {
    read_nested(reader, cells, 0)
}

fn read_nested(
    reader: &mut Reader<&[u8]>,
    cells: &mut usize,
    depth: usize,
) -> Result<Table, ReadError> {
    if depth > MAX_DEPTH {
        return Err(ReadError::TooLarge("表格嵌套过深".to_owned()));
    }
    let mut table = Table::default();
    let mut row: Vec<Entry> = Vec::new();
    let mut column = 0_u32;
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(element) => match element.local_name().as_ref() {
                "tr" => {
                    row = Vec::new();
                    column = 0;
                }
                "tc" => {
                    *cells += 1;
                    if *cells > bounds::CELLS {
                        return Err(ReadError::TooLarge("单元格超过 30 万个".to_owned()));
                    }
                    let entry = read_cell(reader, cells, column, depth)?;
                    column = column.saturating_add(entry.span);
                    row.push(entry);
                }
                "gridBefore" => column = column.saturating_add(value(&element)),
                "Fallback" => skip(reader, "Fallback"),
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "gridBefore" => {
                column = column.saturating_add(value(&element));
            }
            Event::End(element) => match element.local_name().as_ref() {
                "tr" => table.rows.push(std::mem::take(&mut row)),
                "tbl" => return Ok(table),
                _ => {}
            },
            Event::Eof => return Err(ReadError::Damaged("表格中途断了".to_owned())),
            _ => {}
        }
    }
}

fn read_cell(
    reader: &mut Reader<&[u8]>,
    cells: &mut usize,
    column: u32,
    depth: usize,
) -> Result<Entry, ReadError> {
    let mut entry = Entry {
        column: column.min(bounds::COLUMNS - 1),
        span: 1,
        ..Entry::default()
    };
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(element) => match element.local_name().as_ref() {
                "p" => entry.pieces.push(Block::Line(paragraph::read(reader)?)),
                "tbl" => {
                    let table = read_nested(reader, cells, depth + 1)?;
                    entry.pieces.push(Block::Table(table));
                }
                "Fallback" => skip(reader, "Fallback"),
                _ => entry.describe(&element),
            },
            Event::Empty(element) => entry.describe(&element),
            Event::End(element) if element.local_name().as_ref() == "tc" => break,
            Event::Eof => return Err(ReadError::Damaged("表格中途断了".to_owned())),
            _ => {}
        }
    }
    Ok(entry)
}

impl Entry {
    /// Its text, a line for each paragraph and each row of a table in it; empty lines at the end are
    /// left out.
    fn text(&self) -> String {
        let lines = self.pieces.iter().map(|piece| match piece {
            Block::Line(line) => line.clone(),
            Block::Table(table) => table.flattened(),
        });
        let mut lines: Vec<String> = lines.collect();
        while lines.last().is_some_and(|line| line.trim().is_empty()) {
            lines.pop();
        }
        lines.join("\n")
    }

    fn describe(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "gridSpan" => self.span = value(element).clamp(1, bounds::COLUMNS),
            "vMerge" => {
                let starts = attribute(element, "val").is_some_and(|value| value == "restart");
                self.continues = !starts;
            }
            _ => {}
        }
    }
}

/// The number in a `w:val` attribute; 0 where there is none.
fn value(element: &BytesStart<'_>) -> u32 {
    let value = attribute(element, "val").and_then(|text| text.trim().parse().ok());
    value.unwrap_or_default()
}
