//! The grades with their lower bounds on 说明, and the formulas that look a grade up there. Kinds of form and
//! years whose grades differ have tables of their own.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Context;
use super::cell::{Content, Kind};
use super::notes::{FIRST, SECOND};
use super::sheet::Sheet;
use super::table::{Columns, Tables, place};
use crate::compare::DepartmentRecord;
use crate::compare::record::GradeBand;
use crate::report::grade;

/// What the tables are called in formulas; grades beyond these stand in the formulas themselves.
const TABLES: [&str; 6] = [
    "等级标准",
    "等级标准二",
    "等级标准三",
    "等级标准四",
    "等级标准五",
    "等级标准六",
];

/// Places a table for each set of grades in use.
pub(super) fn place_all<'a>(sheet: &mut Sheet<'a>, context: Context<'a>, tables: &mut Tables) {
    let sets = grade::sets(context.material.records);
    let several = sets.len() > 1;
    for (name, set) in TABLES.iter().zip(sets) {
        if several {
            sheet.remark(forms_of(context, set));
        }
        // Lookups want the lowest bound first.
        let rows: Vec<&'a GradeBand> = set.iter().rev().collect();
        let mut columns: Columns<'a, &'a GradeBand> = Columns::new();
        columns.add("下限", FIRST, Kind::Score, |band, _| {
            Content::Number(band.from)
        });
        columns.add("等级", SECOND, Kind::Prose, |band, _| {
            Content::text(&*band.grade)
        });
        let located = place(sheet, &columns, &rows, tables);
        tables.insert(name, vec![located]);
        if several {
            sheet.gap();
        }
    }
}

/// The forms that are graded so: `2023 年项目支出、2022 年项目支出`.
fn forms_of(context: Context<'_>, set: &[GradeBand]) -> String {
    let forms: BTreeSet<_> = context
        .material
        .records
        .current()
        .filter(|form| form.grade_bands == set)
        .map(|form| (std::cmp::Reverse(form.year), form.kind))
        .collect();
    let named: Vec<String> = forms
        .into_iter()
        .map(|(year, kind)| {
            let year = year
                .0
                .map_or_else(|| "年度不明的".to_owned(), |year| format!("{year} 年"));
            format!("{year}{}", kind.label())
        })
        .collect();
    format!("{}：", named.join("、"))
}

/// The formula of the grade of a score, which stands in the column `of`, by the form's grades among the `sets`
/// in use.
pub(super) fn formula(sets: &[&[GradeBand]], form: &DepartmentRecord, of: &str) -> String {
    let bands = &form.grade_bands;
    let at = sets.iter().position(|set| set == bands);
    let looked_up = match at.and_then(|at| TABLES.get(at)) {
        Some(table) => {
            let lowest = bands.last().map_or(Decimal::ZERO, |band| band.from);
            format!("LOOKUP(MAX({{{of}}},{lowest}),{{{table}.下限}},{{{table}.等级}})")
        }
        None => inline(bands, of),
    };
    format!("IF(ISNUMBER({{{of}}}),{looked_up},\"\")")
}

/// The grades one within the other, the best outside.
fn inline(bands: &[GradeBand], of: &str) -> String {
    let Some((worst, better)) = bands.split_last() else {
        return "\"\"".to_owned();
    };
    better
        .iter()
        .rev()
        .fold(format!("\"{}\"", worst.grade), |below, band| {
            format!(
                "IF({{{of}}}>={},\"{}\",{below})",
                band.from.normalize(),
                band.grade
            )
        })
}
