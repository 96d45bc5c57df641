//! `huiping consolidate`: the main job.

mod summary;

use std::path::PathBuf;

use super::common::{Reading, RunArguments, load_profile, same_file, source_date_epoch};
use super::progress::Progress;
use super::terminal::{say, tell};
use super::{Failure, Outcome};
use crate::compare::load::data_folder;
use crate::config::Config;
use crate::consolidate::{ConsolidateError, Output, consolidate, consolidate_data};
use crate::place::shown;
use crate::report::{self, Planned, data};
use crate::results::{RunIdentity, Session};
use crate::scoring::Profile;

/// 汇总
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// 存放自评表的文件夹或文件，可以写多个
    #[arg(value_name = "路径")]
    paths: Vec<PathBuf>,
    /// 汇总其他运行结果的数据文件夹（各区的 output/data），不需要原工作簿
    #[arg(long, value_name = "数据文件夹", num_args = 1..)]
    from: Vec<PathBuf>,
    /// 结果文件夹；不写则为 output
    #[arg(long, short, value_name = "文件夹", default_value = "output")]
    output: PathBuf,
    #[command(flatten)]
    run: RunArguments,
    /// 数据另存一份 CSV，供人用 Excel、WPS 打开：以 = + - @ 开头的文字前加一撇，不会被当作公式
    #[arg(long)]
    csv: bool,
    /// 数据另存一份 CSV，供程序读取：文字一律保持原样
    #[arg(long)]
    csv_raw: bool,
    /// 另按这些方案试算，看得分、等级、名次如何变化；可以写多次
    #[arg(long, value_name = "方案")]
    compare_profile: Vec<String>,
    /// 不写反馈单
    #[arg(long)]
    no_slips: bool,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<Outcome, Failure> {
    let compare_profiles = arguments
        .compare_profile
        .iter()
        .map(|name| load_profile(name))
        .collect::<Result<Vec<_>, _>>()?;
    let progress = Progress::new(quiet);
    // What is joined was scored and checked under the settings of its own run.
    let config = if arguments.from.is_empty() {
        arguments.run.config(Some(&arguments.output))?
    } else {
        Config::default()
    };
    let compare_profiles: Vec<Profile> = compare_profiles
        .into_iter()
        .map(|profile| profile.with_directions(&config.directions))
        .collect();
    let slips = !arguments.no_slips && arguments.from.is_empty();
    let mut output = Output {
        identity: arguments.identity(&compare_profiles),
        stated: arguments.run.stated(&config),
        created: source_date_epoch()?,
        csv: arguments.csv || arguments.csv_raw,
        csv_raw: arguments.csv_raw,
        slips,
        compare_profiles,
    };
    if !arguments.from.is_empty() {
        return join(arguments, output, &progress);
    }
    if arguments.paths.is_empty() {
        return Err(Failure::new(
            "没有写要汇总的文件夹",
            "例如：huiping consolidate samples；汇总各区的数据用 --from 区一/output/data 区二/output/data",
        ));
    }
    // Long before the last file is read: whether the results may be written where they go.
    let results = open(arguments, &output)?;
    let reading = Reading {
        results: Some(results.folder()),
        identity: &mut output.identity,
    };
    let checked = arguments
        .run
        .assess(config, &arguments.paths, reading, &progress)?;
    progress.stage("对比、汇总、写出结果");
    let done = consolidate(&checked, output, results).map_err(|error| failure(&error))?;
    progress.end();
    if let Err(none) = checked.has_forms() {
        return Err(Failure::new(
            none.to_string(),
            format!(
                "{}；每个文件的情况列在 {}",
                none.hint(),
                shown(&done.written.folder.join("run.json"))
            ),
        ));
    }
    say(&summary::of_run(&checked, &done));
    Ok(Outcome::of(
        checked.survey.has_unreadable(),
        &done.written.faults,
    ))
}

impl Arguments {
    /// What the run is made from, as far as the command line says it.
    fn identity(&self, compare_profiles: &[Profile]) -> RunIdentity {
        let mut identity = RunIdentity::default();
        self.run.identify(&mut identity);
        let flags = [
            ("csv", self.csv),
            ("csv_raw", self.csv_raw),
            ("no_slips", self.no_slips),
        ];
        identity.add(
            "flags",
            flags.iter().filter(|(_, set)| *set).map(|(name, _)| *name),
        );
        let compared = compare_profiles.iter();
        identity.add("compare", compared.map(|profile| profile.sha256.as_str()));
        identity
    }
}

/// Takes the folder of the results for this run.
fn open(arguments: &Arguments, output: &Output) -> Result<Session, Failure> {
    let planned = Planned {
        csv: output.csv,
        slips: output.slips,
        page: true,
    };
    let results = report::open(&arguments.output, planned)
        .map_err(|error| failure(&ConsolidateError::Write(error)))?;
    if results.has_recovered() {
        tell(&format!(
            "上次运行在写出结果时中断，“{}”里的结果已还原到那次运行以前",
            shown(results.folder())
        ));
    }
    Ok(results)
}

/// Joins the data of other runs.
fn join(arguments: &Arguments, output: Output, progress: &Progress) -> Result<Outcome, Failure> {
    if !arguments.paths.is_empty() {
        return Err(Failure::new(
            "文件夹和 --from 不能同时使用",
            "汇总自评表时只写文件夹；汇总各区已有的数据时只写 --from",
        ));
    }
    progress.stage("读取各区数据，汇总、写出结果");
    refuse_to_replace_data(arguments)?;
    let results = open(arguments, &output)?;
    let done =
        consolidate_data(&arguments.from, output, results).map_err(|error| failure(&error))?;
    progress.end();
    let text = summary::of_joined(arguments.from.len(), &done);
    say(&text);
    Ok(Outcome::of(false, &done.written.faults))
}

/// Refuses to write the joined results where the data lie that are joined: they would take their place.
fn refuse_to_replace_data(arguments: &Arguments) -> Result<(), Failure> {
    let output = &arguments.output;
    let is_same = |from: &PathBuf| {
        let from = data_folder(from);
        same_file(&from, output) || same_file(&from, &output.join(data::FOLDER))
    };
    if arguments.from.iter().any(is_same) {
        return Err(Failure::new(
            format!(
                "要汇总的数据就在结果文件夹“{}”里，写出结果会换掉这些数据",
                shown(output)
            ),
            "请用 -o 换一个结果文件夹，例如 -o 全市汇总",
        ));
    }
    Ok(())
}

/// The message says what to do where something can be done.
fn failure(error: &ConsolidateError) -> Failure {
    Failure::new(error.to_string(), String::new())
}
