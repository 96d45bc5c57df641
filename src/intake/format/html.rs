//! Web pages with tables, as business systems export them under the name .xls: all tables of the page
//! one below the other on one sheet, as a spreadsheet program opens them, with the lines of text
//! between them as rows of their own.

mod place;

use std::collections::BTreeMap;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{Html, Node};

use self::place::Placed;
use crate::intake::bounds;
use crate::intake::cell::sheet::{Budget, Marks, Sheet};
use crate::intake::error::ReadError;
use crate::intake::grid::{Cell, CellRef, Visibility, Workbook};

/// Reads a page.
///
/// # Errors
/// [`ReadError::TooLarge`] for a page beyond measure, [`ReadError::NotATable`] for one without a table.
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    if bytes.len() > bounds::PAGE {
        return Err(ReadError::TooLarge("网页超过 8 MB".to_owned()));
    }
    let document = Html::parse_document(&crate::intake::container::text::decode_html(bytes));
    let tables = Tables::of(&document);
    if tables.own_cells.is_empty() {
        return Err(ReadError::NotATable("网页里没有表格".to_owned()));
    }
    let mut budget = Budget::default();
    let sheet = Sheet::new("网页", Visibility::Visible, Marks::default(), &mut budget)?;
    let mut page = Page {
        sheet,
        row: 0,
        line: String::new(),
    };
    page.read(&document, &tables)?;
    Ok(Workbook {
        sheets: vec![page.sheet.finish()?],
        remarks: Vec::new(),
    })
}

/// How many cells the tables of a page have: their own, and those of tables inside them.
struct Tables {
    own_cells: BTreeMap<NodeId, usize>,
    inner_cells: BTreeMap<NodeId, usize>,
}

impl Tables {
    fn of(document: &Html) -> Self {
        let mut tables = Self {
            own_cells: BTreeMap::new(),
            inner_cells: BTreeMap::new(),
        };
        let mut open: Vec<NodeId> = Vec::new();
        for edge in document.tree.root().traverse() {
            match edge {
                Edge::Open(node) if is_named(node, &["table"]) => {
                    tables.own_cells.insert(node.id(), 0);
                    open.push(node.id());
                }
                Edge::Close(node) if is_named(node, &["table"]) => {
                    open.pop();
                    let cells = tables.own(node.id()) + tables.inner(node.id());
                    if let Some(outer) = open.last() {
                        *tables.inner_cells.entry(*outer).or_default() += cells;
                    }
                }
                Edge::Open(node) if is_named(node, &["td", "th"]) => {
                    if let Some(count) = open.last().and_then(|id| tables.own_cells.get_mut(id)) {
                        *count += 1;
                    }
                }
                _ => {}
            }
        }
        tables
    }

    fn own(&self, table: NodeId) -> usize {
        self.own_cells.get(&table).copied().unwrap_or_default()
    }

    fn inner(&self, table: NodeId) -> usize {
        self.inner_cells.get(&table).copied().unwrap_or_default()
    }

    /// Whether a table only arranges other tables on the page.
    fn is_layout(&self, table: NodeId) -> bool {
        self.inner(table) > self.own(table)
    }
}

struct Page<'b> {
    sheet: Sheet<'b>,
    /// The next free row.
    row: u32,
    /// Text outside of tables since the last line ended.
    line: String,
}

impl Page<'_> {
    fn read(&mut self, document: &Html, tables: &Tables) -> Result<(), ReadError> {
        let mut within: Option<NodeId> = None;
        for edge in document.tree.root().traverse() {
            match edge {
                Edge::Open(_) if within.is_some() => {}
                Edge::Close(node) if within.is_some() => {
                    if within == Some(node.id()) {
                        within = None;
                    }
                }
                Edge::Open(node) if is_named(node, &["table"]) && !tables.is_layout(node.id()) => {
                    self.end_line()?;
                    self.put_table(node)?;
                    within = Some(node.id());
                }
                Edge::Open(node) if is_named(node, &["head", "script", "style", "noscript"]) => {
                    within = Some(node.id());
                }
                Edge::Open(node) => match node.value() {
                    Node::Text(text) => self.line.push_str(text),
                    _ if ends_line(node) => self.end_line()?,
                    _ => {}
                },
                Edge::Close(node) if ends_line(node) => self.end_line()?,
                Edge::Close(_) => {}
            }
        }
        self.end_line()
    }

    fn end_line(&mut self) -> Result<(), ReadError> {
        let line = collapsed(&std::mem::take(&mut self.line));
        if line.is_empty() {
            return Ok(());
        }
        self.sheet
            .put(Cell::text(CellRef::new(self.row, 0), line))?;
        self.row += 1;
        Ok(())
    }

    fn put_table(&mut self, table: NodeRef<'_, Node>) -> Result<(), ReadError> {
        let Placed {
            cells,
            merges,
            rows,
        } = place::table(table, self.row)?;
        for cell in cells {
            self.sheet.put(cell)?;
        }
        for merge in merges {
            self.sheet.merge(merge)?;
        }
        self.row = self.row.saturating_add(rows);
        Ok(())
    }
}

fn is_named(node: NodeRef<'_, Node>, names: &[&str]) -> bool {
    let element = node.value().as_element();
    element.is_some_and(|element| names.contains(&element.name()))
}

/// Whether a line of text ends where such an element starts or ends.
fn ends_line(node: NodeRef<'_, Node>) -> bool {
    let blocks = [
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "li", "tr", "td", "th",
        "table", "caption", "center", "form", "section", "header", "footer", "pre", "body",
    ];
    is_named(node, &blocks)
}

/// Text with runs of white space made one blank, and none at the ends. A no-break space is white space.
fn collapsed(text: &str) -> String {
    let is_space = |sign: char| matches!(sign, ' ' | '\t' | '\r' | '\n' | '\u{a0}');
    let words = text.split(is_space).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
