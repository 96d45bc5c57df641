//! One table of a page: which row and column each cell stands in, given that cells span several.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;

use super::{collapsed, is_named};
use crate::intake::bounds;
use crate::intake::cell::number::decimal_of_text;
use crate::intake::error::ReadError;
use crate::intake::grid::{Area, Cell, CellRef, CellValue};

/// The most columns and rows that one cell may span, as browsers limit them.
const MAX_SPAN: u32 = 1_000;
const MAX_ROW_SPAN: u32 = 65_534;

/// A table's cells at their places.
pub(super) struct Placed {
    pub(super) cells: Vec<Cell>,
    pub(super) merges: Vec<Area>,
    /// How many rows it takes.
    pub(super) rows: u32,
}

/// Places a table whose first row is `top`.
///
/// # Errors
/// [`ReadError::TooLarge`] for a table of more rows or columns than a sheet has.
pub(super) fn table(table: NodeRef<'_, Node>, top: u32) -> Result<Placed, ReadError> {
    let mut placing = Placing {
        placed: Placed {
            cells: Vec::new(),
            merges: Vec::new(),
            rows: 0,
        },
        top,
        column: 0,
        taken: Vec::new(),
        hidden_row: false,
    };
    let mut inner = 0_usize;
    let mut cell: Option<Content<'_>> = None;
    for edge in table.traverse() {
        match edge {
            Edge::Open(node) if node.id() != table.id() && is_named(node, &["table"]) => inner += 1,
            Edge::Close(node) if node.id() != table.id() && is_named(node, &["table"]) => {
                inner = inner.saturating_sub(1);
            }
            Edge::Open(node) if inner == 0 && is_named(node, &["tr"]) => placing.open_row(node),
            Edge::Open(node) if inner == 0 && is_named(node, &["td", "th", "caption"]) => {
                cell = Some(Content::new(node));
            }
            Edge::Close(node) if inner == 0 && is_named(node, &["td", "th", "caption"]) => {
                if let Some(content) = cell.take() {
                    placing.put(&content)?;
                }
            }
            Edge::Close(node) if inner == 0 && is_named(node, &["tr"]) => placing.close_row(),
            edge => {
                if let Some(content) = &mut cell {
                    content.take(edge);
                }
            }
        }
    }
    placing.placed.rows += placing.overhang();
    Ok(placing.placed)
}

struct Placing {
    placed: Placed,
    top: u32,
    column: usize,
    /// For each column, how many rows from this one on a cell above still takes.
    taken: Vec<u32>,
    hidden_row: bool,
}

impl Placing {
    fn open_row(&mut self, row: NodeRef<'_, Node>) {
        self.column = 0;
        self.hidden_row = is_hidden(row);
    }

    fn close_row(&mut self) {
        for rows in &mut self.taken {
            *rows = rows.saturating_sub(1);
        }
        self.placed.rows += 1;
    }

    /// Rows that cells span below the last row there is.
    fn overhang(&self) -> u32 {
        self.taken.iter().copied().max().unwrap_or_default().min(1)
    }

    fn put(&mut self, content: &Content<'_>) -> Result<(), ReadError> {
        let row = self.top.saturating_add(self.placed.rows);
        if row >= bounds::ROWS {
            return Err(ReadError::TooLarge("网页表格的行数过多".to_owned()));
        }
        if is_named(content.node, &["caption"]) {
            let cell = Cell::text(CellRef::new(row, 0), content.text());
            if !cell.is_blank() {
                self.placed.cells.push(cell);
                self.placed.rows += 1;
            }
            return Ok(());
        }
        while self.taken.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let columns = span(content.node, "colspan", MAX_SPAN);
        let rows = span(content.node, "rowspan", MAX_ROW_SPAN).min(bounds::ROWS - row);
        let column = u32::try_from(self.column).unwrap_or(u32::MAX);
        if column.saturating_add(columns) > bounds::COLUMNS {
            return Err(ReadError::TooLarge("网页表格的列数过多".to_owned()));
        }
        let first = CellRef::new(row, column);
        self.placed
            .merges
            .extend((rows > 1 || columns > 1).then(|| Area {
                first,
                last: CellRef::new(row + rows - 1, column + columns - 1),
            }));
        let end = self.column + usize::try_from(columns).unwrap_or_default();
        if self.taken.len() < end {
            self.taken.resize(end, 0);
        }
        for taken in self.taken.get_mut(self.column..end).unwrap_or_default() {
            *taken = rows;
        }
        self.column = end;
        let cell = content.cell(first, self.hidden_row);
        self.placed.cells.extend(cell);
        Ok(())
    }
}

