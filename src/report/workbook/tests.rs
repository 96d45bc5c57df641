//! The workbook of the small district, read back.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx};

use super::build;
use crate::compare::ranking::Placing;
use crate::report::sample::Sample;

fn read(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

fn shows(cell: &Data, text: &str) -> bool {
    let shown = cell.to_string();
    shown == text
}

/// The value in the column `title` of the row whose cells hold all of `keys`.
fn value(range: &Range<Data>, keys: &[&str], title: &str) -> Data {
    let head = range
        .rows()
        .find(|row| row.iter().any(|cell| shows(cell, title)))
        .unwrap();
    let col = head.iter().position(|cell| shows(cell, title)).unwrap();
    range
        .rows()
        .find(|row| {
            keys.iter()
                .all(|key| row.iter().any(|cell| shows(cell, key)))
        })
        .unwrap_or_else(|| panic!("no row with {keys:?}"))[col]
        .clone()
}

#[test]
fn every_department_and_total_is_there() {
    let sample = Sample::new();
    let built = build(&sample.material(), Path::new("/区/结果"));
    let mut book = read(built.bytes.as_deref().unwrap());
    let summary = book.worksheet_range("汇总表").unwrap();
    for record in sample.records.current() {
        let year = record.year.unwrap().to_string();
        let stated = value(&summary, &[&year, &record.unit], "自评得分");
        match record.stated_total.value {
            Some(total) => assert_eq!(stated, Data::Float(total.to_string().parse().unwrap())),
            None => assert_eq!(stated, Data::Empty, "missing is not zero"),
        }
    }
    let seed = ["2023", "人力资源和社会保障局"];
    assert_eq!(value(&summary, &seed, "复算得分"), Data::Float(77.1));
    assert_eq!(value(&summary, &seed, "各行得分之和"), Data::Float(83.47));
    assert_eq!(value(&summary, &seed, "差额"), Data::Float(-0.37));
    assert_eq!(value(&summary, &seed, "执行率"), Data::Float(0.2364969065));
    assert_eq!(
        value(&summary, &seed, "最终等级"),
        Data::String("中".to_owned())
    );
    let total = ["2023年部门整体支出合计（5 份，得分为平均）"];
    // 4388.99 + 5300.000005 + 1750 + 1000 + 280
    assert_eq!(
        value(&summary, &total, "全年执行数"),
        Data::Float(12718.990005)
    );
    // (100 + 100 + 77.10 + 72.75) / 4 = 87.4625
    assert_eq!(value(&summary, &total, "复算得分"), Data::Float(87.46));
}

#[test]
fn the_formulas_are_alive_and_agree() {
    let sample = Sample::new();
    let built = build(&sample.material(), Path::new("/区/结果"));
    assert!(built.formulas > 200, "{}", built.formulas);
    let mut book = read(built.bytes.as_deref().unwrap());
    let formulas = book.worksheet_formula("排名表").unwrap();
    assert!(
        formulas
            .used_cells()
            .any(|(_, _, text)| text.contains("COUNTIFS") && text.contains("\">\"&"))
    );
}

#[test]
fn the_same_material_gives_the_same_bytes() {
    let sample = Sample::new();
    let first = build(&sample.material(), Path::new("/区/结果")).bytes;
    let second = build(&sample.material(), Path::new("/区/结果")).bytes;
    assert!(first.is_some());
    assert_eq!(first, second);
}

#[test]
fn every_rank_on_the_sheets_is_that_of_the_league() {
    let sample = Sample::new();
    let built = build(&sample.material(), Path::new("/区/结果"));
    let mut book = read(built.bytes.as_deref().unwrap());
    let mut checked = 0;
    let mut agree = |sheet: &str, title: &str, rank: fn(&Placing) -> Option<u32>| {
        let range = book.worksheet_range(sheet).unwrap();
        for record in sample.records.current() {
            let year = record.year.unwrap().to_string();
            let placing = &sample.comparison.placings[&record.form];
            let shown = value(&range, &[&year, &record.unit], title).to_string();
            let expected = rank(placing).map_or_else(String::new, |rank| rank.to_string());
            assert_eq!(shown, expected, "{sheet} {title} {year} {}", record.unit);
            checked += 1;
        }
    };
    agree("排名表", "名次", |placing| placing.rank);
    agree("排名表", "最终名次", |placing| placing.rank);
    agree("排名表", "最终位次", |placing| placing.place);
    agree("排名表", "自评名次", |placing| placing.self_rank);
    agree("排名表", "组内名次", |placing| placing.rank_in_group);
    agree("填报质量", "名次", |placing| placing.quality_rank);
    agree("预算执行", "名次", |placing| placing.rate_rank);
    assert_eq!(checked, 7 * 9);
}
