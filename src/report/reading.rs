//! The coloured copy of a file: each of its sheets as it stands, every cell painted by what it was taken for,
//! with a note that names the field, the value read and how sure that is; in front a sheet that tells what the
//! file was taken for, explains the colours, and lists columns and unread cells.

mod paint;
mod summary;

use std::collections::BTreeSet;

use super::picture::Picture;
use super::workbook::cell::{Cell, Content, Kind, Part, Taken, Tone};
use super::workbook::height::{height_of, width_of};
use super::workbook::render::{Properties, render};
use super::workbook::sheet::Sheet;
use crate::form::model::SelfEvaluation;
use crate::intake::grid::{Grid, Visibility, Workbook};
use crate::place::acts;
use crate::results::Product;
use paint::Paint;

/// What a file was read as.
#[derive(Clone, Debug)]
pub(crate) struct Reading<'a> {
    /// The file, as shown.
    pub path: &'a str,
    /// What became of it, one Chinese sentence.
    pub outcome: &'a str,
    /// What a reader should know of it.
    pub remarks: &'a [String],
    /// Its sheets.
    pub workbook: &'a Workbook,
    /// Its tables.
    pub tables: Vec<Table<'a>>,
    /// The settings that one would write for what was not understood, line by line.
    pub layouts: &'a str,
}

/// A table of the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'a> {
    /// How it was read.
    pub form: &'a SelfEvaluation,
    /// Why it was not taken for a self-evaluation; `None` where it was.
    pub refused: Option<&'a str>,
}

/// How wide the mark is that the format adds behind a text, in narrow characters.
const MARK_WIDTH: usize = 6;

/// Sheets beyond this many are named, not drawn.
const DRAWN_SHEETS: usize = 40;

/// Makes the copy; `created` is the time of making that the file carries, in seconds since 1970 UTC.
///
/// # Errors
///
/// What the writer of the file refuses.
pub(crate) fn build(
    reading: &Reading<'_>,
    created: Option<i64>,
) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut taken = BTreeSet::from([summary::NAME.to_owned()]);
    let mut sheets = vec![summary::sheet(reading)];
    for grid in reading.workbook.sheets.iter().take(DRAWN_SHEETS) {
        sheets.push(copy(reading, grid, sheet_name(&grid.name, &mut taken)));
    }
    let title = format!("{} 识别结果", reading.path);
    let properties = Properties {
        title,
        product: Product::Reading,
        run: None,
        created,
    };
    render(&sheets, &properties)
}

/// One sheet of the file, painted.
fn copy<'a>(reading: &Reading<'_>, grid: &Grid, name: String) -> Sheet<'a> {
    let mut sheet = Sheet::new(name);
    let tables: Vec<&Table<'_>> = reading
        .tables
        .iter()
        .filter(|table| table.form.source.sheets.contains(&grid.name))
        .collect();
    let picture = grid
        .extent()
        .map(|area| Picture::new(grid, area).with_room(MARK_WIDTH));
    let whole = picture.as_ref().map(Picture::size);
    let picture = picture.map(Picture::clipped);
    if let Some(picture) = &picture {
        picture.prepare(&mut sheet);
    }
    let columns = sheet.widths.len().max(4);
    sheet.title(format!("{}（识别结果）", grid.name), columns);
    sheet.remark(format!(
        "文件：{}。行列位置和内容与原表一致（左边第一列为原表行号），底色和标记表示每个单元格被当作什么；指向单元格可看批注。",
        reading.path
    ));
    for table in &tables {
        sheet.remark(match table.refused {
            Some(reason) => format!("未采用（区域 {}）：{reason}", table.form.source.range),
            None => format!(
                "采用：区域 {}，{}，识别把握 {}%",
                table.form.source.range,
                table.form.kind.label(),
                table.form.confidence
            ),
        });
    }
    if tables.is_empty() {
        sheet.remark(format!("本工作表没有读出自评表。{}", reading.outcome));
    }
    match grid.visibility {
        Visibility::Visible => {}
        Visibility::Hidden | Visibility::VeryHidden => {
            sheet.remark("本工作表在原文件中是隐藏的。");
        }
    }
    let (Some(picture), Some((rows, columns))) = (picture, whole) else {
        sheet.remark("本工作表没有内容。");
        return sheet;
    };
    legend(&mut sheet);
    let outside = picture.outside();
    if outside > 0 {
        sheet.remark(format!(
            "原表有 {rows} 行 {columns} 列，过大，这里只画出左上部分，另有 {outside} 个有内容的单元格没有画出。"
        ));
    }
    let paint = Paint::of(grid, &tables);
    picture.draw(&mut sheet, |at, shown| paint.cell(at, shown));
    sheet
}

