//! The charts of the workbook: all eight are there, and what they draw is what the sheets hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::sync::LazyLock;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

use crate::program::SAMPLES;

/// A chart: its title, and its series' ranges of names and of values.
struct Chart {
    title: String,
    names: Vec<String>,
    values: Vec<String>,
}

struct Book {
    sheets: BTreeMap<String, Range<Data>>,
    charts: Vec<Chart>,
}

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let path = SAMPLES.folder.path().join("绩效自评汇总.xlsx");
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheets = book
        .sheet_names()
        .into_iter()
        .map(|name| (name.clone(), book.worksheet_range(&name).unwrap()))
        .collect();
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut charts = Vec::new();
    for number in 1.. {
        let Ok(mut part) = archive.by_name(&format!("xl/charts/chart{number}.xml")) else {
            break;
        };
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        charts.push(chart(&text));
    }
    Book { sheets, charts }
});

/// What stands between `open` and `close`, wherever they occur.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open)
        .skip(1)
        .map(|rest| rest.split(close).next().unwrap_or_default())
        .collect()
}

fn chart(xml: &str) -> Chart {
    let references = |of: [&str; 2]| -> Vec<String> {
        of.iter()
            .flat_map(|part| between(xml, &format!("<c:{part}>"), &format!("</c:{part}>")))
            .filter_map(|part| between(part, "<c:f>", "</c:f>").first().copied())
            .map(|range| range.replace(['\'', '$'], ""))
            .collect()
    };
    Chart {
        title: between(xml, "<a:t>", "</a:t>").first().unwrap().to_string(),
        names: references(["cat", "xVal"]),
        values: references(["val", "yVal"]),
    }
}

/// The head above a range like `图表数据!C6:C24`, and its cells.
fn column(range: &str) -> (String, Vec<Data>) {
    let (sheet, cells) = range.split_once('!').unwrap();
    let (from, to) = cells.split_once(':').unwrap();
    let at = |address: &str| {
        let letters = address.trim_end_matches(|c: char| c.is_ascii_digit());
        let col = letters
            .bytes()
            .fold(0, |col, letter| col * 26 + u32::from(letter - b'A') + 1);
        (
            address[letters.len()..].parse::<u32>().unwrap() - 1,
            col - 1,
        )
    };
    let ((first, col), (last, _)) = (at(from), at(to));
    let cell = |row| BOOK.sheets[sheet].get_value((row, col)).cloned();
    (
        cell(first - 1).unwrap_or_default().to_string(),
        (first..=last)
            .map(|row| cell(row).unwrap_or_default())
            .collect(),
    )
}

fn numbers(cells: &[Data]) -> Vec<f64> {
    cells
        .iter()
        .filter_map(|cell| match cell {
            Data::Float(number) => Some(*number),
            _ => None,
        })
        .collect()
}

/// The chart whose title holds a word, with the numbers of its series by their heads.
fn drawn(word: &str) -> BTreeMap<String, Vec<f64>> {
    let chart = BOOK
        .charts
        .iter()
        .find(|chart| chart.title.contains(word))
        .unwrap_or_else(|| panic!("no chart of {word}"));
    let ranges = chart.values.iter().chain(&chart.names);
    ranges
        .map(|range| column(range))
        .map(|(head, cells)| (head, numbers(&cells)))
        .collect()
}

fn shows(cell: &Data, text: &str) -> bool {
    let shown = cell.to_string();
    shown == text
}

/// The departments of 2023 in a sheet whose heads stand in its third row: a column's numbers or texts.
fn of_2023(sheet: &str, wanted: &str) -> Vec<Data> {
    let range = &BOOK.sheets[sheet];
    let heads: Vec<String> = range
        .rows()
        .nth(2)
        .unwrap()
        .iter()
        .map(Data::to_string)
        .collect();
    let place = |title: &str| heads.iter().position(|head| head == title).unwrap();
    let (number, year, kind) = (place("表号"), place("年度"), place("表类"));
    range
        .rows()
        .skip(3)
        .filter(|row| {
            row[number] != Data::Empty
                && shows(&row[year], "2023")
                && shows(&row[kind], "部门整体支出")
        })
        .map(|row| row[place(wanted)].clone())
        .collect()
}