/// A span attribute; a cell that spans "the rest" (0) is taken to span one.
fn span(node: NodeRef<'_, Node>, name: &str, most: u32) -> u32 {
    attribute(node, name)
        .and_then(|text| text.trim().parse::<u32>().ok())
        .map_or(1, |span| span.clamp(1, most))
}

fn attribute<'a>(node: NodeRef<'a, Node>, name: &str) -> Option<&'a str> {
    node.value().as_element()?.attr(name)
}

fn is_hidden(node: NodeRef<'_, Node>) -> bool {
    let style = attribute(node, "style").unwrap_or_default();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.to_ascii_lowercase().contains("display:none")
}

/// What a person sees of a field that was filled in: its text, or a box with or without its tick.
fn field(input: NodeRef<'_, Node>) -> &str {
    let kind = attribute(input, "type").unwrap_or("text");
    let ticked = attribute(input, "checked").is_some();
    match (kind.to_ascii_lowercase().as_str(), ticked) {
        ("checkbox" | "radio", true) => "☑",
        ("checkbox" | "radio", false) => "□",
        ("text" | "number" | "date" | "", _) => attribute(input, "value").unwrap_or_default(),
        _ => "",
    }
}

/// Whether an element is an answer of a list that was not chosen.
fn is_passed_over(node: NodeRef<'_, Node>) -> bool {
    let is_chosen = |option: NodeRef<'_, Node>| attribute(option, "selected").is_some();
    is_named(node, &["option"])
        && !is_chosen(node)
        && node.parent().is_some_and(|list| {
            let mut options = list.children().filter(|it| is_named(*it, &["option"]));
            // Without a choice the first answer is the one that is shown.
            list.children().any(is_chosen) || options.next().map(|it| it.id()) != Some(node.id())
        })
}

/// The text of a cell while it is read.
struct Content<'a> {
    node: NodeRef<'a, Node>,
    lines: Vec<String>,
    line: String,
    /// Elements whose text is not shown, still open.
    silent: usize,
}

impl<'a> Content<'a> {
    const fn new(node: NodeRef<'a, Node>) -> Self {
        Self {
            node,
            lines: Vec::new(),
            line: String::new(),
            silent: 0,
        }
    }

    fn take(&mut self, edge: Edge<'_, Node>) {
        let silent = |node| is_named(node, &["script", "style"]) || is_passed_over(node);
        match edge {
            Edge::Open(node) if silent(node) => self.silent += 1,
            Edge::Close(node) if silent(node) => self.silent = self.silent.saturating_sub(1),
            Edge::Open(node) => match node.value() {
                Node::Text(text) if self.silent == 0 => self.line.push_str(text),
                _ if is_named(node, &["br", "p", "div", "tr", "li"]) => self.end_line(),
                _ if is_named(node, &["td", "th"]) => self.line.push(' '),
                _ if is_named(node, &["input"]) => self.line.push_str(field(node)),
                _ => {}
            },
            Edge::Close(node) if is_named(node, &["p", "div", "tr", "li", "table"]) => {
                self.end_line();
            }
            Edge::Close(_) => {}
        }
    }

    fn end_line(&mut self) {
        let line = collapsed(&std::mem::take(&mut self.line));
        if !line.is_empty() {
            self.lines.push(line);
        }
    }

    fn text(&self) -> String {
        let mut lines = self.lines.clone();
        let last = collapsed(&self.line);
        lines.extend((!last.is_empty()).then_some(last));
        lines.join("\n")
    }

    /// The cell; `None` where nothing stands in it. Excel's own web pages keep the number behind the
    /// text in an attribute.
    fn cell(&self, at: CellRef, hidden_row: bool) -> Option<Cell> {
        let text = self.text();
        let stored = attribute(self.node, "x:num").and_then(decimal_of_text);
        let formula = attribute(self.node, "x:fmla");
        if text.is_empty() && stored.is_none() {
            return None;
        }
        let mut cell = Cell::text(at, text);
        if let Some(number) = stored {
            cell.value = CellValue::Number(number);
        }
        cell.formula = formula.map(|text| text.trim_start_matches('=').to_owned());
        cell.hidden = hidden_row || is_hidden(self.node);
        Some(cell)
    }
}
