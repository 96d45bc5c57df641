//! Several files of one unit for one year: which counts, why, and what differs.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use calamine::{Reader as _, Xlsx, open_workbook};
use serde_json::json;

use crate::grid_file::xlsx;
use crate::program::{Ended, huiping, shown};

/// The bytes of a department's form with this total.
fn form(unit: &str, year: i32, total: &str) -> Vec<u8> {
    let score: rust_decimal::Decimal = total.parse().expect("a number");
    let rest = (score - rust_decimal::Decimal::new(595, 1)).to_string();
    xlsx(&json!({
        "sheet_name": "自评表",
        "rows": [
            ["部门整体支出绩效自评表"],
            [format!("（{year}年度）")],
            ["部门名称", unit],
            ["预算执行情况（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分"],
            ["", "年度资金总额", "200", "200", "190", "95%", "10", "9.5"],
            ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "偏差原因"],
            ["产出指标", "数量指标", "接收档案卷数", "≥800卷", "812卷", "50", "50", ""],
            ["效益指标", "社会效益指标", "服务满意率", "≥95%", "97%", "40", rest, ""],
            ["总分", "", "", "", "", "100", total, ""]
        ]
    }))
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, bytes).expect("a file");
}

/// Consolidates a folder; the rows of 缺报与版本 below the heading that begins like this, as texts.
fn rows(folder: &Path, heading: &str, more: &[&str]) -> Vec<Vec<String>> {
    let out = tempfile::tempdir().expect("a folder");
    let arguments = [
        &["consolidate", shown(folder), "-q", "-o", shown(out.path())],
        more,
    ]
    .concat();
    let ended = huiping(&arguments);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let mut book: Xlsx<_> =
        open_workbook(out.path().join("绩效自评汇总.xlsx")).expect("the workbook");
    let range = book.worksheet_range("缺报与版本").expect("the sheet");
    let all: Vec<Vec<String>> = range
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    let at = all.iter().position(|row| row[0].starts_with(heading));
    all.into_iter()
        .skip(at.map_or(usize::MAX, |at| at + 2))
        .take_while(|row| row[0].parse::<i32>().is_ok())
        .map(|row| row.into_iter().filter(|text| !text.is_empty()).collect())
        .collect()
}

fn refused(folder: &Path, more: &[&str]) -> Ended {
    let out = tempfile::tempdir().expect("a folder");
    let arguments = [
        &["consolidate", shown(folder), "-q", "-o", shown(out.path())],
        more,
    ]
    .concat();
    huiping(&[arguments.as_slice(), &["--on-duplicate", "error"]].concat())
}

#[test]
fn of_three_versions_the_last_counts_and_each_difference_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let unit = "云岫区教育局";
    put(folder.path(), "2023/教育局.xlsx", &form(unit, 2023, "95"));
    put(
        folder.path(),
        "2023/教育局（第三稿）.xlsx",
        &form("教育局", 2023, "97"),
    );
    put(
        folder.path(),
        "2023/教育局（修改）.xlsx",
        &form(unit, 2023, "96"),
    );
    let versions = rows(folder.path(), "二、", &[]);
    assert_eq!(versions.len(), 2);
    for row in &versions {
        assert!(
            row.iter()
                .any(|text| text.contains("（第三稿）.xlsx”所示的稿次晚于")),
            "{row:?}"
        );
    }
    let differences = rows(folder.path(), "三、", &[]);
    // Name, one score and the total, for each of the two.
    assert_eq!(differences.len(), 6, "{differences:?}");
    let told = |parts: &[&str]| {
        differences
            .iter()
            .any(|row| parts.iter().all(|part| row.iter().any(|text| text == part)))
    };
    assert!(told(&["自评总分", "G9", "95", "97"]), "{differences:?}");
    assert!(
        told(&["服务满意率·得分", "G8", "36.5", "37.5"]),
        "{differences:?}"
    );
    let ended = refused(folder.path(), &[]);
    assert_eq!(ended.code, 3);
    for part in ["（第三稿）.xlsx", "（修改）.xlsx", "内容不同"] {
        assert!(ended.stderr.contains(part), "{part} in {}", ended.stderr);
    }
}

