//! The exchange of the files, and putting right one that was interrupted.

use std::fs;
use std::io;

use super::Session;
use crate::results::disk;
use crate::results::error::{Obstacle, Why, WriteError};
use crate::results::journal::{Journal, Stopped};
use crate::results::names::{JOURNAL, NEW, STAGING};

impl Session {
    /// Writes the journal and exchanges the files; undoes it where it cannot be finished.
    pub(super) fn exchange(&mut self, journal: &Journal) -> Result<(), WriteError> {
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

    /// Undoes an exchange that did not come to its end, and clears away what it needed; whether it was undone.
    fn settle(&mut self, journal: &Journal) -> Result<bool, WriteError> {
        let staging = self.staging();
        let settle = || {
            let done = journal.is_done(&self.folder)?;
            if !done {
                journal.undo(&self.folder, &staging)?;
            }
            // Without the journal the rest means nothing.
            disk::remove(&staging.join(JOURNAL))?;
            Ok(!done)
        };
        let undone = settle().map_err(|source| WriteError::HalfDone {
            folder: self.folder.clone(),
            source,
        })?;
        disk::sync_folder(&staging);
        self.unsettled = false;
        Ok(undone)
    }

    /// Puts right what an interrupted run left.
    pub(super) fn recover(&mut self) -> Result<(), WriteError> {
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
            self.recovered = self.settle(&journal)?;
        }
        disk::remove_all(&staging).map_err(|error| self.refused(&staging, error))?;
        self.unsettled = false;
        Ok(())
    }
}
