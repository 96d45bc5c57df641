//! The list of the files that the last run wrote, with their hashes: a part of its account.

use std::path::Path;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::place;

/// A file of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Output {
    /// Its path below the folder, parts joined by `/`.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// A file that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) path: String,
    /// `None` in the account of a version that did not keep hashes.
    pub(super) sha256: Option<String>,
}

/// The list of a folder; empty where there is no account of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    pub(super) files: Vec<Listed>,
}

/// The largest file that is held against the list.
pub(super) const LARGEST: u64 = 512 << 20;

/// What an account of ours has; another program's file of that name has other parts.
#[derive(Deserialize)]
struct Account {
    #[serde(rename = "version")]
    _version: String,
    /// The ledgers of a consolidation, the counts of an extraction.
    #[serde(rename = "ledgers", alias = "extracted")]
    _ledgers: IgnoredAny,
    outputs: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Hashed(Output),
    Named(String),
}

impl List {
    /// The list in the account `record` of a folder; `None` where there is no such account of ours.
    pub(super) fn of(folder: &Path, record: &str) -> Option<Self> {
        let path = folder.join(record);
        if !std::fs::symlink_metadata(&path).ok()?.is_file() {
            return None;
        }
        Self::in_account(&place::read(&path, LARGEST).ok()?)
    }

    /// The list in the bytes of an account.
    pub(super) fn in_account(bytes: &[u8]) -> Option<Self> {
        let account: Account = serde_json::from_slice(bytes).ok()?;
        let files = account.outputs.into_iter().map(|entry| match entry {
            Entry::Hashed(Output { path, sha256 }) => Listed {
                path,
                sha256: Some(sha256),
            },
            Entry::Named(path) => Listed { path, sha256: None },
        });
        // An account lists plain paths below its folder; what leads elsewhere was written by someone else.
        Some(Self {
            files: files.filter(|file| is_below(&file.path)).collect(),
        })
    }

    /// What the list says of a path; names may differ in case where the system tells no difference.
    pub(super) fn find(&self, path: &str) -> Option<&Listed> {
        let exact = self.files.iter().find(|file| file.path == path);
        exact.or_else(|| {
            let folded = path.to_lowercase();
            let mut files = self.files.iter();
            files.find(|file| file.path.to_lowercase() == folded)
        })
    }
}

/// Whether a path, parts joined by `/`, stays below the folder it is joined to.
pub(super) fn is_below(path: &str) -> bool {
    !path.contains(['\\', ':'])
        && path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
}