fn sorted(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers
}

#[test]
fn all_eight_are_there() {
    let titles: BTreeSet<&str> = BOOK
        .charts
        .iter()
        .map(|chart| chart.title.as_str())
        .collect();
    assert_eq!(titles.len(), 8, "{titles:?}");
    for word in [
        "最终得分排名",
        "等级分布",
        "预算执行率",
        "执行率与最终得分",
        "指标完成程度分布",
        "问题",
        "一级指标平均得分率",
        "最终得分与上年",
    ] {
        assert!(titles.iter().any(|title| title.contains(word)), "{word}");
    }
}

#[test]
fn the_ranking_and_the_points_draw_every_final_score() {
    let scores = sorted(numbers(&of_2023("汇总表", "最终得分")));
    let ranking = &drawn("最终得分排名")["最终得分"];
    assert!(ranking.is_sorted_by(|a, b| a >= b), "{ranking:?}");
    assert_eq!(sorted(ranking.clone()), scores);
    let points = drawn("执行率与最终得分");
    assert_eq!(sorted(points["最终得分"].clone()), scores);
    assert_eq!(points["执行率"].len(), points["最终得分"].len());
}

#[test]
fn execution_is_drawn_from_the_lowest_up_beside_its_line() {
    let execution = drawn("预算执行率");
    assert_eq!(
        execution["执行率"],
        sorted(numbers(&of_2023("汇总表", "执行率")))
    );
    assert!(execution["90%线"].iter().all(|line| *line == 0.9));
}

#[test]
fn grades_and_completion_count_what_the_sheets_list() {
    let grades: Vec<String> = of_2023("汇总表", "最终等级")
        .iter()
        .map(Data::to_string)
        .collect();
    let counted: Vec<f64> = ["优", "良", "中", "差"]
        .iter()
        .map(|grade| grades.iter().filter(|known| known == grade).count() as f64)
        .collect();
    assert_eq!(drawn("等级分布")["最终家数"], counted);
    let done = numbers(&of_2023("指标明细", "完成程度"));
    let bounds = [
        f64::NEG_INFINITY,
        0.6,
        0.8,
        0.9,
        1.0,
        1.1,
        1.3,
        f64::INFINITY,
    ];
    let counted: Vec<f64> = bounds
        .windows(2)
        .map(|pair| {
            done.iter()
                .filter(|d| **d >= pair[0] && **d < pair[1])
                .count() as f64
        })
        .collect();
    assert_eq!(drawn("指标完成程度分布")["指标数"], counted);
}

#[test]
fn levels_are_the_means_of_the_departments() {
    let drawn = &drawn("一级指标平均得分率")["平均得分率"];
    let execution = numbers(&of_2023("部门对比", "预算执行得分率"));
    let mean = execution.iter().sum::<f64>() / execution.len() as f64;
    assert!((drawn[0] - mean).abs() < 0.000_051, "{drawn:?} {mean}");
}

#[test]
fn problems_are_counted_and_added_up() {
    let problems = drawn("错误和疑点");
    let counts = &problems["问题数"];
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    let range = &BOOK.sheets["问题清单"];
    let heads: Vec<String> = range
        .rows()
        .nth(2)
        .unwrap()
        .iter()
        .map(Data::to_string)
        .collect();
    let level = heads.iter().position(|head| head == "级别").unwrap();
    let all = range
        .rows()
        .skip(3)
        .filter(|row| ["错误", "疑点"].contains(&row[level].to_string().as_str()))
        .count() as f64;
    let share = counts.iter().sum::<f64>() / all;
    let last = problems["累计占比"].last().unwrap();
    assert!((last - share).abs() < 1e-9, "{last} {share}");
}

#[test]
fn both_years_are_drawn_for_whom_both_are_there() {
    let years = drawn("最终得分与上年");
    assert_eq!(years["本年得分"].len(), years["上年得分"].len());
    // 人力资源和社会保障局: 77.10 after 98.16.
    let place = years["本年得分"]
        .iter()
        .position(|score| *score == 77.1)
        .unwrap();
    assert_eq!(years["上年得分"][place], 98.16);
}
