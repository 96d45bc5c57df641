//! Which files among others are ours: those in the list of the folder they lie in, or of the one above.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::list::List;
use super::names::{EXTRACT_RECORD, RUN_RECORD};
use super::standing::Standing;

/// The accounts that a folder may hold.
const RECORDS: [&str; 2] = [RUN_RECORD, EXTRACT_RECORD];

/// The lists of the folders met so far.
#[derive(Debug, Default)]
pub(crate) struct Known {
    lists: BTreeMap<PathBuf, Vec<(&'static str, List)>>,
}

impl Known {
    /// Whether a file on the disk is one that a run of ours wrote, and as it wrote it.
    pub(crate) fn is_ours(&mut self, file: &Path) -> bool {
        let above = file.ancestors().skip(1).take(2);
        above
            .filter(|folder| *folder != file)
            .any(|folder| self.is_listed(folder, file))
    }

    fn is_listed(&mut self, folder: &Path, file: &Path) -> bool {
        let parts = file.strip_prefix(folder).ok().map(Path::components);
        let parts: Option<Vec<&str>> = parts
            .into_iter()
            .flatten()
            .map(|part| part.as_os_str().to_str())
            .collect();
        let Some(path) = parts.map(|parts| parts.join("/")) else {
            return false;
        };
        let lists = self.lists.entry(folder.to_owned()).or_insert_with(|| {
            let lists = RECORDS.into_iter();
            lists
                .filter_map(|record| Some((record, List::of(folder, record)?)))
                .collect()
        });
        lists.iter().any(|(record, list)| {
            let named = path == *record || list.find(&path).is_some();
            named
                && fs::symlink_metadata(file).is_ok_and(|metadata| metadata.is_file())
                && matches!(
                    Standing::of(folder, &path, list, record),
                    Ok(Standing::Ours(_))
                )
        })
    }
}
