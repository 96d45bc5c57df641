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
