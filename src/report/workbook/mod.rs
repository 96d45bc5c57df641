//! The consolidated workbook: one file per sheet.
//!
//! Sheets are first laid out in memory ([`sheet`]), then every formula is evaluated
//! ([`super::recalculate`]), and only then a file is made ([`render`]).

mod bands;
pub(crate) mod cell;
mod chart_data;
mod charts;
pub(in crate::report) mod comparison;
mod deviations;
mod execution;
mod gallery;
mod group;
pub(in crate::report) mod height;
mod here;
mod indicators;
pub(in crate::report) mod issues;
mod ledger;
mod limits;
mod look;
mod names;
mod notes;
mod origin;
mod overview;
mod parts;
mod provenance;
mod quality;
mod ranking;
pub(crate) mod render;
mod reporting;
mod rules;
pub(crate) mod sheet;
mod summary;
pub(crate) mod table;
mod unusual;
mod what_if;
mod years;

use std::path::Path;

use super::link::Links;
use super::material::Material;
use super::recalculate::{FormulaFault, recalculate};
use crate::fault::{Fault, caught};
use crate::results::Product;
use render::{Properties, render_what_can_be};
use sheet::Sheet;
use table::Tables;

/// The workbook's file name.
pub(crate) const FILE_NAME: &str = "绩效自评汇总.xlsx";

/// What the sheets are made from.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) material: &'a Material<'a>,
    pub(crate) links: &'a Links,
}

/// A workbook as bytes, with what it holds.
#[derive(Clone, Debug)]
pub(crate) struct Built {
    /// The file; `None` where the writer refuses the whole, which is a fault of ours.
    pub bytes: Option<Vec<u8>>,
    /// How many formulas were evaluated.
    pub formulas: usize,
    /// What of it could not be made.
    pub faults: Vec<Fault>,
}

/// Lays out, evaluates and renders the workbook that is to lie in `out_dir` (absolute).
///
/// A sheet that cannot be made, a formula without a result and a sheet that the writer refuses cost that
/// sheet or cell alone; each is told as a fault, on the sheet 说明 too.
#[must_use]
pub(crate) fn build(material: &Material<'_>, out_dir: &Path) -> Built {
    let links = Links::new(out_dir, &material.records.files);
    let context = Context {
        material,
        links: &links,
    };
    let LaidOut {
        mut sheets,
        mut faults,
    } = lay_out(context);
    let evaluated = recalculate(&mut sheets);
    faults.extend(unevaluated(&evaluated.faults));
    for sheet in &mut sheets {
        sheet.stand_charts();
    }
    let told: Vec<Fault> = material.faults.iter().chain(&faults).cloned().collect();
    if let Some(notes) = sheets.iter_mut().find(|sheet| sheet.name == notes::NAME) {
        notes::tell_faults(notes, &told);
    }
    let properties = Properties {
        title: "绩效自评汇总".to_owned(),
        product: Product::Book,
        run: Some(material.settings.run.clone()),
        created: material.settings.created,
    };
    let rendered = caught(|| render_what_can_be(&sheets, &properties))
        .and_then(|rendered| rendered.map_err(|error| error.to_string()));
    let bytes = match rendered {
        Ok(rendered) => {
            faults.extend(rendered.faults);
            Some(rendered.bytes)
        }
        Err(why) => {
            faults.push(Fault::new("汇总工作簿没有写出", why));
            None
        }
    };
    Built {
        bytes,
        formulas: evaluated.formulas,
        faults,
    }
}

/// How many formulas without a result are named one by one.
const NAMED: usize = 5;

/// The formulas without a result, the first few named and the rest counted.
fn unevaluated(faults: &[FormulaFault]) -> Vec<Fault> {
    let mut told: Vec<Fault> = faults
        .iter()
        .take(NAMED)
        .map(|fault| {
            Fault::new(
                format!("单元格 {} 没有算出", fault.cell),
                format_args!("{}（公式 {}）", fault.why, fault.formula),
            )
        })
        .collect();
    if let Some(rest) = faults.len().checked_sub(NAMED).filter(|rest| *rest > 0) {
        told.push(Fault::new(
            format!("另有 {rest} 个单元格没有算出"),
            "公式出错",
        ));
    }
    told
}

