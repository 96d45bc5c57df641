//! Folder → files: everything that lies there, each with its fate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::archive;
use super::error::DiscoverError;
use super::fate::fate_of;
use super::found::{Fate, FoundFile, Location, SkipReason};
use super::sniff::{self, Kind};
use super::walk::{self, Entry};
use crate::place::{self, in_words};

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

/// The names under which this program writes its workbook and its account of the run.
const OWN_WORKBOOK: &str = "绩效自评汇总.xlsx";
const OWN_RUN: &str = "run.json";
/// What else it writes beside them: the page, and all below the folders of data and slips.
const OWN_PAGE: &str = "report.html";
const OWN_FOLDERS: [&str; 2] = ["data/", "反馈单/"];
/// The names under which this program writes extracted tables.
const OWN_TABLES: [&str; 5] = [
    "forms.csv",
    "funds.csv",
    "indicators.csv",
    "unread.csv",
    "files.csv",
];

/// Marks what this program wrote itself, beyond what bears its mark: where its workbook and its account of
/// the run lie side by side, the files that it writes there (forms may lie in the same folder, and a
/// department's file may go by the workbook's name), and extracted tables where all of them lie together.
fn mark_own_output(found: &mut [FoundFile]) {
    let folder = |path: &str| {
        path.rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned()
    };
    let holding = |name: &str| -> BTreeSet<String> {
        let named = found.iter().filter(|file| file.name() == name);
        named.map(|file| folder(&file.path)).collect()
    };
    let output: Vec<String> = holding(OWN_WORKBOOK)
        .intersection(&holding(OWN_RUN))
        .map(|folder| {
            if folder.is_empty() {
                String::new()
            } else {
                format!("{folder}/")
            }
        })
        .collect();
    let [first, rest @ ..] = OWN_TABLES;
    let extracted = rest.iter().fold(holding(first), |folders, name| {
        folders.intersection(&holding(name)).cloned().collect()
    });
    for file in found {
        let is_table = OWN_TABLES.contains(&file.name()) && extracted.contains(&folder(&file.path));
        let in_output = output
            .iter()
            .filter_map(|folder| file.path.strip_prefix(folder.as_str()))
            .any(|rest| {
                [OWN_WORKBOOK, OWN_RUN, OWN_PAGE].contains(&rest)
                    || OWN_FOLDERS.iter().any(|folder| rest.starts_with(folder))
            });
        if in_output || is_table {
            file.fate = Fate::Skipped(SkipReason::OwnOutput);
        }
    }
}
