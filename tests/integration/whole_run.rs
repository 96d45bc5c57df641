//! The main job on the samples: the written workbook read back, the account of the run, the same bytes
//! whatever the number of threads.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::grid_file::json;
use crate::program::{Run, SAMPLES, files_below, huiping_with, samples, shown};

fn sheet(name: &str) -> Vec<Vec<Data>> {
    let path = SAMPLES.folder.path().join("绩效自评汇总.xlsx");
    let mut book: Xlsx<_> = open_workbook(path).expect("the workbook");
    let range = book.worksheet_range(name).expect(name);
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The rows of a table below the heading row that holds all of `titles`, by title.
fn table(name: &str, titles: &[&str]) -> Vec<BTreeMap<String, String>> {
    let rows = sheet(name);
    let text = |cell: &Data| cell.to_string();
    let heading = rows
        .iter()
        .position(|row| {
            titles
                .iter()
                .all(|title| row.iter().any(|cell| text(cell) == *title))
        })
        .unwrap_or_else(|| panic!("{name}: no row with {titles:?}"));
    let names: Vec<String> = rows[heading].iter().map(text).collect();
    rows[heading + 1..]
        .iter()
        .map(|row| names.iter().cloned().zip(row.iter().map(text)).collect())
        .collect()
}

#[test]
fn the_run_ends_by_saying_that_a_file_could_not_be_read() {
    assert_eq!(SAMPLES.ended.code, 2, "{}", SAMPLES.ended.stderr);
    for told in [
        "2023 年度部门整体支出",
        "云岫区住房和城乡建设局  复算 59.86 差",
        "未采用或未能读取",
        "供销合作社联合社.xlsx",
        "绩效自评汇总.xlsx",
    ] {
        assert!(
            SAMPLES.ended.stdout.contains(told),
            "{told}:\n{}",
            SAMPLES.ended.stdout
        );
    }
}

#[test]
fn every_department_stands_in_the_summary_with_its_totals() {
    let rows = table("汇总表", &["部门", "自评得分", "复算得分"]);
    // Stated and recomputed, from the descriptions of the samples.
    for (year, department, stated, recomputed) in [
        ("2023", "云岫区人力资源和社会保障局", "77.47", "77.1"),
        ("2023", "云岫区教育局", "99.52", "99.52"),
        ("2023", "云岫区住房和城乡建设局", "59.86", "59.86"),
        ("2023", "云岫区水利局", "99.9", "99.66"),
        ("2023", "云岫区市场监督管理局", "98.91", "98.91"),
        ("2023", "云岫区柳塘镇人民政府", "99.03", "98.03"),
        ("2023", "云岫区文化和旅游局", "99.64", "97.69"),
        ("2022", "云岫区卫生健康局", "90", "99.91"),
        ("2022", "云岫区残疾人联合会", "99", "99.58"),
        ("2022", "云岫区人力资源和社会保障局", "98.16", "98.16"),
    ] {
        let row = rows
            .iter()
            .find(|row| row["年度"] == year && row["部门"] == department)
            .unwrap_or_else(|| panic!("{year} {department}"));
        assert_eq!(
            (row["自评得分"].as_str(), row["复算得分"].as_str()),
            (stated, recomputed),
            "{year} {department}"
        );
    }
    let of_year = |year: &str| {
        rows.iter()
            .filter(|row| row["年度"] == year && !row["自评得分"].is_empty())
            .count()
    };
    assert_eq!((of_year("2022"), of_year("2023")), (21, 21));
}

#[test]
fn the_sheets_that_were_asked_for_are_there() {
    let path = SAMPLES.folder.path().join("绩效自评汇总.xlsx");
    let book: Xlsx<_> = open_workbook(path).expect("the workbook");
    let names = book.sheet_names();
    for name in [
        "说明",
        "汇总表",
        "排名表",
        "指标明细",
        "预算执行",
        "问题清单",
        "年度对比",
        "核对",
    ] {
        assert!(
            names.iter().any(|sheet| sheet == name),
            "{name} in {names:?}"
        );
    }
}

#[test]
fn the_ranking_shares_ranks_and_puts_the_lowest_last() {
    let rows = table("排名表", &["名次", "部门", "复算得分", "表类"]);
    let ranked: Vec<_> = rows
        .iter()
        .filter(|row| row["年度"] == "2023" && row["表类"] == "部门整体支出")
        .collect();
    assert_eq!(ranked.len(), 19);
    let last = ranked.last().expect("a last one");
    assert_eq!(
        (last["名次"].as_str(), last["部门"].as_str()),
        ("19", "云岫区住房和城乡建设局")
    );
    // 财政局 and 市场监督管理局 both have 99.87 in 2022: a shared rank, and the next is skipped.
    let of_2022: Vec<&str> = rows
        .iter()
        .filter(|row| {
            row["年度"] == "2022" && row["表类"] == "部门整体支出" && row["复算得分"] == "99.87"
        })
        .map(|row| row["名次"].as_str())
        .collect();
    assert_eq!(of_2022.len(), 2);
    assert_eq!(of_2022.first(), of_2022.last());
}

#[test]
fn the_gap_of_the_real_case_is_told_in_one_sentence_with_its_cells() {
    let rows = table("问题清单", &["部门", "规则"]);
    let told = rows.iter().any(|row| {
        row["部门"] == "云岫区人力资源和社会保障局"
            && row.values().any(|text| {
                ["77.47", "83.47", "少 6.00", "培训费下降率", "J22", "J13"]
                    .iter()
                    .all(|part| text.contains(part))
            })
    });
    assert!(told, "{rows:#?}");
}

#[test]
fn the_account_of_the_run_balances() {
    let account = json(&SAMPLES.folder.path().join("run.json"));
    let count = |name: &str| {
        account["counts"][name]
            .as_u64()
            .unwrap_or_else(|| panic!("{name}"))
    };
    assert_eq!(
        count("files"),
        count("read") + count("refused") + count("skipped")
    );
    assert_eq!(account["profile"]["name"], "national-2020");
    let fate = |path: &str| {
        let files = account["files"].as_array().expect("files");
        let file = files
            .iter()
            .find(|file| file["path"] == path)
            .unwrap_or_else(|| panic!("{path}"));
        file["status"].as_str().expect("a status").to_owned()
    };
    assert_eq!(fate("2023/供销合作社联合社.xlsx"), "refused");
    assert_eq!(
        fate("2023/河湾乡人民政府整体支出绩效目标申报表.xlsx"),
        "refused"
    );
    assert_eq!(fate("2023/松岭街道盖章页.png"), "skipped");
    assert_eq!(fate("2023/人力资源和社会保障局.xlsx"), "read");
    let failed: u64 = account["rules"]
        .as_array()
        .expect("rules")
        .iter()
        .filter_map(|rule| rule["failed"].as_u64())
        .sum();
    assert_eq!(failed, 0, "rules that failed to run");
}

#[test]
fn inputs_are_left_as_they_were() {
    // The samples are held against their descriptions elsewhere; here nothing may have been added.
    let _ = &SAMPLES.ended;
    let added = walkdir::WalkDir::new(samples())
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_string_lossy().contains("汇总"))
        .count();
    assert_eq!(added, 0);
}

