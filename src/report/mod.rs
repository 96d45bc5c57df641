//! Records and comparison → files: the workbook (one file per sheet), slips, page, JSON, data.

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

use std::path::{Path, PathBuf};

use crate::fault::{Fault, caught};
use crate::results::{RUN_RECORD, Session, WriteError};

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// The folder, absolute.
    pub folder: PathBuf,
    /// The files, relative to it, in the order in which they were made.
    pub files: Vec<String>,
    /// Files of an earlier run that have no place among these and that were changed since: they stay.
    pub kept: Vec<String>,
    /// How many formulas of the workbook were evaluated.
    pub formulas: usize,
    /// What could not be made: our faults, those that the run had before the writing included.
    pub faults: Vec<Fault>,
}

/// Which outputs a run will have, as far as that is known before anything is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Planned {
    /// Whether the data go out as CSV too.
    pub csv: bool,
    /// Whether slips are written.
    pub slips: bool,
    /// Whether the page is written.
    pub page: bool,
}

/// Takes the folder of the results for this run, and sees to it that its outputs may be written there.
///
/// # Errors
///
/// [`WriteError`]: the system refuses, another run writes there, or something stands in the way that is not ours
/// to replace. In Chinese, with what to do.
pub(crate) fn open(folder: &Path, planned: Planned) -> Result<Session, WriteError> {
    let results = Session::open(folder, RUN_RECORD)?;
    let mut names = vec![workbook::FILE_NAME.to_owned()];
    names.extend(data::names(planned.csv));
    if planned.slips {
        let slips = results
            .listed()
            .filter(|path| is_below(slips::FOLDER, path));
        names.extend(slips.map(str::to_owned));
    }
    if planned.page {
        names.push(page::FILE_NAME.to_owned());
    }
    names.push(RUN_RECORD.to_owned());
    results.check(names.iter().map(String::as_str))?;
    Ok(results)
}

/// Makes all results and lets them take their places at once, in place of those of the run before.
///
/// Each output is made by itself: one that cannot be made for a fault of ours leaves the others whole and is told
/// in 说明, in the account of the run and by the caller; where the run before made it, that one stays. Slips and
/// data of the run before that this one did not make are removed.
///
/// # Errors
///
/// [`WriteError`]: the system or the folder refuses, and nothing has changed. In Chinese, with what to do.
pub(crate) fn write(material: &Material<'_>, mut results: Session) -> Result<Written, WriteError> {
    let folder = results.folder().to_owned();
    let mut faults = material.faults.to_vec();
    let book = made("汇总工作簿没有写出", &mut faults, || {
        Ok::<_, Unmade>(workbook::build(material, &folder))
    })?;
    let mut formulas = 0;
    if let Some(book) = book {
        formulas = book.formulas;
        faults.extend(book.faults);
        if let Some(bytes) = book.bytes {
            results.put(workbook::FILE_NAME, &bytes)?;
        }
    }
    made("数据没有写全", &mut faults, || {
        data::write(material, &mut results)
    })?;
    if material.settings.slips {
        made("反馈单没有写全", &mut faults, || {
            slips::write(material, &mut results)
        })?;
    }
    if material.settings.page
        && let Some(page) = made("网页报告没有写出", &mut faults, || {
            page::render(material).map_err(Unmade::ours)
        })?
    {
        results.put(page::FILE_NAME, &page)?;
    }
    let is_one_of_many = |path: &str| is_below(slips::FOLDER, path) || is_below(data::FOLDER, path);
    let outputs = results.outputs(|path| !is_one_of_many(path));
    let told = faults.clone();
    let account = made("运行记录没有写全", &mut faults, || {
        run_json::render(material, &outputs, &told).map_err(Unmade::ours)
    })?;
    // The list of the files is never left out: by it the next run knows them.
    let account =
        account.unwrap_or_else(|| run_json::render_list(material.settings, &outputs, &faults));
    let committed = results.commit(&account, is_one_of_many)?;
    Ok(Written {
        folder,
        files: committed.files,
        kept: committed.kept,
        formulas,
        faults,
    })
}

/// Whether a path lies below a folder, both relative to the results.
fn is_below(folder: &str, path: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
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

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests;
