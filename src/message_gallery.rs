//! One page with every message as a user sees it, to be read as prose: tests/fixtures/messages.md.
//!
//! Run with `UPDATE_GALLERY=1` to write it anew; then read the difference.

#![allow(
    clippy::disallowed_methods,
    reason = "faulty settings and profiles are written to be read"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use crate::assess::AssessError;
use crate::checks::waiver::read_waivers;
use crate::cli;
use crate::compare::CompareError;
use crate::compare::load::LoadError;
use crate::config;
use crate::form::recognise;
use crate::form::teaching::Teaching;
use crate::intake::{DiscoverError, ReadError, SkipReason};
use crate::results::{Earlier, Obstacle, Product, Why, WriteError};
use crate::scoring::Profile;
use crate::submission::correspondence::read_correspondences;
use crate::submission::roster::RosterError;
use crate::submission::{Duplicate, SubmissionError};

const GALLERY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/messages.md");
const LAYOUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/layouts");

/// A section: its title, whence its messages come, and they.
fn section(
    page: &mut String,
    title: &str,
    whence: &str,
    messages: impl IntoIterator<Item = String>,
) {
    write!(page, "\n# {title}\n\n{whence}\n\n").expect("a string takes writes");
    for message in messages {
        let message = message.trim_end().replace('\n', "\n  ");
        writeln!(page, "- {message}").expect("a string takes writes");
    }
}

#[test]
fn the_gallery_shows_every_message() {
    let mut page = String::from(
        "# 每条规则的消息\n\n由各规则“不通过的例子”生成；本页其余各节由出错的文件、设置和命令生成。\n",
    );
    page.push_str(&crate::checks::tests::gallery::rules());
    section(
        &mut page,
        "命令写错了",
        "写在“错误：”后面，退出码 3。",
        usage(),
    );
    section(
        &mut page,
        "路径和文件夹",
        "写在“错误：”后面，退出码 3。",
        discovery(),
    );
    section(
        &mut page,
        "文件没有读出",
        "列在“未采用或未能读取”里，其余文件照常汇总，退出码 2。",
        reading(),
    );
    section(
        &mut page,
        "跳过的文件",
        "列在工作簿“说明”里；锁文件、隐藏文件、系统文件和本程序的输出以外的，另列在“跳过”里。压缩包或文件打不开的，退出码 2。",
        skipped(),
    );
    section(
        &mut page,
        "读了，但不是自评表",
        "由 tests/fixtures/layouts 里不是自评表的表生成。",
        refused(),
    );
    section(
        &mut page,
        "没有可汇总的表",
        "写在“错误：”后面，退出码 3。",
        nothing_usable(),
    );
    section(
        &mut page,
        "应报单位名单",
        "写在“错误：”后面，退出码 3；文件夹里的名单则列为未采用。",
        rosters(),
    );
    section(
        &mut page,
        "豁免表和对应关系表",
        "写在“错误：”后面，退出码 3。",
        tables(),
    );
    section(
        &mut page,
        "设置文件",
        "写在“错误：”后面，退出码 3。",
        settings(),
    );
    section(
        &mut page,
        "评分方案",
        "写在“错误：”后面，退出码 3。",
        profiles(),
    );
    section(
        &mut page,
        "写不出结果、读不了数据",
        "写在“错误：”后面，退出码 3。",
        writing(),
    );
    if std::env::var_os("UPDATE_GALLERY").is_some() {
        let mut file = std::fs::File::create(GALLERY).expect("the gallery can be written");
        io::Write::write_all(&mut file, page.as_bytes()).expect("the gallery can be written");
    }
    let committed = std::fs::read_to_string(GALLERY).unwrap_or_default();
    assert!(
        committed == page,
        "the messages have changed: run with UPDATE_GALLERY=1 and read the difference"
    );
}

fn usage() -> Vec<String> {
    [
        &["huiping", "consolidat", "samples"][..],
        &["huiping", "check"],
        &["huiping", "check", "samples", "--formt", "json"],
        &["huiping", "check", "samples", "--format", "xml"],
        &["huiping", "check", "samples", "--year", "去年"],
        &["huiping", "check", "samples", "--profile"],
        &["huiping", "score", "--target", "≥98%"],
    ]
    .iter()
    .map(|arguments| {
        let told = cli::usage_message(arguments).expect("a wrong command line");
        format!("`{}`\n{told}", arguments.join(" "))
    })
    .collect()
}

