use super::{Roster, RosterEntry, RosterError, read};
use crate::intake::grid::{Area, Cell, CellRef, CellValue, Grid};

/// A sheet from text: a row a line, `|` between cells.
fn grid(text: &str) -> Grid {
    let mut grid = Grid::new("名单");
    for (row, line) in (0..).zip(text.trim_matches('\n').lines()) {
        for (col, cell) in (0..).zip(line.split('|')) {
            if !cell.trim().is_empty() {
                grid.put(Cell::text(CellRef::new(row, col), cell.trim_matches(' ')));
            }
        }
    }
    grid
}

fn roster(text: &str) -> Roster {
    read(&grid(text), "名单.xlsx").unwrap()
}

fn error(text: &str) -> RosterError {
    read(&grid(text), "名单.xlsx").unwrap_err()
}

#[test]
fn columns_are_found_by_their_headings_under_title_rows() {
    let roster = roster(
        "
云岫区应报单位名单
填报单位：云岫区财政局
报送截止日期 | 序号 | 同类组 | 单位名称 | 单位代码 | 曾用名（简称） | 联系人
2024年4月20日 | 1 | 党政机关 | 云岫区教育局 | 105 | |
2024-04-18 | 2 | 事业单位 | 云岫区 图书馆 | 201 | 云岫区图书室、区图书馆；图书中心 |
注：新增单位自下一年度起报送。
",
    );
    let expected = [
        RosterEntry {
            code: Some("105".to_owned()),
            name: "云岫区教育局".to_owned(),
            earlier_names: Vec::new(),
            group: Some("党政机关".to_owned()),
            deadline: Some("2024-04-20".to_owned()),
            row: 4,
        },
        RosterEntry {
            code: Some("201".to_owned()),
            name: "云岫区图书馆".to_owned(),
            earlier_names: ["云岫区图书室", "区图书馆", "图书中心"]
                .map(str::to_owned)
                .to_vec(),
            group: Some("事业单位".to_owned()),
            deadline: Some("2024-04-18".to_owned()),
            row: 5,
        },
    ];
    assert_eq!(roster.entries, expected);
    assert_eq!(roster.path, "名单.xlsx");
}

#[test]
fn the_names_alone_are_enough() {
    let roster = roster("单位名称\n云岫区教育局\n\n云岫区民政局\n合计");
    let names: Vec<_> = roster
        .entries
        .iter()
        .map(|entry| entry.name.as_str())
        .collect();
    assert_eq!(names, ["云岫区教育局", "云岫区民政局"]);
    assert!(
        roster
            .entries
            .iter()
            .all(|entry| entry.code.is_none() && entry.group.is_none())
    );
}

#[test]
fn groups_may_stand_as_section_titles_or_merged_down() {
    let by_title =
        roster("单位代码 | 单位名称\n一、党政机关（1个）\n105 | 甲局\n二、街道乡镇\n301 | 乙镇");
    let groups: Vec<_> = by_title
        .entries
        .iter()
        .map(|entry| entry.group.as_deref())
        .collect();
    assert_eq!(groups, [Some("党政机关"), Some("街道乡镇")]);

    let mut merged = grid("同类组 | 单位名称\n党政机关 | 甲局\n | 乙局");
    merged.merge("A2:A3".parse::<Area>().unwrap());
    let roster = read(&merged, "名单.xlsx").unwrap();
    assert!(
        roster
            .entries
            .iter()
            .all(|entry| entry.group.as_deref() == Some("党政机关"))
    );
}

#[test]
fn a_date_cell_is_a_deadline_however_it_is_shown() {
    let mut sheet = grid("单位名称 | 截止日期\n甲局");
    let at = CellRef::new(1, 1);
    sheet.put(Cell {
        value: CellValue::Date("2024-04-20".to_owned()),
        ..Cell::text(at, "4月20日")
    });
    let roster = read(&sheet, "名单.xlsx").unwrap();
    assert_eq!(roster.entries[0].deadline.as_deref(), Some("2024-04-20"));
}

#[test]
fn errors_say_where_what_and_how_to_mend_it() {
    for (text, said) in [
        (
            "姓名 | 电话\n某 | 1",
            "名单“名单.xlsx”的工作表“名单”前 20 行里没有找到表头：请设一列“单位名称”（另可有“单位代码”“曾用名”“同类组”“报送截止日期”）",
        ),
        (
            "单位代码 | 单位名称\n | 合计",
            "名单“名单.xlsx”的工作表“名单”里，“单位名称”一列（B1以下）没有单位：请逐行填写应报单位",
        ),
        (
            "单位代码 | 单位名称\n105 | 甲局\n107 | ",
            "名单“名单.xlsx”的 B3 没有单位名称，同一行却有单位代码“107”：请补写名称，或删去这一行",
        ),
        (
            "单位代码 | 单位名称\n105 | 甲局\n107 | 甲 局",
            "名单“名单.xlsx”里“甲局”出现两次（B2、B3）：请只留一处",
        ),
        (
            "单位代码 | 单位名称\n105 | 甲局\n105 | 乙局",
            "名单“名单.xlsx”里“105”出现两次（A2、A3）：请只留一处",
        ),
        (
            "单位名称 | 截止日期\n甲局 | 四月底",
            "名单“名单.xlsx”的 B2 不是日期：“四月底”；请写成“2024年4月20日”或“2024-04-20”，或把单元格设为日期格式",
        ),
    ] {
        assert_eq!(error(text).to_string(), said);
    }
}

#[test]
fn a_value_far_off_costs_no_more_than_one_close_by() {
    let mut grid = grid("单位名称 | 单位代码\n甲局 | 101\n乙局 | 102");
    grid.put(Cell::text(CellRef::new(1_048_575, 16_383), "注"));
    let roster = read(&grid, "名单.xlsx").unwrap();
    let names: Vec<&str> = roster
        .entries
        .iter()
        .map(|entry| entry.name.as_str())
        .collect();
    assert_eq!(names, ["甲局", "乙局"]);
}

#[test]
fn the_first_row_of_a_name_or_a_code_is_the_units() {
    let roster = roster(
        "
单位名称 | 单位代码 | 曾用名
甲局 | 101 | 丙局
乙局 | 102 |
丁局 | 103 | 乙局
",
    );
    let index = roster.index();
    let row_of = |name: &str, code: Option<&str>| {
        let unit = crate::submission::Unit {
            name: name.to_owned(),
            code: code.map(str::to_owned),
            group: None,
            on_roster: None,
            matched_by: None,
        };
        index.entry_of(&unit).map(|entry| entry.row)
    };
    assert_eq!(row_of("丙局", None), Some(2));
    assert_eq!(row_of("乙局", None), Some(3));
    assert_eq!(
        row_of("乙局", Some("101")),
        Some(2),
        "whichever comes first"
    );
    assert_eq!(row_of("戊局", Some("103")), Some(4));
    assert_eq!(row_of("戊局", None), None);
}
