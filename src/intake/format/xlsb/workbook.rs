//! The parts of a binary workbook: its sheets, formats and shared strings.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use super::cells::{BinaryCell, Cursor};
use super::records::{Record, kind, records};
use crate::intake::bounds;
use crate::intake::cell::codes::is_too_long;
use crate::intake::cell::dates::Epoch;
use crate::intake::cell::display::{built_in_code, is_general};
use crate::intake::cell::sheet::Marks;
use crate::intake::container::opc::{Relation, main_part, relations};
use crate::intake::container::package::Package;
use crate::intake::error::ReadError;
use crate::intake::grid::{Area, CellRef, Visibility};

/// What concerns all sheets.
#[derive(Debug)]
pub(super) struct Book {
    /// The day it counts from.
    pub(super) epoch: Epoch,
    /// Its worksheets, in order.
    pub(super) sheets: Vec<SheetPart>,
    /// The strings that cells refer to.
    pub(super) strings: Vec<String>,
    /// Number format ids by cell format.
    formats: Vec<u16>,
    /// The workbook's own codes by id.
    codes: BTreeMap<u16, String>,
    /// How many codes were too long to be taken.
    pub(super) too_long: usize,
}

/// A worksheet and where its content lies.
#[derive(Debug)]
pub(super) struct SheetPart {
    pub(super) name: String,
    pub(super) visibility: Visibility,
    part: String,
}

/// The content of a worksheet.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Merged areas, hidden rows and columns, comments.
    pub(super) marks: Marks,
    /// Cells with content.
    pub(super) cells: Vec<BinaryCell>,
}

impl Book {
    /// Reads the workbook part, its styles and its strings.
    ///
    /// # Errors
    /// That of unpacking the parts; [`ReadError::Damaged`] if there is no workbook part.
    pub(super) fn of<R: Read + Seek>(package: &mut Package<R>) -> Result<Self, ReadError> {
        let missing = || ReadError::Damaged("缺少工作簿".to_owned());
        let main = main_part(package)?.ok_or_else(missing)?;
        let relations = relations(package, &main)?;
        let part = package.bytes(&main)?.ok_or_else(missing)?;
        let mut book = Self {
            epoch: Epoch::From1900,
            sheets: Vec::new(),
            strings: Vec::new(),
            formats: Vec::new(),
            codes: BTreeMap::new(),
            too_long: 0,
        };
        for record in records(&part) {
            match record.kind {
                kind::WORKBOOK_PROPERTIES if record.u8(0).is_some_and(|flags| flags & 1 != 0) => {
                    book.epoch = Epoch::From1904;
                }
                kind::BUNDLE_SHEET => {
                    book.sheets.extend(sheet_of(record, &relations));
                    if book.sheets.len() > bounds::SHEETS {
                        return Err(ReadError::TooLarge("工作表过多".to_owned()));
                    }
                }
                _ => {}
            }
        }
        if let Some(part) = related(package, &relations, "/styles")? {
            book.read_styles(&part);
        }
        if let Some(part) = related(package, &relations, "/sharedStrings")? {
            let strings = records(&part).filter(|record| record.kind == kind::SHARED_STRING);
            // A string that cannot be read must not shift those after it.
            book.strings = strings
                .map(|record| record.text(1).map(|(text, _)| text).unwrap_or_default())
                .collect();
        }
        Ok(book)
    }

    fn read_styles(&mut self, part: &[u8]) {
        let mut of_cells = false;
        for record in records(part) {
            match record.kind {
                kind::FORMAT => {
                    let code = record.u16(0).zip(record.text(2));
                    match code {
                        Some((_, (code, _))) if is_too_long(&code) => self.too_long += 1,
                        Some((id, (code, _))) => {
                            self.codes.insert(id, code);
                        }
                        None => {}
                    }
                }
                kind::BEGIN_CELL_XFS => of_cells = true,
                kind::END_CELL_XFS => of_cells = false,
                kind::XF if of_cells => self.formats.push(record.u16(2).unwrap_or_default()),
                _ => {}
            }
        }
    }

