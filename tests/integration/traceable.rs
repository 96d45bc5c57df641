//! Every figure of the consolidated workbook that comes from a source is followed back: the address
//! beside it leads to a cell of the source, and there it stands.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use huiping::stages::intake::{CellRef, Grid};
use huiping::stages::intake::{ReadOptions, discover, read};
use rust_decimal::Decimal;

use crate::program::SAMPLES;

/// The samples' sheets by the file's path.
static SOURCES: LazyLock<BTreeMap<String, Vec<Grid>>> = LazyLock::new(|| {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    discover(&[samples])
        .unwrap()
        .into_iter()
        .filter(huiping::stages::intake::FoundFile::is_candidate)
        .filter_map(|file| {
            let reading = read(&file, ReadOptions::default()).ok()?;
            Some((file.path, reading.workbook.sheets))
        })
        .collect()
});

/// The sheets of the workbook that the samples give.
static BOOK: LazyLock<BTreeMap<String, Range<Data>>> = LazyLock::new(|| {
    let path = SAMPLES.folder.path().join("绩效自评汇总.xlsx");
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    book.sheet_names()
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            (name, range)
        })
        .collect()
});

/// A row of a table, its cells by the titles of their columns.
type Row = BTreeMap<String, Data>;

/// The rows of a sheet whose heads stand in its third row; totals have no form's number.
fn rows(sheet: &str) -> Vec<Row> {
    let range = &BOOK[sheet];
    let heads: Vec<String> = range
        .rows()
        .nth(2)
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    range
        .rows()
        .skip(3)
        .filter(|row| !matches!(row[0], Data::Empty))
        .map(|row| heads.iter().cloned().zip(row.iter().cloned()).collect())
        .collect()
}

fn text(row: &Row, column: &str) -> String {
    row[column].to_string()
}

/// What stands in the cells that an address names: `C5`, `封面!C5`, several joined by `、`.
fn in_source(row: &Row, address: &str) -> String {
    let path = text(row, "来源文件");
    let own_sheet = text(row, "工作表");
    let sheets = &SOURCES[&path];
    address
        .split('、')
        .map(|part| {
            let (sheet, cell) = part.rsplit_once('!').unwrap_or((&own_sheet, part));
            let grid = sheets
                .iter()
                .find(|grid| grid.name == sheet)
                .unwrap_or_else(|| panic!("{path} has no sheet {sheet}"));
            let at: CellRef = cell.parse().unwrap();
            grid.seen_at(at).map_or("", |cell| cell.shown.trim())
        })
        .collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The plain number that a text shows; percentages as fractions.
fn number(text: &str) -> Option<Decimal> {
    let bare = squeezed(text).replace(',', "");
    match bare.strip_suffix('%') {
        Some(percent) => Some(percent.parse::<Decimal>().ok()? / Decimal::ONE_HUNDRED),
        None => bare.parse().ok(),
    }
}

/// What is wrong with a figure, if anything: neither its source shows it, nor does the column 原文 quote
/// the source.
fn wrong(row: &Row, column: &str, address_column: &str) -> Option<String> {
    let address = text(row, address_column);
    let value = &row[column];
    if address.is_empty() {
        let stated = !matches!(value, Data::Empty);
        return stated.then(|| format!("{column} {value} 没有地址"));
    }
    let shown = in_source(row, &address);
    let quoted =
        squeezed(&text(row, "原文（与取值不同者）")).contains(&format!("“{}”", squeezed(&shown)));
    let same = match value {
        Data::Empty => shown.is_empty(),
        Data::Float(value) => {
            let value: Decimal = value.to_string().parse().unwrap();
            number(&shown) == Some(value.normalize())
        }
        other => squeezed(&other.to_string()) == squeezed(&shown),
    };
    (!same && !quoted).then(|| {
        format!(
            "{} {column} {value}，{address} 处是“{shown}”，原文列“{}”",
            text(row, "来源文件"),
            text(row, "原文（与取值不同者）")
        )
    })
}

/// Follows the columns of a sheet; returns how many figures with an address there were.
fn follow(sheet: &str, columns: &[(&str, &str)]) -> usize {
    let rows = rows(sheet);
    assert!(!rows.is_empty(), "{sheet} has no rows");
    let mut followed = 0;
    let mut faults = Vec::new();
    for row in &rows {
        for (column, address) in columns {
            followed += usize::from(!text(row, address).is_empty());
            faults.extend(wrong(row, column, address));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    followed
}

#[test]
fn the_summary_leads_back() {
    let followed = follow(
        "汇总表",
        &[
            ("年初预算数", "年初格"),
            ("全年预算数", "全年格"),
            ("全年执行数", "执行格"),
            ("自评得分", "得分格"),
            ("自评等级", "等级格"),
        ],
    );
    assert!(followed > 150, "{followed}");
}

#[test]
fn the_execution_leads_back() {
    let followed = follow(
        "预算执行",
        &[
            ("年初预算数", "年初格"),
            ("表列预算调整数", "调整格"),
            ("全年预算数", "全年格"),
            ("全年执行数", "执行格"),
            ("表列执行率", "执行率格"),
            ("分值", "分值格"),
            ("自评得分", "得分格"),
        ],
    );
    assert!(followed > 400, "{followed}");
}

#[test]
fn every_indicator_leads_back() {
    let followed = follow(
        "指标明细",
        &[
            ("三级指标", "名称格"),
            ("指标值", "指标值格"),
            ("上年完成值", "上年值格"),
            ("年中监控完成值", "年中值格"),
            ("实际完成值", "实际值格"),
            ("表列完成率", "完成率格"),
            ("分值", "分值格"),
            ("自评得分", "得分格"),
            ("表内复核得分", "复核分格"),
        ],
    );
    assert!(followed > 1_800, "{followed}");
}
