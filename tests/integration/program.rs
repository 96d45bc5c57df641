//! The program as a user calls it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;

/// The samples folder.
pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// What a call of the program gave.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The program as it was built with the tests, or the one that `HUIPING_PROGRAM` names: `.ci/run` has
/// the many districts done by a release build.
fn program() -> Command {
    match std::env::var_os("HUIPING_PROGRAM") {
        Some(path) => Command::new(path),
        None => Command::cargo_bin("huiping").expect("the program"),
    }
}

/// Where the program is.
pub(crate) fn program_path() -> std::ffi::OsString {
    program().get_program().to_owned()
}

/// Calls the program in an empty folder, so that no settings file is found by chance.
pub(crate) fn huiping(arguments: &[&str]) -> Ended {
    huiping_with(arguments, 2)
}

/// As [`huiping`], with so many threads.
pub(crate) fn huiping_with(arguments: &[&str], threads: usize) -> Ended {
    let nowhere = tempfile::tempdir().expect("a folder");
    called(arguments, nowhere.path(), threads)
}

/// As [`huiping`], in a folder to work in.
pub(crate) fn huiping_in(folder: &Path, arguments: &[&str]) -> Ended {
    called(arguments, folder, 2)
}

fn called(arguments: &[&str], folder: &Path, threads: usize) -> Ended {
    let output = program()
        .args(arguments)
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads.to_string())
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("a run");
    Ended {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// A run of the main job: its results, and how it ended.
pub(crate) struct Run {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) ended: Ended,
}

impl Run {
    /// Consolidates the samples; `more` arguments follow.
    pub(crate) fn on_samples(more: &[&str], threads: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let samples = samples();
        let mut arguments = vec!["consolidate", shown(&samples), "-o", shown(folder.path())];
        arguments.extend(more);
        let ended = huiping_with(&arguments, threads);
        Self { folder, ended }
    }
}

/// The samples, consolidated once for all tests that only read what came of them.
pub(crate) static SAMPLES: LazyLock<Run> = LazyLock::new(|| Run::on_samples(&[], 8));

/// As [`SAMPLES`], of one year and without slips.
pub(crate) static SAMPLES_OF_2023: LazyLock<Run> =
    LazyLock::new(|| Run::on_samples(&["--year", "2023", "--no-slips"], 2));

/// A path as an argument.
pub(crate) fn shown(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The seeds that `HUIPING_SEEDS` asks for: `1-40`.
pub(crate) fn asked_seeds() -> Option<std::ops::RangeInclusive<u64>> {
    let asked = std::env::var("HUIPING_SEEDS").ok()?;
    let (first, last) = asked.split_once('-').expect("HUIPING_SEEDS is first-last");
    Some(first.parse().expect("a number")..=last.parse().expect("a number"))
}

/// What became of each file by the account of a run: path, status, reason.
pub(crate) fn fates(out: &Path) -> Vec<(String, String, String)> {
    let text = std::fs::read_to_string(out.join("run.json")).expect("run.json");
    let account: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let files = account["files"].as_array().expect("files");
    files
        .iter()
        .map(|file| {
            (
                text(&file["path"]),
                text(&file["status"]),
                text(&file["reason"]),
            )
        })
        .collect()
}

/// Every file below a folder, hidden ones too, by its path.
pub(crate) fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let below = entry.path().strip_prefix(folder).expect("inside");
            let name = below.to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// The reader of one file in a process of its own, with its file handed over.
fn reader_of(bytes: &[u8]) -> std::process::Child {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut reader = std::process::Command::new(program_path())
        .args(["__read", "csv"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a reader");
    let input = reader.stdin.as_mut().expect("its input");
    let length = u64::try_from(bytes.len()).expect("a length");
    input.write_all(&length.to_le_bytes()).expect("its length");
    input.write_all(bytes).expect("its bytes");
    reader
}

#[test]
fn a_reader_ends_with_the_run_that_started_it() {
    // The answer is longer than a pipe holds, and nobody takes it: the reader could wait for ever.
    let bytes = "甲,乙,丙\n".repeat(20_000);
    let mut reader = reader_of(bytes.as_bytes());
    assert!(reader.try_wait().expect("its state").is_none());
    // What a killed run leaves behind: the other end of the input is gone.
    drop(reader.stdin.take());
    let ended = reader.wait().expect("its end");
    assert_eq!(ended.code(), Some(4));
}

#[test]
fn a_reader_answers_while_its_input_stays_open() {
    use std::io::Read as _;
    let mut reader = reader_of("甲,乙\n1,2\n".as_bytes());
    let mut answer = String::new();
    let output = reader.stdout.as_mut().expect("its output");
    output.read_to_string(&mut answer).expect("an answer");
    assert!(answer.contains('甲'), "{answer}");
    let ended = reader.wait().expect("its end");
    assert_eq!(ended.code(), Some(0));
}
