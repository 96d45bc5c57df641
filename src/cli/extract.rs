//! `huiping extract`: the forms as data.

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::Value;

use super::common::{config, print, read_paths, tell_files_without_forms};
use super::progress::Progress;
use super::{Failure, Outcome};
use crate::report::extract::form_json;

/// 提取
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 文件夹或文件，可以写多个
    #[arg(required = true, value_name = "路径")]
    paths: Vec<PathBuf>,
    /// 设置文件；不写则用当前文件夹里的 huiping.toml
    #[arg(long, value_name = "文件")]
    config: Option<PathBuf>,
    /// 输出格式：json
    #[arg(long, value_enum, default_value_t = Format::Json, value_name = "格式")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<Outcome, Failure> {
    let survey = read_paths(
        &arguments.paths,
        &config(arguments.config.as_deref())?,
        &Progress::new(quiet),
    )?;
    if !quiet {
        tell_files_without_forms(&survey);
    }
    let forms: Vec<Value> = survey
        .forms
        .iter()
        .map(|surveyed| form_json(&surveyed.form))
        .collect();
    match arguments.format {
        Format::Json => {
            let text =
                serde_json::to_string_pretty(&forms).map_err(|error| Failure::ours(&error))?;
            print(&format!("{text}\n"))?;
        }
    }
    Ok(if survey.has_unreadable() {
        Outcome::Unread
    } else {
        Outcome::Done
    })
}
