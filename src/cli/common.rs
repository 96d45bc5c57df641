//! What several commands share: reading the paths given, and printing on stdout.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::Failure;
use super::progress::Progress;
use crate::config::{self, Config};
use crate::intake::ReadOptions;
use crate::survey::{FileOutcome, Survey, survey};

/// The settings file: the one named, else `huiping.toml` in the folder one works in.
pub(super) fn config(named: Option<&Path>) -> Result<Config, Failure> {
    let loaded = named.map_or_else(config::find, config::load);
    loaded.map_err(|error| {
        Failure::new(
            error.to_string(),
            "请按提示修改设置文件；不需要设置时，删去该文件即可",
        )
    })
}

/// Reads every file below the paths.
pub(super) fn read_paths(
    paths: &[PathBuf],
    config: &Config,
    progress: &Progress,
) -> Result<Survey, Failure> {
    let survey = survey(
        paths,
        ReadOptions { isolate: true },
        &config.teaching,
        progress,
    )?;
    progress.end();
    Ok(survey)
}

/// Prints to stdout. A reader that has gone away (`| head`) is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::new(
            format!("无法写到标准输出：{error}"),
            "请检查磁盘空间，或换一个输出位置",
        )),
        _ => Ok(()),
    }
}

/// Tells on stderr which files gave no form, and why.
#[allow(clippy::print_stderr, reason = "remarks on the run go to stderr")]
pub(super) fn tell_files_without_forms(survey: &Survey) {
    for surveyed in &survey.files {
        let path = &surveyed.file.path;
        match &surveyed.outcome {
            FileOutcome::Unreadable(error) => {
                eprintln!("未能读取：{path}：{error}。{}", error.hint());
            }
            FileOutcome::NoForm(reasons) => eprintln!("不是自评表：{path}：{}", reasons.join("；")),
            FileOutcome::Skipped(reason) => eprintln!("跳过：{path}：{reason}"),
            FileOutcome::Forms(_) | FileOutcome::Roster => {}
        }
    }
}
