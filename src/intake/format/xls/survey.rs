//! One pass over the records of a workbook: which cells there are and in which format, what is merged and
//! hidden, and the comments.

use std::collections::BTreeMap;

use super::biff::{Record, kind, records};
use super::strings::Strings;
use crate::intake::bounds;
use crate::intake::cell::codes::is_too_long;
use crate::intake::cell::dates::Epoch;
use crate::intake::cell::display::{built_in_code, is_general};
use crate::intake::cell::sheet::{Marks, too_many_cells};
use crate::intake::error::ReadError;
use crate::intake::grid::{Area, CellRef};

/// What the records of a workbook say.
#[derive(Debug)]
pub(super) struct Survey {
    /// The day it counts from.
    pub(super) epoch: Epoch,
    /// Its sheets, in order, of every kind.
    pub(super) sheets: Vec<SheetSurvey>,
    /// Number format ids by extended format.
    formats: Vec<u16>,
    /// The workbook's own number format codes by id.
    codes: BTreeMap<u16, String>,
    /// How many codes were too long to be taken.
    pub(super) too_long: usize,
}

impl Survey {
    /// The number format code behind an extended format; `None` for General.
    pub(super) fn code(&self, format: u16) -> Option<&str> {
        let id = *self.formats.get(usize::from(format))?;
        let own = self.codes.get(&id).map(String::as_str);
        own.or_else(|| built_in_code(u32::from(id)))
            .filter(|code| !is_general(code) || *code == "@")
    }

    fn take_code(&mut self, id: u16, code: String) {
        if is_too_long(&code) {
            self.too_long += 1;
        } else {
            self.codes.insert(id, code);
        }
    }
}

/// What the records of one sheet say.
#[derive(Clone, Debug, Default)]
pub(super) struct SheetSurvey {
    /// Where its records begin in the stream.
    pub(super) start: usize,
    /// The cells with content.
    pub(super) cells: BTreeMap<CellRef, Noted>,
    /// Merged areas, hidden rows and columns, comments.
    pub(super) marks: Marks,
}

/// A cell as far as its record's head tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noted {
    /// Its extended format.
    pub(super) format: u16,
    /// Whether it holds a formula.
    pub(super) is_formula: bool,
    /// Whether the formula's stored result is a placeholder, to be calculated on opening.
    pub(super) uncalculated: bool,
}

/// Surveys a workbook stream.
///
/// # Errors
/// [`ReadError::Password`] if it is encrypted, [`ReadError::TooLarge`] if it has too many cells,
/// [`ReadError::Damaged`] if it does not begin as a workbook.
pub(super) fn of_workbook(stream: &[u8]) -> Result<Survey, ReadError> {
    let mut survey = Survey {
        epoch: Epoch::From1900,
        sheets: Vec::new(),
        formats: Vec::new(),
        codes: BTreeMap::new(),
        too_long: 0,
    };
    let mut strings = Strings::Wide;
    let mut is_wide = true;
    let mut starts = Vec::new();
    let mut first = true;
    for record in records(stream, 0) {
        match record.kind {
            kind::BOF => {
                is_wide = record.u16(0) == Some(0x0600);
                strings = if is_wide {
                    Strings::Wide
                } else {
                    Strings::of_code_page(936)
                };
            }
            _ if first => break,
            kind::FILE_PASS => return Err(ReadError::Password),
            kind::CODE_PAGE if !is_wide => {
                strings = Strings::of_code_page(record.u16(0).unwrap_or(936));
            }
            kind::DATE_MODE if record.u16(0) == Some(1) => survey.epoch = Epoch::From1904,
            kind::FORMAT => {
                if let Some((id, code)) = format_code(record, strings) {
                    survey.take_code(id, code);
                }
            }
            kind::XF => survey.formats.push(record.u16(2).unwrap_or_default()),
            kind::BOUND_SHEET => starts.extend(record.u32(0)),
            kind::EOF => break,
            _ => {}
        }
        first = false;
    }
    if first {
        return Err(ReadError::Damaged("工作簿的开头不对".to_owned()));
    }
    if starts.len() > bounds::SHEETS {
        return Err(ReadError::TooLarge("工作表过多".to_owned()));
    }
    let mut budget = Budget {
        cells: bounds::CELLS,
        records: stream.len() / 2,
    };
    for start in starts {
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let sheet = of_sheet(stream, start, strings, &mut budget)?;
        survey.sheets.push(sheet);
    }
    Ok(survey)
}

fn format_code(record: Record<'_>, strings: Strings) -> Option<(u16, String)> {
    let id = record.u16(0)?;
    let code = match strings {
        Strings::Wide => strings.read(record.rest(4), usize::from(record.u16(2)?)),
        Strings::Bytes(_) => strings.read(record.rest(3), usize::from(record.u8(2)?)),
    };
    Some((id, code?))
}

/// What the sheets may still hold.
struct Budget {
    cells: usize,
    /// Records, twice as many as the stream has room for: sheets that overlap would be gone through
    /// over and over.
    records: usize,
}

