//! `huiping rules`: the catalogue of rules, or one rule's page.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::common::{config, load_profile};
use super::terminal::print;
use super::{Failure, Outcome};
use crate::checks::registry::{catalogue, page};

/// 规则
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 规则编号，如 A12；不写则列出全部
    #[arg(value_name = "编号")]
    id: Option<String>,
    /// 按这个评分方案显示阈值和允差，名称或文件；不写则用设置文件里写的，再没有则用 national-2020
    #[arg(long, value_name = "方案")]
    profile: Option<String>,
    /// 按这个设置文件显示；不写则用当前文件夹里的 huiping.toml
    #[arg(long, value_name = "文件")]
    config: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.id {
        None => print(&list())?,
        Some(id) => {
            let config = config(arguments.config.as_deref(), None)?;
            let profile = load_profile(config.profile_or_default(arguments.profile.as_deref()))?;
            let page = page(id, &profile, &config.rules.settings).ok_or_else(|| {
                Failure::new(
                    format!("没有编号为“{id}”的规则"),
                    "运行 huiping rules 查看全部规则",
                )
            })?;
            print(&page)?;
        }
    }
    Ok(Outcome::Done)
}

fn list() -> String {
    let mut text = String::new();
    let mut category = None;
    for rule in catalogue() {
        if category != Some(rule.category) {
            let gap = if category.is_some() { "\n" } else { "" };
            let _ = writeln!(text, "{gap}{}", rule.category.label());
            category = Some(rule.category);
        }
        let _ = writeln!(text, "  {}  {}  {}", rule.id, rule.severity, rule.title);
    }
    let _ = writeln!(
        text,
        "\n共 {} 条。查看一条：huiping rules A12",
        catalogue().count()
    );
    text
}
