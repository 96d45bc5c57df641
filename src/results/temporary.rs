//! Single files while they are written, and those that an interrupted run left half-written.

use std::fs;
use std::path::Path;

/// What a single file is called while it is written.
pub(super) const AFFIXES: (&str, &str) = (".汇评-", ".tmp");

/// Whether a file was left by a run that was interrupted while it wrote it.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with(AFFIXES.0) && name.ends_with(AFFIXES.1)
}

/// Removes the files in a folder that were left half-written; those that a run writes now are locked.
pub(super) fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_left = entry.file_name().to_str().is_some_and(is_temporary)
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && fs::File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_left {
            let _ = fs::remove_file(entry.path());
        }
    }
}
