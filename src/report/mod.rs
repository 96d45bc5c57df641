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

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use atomic::WriteError;

use crate::intake::{self, Fate, SkipReason};

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
/// the account of the run comes last. Slips and data that the account of an earlier run lists there and
/// that this run did not write are removed; a file of another's under the workbook's name is left alone.
///
/// # Errors
///
/// [`ReportError`], in Chinese, with what to do.
pub fn write(material: &Material<'_>, out_dir: &Path) -> Result<Written, ReportError> {
    let folder = std::path::absolute(out_dir).map_err(|source| WriteError::Folder {
        path: out_dir.to_owned(),
        source,
    })?;
    refuse_foreign_workbook(&folder.join(workbook::FILE_NAME))?;
    let earlier = run_json::outputs(&folder);
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
    remove_stale(&folder, &earlier, &files)?;
    let account = run_json::render(material, &files)?;
    atomic::write(&folder.join(run_json::FILE_NAME), &account)?;
    files.push(run_json::FILE_NAME.to_owned());
    Ok(Written {
        folder,
        files,
        formulas: book.formulas,
    })
}

fn refuse_foreign_workbook(path: &Path) -> Result<(), WriteError> {
    let is_there = std::fs::symlink_metadata(path).is_ok();
    let is_ours = || {
        intake::discover(&[path.to_owned()]).is_ok_and(|found| {
            found
                .iter()
                .all(|file| file.fate == Fate::Skipped(SkipReason::OwnOutput))
        })
    };
    if is_there && !is_ours() {
        return Err(WriteError::Foreign {
            path: path.to_owned(),
        });
    }
    Ok(())
}

/// Removes the slips and data among the files of the earlier run that are not among those of this one.
fn remove_stale(folder: &Path, earlier: &[String], written: &[String]) -> Result<(), WriteError> {
    let Ok(inside) = folder.canonicalize() else {
        return Ok(());
    };
    // By their place on the disk: there may be no difference between upper and lower case.
    let written: BTreeSet<PathBuf> = written
        .iter()
        .filter_map(|name| folder.join(name).canonicalize().ok())
        .collect();
    for name in earlier {
        let path = Path::new(name);
        let is_plain = path
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let below = |top: &str| path.starts_with(top) && path != Path::new(top);
        if !is_plain || !(below(slips::FOLDER) || below(data::FOLDER)) {
            continue;
        }
        let path = folder.join(path);
        // A folder may be a link to elsewhere.
        let is_inside = path
            .parent()
            .and_then(|parent| parent.canonicalize().ok())
            .is_some_and(|parent| parent.starts_with(&inside));
        let is_stale = path
            .canonicalize()
            .is_ok_and(|place| place.is_file() && !written.contains(&place));
        if is_inside && is_stale {
            atomic::remove(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests;
