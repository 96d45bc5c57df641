//! `explain`: what it prints can be pasted, and the coloured copy shows the table as it stands.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use calamine::{Reader as _, Xlsx, open_workbook};
use huiping::stages::intake::{Cell, CellRef, Grid};
use serde_json::json;

use crate::grid_file::{fixtures, json as fixture, workbook, xlsx};
use crate::program::{huiping, samples, shown};

/// A form whose result column and whose budget column go by names of their own, and whose office stands
/// without a label.
fn unknown_layout() -> serde_json::Value {
    json!({
        "sheet_name": "自评表",
        "rows": [
            ["部门整体支出绩效自评表", "", "", "", "", "", ""],
            ["（2023年度）", "", "云岫区档案馆", "", "", "", ""],
            ["部门预算（万元）", "", "年初预算数", "开销合计", "执行率", "分值", "得分"],
            ["", "年度资金总额", "200.00", "190.00", "95%", "10", "9.5"],
            ["一级指标", "二级指标", "三级指标", "指标值", "年终兑现", "分值", "得分"],
            ["产出指标", "数量指标", "接收档案卷数", "≥800卷", "812卷", "50", "50"],
            ["效益指标", "社会效益指标", "查档满意率", "≥95%", "97%", "40", "40"],
            ["总分", "", "", "", "", "100", "99.5"]
        ],
        "merges": ["A1:G1", "A3:A4"]
    })
}

fn write(folder: &Path, name: &str, description: &serde_json::Value) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, xlsx(description)).expect("a file");
    path
}

#[test]
fn the_printed_entries_are_pasted_and_the_table_is_understood() {
    let folder = tempfile::tempdir().expect("a folder");
    let form = write(folder.path(), "档案馆.xlsx", &unknown_layout());
    let before = huiping(&["explain", shown(&form)]);
    assert_eq!(before.code, 0, "{}", before.stderr);
    for part in [
        "部门：未读到",
        "“年终兑现” → 不认识这个表头，2 个单元格未读",
        "未读 D4：190.00",
    ] {
        assert!(before.stdout.contains(part), "{part} in {}", before.stdout);
    }
    let (_, entries) = before
        .stdout
        .split_once("查看效果\n")
        .expect("entries to paste");
    let settings = folder.path().join("huiping.toml");
    std::fs::write(&settings, entries).expect("settings");
    let after = huiping(&["explain", shown(&form), "--config", shown(&settings)]);
    assert_eq!(after.code, 0, "{}", after.stderr);
    for part in [
        "部门：云岫区档案馆（C2）",
        "D 列“开销合计” → 全年执行数（把握 100%）",
        "E 列“年终兑现” → 实际完成值（把握 100%）",
        "未读 0",
    ] {
        assert!(after.stdout.contains(part), "{part} in {}", after.stdout);
    }
    assert!(!after.stdout.contains("[[layout]]"), "{}", after.stdout);
}

