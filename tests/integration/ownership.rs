//! Whose a file is: what a person edited, what a department sent back and what others put there is never replaced,
//! removed or passed over.

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use serde_json::Value;

use crate::grid_file::json;
use crate::program::{Ended, fates, files_below, huiping, samples, shown};

const FORM: &str = "2023/水利局.xlsx";
const OTHER: &str = "2023/人力资源和社会保障局.xlsx";
const BOOK: &str = "绩效自评汇总.xlsx";
/// The slip of the unit of [`OTHER`], which has problems.
const SLIP: &str = "反馈单/云岫区人力资源和社会保障局.xlsx";

fn put(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    let mut file = std::fs::File::create(path).expect("a file");
    file.write_all(bytes).expect("written");
}

fn copy(form: &str, to: &Path) {
    put(to, &std::fs::read(samples().join(form)).expect("a form"));
}

/// A folder with the two forms, `forms`, and a place for results, `out`.
fn two_forms() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for form in [FORM, OTHER] {
        copy(form, &folder.path().join("forms").join(form));
    }
    folder
}

fn consolidate(input: &Path, out: &Path, more: &[&str]) -> Ended {
    let mut arguments = vec!["consolidate", shown(input), "-o", shown(out), "--quiet"];
    arguments.extend(more);
    huiping(&arguments)
}

fn done(input: &Path, out: &Path, more: &[&str]) -> Ended {
    let ended = consolidate(input, out, more);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended
}

fn refused(input: &Path, out: &Path, parts: &[&str]) {
    let before = files_below(out);
    let ended = consolidate(input, out, &[]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    for part in parts {
        assert!(ended.stderr.contains(part), "{part} in {}", ended.stderr);
    }
    assert!(files_below(out) == before, "a file changed");
}

/// The workbook with its parts stored otherwise, as a program does that opens and saves it.
fn saved_again(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut saved = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its bytes");
        saved
            .start_file(name, zip::write::SimpleFileOptions::default())
            .expect("a part");
        saved.write_all(&content).expect("written");
    }
    saved.finish().expect("saved").into_inner()
}

fn save_again(path: &Path) {
    let bytes = saved_again(&std::fs::read(path).expect("a workbook"));
    put(path, &bytes);
}

#[test]
fn an_edited_workbook_and_an_edited_slip_stop_the_run_before_anything_is_read() {
    let folder = two_forms();
    let (forms, out) = (folder.path().join("forms"), folder.path().join("out"));
    done(&forms, &out, &[]);
    save_again(&out.join(BOOK));
    refused(
        &forms,
        &out,
        &["“绩效自评汇总.xlsx”在上次汇总以后有人改动过", "改名", "-o"],
    );
    // All that stands in the way is told at once, before the forms are read.
    save_again(&out.join(SLIP));
    let missing = folder.path().join("没有");
    refused(
        &missing,
        &out,
        &[
            BOOK,
            "反馈单/云岫区人力资源和社会保障局.xlsx”写出以后有人改动过",
        ],
    );
    // Moved away, they are kept, and the next run goes on.
    let kept = folder.path().join("留存");
    std::fs::create_dir_all(&kept).expect("made");
    std::fs::rename(out.join(BOOK), kept.join(BOOK)).expect("moved");
    std::fs::rename(out.join("反馈单"), kept.join("反馈单")).expect("moved");
    done(&forms, &out, &[]);
    assert!(out.join(BOOK).is_file() && out.join(SLIP).is_file());
}

#[test]
fn a_slip_that_came_back_is_told_and_is_no_form_wherever_it_lies() {
    let folder = two_forms();
    let (forms, out) = (folder.path().join("forms"), folder.path().join("out"));
    done(&forms, &out, &[]);
    let slip = std::fs::read(out.join(SLIP)).expect("the slip");
    let counts = || json(&out.join("run.json"))["counts"]["forms"].clone();
    assert_eq!(counts(), 2);
    put(
        &forms.join("2023/答复/人社局反馈单.xlsx"),
        &saved_again(&slip),
    );
    put(&forms.join("2023/原样退回.xlsx"), &slip);
    let ended = done(&forms, &out, &[]);
    assert_eq!(counts(), 2);
    for name in ["2023/答复/人社局反馈单.xlsx", "2023/原样退回.xlsx"] {
        let fates = fates(&out);
        let (_, status, reason) = fates
            .iter()
            .find(|(path, ..)| path == name)
            .expect("listed");
        assert_eq!(status, "skipped");
        assert!(reason.contains("反馈单（单位的答复"), "{reason}");
        assert!(ended.stdout.contains(name), "{}", ended.stdout);
    }
}

