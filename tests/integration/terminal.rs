//! What is printed, and what happens where it cannot be.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::{huiping, program_path, samples, shown};

/// A folder with one form, under a name that would act on a terminal.
fn hostile(folder: &Path) -> String {
    let name = "水利\u{1b}]0;题\u{7}局\u{202e}xslx.xlsx";
    fs::copy(samples().join("2023/水利局.xlsx"), folder.join(name)).expect("a copy");
    name.to_owned()
}

const ACTING: [char; 4] = ['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}'];

#[cfg(unix)]
#[test]
fn names_never_act_on_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    hostile(folder.path());
    fs::write(folder.path().join("坏\u{9b}2J\n  ✗ 错误.xlsx"), "x").expect("a file");
    let out = tempfile::tempdir().expect("a folder");
    let input = shown(folder.path());
    for arguments in [
        vec!["consolidate", input, "-o", shown(out.path())],
        vec!["check", input],
        vec!["check", input, "--format", "json"],
        vec!["extract", input],
        vec!["explain", input],
    ] {
        let ended = huiping(&arguments);
        assert!(
            ended.code == 2 || arguments[0] != "consolidate",
            "{}",
            ended.stderr
        );
        for text in [&ended.stdout, &ended.stderr] {
            assert!(!text.contains(ACTING), "{arguments:?}: {text}");
            assert!(
                !text.lines().any(|line| line.starts_with("  ✗ 错误.xlsx")),
                "{text}"
            );
        }
        if arguments[0] == "explain" {
            assert!(
                ended.stdout.contains("水利␛]0;题␇局\\u{202E}xslx.xlsx"),
                "{}",
                ended.stdout
            );
        }
    }
}

/// Runs the main job on the samples with stdout and stderr led elsewhere.
fn led(out: &Path, stdout: Stdio, stderr: Stdio) -> i32 {
    let input = samples().join("2023");
    Command::new(program_path())
        .args(["consolidate", shown(&input), "-o", shown(out), "--no-slips"])
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(stderr)
        .env("RAYON_NUM_THREADS", "2")
        .status()
        .expect("a run")
        .code()
        .unwrap_or(-1)
}

#[cfg(target_os = "linux")]
#[test]
fn results_are_written_whatever_becomes_of_the_terminal() {
    let full = || {
        Stdio::from(
            fs::OpenOptions::new()
                .write(true)
                .open("/dev/full")
                .expect("full"),
        )
    };
    let gone = || {
        let mut child = Command::new("true")
            .stdin(Stdio::piped())
            .spawn()
            .expect("a process");
        let pipe = child.stdin.take().expect("a pipe");
        child.wait().expect("ended");
        Stdio::from(pipe)
    };
    for (stdout, stderr) in [
        (full(), full()),
        (gone(), gone()),
        (full(), Stdio::null()),
        (Stdio::null(), full()),
    ] {
        let out = tempfile::tempdir().expect("a folder");
        let code = led(out.path(), stdout, stderr);
        assert_eq!(code, 2, "one sample is broken on purpose");
        for name in ["绩效自评汇总.xlsx", "run.json", "report.html"] {
            assert!(out.path().join(name).exists(), "{name}");
        }
    }
    // What is asked for on stdout and cannot be had there is a failure, without a panic.
    let form = samples().join("2023/水利局.xlsx");
    for arguments in [
        vec!["extract", shown(&form)],
        vec!["check", shown(&form)],
        vec!["--help"],
        vec!["profiles"],
    ] {
        let status = Command::new(program_path())
            .args(&arguments)
            .stdout(full())
            .stderr(full())
            .status();
        assert_eq!(status.expect("a run").code(), Some(3), "{arguments:?}");
    }
}

/// A workbook with one form, under the name and with the texts of someone who means harm.
fn hostile_book(path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    let rows: [&[&str]; 9] = [
        &["部门整体支出绩效自评表"],
        &["（2023年度）"],
        &["单位名称", "某某区\u{1}测试局"],
        &[
            "资金情况（万元）",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ],
        &["年度资金总额", "100", "100", "95", "10", "95%", "9.5"],
        &[
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因",
        ],
        &[
            "产出指标",
            "数量指标",
            "培\u{1b}[31m训人数",
            "≥500人",
            "480人",
            "50",
            "48",
            "_x000D_与\u{ffff}",
        ],
        &[
            "效益指标",
            "社会效益指标",
            "服务对象受益面",
            "提升",
            "提升",
            "40",
            "40",
            "甲\r\n乙",
        ],
        &["总分", "", "", "", "", "100", "97.5"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (col, text) in (0..).zip(cells) {
            page.write_string(row, col, *text).expect("a cell");
        }
    }
    book.save(path).expect("saved");
}

#[test]
fn no_part_of_a_result_holds_what_xml_cannot() {
    use std::io::Read as _;
    let folder = tempfile::tempdir().expect("a folder");
    let name = if cfg!(unix) {
        "测\u{1b}试.xlsx"
    } else {
        "测试.xlsx"
    };
    hostile_book(&folder.path().join(name));
    let out = tempfile::tempdir().expect("a folder");
    let input = shown(folder.path());
    let ended = huiping(&["consolidate", input, "-o", shown(out.path())]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let copy = out.path().join("着色.xlsx");
    let form = folder.path().join(name);
    let ended = huiping(&["explain", shown(&form), "--xlsx", shown(&copy)]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let slips = fs::read_dir(out.path().join("反馈单")).expect("slips");
    let slips = slips.map(|slip| slip.expect("a slip").path());
    let mut survived = 0;
    for book in [out.path().join("绩效自评汇总.xlsx"), copy]
        .into_iter()
        .chain(slips)
    {
        let mut zip = zip::ZipArchive::new(fs::File::open(&book).expect("a book")).expect("a zip");
        for index in 0..zip.len() {
            let mut text = String::new();
            let mut part = zip.by_index(index).expect("a part");
            part.read_to_string(&mut text).expect("UTF-8");
            let forbidden = |c: char| {
                (c < ' ' && !matches!(c, '\n' | '\t' | '\r'))
                    || matches!(c, '\u{fffe}' | '\u{ffff}')
            };
            assert!(!text.contains(forbidden), "{book:?} {:?}", part.name());
            assert!(!text.contains("&#x1"), "{book:?} {:?}", part.name());
            survived += text.matches("_x005F_x000D_").count();
        }
    }
    assert!(survived > 0, "a text that is literally _x000D_ stays one");
    let page = fs::read_to_string(out.path().join("report.html")).expect("the page");
    assert!(!page.contains(['\u{1}', '\u{1b}', '\u{ffff}']));
    let ended = huiping(&["extract", input]);
    let forms: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let reason = forms[0]["indicators"][0]["reason"]
        .as_str()
        .expect("a reason");
    assert!(reason.starts_with("_x000D_与"), "{reason:?}");
}
