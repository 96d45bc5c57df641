//! `huiping.toml`: what the bureau has settled for all its runs.

mod entries;

use std::io;
use std::path::{Path, PathBuf};

use crate::checks::settings::{self, BureauRules};
use crate::form::teaching::Teaching;
use crate::place::in_words;
use crate::scoring::profile::DEFAULT;
use crate::settings_text::{self, Problem};
use crate::submission::correspondence::Correspondence;

/// The name the settings file goes by, beside the folder or in the folder one works in.
pub(crate) const FILE_NAME: &str = "huiping.toml";

/// The settings, checked.
#[derive(Debug, Default)]
pub struct Config {
    /// The file they came from.
    pub path: Option<PathBuf>,
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
    /// Which rules run, how grave, how exact; and the bureau's own rules.
    pub rules: BureauRules,
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
    let text = settings_text::read_file(path).map_err(|source| ConfigError::Unreadable {
        path: path.display().to_string(),
        source,
    })?;
    parse(&text, path)
}

fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = |name: String| folder.join(name);
    settings_text::read(&path.display().to_string(), text, |root| {
        let config = Config {
            path: Some(path.to_owned()),
            profile: root.text("profile"),
            waivers: root.text("waivers").map(beside),
            matches: root.text("matches").map(beside),
            confirmed: entries::confirmed(&root),
            teaching: entries::layouts(&root),
            rules: settings::read(&root),
        };
        root.finish();
        config
    })
    .map_err(|problems| ConfigError::Problems { problems })
}

/// The settings file that holds where none was named: in the folder one works in.
///
/// # Errors
///
/// As [`load`]; no file is no error.
pub(crate) fn find() -> Result<Config, ConfigError> {
    let path = Path::new(FILE_NAME);
    if path.is_file() {
        load(path)
    } else {
        Ok(Config::default())
    }
}

#[cfg(test)]
mod tests;
