//! Excel workbooks (.xlsx, .xlsm, newer .et): values, styles and formulas from calamine's sparse reader;
//! merges, hidden rows and columns and comments from the parts themselves, in one pass.

mod formulas;
mod marks;
mod mend;
mod rich;
mod styles;

use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use self::formulas::Formulas;
use self::rich::RichTexts;
use crate::intake::cell::codes;
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
    let mended = mend::mended(&mut package, bytes)?;
    let lost = mended.lost;
    let bytes = mended.bytes.as_deref().unwrap_or(bytes);
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let epoch = if book.has_1904_epoch() {
        Epoch::From1904
    } else {
        Epoch::From1900
    };
    let mut looks = Looks {
        display: Display::new(epoch),
        styles: None,
        rich,
    };
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
            Formulas::of(&mut book, &sheet.name)
        } else {
            Ok(Formulas::default())
        };
        let grid = formulas
            .and_then(|formulas| read_sheet(&mut book, &sheet.name, formulas, target, &mut looks));
        match grid {
            Ok(grid) => workbook.sheets.push(grid),
            Err(error @ ReadError::TooLarge(_)) => return Err(error),
            Err(error) => failures.push((sheet.name.clone(), error)),
        }
    }
    crate::intake::cell::sheet::report_failures(&mut workbook, failures)?;
    workbook.remarks.extend(codes::remark(mended.long_codes));
    workbook.remarks.extend(looks.display.remark());
    workbook.remarks.extend(budget.remark());
    if workbook.sheets.is_empty() && !lost.is_empty() {
        return Err(ReadError::Damaged("工作表都没有内容".to_owned()));
    }
    Ok(workbook)
}

/// How the cells of a workbook look.
struct Looks {
    display: Display,
    /// The workbook's cell formats, once a sheet has shown them.
    styles: Option<Vec<CellFormat>>,
    rich: RichTexts,
}

/// What of a cell format tells how a cell looks.
struct CellFormat {
    /// The number format code.
    code: Option<String>,
    /// The font, where its letters stand for other signs.
    font: Option<String>,
}

impl From<&Style> for CellFormat {
    fn from(style: &Style) -> Self {
        let font = style.font.as_ref().and_then(|font| font.name.clone());
        Self {
            code: style.number_format.as_ref().and_then(code_of),
            font: font.filter(|font| rich::is_symbolic(font)),
        }
    }
}

fn read_sheet(
    book: &mut Book<'_>,
    name: &str,
    mut formulas: Formulas,
    mut target: Sheet<'_>,
    looks: &mut Looks,
) -> Result<Grid, ReadError> {
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|error| broken(&error))?;
    let formats = looks
        .styles
        .get_or_insert_with(|| cells.styles().iter().map(CellFormat::from).collect());
    while let Some((cell, style)) = cells
        .next_cell_with_style_id()
        .map_err(|error| broken(&error))?
    {
        let (row, col) = cell.get_position();
        let at = CellRef::new(row, col);
        let format = formats.get(style);
        let mut value = Value::from(cell.get_value());
        if let Value::Text(text) = &mut value {
            let font = format.and_then(|format| format.font.as_deref());
            if let Some(shown) = looks.rich.shown(text, font) {
                *text = shown;
            }
        }
        let stored = Stored {
            value,
            code: format.and_then(|format| format.code.as_deref()),
            formula: formulas.template(at),
        };
        if let Some(mut cell) = stored::cell(at, stored, &mut looks.display) {
            cell.formula = formulas.take(at, &mut target);
            target.put(cell)?;
        }
    }
    drop(cells);
    target.finish()
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
        other => ReadError::Damaged(format!("工作簿内容无法解析（程序返回：{other}）")),
    }
}
