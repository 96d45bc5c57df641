//! `huiping.toml`: what the bureau has settled for all its runs.

mod entries;
mod told;

use std::io;
use std::path::{Path, PathBuf};

use crate::checks::settings::{self, BureauRules};
use crate::fingerprint::sha256;
use crate::form::teaching::Teaching;
use crate::place::{in_words, shown};
use crate::scoring::profile::DEFAULT;
use crate::settings_text::{self, Problem};
use crate::submission::correspondence::Correspondence;
use crate::value::target::StatedDirections;

/// The name the settings file goes by, beside the folder or in the folder one works in.
pub(crate) const FILE_NAME: &str = "huiping.toml";

/// The settings, checked.
#[derive(Debug, Default)]
pub struct Config {
    /// The file they came from; `None` where there is none.
    pub origin: Option<Origin>,
    /// The scoring profile, by name or path.
    pub profile: Option<String>,
    /// The table of waivers.
    pub waivers: Option<PathBuf>,
    /// The table of confirmed names.
    pub matches: Option<PathBuf>,
    /// Confirmed names that stand in the settings themselves.
    pub confirmed: Vec<Correspondence>,
    /// Layouts taught without code.
    pub teaching: Teaching,
    /// Which way is better, where a target is a bare number.
    pub(crate) directions: StatedDirections,
    /// Which rules run, how grave, how exact; and the bureau's own rules.
    pub rules: BureauRules,
}

/// Where settings came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub path: PathBuf,
    /// The fingerprint of its bytes: SHA-256 in hexadecimal.
    pub sha256: String,
    /// How the program came upon it.
    pub come_upon: ComeUpon,
}

/// How the program came upon a settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComeUpon {
    /// The user named it.
    Named,
    /// It lay in the output folder.
    OutputFolder,
    /// It lay in the folder one works in.
    WorkingFolder,
}

impl Config {
    /// The scoring profile that is asked for, else the one that the settings name, else the default.
    #[must_use]
    pub fn profile_or_default<'a>(&'a self, asked: Option<&'a str>) -> &'a str {
        asked.or(self.profile.as_deref()).unwrap_or(DEFAULT)
    }
}

/// Settings that cannot be used: the user's file is at fault.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be opened.
    #[error("打不开设置文件“{path}”：{}", in_words(.source))]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// It is no TOML, has keys nobody knows, or values that cannot be used.
    #[error("设置文件有 {} 处错误：\n  {}", .problems.len(), list(.problems))]
    Problems {
        /// What is wrong, by line.
        problems: Vec<Problem>,
    },
}

fn list(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n  ")
}

/// Reads a settings file.
///
/// # Errors
///
/// [`ConfigError`], which names the file, the line and the key.
pub fn load(path: &Path) -> Result<Config, ConfigError> {
    load_as(path, ComeUpon::Named)
}

fn load_as(path: &Path, come_upon: ComeUpon) -> Result<Config, ConfigError> {
    let file = settings_text::read_file(path).map_err(|source| ConfigError::Unreadable {
        path: shown(path),
        source,
    })?;
    let origin = Origin {
        path: path.to_owned(),
        sha256: sha256(&file.bytes),
        come_upon,
    };
    Ok(Config {
        origin: Some(origin),
        ..parse(&file.text, path)?
    })
}

fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = |name: String| folder.join(name);
    settings_text::read(&shown(path), text, |root| {
        let config = Config {
            origin: None,
            profile: root.text("profile"),
            waivers: root.text("waivers").map(beside),
            matches: root.text("matches").map(beside),
            confirmed: entries::confirmed(&root),
            teaching: entries::layouts(&root),
            directions: entries::directions(&root),
            rules: settings::read(&root),
        };
        root.finish();
        config
    })
    .map_err(|problems| ConfigError::Problems { problems })
}

/// The settings file that holds where none was named: the one in the output folder, or else the one in the
/// folder one works in.
///
/// # Errors
///
/// As [`load`]; no file is no error.
pub(crate) fn find(output: Option<&Path>) -> Result<Config, ConfigError> {
    let in_output = output.map(|folder| (folder.join(FILE_NAME), ComeUpon::OutputFolder));
    let here = (PathBuf::from(FILE_NAME), ComeUpon::WorkingFolder);
    for (path, come_upon) in in_output.into_iter().chain([here]) {
        // A link that leads nowhere is no absent file.
        if std::fs::symlink_metadata(&path).is_ok() {
            return load_as(&path, come_upon);
        }
    }
    Ok(Config::default())
}

#[cfg(test)]
mod tests;
