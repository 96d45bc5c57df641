//! Results take their places at once or not at all: a full disk, a kill at any moment, a second run, a place that
//! cannot be written to, a workbook that is open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::program::{Ended, files_below, huiping, samples, shown};

type Files = BTreeMap<String, Vec<u8>>;

const FORMS: [&str; 3] = [
    "2023/水利局.xlsx",
    "2023/人力资源和社会保障局.xlsx",
    "2022/交通运输局 自评表.xls",
];

/// A folder with the first so many forms of the samples.
fn forms(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for form in FORMS.iter().take(count) {
        let to = folder.path().join(form);
        std::fs::create_dir_all(to.parent().expect("a year")).expect("a folder");
        std::fs::copy(samples().join(form), to).expect("a copy");
    }
    folder
}

fn consolidate(input: &Path, out: &Path) -> Ended {
    huiping(&["consolidate", shown(input), "-o", shown(out), "--quiet"])
}

/// Refused with exit code 3 and these words, and what lies in the folder is as it was.
fn refused(input: &Path, out: &Path, parts: &[&str]) {
    let before = files_below(out);
    let ended = consolidate(input, out);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    for part in parts {
        assert!(ended.stderr.contains(part), "{part} in {}", ended.stderr);
    }
    assert!(files_below(out) == before, "a file changed");
}

/// Two inputs, and the results of each in a folder of the same place.
struct Pair {
    inputs: [tempfile::TempDir; 2],
    results: [Files; 2],
    place: tempfile::TempDir,
}

impl Pair {
    fn new() -> Self {
        let place = tempfile::tempdir().expect("a folder");
        let inputs = [forms(2), forms(3)];
        let out = place.path().join("结果");
        let results = [0, 1].map(|nth: usize| {
            let ended = consolidate(inputs[nth].path(), &out);
            assert_eq!(ended.code, 0, "{}", ended.stderr);
            let files = files_below(&out);
            std::fs::remove_dir_all(&out).expect("removed");
            files
        });
        assert!(results[0] != results[1]);
        Self {
            inputs,
            results,
            place,
        }
    }

    fn out(&self) -> PathBuf {
        self.place.path().join("结果")
    }

    fn input(&self, nth: usize) -> &Path {
        self.inputs[nth].path()
    }

    /// Which of the results stand in the folder, whole and with nothing beside them.
    fn whole(&self, out: &Path) -> usize {
        let there = files_below(out);
        let found = self.results.iter().position(|files| *files == there);
        found.unwrap_or_else(|| {
            let names: Vec<&String> = there.keys().collect();
            panic!("neither set is whole: {names:?}")
        })
    }

    fn start(&self, nth: usize) -> Child {
        Command::new(assert_cmd::cargo::cargo_bin("huiping"))
            .args(["consolidate", shown(self.input(nth)), "--quiet"])
            .args(["-o", shown(&self.out())])
            .current_dir(self.place.path())
            .env("RAYON_NUM_THREADS", "2")
            .env_remove("SOURCE_DATE_EPOCH")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a run")
    }

    /// A run that ends before it has read anything, but has put right what it found in the folder.
    fn put_right(&self) {
        let ended = huiping(&["consolidate", "没有", "-o", shown(&self.out()), "--quiet"]);
        assert_eq!(ended.code, 3, "{}", ended.stderr);
    }
}

/// Numbers that are the same in every run of the tests.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % bound
    }
}

fn wait_for(path: &Path, child: &mut Child) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(120) {
        if path.exists() {
            return true;
        }
        if child.try_wait().expect("a child").is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    false
}

