//! A run's dealings with its folder of results: nothing in it changes before all is made, and then all at once.

mod exchange;
mod obstacles;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk;
use super::error::{Earlier, Obstacle, Why, WriteError};
use super::journal::{Journal, Step, remove_empty};
use super::list::{List, Output, folded};
use super::lock::FolderLock;
use super::names::{NEW, STAGING};
use super::open_files::OpenFiles;
use super::standing::{Standing, holds};
use super::temporary;
use crate::fingerprint::sha256;

/// A folder of results that this run has for itself.
#[derive(Debug)]
pub(crate) struct Session {
    folder: PathBuf,
    record: &'static str,
    list: List,
    staged: Vec<Staged>,
    /// Their paths, by the folded path.
    made_paths: BTreeMap<String, String>,
    recovered: bool,
    /// The folders that were made for it, the innermost first.
    made: Vec<PathBuf>,
    /// Whether the staging folder holds what the next run has to put right.
    unsettled: bool,
    lock: Option<FolderLock>,
}

/// A file of this run.
#[derive(Clone, Debug)]
struct Staged {
    output: Output,
    /// Whether the same bytes stand in its place already.
    same: bool,
}

/// What came of writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Committed {
    /// The files, relative to the folder, in the order in which they were made.
    pub files: Vec<String>,
    /// Files of an earlier run that this one has no use for and that were changed since: they stay.
    pub kept: Vec<String>,
}

impl Session {
    /// Takes a folder, which is made where it is not there, and puts right what an interrupted run left in it.
    /// `record` is the name of the account that lists its files.
    ///
    /// # Errors
    ///
    /// [`WriteError`], where another run has the folder or the system refuses.
    pub(crate) fn open(folder: &Path, record: &'static str) -> Result<Self, WriteError> {
        let refused = |source| WriteError::Folder {
            path: folder.to_owned(),
            source,
        };
        let folder = std::path::absolute(folder).map_err(refused)?;
        let made = folder
            .ancestors()
            .take_while(|above| !above.exists())
            .map(Path::to_owned)
            .collect();
        fs::create_dir_all(&folder).map_err(refused)?;
        let mut session = Self {
            list: List::of(&folder, record).unwrap_or_default(),
            folder,
            record,
            staged: Vec::new(),
            made_paths: BTreeMap::new(),
            recovered: false,
            made,
            unsettled: false,
            lock: None,
        };
        let lock = FolderLock::take(&session.folder)
            .map_err(|error| session.refused(&session.folder, error))?;
        let Some(lock) = lock else {
            return Err(WriteError::Busy {
                folder: session.folder.clone(),
            });
        };
        session.lock = Some(lock);
        session.recover()?;
        session.list = List::of(&session.folder, record).unwrap_or_default();
        session.clear_temporaries();
        let staging = session.staging().join(NEW);
        disk::make_folder(&staging).map_err(|error| session.refused(&session.folder, error))?;
        Ok(session)
    }

    /// The folder, absolute.
    #[must_use]
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether an exchange of files that was interrupted has been undone.
    #[must_use]
    pub(crate) const fn has_recovered(&self) -> bool {
        self.recovered
    }

    /// The files of the last run, in its order.
    pub(crate) fn listed(&self) -> impl Iterator<Item = &str> {
        self.list.files.iter().map(|file| file.path.as_str())
    }