/// The texts of a sheet of the copy, by the address they have in the original.
fn copied(path: &Path, sheet: &str) -> Vec<(CellRef, String)> {
    let mut book: Xlsx<_> = open_workbook(path).expect("the copy");
    let range = book.worksheet_range(sheet).expect("the sheet");
    let text = |row: u32, col: u32| {
        range
            .get_value((row, col))
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let (last_row, last_col) = range.end().expect("content");
    // Above the table stands the row of column letters, before it the column of row numbers.
    let top = (0..last_row)
        .find(|row| text(*row, 1) == "A" && text(*row, 2) == "B")
        .expect("the column letters");
    let mut cells = Vec::new();
    for row in top + 1..=last_row {
        let number: u32 = text(row, 0).parse().expect("a row number");
        for col in 1..=last_col {
            let value = text(row, col);
            if !value.is_empty() {
                cells.push((CellRef::new(number - 1, col - 1), value));
            }
        }
    }
    cells
}

/// What a person sees in the original, without what merged areas cover.
fn seen(grid: &Grid) -> Vec<(CellRef, String)> {
    let visible = |cell: &&Cell| !cell.is_blank() && grid.anchor(cell.at) == cell.at;
    let cells = grid.cells().filter(visible);
    cells
        .map(|cell| (cell.at, cell.shown.trim().to_owned()))
        .collect()
}

#[test]
fn the_copy_shows_every_cell_where_and_as_it_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [
        "22-other-contact-list",
        "16-goal-project-declaration",
        "45-hunan-dept-amounts-in-labels",
        "35-hunan-list-and-two-form-sheets",
    ] {
        let description = &fixture(&fixtures("layouts").join(format!("{name}.json")))["grid"];
        let source = write(folder.path(), &format!("{name}.xlsx"), description);
        let bytes = std::fs::read(&source).expect("the source");
        let target = folder.path().join(format!("{name}-copy.xlsx"));
        let ended = huiping(&["explain", shown(&source), "--xlsx", shown(&target)]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        for grid in workbook(description).sheets {
            let extent = grid.extent().expect("content");
            assert_eq!((extent.first.row, extent.first.col), (0, 0), "{name}");
            let mut expected = seen(&grid);
            for (_, text) in &mut expected {
                // A text of several lines holds its mark itself.
                *text = text.replace('\n', "");
            }
            let found: Vec<(CellRef, String)> = copied(&target, &grid.name)
                .into_iter()
                .map(|(at, text)| {
                    let text = text.replace('\n', "");
                    let marked = expected.iter().any(|(cell, shown)| {
                        *cell == at && text.starts_with(shown.as_str()) && text.ends_with('〕')
                    });
                    let plain = expected
                        .iter()
                        .find(|(cell, _)| *cell == at)
                        .filter(|_| marked);
                    (at, plain.map_or(text.clone(), |(_, shown)| shown.clone()))
                })
                .collect();
            assert_eq!(found, expected, "{name} {}", grid.name);
        }
        assert_eq!(std::fs::read(&source).expect("the source"), bytes, "{name}");
        let again = huiping(&["check", shown(&target)]);
        assert!(
            again.stderr.contains("本程序自己的输出"),
            "{}",
            again.stderr
        );
    }
}

/// A part of a zip archive as text.
fn part(path: &Path, name: &str) -> String {
    let file = std::fs::File::open(path).expect("the copy");
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    let mut text = String::new();
    archive
        .by_name(name)
        .expect("the part")
        .read_to_string(&mut text)
        .expect("text");
    text
}

#[test]
fn notes_tell_field_value_and_confidence() {
    let folder = tempfile::tempdir().expect("a folder");
    let form = write(folder.path(), "档案馆.xlsx", &unknown_layout());
    let target = folder.path().join("结果.xlsx");
    let ended = huiping(&["explain", shown(&form), "--xlsx", shown(&target)]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let notes = part(&target, "xl/comments1.xml");
    for told in [
        "预算执行｜年度资金总额·执行率\n读到：0.95\n列“执行率”的把握 100%",
        "指标｜接收档案卷数·指标值\n读到：≥800卷\n列“指标值”的把握 100%",
        "E 列“年终兑现”：未使用",
        "未读：不知道这个单元格是什么",
        "总分等级｜自评总分\n读到：99.5",
    ] {
        assert!(notes.contains(told), "{told} in {notes}");
    }
    let styles = part(&target, "xl/styles.xml");
    for mark in ["〔指〕", "〔预〕", "〔？〕"] {
        assert!(styles.contains(mark), "{mark}");
    }
}

#[test]
fn the_copy_never_takes_the_place_of_its_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let form = write(folder.path(), "档案馆.xlsx", &unknown_layout());
    let bytes = std::fs::read(&form).expect("the source");
    let roundabout = folder
        .path()
        .join("..")
        .join(folder.path().file_name().expect("a name"))
        .join("档案馆.xlsx");
    for target in [&form, &roundabout] {
        let ended = huiping(&["explain", shown(&form), "--xlsx", shown(target)]);
        assert_eq!(ended.code, 3);
        assert!(
            ended.stderr.contains("就是原文件，不能覆盖"),
            "{}",
            ended.stderr
        );
    }
    assert_eq!(std::fs::read(&form).expect("the source"), bytes);
    let ended = huiping(&["explain", shown(&samples()), "--xlsx"]);
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("一次画一份文件"), "{}", ended.stderr);
}
