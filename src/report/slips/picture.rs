//! The department's own table as it stands, with the cells in question marked and numbered.

use std::collections::BTreeMap;

use super::Subject;
use crate::compare::{DepartmentRecord, FindingRecord};
use crate::intake::grid::{Area, CellRef, Grid};
use crate::report::material::Material;
use crate::report::workbook::cell::{Cell, Content, Kind, Look, Tone};
use crate::report::workbook::height::{height_of, width_of};
use crate::report::workbook::sheet::Sheet;

/// A picture larger than this is none that anybody would print.
const LARGEST: (u32, u32) = (1_000, 60);
/// The narrowest and the widest column, in narrow characters.
const WIDTHS: (usize, usize) = (6, 26);

/// The problems that concern a cell, by their numbers.
type Marks<'a> = BTreeMap<CellRef, Vec<&'a FindingRecord>>;

/// One sheet for each of the unit's forms that has problems with cells.
pub(super) fn sheets<'a>(material: &Material<'a>, subject: &Subject<'a>) -> Vec<Sheet<'a>> {
    let Some(grids) = material.grids else {
        return Vec::new();
    };
    let mut sheets = Vec::new();
    for form in &subject.forms {
        let marks = marks(form, &subject.findings);
        let grid = grids
            .get(&form.path)
            .and_then(|grids| grids.iter().find(|grid| grid.name == form.sheet));
        let (Some(grid), Ok(area), false) = (grid, form.range.parse::<Area>(), marks.is_empty())
        else {
            continue;
        };
        let area = marks.keys().fold(area, |area, at| area.including(*at));
        let name = format!("原表标注{}", sheets.len() + 1);
        sheets.push(draw(name, form, grid, area, &marks));
    }
    sheets
}

/// The problems of a form by the cells they name on its first sheet.
fn marks<'a>(form: &DepartmentRecord, findings: &[&'a FindingRecord]) -> Marks<'a> {
    let mut marks = Marks::new();
    for finding in findings {
        for place in &finding.places {
            if (place.form, &place.sheet) == (form.form, &form.sheet)
                && let Ok(at) = place.cell.parse::<CellRef>()
            {
                let known = marks.entry(at).or_default();
                if !known
                    .iter()
                    .any(|f: &&FindingRecord| f.number == finding.number)
                {
                    known.push(finding);
                }
            }
        }
    }
    marks
}

fn draw<'a>(
    name: String,
    form: &DepartmentRecord,
    grid: &Grid,
    area: Area,
    marks: &Marks<'a>,
) -> Sheet<'a> {
    let mut sheet = Sheet::new(name);
    let columns = area.last.col - area.first.col + 1;
    let rows = area.last.row - area.first.row + 1;
    sheet.title(
        format!("{} {} 年自评表标注", form.shown(), form.shown_year()),
        usize::try_from(columns).unwrap_or(1),
    );
    sheet.remark(format!(
        "文件：{}　工作表：{}　范围：{}。带底纹的单元格有问题，〔〕内为反馈单上的编号；行列位置与原表一致（左边第一列为原表行号）。",
        form.path, form.sheet, area
    ));
    if rows > LARGEST.0 || columns > LARGEST.1 {
        sheet.remark(format!(
            "原表有 {rows} 行 {columns} 列，过大，不作标注；请按反馈单所列单元格在原表中查看。"
        ));
        sheet.printed = 1;
        return sheet;
    }
    let widths: Vec<usize> = (area.first.col..=area.last.col)
        .map(|col| column_width(grid, area, col))
        .collect();
    sheet.widths = std::iter::once(5)
        .chain(
            widths
                .iter()
                .map(|width| u16::try_from(*width).unwrap_or(10)),
        )
        .collect();
    sheet.printed = u16::try_from(columns + 1).unwrap_or(u16::MAX);
    sheet.push(
        std::iter::once(String::new())
            .chain((area.first.col..=area.last.col).map(crate::intake::grid::column_letters))
            .map(|letters| Content::text(letters).looking(Kind::Word.toned(Tone::Head)))
            .collect(),
    );
    let top = sheet.next_row();
    for row in area.first.row..=area.last.row {
        let mut tallest = height_of(1);
        let mut cells = vec![
            Content::Text((u64::from(row) + 1).to_string().into())
                .looking(Kind::Word.toned(Tone::Head)),
        ];
        for col in area.first.col..=area.last.col {
            let at = CellRef::new(row, col);
            let cell = drawn(grid, at, marks);
            tallest = tallest.max(cell_height(grid, area, at, &cell, &widths));
            cells.push(cell);
        }
        sheet.heights.insert(sheet.next_row(), tallest);
        sheet.push(cells);
    }
    sheet.merges = merges(grid, area, top);
    sheet
}

