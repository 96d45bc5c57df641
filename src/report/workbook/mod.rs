//! The consolidated workbook: one file per sheet.
//!
//! Sheets are first laid out in memory ([`sheet`]), then every formula is recomputed
//! ([`super::recalculate`]), and only then a file is made ([`render`]).

pub mod cell;
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
mod look;
mod names;
mod notes;
mod origin;
mod overview;
mod parts;
mod provenance;
mod quality;
mod ranking;
pub mod render;
mod reporting;
mod rules;
pub mod sheet;
mod summary;
pub mod table;
mod unusual;
mod what_if;
mod years;

use std::path::Path;

use super::link::Links;
use super::material::Material;
use super::recalculate::{Mismatch, verify};
use render::{Properties, render};
use sheet::Sheet;
use table::Tables;

/// The workbook's file name.
pub const FILE_NAME: &str = "绩效自评汇总.xlsx";

/// Why there is no workbook. All of these are our faults, and say so.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// A formula does not yield what stands beside it.
    #[error(
        "汇总工作簿没有写出：程序自检发现 {} 处公式与结果不一致（这是本程序的缺陷，不是填报的问题）。请把以下内容转给维护人员：{}",
        .0.len(),
        first_few(.0)
    )]
    SelfCheck(Vec<Mismatch>),
    /// The writer refused.
    #[error("汇总工作簿没有写出：程序内部出错（不是填报的问题），请把这句话转给维护人员：{0}")]
    Writer(#[from] rust_xlsxwriter::XlsxError),
}

fn first_few(mismatches: &[Mismatch]) -> String {
    let shown: Vec<String> = mismatches
        .iter()
        .take(3)
        .map(|m| {
            format!(
                "{} 公式 {} 结果 {} 复算 {}",
                m.cell, m.formula, m.result, m.recomputed
            )
        })
        .collect();
    shown.join("；")
}

/// What the sheets are made from.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) material: &'a Material<'a>,
    pub(crate) links: &'a Links,
}

/// A workbook as bytes, with what it holds.
#[derive(Clone, Debug)]
pub struct Built {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many formulas were recomputed and agree.
    pub formulas: usize,
    /// The names of the sheets, in order.
    pub sheets: Vec<String>,
}

/// Lays out, checks and renders the workbook that is to lie in `out_dir` (absolute).
///
/// # Errors
///
/// [`WorkbookError`]; nothing has been written then.
pub fn build(material: &Material<'_>, out_dir: &Path) -> Result<Built, WorkbookError> {
    let links = Links::new(out_dir, &material.records.files);
    let context = Context {
        material,
        links: &links,
    };
    let sheets = lay_out(context);
    let formulas = verify(&sheets).map_err(WorkbookError::SelfCheck)?;
    let bytes = render(
        &sheets,
        &Properties {
            title: "绩效自评汇总".to_owned(),
            created: material.settings.created,
        },
    )?;
    Ok(Built {
        bytes,
        formulas,
        sheets: sheets.into_iter().map(|sheet| sheet.name).collect(),
    })
}

/// The sheets in the order in which they are read; made in the order in which they need each other.
pub(crate) fn lay_out(context: Context<'_>) -> Vec<Sheet<'_>> {
    let mut tables = Tables::new();
    let notes = notes::sheet(context, &mut tables);
    let indicators = indicators::sheets(context, &mut tables);
    let execution = execution::sheet(context, &mut tables);
    let summary = summary::sheet(context, &mut tables);
    let ranking = ranking::sheet(context, &mut tables);
    let quality = quality::sheet(context, &mut tables);
    let comparison = comparison::sheet(context, &mut tables);
    let deviations = deviations::sheets(context, &mut tables);
    let issues = issues::sheets(context, &mut tables);
    let years = years::sheets(context, &mut tables);
    let unusual = unusual::sheet(context, &tables);
    let reporting = reporting::sheet(context, &tables);
    let ledger = ledger::sheet(context, &tables);
    let provenance = provenance::sheets(context, &mut tables);
    let what_if = what_if::sheet(context, &tables);
    let rules = rules::sheet(context, &tables);
    let chart_data = chart_data::sheet(context, &mut tables);
    let overview = overview::sheet(context, &tables);
    let gallery = gallery::sheet(context, &tables);
    let mut sheets = vec![
        notes, overview, gallery, summary, ranking, quality, comparison,
    ];
    sheets.extend(indicators);
    sheets.push(execution);
    sheets.extend(deviations);
    sheets.extend(issues);
    sheets.extend(years);
    sheets.extend(what_if);
    sheets.extend([unusual, reporting, ledger]);
    sheets.extend(provenance);
    sheets.extend([rules, chart_data]);
    sheets
}

#[cfg(test)]
mod tests;