fn discovery() -> Vec<String> {
    let path = PathBuf::from("2023年报送");
    [
        DiscoverError::NoPath,
        DiscoverError::Missing { path: path.clone() },
        DiscoverError::Unreadable {
            path: path.clone(),
            reason: "没有权限".to_owned(),
        },
        DiscoverError::Empty { path },
    ]
    .iter()
    .map(|error| format!("{error}。{}", error.hint()))
    .collect()
}

fn reading() -> Vec<String> {
    [
        ReadError::Unavailable("文件被占用".to_owned()),
        ReadError::Empty,
        ReadError::Password,
        ReadError::Damaged("压缩结构不完整".to_owned()),
        ReadError::NotATable("是一份纯文本".to_owned()),
        ReadError::Unsupported("Excel 3 工作表".to_owned()),
        ReadError::TooLarge("312 MB".to_owned()),
        ReadError::TimedOut(10),
        ReadError::ReaderBroke("读取器中途出错".to_owned()),
    ]
    .iter()
    .map(|error| format!("{error}。{}", error.hint()))
    .collect()
}

fn skipped() -> Vec<String> {
    [
        SkipReason::LockFile,
        SkipReason::Hidden,
        SkipReason::System,
        SkipReason::OwnOutput,
        SkipReason::OwnCopy(Product::Book),
        SkipReason::OwnCopy(Product::Slip),
        SkipReason::OwnCopy(Product::Reading),
        SkipReason::OwnCopy(Product::Data),
        SkipReason::OwnCopy(Product::Unnamed),
        SkipReason::Picture,
        SkipReason::Pdf,
        SkipReason::Document,
        SkipReason::Slides,
        SkipReason::Archive("RAR"),
        SkipReason::NestedTooDeep,
        SkipReason::EncryptedArchive,
        SkipReason::BadArchive("目录不完整".to_owned()),
        SkipReason::PlainText,
        SkipReason::NoTable,
        SkipReason::Linked,
        SkipReason::LinkOutside("/共享/2023".to_owned()),
        SkipReason::BrokenLink("没有这个文件，请核对路径".to_owned()),
        SkipReason::LinkInArchive,
        SkipReason::Shortcut,
        SkipReason::Special("这是管道，不是文件".to_owned()),
        SkipReason::Settings,
        SkipReason::SettingsInForce,
        SkipReason::Unreadable("没有权限".to_owned()),
        SkipReason::Other,
    ]
    .iter()
    .map(ToString::to_string)
    .collect()
}

/// The reasons for which the tables of other kinds are refused, each once.
fn refused() -> Vec<String> {
    let mut reasons = BTreeSet::new();
    for entry in std::fs::read_dir(LAYOUTS).expect("the layouts") {
        let path = entry.expect("an entry").path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let text = std::fs::read_to_string(&path).expect("a layout");
            let described = serde_json::from_str(&text).expect("JSON");
            let workbook = crate::checks::tests::published::workbook(&described);
            let recognition = recognise(&workbook, "某表.xlsx", "", &Teaching::default());
            reasons.extend(
                recognition
                    .refusals
                    .into_iter()
                    .map(|refusal| refusal.reason),
            );
        }
    }
    reasons.into_iter().collect()
}

fn nothing_usable() -> Vec<String> {
    let none = AssessError::NoForms { files: 3 };
    let other_year = AssessError::NoSuchYear {
        asked: vec![2019],
        present: vec![2022, 2023],
    };
    let twice = AssessError::Submission(SubmissionError::Duplicates(vec![Duplicate {
        name: "甲局".to_owned(),
        year: 2023,
        paths: vec![
            "2023/甲局.xlsx".to_owned(),
            "2023/甲局（修改）.xlsx".to_owned(),
        ],
        same_content: false,
    }]));
    [none, other_year, twice]
        .iter()
        .map(|error| format!("{error}\n{}", error.hint()))
        .collect()
}