#[test]
fn what_others_put_where_results_go_is_never_replaced() {
    let page = b"<html><body>report</body></html>".as_slice();
    for (name, bytes) in [
        (
            "run.json",
            br#"{"name": "another program", "version": "1"}"#.as_slice(),
        ),
        ("report.html", page),
        ("data/indicators.parquet", b"PAR1 of somebody else PAR1"),
        (BOOK, b"PK\x03\x04 not ours"),
    ] {
        let folder = two_forms();
        let (forms, out) = (folder.path().join("forms"), folder.path().join("out"));
        put(&out.join(name), bytes);
        let told = format!("“{name}”已经存在，不是本程序写的，不能覆盖");
        refused(&forms, &out, &[&told]);
        // Nor after a run of ours.
        std::fs::remove_file(out.join(name)).expect("removed");
        done(&forms, &out, &[]);
        put(&out.join(name), bytes);
        refused(&forms, &out, &[name, "不能覆盖"]);
    }
    let folder = two_forms();
    let (forms, out) = (folder.path().join("forms"), folder.path().join("out"));
    put(&out.join("data"), b"no folder");
    refused(&forms, &out, &["“data”已经存在，不是本程序写的"]);
    // A form that goes by the name of a slip is found when the slips are made.
    let folder = two_forms();
    let (forms, out) = (folder.path().join("forms"), folder.path().join("out"));
    copy(FORM, &out.join(SLIP));
    refused(&forms, &out, &[SLIP, "不是本程序写的"]);
    done(&forms, &out, &["--no-slips"]);
}

#[test]
fn forms_among_the_results_are_read_at_every_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path();
    copy(FORM, &input.join("data/水利局.xlsx"));
    copy(OTHER, &input.join("反馈单/收到的人社局.xlsx"));
    put(&input.join("data/数据.csv"), "甲,乙\n1,2\n".as_bytes());
    let mut runs = Vec::new();
    for _ in 0..3 {
        done(input, input, &["--csv"]);
        assert_eq!(json(&input.join("run.json"))["counts"]["forms"], 2);
        let paths: Vec<String> = fates(input).into_iter().map(|(path, ..)| path).collect();
        assert_eq!(
            paths,
            [
                "data/数据.csv",
                "data/水利局.xlsx",
                "反馈单/收到的人社局.xlsx"
            ]
        );
        runs.push(files_below(input));
    }
    assert!(runs[0] == runs[1] && runs[1] == runs[2], "a byte changed");
    // A form put there later is one more.
    copy(
        "2023/107-民政局.xlsx",
        &input.join("反馈单/民政局来件.xlsx"),
    );
    done(input, input, &[]);
    assert_eq!(json(&input.join("run.json"))["counts"]["forms"], 3);
    for kept in [
        "data/数据.csv",
        "data/水利局.xlsx",
        "反馈单/收到的人社局.xlsx",
        "反馈单/民政局来件.xlsx",
    ] {
        assert!(input.join(kept).is_file(), "{kept}");
    }
}

