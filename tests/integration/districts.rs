//! A city consolidates its districts from their data alone: one ranking across both, each department
//! under the name of its district.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::grid_file::json;
use crate::program::{SAMPLES_OF_2023, huiping, samples, shown};

/// The heads in the third row of a sheet, and the rows below by them.
fn rows(book: &Path, sheet: &str) -> Vec<BTreeMap<String, String>> {
    let mut book: Xlsx<_> = open_workbook(book).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let lines: Vec<Vec<String>> = range
        .rows()
        .map(|row| row.iter().map(Data::to_string).collect())
        .collect();
    lines[3..]
        .iter()
        .map(|line| lines[2].iter().cloned().zip(line.iter().cloned()).collect())
        .collect()
}

fn figure(value: &Value, path: &str) -> u64 {
    value.pointer(path).and_then(Value::as_u64).unwrap()
}

#[test]
fn two_districts_are_ranked_together_without_their_workbooks() {
    let folder = tempfile::tempdir().unwrap();
    let within = |name: &str| folder.path().join(name);
    // Two districts: the same samples, of one year each, so that the sums are known from the parts.
    for (district, year) in [("东城", "2023"), ("西城", "2022")] {
        let out = within(district).join("output");
        let ended = huiping(&[
            "consolidate",
            shown(&samples()),
            "--year",
            year,
            "-o",
            shown(&out),
            "--no-slips",
        ]);
        assert_eq!(ended.code, 2, "{}", ended.stderr);
        // Only the data travel.
        fs::remove_file(out.join("绩效自评汇总.xlsx")).unwrap();
    }
    let city = within("市");
    let ended = huiping(&[
        "consolidate",
        "--from",
        shown(&within("东城").join("output/data")),
        shown(&within("西城").join("output/data")),
        "-o",
        shown(&city),
    ]);
    assert_eq!(ended.code, 0, "{}\n{}", ended.stdout, ended.stderr);
    assert!(!city.join("反馈单").exists(), "no slips without workbooks");

    let [east, west, both] =
        ["东城/output", "西城/output", "市"].map(|name| json(&within(name).join("run.json")));
    for count in [
        "/counts/forms",
        "/counts/indicators",
        "/counts/findings/error",
    ] {
        assert_eq!(
            figure(&both, count),
            figure(&east, count) + figure(&west, count),
            "{count}"
        );
    }
    let ranking = rows(&city.join("绩效自评汇总.xlsx"), "排名表");
    let named = |district: &str| {
        let of = format!("{district}·");
        ranking
            .iter()
            .filter(|row| row["部门"].starts_with(&of))
            .count()
    };
    assert_eq!(named("东城") + named("西城"), ranking.len());
    // The samples hold 19 departments and 2 projects of 2023, 21 departments of 2022.
    assert_eq!((named("东城"), named("西城")), (21, 21));
    // Without sources to open, the links say why.
    let summary = rows(&city.join("绩效自评汇总.xlsx"), "汇总表");
    assert!(summary[0]["打开原表"].contains("上报数据"), "{summary:?}");
}

#[test]
fn scores_of_two_districts_share_one_league() {
    let folder = tempfile::tempdir().unwrap();
    let within = |name: &str| folder.path().join(name);
    let data = SAMPLES_OF_2023.folder.path();
    for district in ["东城", "西城"] {
        fs::create_dir_all(within(district).join("data")).unwrap();
        for file in fs::read_dir(data.join("data")).unwrap() {
            let file = file.unwrap();
            let to = within(district).join("data").join(file.file_name());
            fs::copy(file.path(), to).unwrap();
        }
        fs::copy(data.join("run.json"), within(district).join("run.json")).unwrap();
    }
    let city = within("市");
    let ended = huiping(&[
        "consolidate",
        "--from",
        shown(&within("东城")),
        shown(&within("西城")),
        "-o",
        shown(&city),
    ]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let ranking = rows(&city.join("绩效自评汇总.xlsx"), "排名表");
    // Each score stands there twice, so each rank is shared and the next is skipped: 1, 1, 3, 3, …
    let ranks: Vec<&str> = ranking
        .iter()
        .filter(|row| row["表类"] == "部门整体支出")
        .map(|row| row["名次"].as_str())
        .collect();
    assert_eq!(ranks.len(), 38);
    assert_eq!(ranks[..4], ["1", "1", "3", "3"]);
    assert_eq!(ranks[36..], ["37", "37"]);
    assert!(ranking[0]["并列与相近"].starts_with("并列："));
}

#[test]
fn districts_scored_by_different_profiles_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let within = |name: &str| folder.path().join(name);
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/whole/two-districts");
    for (district, profile) in [("岫原区", "national-2020"), ("棠汀区", "strict")] {
        let ended = huiping(&[
            "consolidate",
            shown(&cases.join(district)),
            "--profile",
            profile,
            "-o",
            shown(&within(district)),
        ]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
    }
    let joined = |out: &str, second: &str| {
        huiping(&[
            "consolidate",
            "--from",
            shown(&within("岫原区").join("data")),
            shown(&within(second).join("data")),
            "-o",
            shown(&within(out)),
        ])
    };
    let ended = joined("市", "棠汀区");
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stdout.contains("评分方案不一（") && ended.stdout.contains("用 strict"),
        "{}",
        ended.stdout
    );
    // 教育局 of either district is a unit of its own.
    assert!(ended.stdout.contains("自评表 2 份"), "{}", ended.stdout);
}
