//! Folder → files: everything that lies there, each with its fate.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::File;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::archive;
use super::error::{DiscoverError, system_reason};
use super::fate::{fate_of, skip_by_name};
use super::found::{Fate, FoundFile, Location, SkipReason};
use super::sniff::{self, Kind};

/// Lists every file below `paths` (folders, or single files), in the order of their shown paths, with
/// what becomes of it. Zip archives are looked into; their members stand below the archive's name.
///
/// With one path, files are named from that folder on (`2023/某局.xlsx`); with several, the folder's own
/// name comes first (`报送一/2023/某局.xlsx`). A file that two of the paths lead to is listed once.
///
/// # Errors
/// [`DiscoverError`] when a path is missing, cannot be opened, or holds no file at all.
pub fn discover(paths: &[PathBuf]) -> Result<Vec<FoundFile>, DiscoverError> {
    if paths.is_empty() {
        return Err(DiscoverError::NoPath);
    }
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (root, prefix) in paths.iter().zip(prefixes(paths)) {
        let before = found.len();
        let mut listed_before = false;
        for (path, shown) in files_below(root)? {
            if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
                listed_before = true;
                continue;
            }
            let by_name = skip_by_name(&shown);
            let shown = match &prefix {
                // A file given by itself is its own root, and so its own prefix.
                Some(prefix) if path == *root => prefix.clone(),
                Some(prefix) => format!("{prefix}/{shown}"),
                None => shown,
            };
            examine(root, path, shown, by_name, &mut found);
        }
        if found.len() == before && !listed_before {
            return Err(DiscoverError::Empty { path: root.clone() });
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    mark_own_output(&mut found);
    Ok(found)
}

/// What stands before the paths of each root when there are several: as many of its last parts as it
/// takes to tell the roots apart.
fn prefixes(roots: &[PathBuf]) -> Vec<Option<String>> {
    if roots.len() < 2 {
        return vec![None; roots.len()];
    }
    let parts: Vec<Vec<String>> = roots.iter().map(|root| parts_of(root)).collect();
    let longest = parts.iter().map(Vec::len).max().unwrap_or_default();
    let tail = |parts: &Vec<String>, count: usize| {
        let from = parts.len().saturating_sub(count);
        parts.get(from..).unwrap_or_default().join("/")
    };
    for count in 1..=longest.max(1) {
        let tails: Vec<String> = parts.iter().map(|parts| tail(parts, count)).collect();
        let distinct: BTreeSet<&String> = tails.iter().collect();
        if distinct.len() == tails.len() || count == longest {
            return tails.into_iter().map(Some).collect();
        }
    }
    vec![None; roots.len()]
}

/// The named parts of a path, `.` and `..` resolved.
fn parts_of(path: &Path) -> Vec<String> {
    let full = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    full.components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(shown_name(name)),
            _ => None,
        })
        .collect()
}

/// The files below a root with their paths as shown, below the root.
fn files_below(root: &Path) -> Result<Vec<(PathBuf, String)>, DiscoverError> {
    let metadata = std::fs::metadata(root).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => DiscoverError::Missing {
            path: root.to_path_buf(),
        },
        _ => unreadable(root, &error),
    })?;
    if !metadata.is_dir() {
        let name = parts_of(root).pop().unwrap_or_default();
        return Ok(vec![(root.to_path_buf(), name)]);
    }
    std::fs::read_dir(root).map_err(|error| unreadable(root, &error))?;
    let mut files = Vec::new();
    for entry in WalkDir::new(root).min_depth(1).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let shown = shown_below(root, entry.path());
                files.push((entry.into_path(), shown));
            }
            // A folder that cannot be entered is listed as what it is; the walk goes on.
            Err(error) => {
                if let Some(path) = error.path() {
                    files.push((path.to_path_buf(), shown_below(root, path)));
                }
            }
        }
    }
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error) -> DiscoverError {
    DiscoverError::Unreadable {
        path: path.to_path_buf(),
        reason: system_reason(error),
    }
}

/// A file's name as text. Where a system keeps names as bytes, one unpacked from an archive may be GBK.
#[cfg(unix)]
fn shown_name(name: &OsStr) -> String {
    use std::os::unix::ffi::OsStrExt as _;
    archive::decoded_name(name.as_bytes())
}

#[cfg(not(unix))]
fn shown_name(name: &OsStr) -> String {
    name.to_string_lossy().into_owned()
}

/// A path below `root`, its parts joined by `/`.
fn shown_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts = below.components().filter_map(|part| match part {
        Component::Normal(name) => Some(shown_name(name)),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Decides the fate of one file on the disk; an archive becomes its members.
fn examine(
    root: &Path,
    path: PathBuf,
    shown: String,
    by_name: Option<SkipReason>,
    found: &mut Vec<FoundFile>,
) {
    let metadata = std::fs::symlink_metadata(&path);
    let (size, modified, is_file) = match &metadata {
        Ok(metadata) => (metadata.len(), metadata.modified().ok(), metadata.is_file()),
        Err(_) => (0, None, true),
    };
    let file = |fate| FoundFile {
        path: shown.clone(),
        root: root.to_path_buf(),
        location: Location::Disk(path.clone()),
        size,
        modified,
        fate,
    };
    if let Some(reason) = by_name {
        found.push(file(Fate::Skipped(reason)));
        return;
    }
    // The root itself may be a link the user means; below it, links are not followed.
    let is_root = path == root;
    if !is_file && !is_root {
        let reason = if metadata.is_ok_and(|metadata| metadata.is_dir()) {
            SkipReason::Unreadable("文件夹无法进入".to_owned())
        } else {
            SkipReason::NotAFile
        };
        found.push(file(Fate::Skipped(reason)));
        return;
    }
    let kind = File::open(&path).and_then(sniff::sniff);
    match kind {
        Err(error) => {
            let reason = SkipReason::Unreadable(system_reason(&error));
            found.push(file(Fate::Skipped(reason)));
        }
        Ok(Kind::Zip) => match archive::members(root, &path, &shown) {
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