#[test]
fn killed_at_any_moment_the_next_run_finds_one_set_or_the_other_whole() {
    let pair = Pair::new();
    let out = pair.out();
    let begun = Instant::now();
    consolidate(pair.input(0), &out);
    let lasts = u64::try_from(begun.elapsed().as_millis())
        .expect("milliseconds")
        .max(1);
    let mut chance = Chance(11);
    let mut standing = 0;
    let mut in_the_exchange = 0;
    for round in 0..14 {
        let next = 1 - standing;
        let mut child = pair.start(next);
        if round % 2 == 0 {
            std::thread::sleep(Duration::from_millis(chance.below(lasts)));
        } else if wait_for(&out.join(".汇评-暂存/journal.json"), &mut child) {
            std::thread::sleep(Duration::from_micros(chance.below(6_000)));
            in_the_exchange += 1;
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        pair.put_right();
        standing = pair.whole(&out);
        if round % 5 == 4 {
            consolidate(pair.input(next), &out);
            assert_eq!(pair.whole(&out), next);
            standing = next;
        }
    }
    assert!(in_the_exchange > 3, "{in_the_exchange}");
}

#[test]
fn two_runs_never_write_into_one_folder() {
    let pair = Pair::new();
    let out = pair.out();
    let mut first = pair.start(1);
    assert!(wait_for(&out.join(".汇评-锁"), &mut first));
    let second = consolidate(pair.input(0), &out);
    assert_eq!(second.code, 3, "{}", second.stderr);
    assert!(
        second.stderr.contains("另一次运行正在写入"),
        "{}",
        second.stderr
    );
    assert!(first.wait().expect("ended").success());
    assert_eq!(pair.whole(&out), 1);
}

#[test]
fn a_run_in_which_nothing_is_new_changes_no_byte_and_no_time() {
    let pair = Pair::new();
    let out = pair.out();
    consolidate(pair.input(0), &out);
    let times = || -> BTreeMap<PathBuf, std::time::SystemTime> {
        let entries = walkdir::WalkDir::new(&out).min_depth(1).into_iter();
        entries
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let time = entry
                    .metadata()
                    .expect("metadata")
                    .modified()
                    .expect("a time");
                (entry.into_path(), time)
            })
            .collect()
    };
    let before = times();
    consolidate(pair.input(0), &out);
    assert_eq!(times(), before);
    assert_eq!(pair.whole(&out), 0);
    // And every file that can carry the id of the run does.
    let account: serde_json::Value =
        serde_json::from_slice(&pair.results[0]["run.json"]).expect("JSON");
    let run = account["run"].as_str().expect("an id");
    for (name, bytes) in &pair.results[0] {
        let carries = match name.rsplit_once('.') {
            Some((_, "xlsx")) => properties(bytes).contains(run),
            _ => bytes
                .windows(run.len())
                .any(|window| window == run.as_bytes()),
        };
        assert!(carries, "{name}");
    }
}

fn properties(workbook: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("an archive");
    let part = archive.by_name("docProps/core.xml").expect("properties");
    std::io::read_to_string(part).expect("text")
}

#[test]
fn a_workbook_that_is_open_is_not_replaced_and_a_left_over_lock_file_does_not_block() {
    let pair = Pair::new();
    let out = pair.out();
    consolidate(pair.input(0), &out);
    let told = ["绩效自评汇总.xlsx", "打开", "关闭"];
    for name in [
        "~$绩效自评汇总.xlsx",
        ".~lock.绩效自评汇总.xlsx#",
        "~$自评汇总.xlsx",
    ] {
        let beside = out.join(name);
        let held = std::fs::File::create(&beside).expect("a lock file");
        held.lock().expect("locked");
        refused(pair.input(1), &out, &told);
        drop(held);
        let ended = consolidate(pair.input(1), &out);
        assert_eq!(ended.code, 0, "nobody holds it: {}", ended.stderr);
        std::fs::remove_file(beside).expect("removed");
        assert_eq!(pair.whole(&out), 1);
        consolidate(pair.input(0), &out);
    }
    if cfg!(target_os = "linux") {
        let book = out.join("绩效自评汇总.xlsx");
        let held = std::fs::File::options()
            .append(true)
            .open(book)
            .expect("the workbook");
        refused(pair.input(1), &out, &told);
        drop(held);
    }
    consolidate(pair.input(1), &out);
    assert_eq!(pair.whole(&out), 1);
}

#[test]
fn a_workbook_that_is_read_only_is_not_replaced() {
    let pair = Pair::new();
    let out = pair.out();
    consolidate(pair.input(0), &out);
    let book = out.join("绩效自评汇总.xlsx");
    let mode = std::fs::metadata(&book)
        .expect("the workbook")
        .permissions();
    let mut closed = mode.clone();
    closed.set_readonly(true);
    std::fs::set_permissions(&book, closed).expect("a mode");
    refused(
        pair.input(1),
        &out,
        &["绩效自评汇总.xlsx”是只读的", "取消只读"],
    );
    std::fs::set_permissions(&book, mode).expect("a mode");
    consolidate(pair.input(1), &out);
    assert_eq!(pair.whole(&out), 1);
}

