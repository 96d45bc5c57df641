//! SpreadsheetML 2003: a workbook as one XML file, as business systems export it under the name .xls.

mod styles;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use self::styles::Styles;
use crate::intake::cell::codes;
use crate::intake::cell::dates::{self, Epoch};
use crate::intake::cell::display::Display;
use crate::intake::cell::sheet::{Budget, Marks, Sheet};
use crate::intake::cell::stored::number_or_date;
use crate::intake::container::xml::{attribute, damaged, is_true, text_of};
use crate::intake::error::ReadError;
use crate::intake::grid::{Area, Cell, CellRef, CellValue, Grid, Visibility, Workbook};

/// Reads a workbook.
///
/// # Errors
/// [`ReadError::Damaged`] when it is no well-formed XML, [`ReadError::TooLarge`].
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let text = crate::intake::container::text::decode_xml(bytes);
    let mut reader = Reader::from_str(&text);
    let mut styles = Styles::default();
    let mut budget = Budget::default();
    let mut workbook = Workbook::default();
    let mut display = Display::new(Epoch::From1900);
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(element) => match element.local_name().as_ref() {
                "Style" => styles.read(&element, &mut reader),
                "Worksheet" => {
                    let name = attribute(&element, "Name").unwrap_or_default();
                    let marks = Marks::default();
                    let sheet = Sheet::new(name, Visibility::Visible, marks, &mut budget)?;
                    let table = Table {
                        sheet,
                        styles: &styles,
                        display: &mut display,
                        row: 0,
                        column: 0,
                        next_column: 0,
                        hidden_row: false,
                    };
                    workbook.sheets.push(table.read(&mut reader)?);
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    if workbook.sheets.is_empty() {
        return Err(ReadError::Damaged("里面没有工作表".to_owned()));
    }
    workbook.remarks.extend(codes::remark(styles.too_long));
    workbook.remarks.extend(display.remark());
    workbook.remarks.extend(budget.remark());
    Ok(workbook)
}

struct Table<'a, 'b> {
    sheet: Sheet<'b>,
    styles: &'a Styles,
    display: &'a mut Display,
    row: u32,
    column: u32,
    /// The next column whose width and visibility are described.
    next_column: u32,
    hidden_row: bool,
}

impl Table<'_, '_> {
    fn read(mut self, reader: &mut Reader<&[u8]>) -> Result<Grid, ReadError> {
        loop {
            match reader.read_event().map_err(|error| damaged(&error))? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Column" => self.describe_column(&element),
                    "Row" => self.open_row(&element),
                    "Cell" => self.cell(&element, Some(reader))?,
                    "Visible" => {
                        let state = text_of(reader, "Visible", &[], &[]);
                        self.sheet.set_visibility(match state.trim() {
                            "SheetHidden" => Visibility::Hidden,
                            "SheetVeryHidden" => Visibility::VeryHidden,
                            _ => Visibility::Visible,
                        });
                    }
                    _ => {}
                },
                Event::Empty(element) => match element.local_name().as_ref() {
                    "Column" => self.describe_column(&element),
                    "Row" => {
                        self.open_row(&element);
                        self.close_row(&element);
                    }
                    "Cell" => self.cell(&element, None)?,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "Row" => self.row = self.row.saturating_add(1),
                    "Worksheet" => return self.sheet.finish(),
                    _ => {}
                },
                Event::Eof => return Err(ReadError::Damaged("内容中途断了".to_owned())),
                _ => {}
            }
        }
    }

    fn describe_column(&mut self, element: &BytesStart<'_>) {
        let first = index(element).unwrap_or(self.next_column);
        let last = first.saturating_add(count(element, "Span"));
        self.next_column = last.saturating_add(1);
        if is_hidden(element) {
            self.sheet.hide_columns(first, last);
        }
    }

    fn open_row(&mut self, element: &BytesStart<'_>) {
        self.row = index(element).unwrap_or(self.row);
        self.column = 0;
        self.hidden_row = is_hidden(element);
    }

    /// After an empty row, which may stand for several.
    fn close_row(&mut self, element: &BytesStart<'_>) {
        let more = count(element, "Span");
        self.row = self.row.saturating_add(more).saturating_add(1);
    }

    fn cell(
        &mut self,
        element: &BytesStart<'_>,
        reader: Option<&mut Reader<&[u8]>>,
    ) -> Result<(), ReadError> {
        self.column = index(element).unwrap_or(self.column);
        let at = CellRef::new(self.row, self.column);
        let (across, down) = (count(element, "MergeAcross"), count(element, "MergeDown"));
        if across > 0 || down > 0 {
            let last = CellRef::new(at.row.saturating_add(down), at.col.saturating_add(across));
            self.sheet.merge(Area { first: at, last })?;
        }
        self.column = self.column.saturating_add(across).saturating_add(1);
        let content = match reader {
            Some(reader) => Content::read(reader)?,
            None => Content::default(),
        };
        let formula = attribute(element, "Formula");
        let style = attribute(element, "StyleID");
        let code = style.and_then(|style| self.styles.code(&style));
        let valued = content.value(code.as_deref(), self.display);
        let (value, shown) = match (valued, &formula, &content.comment) {
            (Some(valued), _, _) => valued,
            (None, Some(_), _) => (CellValue::Uncalculated, String::new()),
            (None, None, Some(_)) => (CellValue::Text(String::new()), String::new()),
            (None, None, None) => return Ok(()),
        };
        self.sheet.put(Cell {
            at,
            value,
            shown,
            number_format: code,
            formula: formula.map(|text| text.trim_start_matches('=').to_owned()),
            hidden: self.hidden_row,
            comment: content.comment,
        })
    }
}

