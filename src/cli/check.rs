//! `huiping check`: the findings on the terminal.

use std::path::PathBuf;

use clap::ValueEnum;

use super::common::{Reading, RunArguments, tell_files_without_forms};
use super::findings_text;
use super::progress::Progress;
use super::terminal::{print_json, print_painted};
use super::{Failure, Outcome};
use crate::checks::finding::Severity;
use crate::report::findings_json::findings_json;
use crate::results::RunIdentity;

/// 核对
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 文件夹或文件，可以写多个
    #[arg(required = true, value_name = "路径")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    run: RunArguments,
    /// 输出格式：text 供人阅读，json 供程序读取；不写为 text
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "格式")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// 供人阅读
    Text,
    /// 供程序读取
    Json,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<Outcome, Failure> {
    let progress = Progress::new(quiet);
    let config = arguments.run.config(None)?;
    let reading = Reading {
        results: None,
        identity: &mut RunIdentity::default(),
    };
    let checked = arguments
        .run
        .assess(config, &arguments.paths, reading, &progress)?;
    checked.has_forms()?;
    progress.end();
    if !quiet {
        tell_files_without_forms(&checked.survey);
    }
    let findings = &checked.checks.findings;
    match arguments.format {
        Format::Text => print_painted(&findings_text::by_file(&checked), findings_text::painted)?,
        Format::Json => {
            let text = serde_json::to_string_pretty(&findings_json(&checked.checks))
                .map_err(|error| Failure::ours(&error))?;
            print_json(&format!("{text}\n"))?;
        }
    }
    if findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        Ok(Outcome::Errors)
    } else if checked.survey.has_unreadable() {
        Ok(Outcome::Unread)
    } else {
        Ok(Outcome::Done)
    }
}