/// The sheets in the order in which they are read, and what could not be laid out.
pub(crate) struct LaidOut<'a> {
    pub(crate) sheets: Vec<Sheet<'a>>,
    pub(crate) faults: Vec<Fault>,
}

/// Lays sheets out one after the other; one that fails leaves an empty sheet that says so.
struct Layout {
    tables: Tables,
    faults: Vec<Fault>,
}

impl Layout {
    fn sheets<'a>(
        &mut self,
        name: &str,
        make: impl FnOnce(&mut Tables) -> Vec<Sheet<'a>>,
    ) -> Vec<Sheet<'a>> {
        caught(|| make(&mut self.tables)).unwrap_or_else(|words| {
            self.faults
                .push(Fault::new(format!("工作表“{name}”没有生成"), words));
            let mut sheet = Sheet::new(name);
            sheet.remark("本表没有生成：程序自身的问题，不是填报的问题，见“说明”。");
            vec![sheet]
        })
    }

    fn sheet<'a>(
        &mut self,
        name: &str,
        make: impl FnOnce(&mut Tables) -> Sheet<'a>,
    ) -> Vec<Sheet<'a>> {
        self.sheets(name, |tables| vec![make(tables)])
    }
}

/// The sheets in the order in which they are read; made in the order in which they need each other.
pub(crate) fn lay_out(context: Context<'_>) -> LaidOut<'_> {
    let mut layout = Layout {
        tables: Tables::new(),
        faults: Vec::new(),
    };
    let notes = layout.sheet(notes::NAME, |tables| notes::sheet(context, tables));
    let indicators = layout.sheets(indicators::NAME, |tables| {
        indicators::sheets(context, tables)
    });
    let execution = layout.sheet(execution::NAME, |tables| execution::sheet(context, tables));
    let summary = layout.sheet(summary::NAME, |tables| summary::sheet(context, tables));
    let ranking = layout.sheet(ranking::NAME, |tables| ranking::sheet(context, tables));
    let quality = layout.sheet(quality::NAME, |tables| quality::sheet(context, tables));
    let comparison = layout.sheet(comparison::NAME, |tables| {
        comparison::sheet(context, tables)
    });
    let deviations = layout.sheets(deviations::NAME, |tables| {
        deviations::sheets(context, tables)
    });
    let issues = layout.sheets(issues::NAME, |tables| issues::sheets(context, tables));
    let years = layout.sheets(years::NAME, |tables| years::sheets(context, tables));
    let unusual = layout.sheet(unusual::NAME, |tables| unusual::sheet(context, tables));
    let reporting = layout.sheet(reporting::NAME, |tables| reporting::sheet(context, tables));
    let ledger = layout.sheet(ledger::NAME, |tables| ledger::sheet(context, tables));
    let provenance = layout.sheets(provenance::NAME, |tables| {
        provenance::sheets(context, tables)
    });
    let what_if = layout.sheets(what_if::NAME, |tables| {
        what_if::sheet(context, tables).into_iter().collect()
    });
    let rules = layout.sheet(rules::NAME, |tables| rules::sheet(context, tables));
    let chart_data = layout.sheet(chart_data::NAME, |tables| {
        chart_data::sheet(context, tables)
    });
    let overview = layout.sheet(overview::NAME, |tables| overview::sheet(context, tables));
    let gallery = layout.sheet(gallery::NAME, |tables| gallery::sheet(context, tables));
    LaidOut {
        sheets: [
            notes, overview, gallery, summary, ranking, quality, comparison, indicators, execution,
            deviations, issues, years, what_if, unusual, reporting, ledger, provenance, rules,
            chart_data,
        ]
        .into_iter()
        .flatten()
        .collect(),
        faults: layout.faults,
    }
}

#[cfg(test)]
mod tests;
