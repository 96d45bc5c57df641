//! `huiping.toml`: what the bureau has settled for all its runs.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::checks::settings::{self, BureauRules, SettingsProblem};
use crate::form::teaching::{self, Teaching, TeachingError};
use crate::intake::system_reason;
use crate::scoring::profile::toml_complaint;
use crate::submission::correspondence::Correspondence;

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
    /// Rules that cannot be used.
    #[error("设置文件“{path}”中有 {} 处错误：\n  {}", .problems.len(), list(.problems))]
    Rules {
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

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    profile: Option<String>,
    waivers: Option<PathBuf>,
    matches: Option<PathBuf>,
    #[serde(default, rename = "match")]
    confirmed: Vec<WrittenPair>,
    #[serde(default)]
    layout: Vec<teaching::Entry>,
    /// Read by the checks themselves, which know the rules' keys.
    #[serde(default, rename = "checks")]
    _checks: IgnoredAny,
    #[serde(default, rename = "rule")]
    _rule: IgnoredAny,
}

/// A `[[match]]` entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPair {
    #[serde(default)]
    department: String,
    earlier: String,
    later: String,
    #[serde(default = "yes")]
    same: bool,
}

const fn yes() -> bool {
    true
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
        reason: system_reason(&error),
    })?;
    parse(&text, path)
}

fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let shown = path.display().to_string();
    // Notepad puts a mark in front of UTF-8 text.
    let text = text.trim_start_matches('\u{feff}');
    let written: Written = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let nth = text.get(..start).unwrap_or_default().matches('\n').count();
        let line = text.lines().nth(nth).unwrap_or_default();
        ConfigError::Malformed {
            path: shown.clone(),
            line: 1 + nth,
            reason: in_chinese(error.message(), line),
        }
    })?;
    let teaching = Teaching::new(&written.layout).map_err(|error| ConfigError::Teaching {
        path: shown.clone(),
        error,
    })?;
    let rules = settings::read(text).map_err(|problems| ConfigError::Rules {
        path: shown,
        problems,
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    Ok(Config {
        path: Some(path.to_owned()),
        profile: written.profile,
        waivers: written.waivers.map(|waivers| folder.join(waivers)),
        matches: written.matches.map(|matches| folder.join(matches)),
        confirmed: written
            .confirmed
            .into_iter()
            .enumerate()
            .map(|(nth, pair)| Correspondence {
                place: format!("设置文件第 {} 个 [[match]]", nth + 1),
                department: pair.department,
                earlier: pair.earlier,
                later: pair.later,
                same: pair.same,
            })
            .collect(),
        teaching,
        rules,
    })
}

/// What the reader of TOML says of a settings file, for people who read neither English nor TOML.
fn in_chinese(message: &str, line: &str) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    if message.starts_with("unknown field") {
        let name = names.next().unwrap_or_default();
        let known: Vec<&str> = names.collect();
        return settings::unknown("没有这个键", name, &known);
    }
    if message.starts_with("missing field") {
        return format!("这一项要写 {}", names.next().unwrap_or_default());
    }
    if message.starts_with("invalid type") {
        return "值的类型不对：文字写在英文双引号里，数和 true、false 不加引号".to_owned();
    }
    toml_complaint(message, line)
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
mod tests {
    use super::*;

    #[test]
    fn all_parts_of_a_settings_file_are_read() {
        let text = "profile = \"xinjiang\"\nwaivers = \"豁免.xlsx\"\n\n[[layout]]\nheading = \"年终兑现\"\nfield = \"实际完成值\"\n\n[checks.L11]\nenabled = false\n";
        let config = parse(text, Path::new("设置/huiping.toml")).expect("good settings");
        assert_eq!(config.profile.as_deref(), Some("xinjiang"));
        assert_eq!(config.waivers, Some(PathBuf::from("设置/豁免.xlsx")));
        let l11 = config.rules.settings.resolve("L11", None, None);
        assert_eq!(l11.enabled, Some(false));
    }

    #[test]
    fn faults_are_named_with_their_place() {
        let of = |text: &str| {
            parse(text, Path::new("huiping.toml"))
                .expect_err("bad settings")
                .to_string()
        };
        assert!(of("profile = \"x\"\nprofil = 1\n").contains("第 2 行"));
        assert!(of("[checks.A99]\nenabled = false\n").contains("A99"));
        assert!(of("[[layout]]\nfield = \"得分\"\n").contains("第 1 个"));
    }
}
