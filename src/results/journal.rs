//! The exchange of one set of files for another: written down before it begins, so that whatever interrupts it,
//! the next run can undo it.
//!
//! For each file: the old one is moved aside, then the new one takes its place, both by renaming within one file
//! system. The account of the run comes last; with it the exchange is done, and only what was moved aside is left
//! to be cleared away.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk;
use super::list::is_below;
use super::names::{JOURNAL, NEW, OLD};
use crate::fingerprint::sha256;

/// What is to be done with one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    /// The path below the folder of results.
    pub(super) path: String,
    /// The hash of the file that stands there; `None` where none does.
    pub(super) old: Option<String>,
    /// The hash of the file that comes there; `None` where it only goes.
    pub(super) new: Option<String>,
}

/// All steps; the account of the run is the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) steps: Vec<Step>,
}

/// Why an exchange stopped midway.
#[derive(Debug)]
pub(super) enum Stopped {
    /// The system refuses a change of this file.
    Refused(PathBuf, io::Error),
    /// The file was changed in this very moment.
    Changed(String),
}

impl Journal {
    /// The journal that an interrupted run left; `None` where there is none.
    pub(super) fn read(staging: &Path) -> io::Result<Option<Self>> {
        let bytes = match fs::read(staging.join(JOURNAL)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            read => read?,
        };
        let journal: Self = serde_json::from_slice(&bytes)?;
        if !journal.steps.iter().all(|step| is_below(&step.path)) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(Some(journal))
    }

    /// Writes the journal, whole or not at all, when the disk has all that it speaks of.
    pub(super) fn write(&self, folder: &Path, staging: &Path) -> io::Result<()> {
        self.sync(folder, staging);
        let beside = staging.join(format!("{JOURNAL}.tmp"));
        disk::write(&beside, &serde_json::to_vec(self)?)?;
        disk::rename(&beside, &staging.join(JOURNAL))?;
        disk::sync_folder(staging);
        Ok(())
    }

    /// Whether the account of the new run has taken its place, and the exchange is done.
    pub(super) fn is_done(&self, folder: &Path) -> io::Result<bool> {
        let Some(last) = self.steps.last() else {
            return Ok(true);
        };
        Ok(hash_of(&folder.join(&last.path))? == last.new)
    }

    /// Exchanges the files.
    pub(super) fn swap(&self, folder: &Path, staging: &Path) -> Result<(), Stopped> {
        let Some((last, others)) = self.steps.split_last() else {
            return Ok(());
        };
        for step in others {
            swap(step, folder, staging)?;
        }
        // The account may not be on the disk before the files that it lists.
        self.sync(folder, staging);
        swap(last, folder, staging)?;
        self.sync(folder, staging);
        Ok(())
    }

    /// Puts everything back as it was before the exchange, from whatever point it came to. What a person changed
    /// in the meantime stays.
    pub(super) fn undo(&self, folder: &Path, staging: &Path) -> io::Result<()> {
        for step in self.steps.iter().rev() {
            let (place, new, old) = places(step, folder, staging);
            if step.new.is_some() && !new.exists() && hash_of(&place)? == step.new {
                put(&place, &new)?;
            }
            if old.exists() && fs::symlink_metadata(&place).is_err() {
                put(&old, &place)?;
            }
        }
        self.sync(folder, staging);
        remove_empty(folder, self.steps.iter().map(|step| step.path.as_str()));
        Ok(())
    }

    fn sync(&self, folder: &Path, staging: &Path) {
        let mut folders: Vec<PathBuf> = Vec::new();
        for step in &self.steps {
            let (place, new, old) = places(step, folder, staging);
            for path in [place, new, old] {
                if let Some(parent) = path.parent()
                    && !folders.iter().any(|folder| folder == parent)
                {
                    folders.push(parent.to_owned());
                }
            }
        }
        for folder in folders {
            disk::sync_folder(&folder);
        }
    }
}

/// The place of a file, where the new one waits for it, and where the old one goes.
fn places(step: &Step, folder: &Path, staging: &Path) -> (PathBuf, PathBuf, PathBuf) {
    let path = &step.path;
    (
        folder.join(path),
        staging.join(NEW).join(path),
        staging.join(OLD).join(path),
    )
}

fn swap(step: &Step, folder: &Path, staging: &Path) -> Result<(), Stopped> {
    let (place, new, old) = places(step, folder, staging);
    let refused = |error| Stopped::Refused(place.clone(), error);
    if step.old.is_some() {
        put(&place, &old).map_err(refused)?;
        if hash_of(&old).map_err(refused)? != step.old {
            return Err(Stopped::Changed(step.path.clone()));
        }
    }
    if step.new.is_some() {
        // Where nothing stood a moment ago, something may stand now; it would be replaced.
        if fs::symlink_metadata(&place).is_ok() {
            return Err(Stopped::Changed(step.path.clone()));
        }
        put(&new, &place).map_err(refused)?;
    }
    Ok(())
}

/// Moves a file, and makes the folder that it goes to.
fn put(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        disk::make_folder(folder)?;
    }
    disk::rename(from, to)
}

/// The hash of a file; `None` where there is none.
fn hash_of(path: &Path) -> io::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(sha256(&bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes the folders of these files that are empty now.
pub(super) fn remove_empty<'a>(folder: &Path, paths: impl Iterator<Item = &'a str>) {
    for path in paths {
        if let Some((below, _)) = path.rsplit_once('/') {
            // Refused where something is left in it.
            let _ = fs::remove_dir(folder.join(below));
        }
    }
}
