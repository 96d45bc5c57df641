//! `huiping profiles`: the scoring profiles, or one of them in full.

use std::fmt::Write as _;

use super::common::load_profile;
use super::terminal::print;
use super::{Failure, Outcome};
use crate::form::model::FormKind;
use crate::scoring::Profile;

/// 方案
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 方案名称或文件，如 national-2020；不写则列出全部
    #[arg(value_name = "名称")]
    name: Option<String>,
    /// 输出方案文件的原文，可另存后修改
    #[arg(long)]
    source: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.name {
        None => print(&list()?)?,
        Some(name) => {
            let profile = load_profile(name)?;
            let text = if arguments.source {
                sources(&profile)
            } else {
                describe(&profile)
            };
            print(&text)?;
        }
    }
    Ok(Outcome::Done)
}

fn list() -> Result<String, Failure> {
    let mut text = String::new();
    for name in Profile::shipped() {
        let profile = load_profile(name)?;
        let _ = writeln!(text, "{name}\n  {}\n  {}", profile.label, profile.summary);
    }
    let _ = writeln!(
        text,
        "\n查看一个：huiping profiles national-2020；使用：huiping consolidate samples --profile xinjiang"
    );
    Ok(text)
}

fn describe(profile: &Profile) -> String {
    let mut text = format!("{}  {}\n{}\n", profile.name, profile.label, profile.summary);
    for kind in [FormKind::Department, FormKind::Project, FormKind::Transfer] {
        let _ = writeln!(text, "\n{}", kind.label());
        for rule in profile.rules(kind, None).in_words() {
            let _ = writeln!(text, "  {}（{}）：{}", rule.title, rule.key, rule.text);
        }
    }
    for (title, lines) in [
        ("出处", &profile.sources),
        ("没有查到或只是通行做法的", &profile.gaps),
    ] {
        if !lines.is_empty() {
            let _ = writeln!(text, "\n{title}");
            for line in lines {
                let _ = writeln!(text, "  {line}");
            }
        }
    }
    text
}

fn sources(profile: &Profile) -> String {
    let layers: Vec<String> = profile
        .layers
        .iter()
        .map(|layer| format!("# 文件：{}\n{}", layer.file, layer.text))
        .collect();
    layers.join("\n")
}
