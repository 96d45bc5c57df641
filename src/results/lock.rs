//! One run at a time in a folder: an OS lock on a hidden file, which ends with the process that holds it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::names::LOCK;

/// A folder kept for this run until this is dropped.
#[derive(Debug)]
pub(super) struct FolderLock {
    path: PathBuf,
    file: Option<File>,
}

/// How often the lock file is opened anew when the run before removes it in that moment.
const ATTEMPTS: usize = 20;

impl FolderLock {
    /// Takes the folder; `None` where another run has it.
    pub(super) fn take(folder: &Path) -> io::Result<Option<Self>> {
        let path = folder.join(LOCK);
        for _ in 0..ATTEMPTS {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)?;
            match file.try_lock() {
                Ok(()) if is_in_place(&file, &path) => {
                    return Ok(Some(Self {
                        path,
                        file: Some(file),
                    }));
                }
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                // A network disk that knows no locks: a second run is not kept out there, and this one goes on.
                Err(TryLockError::Error(_)) => {
                    return Ok(Some(Self {
                        path,
                        file: Some(file),
                    }));
                }
            }
        }
        Ok(None)
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // While the lock is held: whoever opened the file meanwhile sees that it is no longer in its place.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
        // Where a file cannot be told from another of its name, it stays, and means nothing without a lock.
        self.file.take();
    }
}

/// Whether the file that was locked is still the one that stands there.
#[cfg(unix)]
fn is_in_place(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(one), Ok(other)) => id(one) == id(other),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_in_place(_file: &File, _path: &Path) -> bool {
    true
}
