//! The one place that turns an error into a message, a hint and the exit code.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::terminal::{print, tell};
use crate::assess::AssessError;
use crate::intake::DiscoverError;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Failure {
    /// What is wrong, one Chinese sentence.
    message: String,
    /// What to do about it.
    hint: String,
}

impl Failure {
    /// A failure with a message and what to do.
    #[must_use]
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// A fault of this program, which must never look like the user's.
    #[must_use]
    pub(crate) fn ours(what: &dyn std::fmt::Display) -> Self {
        Self::new(
            format!("程序内部出错（不是填报的问题）：{what}"),
            "请把这句话转给维护人员",
        )
    }

    /// Prints the failure for the user.
    pub(super) fn report(&self) {
        tell(&format!("错误：{}", self.message));
        if !self.hint.is_empty() {
            tell(&format!("建议：{}", self.hint));
        }
    }
}

impl From<AssessError> for Failure {
    fn from(error: AssessError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

impl From<DiscoverError> for Failure {
    fn from(error: DiscoverError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

/// Reports a command line that could not be understood; prints help and version where asked.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            match print(&error.render().to_string()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => ExitCode::from(super::UNUSABLE),
            }
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            tell(error.render().to_string().trim_end());
            ExitCode::from(super::UNUSABLE)
        }
        _ => {
            tell(&usage_text(error));
            ExitCode::from(super::UNUSABLE)
        }
    }
}

/// What is wrong with the command line, and what to do.
pub(super) fn usage_text(error: &clap::Error) -> String {
    format!(
        "错误：{}\n建议：{}",
        usage_message(error.kind(), error),
        usage_hint(error)
    )
}

/// What to write instead, as far as the parser knows.
fn usage_hint(error: &clap::Error) -> String {
    let words = |context: ContextKind| match error.get(context) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        Some(ContextValue::Strings(words)) if !words.is_empty() => Some(words.join("、")),
        _ => None,
    };
    let suggested = words(ContextKind::SuggestedArg)
        .or_else(|| words(ContextKind::SuggestedSubcommand))
        .or_else(|| words(ContextKind::SuggestedValue));
    if let Some(suggested) = suggested {
        return format!("是否想写 {suggested}？");
    }
    match error.kind() {
        ErrorKind::InvalidSubcommand | ErrorKind::MissingSubcommand => {
            "命令有 consolidate、check、extract、explain、score、rules、profiles；运行 huiping --help 查看用法和例子"
        }
        ErrorKind::ValueValidation => "这里要写数字，如 2023",
        _ => "运行 huiping <命令> --help 查看这个命令的参数和选项，例如 huiping check --help",
    }
    .to_owned()
}

fn usage_message(kind: ErrorKind, error: &clap::Error) -> String {
    let text = |context: ContextKind| match error.get(context) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    match kind {
        ErrorKind::UnknownArgument => format!("没有这个选项：{}", text(ContextKind::InvalidArg)),
        ErrorKind::InvalidSubcommand => {
            format!("没有这个命令：{}", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::MissingRequiredArgument => {
            format!("缺少参数：{}", text(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => {
            format!("选项 {} 后面没有写值", text(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let known = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(known)) if !known.is_empty() => {
                    format!("；可以写：{}", known.join("、"))
                }
                _ => String::new(),
            };
            format!(
                "选项 {} 的值不对：{}{known}",
                text(ContextKind::InvalidArg),
                text(ContextKind::InvalidValue)
            )
        }
        ErrorKind::ArgumentConflict => {
            format!("选项不能同时使用：{}", text(ContextKind::InvalidArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("选项 {} 的值的个数不对", text(ContextKind::InvalidArg))
        }
        _ => "命令行无法理解".to_owned(),
    }
}