/// A cell of the picture: what a person sees, and the numbers of its problems.
fn drawn<'a>(grid: &Grid, at: CellRef, marks: &Marks<'a>) -> Cell<'a> {
    let shown = grid
        .get(at)
        .map(|cell| cell.shown.trim())
        .unwrap_or_default();
    let Some(findings) = marks.get(&at) else {
        return Content::text(shown.to_owned()).looking(look(Tone::Body));
    };
    let numbers: Vec<String> = findings
        .iter()
        .map(|finding| format!("〔{}〕", finding.number))
        .collect();
    let text = if shown.is_empty() {
        numbers.concat()
    } else {
        format!("{shown}\n{}", numbers.concat())
    };
    Content::text(text).looking(look(Tone::Marked))
}

const fn look(tone: Tone) -> Look {
    Kind::Prose.toned(tone)
}

/// The width of a column by the texts that stand in it alone.
fn column_width(grid: &Grid, area: Area, col: u32) -> usize {
    (area.first.row..=area.last.row)
        .filter(|row| grid.merge_at(CellRef::new(*row, col)).is_none())
        .filter_map(|row| grid.get(CellRef::new(row, col)))
        .flat_map(|cell| cell.shown.lines().map(width_of).collect::<Vec<_>>())
        .max()
        .unwrap_or(WIDTHS.0)
        .clamp(WIDTHS.0, WIDTHS.1)
}

/// The height that a cell needs, in points; a cell merged over columns has their width, one merged
/// over rows shares its height among them.
fn cell_height(grid: &Grid, area: Area, at: CellRef, cell: &Cell<'_>, widths: &[usize]) -> u16 {
    let Content::Text(text) = &cell.content else {
        return 0;
    };
    let merged = grid.merge_at(at).unwrap_or(Area {
        first: at,
        last: at,
    });
    let width: usize = (merged.first.col..=merged.last.col)
        .filter_map(|col| widths.get(usize::try_from(col.checked_sub(area.first.col)?).ok()?))
        .sum();
    let rows = u16::try_from(merged.last.row - merged.first.row + 1).unwrap_or(1);
    let lines = text
        .lines()
        .map(|line| {
            width_of(line)
                .div_ceil(width.saturating_sub(1).max(2))
                .max(1)
        })
        .sum();
    height_of(lines).div_ceil(rows)
}

/// The merged areas of the form where they lie in the picture, one column further to the right. An
/// area that overlaps one before it is left out: no program could open the file.
fn merges(grid: &Grid, area: Area, top: u32) -> Vec<Area> {
    let mut merges: Vec<Area> = Vec::new();
    for merge in grid.merges() {
        if !area.contains(merge.first) {
            continue;
        }
        let moved = |at: CellRef| {
            CellRef::new(
                at.row.min(area.last.row) - area.first.row + top,
                at.col.min(area.last.col) - area.first.col + 1,
            )
        };
        let moved = Area {
            first: moved(merge.first),
            last: moved(merge.last),
        };
        let apart = |other: &Area| {
            moved.last.row < other.first.row
                || other.last.row < moved.first.row
                || moved.last.col < other.first.col
                || other.last.col < moved.first.col
        };
        if moved.first != moved.last && merges.iter().all(apart) {
            merges.push(moved);
        }
    }
    merges
}