/// What stands in a cell element.
#[derive(Default)]
struct Content {
    kind: String,
    text: Option<String>,
    comment: Option<String>,
}

impl Content {
    fn read(reader: &mut Reader<&[u8]>) -> Result<Self, ReadError> {
        let mut content = Self::default();
        loop {
            match reader.read_event().map_err(|error| damaged(&error))? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Data" => {
                        content.kind = attribute(&element, "Type").unwrap_or_default();
                        content.text = Some(text_of(reader, "Data", &[], &[]));
                    }
                    "Comment" => {
                        let comment = text_of(reader, "Comment", &[], &[]).trim().to_owned();
                        content.comment = (!comment.is_empty()).then_some(comment);
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "Cell" => {
                    return Ok(content);
                }
                Event::Eof => return Err(ReadError::Damaged("内容中途断了".to_owned())),
                _ => {}
            }
        }
    }

    fn value(&self, code: Option<&str>, display: &mut Display) -> Option<(CellValue, String)> {
        let text = self.text.as_deref()?;
        let plain = || Some((CellValue::Text(text.to_owned()), text.to_owned()));
        match self.kind.as_str() {
            "Number" => match text.trim().parse::<f64>() {
                Ok(number) => Some(number_or_date(number, code, display)),
                Err(_) => plain(),
            },
            "DateTime" => {
                let iso = dates::without_midnight(text);
                let shown = dates::serial_of_iso(text)
                    .and_then(|serial| display.date(serial, code?))
                    .unwrap_or_else(|| dates::shown_iso(&iso));
                Some((CellValue::Date(iso), shown))
            }
            "Boolean" => {
                let flag = is_true(text);
                let shown = if flag { "TRUE" } else { "FALSE" };
                Some((CellValue::Bool(flag), shown.to_owned()))
            }
            "Error" => Some((CellValue::Error(text.to_owned()), text.to_owned())),
            _ if text.is_empty() => None,
            _ => plain(),
        }
    }
}

/// The `ss:Index` of a row, column or cell, counted from 0.
fn index(element: &BytesStart<'_>) -> Option<u32> {
    let index: u32 = attribute(element, "Index")?.trim().parse().ok()?;
    index.checked_sub(1)
}

/// A count attribute; 0 where it is missing.
fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    let count = attribute(element, name).and_then(|text| text.trim().parse().ok());
    count.unwrap_or_default()
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "Hidden").is_some_and(|flag| is_true(&flag))
}
