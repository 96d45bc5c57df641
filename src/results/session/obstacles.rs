//! What stands in the way of the files of a run.

use std::fs;

use super::Session;
use crate::results::error::{Obstacle, Why, WriteError, is_held_elsewhere};
use crate::results::open_files::OpenFiles;
use crate::results::standing::{Standing, is_read_only};

impl Session {
    /// Sees to it, long before anything is made, that these files may be written.
    ///
    /// # Errors
    ///
    /// [`WriteError::InTheWay`], with all that stands in the way.
    pub(crate) fn check<'a>(
        &self,
        paths: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), WriteError> {
        let open = OpenFiles::now();
        let mut obstacles = Vec::new();
        for path in paths {
            if let Err(obstacle) = self.standing(path, &open)? {
                obstacles.push(obstacle);
            }
        }
        self.none_in_the_way(obstacles)
    }

    pub(super) fn none_in_the_way(&self, mut obstacles: Vec<Obstacle>) -> Result<(), WriteError> {
        if obstacles.is_empty() {
            return Ok(());
        }
        // A folder stands in the way of each of its files, and is told once.
        obstacles.dedup();
        Err(WriteError::InTheWay {
            folder: self.folder.clone(),
            obstacles,
        })
    }

    /// The hash of the file of ours that stands at a path, `None` where nothing does, or what stands in the way.
    pub(super) fn standing(
        &self,
        path: &str,
        open: &OpenFiles,
    ) -> Result<Result<Option<String>, Obstacle>, WriteError> {
        let obstacle = |path: &str, why| {
            Ok(Err(Obstacle {
                path: path.to_owned(),
                why,
            }))
        };
        if let Some((below, _)) = path.rsplit_once('/') {
            if self.leads_elsewhere(below) {
                return obstacle(below, Why::Link);
            }
            let below_place = self.folder.join(below);
            if below_place.is_dir() && is_read_only(&below_place) {
                return obstacle(below, Why::ReadOnly);
            }
            if below_place.exists() && !below_place.is_dir() {
                return obstacle(below, Why::Foreign);
            }
        }
        let place = self.folder.join(path);
        let standing = match Standing::of(&self.folder, path, &self.list, self.record) {
            Ok(standing) => standing,
            Err(error) if is_held_elsewhere(&error) => return obstacle(path, Why::Open),
            Err(error) => return Err(self.refused(&place, error)),
        };
        match standing {
            Standing::Absent => Ok(Ok(None)),
            Standing::Changed(product) => obstacle(path, Why::Changed(product)),
            Standing::Unlisted(product) => obstacle(path, Why::Unlisted(product)),
            Standing::Foreign => obstacle(path, Why::Foreign),
            Standing::Link => obstacle(path, Why::Link),
            Standing::NotAFile => obstacle(path, Why::NotAFile),
            Standing::Ours(_) if open.has(&place) => obstacle(path, Why::Open),
            Standing::Ours(_) if is_read_only(&place) => obstacle(path, Why::ReadOnly),
            Standing::Ours(hash) => Ok(Ok(Some(hash))),
        }
    }

    /// Whether a folder below this one is a link that leads out of it.
    fn leads_elsewhere(&self, below: &str) -> bool {
        let path = self.folder.join(below);
        match (path.canonicalize(), self.folder.canonicalize()) {
            (Ok(path), Ok(folder)) => !path.starts_with(folder),
            // A link to nowhere.
            _ => fs::symlink_metadata(&path).is_ok(),
        }
    }
}
