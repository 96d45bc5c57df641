//! Paths → what lies below them: files, and whatever else stands in a folder with the reason for passing
//! over it. Links are followed as far as they stay inside the folders given.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::archive;
use super::error::DiscoverError;
use super::fate::skip_by_name;
use super::found::SkipReason;
use crate::place::{Unfit, in_words, shown, visible_line};
use crate::results::is_work_of_a_run;

/// What stands in a folder.
pub(super) struct Entry {
    /// The path given that led here.
    pub root: PathBuf,
    /// Where it is.
    pub path: PathBuf,
    /// Its path as shown.
    pub shown: String,
    /// Why it is passed over without a look inside; `None` for a file to be looked into.
    pub passed_over: Option<SkipReason>,
}

/// Everything below `roots` (folders, or single files), each once.
///
/// A link to what lies in one of the roots leads to something that is listed by its own path, or, where that
/// is hidden, by the link's. One that leads out of them, or nowhere, is listed as such.
///
/// # Errors
/// [`DiscoverError`] when a root is missing, cannot be opened, is no file, or holds nothing.
pub(super) fn entries(roots: &[PathBuf]) -> Result<Vec<Entry>, DiscoverError> {
    let mut walk = Walk {
        within: roots
            .iter()
            .filter_map(|root| root.canonicalize().ok())
            .collect(),
        listed: Vec::new(),
        places: BTreeMap::new(),
        links: VecDeque::new(),
        links_met: BTreeSet::new(),
        followed: BTreeSet::new(),
    };
    for (root, prefix) in roots.iter().zip(prefixes(roots)) {
        walk.root(root, prefix)?;
    }
    while let Some(link) = walk.links.pop_front() {
        walk.follow(link);
    }
    Ok(walk.listed)
}

struct Walk {
    /// The roots without links in their paths.
    within: Vec<PathBuf>,
    listed: Vec<Entry>,
    /// Where each of them stands in `listed`, by its place without links on the way.
    places: BTreeMap<PathBuf, usize>,
    /// Links still to be followed.
    links: VecDeque<Link>,
    /// Links that were followed, each by its own place.
    links_met: BTreeSet<PathBuf>,
    /// Folders that a link was followed to.
    followed: BTreeSet<PathBuf>,
}

struct Link {
    root: PathBuf,
    path: PathBuf,
    /// Its path as shown, below the root.
    below: String,
    /// What stands before that.
    prefix: Option<String>,
}

impl Link {
    fn listed(&self, passed_over: Option<SkipReason>) -> Entry {
        Entry {
            shown: prefixed(self.prefix.as_deref(), self.below.clone()),
            root: self.root.clone(),
            path: self.path.clone(),
            passed_over,
        }
    }
}

impl Walk {
    fn root(&mut self, root: &Path, prefix: Option<String>) -> Result<(), DiscoverError> {
        let unreadable = |reason: String| DiscoverError::Unreadable {
            path: root.to_path_buf(),
            reason,
        };
        let metadata = fs::metadata(root).map_err(|error| match error.kind() {
            ErrorKind::NotFound => DiscoverError::Missing {
                path: root.to_path_buf(),
            },
            _ => unreadable(in_words(&error)),
        })?;
        if metadata.is_file() {
            let name = parts_of(root).pop().unwrap_or_default();
            let by_name = skip_by_name(&name);
            // A file given by itself is its own root, and so its own prefix.
            let shown = prefix.unwrap_or(name);
            let entry = Entry {
                root: root.to_path_buf(),
                path: root.to_path_buf(),
                shown,
                passed_over: by_name,
            };
            self.list(place_of(root), entry);
            return Ok(());
        }
        if !metadata.is_dir() {
            return Err(unreadable(Unfit::of(metadata.file_type()).to_string()));
        }
        fs::read_dir(root).map_err(|error| unreadable(in_words(&error)))?;
        if self.folder(root, root, "", prefix.as_deref()) == 0 {
            return Err(DiscoverError::Empty {
                path: root.to_path_buf(),
            });
        }
        Ok(())
    }