fn rosters() -> Vec<String> {
    let path = || "应报单位名单.xlsx".to_owned();
    [
        RosterError::NoHeading {
            path: path(),
            sheet: "名单".to_owned(),
        },
        RosterError::Empty {
            path: path(),
            sheet: "名单".to_owned(),
            cell: "B2".to_owned(),
        },
        RosterError::NoName {
            path: path(),
            cell: "B7".to_owned(),
            code: "107".to_owned(),
        },
        RosterError::Twice {
            path: path(),
            what: "民政局".to_owned(),
            first: "B5".to_owned(),
            second: "B9".to_owned(),
        },
        RosterError::BadDeadline {
            path: path(),
            cell: "F5".to_owned(),
            text: "四月底".to_owned(),
        },
    ]
    .iter()
    .map(ToString::to_string)
    .collect()
}

fn tables() -> Vec<String> {
    let rows = |text: &str| -> Vec<Vec<String>> {
        let cells = |line: &str| line.split(',').map(str::to_owned).collect();
        text.lines().map(cells).collect()
    };
    let waivers = read_waivers("豁免.xlsx", &rows("甲局,L07")).expect_err("no heading");
    let mut told = vec![waivers.to_string()];
    for text in [
        "甲局,乙局",
        "上年名称,本年名称\n甲局,",
        "上年名称,本年名称,是否相同\n甲局,乙局,也许",
    ] {
        let error = read_correspondences("对应关系.csv", &rows(text)).expect_err("a fault");
        told.push(error.to_string());
    }
    told
}

