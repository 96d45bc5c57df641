//! The department's own table as it stands, with the cells in question marked and numbered.

use std::collections::BTreeMap;

use super::Subject;
use crate::compare::{DepartmentRecord, FindingRecord};
use crate::intake::grid::{Area, CellRef, Grid};
use crate::report::material::Material;
use crate::report::picture::{Painted, Picture};
use crate::report::workbook::cell::Tone;
use crate::report::workbook::sheet::Sheet;

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
            .and_then(|workbook| workbook.sheets.iter().find(|grid| grid.name == form.sheet));
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
    let picture = Picture::new(grid, area);
    let (rows, columns) = picture.size();
    sheet.title(
        format!("{} {} 年自评表标注", form.shown(), form.shown_year()),
        usize::try_from(columns).unwrap_or(1),
    );
    sheet.remark(format!(
        "文件：{}　工作表：{}　范围：{}。带底纹的单元格有问题，〔〕内为反馈单上的编号；行列位置与原表一致（左边第一列为原表行号）。",
        form.path, form.sheet, area
    ));
    if !picture.fits() {
        sheet.remark(format!(
            "原表有 {rows} 行 {columns} 列，过大，不作标注；请按反馈单所列单元格在原表中查看。"
        ));
        sheet.printed = 1;
        return sheet;
    }
    picture.draw(&mut sheet, |at, shown| painted(shown, marks.get(&at)));
    sheet
}

/// A cell of the picture: what a person sees, and the numbers of its problems.
fn painted(shown: &str, findings: Option<&Vec<&FindingRecord>>) -> Painted {
    let plain = |text: String, tone| Painted {
        text,
        tone,
        suffix: String::new(),
        note: None,
    };
    let Some(findings) = findings else {
        return plain(shown.to_owned(), Tone::Body);
    };
    let numbers: String = findings
        .iter()
        .map(|finding| format!("〔{}〕", finding.number))
        .collect();
    let text = if shown.is_empty() {
        numbers
    } else {
        format!("{shown}\n{numbers}")
    };
    plain(text, Tone::Marked)
}
