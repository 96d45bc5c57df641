//! The workbook of the small district, read back.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx};

use super::cell::{Cell, Content, Outcome};
use super::render::{Properties, render};
use super::sheet::Sheet;
use super::table::Tables;
use super::{Context, Layout, build, lay_out};
use crate::compare::ranking::Placing;
use crate::compare::sample::dec;
use crate::fault::Fault;
use crate::report::link::Links;
use crate::report::recalculate::recalculate;
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

/// The cell in the column `title` of the first row of a sheet whose cells hold all of `keys`.
fn cell_at(sheet: &Sheet<'_>, keys: &[&str], title: &str) -> (usize, usize) {
    let shown = |cell: &Cell<'_>| match &cell.content {
        Content::Text(text) => text.to_string(),
        Content::Number(number) => number.normalize().to_string(),
        Content::Formula(formula) => match &formula.result {
            Outcome::Number(number) => number.normalize().to_string(),
            Outcome::Text(text) => text.clone(),
        },
        Content::Blank | Content::Link(_) => String::new(),
    };
    let (head, col) = sheet
        .rows
        .iter()
        .enumerate()
        .find_map(|(row, cells)| {
            let col = cells.iter().position(|cell| shown(cell) == title)?;
            Some((row, col))
        })
        .unwrap();
    let row = sheet.rows[head..]
        .iter()
        .position(|row| {
            keys.iter()
                .all(|key| row.iter().any(|cell| shown(cell) == *key))
        })
        .unwrap_or_else(|| panic!("no row with {keys:?}"));
    (head + row, col)
}

/// What a formula of 汇总表 yields for 教育局 of 2023 when a reviewer has given its first indicator a score.
fn reviewed(sample: &Sample, given: &str, title: &str) -> Outcome {
    let material = sample.material();
    let links = Links::new(Path::new("/区/结果"), &sample.records.files);
    let context = Context {
        material: &material,
        links: &links,
    };
    let mut sheets = lay_out(context).sheets;
    let keys = ["2023", "教育局"];
    let of = |sheets: &[Sheet<'_>], name: &str| {
        sheets.iter().position(|sheet| sheet.name == name).unwrap()
    };
    let rows = of(&sheets, "指标明细");
    let (row, col) = cell_at(&sheets[rows], &keys, "复核得分");
    sheets[rows].rows[row][col].content = Content::Number(dec(given));
    assert_eq!(recalculate(&mut sheets).faults, []);
    let summary = &sheets[of(&sheets, "汇总表")];
    let (row, col) = cell_at(summary, &keys, title);
    match &summary.rows[row][col].content {
        Content::Formula(formula) => formula.result.clone(),
        other => panic!("{title} holds {other:?}"),
    }
}

#[test]
fn a_reviewers_score_goes_through_the_rescaling_of_the_rest() {
    let mut sample = Sample::new();
    let number = |text: &str| Outcome::Number(dec(text));
    let form = &mut sample.records.departments[1];
    assert_eq!(
        (form.unit.as_str(), form.total),
        ("教育局", Some(dec("100")))
    );
    let of_row = sample.records.indicators_of(2)[0].score.unwrap();
    let one_less = (of_row - dec("1")).to_string();
    // As it stands: one point less.
    assert_eq!(reviewed(&sample, &one_less, "最终得分"), number("99"));
    assert_eq!(reviewed(&sample, &one_less, "复算得分"), number("100"));
    // Weights that make 105, brought to 100: 100 ÷ 105 × 100 = 95.238…, 99 ÷ 105 × 100 = 94.2857….
    let form = &mut sample.records.departments[1];
    form.rescale_full = Some(dec("100"));
    form.rescale_weights = Some(dec("105"));
    form.total = Some(dec("95.24"));
    assert_eq!(reviewed(&sample, &one_less, "复算得分"), number("95.24"));
    assert_eq!(reviewed(&sample, &one_less, "最终得分"), number("94.29"));
    // No reviewer brings a form beyond the full marks: 100 + 20 − the row's own, of 105, would be more.
    let beyond = (of_row + dec("20")).to_string();
    assert_eq!(reviewed(&sample, &beyond, "最终得分"), number("100"));
}

#[test]
fn a_total_that_is_no_sum_of_its_rows_takes_what_the_reviewer_changed() {
    let mut sample = Sample::new();
    let of_row = sample.records.indicators_of(2)[0].score.unwrap();
    // A bonus that the profile caps: the rows make 100, the form has 98.
    sample.records.departments[1].total = Some(dec("98"));
    let one_less = (of_row - dec("1")).to_string();
    assert_eq!(
        reviewed(&sample, &one_less, "最终得分"),
        Outcome::Number(dec("97"))
    );
}

#[test]
fn one_sheet_that_cannot_be_made_costs_itself_alone() {
    let sample = Sample::new();
    let material = sample.material();
    let links = Links::new(Path::new("/区/结果"), &sample.records.files);
    let mut layout = Layout {
        tables: Tables::new(),
        faults: Vec::new(),
    };
    let made = layout.sheet("排名表", |_| panic!("第 7 行"));
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].name, "排名表");
    assert!(format!("{:?}", made[0].rows).contains("本表没有生成"));
    assert_eq!(layout.faults[0].missing, "工作表“排名表”没有生成");
    assert_eq!(layout.faults[0].why, "第 7 行");
    // What leads to a table that is not there stays empty and is told; the file is whole.
    let context = Context {
        material: &material,
        links: &links,
    };
    let mut sheets = vec![super::summary::sheet(context, &mut layout.tables)];
    let faults = recalculate(&mut sheets).faults;
    assert!(!faults.is_empty());
    assert!(render(&sheets, &PROPERTIES).is_ok());
}

const PROPERTIES: Properties = Properties {
    product: crate::results::Product::Book,
    run: None,
    title: String::new(),
    created: None,
};

#[test]
fn faults_are_told_on_the_sheet_of_notes() {
    let mut sample = Sample::new();
    sample.faults = vec![Fault::new("规则 A12 没有核对", "原因")];
    let built = build(&sample.material(), Path::new("/区/结果"));
    assert_eq!(built.faults, []);
    let mut book = read(built.bytes.as_deref().unwrap());
    let notes = book.worksheet_range("说明").unwrap();
    let told = notes
        .rows()
        .any(|row| shows(&row[0], "规则 A12 没有核对") && shows(&row[1], "原因"));
    assert!(told);
}

#[test]
fn a_group_may_be_called_whatever_the_bureau_likes() {
    let mut sample = Sample::new();
    for (record, name) in sample
        .records
        .departments
        .iter_mut()
        .zip([">0", "<>x", "*", "<>x"])
    {
        record.group = Some(name.to_owned());
    }
    let built = build(&sample.material(), Path::new("/区/结果"));
    assert_eq!(built.faults, []);
    let mut book = read(built.bytes.as_deref().unwrap());
    let ranking = book.worksheet_range("排名表").unwrap();
    // 教育局 and 城市管理局 of 2023 share the group and its first place, with 100 each.
    for unit in ["教育局", "城市管理局"] {
        assert_eq!(
            value(&ranking, &["2023", unit], "组内名次"),
            Data::Float(1.0)
        );
    }
}
