//! Help pages in Chinese throughout: the parser's own headings and usage lines are English.

use clap::{Arg, Command};

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// Gives a command and its subcommands Chinese headings and usage lines.
pub(super) fn chinese(command: Command) -> Command {
    command
        .help_template(TEMPLATE)
        .mut_args(in_chinese)
        .mut_subcommands(|subcommand| {
            let usage = usage(&subcommand);
            chinese(subcommand).override_usage(usage)
        })
}

fn in_chinese(arg: Arg) -> Arg {
    let heading = if arg.is_positional() {
        "参数"
    } else {
        "选项"
    };
    let takes_value = arg.get_action().takes_values();
    let arg = arg.help_heading(heading);
    if takes_value {
        arg.hide_default_value(true).hide_possible_values(true)
    } else {
        arg
    }
}

/// `huiping extract <路径>... [选项]`
fn usage(command: &Command) -> String {
    let mut usage = format!("huiping {}", command.get_name());
    for arg in command.get_positionals() {
        let name = arg
            .get_value_names()
            .and_then(<[_]>::first)
            .map_or("值", |name| name.as_str());
        let many = arg
            .get_num_args()
            .is_some_and(|count| count.max_values() > 1)
            || matches!(arg.get_action(), clap::ArgAction::Append);
        let dots = if many { "..." } else { "" };
        usage.push_str(&if arg.is_required_set() {
            format!(" <{name}>{dots}")
        } else {
            format!(" [{name}]{dots}")
        });
    }
    usage.push_str(" [选项]");
    usage
}
