//! One file per subcommand: arguments, progress, what is printed. No domain logic.

mod check;
mod chinese_help;
mod common;
mod consolidate;
mod explain;
mod extract;
mod failure;
mod findings_text;
mod profiles;
mod progress;
mod rules;
mod score;
mod terminal;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

pub(crate) use failure::Failure;

use crate::fault::Fault;

/// How a run ended, as the exit code tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 0: done, and every form read.
    Done,
    /// 1: findings of error severity (`check` only).
    Errors,
    /// 2: done, but some files could not be read, or some result could not be made for a fault of ours.
    Unread,
}

impl Outcome {
    /// How a run ended that wrote its results.
    const fn of(unread: bool, faults: &[Fault]) -> Self {
        if unread || !faults.is_empty() {
            Self::Unread
        } else {
            Self::Done
        }
    }

    const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Errors => 1,
            Self::Unread => 2,
        }
    }
}

/// The exit code for nothing usable, or wrong usage.
const UNUSABLE: u8 = 3;

const EXAMPLES: &str = "\
示例：
  huiping consolidate samples            汇总一个文件夹（可含多个年度），结果写到 output
  huiping consolidate 2023年报送 -o 结果  指定结果文件夹
  huiping check 某局自评表.xlsx           报送前自查一份表
  huiping explain 某局自评表.xlsx         查看这份表是怎样读懂的
  huiping score --target \"≥98%\" --actual \"97.12%\" --weight 13

退出码：
  0 完成，全部读取   1 有错误级问题（仅 check）   2 完成，但有文件未能读取，或有结果未能写出   3 没有可用的输入，或用法有误";

#[derive(Parser)]
#[command(
    name = "huiping",
    version,
    about = "汇评：读取一个文件夹的绩效自评表，复算、核对、排名、对比，汇成一本可追溯的工作簿",
    after_help = EXAMPLES,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    override_usage = "huiping <命令> [选项]",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    next_help_heading = "选项"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// 不显示进度
    #[arg(long, short, global = true, display_order = 900)]
    quiet: bool,
    /// 显示帮助
    #[arg(long, short, global = true, action = clap::ArgAction::Help, display_order = 901)]
    help: Option<bool>,
    /// 显示版本
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Subcommand)]
enum Command {
    /// 汇总：读取文件夹，复算、核对、排名、对比，写出汇总工作簿
    Consolidate(consolidate::Arguments),
    /// 核对：在终端列出问题；也可在报送前自查一份表
    Check(check::Arguments),
    /// 提取：把自评表输出为数据（json、csv、parquet）
    Extract(extract::Arguments),
    /// 说明：一份文件是怎样读懂的（区块、各列、把握、未读单元格），可另存着色的表
    Explain(explain::Arguments),
    /// 试算：按规则算一个指标的得分，并写出算式
    Score(score::Arguments),
    /// 列出全部校验规则，或查看其中一条
    Rules(rules::Arguments),
    /// 列出评分方案，或查看其中一个的全部内容
    Profiles(profiles::Arguments),
    /// 在子进程里读取一个文件（供程序自己使用）
    #[command(name = "__read", hide = true)]
    Read(ReadArguments),
}

#[derive(clap::Args)]
struct ReadArguments {
    /// 传给读取子进程的参数
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Parses the command line, runs the command, reports a failure, and gives the exit code.
#[must_use]
pub fn run() -> ExitCode {
    let parsed = chinese_help::chinese(Arguments::command())
        .try_get_matches()
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return failure::usage(&error),
    };
    let quiet = arguments.quiet;
    let ended = match arguments.command {
        Command::Consolidate(command) => consolidate::run(&command, quiet),
        Command::Check(command) => check::run(&command, quiet),
        Command::Score(command) => score::run(&command),
        Command::Profiles(command) => profiles::run(&command),
        Command::Extract(command) => extract::run(&command, quiet),
        Command::Explain(command) => explain::run(&command),
        Command::Rules(command) => rules::run(&command),
        Command::Read(command) => {
            return ExitCode::from(crate::intake::child::serve(&command.rest));
        }
    };
    match ended {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(failure) => {
            failure.report();
            ExitCode::from(UNUSABLE)
        }
    }
}

/// What is said of a wrong command line; `None` where it is right. For the page of all messages.
#[cfg(test)]
pub(crate) fn usage_message(arguments: &[&str]) -> Option<String> {
    let parsed = chinese_help::chinese(Arguments::command()).try_get_matches_from(arguments);
    parsed.err().map(|error| failure::usage_text(&error))
}
