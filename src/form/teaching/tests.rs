use super::*;
use crate::form::recognise;
use crate::intake::grid::{Cell, Grid, Workbook};

/// A form whose result column is called 年终兑现 and whose office stands without a label.
fn workbook() -> Workbook {
    let rows = [
        vec!["部门整体支出绩效自评表"],
        vec!["（2023年度）", "云岫区档案馆"],
        vec![
            "一级指标",
            "二级指标",
            "三级指标",
            "指标值",
            "年终兑现",
            "分值",
            "得分",
        ],
        vec![
            "产出指标",
            "数量指标",
            "接收档案卷数",
            "≥800卷",
            "812卷",
            "90",
            "90",
        ],
    ];
    let mut grid = Grid::new("自评表");
    for (row, cells) in (0_u32..).zip(rows) {
        for (col, text) in (0_u32..).zip(cells) {
            grid.put(Cell::text(CellRef::new(row, col), text));
        }
    }
    Workbook {
        sheets: vec![grid],
        ..Workbook::default()
    }
}

fn entry(when: &str, heading: Option<&str>, cell: Option<&str>, field: &str) -> Entry {
    Entry {
        when: when.to_owned(),
        heading: heading.map(str::to_owned),
        cell: cell.map(str::to_owned),
        field: field.to_owned(),
    }
}

#[test]
fn a_taught_heading_and_cell_are_read() {
    let untaught = recognise(&workbook(), "2023/档案馆.xlsx", "", &Teaching::default());
    let before = untaught.forms.first().expect("a form by its scores");
    assert_eq!(before.indicators[0].actual.value, None);
    assert_eq!(before.department.value, None);

    let teaching = Teaching::new(&[
        entry("档案馆", Some("年终兑现"), None, "实际完成值"),
        entry("", None, Some("B2"), "部门名称"),
    ])
    .expect("good entries");
    let taught = recognise(&workbook(), "2023/档案馆.xlsx", "", &teaching);
    let form = taught.forms.first().expect("a form");
    assert_eq!(form.indicators[0].actual.value.as_deref(), Some("812卷"));
    assert_eq!(form.department.value.as_deref(), Some("云岫区档案馆"));
}

#[test]
fn an_entry_holds_only_where_it_says() {
    let teaching =
        Teaching::new(&[entry("图书馆", Some("年终兑现"), None, "实际完成值")]).expect("good");
    let read = recognise(&workbook(), "2023/档案馆.xlsx", "", &teaching);
    assert_eq!(read.forms[0].indicators[0].actual.value, None);
}

#[test]
fn bad_entries_are_named() {
    for (entry, message) in [
        (entry("", None, None, "得分"), "要写且只写一个"),
        (entry("", Some("x"), None, "完成"), "没有“完成”这个字段"),
        (entry("", None, Some("5C"), "年度"), "不是单元格地址"),
    ] {
        let error = Teaching::new(&[entry])
            .expect_err("a bad entry")
            .to_string();
        assert!(error.contains(message), "{error}");
    }
}