#[test]
fn one_thread_and_eight_write_the_same_bytes() {
    let one = Run::on_samples(&[], 1);
    // The shared run has eight threads.
    let eight = &*SAMPLES;
    let (one, eight) = (
        files_below(one.folder.path()),
        files_below(eight.folder.path()),
    );
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        eight.keys().collect::<Vec<_>>()
    );
    let differing: Vec<&String> = one
        .iter()
        .filter(|(name, bytes)| eight[*name] != **bytes)
        .map(|(name, _)| name)
        .collect();
    // Links to the sources are relative to the output folder, which differs between the two runs only
    // in a name of the same depth.
    assert_eq!(differing, Vec::<&String>::new());
    let _: Value = serde_json::from_slice(&one["run.json"]).expect("JSON");
}

#[test]
fn a_file_that_was_not_taken_is_not_called_unreadable() {
    // A goal table, for one: it is read, and is no self-evaluation.
    let named = "未采用或未能读取";
    let account = table("核对", &["找到", "读取", "跳过"]);
    let count = account.first().and_then(|row| row.get(named));
    assert!(count.is_some_and(|count| count != "0"), "{account:?}");
    let notes: Vec<String> = sheet("说明")
        .concat()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        notes
            .iter()
            .any(|text| text.starts_with(&format!("{named}：")))
    );
    for text in &notes {
        assert!(!text.replace(named, "").contains("未能读取"), "{text}");
    }
}