#[test]
fn the_same_form_in_another_format_and_in_an_archive_is_a_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = form("云岫区档案馆", 2023, "95");
    put(folder.path(), "2023/档案馆.xlsx", &bytes);
    let text = "部门整体支出绩效自评表\n（2023年度）\n部门名称,云岫区档案馆\n\
        预算执行情况（万元）,,年初预算数,全年预算数,全年执行数,执行率,分值,得分\n\
        ,年度资金总额,200.00,200,190,95.00%,10,9.5\n\
        一级指标,二级指标,三级指标,指标值,实际完成值,分值,得分,偏差原因\n\
        产出指标,数量指标,接收档案卷数,≥800卷,812卷,50,50,\n\
        效益指标,社会效益指标,服务满意率,≥95%,97%,40,35.5,\n总分,,,,,100,95,\n";
    put(folder.path(), "2023/档案馆（导出）.csv", text.as_bytes());
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive
        .start_file("2023/档案馆.xlsx", zip::write::SimpleFileOptions::default())
        .expect("a member");
    archive.write_all(&bytes).expect("bytes");
    put(
        folder.path(),
        "报送.zip",
        archive.finish().expect("an archive").get_ref(),
    );
    let versions = rows(folder.path(), "二、", &[]);
    assert_eq!(versions.len(), 2, "{versions:?}");
    for row in &versions {
        assert!(
            row.iter().any(|text| text == "与另一份内容完全相同"),
            "{row:?}"
        );
    }
    assert_eq!(rows(folder.path(), "三、", &[]).len(), 0);
    assert!(refused(folder.path(), &[]).stderr.contains("内容相同"));
}

#[test]
fn where_names_and_dates_say_nothing_the_file_changed_later_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, total, minutes) in [("甲.xlsx", "95", 10), ("乙.xlsx", "96", 500)] {
        put(folder.path(), name, &form("云岫区教育局", 2023, total));
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_713_000_000 + 60 * minutes);
        let file = std::fs::File::options()
            .write(true)
            .open(folder.path().join(name));
        file.expect("the file").set_modified(time).expect("a time");
    }
    // By path 甲 would be the later.
    let versions = rows(folder.path(), "二、", &[]);
    let row = versions.first().expect("a version that does not count");
    let mut lines = row.iter().flat_map(|text| text.lines());
    assert!(lines.any(|line| line == "甲.xlsx"), "{row:?}");
    assert!(
        row.iter()
            .any(|text| text.contains("“乙.xlsx”修改时间较晚")),
        "{row:?}"
    );
}

#[test]
fn versions_are_followed_and_refused_within_the_years_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    put(
        folder.path(),
        "2022/水利局.xlsx",
        &form("云岫区水利局", 2022, "90"),
    );
    put(
        folder.path(),
        "2023/教育局.xlsx",
        &form("云岫区教育局", 2023, "95"),
    );
    put(
        folder.path(),
        "2023/教育局（更正）.xlsx",
        &form("云岫区教育局", 2023, "96"),
    );
    let versions = rows(folder.path(), "二、", &["--year", "2023"]);
    // 年度, 表号, 部门, 不计入原因, 计入的表号: the forms of the year alone are numbered.
    let row = versions.first().expect("a version that does not count");
    assert_eq!((row[1].as_str(), row[4].as_str()), ("1", "2"), "{row:?}");
    assert_eq!(refused(folder.path(), &["--year", "2022"]).code, 0);
    assert_eq!(refused(folder.path(), &["--year", "2023"]).code, 3);
}

#[test]
fn units_with_like_names_and_the_projects_of_a_unit_are_no_versions() {
    let folder = tempfile::tempdir().expect("a folder");
    let units = [
        "云岫区教育局",
        "云岫区教育局机关服务中心",
        "云岫区第一中学",
        "云岫区第二中学",
        "云岫区第一中学（东校区）",
        "河东县教育局",
    ];
    for (nth, unit) in units.iter().enumerate() {
        put(
            folder.path(),
            &format!("{nth}.xlsx"),
            &form(unit, 2023, "95"),
        );
    }
    let project = xlsx(&json!({
        "sheet_name": "自评表",
        "rows": [
            ["项目支出绩效自评表"],
            ["（2023年度）"],
            ["项目名称", "校舍维修"],
            ["主管部门", "云岫区教育局", "", "实施单位", "云岫区教育局"],
            ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "偏差原因"],
            ["产出指标", "数量指标", "维修校舍数量", "≥8栋", "8栋", "100", "100", ""],
            ["总分", "", "", "", "", "100", "100", ""]
        ]
    }));
    put(folder.path(), "教育局项目.xlsx", &project);
    put(
        folder.path(),
        "上年.xlsx",
        &form("云岫区教育局", 2022, "95"),
    );
    assert_eq!(rows(folder.path(), "二、", &[]).len(), 0);
    assert_eq!(refused(folder.path(), &[]).code, 0);
}

