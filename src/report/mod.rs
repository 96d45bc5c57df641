//! Records and comparison → files: the workbook (one file per sheet), slips, page, JSON, data.

pub mod atomic;
pub mod data;
pub mod extract;
pub mod findings_json;
pub mod grade;
pub mod ledger;
pub mod link;
pub mod material;
pub mod page;
mod picture;
pub mod reading;
pub mod recalculate;
pub mod run_json;
pub mod slips;
pub mod stretch;
pub mod workbook;

pub use crate::compare::{FileFate, FileStatus};
pub use material::{Material, ProfileSummary, RuleSummary, Settings};

use std::path::{Path, PathBuf};

use atomic::WriteError;

/// Why a report could not be made or written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The system or the folder refuses.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The workbook could not be made.
    #[error(transparent)]
    Workbook(#[from] workbook::WorkbookError),
    /// The data could not be made.
    #[error(transparent)]
    Data(#[from] data::DataError),
    /// The slips could not be made.
    #[error(transparent)]
    Slips(#[from] slips::SlipError),
    /// The page could not be made.
    #[error("网页报告没有写出：程序内部出错（不是填报的问题），请把这句话转给维护人员：{0}")]
    Page(#[from] minijinja::Error),
    /// The account could not be made.
    #[error("运行记录没有写出：程序内部出错（不是填报的问题）：{0}")]
    Account(#[from] serde_json::Error),
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The folder, absolute.
    pub folder: PathBuf,
    /// The files, relative to it, in the order in which they were written.
    pub files: Vec<String>,
    /// How many formulas the program recomputed before it let the workbook go.
    pub formulas: usize,
}

/// Writes all results into `out_dir`, which is made where it is not there.
///
/// Everything is made in memory first; files are replaced one by one, each whole or not at all, and
/// the account of the run comes last.
///
/// # Errors
///
/// [`ReportError`], in Chinese, with what to do.
pub fn write(material: &Material<'_>, out_dir: &Path) -> Result<Written, ReportError> {
    let folder = std::path::absolute(out_dir).map_err(|source| WriteError::Folder {
        path: out_dir.to_owned(),
        source,
    })?;
    let book = workbook::build(material, &folder)?;
    atomic::make_folder(&folder)?;
    atomic::write(&folder.join(workbook::FILE_NAME), &book.bytes)?;
    let mut files = vec![workbook::FILE_NAME.to_owned()];
    files.extend(data::write(material, &folder)?);
    if material.settings.slips {
        files.extend(slips::write(material, &folder)?);
    }
    if material.settings.page {
        atomic::write(&folder.join(page::FILE_NAME), &page::render(material)?)?;
        files.push(page::FILE_NAME.to_owned());
    }
    let account = run_json::render(material, &files)?;
    atomic::write(&folder.join(run_json::FILE_NAME), &account)?;
    files.push(run_json::FILE_NAME.to_owned());
    Ok(Written {
        folder,
        files,
        formulas: book.formulas,
    })
}

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests;