    /// Lists what lies below `folder`, its paths shown below `at`; gives how much there was.
    fn folder(&mut self, root: &Path, folder: &Path, at: &str, prefix: Option<&str>) -> usize {
        let mut met = 0;
        let entries = WalkDir::new(folder).min_depth(1).sort_by_file_name();
        // What a run needs while it writes is no file of the folder.
        let of_folder = |entry: &DirEntry| {
            let name = entry.file_name().to_str();
            entry.depth() == 0 || !name.is_some_and(is_work_of_a_run)
        };
        for entry in entries.into_iter().filter_entry(of_folder) {
            let (path, kind) = match entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => (entry.path().to_path_buf(), Some(entry.file_type())),
                // A folder that cannot be entered is listed as what it is; the walk goes on.
                Err(error) => match error.path() {
                    Some(path) => (path.to_path_buf(), None),
                    None => continue,
                },
            };
            met += 1;
            let mut below = shown_below(folder, &path);
            if !at.is_empty() {
                below = format!("{at}/{below}");
            }
            let by_name = skip_by_name(&below);
            if kind.is_some_and(|kind| kind.is_symlink()) && by_name.is_none() {
                self.links.push_back(Link {
                    root: root.to_path_buf(),
                    path,
                    below,
                    prefix: prefix.map(str::to_owned),
                });
                continue;
            }
            let place = match kind {
                Some(kind) if kind.is_symlink() => place_of_link(&path),
                _ => place_of(&path),
            };
            let entry = Entry {
                root: root.to_path_buf(),
                path,
                shown: prefixed(prefix, below),
                passed_over: by_name.or_else(|| passed_over(kind)),
            };
            self.list(place, entry);
        }
        met
    }

    /// Lists what was met, unless it is listed already. A file that only its name hid there is listed by the
    /// path that does not hide it.
    fn list(&mut self, place: PathBuf, entry: Entry) {
        let known = self.places.get(&place).copied();
        match known.and_then(|known| self.listed.get_mut(known)) {
            Some(known) if is_hidden(known) && !is_hidden(&entry) => *known = entry,
            Some(_) => {}
            None => {
                self.places.insert(place, self.listed.len());
                self.listed.push(entry);
            }
        }
    }

    fn follow(&mut self, link: Link) {
        // Two of the roots may hold the link itself.
        let own = place_of_link(&link.path);
        if !self.links_met.insert(own.clone()) {
            return;
        }
        let reason = match link.path.canonicalize() {
            Err(error) => Some(SkipReason::BrokenLink(in_words(&error))),
            Ok(target) if !self.within.iter().any(|root| target.starts_with(root)) => {
                Some(SkipReason::LinkOutside(shown(&target)))
            }
            Ok(target) => self.inside(&link, target),
        };
        if let Some(reason) = reason {
            self.list(own, link.listed(Some(reason)));
        }
    }

    /// What a link to `target` adds; why it is passed over itself, where the target is listed elsewhere.
    fn inside(&mut self, link: &Link, target: PathBuf) -> Option<SkipReason> {
        let metadata = match fs::metadata(&target) {
            Ok(metadata) => metadata,
            Err(error) => return Some(SkipReason::BrokenLink(in_words(&error))),
        };
        if metadata.is_dir() {
            // What lies in a folder that is seen is listed there.
            if self.lies_hidden(&target) && self.followed.insert(target.clone()) {
                self.folder(&link.root, &target, &link.below, link.prefix.as_deref());
            }
            return Some(SkipReason::Linked);
        }
        if !metadata.is_file() {
            return Some(special(metadata.file_type()));
        }
        if !self.lies_hidden(&target) {
            return Some(SkipReason::Linked);
        }
        self.list(target, link.listed(None));
        None
    }

    /// Whether its name, or that of a folder below its root, keeps what lies there from being read.
    fn lies_hidden(&self, target: &Path) -> bool {
        let below = self.within.iter().filter_map(|root| {
            let below = target.strip_prefix(root).ok()?;
            Some(shown_below(Path::new(""), below))
        });
        below
            .map(|below| skip_by_name(&format!("{below}/x")))
            .all(|hidden| hidden.is_some())
    }
}

/// Why something that is no link is passed over without a look inside. `kind` is unknown for a folder that
/// cannot be entered.
fn passed_over(kind: Option<FileType>) -> Option<SkipReason> {
    match kind {
        None => Some(SkipReason::Unreadable("文件夹无法进入".to_owned())),
        Some(kind) if kind.is_file() => None,
        Some(kind) => Some(special(kind)),
    }
}

fn special(kind: FileType) -> SkipReason {
    SkipReason::Special(Unfit::of(kind).to_string())
}

/// Whether only its name keeps it from being looked into.
fn is_hidden(entry: &Entry) -> bool {
    matches!(
        entry.passed_over,
        Some(SkipReason::Hidden | SkipReason::System | SkipReason::LockFile)
    )
}

/// The place of a file, however it was come by.
fn place_of(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// The place of a link itself.
fn place_of_link(path: &Path) -> PathBuf {
    match (path.parent().map(Path::canonicalize), path.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => path.to_path_buf(),
    }
}

fn prefixed(prefix: Option<&str>, below: String) -> String {
    match prefix {
        Some(prefix) => format!("{prefix}/{below}"),
        None => below,
    }
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
    named_parts(&full)
}

/// A path below `root`, its parts joined by `/`.
fn shown_below(root: &Path, path: &Path) -> String {
    named_parts(path.strip_prefix(root).unwrap_or(path)).join("/")
}

fn named_parts(path: &Path) -> Vec<String> {
    path.components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(visible_line(&name_in_text(name)).into_owned()),
            _ => None,
        })
        .collect()
}

/// A file's name as text. Where a system keeps names as bytes, one unpacked from an archive may be GBK.
#[cfg(unix)]
fn name_in_text(name: &OsStr) -> String {
    use std::os::unix::ffi::OsStrExt as _;
    archive::decoded_name(name.as_bytes())
}

#[cfg(not(unix))]
fn name_in_text(name: &OsStr) -> String {
    name.to_string_lossy().into_owned()
}
