//! Whose a file is that stands where a file of ours goes.

use std::fs;
use std::io;
use std::path::Path;

use super::list::{LARGEST, List};
use super::mark::{Mark, Product, can_bear};
use crate::fingerprint::sha256;
use crate::place::{self, Unfit};

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Absent,
    /// A file of ours as the last run wrote it; its hash.
    Ours(String),
    /// A file of ours that was changed since.
    Changed(Option<Product>),
    /// It bears our mark, and no list names it.
    Unlisted(Product),
    /// Another's file.
    Foreign,
    /// A link.
    Link,
    /// A folder, or something else that is no file.
    NotAFile,
}

impl Standing {
    /// What stands at `path` below `folder`, by the list of its last run. `record` is the account that holds
    /// that list, which is ours by what it says.
    pub(super) fn of(folder: &Path, path: &str, list: &List, record: &str) -> io::Result<Self> {
        let at = folder.join(path);
        let metadata = match fs::symlink_metadata(&at) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::Absent),
            // A file stands where a folder is needed.
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Ok(Self::NotAFile);
            }
            Err(error) => return Err(error),
        };
        if metadata.is_symlink() {
            return Ok(Self::Link);
        }
        if !metadata.is_file() {
            return Ok(Self::NotAFile);
        }
        let bytes = match place::read(&at, LARGEST) {
            Ok(bytes) => bytes,
            // Larger than any of ours.
            Err(error) if Unfit::within(&error).is_some() => return Ok(Self::Foreign),
            Err(error) => return Err(error),
        };
        Ok(if path == record {
            List::in_account(&bytes).map_or(Self::Foreign, |_| Self::Ours(sha256(&bytes)))
        } else {
            Self::of_bytes(path, &bytes, list)
        })
    }

    /// What a file with these bytes is.
    pub(super) fn of_bytes(path: &str, bytes: &[u8], list: &List) -> Self {
        let mark = Mark::of(path, bytes);
        let product = mark.map(|mark| mark.product);
        let hash = sha256(bytes);
        match (list.find(path), mark) {
            (Some(listed), _) => match &listed.sha256 {
                Some(sha256) if *sha256 != hash => Self::Changed(product),
                Some(_) if mark.is_none() && can_bear(path) => Self::Foreign,
                Some(_) => Self::Ours(hash),
                None => Self::by_name(path, mark, hash),
            },
            (None, Some(mark)) => Self::Unlisted(mark.product),
            (None, None) => Self::Foreign,
        }
    }

    /// What a file is that the list of an earlier version names, without a hash: a workbook is ours if it bears
    /// the mark and its properties tell of nobody who saved it since. The other formats bore no mark then, and
    /// the list alone decides.
    fn by_name(path: &str, mark: Option<Mark>, hash: String) -> Self {
        match mark {
            Some(mark) if mark.resaved => Self::Changed(Some(mark.product)),
            None if path.ends_with(".xlsx") => Self::Foreign,
            _ => Self::Ours(hash),
        }
    }
}

/// Whether a file holds these very bytes.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> bool {
    let may = fs::symlink_metadata(path)
        .is_ok_and(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64);
    may && fs::read(path).is_ok_and(|there| there == bytes)
}

/// Whether the owner of a file has said that it is not to be written to.
pub(super) fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly())
}