#[test]
fn of_results_elsewhere_only_what_is_as_it_was_written_is_passed_over_in_silence() {
    let folder = two_forms();
    let forms = folder.path().join("forms");
    let earlier = forms.join("汇总1");
    done(&forms, &earlier, &["--csv"]);
    save_again(&earlier.join(BOOK));
    copy("2023/107-民政局.xlsx", &earlier.join("反馈单/民政局.xlsx"));
    let out = folder.path().join("out");
    let ended = done(&forms, &out, &[]);
    let fate = |name: &str| {
        let fates = fates(&out);
        let found = fates.into_iter().find(|(path, ..)| path == name);
        found
            .map(|(_, status, reason)| (status, reason))
            .expect(name)
    };
    assert_eq!(fate("汇总1/反馈单/民政局.xlsx").0, "read");
    assert_eq!(
        fate("汇总1/data/indicators.csv").1,
        "本程序自己的输出，不作为输入"
    );
    let (status, reason) = fate(&format!("汇总1/{BOOK}"));
    assert!(
        status == "skipped" && reason.contains("有人改动过"),
        "{reason}"
    );
    assert!(
        ended.stdout.contains(&format!("汇总1/{BOOK}")),
        "{}",
        ended.stdout
    );
    assert!(!ended.stdout.contains("汇总1/data"), "{}", ended.stdout);
}

