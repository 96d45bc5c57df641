//! `huiping.toml`: what the bureau has settled for all its runs.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::checks::OwnRule;
use crate::checks::settings::{self, CheckSettings, SettingsProblem};
use crate::checks::waiver::{Waiver, read_waivers};
use crate::form::teaching::{self, Teaching, TeachingError};
use crate::intake::grid::{CellRef, Grid};
use crate::intake::{self, ReadOptions};

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
    /// `[checks]` or a `[[rule]]` that cannot be used: every fault, with its line.
    #[error("设置文件“{path}”{}", .problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n  "))]
    Checks {
        /// The file.
        path: String,
        /// What is wrong.
        problems: Vec<SettingsProblem>,
    },
    /// The table of waivers that the settings name cannot be used.
    #[error("豁免表“{path}”：{reason}")]
    Waivers {
        /// The file.
        path: String,
        /// What is wrong, and how to mend it.
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
    /// The table of waivers, relative to the settings file.
    waivers: Option<PathBuf>,
    // Both are read by `checks::settings`, which tells a fault's line and the nearest known key.
    #[serde(rename = "checks")]
    _checks: Option<IgnoredAny>,
    #[serde(rename = "rule")]
    _own_rules: Option<IgnoredAny>,
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
    let rules = settings::read(&text).map_err(|problems| ConfigError::Checks {
        path: shown.clone(),
        problems,
    })?;
    let waivers = match written.waivers {
        Some(table) => {
            let beside = path.parent().unwrap_or(Path::new("")).join(table);
            read_waiver_table(&beside)?
        }
        None => Vec::new(),
    };
    let teaching = Teaching::new(&written.layout)
        .map_err(|error| ConfigError::Teaching { path: shown, error })?;
    Ok(Config {
        path: Some(path.to_owned()),
        profile: written.profile,
        teaching,
        checks: rules.settings,
        waivers,
        own_rules: rules.own_rules,
    })
}

/// Reads a table of waivers: the first sheet that has their headings.
fn read_waiver_table(path: &Path) -> Result<Vec<Waiver>, ConfigError> {
    let shown = path.display().to_string();
    let fault = |reason: String| ConfigError::Waivers {
        path: shown.clone(),
        reason,
    };
    let found = intake::discover(&[path.to_owned()]).map_err(|error| fault(error.to_string()))?;
    let [file] = found.as_slice() else {
        return Err(fault("不是一个表格文件，请写豁免表的文件名".to_owned()));
    };
    let reading = intake::read_with(file, ReadOptions::default())
        .map_err(|error| fault(error.to_string()))?;
    let mut first = None;
    for sheet in &reading.workbook.sheets {
        match read_waivers(&shown, &texts(sheet)) {
            Ok(waivers) => return Ok(waivers),
            Err(error) => first = first.or(Some(error.to_string())),
        }
    }
    Err(fault(first.unwrap_or_else(|| "没有工作表".to_owned())))
}

/// A sheet's texts as shown, by row and column.
fn texts(sheet: &Grid) -> Vec<Vec<String>> {
    let Some(extent) = sheet.extent() else {
        return Vec::new();
    };
    (0..=extent.last.row)
        .map(|row| {
            (0..=extent.last.col)
                .map(|col| {
                    sheet
                        .get(CellRef::new(row, col))
                        .map(|cell| cell.shown.clone())
                        .unwrap_or_default()
                })
                .collect()
        })
        .collect()
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
