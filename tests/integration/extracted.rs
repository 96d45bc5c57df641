//! `extract`: the same forms as JSON, CSV and Parquet.

use std::collections::BTreeMap;
use std::path::Path;

use polars::prelude::{DataFrame, ParquetReader, SerReader as _};
use serde_json::Value;

use crate::program::{huiping, huiping_with, samples, shown};

fn forms(path: &Path) -> Vec<Value> {
    let ended = huiping(&["extract", shown(path), "--quiet"]);
    let json: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    json.as_array().expect("an array").clone()
}

/// The rows of a CSV file, by the titles of its columns.
pub(crate) fn csv(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).expect("a file in UTF-8");
    let text = text
        .strip_prefix('\u{feff}')
        .expect("the mark that Excel needs");
    let mut records = records(text).into_iter();
    let titles = records.next().expect("titles");
    records
        .map(|cells| titles.iter().cloned().zip(cells).collect())
        .collect()
}

/// Quoted fields as RFC 4180 has them.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (vec![], vec![], String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    rows
}

fn parquet(path: &Path) -> DataFrame {
    let file = std::fs::File::open(path).expect("a file");
    ParquetReader::new(file).finish().expect("Parquet")
}

const TABLES: [&str; 5] = ["forms", "funds", "indicators", "unread", "files"];

#[test]
fn tables_hold_what_the_json_holds() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = samples().join("2023");
    let forms = forms(&source);
    let rows = |block: &str| -> Vec<Value> {
        forms
            .iter()
            .flat_map(|form| form[block].as_array().expect("a list").clone())
            .collect()
    };
    for format in ["csv", "parquet"] {
        let ended = huiping(&[
            "extract",
            shown(&source),
            "--format",
            format,
            // What is held against the JSON is read by a program.
            "--csv-raw",
            "-o",
            shown(folder.path()),
        ]);
        assert_eq!(ended.code, 2, "one sample is broken: {}", ended.stderr);
        assert!(
            ended.stdout.contains(&format!("indicators.{format}")),
            "{}",
            ended.stdout
        );
    }
    let read = |name: &str| csv(&folder.path().join(format!("{name}.csv")));
    assert_eq!(read("forms").len(), forms.len());
    assert_eq!(read("unread").len(), rows("unread").len());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for (row, expected) in read("indicators").iter().zip(rows("indicators")) {
        for (title, key) in [
            ("三级指标", "name"),
            ("指标值", "target"),
            ("比较符", "operator"),
            ("计量单位", "unit"),
            ("指标数值", "target_value"),
            ("实际完成值", "actual"),
            ("完成数值", "actual_value"),
        ] {
            assert_eq!(row[title], text(&expected[key]), "{title} of {expected}");
        }
        let number = |text: &str| text.parse::<rust_decimal::Decimal>().ok();
        assert_eq!(
            number(&row["得分"]),
            number(&text(&expected["score"])),
            "{expected}"
        );
        let cell = &expected["cells"]["score"];
        assert!(
            cell.is_null() || row["得分单元格"] == text(cell),
            "{expected}"
        );
    }
    assert_eq!(read("indicators").len(), rows("indicators").len());
    assert_eq!(read("funds").len(), rows("funds").len());
    for name in TABLES {
        let frame = parquet(&folder.path().join(format!("{name}.parquet")));
        assert_eq!(frame.height(), read(name).len(), "{name}");
    }
    // The tables are no input, though one of them looks like a form.
    let again = huiping(&["check", shown(folder.path())]);
    assert!(
        again.stderr.contains("本程序自己的输出"),
        "{}",
        again.stderr
    );
    assert_eq!(again.code, 3);
}

#[test]
fn amounts_are_in_wan_yuan_whatever_the_form_uses() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("档案馆.csv");
    std::fs::write(
        &source,
        "部门整体支出绩效自评表,,,,,\n（2023年度）,,,,,\n部门名称,云岫区档案馆,,,,\n\
         预算执行（元）,,全年预算数,全年执行数,执行率,得分\n,年度资金总额,\"2,000,000.00\",1900000,95%,9.5\n",
    )
    .expect("a file");
    let out = folder.path().join("出");
    let ended = huiping(&[
        "extract",
        shown(&source),
        "--format",
        "csv",
        "-o",
        shown(&out),
    ]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let funds = csv(&out.join("funds.csv"));
    assert_eq!(funds[0]["全年预算数（万元）"], "200");
    assert_eq!(funds[0]["全年预算数（万元）原文"], "2,000,000.00");
    assert_eq!(funds[0]["全年执行数（万元）"], "190");
    assert_eq!(csv(&out.join("forms.csv"))[0]["金额单位"], "元");
}

#[test]
fn the_same_folder_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = samples().join("2022");
    let (one, two) = (folder.path().join("一"), folder.path().join("二"));
    for (out, threads) in [(&one, 1), (&two, 4)] {
        for format in ["csv", "parquet"] {
            huiping_with(
                &[
                    "extract",
                    shown(&source),
                    "--format",
                    format,
                    "-o",
                    shown(out),
                ],
                threads,
            );
        }
        let file = out.join("forms.json");
        huiping_with(&["extract", shown(&source), "-o", shown(&file)], threads);
    }
    let names = TABLES.map(|name| [format!("{name}.csv"), format!("{name}.parquet")]);
    for name in names.into_iter().flatten().chain(["forms.json".to_owned()]) {
        let bytes = |folder: &Path| std::fs::read(folder.join(&name)).expect("a file");
        assert!(bytes(&one) == bytes(&two), "{name}");
    }
}

#[test]
fn csv_for_people_holds_no_formula_and_csv_for_programs_every_text_as_it_stood() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("报送");
    std::fs::create_dir(&input).expect("made");
    let sample = crate::program::samples().join("2023/水利局.xlsx");
    std::fs::copy(sample, input.join("-cmd|calc!A1.xlsx")).expect("a copy");
    let input = shown(&input);
    let column = |out: &std::path::Path, name: &str| {
        let text = std::fs::read_to_string(out.join(name)).expect("a table");
        let text = text.trim_start_matches('\u{feff}').to_owned();
        text.lines().nth(1).expect("a row").to_owned()
    };
    for (raw, begins) in [(false, "'-cmd|calc!A1.xlsx"), (true, "-cmd|calc!A1.xlsx")] {
        let out = folder.path().join(format!("提取{raw}"));
        let mut arguments = vec!["extract", input, "--format", "csv", "-o", shown(&out)];
        arguments.extend(raw.then_some("--csv-raw"));
        assert_eq!(huiping(&arguments).code, 0);
        let row = column(&out, "files.csv");
        assert!(row.split(',').any(|field| field == begins), "{row}");
        let out = folder.path().join(format!("汇总{raw}"));
        let option = if raw { "--csv-raw" } else { "--csv" };
        let ended = huiping(&[
            "consolidate",
            input,
            "-o",
            shown(&out),
            option,
            "--no-slips",
        ]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let row = column(&out.join("data"), "files.csv");
        assert!(row.split(',').any(|field| field == begins), "{row}");
    }
}
