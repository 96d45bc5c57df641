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

/// A list of forms whose tables differ in the name and in the score of one row only: as many as there are
/// scores, of 60, for 新增就业.
fn folder_of(scores: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (number, score) in (1..).zip(scores) {
        let unit = format!("第{number:02}局");
        let total = score.parse::<u32>().expect("a score") + 40;
        let rows = [
            "部门整体支出绩效自评表,,,,,,".to_owned(),
            "（2023年度）,,,,,金额单位：万元,".to_owned(),
            format!("部门名称,{unit},,,,,"),
            "预算执行,,年初预算数,全年预算数,全年执行数,分值,得分".to_owned(),
            "年度资金总额,,100,100,100,10,10".to_owned(),
            "一级指标,二级指标,三级指标,指标值,实际完成值,分值,得分".to_owned(),
            "产出指标,数量指标,培训人数,≥100人,120人,30,30".to_owned(),
            format!("效益指标,社会效益,新增就业人数,≥60人,{score}人,60,{score}"),
            format!("总分,,,,,100,{total}"),
        ];
        std::fs::write(folder.path().join(format!("{unit}.csv")), rows.join("\n")).expect("a form");
    }
    folder
}

/// The lines of the ranking on 总览: department and rank, empty lines left out.
fn overview(run: &Run) -> Vec<(String, String)> {
    let rows = run.rows("总览");
    let heading = rows
        .iter()
        .position(|row| row.iter().any(|cell| cell == "最终名次"))
        .expect("the ranking");
    let column = |title: &str| rows[heading].iter().position(|cell| cell == title);
    let (name, rank) = (
        column("部门").expect("部门"),
        column("最终名次").expect("最终名次"),
    );
    rows[heading + 1..]
        .iter()
        .take(10)
        .map(|row| (row[name].clone(), row[rank].clone()))
        .take_while(|(name, _)| !name.starts_with('四'))
        .filter(|line| *line != (String::new(), String::new()))
        .collect()
}

#[test]
fn the_overview_shares_ranks_and_cuts_at_whole_ties() {
    let told = |scores: &[&str]| -> Vec<String> {
        let folder = folder_of(scores);
        let run = Run::of(folder.path(), &[]);
        let lines = overview(&run);
        assert!(!run.says("总览", "#N/A"));
        lines
            .into_iter()
            .map(|(name, rank)| format!("{name} {rank}"))
            .collect()
    };
    // A short list is whole: 1, 2, 2, 4.
    assert_eq!(
        told(&["55", "58", "55", "50"]),
        ["第02局 1", "第01局 2", "第03局 2", "第04局 4"]
    );
    // Seven share the first rank, then 8 to 11; the last five of eleven begin within the tie.
    assert_eq!(
        told(&[
            "60", "60", "60", "60", "60", "60", "60", "50", "49", "48", "47"
        ]),
        [
            "并列第 1：7 家 1",
            "并列第 1：7 家 1",
            "第08局 8",
            "第09局 9",
            "第10局 10",
            "第11局 11"
        ]
    );
    // Ranks 1 to 4, then three share the fifth; the last five are 8 to 12.
    assert_eq!(
        told(&[
            "60", "59", "58", "57", "55", "55", "55", "50", "49", "48", "47", "46"
        ]),
        [
            "第01局 1",
            "第02局 2",
            "第03局 3",
            "第04局 4",
            "并列第 5：3 家 5",
            "第08局 8",
            "第09局 9",
            "第10局 10",
            "第11局 11",
            "第12局 12"
        ]
    );
}
