//! One table element: its columns, rows and merged areas.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cell::{self, Parsed};
use super::styles::Styles;
use crate::intake::bounds;
use crate::intake::cell::sheet::{Budget, Marks, Sheet};
use crate::intake::container::xml::{attribute, damaged, is_true, skip};
use crate::intake::error::ReadError;
use crate::intake::grid::{Area, CellRef, Grid, Visibility};

/// Reads the table that was just opened, up to its end.
///
/// # Errors
/// [`ReadError`] when the XML breaks off, or the table is too large.
pub(super) fn read(
    element: &BytesStart<'_>,
    reader: &mut Reader<&[u8]>,
    styles: &Styles,
    budget: &mut Budget,
) -> Result<Grid, ReadError> {
    let name = attribute(element, "name").unwrap_or_default();
    let visibility = if styles.hides(attribute(element, "style-name").as_deref()) {
        Visibility::Hidden
    } else {
        Visibility::Visible
    };
    let sheet = Sheet::new(name, visibility, Marks::default(), budget)?;
    let mut table = Table {
        sheet,
        styles,
        column_styles: BTreeMap::new(),
        next_column: 0,
        next_row: 0,
        hidden_groups: Vec::new(),
    };
    table.read(reader)?;
    table.sheet.finish()
}

struct Table<'a, 'b> {
    sheet: Sheet<'b>,
    styles: &'a Styles,
    /// Default cell styles of columns, by the first column of each run.
    column_styles: BTreeMap<u32, String>,
    next_column: u32,
    next_row: u32,
    /// Whether each open group of rows or columns is folded away.
    hidden_groups: Vec<bool>,
}

/// What of a row its cells need.
struct Row {
    style: Option<String>,
    hidden: bool,
    repeated: u32,
}

impl Table<'_, '_> {
    fn read(&mut self, reader: &mut Reader<&[u8]>) -> Result<(), ReadError> {
        loop {
            let event = reader.read_event().map_err(|error| damaged(&error))?;
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "table-column" => self.column(&element),
                    "table-row" => {
                        let row = self.row(&element);
                        self.cells(reader, &row)?;
                    }
                    "table-row-group" | "table-column-group" => {
                        let shown = attribute(&element, "display");
                        self.hidden_groups
                            .push(shown.is_some_and(|shown| !is_true(&shown)));
                    }
                    name @ ("shapes" | "forms" | "event-listeners") => skip(reader, name),
                    _ => {}
                },
                Event::Empty(element) => match element.local_name().as_ref() {
                    "table-column" => self.column(&element),
                    "table-row" => {
                        let row = self.row(&element);
                        self.next_row = self.next_row.saturating_add(row.repeated);
                    }
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "table" => return Ok(()),
                    "table-row-group" | "table-column-group" => {
                        self.hidden_groups.pop();
                    }
                    _ => {}
                },
                Event::Eof => return Err(ReadError::Damaged("内容中途断了".to_owned())),
                _ => {}
            }
        }
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        let repeated = count(element, "number-columns-repeated");
        let first = self.next_column;
        self.next_column = first.saturating_add(repeated);
        let last = self.next_column.saturating_sub(1);
        if is_hidden(element) || self.hidden_groups.contains(&true) {
            self.sheet.hide_columns(first, last);
        }
        let style = attribute(element, "default-cell-style-name");
        self.column_styles.insert(first, style.unwrap_or_default());
    }

    fn row(&self, element: &BytesStart<'_>) -> Row {
        Row {
            style: attribute(element, "default-cell-style-name"),
            hidden: is_hidden(element) || self.hidden_groups.contains(&true),
            repeated: count(element, "number-rows-repeated"),
        }
    }

    /// The cells of the row that was just opened, up to its end.
    fn cells(&mut self, reader: &mut Reader<&[u8]>, row: &Row) -> Result<(), ReadError> {
        let mut column = 0_u32;
        loop {
            let event = reader.read_event().map_err(|error| damaged(&error))?;
            let (element, open) = match event {
                Event::Start(element) => (element, true),
                Event::Empty(element) => (element, false),
                Event::End(element) if element.local_name().as_ref() == "table-row" => break,
                Event::Eof => return Err(ReadError::Damaged("内容中途断了".to_owned())),
                _ => continue,
            };
            let name = element.local_name().as_ref().to_owned();
            if name != "table-cell" && name != "covered-table-cell" {
                continue;
            }
            let parsed = cell::read(&element, open.then_some(&mut *reader), &name)?;
            let repeated = count(&element, "number-columns-repeated");
            // What a merged area covers is not seen, whatever the file still holds there.
            if name == "table-cell" {
                self.put(&parsed, row, column, repeated)?;
            }
            column = column.saturating_add(repeated);
        }
        self.next_row = self.next_row.saturating_add(row.repeated);
        Ok(())
    }

    fn put(
        &mut self,
        parsed: &Parsed,
        row: &Row,
        column: u32,
        repeated: u32,
    ) -> Result<(), ReadError> {
        let top = self.next_row;
        if parsed.rows > 1 || parsed.columns > 1 {
            let bottom = top.saturating_add(parsed.rows - 1);
            let right = column.saturating_add(parsed.columns - 1);
            self.sheet.merge(Area {
                first: CellRef::new(top, column),
                last: CellRef::new(bottom, right),
            })?;
        }
        if parsed.is_empty() {
            return Ok(());
        }
        let last_row = top.saturating_add(row.repeated).min(bounds::ROWS);
        let last_column = column.saturating_add(repeated).min(bounds::COLUMNS);
        for at_row in top..last_row {
            for at_column in column..last_column {
                let style = parsed
                    .style
                    .as_deref()
                    .or(row.style.as_deref())
                    .or_else(|| self.column_style(at_column));
                let code = style.and_then(|style| self.styles.code(style));
                let mut cell = parsed.cell(CellRef::new(at_row, at_column), code);
                cell.hidden = row.hidden;
                self.sheet.put(cell)?;
            }
        }
        Ok(())
    }

    fn column_style(&self, column: u32) -> Option<&str> {
        let (_, style) = self.column_styles.range(..=column).next_back()?;
        Some(style)
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|state| state != "visible")
}

/// A count attribute; 1 where it is missing or makes no sense.
pub(super) fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name)
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(1)
        .max(1)
}