    /// Makes a file ready to take its place, `path` below the folder, parts joined by `/`.
    ///
    /// # Errors
    ///
    /// [`WriteError`], where the system refuses; what stands in the folder is as it was.
    pub(crate) fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let hash = sha256(bytes);
        let place = self.folder.join(path);
        let same = holds(&place, bytes);
        if !same {
            let beside = self.staging().join(NEW).join(path);
            let written = beside
                .parent()
                .map_or(Ok(()), disk::make_folder)
                .and_then(|()| disk::write(&beside, bytes));
            written.map_err(|error| self.refused(&place, error))?;
        }
        self.made_paths.insert(folded(path), path.to_owned());
        self.staged.push(Staged {
            output: Output {
                path: path.to_owned(),
                sha256: hash,
            },
            same,
        });
        Ok(())
    }

    /// The files that were made ready, with their hashes; and those of the last run that stay beside them because
    /// `stays` says so.
    pub(crate) fn outputs(&self, stays: impl Fn(&str) -> bool) -> Vec<Output> {
        let made = self.staged.iter().map(|staged| staged.output.clone());
        let kept = self.list.files.iter().filter(|listed| {
            listed.path != self.record && stays(&listed.path) && !self.is_made(&listed.path)
        });
        let kept = kept.filter_map(|listed| {
            let standing = Standing::of(&self.folder, &listed.path, &self.list, self.record);
            match standing {
                Ok(Standing::Ours(sha256)) => Some(Output {
                    path: listed.path.clone(),
                    sha256,
                }),
                _ => None,
            }
        });
        made.chain(kept).collect()
    }

    /// Lets all files that were made ready take their places, the account of the run last, and removes those of
    /// the last run for which `goes` says so and which this one did not make.
    ///
    /// # Errors
    ///
    /// [`WriteError`]: something stands in the way, or the system refuses. What was there before is whole then.
    pub(crate) fn commit(
        mut self,
        account: &[u8],
        goes: impl Fn(&str) -> bool,
    ) -> Result<Committed, WriteError> {
        self.put(self.record, account)?;
        let open = OpenFiles::now();
        let mut obstacles = Vec::new();
        let mut committed = Committed::default();
        let mut removed = Vec::new();
        for listed in &self.list.files {
            let path = &listed.path;
            if !goes(path) || self.is_made(path) {
                continue;
            }
            match self.standing(path, &open)? {
                Ok(Some(old)) => removed.push(Step {
                    path: path.clone(),
                    old: Some(old),
                    new: None,
                }),
                Ok(None) => {}
                Err(Obstacle { path, why }) => match why {
                    Why::Open | Why::ReadOnly => obstacles.push(Obstacle { path, why }),
                    _ => committed.kept.push(path),
                },
            }
        }
        let mut steps = Vec::new();
        for staged in self.staged.iter().filter(|staged| !staged.same) {
            match self.standing(&staged.output.path, &open)? {
                Ok(old) => steps.push(Step {
                    path: staged.output.path.clone(),
                    old,
                    new: Some(staged.output.sha256.clone()),
                }),
                Err(obstacle) => obstacles.push(obstacle),
            }
        }
        self.none_in_the_way(obstacles)?;
        // The account comes last.
        let last = steps.pop();
        let emptied: Vec<String> = removed.iter().map(|step| step.path.clone()).collect();
        steps.extend(removed);
        steps.extend(last);
        if !steps.is_empty() {
            self.exchange(&Journal { steps })?;
        }
        remove_empty(&self.folder, emptied.iter().map(String::as_str));
        self.made.clear();
        committed.files = self
            .staged
            .iter()
            .map(|staged| staged.output.path.clone())
            .collect();
        Ok(committed)
    }

    fn staging(&self) -> PathBuf {
        self.folder.join(STAGING)
    }

    fn earlier(&self) -> Earlier {
        if self.list.files.is_empty() {
            Earlier::None
        } else {
            Earlier::Whole
        }
    }

    fn refused(&self, path: &Path, error: io::Error) -> WriteError {
        WriteError::of(&self.folder, path, error, self.earlier())
    }

    /// Whether this run made a file of that path; or of one that the system takes for the same.
    fn is_made(&self, path: &str) -> bool {
        let place = |path: &str| self.folder.join(path).canonicalize().ok();
        self.made_paths.get(&folded(path)).is_some_and(|other| {
            other == path || {
                let one = place(path);
                one.is_some() && one == place(other)
            }
        })
    }

    /// Removes single files that an interrupted run left half-written, here and in the folders of the list.
    fn clear_temporaries(&self) {
        let mut folders = vec![self.folder.clone()];
        for file in &self.list.files {
            if let Some((below, _)) = file.path.rsplit_once('/') {
                let below = self.folder.join(below);
                if !folders.contains(&below) {
                    folders.push(below);
                }
            }
        }
        for folder in folders {
            temporary::clear(&folder);
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Without the lock, the staging folder is another run's.
        if self.lock.is_some() && !self.unsettled {
            let _ = disk::remove_all(&self.staging());
        }
        self.lock.take();
        for folder in &self.made {
            // Refused where something is left in it.
            let _ = fs::remove_dir(folder);
        }
    }
}
