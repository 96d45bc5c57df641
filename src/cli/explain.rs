//! `huiping explain`: how a file was read.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::common::{config, print, read_paths};
use super::progress::Progress;
use super::{Failure, Outcome};
use crate::form::model::{CellUse, SelfEvaluation};
use crate::intake::grid::column_letters;
use crate::survey::{FileOutcome, SurveyedFile};

/// 说明
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 要说明的文件（也可以是文件夹）
    #[arg(required = true, value_name = "文件")]
    paths: Vec<PathBuf>,
    /// 设置文件；不写则用当前文件夹里的 huiping.toml
    #[arg(long, value_name = "文件")]
    config: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let survey = read_paths(
        &arguments.paths,
        &config(arguments.config.as_deref())?,
        &Progress::new(true),
    )?;
    let mut text = String::new();
    for (index, file) in survey.files.iter().enumerate() {
        describe_file(&mut text, file);
        let forms = survey
            .forms
            .iter()
            .filter(|surveyed| surveyed.file == index);
        for (nth, surveyed) in forms.enumerate() {
            describe_form(&mut text, nth + 1, &surveyed.form);
        }
    }
    print(&text)?;
    Ok(if survey.has_unreadable() {
        Outcome::Unread
    } else {
        Outcome::Done
    })
}

/// A line; writing to a string cannot fail.
macro_rules! line {
    ($text:expr, $($part:tt)*) => {
        let _ = writeln!($text, $($part)*);
    };
}

fn describe_file(text: &mut String, file: &SurveyedFile) {
    line!(text, "文件：{}", file.file.path);
    match &file.outcome {
        FileOutcome::Forms(count) => {
            line!(text, "  结果：读出自评表 {count} 份");
        }
        FileOutcome::Roster => {
            line!(text, "  结果：应报单位名单");
        }
        FileOutcome::Report(used) => {
            line!(text, "  结果：{used}");
        }
        FileOutcome::NoForm(reasons) => {
            line!(text, "  结果：不作为自评表。{}", reasons.join("；"));
        }
        FileOutcome::Unreadable(error) => {
            line!(text, "  结果：未能读取。{error}。{}", error.hint());
        }
        FileOutcome::Skipped(reason) => {
            line!(text, "  结果：跳过。{reason}");
        }
    }
    for remark in &file.remarks {
        line!(text, "  提示：{remark}");
    }
}

fn describe_form(text: &mut String, nth: usize, form: &SelfEvaluation) {
    let at = |cells: &[crate::form::model::SheetCell]| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| form.source.address(*cell))
            .collect();
        if cells.is_empty() {
            String::new()
        } else {
            format!("（{}）", cells.join("、"))
        }
    };
    let unknown = "未读到".to_owned();
    line!(text, "");
    line!(
        text,
        "  第 {nth} 份：工作表“{}”，区域 {}，{}，识别把握 {}%",
        form.source.sheets.first().map_or("", String::as_str),
        form.source.range,
        form.kind.label(),
        form.confidence
    );
    let year = form
        .year
        .value
        .map_or_else(|| unknown.clone(), |year| year.to_string());
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| unknown.clone());
    line!(
        text,
        "    标题：{}{}",
        shown(&form.title.value),
        at(&form.title.cells)
    );
    line!(text, "    年度：{year}{}", at(&form.year.cells));
    line!(
        text,
        "    部门：{}{}",
        shown(&form.department.value),
        at(&form.department.cells)
    );
    if form.project.value.is_some() {
        line!(
            text,
            "    项目：{}{}",
            shown(&form.project.value),
            at(&form.project.cells)
        );
    }
    let unit = form
        .amount_unit
        .value
        .map_or_else(|| "未写明".to_owned(), |unit| unit.to_string());
    line!(text, "    金额单位：{unit}{}", at(&form.amount_unit.cells));
    line!(text, "    预算部分：{} 行", form.funds.len());
    for fund in &form.funds {
        line!(
            text,
            "      {}{}",
            shown(&fund.label.value),
            at(&fund.label.cells)
        );
    }
    line!(text, "    指标部分：{} 行；各列：", form.indicators.len());
    for column in &form.columns {
        let heading = &column.heading;
        let letter = column_letters(column.col);
        match &column.field {
            Some(field) => {
                line!(
                    text,
                    "      {letter} 列“{heading}” → {field}（把握 {}%）",
                    column.confidence
                );
            }
            None => {
                line!(text, "      {letter} 列“{heading}” → 未使用");
            }
        }
    }
    let score = form
        .total_score
        .value
        .map_or_else(|| "未写明".to_owned(), |score| score.value.to_string());
    line!(
        text,
        "    自评总分：{score}{}；等级：{}",
        at(&form.total_score.cells),
        shown(&form.grade.value)
    );
    let count = |fate| form.coverage.count(fate);
    line!(
        text,
        "    单元格 {} 个 = 采用 {} + 表头标签 {} + 注释 {} + 未读 {}",
        form.coverage.cells.len(),
        count(CellUse::Used),
        count(CellUse::Label),
        count(CellUse::Note),
        count(CellUse::Unread)
    );
    for (cell, content) in form.coverage.unread() {
        line!(text, "      未读 {}：{content}", form.source.address(cell));
    }
}
