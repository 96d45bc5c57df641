//! Records and comparison → files: the workbook (one file per sheet), slips, page, JSON, data.

pub(crate) mod atomic;
pub(crate) mod data;
pub(crate) mod extract;
pub(crate) mod findings_json;
pub(crate) mod grade;
pub(crate) mod ledger;
pub(crate) mod link;
pub(crate) mod material;
pub(crate) mod page;
mod picture;
pub(crate) mod reading;
pub(crate) mod recalculate;
pub(crate) mod run_json;
pub(crate) mod slips;
pub(crate) mod stretch;
pub(crate) mod workbook;

pub(crate) use material::{Material, ProfileSummary, Settings};

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use atomic::WriteError;

use crate::fault::{Fault, caught};
use crate::intake::{self, Fate, SkipReason};

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// The folder, absolute.
    pub folder: PathBuf,
    /// The files, relative to it, in the order in which they were written.
    pub files: Vec<String>,
    /// How many formulas of the workbook were evaluated.
    pub formulas: usize,
    /// What could not be made: our faults, those that the run had before the writing included.
    pub faults: Vec<Fault>,
}

/// Writes all results into `out_dir`, which is made where it is not there.
///
/// Each output is made and written by itself: one that cannot be made for a fault of ours leaves the others
/// whole and is told in 说明, in the account of the run and by the caller. Files are replaced one by one,
/// each whole or not at all, and the account of the run comes last. Slips and data that the account of an earlier run lists there and
/// that this run did not write are removed; a file of another's under the workbook's name is left alone.
///
/// # Errors
///
/// [`WriteError`]: the system or the folder refuses. In Chinese, with what to do.
pub(crate) fn write(material: &Material<'_>, out_dir: &Path) -> Result<Written, WriteError> {
    let folder = std::path::absolute(out_dir).map_err(|source| WriteError::Folder {
        path: out_dir.to_owned(),
        source,
    })?;
    refuse_foreign_workbook(&folder.join(workbook::FILE_NAME))?;
    let earlier = run_json::outputs(&folder);
    let mut faults = material.faults.to_vec();
    let mut files = Vec::new();
    let book = made("汇总工作簿没有写出", &mut faults, || {
        Ok::<_, Unmade>(workbook::build(material, &folder))
    })?;
    atomic::make_folder(&folder)?;
    let mut formulas = 0;
    if let Some(book) = book {
        formulas = book.formulas;
        faults.extend(book.faults);
        if let Some(bytes) = book.bytes {
            atomic::write(&folder.join(workbook::FILE_NAME), &bytes)?;
            files.push(workbook::FILE_NAME.to_owned());
        }
    }
    files.extend(
        made("数据没有写全", &mut faults, || {
            data::write(material, &folder)
        })?
        .unwrap_or_default(),
    );
    if material.settings.slips {
        files.extend(
            made("反馈单没有写全", &mut faults, || {
                slips::write(material, &folder)
            })?
            .unwrap_or_default(),
        );
    }
    if material.settings.page
        && let Some(page) = made("网页报告没有写出", &mut faults, || {
            page::render(material).map_err(Unmade::ours)
        })?
    {
        atomic::write(&folder.join(page::FILE_NAME), &page)?;
        files.push(page::FILE_NAME.to_owned());
    }
    remove_stale(&folder, &earlier, &files)?;
    let account = made("运行记录没有写出", &mut faults.clone(), || {
        run_json::render(material, &files, &faults).map_err(Unmade::ours)
    })?;
    if let Some(account) = account {
        atomic::write(&folder.join(run_json::FILE_NAME), &account)?;
        files.push(run_json::FILE_NAME.to_owned());
    }
    Ok(Written {
        folder,
        files,
        formulas,
        faults,
    })
}

/// Why an output was not made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unmade {
    /// The system or the folder refuses.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A fault of ours.
    #[error("{0}")]
    Ours(String),
}

impl Unmade {
    /// A fault of ours, in the words of whatever failed.
    fn ours(error: impl std::fmt::Display) -> Self {
        Self::Ours(error.to_string())
    }
}

impl From<data::DataError> for Unmade {
    fn from(error: data::DataError) -> Self {
        match error {
            data::DataError::Write(error) => Self::Write(error),
            data::DataError::Frame(error) => Self::ours(error),
        }
    }
}

impl From<slips::SlipError> for Unmade {
    fn from(error: slips::SlipError) -> Self {
        match error {
            slips::SlipError::Write(error) => Self::Write(error),
            error @ slips::SlipError::Writer { .. } => Self::ours(error),
        }
    }
}

/// What `make` makes; `None` where a fault of ours, a panic too, kept it from being made, which is then
/// among the faults.
fn made<T, E: Into<Unmade>>(
    missing: &str,
    faults: &mut Vec<Fault>,
    make: impl FnOnce() -> Result<T, E>,
) -> Result<Option<T>, WriteError> {
    let why = match caught(make) {
        Ok(Ok(made)) => return Ok(Some(made)),
        Ok(Err(error)) => match error.into() {
            Unmade::Write(error) => return Err(error),
            Unmade::Ours(why) => why,
        },
        Err(words) => words,
    };
    faults.push(Fault::new(missing, why));
    Ok(None)
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