#[test]
fn tables_of_data_are_no_forms_whoever_put_them_there() {
    let folder = two_forms();
    let (forms, out) = (folder.path().join("forms"), folder.path().join("out"));
    done(&forms, &out, &["--csv"]);
    let tables = folder.path().join("提取");
    let ended = huiping(&[
        "extract",
        shown(&forms),
        "--format",
        "csv",
        "-o",
        shown(&tables),
    ]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    // Copied without the list by which they would be known; one saved in the encoding of an office program.
    for (from, to) in [(out.join("data"), "抄来的数据"), (tables, "抄来的提取")] {
        for (name, bytes) in files_below(&from) {
            if let Some(stem) = name.strip_suffix(".csv") {
                put(&forms.join(to).join(&name), &bytes);
                let text = String::from_utf8(bytes).expect("UTF-8");
                let saved = encoding_rs::GB18030
                    .encode(text.trim_start_matches('\u{feff}'))
                    .0;
                put(&forms.join(to).join(format!("{stem}-另存.csv")), &saved);
            }
        }
    }
    done(&forms, &out, &["--csv"]);
    let mut tables = 0;
    for (path, status, reason) in fates(&out) {
        if path.starts_with("抄来的") {
            assert_eq!(status, "skipped", "{path}: {reason}");
            assert!(reason.contains("数据表"), "{path}: {reason}");
            tables += 1;
        }
    }
    assert_eq!(tables, 20);
    assert_eq!(json(&out.join("run.json"))["counts"]["forms"], 2);
}

#[test]
fn slips_come_and_go_with_the_problems() {
    let folder = two_forms();
    let (forms, out) = (folder.path().join("forms"), folder.path().join("out"));
    done(&forms, &out, &[]);
    let first = files_below(&out);
    assert!(first.contains_key(SLIP));
    // Without the form there is no problem and no slip; a slip that somebody wrote on stays and is told.
    let form = forms.join(OTHER);
    let aside = folder.path().join("aside.xlsx");
    std::fs::rename(&form, &aside).expect("moved");
    done(&forms, &out, &[]);
    assert!(!out.join(SLIP).exists());
    std::fs::rename(&aside, &form).expect("moved back");
    done(&forms, &out, &[]);
    assert!(files_below(&out) == first, "the same again");
    std::fs::rename(&form, &aside).expect("moved");
    save_again(&out.join(SLIP));
    let ended = done(&forms, &out, &["--no-slips"]);
    assert!(out.join(SLIP).is_file());
    assert!(
        ended.stdout.contains("没有动的文件") && ended.stdout.contains(SLIP),
        "{}",
        ended.stdout
    );
}

#[test]
fn the_results_of_an_earlier_version_are_taken_over() {
    let folder = two_forms();
    let (forms, out) = (folder.path().join("forms"), folder.path().join("out"));
    done(&forms, &out, &["--csv"]);
    // The account of that version: names without hashes, and no id of the run.
    let mut account = json(&out.join("run.json"));
    let names: Vec<Value> = account["outputs"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|output| output["path"].clone())
        .collect();
    account["outputs"] = names.into();
    account.as_object_mut().expect("an object").remove("run");
    put(&out.join("run.json"), account.to_string().as_bytes());
    done(&forms, &out, &[]);
    assert!(!out.join("data/departments.csv").exists());
    assert_eq!(json(&out.join("run.json"))["outputs"][0]["path"], BOOK);
}

#[test]
fn explain_and_extract_replace_only_what_they_wrote() {
    let folder = two_forms();
    let form = folder.path().join("forms").join(FORM);
    let at = |name: &str| folder.path().join(name);
    let refused = |arguments: &[&str], target: &Path| {
        let before = std::fs::read(target).expect("a file");
        let ended = huiping(arguments);
        assert_eq!(ended.code, 3, "{arguments:?}: {}", ended.stderr);
        assert!(ended.stderr.contains("不能覆盖"), "{}", ended.stderr);
        assert_eq!(std::fs::read(target).expect("a file"), before);
    };
    for name in [".隐藏.xlsx", "说明.xlsx", "表.xlsx"] {
        let target = at(name);
        put(
            &target,
            if name == "表.xlsx" {
                b""
            } else {
                b"another's"
            },
        );
        refused(
            &["explain", shown(&form), "--xlsx", shown(&target)],
            &target,
        );
    }
    for name in [".json", "文稿.json", "清单.txt"] {
        let target = at(name);
        put(&target, br#"{"forms": []}"#);
        refused(&["extract", shown(&form), "-o", shown(&target)], &target);
    }
    // A coloured copy is replaced until somebody saves it; the workbook never is.
    let copy = at("识别.xlsx");
    for form in [FORM, OTHER] {
        let form = folder.path().join("forms").join(form);
        let ended = huiping(&["explain", shown(&form), "--xlsx", shown(&copy)]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let json = at("表.json");
        let ended = huiping(&["extract", shown(&form), "-o", shown(&json)]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
    }
    let out = at("out");
    done(&folder.path().join("forms"), &out, &[]);
    let book = out.join(BOOK);
    refused(&["explain", shown(&form), "--xlsx", shown(&book)], &book);
    // Tables: each encoding beside the other, and nothing that was changed.
    let tables = at("表");
    for format in ["csv", "parquet", "csv"] {
        let ended = huiping(&[
            "extract",
            shown(&form),
            "--format",
            format,
            "-o",
            shown(&tables),
        ]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
    }
    assert_eq!(files_below(&tables).len(), 11);
    let table = tables.join("indicators.csv");
    put(&table, b"mine");
    refused(
        &[
            "extract",
            shown(&form),
            "--format",
            "csv",
            "-o",
            shown(&tables),
        ],
        &table,
    );
}

#[test]
fn data_of_different_runs_are_not_joined() {
    let folder = two_forms();
    let (forms, out) = (folder.path().join("forms"), folder.path().join("甲区"));
    done(&forms, &out, &[]);
    let city = folder.path().join("市");
    let join = || huiping(&["consolidate", "--from", shown(&out), "-o", shown(&city)]);
    assert_eq!(join().code, 0);
    // Joined into their own folder, they would be gone.
    for from in [&out, &out.join("data")] {
        let before = files_below(&out);
        let ended = huiping(&["consolidate", "--from", shown(from), "-o", shown(&out)]);
        assert_eq!(ended.code, 3);
        assert!(ended.stderr.contains("会换掉这些数据"), "{}", ended.stderr);
        assert!(files_below(&out) == before);
    }
    let settings = json(&city.join("run.json"))["settings"].clone();
    let run = json(&out.join("run.json"))["run"].clone();
    assert_eq!(settings["甲区数据的运行编号"], run);
    let funds = std::fs::read(out.join("data/funds.parquet")).expect("data");
    std::fs::remove_file(forms.join(FORM)).expect("removed");
    done(&forms, &out, &[]);
    put(&out.join("data/funds.parquet"), &funds);
    let ended = join();
    assert_eq!(ended.code, 3);
    for part in [
        "不是同一次运行写出的",
        "funds.parquet",
        run.as_str().expect("an id"),
    ] {
        assert!(ended.stderr.contains(part), "{part} in {}", ended.stderr);
    }
}