#[test]
fn an_archive_that_cannot_be_opened_is_named_and_the_run_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = form("云岫区档案馆", 2023, "95");
    put(folder.path(), "2023/档案馆.xlsx", &bytes);
    put(folder.path(), "2023/~$档案馆.xlsx", b"lock");
    put(folder.path(), "照片.jpg", b"\xff\xd8\xff\xe0");
    let out = tempfile::tempdir().expect("a folder");
    let run = || {
        huiping(&[
            "consolidate",
            shown(folder.path()),
            "-q",
            "-o",
            shown(out.path()),
        ])
    };
    let ended = run();
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let skipped = ended.stdout.split("\n跳过：\n").nth(1).expect("a list");
    assert!(skipped.contains("照片.jpg：图片"), "{skipped}");
    assert!(!ended.stdout.contains("~$"), "{}", ended.stdout);
    for (name, bytes) in [
        ("水利局.rar", &b"Rar!\x1a\x07\x00rest"[..]),
        ("教育局.zip", &b"PK\x03\x04broken"[..]),
    ] {
        put(folder.path(), name, bytes);
        let ended = run();
        assert_eq!(ended.code, 2, "{name}: {}", ended.stdout);
        let line = ended.stdout.lines().find(|line| line.contains(name));
        assert!(
            line.is_some_and(|line| line.contains("请解压到文件夹后重试")),
            "{name}: {}",
            ended.stdout
        );
        std::fs::remove_file(folder.path().join(name)).expect("removed");
    }
}

#[test]
fn a_roster_that_cannot_be_understood_is_told_and_the_run_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = form("云岫区档案馆", 2023, "95");
    put(folder.path(), "2023/档案馆.xlsx", &bytes);
    put(
        folder.path(),
        "应报单位名单.csv",
        "云岫区档案馆,甲\n云岫区水利局,乙\n".as_bytes(),
    );
    let out = tempfile::tempdir().expect("a folder");
    let run = |more: &[&str]| {
        let arguments = [
            "consolidate",
            shown(folder.path()),
            "-q",
            "-o",
            shown(out.path()),
        ];
        huiping(&[&arguments[..], more].concat())
    };
    let told = |ended: &Ended| {
        let mut lines = ended.stdout.lines();
        let line = lines.find(|line| line.trim_start().starts_with("应报单位名单.csv："));
        line.expect("the list is named").to_owned()
    };
    let ended = run(&[]);
    assert_eq!(ended.code, 2, "{}", ended.stdout);
    let line = told(&ended);
    assert!(line.contains("没有找到表头"), "{line}");
    assert!(line.ends_with("；本次没有核对缺报"), "{line}");
    // With another list the reports are held against that.
    let other = folder.path().join("另一份.csv");
    std::fs::write(&other, "单位名称\n云岫区档案馆\n").expect("a file");
    let ended = run(&["--roster", shown(&other)]);
    assert_eq!(ended.code, 2, "{}", ended.stdout);
    assert!(
        !told(&ended).contains("本次没有核对缺报"),
        "{}",
        ended.stdout
    );
}

#[test]
fn a_check_names_the_versions_that_it_left_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let unit = "云岫区教育局";
    put(folder.path(), "教育局.xlsx", &form(unit, 2023, "95"));
    let told = "另有 1 份为旧版或重复件，没有核对：";
    let alone = huiping(&["check", shown(folder.path())]);
    assert!(!alone.stdout.contains("旧版"), "{}", alone.stdout);
    put(
        folder.path(),
        "教育局（修改）.xlsx",
        &form(unit, 2023, "96"),
    );
    let both = huiping(&["check", shown(folder.path())]);
    assert!(both.stdout.contains("共核对自评表 1 份"), "{}", both.stdout);
    let line = both.stdout.lines().find(|line| line.starts_with(told));
    let line = line.expect("the older one is named");
    assert!(line.ends_with("教育局.xlsx"), "{line}");
}
