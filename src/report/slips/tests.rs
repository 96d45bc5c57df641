//! Slips of the small district, read back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use calamine::{Reader, Xlsx, open_workbook};

use super::slip::year_and_name;
use super::{file_name, subjects};
use crate::intake::grid::{Area, Cell, CellRef, Grid, Workbook};
use crate::report::Material;
use crate::report::sample::Sample;
use crate::results::{RUN_RECORD, Session};

/// A table like the seed's: a heading over all columns, the total in I22, a label merged over rows.
fn grids() -> BTreeMap<String, Arc<Workbook>> {
    let mut grid = Grid::new("自评表");
    let at = |address: &str| address.parse::<CellRef>().unwrap();
    grid.put(Cell::text(at("A1"), "部门整体支出绩效自评表"));
    grid.merge("A1:J1".parse::<Area>().unwrap());
    grid.put(Cell::text(at("A12"), "产出指标"));
    grid.merge("A12:A18".parse::<Area>().unwrap());
    grid.merge("A18:B19".parse::<Area>().unwrap());
    grid.put(Cell::text(at("I22"), "77.47"));
    let workbook = Workbook {
        sheets: vec![grid],
        ..Workbook::default()
    };
    let path = "2023/人力资源和社会保障局.xlsx".to_owned();
    BTreeMap::from([(path, Arc::new(workbook))])
}

/// Writes the slips alone; the names of their files.
fn write(material: &Material<'_>, folder: &Path) -> Vec<String> {
    let mut results = Session::open(folder, RUN_RECORD).unwrap();
    super::write(material, &mut results).unwrap();
    let mut files = results.commit(b"{}", |_| false).unwrap().files;
    assert_eq!(files.pop().as_deref(), Some(RUN_RECORD));
    files
}

#[test]
fn each_unit_with_problems_gets_one_slip() {
    let sample = Sample::new();
    let material = sample.material();
    let units: Vec<String> = subjects(&material).into_iter().map(|s| s.unit).collect();
    assert_eq!(units, ["人力资源和社会保障局", "卫生健康委员会"]);
    let folder = tempfile::tempdir().unwrap();
    let files = write(&material, folder.path());
    assert_eq!(
        files,
        [
            "反馈单/人力资源和社会保障局.xlsx",
            "反馈单/卫生健康委员会.xlsx"
        ]
    );
}

#[test]
fn a_slip_tells_result_problems_and_what_was_not_judged() {
    let sample = Sample::new();
    let folder = tempfile::tempdir().unwrap();
    write(&sample.material(), folder.path());
    let mut book: Xlsx<_> =
        open_workbook(folder.path().join("反馈单/人力资源和社会保障局.xlsx")).unwrap();
    let range = book.worksheet_range("反馈单").unwrap();
    let texts: Vec<String> = range
        .used_cells()
        .map(|(_, _, cell)| cell.to_string())
        .collect();
    let has = |what: &str| texts.iter().any(|text| text.contains(what));
    assert!(has("第 3 名，共 4 家"));
    assert!(has("77.1"));
    assert!(has("自评总分 77.47 与各行得分之和 83.47 不符"));
    assert!(has("建议：请核对各行得分"));
    assert!(
        has("举报投诉案件结案率"),
        "the indicator without an actual value"
    );
    assert!(has("单位答复"));
}

#[test]
fn a_project_named_by_its_year_is_set_off_from_the_year() {
    let project = Some("2023年小流域综合治理");
    assert_eq!(
        year_and_name(Some(2023), project),
        "2023 年，2023年小流域综合治理"
    );
    assert_eq!(year_and_name(Some(2023), None), "2023 年");
    assert_eq!(year_and_name(None, project), "2023年小流域综合治理");
}

#[test]
fn the_picture_marks_the_cell_in_its_place() {
    let sample = Sample::new();
    let grids = grids();
    let mut material = sample.material();
    material.grids = Some(&grids);
    let folder = tempfile::tempdir().unwrap();
    write(&material, folder.path());
    let mut book: Xlsx<_> =
        open_workbook(folder.path().join("反馈单/人力资源和社会保障局.xlsx")).unwrap();
    let range = book.worksheet_range("原表标注1").unwrap();
    // Title, remark and column letters above; the source's row numbers on the left.
    let row = range
        .rows()
        .find(|row| row[0] == "22")
        .expect("the source's row 22");
    assert_eq!(row[9].to_string(), "77.47\n〔1〕");
    let merges = book.merge_cells_by_sheet_name("原表标注1").unwrap();
    // A1:J1 and A12:A18; the third overlaps the second and would make the file unreadable.
    assert_eq!(merges.len(), 2);
    assert_eq!((merges[0].start.1, merges[0].end.1), (1, 10));
}

#[test]
fn names_that_a_file_system_refuses_are_written_otherwise_and_never_twice() {
    let mut taken = BTreeSet::new();
    assert_eq!(file_name("A/B:局", 60, &mut taken), "A_B_局.xlsx");
    assert_eq!(file_name("a?b:局", 60, &mut taken), "a_b_局（2）.xlsx");
    assert_eq!(file_name("", 60, &mut taken), "未命名单位.xlsx");
    let long = "局".repeat(300);
    assert!(file_name(&long, 60, &mut taken).len() < 255);
}

#[test]
fn slips_are_left_out_where_nobody_wants_them() {
    let sample = Sample::new();
    let folder = tempfile::tempdir().unwrap();
    let written = crate::report::sample::write(&sample.material(), folder.path()).unwrap();
    assert!(!written.files.iter().any(|file| file.contains("反馈单")));
    assert!(fs::metadata(folder.path().join("反馈单")).is_err());
}
