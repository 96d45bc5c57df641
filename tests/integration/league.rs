//! Small folders on which ranks, lateness and likeness once said two things: every place says the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::program::{huiping, shown};

/// A folder of `tests/fixtures/whole`.
pub(crate) fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/whole/{name}"))
}

/// The main job on a folder; its workbook.
pub(crate) struct Run(tempfile::TempDir);

impl Run {
    pub(crate) fn of(folder: &Path, more: &[&str]) -> Self {
        let results = tempfile::tempdir().expect("a folder");
        let mut arguments = vec!["consolidate", shown(folder), "-o", shown(results.path())];
        arguments.extend(more);
        let ended = huiping(&arguments);
        assert_eq!(ended.code, 0, "{}\n{}", ended.stdout, ended.stderr);
        Self(results)
    }

    fn rows(&self, sheet: &str) -> Vec<Vec<String>> {
        let path = self.0.path().join("绩效自评汇总.xlsx");
        let mut book: Xlsx<_> = open_workbook(path).expect("the workbook");
        let range = book.worksheet_range(sheet).expect(sheet);
        let text = |cell: &Data| cell.to_string();
        range
            .rows()
            .map(|row| row.iter().map(text).collect())
            .collect()
    }

    /// The rows below the heading row that holds `title`, as far as they have something there.
    pub(crate) fn table(&self, sheet: &str, title: &str) -> Vec<BTreeMap<String, String>> {
        let rows = self.rows(sheet);
        let heading = rows
            .iter()
            .position(|row| row.iter().any(|cell| cell == title))
            .unwrap_or_else(|| panic!("{sheet}: no column {title}"));
        rows[heading + 1..]
            .iter()
            .map(|row| rows[heading].iter().cloned().zip(row.clone()).collect())
            .take_while(|row: &BTreeMap<String, String>| !row[title].is_empty())
            .collect()
    }

    pub(crate) fn says(&self, sheet: &str, text: &str) -> bool {
        let mut cells = self.rows(sheet).into_iter().flatten();
        cells.any(|cell| cell.contains(text))
    }
}

#[test]
fn the_profile_in_force_held_against_itself_moves_nobody() {
    let run = Run::of(
        &case("compare-same-profile"),
        &["--compare-profile", "national-2020"],
    );
    let rows = run.table("方案对比", "部门");
    assert_eq!(rows.len(), 3);
    for row in rows {
        assert_eq!(row["名次"], row["换用后名次"], "{row:?}");
        assert!(matches!(&*row["名次升降"], "" | "0"), "{row:?}");
    }
}

/// A copy of the case whose files were last changed on a day.
fn changed_on(name: &str, seconds: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(case(name)).expect("the case") {
        let from = entry.expect("a file").path();
        let to = folder.path().join(from.file_name().expect("a name"));
        std::fs::copy(&from, &to).expect("a copy");
        let file = std::fs::File::options()
            .write(true)
            .open(&to)
            .expect("the copy");
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .expect("a time");
    }
    folder
}

#[test]
fn the_list_of_problems_and_the_list_of_units_agree_on_who_was_late() {
    // The deadline is 15 March 2024; 乙局 states 20 May, 甲局 nothing. 20 and 15 March in China:
    for (seconds, timing, findings) in [(1_710_864_000, "可能逾期", 2), (1_710_518_399, "按时", 1)]
    {
        let folder = changed_on("lateness", seconds);
        let run = Run::of(folder.path(), &[]);
        let of_unit: BTreeMap<String, String> = run
            .table("缺报与版本", "单位名称")
            .into_iter()
            .map(|row| (row["单位名称"].clone(), row["是否逾期"].clone()))
            .collect();
        assert_eq!(of_unit["乙局"], "逾期");
        assert_eq!(of_unit["甲局"], timing);
        let told: Vec<BTreeMap<String, String>> = run
            .table("问题清单", "部门")
            .into_iter()
            .filter(|row| row["规则"] == "M02")
            .collect();
        assert_eq!(told.len(), findings);
        let of = |unit: &str| told.iter().find(|row| row["部门"] == unit);
        // 31 − 15 + 30 + 20 days.
        let stated = of("乙局").expect("a finding");
        assert_eq!(stated["级别"], "疑点");
        assert!(stated["说明"].contains("逾期 66 天"), "{stated:?}");
        // A file may have been copied: that alone is never more than a hint.
        if let Some(by_file) = of("甲局") {
            assert_eq!(by_file["级别"], "提示");
            assert!(by_file["说明"].contains("文件修改日期是 2024年3月20日"));
            assert!(run.says("缺报与版本", "逾期 1、可能逾期 1"));
        }
    }
}

/// The findings that 雷同与异常 lists, by their numbers.
fn listed(run: &Run) -> Vec<String> {
    let rows = run.rows("雷同与异常");
    let number = rows
        .iter()
        .find_map(|row| row.iter().position(|cell| cell == "问题编号"));
    let Some(number) = number else {
        return Vec::new();
    };
    rows.into_iter()
        .map(|row| row[number].clone())
        .filter(|cell| cell.parse::<u32>().is_ok())
        .collect()
}

#[test]
fn what_is_alike_is_what_the_rules_found() {
    let run = Run::of(&case("copied-tables"), &[]);
    // Two forms with the same indicators, each told of the other; 甲局 is full throughout, 乙局 has 9.9 of
    // the 10 points for its execution.
    let of_rule = |rule: &str| -> Vec<String> {
        run.table("问题清单", "部门")
            .into_iter()
            .filter(|row| row["规则"] == rule)
            .map(|row| row["问题编号"].clone())
            .collect()
    };
    let told = ["Y01", "L16"].map(of_rule);
    assert_eq!(told.each_ref().map(Vec::len), [2, 1]);
    assert_eq!(listed(&run), told.concat());
    assert!(run.says("雷同与异常", "（规则 Y01），共 2 个"));
    assert!(run.says("雷同与异常", "没有判定：同类部门太少"));
}

#[test]
fn rules_that_are_off_are_silent_on_the_sheet_too() {
    let settings = tempfile::tempdir().expect("a folder");
    let config = settings.path().join("huiping.toml");
    let off = ["L16", "Y01", "Y05"].map(|rule| format!("[checks.{rule}]\nenabled = false\n"));
    std::fs::write(&config, off.concat()).expect("settings");
    let run = Run::of(&case("copied-tables"), &["--config", shown(&config)]);
    assert_eq!(listed(&run), [""; 0]);
    for (rule, state) in [("Y01", "停用"), ("Y05", "停用"), ("L16", "停用")] {
        let told = format!("（规则 {rule}），共 0 个；该规则已{state}");
        assert!(run.says("雷同与异常", &told), "{told}");
    }
}
