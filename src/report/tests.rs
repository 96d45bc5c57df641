//! What lies in the folder after a report is written.

use std::fs;

use polars::prelude::*;

use super::Written;
use super::sample::{Sample, write};
use crate::compare::frame::from_frame;
use crate::compare::{FindingRecord, IndicatorRecord};

fn written(sample: &Sample, folder: &std::path::Path) -> Written {
    write(&sample.material(), folder).unwrap()
}

#[test]
fn workbook_data_and_account_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut sample = Sample::new();
    sample.settings.csv = true;
    let written = written(&sample, &folder.path().join("新的/结果"));
    for file in [
        "绩效自评汇总.xlsx",
        "run.json",
        "data/departments.parquet",
        "data/funds.parquet",
        "data/indicators.parquet",
        "data/findings.parquet",
        "data/files.parquet",
        "data/departments.csv",
    ] {
        assert!(written.files.iter().any(|f| f == file), "{file}");
        assert!(written.folder.join(file).is_file(), "{file}");
    }
    let left: Vec<_> = fs::read_dir(&written.folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".tmp"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn records_come_back_from_parquet() {
    let folder = tempfile::tempdir().unwrap();
    let sample = Sample::new();
    written(&sample, folder.path());
    let frame = |name: &str| {
        let file = fs::File::open(folder.path().join("data").join(name)).unwrap();
        ParquetReader::new(file).finish().unwrap()
    };
    let indicators: Vec<IndicatorRecord> = from_frame(&frame("indicators.parquet")).unwrap();
    assert_eq!(indicators.len(), sample.records.indicators.len());
    assert_eq!(indicators[6].score, sample.records.indicators[6].score);
    let findings: Vec<FindingRecord> = from_frame(&frame("findings.parquet")).unwrap();
    assert_eq!(findings, sample.records.findings);
}

#[test]
fn csv_is_for_chinese_office_programs() {
    let folder = tempfile::tempdir().unwrap();
    let mut sample = Sample::new();
    sample.settings.csv = true;
    written(&sample, folder.path());
    let text = fs::read_to_string(folder.path().join("data/departments.csv")).unwrap();
    assert!(text.starts_with("\u{feff}表号,"), "{}", &text[..40]);
    assert!(
        text.contains(",22635.4,C5,22635.40,"),
        "exact, with cell and text"
    );
    assert!(text.lines().count() == 10);
    assert!(text.contains("部门整体支出"));
}

#[test]
fn the_account_balances() {
    let folder = tempfile::tempdir().unwrap();
    written(&Sample::new(), folder.path());
    let account: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("run.json")).unwrap()).unwrap();
    assert_eq!(account["counts"]["files"], 11);
    assert_eq!(account["counts"]["read"], 9);
    assert_eq!(account["counts"]["refused"], 1);
    assert_eq!(account["counts"]["findings"]["error"], 3);
    assert_eq!(account["ledgers"]["files"]["balanced"], true);
    assert_eq!(account["ledgers"]["cells"]["balanced"], true);
    for sum in account["ledgers"]["amounts"].as_array().unwrap() {
        assert_eq!(sum["balanced"], true, "{sum}");
    }
    assert_eq!(account["profile"]["name"], "national-2020");
    assert_eq!(account["rules"][0]["not_judged"], 1);
}

#[test]
fn the_same_material_gives_the_same_files() {
    let sample = Sample::new();
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = written(&sample, &one.path().join("结果"));
    let second = written(&sample, &two.path().join("结果"));
    assert_eq!(first.files, second.files);
    for file in &first.files {
        assert_eq!(
            fs::read(first.folder.join(file)).unwrap(),
            fs::read(second.folder.join(file)).unwrap(),
            "{file}"
        );
    }
}

#[test]
fn an_old_result_is_replaced_and_an_open_one_is_left_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut sample = Sample::new();
    let book = folder.path().join("绩效自评汇总.xlsx");
    written(&sample, folder.path());
    let old = fs::read(&book).unwrap();
    sample.settings.version = "9.9.9".to_owned();
    written(&sample, folder.path());
    let before = fs::read(&book).unwrap();
    assert_ne!(before, old);
    let lock = fs::File::create(folder.path().join("~$绩效自评汇总.xlsx")).unwrap();
    lock.lock().unwrap();
    sample.settings.version = "9.9.10".to_owned();
    let error = write(&sample.material(), folder.path())
        .unwrap_err()
        .to_string();
    assert!(error.contains("关闭打开着的文件后重新运行"), "{error}");
    assert_eq!(fs::read(&book).unwrap(), before);
    // A crash leaves the lock file behind, and nobody holds it.
    drop(lock);
    write(&sample.material(), folder.path()).unwrap();
    assert_ne!(fs::read(&book).unwrap(), before);
}

#[test]
fn a_folder_that_cannot_be_made_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("占位");
    fs::File::create(&file).unwrap();
    let error = write(&Sample::new().material(), &file.join("结果"))
        .unwrap_err()
        .to_string();
    assert!(error.contains("不能建立结果文件夹"), "{error}");
    assert!(error.contains("-o"), "{error}");
}