#[allow(
    clippy::print_stderr,
    reason = "whoever reads the tests' output should see what was not tested"
)]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// A small disk of its own, as far as the machine lets one be had.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new(megabytes: usize) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mounted = cfg!(target_os = "linux")
            && Command::new("mount")
                .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
                .arg(folder.path())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success());
        if !mounted {
            skipped("no small disk can be mounted here");
        }
        mounted.then_some(Self(folder))
    }

    fn remount(&self, how: &str) -> bool {
        Command::new("mount")
            .args(["-o", &format!("remount,{how}")])
            .arg(self.0.path())
            .status()
            .is_ok_and(|status| status.success())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

/// Fills a disk but for so many bytes.
fn fill(folder: &Path, left: usize) -> PathBuf {
    use std::io::Write as _;
    let path = folder.join("填满");
    let mut file = std::fs::File::create(&path).expect("a file");
    let block = vec![0; 4096];
    let mut written = 0;
    while file.write_all(&block).is_ok() {
        written += block.len();
    }
    let keep = u64::try_from(written.saturating_sub(left)).expect("a length");
    file.set_len(keep).expect("shorter");
    path
}

#[test]
fn a_full_disk_leaves_the_earlier_results_whole() {
    let Some(disk) = SmallDisk::new(24) else {
        return;
    };
    let pair = Pair::new();
    let out = disk.0.path().join("结果");
    assert_eq!(consolidate(pair.input(0), &out).code, 0);
    let first = files_below(&out);
    let size: usize = first.values().map(Vec::len).sum();
    // From no room at all to almost enough for the new set.
    for parts in [0, 1, 3, 6, 9] {
        let filler = fill(disk.0.path(), size * parts / 10);
        let ended = consolidate(pair.input(1), &out);
        assert_eq!(ended.code, 3, "{parts}: {}", ended.stderr);
        for part in ["磁盘已满", "原有结果保持原样"] {
            assert!(ended.stderr.contains(part), "{part} in {}", ended.stderr);
        }
        assert!(files_below(&out) == first, "{parts}: a file changed");
        std::fs::remove_file(filler).expect("removed");
    }
    assert_eq!(consolidate(pair.input(1), &out).code, 0);
    assert!(files_below(&out) != first);
}

#[test]
fn a_read_only_place_is_told_before_anything_is_read() {
    let pair = Pair::new();
    if let Some(disk) = SmallDisk::new(24) {
        let out = disk.0.path().join("结果");
        assert_eq!(consolidate(pair.input(0), &out).code, 0);
        if disk.remount("ro") {
            refused(pair.input(1), &out, &["磁盘是只读的"]);
            let fresh = disk.0.path().join("新的");
            refused(
                pair.input(1),
                &fresh,
                &["不能建立结果文件夹", "磁盘是只读的"],
            );
        }
    }
    // A folder that its owner closed; root may write there all the same.
    let out = pair.out();
    consolidate(pair.input(0), &out);
    let mut closed = std::fs::metadata(&out).expect("the folder").permissions();
    let open = closed.clone();
    closed.set_readonly(true);
    std::fs::set_permissions(&out, closed).expect("a mode");
    let may = std::fs::File::create(out.join("试")).is_ok();
    if may {
        std::fs::remove_file(out.join("试")).expect("removed");
        skipped("this user may write into any folder");
    } else {
        refused(pair.input(1), &out, &["没有权限"]);
    }
    std::fs::set_permissions(&out, open).expect("a mode");
    // So is a folder of slips that is closed.
    let slips = out.join("反馈单");
    let mut closed = std::fs::metadata(&slips).expect("the folder").permissions();
    let open = closed.clone();
    closed.set_readonly(true);
    std::fs::set_permissions(&slips, closed).expect("a mode");
    refused(pair.input(1), &out, &["“反馈单”是只读的"]);
    std::fs::set_permissions(&slips, open).expect("a mode");
}

#[test]
fn what_an_interrupted_run_left_is_gone_after_the_next() {
    use std::io::Write as _;
    let pair = Pair::new();
    let out = pair.out();
    consolidate(pair.input(0), &out);
    for left in [
        ".汇评-abcd.tmp",
        "data/.汇评-efgh.tmp",
        ".汇评-锁",
        ".汇评-暂存/新/report.html",
    ] {
        let path = out.join(left);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let mut file = std::fs::File::create(path).expect("a file");
        file.write_all(b"half").expect("written");
    }
    consolidate(pair.input(1), &out);
    assert_eq!(pair.whole(&out), 1);
}