    /// The number format code of a cell format; `None` for General.
    pub(super) fn code(&self, format: u32) -> Option<&str> {
        let id = *self.formats.get(usize::try_from(format).ok()?)?;
        let own = self.codes.get(&id).map(String::as_str);
        own.or_else(|| built_in_code(u32::from(id)))
            .filter(|code| !is_general(code) || *code == "@")
    }
}

/// The part that the workbook refers to as of a kind.
fn related<R: Read + Seek>(
    package: &mut Package<R>,
    relations: &[Relation],
    kind: &str,
) -> Result<Option<Vec<u8>>, ReadError> {
    let relation = relations
        .iter()
        .find(|relation| relation.kind.ends_with(kind));
    match relation {
        Some(relation) => package.bytes(&relation.target),
        None => Ok(None),
    }
}

/// A sheet that the workbook lists; `None` for charts and the like.
fn sheet_of(record: Record<'_>, relations: &[Relation]) -> Option<SheetPart> {
    let (id, next) = record.text(8)?;
    let (name, _) = record.text(next)?;
    let relation = relations.iter().find(|relation| relation.id == id)?;
    relation.kind.ends_with("/worksheet").then_some(())?;
    Some(SheetPart {
        name,
        visibility: match record.u32(0)? {
            0 => Visibility::Visible,
            1 => Visibility::Hidden,
            _ => Visibility::VeryHidden,
        },
        part: relation.target.clone(),
    })
}

impl SheetPart {
    /// Reads the sheet.
    ///
    /// # Errors
    /// That of unpacking its parts, [`ReadError::TooLarge`] for too many cells.
    pub(super) fn content<R: Read + Seek>(
        &self,
        package: &mut Package<R>,
        strings: &[String],
    ) -> Result<Content, ReadError> {
        let mut content = Content::default();
        let missing = || ReadError::Damaged(format!("缺少工作表“{}”的内容", self.name));
        let part = package.bytes(&self.part)?.ok_or_else(missing)?;
        let mut cursor = Cursor::default();
        for record in records(&part) {
            content.cells.extend(cursor.take(record, strings));
            content.take(record);
            if content.cells.len() > bounds::CELLS {
                return Err(ReadError::TooLarge("有内容的单元格超过 30 万个".to_owned()));
            }
        }
        for relation in relations(package, &self.part)? {
            if relation.kind.ends_with("/comments")
                && let Some(part) = package.bytes(&relation.target)?
            {
                content.marks.comments = comments(&part);
            }
        }
        Ok(content)
    }
}

impl Content {
    /// Takes a record that describes rows, columns or merges.
    fn take(&mut self, record: Record<'_>) {
        let place = |at| record.u32(at);
        match record.kind {
            kind::ROW_HEAD => {
                let is_hidden = record.u8(11).unwrap_or_default() & 0x10 != 0;
                self.marks
                    .hidden_rows
                    .extend(place(0).filter(|_| is_hidden));
            }
            kind::COL_INFO => {
                let is_hidden = record.u16(16).unwrap_or_default() & 1 != 0;
                if let (Some(first), Some(last), true) = (place(0), place(4), is_hidden) {
                    self.marks.hide_columns(first, last);
                }
            }
            kind::MERGE => {
                if let (Some(top), Some(bottom), Some(left), Some(right)) =
                    (place(0), place(4), place(8), place(12))
                {
                    self.marks.merges.push(Area {
                        first: CellRef::new(top, left),
                        last: CellRef::new(bottom, right),
                    });
                }
            }
            _ => {}
        }
    }
}

fn comments(part: &[u8]) -> BTreeMap<CellRef, String> {
    let mut comments = BTreeMap::new();
    let mut at = None;
    for record in records(part) {
        match record.kind {
            kind::BEGIN_COMMENT => {
                let place = record.u32(4).zip(record.u32(12));
                at = place.map(|(row, col)| CellRef::new(row, col));
            }
            kind::COMMENT_TEXT => {
                if let (Some(at), Some((text, _))) = (at.take(), record.text(1)) {
                    comments.insert(at, text.trim().to_owned());
                }
            }
            _ => {}
        }
    }
    comments.retain(|_, text| !text.is_empty());
    comments
}