/// Copies some forms of the samples into a folder, below their years.
fn some_forms(folder: &Path) {
    for form in [
        "2023/水利局.xlsx",
        "2023/人力资源和社会保障局.xlsx",
        "2022/交通运输局 自评表.xls",
    ] {
        let to = folder.join(form);
        std::fs::create_dir_all(to.parent().expect("a year")).expect("a folder");
        std::fs::copy(samples().join(form), to).expect("a copy");
    }
}

fn account(folder: &Path) -> Value {
    let bytes = std::fs::read(folder.join("run.json")).expect("the account");
    serde_json::from_slice(&bytes).expect("JSON")
}

/// The files that an account lists.
fn outputs(account: &Value) -> Vec<String> {
    let listed = account["outputs"].as_array().expect("a list").iter();
    listed
        .map(|output| output["path"].as_str().expect("a path").to_owned())
        .collect()
}

#[test]
fn forms_beside_the_results_are_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    some_forms(folder.path());
    let out = folder.path().join("2023");
    let mut runs = Vec::new();
    for _ in 0..3 {
        huiping_with(&["consolidate", shown(folder.path()), "-o", shown(&out)], 2);
        let account = account(&out);
        // What the run before wrote there is none of the files found: the next run finds what this one did.
        for file in account["files"].as_array().expect("files") {
            assert_eq!(file["status"], "read", "{file}");
        }
        assert_eq!(account["counts"]["forms"], 3);
        runs.push(files_below(&out));
    }
    assert!(runs[0] == runs[1] && runs[1] == runs[2], "a byte changed");
}

#[test]
fn what_only_an_earlier_run_wrote_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (forms, out) = (folder.path().join("forms"), folder.path().join("out"));
    some_forms(&forms);
    let consolidate = |more: &[&str]| {
        let mut arguments = vec!["consolidate", shown(&forms), "-o", shown(&out)];
        arguments.extend(more);
        huiping_with(&arguments, 2);
        outputs(&account(&out))
    };
    let before = consolidate(&["--csv"]);
    let foreign = ["反馈单/另存的说明.xlsx", "data/自用.csv"].map(|name| out.join(name));
    let outside = folder.path().join("外面.csv");
    for path in foreign.iter().chain([&outside]) {
        std::fs::write(path, "x").expect("a file");
    }
    // An account that names what is not below the folders of slips and data.
    let mut claimed = account(&out);
    let names = claimed["outputs"].as_array_mut().expect("names");
    for path in ["data/../../外面.csv", shown(&outside)] {
        names.push(serde_json::json!({"path": path, "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}));
    }
    std::fs::write(out.join("run.json"), claimed.to_string()).expect("the account");
    let after = consolidate(&["--year", "2022"]);
    let stale: Vec<&String> = before.iter().filter(|name| !after.contains(name)).collect();
    for part in ["反馈单/", "data/departments.csv"] {
        assert!(stale.iter().any(|name| name.starts_with(part)), "{stale:?}");
    }
    for name in stale {
        assert!(!out.join(name).exists(), "{name}");
    }
    for name in &after {
        assert!(out.join(name).is_file(), "{name}");
    }
    for path in foreign.iter().chain([&outside]) {
        assert!(path.is_file(), "{}", path.display());
    }
}
