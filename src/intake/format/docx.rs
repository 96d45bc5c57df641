//! Word documents: every table is a grid, with the lines directly above it (title, year, unit) as rows
//! over it, so that a form kept in Word reads like one kept in a spreadsheet.

mod paragraph;
mod table;

use std::collections::VecDeque;
use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::Event;

use self::table::{Block, read_table};
use crate::intake::cell::sheet::{Budget, Marks, Sheet};
use crate::intake::container::opc::main_part;
use crate::intake::container::package::Package;
use crate::intake::container::xml::{damaged, skip};
use crate::intake::error::ReadError;
use crate::intake::grid::{Cell, CellRef, Visibility, Workbook};

/// The most lines that are kept over a table, or under the last one.
const MAX_LINES: usize = 8;
/// A line of more signs is prose, which belongs to no table.
const MAX_LINE: usize = 80;

/// Reads the tables of a document.
///
/// # Errors
/// [`ReadError`] when the package is broken, or the document holds no table.
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let blocks = body(&main_text(bytes)?)?;
    let mut document = Document::default();
    for block in blocks {
        document.take(block)?;
    }
    document.finish()
}

/// The lines that stand outside of tables, in order.
///
/// # Errors
/// [`ReadError`] when the package is broken.
pub(crate) fn lines(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    let blocks = body(&main_text(bytes)?)?;
    let line = |block| match block {
        Block::Line(line) => Some(line),
        Block::Table(_) => None,
    };
    Ok(blocks.into_iter().filter_map(line).collect())
}

/// The XML of the document's body.
fn main_text(bytes: &[u8]) -> Result<String, ReadError> {
    let mut package = Package::open(Cursor::new(bytes))?;
    let main = main_part(&mut package)?.unwrap_or_else(|| "word/document.xml".to_owned());
    package
        .text(&main)?
        .ok_or_else(|| ReadError::Damaged("缺少正文".to_owned()))
}

/// The paragraphs and tables of the body, in order.
fn body(text: &str) -> Result<Vec<Block>, ReadError> {
    let mut reader = Reader::from_str(text);
    let mut blocks = Vec::new();
    let mut cells = 0_usize;
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(element) => match element.local_name().as_ref() {
                "p" => blocks.push(Block::Line(paragraph::read(&mut reader)?)),
                "tbl" => blocks.extend(read_table(&mut reader, &mut cells)?.unframed()),
                // The same content again, for programs that do not know the newer form.
                "Fallback" => skip(&mut reader, "Fallback"),
                _ => {}
            },
            Event::Eof => return Ok(blocks),
            _ => {}
        }
    }
}

/// The grids of a document while its body is read.
#[derive(Default)]
struct Document {
    workbook: Workbook,
    budget: Budget,
    /// Lines since the last table, the latest at the end.
    lines: VecDeque<String>,
    /// Lines that no grid has room for.
    left_out: usize,
    /// Tables and the lines between them that make up the next grid.
    pending: Vec<Block>,
}

impl Document {
    fn take(&mut self, block: Block) -> Result<(), ReadError> {
        match block {
            Block::Line(line) => {
                let line = line.trim();
                if line.is_empty() {
                    return Ok(());
                }
                if line.chars().count() > MAX_LINE {
                    // Prose parts what stands before it from the table that may follow.
                    self.left_out += self.lines.len() + 1;
                    self.lines.clear();
                    return Ok(());
                }
                self.lines.push_back(line.to_owned());
                if self.lines.len() > 2 * MAX_LINES {
                    self.lines.pop_front();
                    self.left_out += 1;
                }
            }
            Block::Table(table) => {
                // Tables with nothing between them are one that Word has torn apart.
                if !self.lines.is_empty() {
                    self.close()?;
                    while self.lines.len() > MAX_LINES {
                        self.lines.pop_front();
                        self.left_out += 1;
                    }
                    self.pending.extend(self.lines.drain(..).map(Block::Line));
                }
                self.pending.push(Block::Table(table));
            }
        }
        Ok(())
    }

    /// Makes the pending blocks a grid, if there is a table among them.
    fn close(&mut self) -> Result<(), ReadError> {
        let blocks = std::mem::take(&mut self.pending);
        if blocks.is_empty() {
            return Ok(());
        }
        let name = format!("表格{}", self.workbook.sheets.len() + 1);
        let marks = Marks::default();
        let mut sheet = Sheet::new(name, Visibility::Visible, marks, &mut self.budget)?;
        let mut row = 0_u32;
        for block in blocks {
            match block {
                Block::Line(line) => {
                    sheet.put(Cell::text(CellRef::new(row, 0), line))?;
                    row += 1;
                }
                Block::Table(table) => row = table.put(&mut sheet, row)?,
            }
        }
        let grid = sheet.finish()?;
        if grid.extent().is_some() {
            self.workbook.sheets.push(grid);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Workbook, ReadError> {
        // Who filled it in, and when, stands under the last table.
        let under = self.lines.len().min(MAX_LINES);
        self.left_out += self.lines.len() - under;
        if self.pending.is_empty() {
            self.left_out += under;
        } else {
            let lines = self.lines.drain(..under).map(Block::Line);
            self.pending.extend(lines);
        }
        self.close()?;
        if self.workbook.sheets.is_empty() {
            return Err(ReadError::NotATable("文档里没有填了内容的表格".to_owned()));
        }
        if self.left_out > 0 {
            let remark = format!("文档中表格以外的 {} 段文字没有读取", self.left_out);
            self.workbook.remarks.push(remark);
        }
        Ok(self.workbook)
    }
}
