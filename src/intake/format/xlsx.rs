//! Excel workbooks (.xlsx, .xlsm, newer .et): values, styles and formulas from calamine's sparse reader;
//! merges, hidden rows and columns and comments from the parts themselves, in one pass.

mod marks;
mod mend;
mod rich;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};

use self::rich::RichTexts;
use crate::intake::cell::dates::Epoch;
use crate::intake::cell::display::{Display, built_in_code};
use crate::intake::cell::sheet::{Budget, Marks, Sheet};
use crate::intake::cell::stored::{self, Stored, Value};
use crate::intake::container::package::Package;
use crate::intake::error::ReadError;
use crate::intake::grid::{CellRef, Grid, Visibility, Workbook};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a workbook.
///
/// # Errors
/// [`ReadError`] when the package is broken, locked or too large. A single sheet that is broken does
/// not fail the workbook as long as another one can be read: it is named in the remarks.
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let mut package = Package::open(Cursor::new(bytes))?;
    package.check_contents()?;
    let parts = marks::sheet_parts(&mut package)?;
    let rich = RichTexts::of(&mut package)?;
    let (mended, lost) = mend::without_lost_sheets(&mut package, bytes)?;
    let bytes = mended.as_deref().unwrap_or(bytes);
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let epoch = if book.has_1904_epoch() {
        Epoch::From1904
    } else {
        Epoch::From1900
    };
    let mut display = Display::new(epoch);
    let mut budget = Budget::default();
    let mut workbook = Workbook::default();
    let without_content = |name| format!("工作表“{name}”在文件里没有内容，没有读取");
    workbook.remarks = lost.iter().map(without_content).collect();
    let mut failures = Vec::new();
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let part = parts.get(&sheet.name).map(String::as_str);
        let (marks, has_formulas) = match part {
            Some(part) => marks::of_sheet(&mut package, part)?,
            None => (Marks::default(), true),
        };
        let visibility = visibility_of(sheet.visible);
        let target = Sheet::new(&sheet.name, visibility, marks, &mut budget)?;
        let formulas = if has_formulas {
            read_formulas(&mut book, &sheet.name)
        } else {
            Ok(BTreeMap::new())
        };
        let grid = formulas.and_then(|formulas| {
            read_sheet(
                &mut book,
                &sheet.name,
                formulas,
                target,
                &mut display,
                &rich,
            )
        });
        match grid {
            Ok(grid) => workbook.sheets.push(grid),
            Err(error @ ReadError::TooLarge(_)) => return Err(error),
            Err(error) => failures.push((sheet.name.clone(), error)),
        }
    }
    crate::intake::cell::sheet::report_failures(&mut workbook, failures)?;
    if workbook.sheets.is_empty() && !lost.is_empty() {
        return Err(ReadError::Damaged("工作表都没有内容".to_owned()));
    }
    Ok(workbook)
}

fn read_sheet(
    book: &mut Book<'_>,
    name: &str,
    mut formulas: BTreeMap<CellRef, String>,
    mut target: Sheet<'_>,
    display: &mut Display,
    rich: &RichTexts,
) -> Result<Grid, ReadError> {
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|error| broken(&error))?;
    let codes: Vec<Option<String>> = cells
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().and_then(code_of))
        .collect();
    let fonts: Vec<Option<String>> = cells
        .styles()
        .iter()
        .map(|style| style.font.as_ref()?.name.clone())
        .map(|font| font.filter(|font| rich::is_symbolic(font)))
        .collect();
    while let Some((cell, style)) = cells
        .next_cell_with_style_id()
        .map_err(|error| broken(&error))?
    {
        let (row, col) = cell.get_position();
        let at = CellRef::new(row, col);
        let mut value = Value::from(cell.get_value());
        if let Value::Text(text) = &mut value {
            let font = fonts.get(style).and_then(Option::as_deref);
            if let Some(shown) = rich.shown(text, font) {
                *text = shown;
            }
        }
        let stored = Stored {
            value,
            code: codes.get(style).and_then(Option::as_deref),
            formula: formulas.remove(&at),
        };
        if let Some(cell) = stored::cell(at, stored, display) {
            target.put(cell)?;
        }
    }
    drop(cells);
    target.finish()
}

/// The formulas of a sheet. Shared ones are spelled out for each cell here, because the reader's own
/// way makes room for as many as an index in the file claims.
fn read_formulas(book: &mut Book<'_>, name: &str) -> Result<BTreeMap<CellRef, String>, ReadError> {
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|error| broken(&error))?;
    let mut formulas = BTreeMap::new();
    let mut shared: BTreeMap<usize, ((u32, u32), String)> = BTreeMap::new();
    while let Some(record) = cells
        .next_cell_with_formula_metadata()
        .map_err(|error| broken(&error))?
    {
        let text = match record.formula {
            None => continue,
            Some(XlsxFormulaMetadata::Shared {
                shared_index,
                formula,
                ..
            }) => {
                shared.insert(shared_index, (record.pos, formula.clone()));
                formula
            }
            Some(XlsxFormulaMetadata::SharedDerived { shared_index }) => {
                let anchor = shared.get(&shared_index);
                anchor
                    .and_then(|(from, formula)| {
                        calamine::expand_shared_formula(formula, *from, record.pos).ok()
                    })
                    .unwrap_or_default()
            }
            Some(XlsxFormulaMetadata::Normal { formula }) => formula,
            Some(_) => String::new(),
        };
        formulas.insert(CellRef::new(record.pos.0, record.pos.1), text);
    }
    Ok(formulas)
}

/// The code of a style's number format; `None` for General. Built-in dates, whose look depends on the
/// language, are taken as a Chinese Excel shows them.
fn code_of(format: &calamine::NumberFormat) -> Option<String> {
    let depends = matches!(format.format_id, Some(14..=17 | 22 | 27..=36 | 50..=58));
    let built_in = format
        .format_id
        .filter(|_| depends)
        .and_then(built_in_code)
        .map(str::to_owned);
    let code = built_in.unwrap_or_else(|| format.format_code.clone());
    (!code.eq_ignore_ascii_case("general")).then_some(code)
}

pub(crate) const fn visibility_of(visible: SheetVisible) -> Visibility {
    match visible {
        SheetVisible::Visible => Visibility::Visible,
        SheetVisible::Hidden => Visibility::Hidden,
        SheetVisible::VeryHidden => Visibility::VeryHidden,
    }
}

fn broken(error: &XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Password,
        other => ReadError::Damaged(format!("工作簿内容无法解析（{other}）")),
    }
}
