//! The list of the files that the last run wrote, with their hashes: a part of its account.

use std::collections::BTreeMap;
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
    /// In the order of the account.
    pub(super) files: Vec<Listed>,
    /// The place of each in `files`, by its folded path.
    places: BTreeMap<String, usize>,
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
        let files: Vec<Listed> = files.filter(|file| is_below(&file.path)).collect();
        let places = files.iter().map(|file| folded(&file.path)).zip(0..);
        Some(Self {
            places: places.collect(),
            files,
        })
    }

    /// What the list says of a path. Names may differ in case, where the system tells no difference; no run writes
    /// two files whose names differ in nothing else.
    pub(super) fn find(&self, path: &str) -> Option<&Listed> {
        self.files.get(*self.places.get(&folded(path))?)
    }
}

/// A path in which capitals and small letters are one.
pub(super) fn folded(path: &str) -> String {
    path.to_lowercase()
}

/// Whether a path, parts joined by `/`, stays below the folder it is joined to.
pub(super) fn is_below(path: &str) -> bool {
    !path.contains(['\\', ':'])
        && path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
}
