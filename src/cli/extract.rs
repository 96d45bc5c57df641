//! `huiping extract`: the forms as data.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::Value;

use super::common::{config, read_paths, refuse_to_replace, tell_files_without_forms};
use super::progress::Progress;
use super::terminal::{print_json, say};
use super::{Failure, Outcome};
use crate::compare::FileFate;
use crate::form::model::SelfEvaluation;
use crate::place::shown;
use crate::report::data::Encoding;
use crate::report::extract::{form_json, frames, is_extraction};
use crate::results::{self, EXTRACT_RECORD, Session};
use crate::survey::Survey;

/// Where tables go when nothing else is said.
const FOLDER: &str = "提取结果";

/// 提取
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 文件夹或文件，可以写多个
    #[arg(required = true, value_name = "路径")]
    paths: Vec<PathBuf>,
    /// 设置文件；不写则用当前文件夹里的 huiping.toml
    #[arg(long, value_name = "文件")]
    config: Option<PathBuf>,
    /// 输出格式，不写为 json：json（一份，含全部内容）、csv 或 parquet（一个文件夹，表、资金、指标等各一张）
    #[arg(long, value_enum, default_value_t = Format::Json, value_name = "格式")]
    format: Format,
    /// 写 csv 时文字一律保持原样，供程序读取；不写则在以 = + - @ 开头的文字前加一撇，免得被当作公式
    #[arg(long)]
    csv_raw: bool,
    /// 输出位置：json 为文件，不写则显示在屏幕上；csv、parquet 为文件夹，不写则为“提取结果”
    #[arg(long, short, value_name = "位置")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Csv,
    Parquet,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<Outcome, Failure> {
    let output = arguments.output.as_deref();
    let tables = match arguments.format {
        Format::Json => None,
        Format::Csv if arguments.csv_raw => Some(Encoding::RawCsv),
        Format::Csv => Some(Encoding::Csv),
        Format::Parquet => Some(Encoding::Parquet),
    };
    // Before anything is read: whether it may be written where it goes.
    let tables = match (tables, output) {
        (Some(encoding), folder) => Some((open_folder(encoding, folder)?, encoding)),
        (None, Some(path)) => {
            check_file(path)?;
            None
        }
        (None, None) => None,
    };
    let survey = read_paths(
        &arguments.paths,
        tables.as_ref().map(|(folder, _)| folder.folder()),
        &config(arguments.config.as_deref(), None)?,
        &Progress::new(quiet),
    )?;
    if !quiet {
        tell_files_without_forms(&survey);
    }
    match tables {
        Some((folder, encoding)) => write_tables(&survey, encoding, folder)?,
        None => write_json(&survey, output)?,
    }
    Ok(if survey.has_unreadable() {
        Outcome::Unread
    } else {
        Outcome::Done
    })
}

fn write_json(survey: &Survey, output: Option<&Path>) -> Result<(), Failure> {
    let forms: Vec<Value> = survey.forms.iter().map(form_json).collect();
    let text = serde_json::to_string_pretty(&forms).map_err(|error| Failure::ours(&error))?;
    let text = format!("{text}\n");
    let Some(path) = output else {
        return print_json(&text);
    };
    results::replace(path, text.as_bytes(), is_extraction)
        .map_err(|error| Failure::new(error.to_string(), ""))?;
    say(&format!(
        "自评表 {} 份，写到 {}\n",
        forms.len(),
        shown(path)
    ));
    Ok(())
}

fn check_file(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        return Err(Failure::new(
            format!("“{}”是文件夹，json 要写到一个文件里", shown(path)),
            "请写文件名，例如 -o 自评表.json",
        ));
    }
    refuse_to_replace(
        path,
        is_extraction,
        "或在 -o 后换一个以 .json 结尾的文件名，例如 -o 自评表.json",
    )
}

fn open_folder(encoding: Encoding, output: Option<&Path>) -> Result<Session, Failure> {
    let failure = |error: results::WriteError| Failure::new(error.to_string(), "");
    let folder = output.unwrap_or(Path::new(FOLDER));
    let results = Session::open(folder, EXTRACT_RECORD).map_err(failure)?;
    let names = frames::names(encoding);
    let names = names.iter().map(String::as_str);
    results
        .check(names.chain([EXTRACT_RECORD]))
        .map_err(failure)?;
    Ok(results)
}

fn write_tables(survey: &Survey, encoding: Encoding, results: Session) -> Result<(), Failure> {
    let folder = results.folder().to_owned();
    let forms: Vec<&SelfEvaluation> = survey.forms.iter().collect();
    let files: Vec<_> = survey.files.iter().map(FileFate::from).collect();
    frames::write(&forms, &files, encoding, results)
        .map_err(|error| Failure::new(error.to_string(), ""))?;
    say(&format!(
        "自评表 {} 份，写到 {}：{}\n",
        forms.len(),
        shown(&folder),
        frames::names(encoding).join("、")
    ));
    Ok(())
}
