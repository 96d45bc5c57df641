//! What the program says when it cannot do what was asked: where, what, and how to mend it.

use std::path::{Path, PathBuf};

use crate::program::{huiping, samples, shown};

/// Exit code 3, the message and a hint, nothing on stdout.
fn refused(arguments: &[&str], parts: &[&str]) {
    let ended = huiping(arguments);
    assert_eq!(ended.code, 3, "{arguments:?}: {}", ended.stderr);
    assert_eq!(ended.stdout, "", "{arguments:?}");
    for part in parts {
        assert!(ended.stderr.contains(part), "{part} in {}", ended.stderr);
    }
}

#[test]
fn a_missing_folder() {
    refused(
        &["consolidate", "没有这个文件夹"],
        &["错误：找不到路径：没有这个文件夹", "建议："],
    );
}

#[test]
fn an_empty_folder() {
    let empty = tempfile::tempdir().expect("a folder");
    refused(
        &["consolidate", shown(empty.path())],
        &["错误：文件夹里没有任何文件", "建议："],
    );
}

#[test]
fn a_folder_without_forms() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("说明.csv");
    std::fs::write(&text, "甲,乙\n1,2\n").expect("a file");
    refused(
        &["consolidate", shown(folder.path())],
        &["没有读到任何自评表", "建议："],
    );
}

#[test]
fn an_unknown_year() {
    let samples = samples();
    refused(
        &["consolidate", shown(&samples), "--year", "2019"],
        &["没有 2019 年度的自评表", "2022、2023", "--year"],
    );
}

#[test]
fn an_unknown_profile() {
    let samples = samples();
    refused(
        &["check", shown(&samples), "--profile", "xinjian"],
        &["xinjian", "xinjiang"],
    );
}

#[test]
fn an_output_folder_that_cannot_be_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("占位.txt");
    std::fs::write(&file, "x").expect("a file");
    let samples = samples();
    let below = file.join("结果");
    refused(
        &["consolidate", shown(&samples), "-o", shown(&below)],
        &["结果"],
    );
}

#[test]
fn an_unknown_command_and_option() {
    refused(
        &["consolidat", "x"],
        &["没有这个命令：consolidat", "consolidate"],
    );
    refused(
        &["check", "x", "--profil", "y"],
        &["没有这个选项：--profil"],
    );
    refused(&["consolidate"], &["没有写要汇总的文件夹", "--from"]);
    refused(&["extract"], &["缺少参数"]);
}

#[test]
fn a_settings_file_with_a_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("huiping.toml");
    std::fs::write(&path, "[checks.A12]\nseverty = \"提示\"\n").expect("a file");
    let samples = samples();
    refused(
        &["check", shown(&samples), "--config", shown(&path)],
        &["第 2 行", "severty", "severity"],
    );
}

#[test]
fn a_duplicate_that_was_to_stop_the_run() {
    let samples = samples();
    refused(
        &["consolidate", shown(&samples), "--on-duplicate", "error"],
        &[
            "云岫区市场监督管理局",
            "市场监督管理局整体支出自评表（修改）.xlsx",
        ],
    );
}

#[test]
fn one_form_can_be_checked_before_it_is_sent_in() {
    let form = samples().join("2023/人力资源和社会保障局.xlsx");
    let ended = huiping(&["check", shown(&form)]);
    assert_eq!(ended.code, 1);
    assert!(ended.stdout.contains("A12"), "{}", ended.stdout);
    let clean = samples().join("2023/云岫区教育局2023年度部门整体支出绩效自评表.xlsx");
    let ended = huiping(&["check", shown(Path::new(&clean))]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
}

/// A folder with two forms of departments.
fn two_forms() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = |from: &str, to: &str| {
        let path = folder.path().join(to);
        std::fs::copy(samples().join("2023").join(from), &path).expect("a copy");
        path
    };
    let one = copy("水利局.xlsx", "水利局.xlsx");
    let other = copy("107-民政局.xlsx", "民政局.xlsx");
    (folder, one, other)
}

#[test]
fn a_form_is_never_replaced_by_a_coloured_copy_or_by_json() {
    let (folder, one, other) = two_forms();
    let bytes = std::fs::read(&one).expect("the form");
    let told = "已经存在，不是本程序写的，不能覆盖";
    refused(
        &["explain", "--xlsx", shown(&one), shown(&other)],
        &[told, "要说明的文件写在 --xlsx 之前"],
    );
    for source in [&one, &other] {
        refused(
            &["extract", shown(source), "-o", shown(&one), "--quiet"],
            &[told, "换一个以 .json 结尾的文件名"],
        );
    }
    assert_eq!(std::fs::read(&one).expect("the form"), bytes);
    // What the program wrote itself is replaced by the next run.
    let (copy, json) = (
        folder.path().join("结果.xlsx"),
        folder.path().join("自评表.json"),
    );
    for _ in 0..2 {
        let ended = huiping(&["explain", shown(&other), "--xlsx", shown(&copy)]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let ended = huiping(&["extract", shown(&other), "-o", shown(&json)]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
    }
}

#[test]
fn a_departments_file_under_the_name_of_the_workbook_is_read_and_kept() {
    let (folder, one, _) = two_forms();
    let named = folder.path().join("绩效自评汇总.xlsx");
    std::fs::rename(&one, &named).expect("renamed");
    let bytes = std::fs::read(&named).expect("the form");
    let path = shown(folder.path());
    refused(
        &["consolidate", path, "-o", path],
        &["绩效自评汇总.xlsx”已经存在，不是本程序写的", "-o"],
    );
    assert_eq!(std::fs::read(&named).expect("the form"), bytes);
    assert!(!folder.path().join("run.json").exists());
    let ended = huiping(&["extract", path]);
    assert!(
        ended.stdout.contains("绩效自评汇总.xlsx"),
        "{}",
        ended.stderr
    );
}
