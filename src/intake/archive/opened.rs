//! An archive that stays open while its members are read: its directory, and that of an archive in it, is
//! read once and not once for each member.

use std::fmt;
use std::fs::File;
use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::intake::bounds;
use crate::intake::container::members::Members;
use crate::intake::error::ReadError;
use crate::place::{self, in_words};

/// How many archives in the archive are kept unpacked: as many as threads are likely to read at once.
const NESTED_KEPT: usize = 4;

/// An archive on the disk.
pub struct Archive {
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    members: Option<Members<BufReader<File>>>,
    /// Archives in the archive by their place, the latest last.
    nested: Vec<(usize, Members<Cursor<Vec<u8>>>)>,
    /// How many members are still to be read before it is closed.
    awaited: usize,
    /// How often the archive was opened.
    openings: usize,
}

impl Archive {
    /// The archive at `path`, not opened yet.
    pub(super) fn at(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            state: Mutex::default(),
        }
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Says how many members will be read; the archive is closed after the last.
    pub(super) fn awaits(&self, members: usize) {
        self.state().awaited = members;
    }

    /// The bytes of a member.
    ///
    /// # Errors
    /// [`ReadError`] when the archive is gone, locked or broken.
    pub(in crate::intake) fn bytes(&self, route: &[usize]) -> Result<Vec<u8>, ReadError> {
        let mut state = self.state();
        let bytes = state.bytes(&self.path, route);
        state.awaited = state.awaited.saturating_sub(1);
        if state.awaited == 0 {
            state.members = None;
            state.nested = Vec::new();
        }
        bytes
    }

    /// How often it was opened so far.
    #[cfg(test)]
    pub(in crate::intake) fn openings(&self) -> usize {
        self.state().openings
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A reader that panicked on one member left the directory as it was.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn bytes(&mut self, path: &Path, route: &[usize]) -> Result<Vec<u8>, ReadError> {
        match *route {
            [outer] => self.members(path)?.unpack(outer, bounds::MEMBER),
            [outer, inner] => self.nested(path, outer)?.unpack(inner, bounds::MEMBER),
            _ => Err(ReadError::Unavailable("压缩包里的位置不对".to_owned())),
        }
    }

    fn members(&mut self, path: &Path) -> Result<&mut Members<BufReader<File>>, ReadError> {
        if self.members.is_none() {
            let unavailable = |error| ReadError::Unavailable(in_words(&error));
            let file = BufReader::new(place::open(path).map_err(unavailable)?);
            self.members = Some(Members::open(file, bounds::MEMBERS).map_err(broken)?);
            self.openings += 1;
        }
        let gone = || ReadError::Unavailable("压缩包里的位置不对".to_owned());
        self.members.as_mut().ok_or_else(gone)
    }

    fn nested(
        &mut self,
        path: &Path,
        outer: usize,
    ) -> Result<&mut Members<Cursor<Vec<u8>>>, ReadError> {
        let known = self.nested.iter().position(|(place, _)| *place == outer);
        let nested = match known {
            Some(known) => self.nested.remove(known),
            None => {
                let bytes = self.members(path)?.unpack(outer, bounds::NESTED)?;
                let members = Members::open(Cursor::new(bytes), bounds::MEMBERS);
                self.openings += 1;
                (outer, members.map_err(broken)?)
            }
        };
        if self.nested.len() >= NESTED_KEPT {
            self.nested.remove(0);
        }
        self.nested.push(nested);
        let gone = || ReadError::Unavailable("压缩包里的位置不对".to_owned());
        let last = self.nested.last_mut();
        last.map(|(_, members)| members).ok_or_else(gone)
    }
}

fn broken(why: String) -> ReadError {
    ReadError::Damaged(format!("压缩包（{why}）"))
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Archive").field(&self.path).finish()
    }
}

impl PartialEq for Archive {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl Eq for Archive {}
