//! `huiping explain`: how a file was read.

mod text;

use std::path::{Path, PathBuf};

use super::common::{config, mark_settings, refuse_to_replace, same_file};
use super::terminal::print;
use super::{Failure, Outcome};
use crate::config::Config;
use crate::intake::{self, FoundFile, ReadOptions};
use crate::place::{safe_name, shown};
use crate::report::reading::{Reading, Table, build};
use crate::results::{self, Mark, Product};
use crate::survey::{FileReading, read_file};

/// 说明
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 要说明的文件（也可以是文件夹）
    #[arg(required = true, value_name = "文件")]
    paths: Vec<PathBuf>,
    /// 另存一份着色的表：每个单元格被当作什么，用底色、标记和批注表示；写在文件之后；不写文件名则存到当前文件夹
    #[arg(long, value_name = "文件.xlsx", num_args = 0..=1)]
    #[allow(
        clippy::option_option,
        reason = "not asked for, asked for, asked for with a name"
    )]
    xlsx: Option<Option<PathBuf>>,
    /// 设置文件；不写则用当前文件夹里的 huiping.toml
    #[arg(long, value_name = "文件")]
    config: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let config = config(arguments.config.as_deref(), None)?;
    let found = intake::discover(&arguments.paths)?;
    let mut unreadable = false;
    let copied = arguments
        .xlsx
        .as_ref()
        .map(|named| copied_file(&found, named.as_deref()))
        .transpose()?;
    for file in found {
        let copy = copied.as_ref().filter(|copy| copy.path == file.path);
        let reading = read(file, &config);
        print(&text::describe(&reading))?;
        if let Some(copy) = copy {
            write_copy(&reading, &copy.target)?;
            print(&format!("\n着色的表：{}\n", shown(&copy.target)))?;
        }
        unreadable |= reading.surveyed.is_unread();
    }
    Ok(if unreadable {
        Outcome::Unread
    } else {
        Outcome::Done
    })
}

fn read(mut file: FoundFile, config: &Config) -> FileReading {
    mark_settings(&mut file, config);
    read_file(file, ReadOptions { isolate: true }, &config.teaching)
}

/// The most characters that the name of a copy takes from the file's.
const NAME_LENGTH: usize = 60;

/// The one file of which a copy is made, and where that goes.
struct Copied {
    path: String,
    target: PathBuf,
}

fn copied_file(found: &[FoundFile], named: Option<&Path>) -> Result<Copied, Failure> {
    let candidates: Vec<&FoundFile> = found.iter().filter(|file| file.is_candidate()).collect();
    let [file] = candidates.as_slice() else {
        return Err(Failure::new(
            format!(
                "--xlsx 一次画一份文件，这里有 {} 份可能的自评表",
                candidates.len()
            ),
            "请只写一个文件，例如：huiping explain 某局自评表.xlsx --xlsx",
        ));
    };
    let stem = file
        .name()
        .rsplit_once('.')
        .map_or(file.name(), |(stem, _)| stem);
    let target = named.map_or_else(
        || PathBuf::from(format!("{}-识别结果.xlsx", safe_name(stem, NAME_LENGTH))),
        Path::to_owned,
    );
    if !target
        .extension()
        .is_some_and(|ext| ext.eq_ignore_ascii_case("xlsx"))
    {
        return Err(Failure::new(
            format!("--xlsx 后的“{}”不是 .xlsx 文件名", shown(&target)),
            "请写以 .xlsx 结尾的文件名，例如 --xlsx 识别结果.xlsx；不写则自动取名",
        ));
    }
    if same_file(&target, file.on_disk()) {
        return Err(Failure::new(
            format!("“{}”就是原文件，不能覆盖", shown(&target)),
            "请在 --xlsx 后写另一个文件名，或不写，由程序取名",
        ));
    }
    refuse_to_replace(
        &target,
        is_own_copy,
        "或在 --xlsx 后换一个文件名。要说明的文件写在 --xlsx 之前，例如：huiping explain 某局自评表.xlsx --xlsx",
    )?;
    Ok(Copied {
        path: file.path.clone(),
        target,
    })
}

fn write_copy(reading: &FileReading, target: &Path) -> Result<(), Failure> {
    let file = &reading.surveyed;
    if reading.workbook.sheets.is_empty() {
        return Err(Failure::new(
            format!("“{}”没有读出任何工作表，画不出着色的表", file.file.path),
            "原因见上面的“结果”；文件能打开后再试",
        ));
    }
    let accepted = reading.forms.iter().map(|form| Table {
        form,
        refused: None,
    });
    let refused = reading.refusals.iter().filter_map(|refusal| {
        Some(Table {
            form: refusal.reading.as_deref()?,
            refused: Some(&refusal.reason),
        })
    });
    let bytes = build(
        &Reading {
            path: &file.file.path,
            outcome: &text::outcome(&file.outcome),
            remarks: &file.remarks,
            workbook: &reading.workbook,
            tables: accepted.chain(refused).collect(),
            layouts: &text::layouts(reading),
        },
        super::common::source_date_epoch()?,
    )
    .map_err(|error| Failure::ours(&error))?;
    results::replace(target, &bytes, is_own_copy)
        .map_err(|error| Failure::new(error.to_string(), ""))
}

/// Whether a file is a coloured copy that this program made and no other has saved since.
fn is_own_copy(bytes: &[u8]) -> bool {
    Mark::of(".xlsx", bytes).is_some_and(|mark| mark.product == Product::Reading && !mark.resaved)
}
