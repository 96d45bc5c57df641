//! What several commands share: reading the paths given.

use std::path::{Path, PathBuf};

use super::Failure;
use super::progress::Progress;
use super::terminal::tell;
use crate::assess::{Checked, Settings, assess};
use crate::checks::waiver::{self, Waiver};
use crate::config::{self, Config};
use crate::fingerprint::sha256;
use crate::intake::grid::{Grid, Workbook};
use crate::intake::{self, Fate, FoundFile, ReadOptions, SkipReason};
use crate::place::{self, shown};
use crate::results::{self, RunIdentity};
use crate::scoring::Profile;
use crate::submission::correspondence::{self, Correspondence};
use crate::submission::roster::{self, Roster};
use crate::submission::{OnDuplicate, SubmitOptions};
use crate::survey::{FileOutcome, Survey, SurveyedFile, survey_beside};

/// The settings file: the one named, else `huiping.toml` in the output folder, else in the folder one works
/// in. Whichever holds is announced: nobody is to wonder why a run came out as it did.
pub(super) fn config(named: Option<&Path>, output: Option<&Path>) -> Result<Config, Failure> {
    let loaded = named.map_or_else(|| config::find(output), config::load);
    let config = loaded.map_err(|error| {
        Failure::new(
            error.to_string(),
            "请按提示修改设置文件，写法见 huiping.example.toml；不需要设置时，删去该文件即可",
        )
    })?;
    for (what, content) in config.told() {
        tell(&format!("{what}：{content}"));
    }
    Ok(config)
}

/// Marks the settings file in force where it lies among the files found.
pub(super) fn mark_settings(file: &mut FoundFile, config: &Config) {
    let in_force = config.origin.as_ref().is_some_and(|origin| {
        file.fate == Fate::Skipped(SkipReason::Settings) && same_file(&origin.path, file.on_disk())
    });
    if in_force {
        file.fate = Fate::Skipped(SkipReason::SettingsInForce);
    }
}

/// Reads every file below the paths; what earlier runs wrote into the folder `results` is left out.
pub(super) fn read_paths(
    paths: &[PathBuf],
    results: Option<&Path>,
    config: &Config,
    progress: &Progress,
) -> Result<Survey, Failure> {
    let mut survey = survey_beside(
        paths,
        results,
        ReadOptions { isolate: true },
        &config.teaching,
        progress,
    )?;
    progress.end();
    for surveyed in &mut survey.files {
        mark_settings(&mut surveyed.file, config);
        if let Fate::Skipped(SkipReason::SettingsInForce) = &surveyed.file.fate {
            surveyed.outcome = FileOutcome::Skipped(SkipReason::SettingsInForce.to_string());
        }
    }
    Ok(survey)
}

/// Loads a profile by name or path.
pub(super) fn load_profile(name: &str) -> Result<Profile, Failure> {
    Profile::load(name).map_err(|error| {
        let hint = error.hint();
        Failure::new(error.to_string(), hint)
    })
}

/// Refuses a target that may not be replaced: anything but what this program wrote, as it wrote it.
pub(super) fn refuse_to_replace(
    target: &Path,
    is_ours: impl FnOnce(&[u8]) -> bool,
    hint: &str,
) -> Result<(), Failure> {
    results::in_the_way(target, is_ours).map_or(Ok(()), |why| {
        Err(Failure::new(
            format!("“{}”{why}", shown(target)),
            format!("{}；{hint}", why.mend()),
        ))
    })
}

/// More files than this are counted, not named: the list of all is in the results.
const TOLD_FILES: usize = 50;

/// Tells on stderr which files gave no form, and why.
pub(super) fn tell_files_without_forms(survey: &Survey) {
    let told = |surveyed: &SurveyedFile| {
        let path = &surveyed.file.path;
        let what = match &surveyed.outcome {
            FileOutcome::Unreadable(_) | FileOutcome::BadRoster(_) => "未能读取",
            FileOutcome::NoForm(_) => "不是自评表",
            FileOutcome::Skipped(_) => "跳过",
            FileOutcome::Roster | FileOutcome::Report(_) | FileOutcome::Forms(_) => return None,
        };
        let reason = surveyed.outcome.reason().unwrap_or_default();
        Some(format!("{what}：{path}：{reason}"))
    };
    let lines: Vec<String> = survey.files.iter().filter_map(told).collect();
    for line in lines.iter().take(TOLD_FILES) {
        tell(line);
    }
    if lines.len() > TOLD_FILES {
        let rest = lines.len() - TOLD_FILES;
        tell(&format!("……另有 {rest} 个文件没有读出自评表"));
    }
}

