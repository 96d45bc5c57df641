//! What profile and settings say reaches every stage, by the kind of form and the submission's year.

use std::collections::BTreeMap;

use crate::league::{Run, case};
use crate::program::{huiping, shown};

fn only(rows: Vec<BTreeMap<String, String>>, unit: &str) -> BTreeMap<String, String> {
    let found = rows.into_iter().find(|row| row["部门"].contains(unit));
    found.unwrap_or_else(|| panic!("no row of {unit}"))
}

/// A file in a new folder.
fn written(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("the file");
    let path = shown(&path).to_owned();
    (folder, path)
}

#[test]
fn the_year_that_scores_is_the_submissions() {
    // 50 of 100 people is half the target: 10 of 20 points, and none where 2021 wants 60 % at least.
    let profile = case("floor-for-2021.toml");
    for folder in ["year-from-folder", "year-in-form"] {
        for (more, score) in [(vec![], "90"), (vec!["--profile", shown(&profile)], "80")] {
            let run = Run::of(&case(folder), &more);
            let row = only(run.table("汇总表", "复算得分"), "甲局");
            assert_eq!(row["年度"], "2021", "{folder}");
            assert_eq!(row["复算得分"], score, "{folder} {more:?}");
        }
    }
}

#[test]
fn forms_of_120_points_are_ranked_by_a_profile_of_120_points() {
    let profile = case("full-score-120.toml");
    let run = Run::of(&case("full-score-120"), &["--profile", shown(&profile)]);
    for (unit, score, rank) in [("甲局", "118", "1"), ("乙局", "116", "2")] {
        let row = only(run.table("排名表", "部门"), unit);
        assert_eq!((&*row["复算得分"], &*row["名次"]), (score, rank));
    }
    // The same forms are out of 120 by a profile of 100: brought to it, 118 ÷ 120 × 100.
    let run = Run::of(&case("full-score-120"), &[]);
    let row = only(run.table("汇总表", "复算得分"), "甲局");
    assert_eq!(row["复算得分"], "98.33");
}

#[test]
fn a_total_that_was_rescaled_says_so_wherever_it_is_shown() {
    let run = Run::of(&case("weights-105"), &[]);
    // 104.5 ÷ 105 × 100 and 94.5 ÷ 95 × 100.
    for (unit, score, arithmetic) in [
        ("甲局", "99.52", "104.5 ÷ 105 × 100 = 99.52"),
        ("乙局", "99.47", "94.5 ÷ 95 × 100 = 99.47"),
    ] {
        let row = only(run.table("汇总表", "复算得分"), unit);
        assert_eq!(row["复算得分"], score);
        assert!(row["备注"].contains(arithmetic), "{}", row["备注"]);
        assert!(run.says("问题清单", arithmetic), "{unit}");
    }
}

#[test]
fn each_form_is_graded_by_the_grades_of_its_year() {
    let (_folder, profile) = written(
        "own.toml",
        "extends = \"national-2020\"\nlabel = \"试\"\nsummary = \"2021 年只分两级\"\n\
         [[year.2021.grades]]\nname = \"合格\"\nfrom = 85\n\
         [[year.2021.grades]]\nname = \"不合格\"\nfrom = 0\n",
    );
    let later = case("compare-same-profile");
    let run = Run::of(
        &case("year-in-form"),
        &[shown(&later), "--profile", &profile],
    );
    let rows = run.table("汇总表", "表号");
    for row in &rows {
        let national = ["优", "良", "中", "差"].contains(&&*row["复算等级"]);
        assert_eq!(national, row["年度"] != "2021", "{row:?}");
        assert_eq!(row["复算等级"], row["最终等级"], "{row:?}");
    }
    let of_2021: Vec<_> = rows.iter().filter(|row| row["年度"] == "2021").collect();
    assert_eq!(of_2021.len(), 1);
    assert_eq!(of_2021[0]["复算等级"], "合格");
    assert!(run.says("说明", "不合格"));
}

#[test]
fn the_rules_tell_what_is_in_force_and_whose_word_it_is() {
    let (_folder, settings) = written("own.toml", "[checks.L07]\nreason_from = 1.2\n");
    let run = Run::of(&case("full-score-120"), &["--config", &settings]);
    let rows = run.table("校验规则", "规则");
    let held = |id: &str| {
        let row = rows.iter().find(|row| row["规则"] == id);
        row.map(|row| row["阈值与允差"].clone()).unwrap_or_default()
    };
    assert!(held("L07").contains("1.2（设置）"), "{}", held("L07"));
    assert!(held("L14").contains("0.9（评分方案）"), "{}", held("L14"));
    assert!(held("Y01").contains("0.8（规则默认）"), "{}", held("Y01"));
    assert_eq!(held("A12"), "允差：0.01（评分方案）");

    let page = |more: &[&str]| {
        let ended = huiping(&[&["rules", "L07"], more].concat());
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.stdout
    };
    assert!(page(&[]).contains("reason_from = 1.3（"));
    assert!(page(&["--config", &settings]).contains("reason_from = 1.2（"));
    assert!(page(&["--config", &settings]).contains("；设置）"));
    assert!(page(&["--profile", "strict"]).contains("reason_from = "));
}
