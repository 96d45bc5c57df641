//! Folders of results: two sets of files, and everything that may come between them.

mod interrupted;
mod whose;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::error::WriteError;
use super::session::{Committed, Session};
use super::{Product, RUN_RECORD, RunIdentity, mark};

type Files = BTreeMap<String, Vec<u8>>;

/// A file that bears the mark.
fn marked(words: &str) -> Vec<u8> {
    let run = RunIdentity::default().id();
    let mark = mark::text(Product::Page, Some(&run));
    format!("<meta name=\"generator\" content=\"{mark}\">{words}").into_bytes()
}

/// The files of one run: the second has one slip less, one more, and one that stays as it is.
fn set(run: usize) -> Vec<(&'static str, Vec<u8>)> {
    let mut files = vec![
        ("report.html", marked(&format!("第 {run} 次"))),
        ("data/funds.csv", format!("资金,{run}").into_bytes()),
        ("data/same.csv", b"always the same".to_vec()),
        ("反馈单/甲局.html", marked(&format!("甲局 {run}"))),
    ];
    files.push(match run {
        1 => ("反馈单/乙局.html", marked("乙局")),
        _ => ("新的/丙局.html", marked("丙局")),
    });
    files
}

fn is_slip(path: &str) -> bool {
    path.starts_with("反馈单/")
}

/// Writes such a set with its account.
fn write(folder: &Path, run: usize) -> Result<Committed, WriteError> {
    write_files(folder, &set(run))
}

fn write_files(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<Committed, WriteError> {
    let mut results = Session::open(folder, RUN_RECORD)?;
    for (path, bytes) in files {
        results.put(path, bytes)?;
    }
    let outputs = results.outputs(|path| !is_slip(path));
    let account = serde_json::json!({"version": "1", "ledgers": {}, "outputs": outputs});
    results.commit(account.to_string().as_bytes(), is_slip)
}

/// Every file below a folder, hidden ones too, but for the account of a run.
fn files(folder: &Path) -> Files {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let below = entry.path().strip_prefix(folder).unwrap();
            let name = below.to_str().unwrap().to_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .filter(|(name, _)| name != RUN_RECORD)
        .collect()
}

/// A set as it has to stand in the folder.
fn expected(run: usize) -> Files {
    let files = set(run).into_iter();
    files
        .map(|(path, bytes)| (path.to_owned(), bytes))
        .collect()
}

/// A folder of its own, in memory where the system has such: every file is awaited on the disk.
fn temporary() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

fn overwrite(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn one_set_takes_the_place_of_the_other() {
    let folder = temporary();
    let first = write(folder.path(), 1).unwrap();
    assert_eq!(first.files.len(), 6);
    assert_eq!(first.files.last().map(String::as_str), Some(RUN_RECORD));
    assert_eq!(files(folder.path()), expected(1));
    write(folder.path(), 2).unwrap();
    // 乙局 has no slip any more; its own page outside the folder of slips would stay.
    assert_eq!(files(folder.path()), expected(2));
    // 丙局 is not made by the first set, and no slip: it stays beside it, and in the list.
    write(folder.path(), 1).unwrap();
    let mut both = expected(1);
    both.insert("新的/丙局.html".to_owned(), marked("丙局"));
    assert_eq!(files(folder.path()), both);
    write(folder.path(), 2).unwrap();
    assert_eq!(files(folder.path()), expected(2));
}

#[test]
fn a_run_in_which_nothing_is_new_touches_nothing() {
    let folder = temporary();
    write(folder.path(), 1).unwrap();
    let state = || -> Vec<(std::path::PathBuf, std::time::SystemTime)> {
        let entries = walkdir::WalkDir::new(folder.path()).min_depth(1);
        entries
            .sort_by_file_name()
            .into_iter()
            .map(|entry| {
                let entry = entry.unwrap();
                let changed = entry.metadata().unwrap().modified().unwrap();
                (entry.into_path(), changed)
            })
            .collect()
    };
    let before = state();
    let again = write(folder.path(), 1).unwrap();
    assert_eq!(again.files.len(), 6);
    assert_eq!(state(), before);
}

#[test]
fn a_second_run_is_kept_out_and_a_stale_lock_is_none() {
    let folder = temporary();
    write(folder.path(), 1).unwrap();
    let first = Session::open(folder.path(), RUN_RECORD).unwrap();
    let error = write(folder.path(), 2).unwrap_err();
    assert!(matches!(error, WriteError::Busy { .. }), "{error}");
    // The staging folder of the first is not the second's to clear away.
    assert!(folder.path().join(".汇评-暂存/新").is_dir());
    drop(first);
    assert_eq!(
        files(folder.path()),
        expected(1),
        "no trace of a run that wrote nothing"
    );
    overwrite(&folder.path().join(".汇评-锁"), b"");
    write(folder.path(), 2).unwrap();
    assert_eq!(files(folder.path()), expected(2));
}

#[test]
fn a_folder_made_for_nothing_is_gone() {
    let folder = temporary();
    let deep = folder.path().join("新/结果");
    drop(Session::open(&deep, RUN_RECORD).unwrap());
    assert!(!folder.path().join("新").exists());
    write(&deep, 1).unwrap();
    assert_eq!(files(&deep), expected(1));
}

#[cfg(unix)]
#[test]
fn modes_are_those_of_the_umask_or_of_the_file_before() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = temporary();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    write(folder.path(), 1).unwrap();
    let probe = folder.path().join("probe");
    overwrite(&probe, b"");
    let page = folder.path().join("report.html");
    assert_eq!(mode(&page), mode(&probe));
    fs::remove_file(probe).unwrap();
    fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).unwrap();
    write(folder.path(), 2).unwrap();
    assert_eq!(files(folder.path()), expected(2));
    assert_eq!(mode(&page), 0o640);
}

#[test]
fn ids_tell_runs_apart_and_nothing_else() {
    let id = |parts: &[(&str, &[&str])]| {
        let mut identity = RunIdentity::default();
        for (what, words) in parts {
            identity.add(what, words.iter().copied());
        }
        identity.id()
    };
    let one = id(&[("file", &["甲.xlsx", "ab"]), ("year", &[])]);
    assert_eq!(one, id(&[("file", &["甲.xlsx", "ab"]), ("year", &[])]));
    assert_eq!(one.as_str().len(), 16);
    for other in [
        id(&[("file", &["甲.xlsx", "ac"]), ("year", &[])]),
        id(&[("file", &["甲.xlsxa", "b"]), ("year", &[])]),
        id(&[("file", &["甲.xlsx"]), ("ab", &[]), ("year", &[])]),
        id(&[("year", &[]), ("file", &["甲.xlsx", "ab"])]),
    ] {
        assert_ne!(one, other);
    }
}
