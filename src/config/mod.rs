//! `huiping.toml`: what the bureau has settled for all its runs.

mod reader;

use std::io;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use crate::checks::settings::{self, BureauRules, SettingsProblem};
use crate::form::teaching::Teaching;
use crate::intake::system_reason;
use crate::scoring::profile::toml_complaint;
use crate::submission::correspondence::Correspondence;
use reader::{Reader, line_of};

/// The name the settings file goes by, beside the folder or in the folder one works in.
pub const FILE_NAME: &str = "huiping.toml";

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

/// Settings that cannot be used: the user's file is at fault.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be opened.
    #[error("打不开设置文件“{path}”：{}", system_reason(.source))]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no TOML.
    #[error("设置文件“{path}”第 {line} 行“{text}”写法有误：{reason}")]
    Malformed {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What stands there.
        text: String,
        /// What is wrong there, and how to mend it.
        reason: String,
    },
    /// Keys nobody knows, values that cannot be used.
    #[error("设置文件“{path}”中有 {} 处错误：\n  {}", .problems.len(), list(.problems))]
    Problems {
        /// The file.
        path: String,
        /// What is wrong, by line.
        problems: Vec<SettingsProblem>,
    },
}

fn list(problems: &[SettingsProblem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n  ")
}

/// Reads a settings file.
///
/// # Errors
///
/// [`ConfigError`], which names the file, the line and the key.
pub fn load(path: &Path) -> Result<Config, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        path: path.display().to_string(),
        source,
    })?;
    parse(&text, path)
}

fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let shown = path.display().to_string();
    // Notepad puts a mark in front of UTF-8 text.
    let text = text.trim_start_matches('\u{feff}');
    let document = DeTable::parse(text).map_err(|error| {
        let line = line_of(text, &error.span().unwrap_or(0..0));
        let complained = text.lines().nth(line - 1).unwrap_or_default();
        ConfigError::Malformed {
            path: shown.clone(),
            line,
            text: complained.trim().to_owned(),
            reason: toml_complaint(error.message(), complained),
        }
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = |name: String| folder.join(name);
    let mut reader = Reader::new(text);
    let mut config = Config {
        path: Some(path.to_owned()),
        ..Config::default()
    };
    for (key, value) in document.get_ref() {
        match key.get_ref().as_ref() {
            "profile" => config.profile = reader.word(value, "profile"),
            "waivers" => config.waivers = reader.word(value, "waivers").map(beside),
            "matches" => config.matches = reader.word(value, "matches").map(beside),
            "match" => config.confirmed = reader.confirmed(value),
            "layout" => config.teaching = reader.layouts(value),
            // Read by the checks themselves, which know the rules' keys.
            "checks" | "rule" => {}
            other => reader.unknown(key.span(), "", other, &reader::KEYS),
        }
    }
    match settings::read(text) {
        Ok(rules) => config.rules = rules,
        Err(problems) => reader.problems.extend(problems),
    }
    if reader.problems.is_empty() {
        return Ok(config);
    }
    reader.problems.sort_by_key(|problem| problem.line);
    Err(ConfigError::Problems {
        path: shown,
        problems: reader.problems,
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

#[cfg(test)]
mod tests;