/// The parts with their looks, side by side over the columns of the picture.
fn legend(sheet: &mut Sheet<'_>) {
    let widths: Vec<u16> = sheet.widths.iter().skip(1).copied().collect();
    let mut samples = Part::ALL.into_iter().map(|part| (part, false));
    let mut samples: Vec<(Part, bool)> = samples.by_ref().chain([(Part::Outside, true)]).collect();
    while !samples.is_empty() {
        let mut cells = vec![Content::text("图例").looking(Kind::Word.toned(Tone::Head))];
        let mut lines = 1;
        let here = samples.len().min(widths.len().max(1));
        for ((part, hidden), nth) in samples.drain(..here).zip(0..) {
            let cell = sample(part, hidden);
            let width = usize::from(widths.get(nth).copied().unwrap_or(10));
            if let Content::Text(text) = &cell.content {
                lines = lines
                    .max((width_of(text) + MARK_WIDTH).div_ceil(width.saturating_sub(1).max(2)));
            }
            cells.push(cell);
        }
        sheet.heights.insert(sheet.next_row(), height_of(lines));
        sheet.push(cells);
    }
}

/// A cell that shows how a part looks.
fn sample<'a>(part: Part, hidden: bool) -> Cell<'a> {
    let text = if hidden {
        "原表中隐藏".to_owned()
    } else {
        part.in_words()
    };
    let taken = Taken {
        part,
        hidden,
        signed: true,
    };
    Content::text(text).looking(Kind::Prose.toned(Tone::Taken(taken)))
}

/// A sheet name that every program takes, used by no other sheet.
fn sheet_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    /// UTF-16 units that a sheet name may have.
    const LONGEST: usize = 31;
    let safe: String = name
        .chars()
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => '_',
            c if acts(c) => '_',
            c => c,
        })
        .collect();
    let cut = |text: &str, longest: usize| -> String {
        let mut units = 0;
        text.chars()
            .take_while(|c| {
                units += c.len_utf16();
                units <= longest
            })
            .collect()
    };
    let base = if safe.trim().is_empty() {
        "工作表".to_owned()
    } else {
        safe
    };
    let mut candidate = cut(&base, LONGEST);
    let mut number = 1;
    // Names that differ in case only are one name.
    while !taken.insert(candidate.to_lowercase()) {
        number += 1;
        let ending = format!("（{number}）");
        candidate = format!("{}{ending}", cut(&base, LONGEST - ending.chars().count()));
    }
    candidate
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::sheet_name;

    #[test]
    fn sheet_names_are_such_as_every_program_takes_and_no_two_alike() {
        let mut taken = BTreeSet::from(["识别说明".to_owned()]);
        let mut named = |name: &str| sheet_name(name, &mut taken);
        assert_eq!(named("自评/表[1]"), "自评_表_1_");
        assert_eq!(named("Sheet1"), "Sheet1");
        assert_eq!(named("SHEET1"), "SHEET1（2）");
        assert_eq!(named("识别说明"), "识别说明（2）");
        assert_eq!(named(" "), "工作表");
        assert_eq!(named("表\u{1}\u{ffff}\u{202e}"), "表___");
        let long = "云".repeat(40);
        assert_eq!(named(&long), "云".repeat(31));
        assert_eq!(named(&long), format!("{}（2）", "云".repeat(28)));
    }
}
