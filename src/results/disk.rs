//! The few changes that are made to a disk, each followed by what makes it last.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a new file and waits until the disk has it. Its mode is what the umask leaves.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    step()?;
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Moves a file to a place where none stands.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    fs::rename(from, to)
}

/// Removes a file; one that is gone already is none the worse for it.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    step()?;
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes a folder with all in it; one that is gone already is none the worse for it.
pub(super) fn remove_all(path: &Path) -> io::Result<()> {
    step()?;
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes a folder and those above it.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    step()?;
    fs::create_dir_all(path)
}

/// Waits until the disk has the names in a folder. Not every system lets a folder be opened for that.
pub(super) fn sync_folder(path: &Path) {
    if let Ok(folder) = File::open(path) {
        let _ = folder.sync_all();
    }
}

/// Gives a file the mode that the one before it had.
pub(super) fn keep_mode(path: &Path, earlier: &Metadata) -> io::Result<()> {
    let mode = earlier.permissions();
    if fs::metadata(path)?.permissions() == mode {
        return Ok(());
    }
    fs::set_permissions(path, mode)
}

/// Before each change; tests let the disk fail here.
#[cfg(not(test))]
fn step() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
fn step() -> io::Result<()> {
    failing::step()
}

/// A disk that fails when a test wants it to.
#[cfg(test)]
pub(super) mod failing {
    use std::cell::Cell;
    use std::io;

    thread_local! {
        /// How many changes still succeed, and whether after them one fails or all do, as when the program is
        /// killed.
        static LEFT: Cell<Option<(usize, bool)>> = const { Cell::new(None) };
        static FAILED: Cell<bool> = const { Cell::new(false) };
    }

    /// What `run` gives on a disk that fails after so many changes, and whether it came to that.
    pub(in crate::results) fn after<T>(
        changes: usize,
        for_good: bool,
        run: impl FnOnce() -> T,
    ) -> (T, bool) {
        LEFT.set(Some((changes, for_good)));
        FAILED.set(false);
        let outcome = run();
        LEFT.set(None);
        (outcome, FAILED.get())
    }

    pub(super) fn step() -> io::Result<()> {
        match LEFT.get() {
            None => Ok(()),
            Some((0, for_good)) => {
                FAILED.set(true);
                if !for_good {
                    LEFT.set(None);
                }
                Err(io::Error::from(io::ErrorKind::StorageFull))
            }
            Some((left, for_good)) => {
                LEFT.set(Some((left - 1, for_good)));
                Ok(())
            }
        }
    }
}