fn settings() -> Vec<String> {
    let own = |lines: &str| format!("[[rule]]\n{lines}");
    let rest = "title = \"题目\"\nmessage = \"话\"\n";
    let faulty = [
        "profil = \"xinjiang\"\n".to_owned(),
        "profile = xinjiang\n".to_owned(),
        "[checks.A12]\ntolerence = 0.05\n".to_owned(),
        "[checks.A21]\nenabled = false\n".to_owned(),
        "[checks.A12]\nseverity = \"严重\"\nenabled = 1\ntolerance = -1\n".to_owned(),
        "[checks.A12]\ntolerance = { abs = 1 }\n".to_owned(),
        "[[checks.L07.when]]\nkind = \"部门\"\nyears = 2022\n".to_owned(),
        "checks = 3\n".to_owned(),
        "[[layout]]\nfield = \"得分\"\n".to_owned(),
        "[[layout]]\nheading = \"年终兑现\"\nfield = \"完成\"\n".to_owned(),
        "[[layout]]\ncell = \"5C\"\nfield = \"年度\"\n".to_owned(),
        "[[match]]\nearlier = \"甲局\"\n".to_owned(),
        "[[direction]]\nname = \"*\"\nbetter = \"更少\"\n".to_owned(),
        "[[direction]]\nname = \"会议次数\"\nbetter = \"少\"\n".to_owned(),
        own("id = \"B01\"\n"),
        own(&format!(
            "id = \"A12\"\n{rest}scope = \"指标\"\nwhen = \"true\"\n"
        )),
        own(&format!(
            "id = \"B01\"\n{rest}scope = \"行\"\nwhen = \"true\"\n"
        )),
        own(&format!(
            "id = \"B01\"\n{rest}scope = \"指标\"\nwhen = \"row.scor > 1\"\n"
        )),
        own(&format!(
            "id = \"B01\"\n{rest}scope = \"指标\"\nwhen = \"row.score >\"\n"
        )),
        own(&format!(
            "id = \"B01\"\n{rest}scope = \"表\"\nwhen = \"row.score > 1\"\n"
        )),
        own(
            "id = \"B01\"\ntitle = \"题\"\nscope = \"指标\"\nwhen = \"true\"\nmessage = \"{row.nam}\"\n",
        ),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("huiping.toml");
    faulty
        .iter()
        .map(|text| {
            std::fs::write(&path, text).expect("settings");
            let error = config::load(&path).expect_err(text);
            let told = error
                .to_string()
                .replace(&path.display().to_string(), "huiping.toml");
            format!("`{}`\n{told}", text.trim().replace('\n', "⏎"))
        })
        .chain([config::load(Path::new("没有.toml"))
            .expect_err("no file")
            .to_string()])
        .collect()
}

fn profiles() -> Vec<String> {
    let faulty = [
        "[postive]\nfloor = 0.6\n",
        "[inverse]\nat_most = \"rato\"\n",
        "[positive]\nfloor = 60\n",
        "[tolerance]\nscore = \"两分\"\n",
        "[execution]\ncapped = \"是\"\n",
        "[weights]\nexecution = 20\n",
        "grades = [{ name = \"优\", from = 90 }, { name = \"差\", from = 60 }]\n",
        "grades = [{ name = \"优\", from = 90 }, { name = \"良\", from = 90 }, { name = \"差\", from = 0 }]\n",
        "extends = \n",
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("本区.toml");
    let shown = path.display().to_string();
    let mut told: Vec<String> = faulty
        .iter()
        .map(|text| {
            let whole = format!(
                "extends = \"national-2020\"\nlabel = \"本区\"\nsummary = \"本区的规则\"\n{text}"
            );
            std::fs::write(&path, whole).expect("a profile");
            let error = Profile::load(&shown).expect_err(text);
            let told = format!("{error}\n{}", error.hint()).replace(&shown, "本区.toml");
            format!("`{}`\n{told}", text.trim().replace('\n', "⏎"))
        })
        .collect();
    for name in ["xinjian", "没有这个文件.toml"] {
        let error = Profile::load(name).expect_err(name);
        told.push(format!("{error}\n{}", error.hint()));
    }
    told
}

fn writing() -> Vec<String> {
    let path = || PathBuf::from("结果/绩效自评汇总.xlsx");
    let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
    let compare = CompareError::OutOfRange {
        column: "全年预算数".to_owned(),
        value: "1234567890123456789012".to_owned(),
    };
    let shape = CompareError::Shape {
        frame: "departments".to_owned(),
        column: "total".to_owned(),
        what: "没有这一列".to_owned(),
    };
    let in_the_way = [
        ("绩效自评汇总.xlsx", Why::Changed(Some(Product::Book))),
        ("反馈单/甲局.xlsx", Why::Changed(Some(Product::Slip))),
        ("data/funds.parquet", Why::Changed(None)),
        ("反馈单/乙局.xlsx", Why::Unlisted(Product::Slip)),
        ("report.html", Why::Foreign),
        ("反馈单/丙局.xlsx", Why::Open),
        ("反馈单/丁局.xlsx", Why::ReadOnly),
        ("data", Why::Link),
        ("run.json", Why::NotAFile),
    ];
    let obstacles = in_the_way.map(|(path, why)| Obstacle {
        path: path.to_owned(),
        why,
    });
    vec![
        WriteError::InTheWay {
            folder: PathBuf::from("结果"),
            obstacles: obstacles.to_vec(),
        }
        .to_string(),
        WriteError::Folder {
            path: path(),
            source: denied(),
        }
        .to_string(),
        WriteError::Busy {
            folder: PathBuf::from("结果"),
        }
        .to_string(),
        WriteError::File {
            path: path(),
            source: io::Error::from(io::ErrorKind::StorageFull),
            earlier: Earlier::Whole,
        }
        .to_string(),
        WriteError::File {
            path: path(),
            source: io::Error::from(io::ErrorKind::ReadOnlyFilesystem),
            earlier: Earlier::None,
        }
        .to_string(),
        WriteError::HalfDone {
            folder: PathBuf::from("结果"),
            source: denied(),
        }
        .to_string(),
        LoadError::Mixed {
            folder: PathBuf::from("甲区/data"),
            runs: vec![
                "departments.parquet 的运行编号是 0f1e2d3c4b5a6978".to_owned(),
                "funds.parquet 没有运行编号（由旧版程序写出）".to_owned(),
            ],
        }
        .to_string(),
        compare.to_string(),
        shape.to_string(),
        LoadError::Open {
            path: PathBuf::from("甲区/data/departments.parquet"),
            source: io::Error::from(io::ErrorKind::NotFound),
        }
        .to_string(),
        cli::Failure::ours(&"第 3 步").to_string(),
    ]
}