fn of_sheet(
    stream: &[u8],
    start: usize,
    strings: Strings,
    budget: &mut Budget,
) -> Result<SheetSurvey, ReadError> {
    let mut sheet = SheetSurvey {
        start,
        ..SheetSurvey::default()
    };
    let mut notes = Notes::default();
    let mut depth = 0_usize;
    for record in records(stream, start) {
        budget.records = budget
            .records
            .checked_sub(1)
            .ok_or_else(|| ReadError::Damaged("工作表的位置互相重叠".to_owned()))?;
        match record.kind {
            kind::BOF => depth += 1,
            kind::EOF => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            // Charts inside a sheet carry records of their own.
            _ if depth > 1 => {}
            kind::MERGES => sheet.marks.merges.extend(merges(record)),
            kind::ROW => {
                let flags = record.u16(12).unwrap_or_default();
                if flags & 0x20 != 0 {
                    sheet.marks.hidden_rows.extend(record.u16(0).map(u32::from));
                }
            }
            kind::COL_INFO => {
                if let Some((first, last)) = hidden_columns(record) {
                    sheet.marks.hide_columns(first, last);
                }
            }
            kind::OBJ | kind::TXO | kind::CONTINUE | kind::NOTE => {
                notes.take(record, strings);
            }
            _ => note_cells(record, &mut sheet.cells),
        }
        if sheet.cells.len() > budget.cells {
            return Err(too_many_cells());
        }
    }
    budget.cells -= sheet.cells.len();
    sheet.marks.comments = notes.by_cell();
    Ok(sheet)
}

fn hidden_columns(record: Record<'_>) -> Option<(u32, u32)> {
    let (first, last) = (record.u16(0)?, record.u16(2)?);
    let hidden = record.u16(8)? & 1 != 0 || record.u16(4)? == 0;
    hidden.then_some((u32::from(first), u32::from(last)))
}

fn merges(record: Record<'_>) -> impl Iterator<Item = Area> {
    let count = usize::from(record.u16(0).unwrap_or_default());
    (0..count).map_while(move |number| {
        let corner = |at: usize| record.u16(2 + 8 * number + at).map(u32::from);
        Some(Area {
            first: CellRef::new(corner(0)?, corner(4)?),
            last: CellRef::new(corner(2)?, corner(6)?),
        })
    })
}

fn note_cells(record: Record<'_>, cells: &mut BTreeMap<CellRef, Noted>) {
    let (Some(row), Some(col)) = (record.u16(0), record.u16(2)) else {
        return;
    };
    let at = CellRef::new(u32::from(row), u32::from(col));
    let mut noted = Noted {
        format: record.u16(4).unwrap_or_default(),
        is_formula: false,
        uncalculated: false,
    };
    match record.kind {
        kind::NUMBER
        | kind::RK
        | kind::LABEL
        | kind::LABEL_SST
        | kind::R_STRING
        | kind::BOOL_ERR => {
            cells.insert(at, noted);
        }
        kind::FORMULA => {
            noted.is_formula = true;
            noted.uncalculated = is_placeholder(record);
            cells.insert(at, noted);
        }
        kind::MUL_RK => {
            // Row, first column, then six bytes a cell of which the first two name the format.
            for (col, place) in (col..).zip((4..record.body.len().saturating_sub(2)).step_by(6)) {
                noted.format = record.u16(place).unwrap_or_default();
                cells.insert(CellRef::new(u32::from(row), u32::from(col)), noted);
            }
        }
        _ => {}
    }
}

/// Whether a formula's stored result is an empty string that is to be calculated on opening: what
/// programs write that cannot calculate.
fn is_placeholder(record: Record<'_>) -> bool {
    let is_special = record.u16(12) == Some(0xFFFF);
    let is_empty_string = is_special && record.u8(6) == Some(3);
    let on_opening = record.u16(14).unwrap_or_default() & 0x3 == 0x3;
    is_empty_string && on_opening
}

/// Comments: in BIFF8 the text stands in a text object and the NOTE names the object; before, the text
/// stands in the NOTE itself.
#[derive(Default)]
struct Notes {
    /// The object whose text comes next.
    object: Option<u16>,
    /// How many signs of text the next CONTINUE holds.
    awaited: usize,
    texts: BTreeMap<u16, String>,
    objects: BTreeMap<CellRef, u16>,
    direct: BTreeMap<CellRef, String>,
}

impl Notes {
    fn take(&mut self, record: Record<'_>, strings: Strings) {
        match record.kind {
            kind::OBJ => self.object = record.u16(6),
            kind::TXO => self.awaited = usize::from(record.u16(10).unwrap_or_default()),
            kind::CONTINUE if self.awaited > 0 => {
                let length = std::mem::take(&mut self.awaited);
                if let (Some(object), Some(text)) =
                    (self.object, Strings::Wide.read(record.body, length))
                {
                    self.texts.insert(object, text);
                }
            }
            kind::NOTE => {
                let (Some(row), Some(col)) = (record.u16(0), record.u16(2)) else {
                    return;
                };
                let at = CellRef::new(u32::from(row), u32::from(col));
                match strings {
                    Strings::Wide => self.objects.extend(record.u16(6).map(|id| (at, id))),
                    Strings::Bytes(_) => {
                        let length = usize::from(record.u16(4).unwrap_or_default());
                        let text = strings.read(record.rest(6), length);
                        self.direct.extend(text.map(|text| (at, text)));
                    }
                }
            }
            _ => {}
        }
    }

    fn by_cell(mut self) -> BTreeMap<CellRef, String> {
        for (at, object) in &self.objects {
            if let Some(text) = self.texts.get(object) {
                self.direct.insert(*at, text.clone());
            }
        }
        self.direct.retain(|_, text| !text.trim().is_empty());
        self.direct
    }
}