/// Tells on stderr of forms that count although nobody who opens the file sees them.
fn tell_hidden_forms(checked: &Checked) {
    let hidden = checked.assessments.iter().filter(|assessment| {
        let submission = &assessment.submission;
        submission.form.source.hidden && submission.is_current()
    });
    let told: Vec<String> = hidden
        .map(|assessment| {
            let submission = &assessment.submission;
            let source = &submission.form.source;
            format!(
                "注意：{}的自评表在隐藏的工作表“{}”里（{}），没有别的表，按这一份计入，请核实",
                submission.shown_name(),
                source
                    .sheets
                    .first()
                    .map(String::as_str)
                    .unwrap_or_default(),
                source.path
            )
        })
        .collect();
    for line in told.iter().take(TOLD_FILES) {
        tell(line);
    }
    if told.len() > TOLD_FILES {
        let rest = told.len() - TOLD_FILES;
        tell(&format!("……另有 {rest} 份自评表在隐藏的工作表里"));
    }
}

/// How forms are scored, matched and checked; shared by `check` and `consolidate`.
#[derive(clap::Args)]
pub(super) struct RunArguments {
    /// 只处理这些年度，可以写多次；不写则处理全部
    #[arg(long, value_name = "年度")]
    year: Vec<i32>,
    /// 评分方案，名称或文件；不写则用 national-2020
    #[arg(long, value_name = "方案")]
    profile: Option<String>,
    /// 应报单位名单；不写则用文件夹里的名单
    #[arg(long, value_name = "文件")]
    roster: Option<PathBuf>,
    /// 设置文件；不写则依次用结果文件夹、当前文件夹里的 huiping.toml
    #[arg(long, value_name = "文件")]
    config: Option<PathBuf>,
    /// 豁免清单（部门、规则、单元格、理由、批准人、日期）；不写则用设置文件里写的
    #[arg(long, value_name = "文件")]
    waivers: Option<PathBuf>,
    /// 对应关系表（部门、上年名称、本年名称、是否相同）；不写则用设置文件里写的
    #[arg(long, value_name = "文件")]
    matches: Option<PathBuf>,
    /// 同一单位同一年度有多份表时：later 取后一版，其余列出；error 停止，列出是哪几份；不写为 later
    #[arg(long, value_enum, default_value_t = Duplicates::Later, value_name = "方式")]
    on_duplicate: Duplicates,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Duplicates {
    Later,
    Error,
}

/// The largest file of settings that is taken into the id of a run.
const LARGEST_SETTINGS: u64 = 512 << 20;

/// What a run that writes results tells the reading of its folder, and learns from it.
pub(super) struct Reading<'a> {
    /// The folder of the results, where there is one.
    pub(super) results: Option<&'a Path>,
    /// Takes up the files that hold settings.
    pub(super) identity: &'a mut RunIdentity,
}

impl RunArguments {
    /// The settings in force. `output` is the folder of the results, where there is one.
    pub(super) fn config(&self, output: Option<&Path>) -> Result<Config, Failure> {
        config(self.config.as_deref(), output)
    }

    /// Adds what the command line says of the scoring and the checks.
    pub(super) fn identify(&self, identity: &mut RunIdentity) {
        let years: Vec<String> = self.year.iter().map(ToString::to_string).collect();
        identity.add("years", years.iter().map(String::as_str));
        let on_duplicate = format!("{:?}", self.on_duplicate);
        identity.add("on_duplicate", [on_duplicate.as_str()]);
    }

    /// Reads, scores and checks what the paths hold.
    pub(super) fn assess(
        &self,
        config: Config,
        paths: &[PathBuf],
        reading: Reading<'_>,
        progress: &Progress,
    ) -> Result<Checked, Failure> {
        let name = config.profile_or_default(self.profile.as_deref());
        let profile = load_profile(name)?.with_directions(&config.directions);
        let roster = self.roster.as_deref().map(read_roster).transpose()?;
        let waivers = self.waivers.clone().or_else(|| config.waivers.clone());
        let matches = self.matches.clone().or_else(|| config.matches.clone());
        let mut confirmed = config.confirmed.clone();
        if let Some(path) = &matches {
            confirmed.extend(read_matches(path)?);
        }
        let settings = [
            ("roster", &self.roster),
            ("waivers", &waivers),
            ("matches", &matches),
        ];
        for (what, path) in settings {
            // They could be read a moment ago; what they said then is what counts.
            let bytes = path
                .as_deref()
                .and_then(|path| place::read(path, LARGEST_SETTINGS).ok());
            let hash = bytes.map(|bytes| sha256(&bytes));
            reading.identity.add(what, hash.as_deref());
        }
        let origin = config.origin.as_ref();
        reading
            .identity
            .add("config", origin.map(|origin| origin.sha256.as_str()));
        let survey = read_paths(paths, reading.results, &config, progress)?;
        if survey.forms.is_empty() {
            tell_files_without_forms(&survey);
        }
        progress.stage("复算与核对");
        let settings = Settings {
            checks: config.rules.settings,
            profile,
            roster,
            years: self.year.clone(),
            submit: SubmitOptions {
                on_duplicate: match self.on_duplicate {
                    Duplicates::Later => OnDuplicate::LaterCounts,
                    Duplicates::Error => OnDuplicate::Refuse,
                },
                confirmed,
                ..SubmitOptions::default()
            },
            waivers: waivers
                .map(|path| read_waivers(&path))
                .transpose()?
                .unwrap_or_default(),
            own_rules: config.rules.own_rules,
        };
        let checked = assess(survey, settings)?;
        tell_hidden_forms(&checked);
        Ok(checked)
    }

