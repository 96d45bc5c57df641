//! Folder → files: everything that lies there, each with its fate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::archive;
use super::error::DiscoverError;
use super::fate::fate_of;
use super::found::{Fate, FoundFile, Location, SkipReason};
use super::sniff::{self, Kind};
use super::walk::{self, Entry};
use crate::place::{self, in_words};
use crate::results::Known;

/// Lists every file below `paths` (folders, or single files), in the order of their shown paths, with
/// what becomes of it. Zip archives are looked into; their members stand below the archive's name.
///
/// With one path, files are named from that folder on (`2023/某局.xlsx`); with several, the folder's own
/// name comes first (`报送一/2023/某局.xlsx`). A file that two of the paths lead to is listed once. No two
/// are shown alike.
///
/// # Errors
/// [`DiscoverError`] when a path is missing, cannot be opened, is no file, or holds no file at all.
pub fn discover(paths: &[PathBuf]) -> Result<Vec<FoundFile>, DiscoverError> {
    discover_beside(paths, None)
}

/// As [`discover`], for a run that writes into the folder `results`: what an earlier run wrote there is none of
/// the files found, so that the next run finds what this one did.
///
/// # Errors
/// As [`discover`].
pub(crate) fn discover_beside(
    paths: &[PathBuf],
    results: Option<&Path>,
) -> Result<Vec<FoundFile>, DiscoverError> {
    if paths.is_empty() {
        return Err(DiscoverError::NoPath);
    }
    let mut found = Vec::new();
    for entry in walk::entries(paths)? {
        examine(entry, &mut found);
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    tell_apart(&mut found);
    mark_own_output(&mut found);
    if let Some(results) = results.and_then(|results| results.canonicalize().ok()) {
        found.retain(|file| {
            let place = file.on_disk().canonicalize();
            let lies_there = place.is_ok_and(|place| place.starts_with(&results));
            !(lies_there && file.fate == Fate::Skipped(SkipReason::OwnOutput))
        });
    }
    Ok(found)
}

/// Names the second and later of those that are shown alike: members of one name in an archive, or names
/// that differ only in how they are stored.
fn tell_apart(found: &mut [FoundFile]) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for file in &*found {
        *times.entry(file.path.clone()).or_default() += 1;
    }
    if times.len() == found.len() {
        return;
    }
    let mut taken: BTreeSet<String> = times.keys().cloned().collect();
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for file in found
        .iter_mut()
        .filter(|file| times.get(&file.path) > Some(&1))
    {
        let number = met.entry(file.path.clone()).or_default();
        *number += 1;
        if *number == 1 {
            continue;
        }
        let mut named = numbered(&file.path, *number);
        while !taken.insert(named.clone()) {
            *number += 1;
            named = numbered(&file.path, *number);
        }
        file.path = named;
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
}

/// `2023/某局（第2个同名）.xlsx`: what it is by its name is still told by the extension.
fn numbered(path: &str, number: usize) -> String {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path.rfind('.').filter(|dot| *dot > name);
    let (stem, extension) = path.split_at(dot.unwrap_or(path.len()));
    format!("{stem}（第{number}个同名）{extension}")
}

/// Decides the fate of what stands in a folder; an archive becomes its members.
fn examine(entry: Entry, found: &mut Vec<FoundFile>) {
    let metadata = std::fs::metadata(&entry.path);
    let (size, modified) = match &metadata {
        Ok(metadata) if metadata.is_file() => (metadata.len(), metadata.modified().ok()),
        _ => (0, None),
    };
    let Entry {
        root,
        path,
        shown,
        passed_over,
    } = entry;
    let file = |fate| FoundFile {
        path: shown.clone(),
        root: root.clone(),
        location: Location::Disk(path.clone()),
        size,
        modified,
        fate,
    };
    if let Some(reason) = passed_over {
        found.push(file(Fate::Skipped(reason)));
        return;
    }
    match place::open(&path).and_then(sniff::sniff) {
        Err(error) => {
            let reason = SkipReason::Unreadable(in_words(&error));
            found.push(file(Fate::Skipped(reason)));
        }
        Ok(Kind::Zip) => match archive::members(&root, &path, &shown) {
            Ok(members) => found.extend(members),
            Err(reason) => found.push(file(Fate::Skipped(reason))),
        },
        Ok(kind) => found.push(file(fate_of(&kind, &shown))),
    }
}

/// Marks what this program wrote itself and nobody changed since, as the list of the run says that wrote it: other
/// files may lie in the same folders, and go by the same names.
fn mark_own_output(found: &mut [FoundFile]) {
    let mut known = Known::default();
    for file in found {
        if let Location::Disk(path) = &file.location
            && known.is_ours(path)
        {
            file.fate = Fate::Skipped(SkipReason::OwnOutput);
        }
    }
}
