//! `huiping.toml`: what the bureau has settled for all its runs.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::checks::OwnRule;
use crate::checks::settings::CheckSettings;
use crate::checks::waiver::Waiver;
use crate::form::teaching::{self, Teaching, TeachingError};

/// The name the settings file goes by, beside the folder or in the folder one works in.
pub const FILE_NAME: &str = "huiping.toml";

/// The settings, checked.
#[derive(Debug, Default)]
pub struct Config {
    /// The file they came from.
    pub path: Option<PathBuf>,
    /// The scoring profile, by name or path.
    pub profile: Option<String>,
    /// Layouts taught without code.
    pub teaching: Teaching,
    /// Which rules run, how grave, how exact.
    pub checks: CheckSettings,
    /// Findings that the bureau lets stand.
    pub waivers: Vec<Waiver>,
    /// The bureau's own rules.
    pub own_rules: Vec<OwnRule>,
}

/// Settings that cannot be used: the user's file is at fault.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be opened.
    #[error("打不开设置文件“{path}”：{reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The file is no TOML, or has keys nobody knows.
    #[error("设置文件“{path}”第 {line} 行有误：{reason}")]
    Malformed {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What the reader said.
        reason: String,
    },
    /// A `[[layout]]` entry that cannot be used.
    #[error("设置文件“{path}”：{error}")]
    Teaching {
        /// The file.
        path: String,
        /// What is wrong.
        error: TeachingError,
    },
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    profile: Option<String>,
    #[serde(default)]
    layout: Vec<teaching::Entry>,
}

/// Reads a settings file.
///
/// # Errors
///
/// [`ConfigError`], which names the file and the line or entry.
pub fn load(path: &Path) -> Result<Config, ConfigError> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
        path: shown.clone(),
        reason: error.to_string(),
    })?;
    let written: Written = toml::from_str(&text).map_err(|error| ConfigError::Malformed {
        path: shown.clone(),
        line: error.span().map_or(1, |span| {
            1 + text
                .get(..span.start)
                .unwrap_or_default()
                .matches('\n')
                .count()
        }),
        reason: error.message().to_owned(),
    })?;
    let teaching = Teaching::new(&written.layout)
        .map_err(|error| ConfigError::Teaching { path: shown, error })?;
    Ok(Config {
        path: Some(path.to_owned()),
        profile: written.profile,
        teaching,
        ..Config::default()
    })
}

/// The settings file that holds where none was named: in the folder one works in.
///
/// # Errors
///
/// As [`load`]; no file is no error.
pub fn find() -> Result<Config, ConfigError> {
    let path = Path::new(FILE_NAME);
    if path.is_file() {
        load(path)
    } else {
        Ok(Config::default())
    }
}