    /// What was set, in words, for the page 说明.
    pub(super) fn stated(&self, config: &Config) -> Vec<(String, String)> {
        let mut stated = Vec::new();
        if !self.year.is_empty() {
            let years: Vec<String> = self.year.iter().map(ToString::to_string).collect();
            stated.push(("只处理年度".to_owned(), years.join("、")));
        }
        for (what, named) in [
            ("应报单位名单", &self.roster),
            ("豁免清单", &self.waivers),
            ("对应关系表", &self.matches),
        ] {
            stated.extend(named.as_ref().map(|path| (what.to_owned(), shown(path))));
        }
        stated.extend(config.told());
        stated
    }
}

/// A table that the user named: its sheets and the path as shown.
fn read_table(path: &Path, what: &str, option: &str) -> Result<(Workbook, String), Failure> {
    let shown = shown(path);
    let found = intake::discover(&[path.to_owned()]).map_err(|error| {
        Failure::new(
            format!("{what}：{error}"),
            format!("请检查 {option} 后写的路径（设置文件里写的，检查设置文件）"),
        )
    })?;
    let [file] = found.as_slice() else {
        return Err(Failure::new(
            format!("{what}“{shown}”不是一个文件"),
            format!("请在 {option} 后写{what}文件的路径"),
        ));
    };
    let reading = intake::read(file, ReadOptions { isolate: true })
        .map_err(|error| Failure::new(format!("{what}“{shown}”未能读取：{error}"), error.hint()))?;
    Ok((reading.workbook, file.path.clone()))
}

/// The roster named on the command line.
fn read_roster(path: &Path) -> Result<Roster, Failure> {
    let (workbook, shown) = read_table(path, "名单", "--roster")?;
    roster::read_workbook(&workbook, &shown)
        .map_err(|error| Failure::new(error.to_string(), "请按提示修改名单后重试"))
}

/// The waivers named on the command line or in the settings.
fn read_waivers(path: &Path) -> Result<Vec<Waiver>, Failure> {
    let (workbook, shown) = read_table(path, "豁免清单", "--waivers")?;
    let rows = listed_rows(&workbook, "豁免清单")?;
    waiver::read_waivers(&shown, &rows)
        .map_err(|error| Failure::new(error.to_string(), "请按提示修改豁免清单后重试"))
}

/// The confirmed names named on the command line or in the settings.
fn read_matches(path: &Path) -> Result<Vec<Correspondence>, Failure> {
    let (workbook, shown) = read_table(path, "对应关系表", "--matches")?;
    let rows = listed_rows(&workbook, "对应关系表")?;
    correspondence::read_correspondences(&shown, &rows)
        .map_err(|error| Failure::new(error.to_string(), "请按提示修改对应关系表后重试"))
}

/// The rows of a list: those of the first sheet.
fn listed_rows(workbook: &Workbook, what: &str) -> Result<Vec<Vec<String>>, Failure> {
    let first = workbook.sheets.first();
    first.map_or_else(|| Ok(Vec::new()), |grid| rows_of(grid, what))
}

/// A list that a person wrote has no more rows, and no named columns beyond these.
const LISTED: (usize, usize) = (100_000, 256);

/// The texts of a sheet, row by row, as a person sees them; a row ends with its last text.
fn rows_of(grid: &Grid, what: &str) -> Result<Vec<Vec<String>>, Failure> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for cell in grid.cells().filter(|cell| !cell.is_blank()) {
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let (row, col) = (place(cell.at.row), place(cell.at.col));
        if row >= LISTED.0 {
            return Err(Failure::new(
                format!(
                    "{what}在 {} 还有内容，超过 {} 万行",
                    cell.at,
                    LISTED.0 / 10_000
                ),
                "请删去表格下方多余的内容，另存后重试",
            ));
        }
        if col >= LISTED.1 {
            continue;
        }
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        if let Some(texts) = rows.get_mut(row) {
            texts.resize(col.max(texts.len()), String::new());
            texts.push(cell.shown.clone());
        }
    }
    Ok(rows)
}

/// The time that the files are to carry, where the environment fixes one.
pub(super) fn source_date_epoch() -> Result<Option<i64>, Failure> {
    let Some(text) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let seconds = text.to_str().and_then(|text| text.trim().parse().ok());
    seconds.map(Some).ok_or_else(|| {
        Failure::new(
            "环境变量 SOURCE_DATE_EPOCH 不是整数",
            "请写 1970 年以来的秒数，或删去这个环境变量",
        )
    })
}

/// Whether both paths lead to one file, however they are written.
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
