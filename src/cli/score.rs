//! `huiping score`: one case, explained.

use std::fmt::Write as _;

use clap::ValueEnum;
use rust_decimal::Decimal;
use serde_json::json;

use super::common::load_profile;
use super::terminal::{print, print_json};
use super::{Failure, Outcome};
use crate::form::model::FormKind;
use crate::scoring::{Case, LineScore, ScoreStatus, score_one};
use crate::value::number::parse_points;

/// 试算
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 指标值，如 "≥98%"
    #[arg(long, value_name = "指标值", allow_hyphen_values = true)]
    target: String,
    /// 实际完成值，如 "97.12%"；不写表示未填
    #[arg(
        long,
        value_name = "完成值",
        default_value = "",
        allow_hyphen_values = true
    )]
    actual: String,
    /// 分值，如 13
    #[arg(long, value_name = "分值", allow_hyphen_values = true)]
    weight: String,
    /// 自评得分（定性指标按档次核对时需要）
    #[arg(long, value_name = "得分", allow_hyphen_values = true)]
    stated: Option<String>,
    /// 三级指标名称（目标写在名称里时需要）
    #[arg(long, value_name = "名称", default_value = "")]
    name: String,
    /// 计量单位（单位另成一列时需要）
    #[arg(long, value_name = "单位", default_value = "")]
    unit: String,
    /// 年度（时效指标需要）
    #[arg(long, value_name = "年度")]
    year: Option<i32>,
    /// 评分方案，名称或文件；不写则用 national-2020
    #[arg(long, value_name = "方案", default_value = crate::scoring::profile::DEFAULT)]
    profile: String,
    /// 表的种类：department（部门整体）、project（项目）、transfer（转移支付）；不写为 department
    #[arg(long, value_enum, default_value_t = Kind::Department, value_name = "种类")]
    kind: Kind,
    /// 输出格式：text 供人阅读，json 供程序读取；不写为 text
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "格式")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Department,
    Project,
    Transfer,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let profile = load_profile(&arguments.profile)?;
    let kind = match arguments.kind {
        Kind::Department => FormKind::Department,
        Kind::Project => FormKind::Project,
        Kind::Transfer => FormKind::Transfer,
    };
    let points = |option: &str, text: &str| -> Result<Decimal, Failure> {
        parse_points(text)
            .map(|number| number.value)
            .ok_or_else(|| {
                Failure::new(
                    format!("{option} 的值“{text}”不是数字，或超出可以计算的范围"),
                    format!("请写数字，如 {option} 13"),
                )
            })
    };
    let stated = arguments
        .stated
        .as_deref()
        .map(|text| points("--stated", text))
        .transpose()?;
    let case = Case {
        level1: "",
        level2: "",
        name: &arguments.name,
        target: &arguments.target,
        unit: &arguments.unit,
        actual: &arguments.actual,
        weight: Some(points("--weight", &arguments.weight)?),
        stated,
        year: arguments.year,
    };
    let line = score_one(&case, profile.rules(kind, arguments.year));
    match arguments.format {
        Format::Text => print(&text(arguments, &line))?,
        Format::Json => {
            let text = serde_json::to_string_pretty(&as_json(&line))
                .map_err(|error| Failure::ours(&error))?;
            print_json(&format!("{text}\n"))?;
        }
    }
    Ok(Outcome::Done)
}

/// The score, `None` where the row is not judged: a stated score that stands in is no result.
fn judged(line: &LineScore) -> Option<String> {
    let score = line.score.map(|score| score.normalize().to_string());
    score.filter(|_| line.status != ScoreStatus::NotJudged)
}

fn as_json(line: &LineScore) -> serde_json::Value {
    let status = match line.status {
        ScoreStatus::Recomputed => "recomputed",
        ScoreStatus::Kept => "kept",
        ScoreStatus::NotJudged => "not_judged",
    };
    json!({
        "status": status,
        "score": judged(line),
        "formula": line.formula,
        "reason": line.reason,
        "rule": line.rule,
        "lowest": line.lowest.to_string(),
        "highest": line.highest.to_string(),
        "completion": line.completion.map(|rate| rate.normalize().to_string()),
        "met": line.met,
        "notes": line.notes,
    })
}

fn text(arguments: &Arguments, line: &LineScore) -> String {
    let mut text = String::new();
    let actual = if arguments.actual.is_empty() {
        "（未填）"
    } else {
        &arguments.actual
    };
    let _ = writeln!(
        text,
        "指标值 {}，实际完成值 {actual}，分值 {}",
        arguments.target, arguments.weight
    );
    match judged(line) {
        Some(score) => {
            let _ = writeln!(text, "{}：{score} 分", line.status.label());
        }
        None => {
            let _ = writeln!(
                text,
                "{}：得分在 {} 至 {} 之间",
                line.status.label(),
                line.lowest.normalize(),
                line.highest.normalize()
            );
        }
    }
    if let Some(formula) = &line.formula {
        let _ = writeln!(text, "算式：{formula}");
    }
    if let Some(reason) = &line.reason {
        let _ = writeln!(text, "说明：{reason}");
    }
    for note in &line.notes {
        let _ = writeln!(text, "提示：{note}");
    }
    let _ = writeln!(text, "依据：方案 {} 的 {}", arguments.profile, line.rule);
    text
}
