//! One file by itself: whole or not there, and never in the place of another's.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::disk;
use super::error::{Earlier, Obstacle, Why, WriteError};
use super::list::LARGEST;
use super::open_files::OpenFiles;
use super::standing::{holds, is_read_only};
use super::temporary::{self, AFFIXES};
use crate::place::{self, shown};

/// Why a file may not be replaced; `None` where it may, or where there is none. `is_ours` tells by the bytes of
/// the file that stands there whether it is one that this program wrote and nobody changed.
pub(crate) fn in_the_way(path: &Path, is_ours: impl FnOnce(&[u8]) -> bool) -> Option<Why> {
    let metadata = fs::symlink_metadata(path).ok()?;
    if metadata.is_symlink() {
        return Some(Why::Link);
    }
    if !metadata.is_file() {
        return Some(Why::NotAFile);
    }
    if !place::read(path, LARGEST).is_ok_and(|bytes| is_ours(&bytes)) {
        return Some(Why::Foreign);
    }
    if OpenFiles::now().has(path) {
        return Some(Why::Open);
    }
    is_read_only(path).then_some(Why::ReadOnly)
}

/// Writes a file so that it is whole or, if anything goes wrong, what it was before. One that stands there already
/// and holds the same is left alone; any other must be ours.
///
/// # Errors
///
/// [`WriteError`]: what stands there may not be replaced, or the system refuses.
pub(crate) fn replace(
    path: &Path,
    bytes: &[u8],
    is_ours: impl FnOnce(&[u8]) -> bool,
) -> Result<(), WriteError> {
    if holds(path, bytes) {
        return Ok(());
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if let Some(why) = in_the_way(path, is_ours) {
        return Err(WriteError::InTheWay {
            folder: folder.to_owned(),
            obstacles: vec![Obstacle {
                path: shown(path),
                why,
            }],
        });
    }
    disk::make_folder(folder).map_err(|source| WriteError::Folder {
        path: folder.to_owned(),
        source,
    })?;
    temporary::clear(folder);
    let earlier = if path.exists() {
        Earlier::Whole
    } else {
        Earlier::None
    };
    write_beside(folder, path, bytes).map_err(|error| WriteError::of(folder, path, error, earlier))
}

fn write_beside(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(AFFIXES.0).suffix(AFFIXES.1);
    // A temporary file is its owner's alone; a result is for whom the umask says.
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666))
    };
    let mut beside = builder.tempfile_in(folder)?;
    // While it is locked, no other run takes it for a left-over.
    let _ = beside.as_file().try_lock();
    beside.write_all(bytes)?;
    beside.as_file().sync_all()?;
    if let Ok(earlier) = fs::metadata(path) {
        disk::keep_mode(beside.path(), &earlier)?;
    }
    beside.persist(path).map_err(|error| error.error)?;
    disk::sync_folder(folder);
    Ok(())
}
