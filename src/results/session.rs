//! A run's dealings with its folder of results: nothing in it changes before all is made, and then all at once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk;
use super::error::{Earlier, Obstacle, Why, WriteError, is_held_elsewhere};
use super::journal::{Journal, Step, Stopped, remove_empty};
use super::list::{List, Output};
use super::lock::FolderLock;
use super::names::{JOURNAL, NEW, STAGING, is_temporary};
use super::open_files::OpenFiles;
use super::standing::Standing;
use crate::fingerprint::sha256;

/// A folder of results that this run has for itself.
#[derive(Debug)]
pub(crate) struct Session {
    folder: PathBuf,
    record: &'static str,
    list: List,
    staged: Vec<Staged>,
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

    /// Sees to it, long before anything is made, that these files may be written.
    ///
    /// # Errors
    ///
    /// [`WriteError::InTheWay`], with all that stands in the way.
    pub(crate) fn check<'a>(
        &self,
        paths: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), WriteError> {
        let open = OpenFiles::now();
        let mut obstacles = Vec::new();
        for path in paths {
            if let Err(obstacle) = self.standing(path, &open)? {
                obstacles.push(obstacle);
            }
        }
        self.none_in_the_way(obstacles)
    }

    /// Makes a file ready to take its place, `path` below the folder, parts joined by `/`.
    ///
    /// # Errors
    ///
    /// [`WriteError`], where the system refuses; what stands in the folder is as it was.
    pub(crate) fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let hash = sha256(bytes);
        let place = self.folder.join(path);
        let is_file = fs::symlink_metadata(&place).is_ok_and(|place| place.is_file());
        let same = is_file && fs::read(&place).is_ok_and(|there| there == bytes);
        if !same {
            let beside = self.staging().join(NEW).join(path);
            let written = beside
                .parent()
                .map_or(Ok(()), disk::make_folder)
                .and_then(|()| disk::write(&beside, bytes));
            written.map_err(|error| self.refused(&place, error))?;
        }
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

    fn none_in_the_way(&self, mut obstacles: Vec<Obstacle>) -> Result<(), WriteError> {
        if obstacles.is_empty() {
            return Ok(());
        }
        // A folder stands in the way of each of its files, and is told once.
        obstacles.dedup();
        Err(WriteError::InTheWay {
            folder: self.folder.clone(),
            obstacles,
        })
    }

    /// Whether this run made a file of that path; or of one that the system takes for the same.
    fn is_made(&self, path: &str) -> bool {
        let folded = path.to_lowercase();
        self.staged.iter().any(|staged| {
            let other = &staged.output.path;
            other == path
                || other.to_lowercase() == folded && {
                    let place = |path: &str| self.folder.join(path).canonicalize().ok();
                    let one = place(path);
                    one.is_some() && one == place(other)
                }
        })
    }

    /// The hash of the file of ours that stands at a path, `None` where nothing does, or what stands in the way.
    fn standing(
        &self,
        path: &str,
        open: &OpenFiles,
    ) -> Result<Result<Option<String>, Obstacle>, WriteError> {
        let obstacle = |path: &str, why| {
            Ok(Err(Obstacle {
                path: path.to_owned(),
                why,
            }))
        };
        if let Some((below, _)) = path.rsplit_once('/') {
            if self.leads_elsewhere(below) {
                return obstacle(below, Why::Link);
            }
            let below_place = self.folder.join(below);
            if below_place.is_dir() && is_read_only(&below_place) {
                return obstacle(below, Why::ReadOnly);
            }
        }
        let place = self.folder.join(path);
        let standing = match Standing::of(&self.folder, path, &self.list, self.record) {
            Ok(standing) => standing,
            Err(error) if is_held_elsewhere(&error) => return obstacle(path, Why::Open),
            Err(error) => return Err(self.refused(&place, error)),
        };
        match standing {
            Standing::Absent => Ok(Ok(None)),
            Standing::Changed(product) => obstacle(path, Why::Changed(product)),
            Standing::Unlisted(product) => obstacle(path, Why::Unlisted(product)),
            Standing::Foreign => obstacle(path, Why::Foreign),
            Standing::Link => obstacle(path, Why::Link),
            Standing::NotAFile => obstacle(path, Why::NotAFile),
            Standing::Ours(_) if open.has(&place) => obstacle(path, Why::Open),
            Standing::Ours(_) if is_read_only(&place) => obstacle(path, Why::ReadOnly),
            Standing::Ours(hash) => Ok(Ok(Some(hash))),
        }
    }

    /// Whether a folder below this one is a link that leads out of it.
    fn leads_elsewhere(&self, below: &str) -> bool {
        let path = self.folder.join(below);
        match (path.canonicalize(), self.folder.canonicalize()) {
            (Ok(path), Ok(folder)) => !path.starts_with(folder),
            // A link to nowhere.
            _ => fs::symlink_metadata(&path).is_ok(),
        }
    }

    /// Writes the journal and exchanges the files; undoes it where it cannot be finished.
    fn exchange(&mut self, journal: &Journal) -> Result<(), WriteError> {
        let staging = self.staging();
        for step in journal.steps.iter().filter(|step| step.new.is_some()) {
            let place = self.folder.join(&step.path);
            if let Ok(earlier) = fs::metadata(&place) {
                disk::keep_mode(&staging.join(NEW).join(&step.path), &earlier)
                    .map_err(|error| self.refused(&place, error))?;
            }
        }
        journal
            .write(&self.folder, &staging)
            .map_err(|error| self.refused(&staging, error))?;
        self.unsettled = true;
        if let Err(stopped) = journal.swap(&self.folder, &staging) {
            self.settle(journal)?;
            return Err(match stopped {
                Stopped::Refused(path, error) => self.refused(&path, error),
                Stopped::Changed(path) => WriteError::InTheWay {
                    folder: self.folder.clone(),
                    obstacles: vec![Obstacle {
                        path,
                        why: Why::Changed(None),
                    }],
                },
            });
        }
        // All is in its place; what cannot be cleared away now is by the next run.
        let _ = self.settle(journal);
        Ok(())
    }

    /// Undoes an exchange that did not come to its end, and clears away what it needed.
    fn settle(&mut self, journal: &Journal) -> Result<(), WriteError> {
        let staging = self.staging();
        let settled = journal
            .is_done(&self.folder)
            .and_then(|done| {
                if done {
                    Ok(())
                } else {
                    journal.undo(&self.folder, &staging)
                }
            })
            // Without the journal the rest means nothing.
            .and_then(|()| disk::remove(&staging.join(JOURNAL)));
        settled.map_err(|source| WriteError::HalfDone {
            folder: self.folder.clone(),
            source,
        })?;
        disk::sync_folder(&staging);
        self.unsettled = false;
        Ok(())
    }

    /// Puts right what an interrupted run left.
    fn recover(&mut self) -> Result<(), WriteError> {
        let staging = self.staging();
        match fs::symlink_metadata(&staging) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(self.refused(&staging, error)),
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => {
                return self.none_in_the_way(vec![Obstacle {
                    path: STAGING.to_owned(),
                    why: Why::Foreign,
                }]);
            }
        }
        self.unsettled = true;
        let journal = Journal::read(&staging).map_err(|source| WriteError::HalfDone {
            folder: self.folder.clone(),
            source,
        })?;
        if let Some(journal) = journal {
            self.settle(&journal)?;
            self.recovered = true;
        }
        disk::remove_all(&staging).map_err(|error| self.refused(&staging, error))?;
        self.unsettled = false;
        Ok(())
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
            clear_temporaries(&folder);
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

/// Removes the files in a folder that were left half-written; those that a run writes now are locked.
pub(super) fn clear_temporaries(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_left = entry.file_name().to_str().is_some_and(is_temporary)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && fs::File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_left {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether the owner of a file has said that it is not to be written to.
pub(super) fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly())
}
