//! Single edits whose right outcome was worked out by hand: absurd and negative figures, budgets of zero,
//! deductions, the noise of binary fractions, and names that mean something to a spreadsheet.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::book::{Book, Content};
use super::formulas;
use crate::figures;
use crate::outcome::{Outcome, Row};
use crate::program::samples;

/// The form that is edited: 6820, 7153.64 and 7024.8745 万元 (in 元), 99.82 points, no finding. Beside it lies one
/// of 290, 290 and 277.82 万元.
const EDITED: &str = "水利局.xlsx";
const OTHER: &str = "残疾人联合会.xlsx";

struct Case {
    outcome: Outcome,
    record: Row,
    /// Rule, severity and cells of each finding on the form.
    found: Vec<(String, String, Vec<String>)>,
}

fn number(digits: &str) -> Content {
    Content::Number(digits.to_owned())
}

fn text(words: &str) -> Content {
    Content::Text(words.to_owned())
}

fn case(edits: &[(&str, Content)]) -> Case {
    let folder = samples().join("2022");
    let read = |name: &str| std::fs::read(folder.join(name)).expect("a sample");
    let mut book = Book::open(&read(EDITED)).expect("a workbook");
    let mut cells = book.cells();
    for (at, now) in edits {
        let cell = match cells.iter().position(|cell| cell.at == *at) {
            Some(found) => cells.swap_remove(found),
            None => panic!("{at} is blank"),
        };
        book.put(&cell, now);
    }
    let place = tempfile::tempdir().expect("a folder");
    std::fs::write(place.path().join(EDITED), book.save()).expect("a file");
    std::fs::write(place.path().join(OTHER), read(OTHER)).expect("a file");
    let outcome = Outcome::of(place.path(), &["--no-slips"]);
    let wrong = [
        outcome.faults(&[0]),
        figures::differences(&outcome),
        formulas::wrong(&outcome),
    ];
    assert_eq!(wrong.concat(), Vec::<String>::new(), "{edits:?}");
    let record = outcome
        .data("departments")
        .into_iter()
        .find(|record| record["文件"] == EDITED)
        .expect("the form");
    let found = outcome
        .data("findings")
        .into_iter()
        .filter(|finding| finding["文件"] == EDITED)
        .map(|finding| {
            let cells = super::cells(&finding)
                .iter()
                .map(|cell| cell[2].as_str().expect("an address").to_owned())
                .collect();
            (finding["规则"].clone(), finding["级别"].clone(), cells)
        })
        .collect();
    Case {
        outcome,
        record,
        found,
    }
}

impl Case {
    fn rules(&self) -> Vec<&str> {
        let mut rules: Vec<&str> = self.found.iter().map(|(rule, ..)| rule.as_str()).collect();
        rules.sort_unstable();
        rules
    }

    /// That one finding there is, and that it names this cell.
    fn assert_only(&self, severity: &str, at: &str) {
        let only = ("A20".to_owned(), severity.to_owned(), vec![at.to_owned()]);
        assert_eq!(self.found, [only]);
    }

    /// That nobody judged the execution, so that its ten points are open.
    fn assert_execution_is_open(&self) {
        assert_eq!(self.record["执行判定"], "未判定");
        assert_eq!(self.record["执行率"], "");
        let bounds = ["可能最低分", "可能最高分"].map(|field| self.record[field].as_str());
        assert_eq!(bounds, ["90", "100"]);
    }

    /// That the sum of an item leaves the cell out, and says so wherever it stands.
    fn assert_left_out(&self, item: &str, sum: &str, at: &str) {
        let account = self.outcome.account();
        let ledgers = [
            &account["ledgers"]["amounts"],
            &account["ledgers"]["scores"],
        ];
        let entry = ledgers
            .into_iter()
            .flat_map(|ledger| ledger.as_array().expect("a list"))
            .find(|entry| entry["item"] == item)
            .expect("the item");
        assert_eq!(entry["in_summary"], sum, "{entry}");
        assert_eq!(
            entry["left_out"].as_array().expect("a list").len(),
            1,
            "{entry}"
        );
        assert_eq!(entry["left_out"][0]["cell"], at, "{entry}");
        let rows = self.outcome.sheet("汇总表", &["表号", "部门", "备注"]);
        let remark = |row: &Row| row["备注"].clone();
        let of_form = rows.iter().find(|row| row["表号"] == self.record["表号"]);
        assert!(of_form.map(remark).expect("a row").contains("未计入"));
        let ledger = self
            .outcome
            .sheet("核对", &["部门", "项目", "单元格", "所填"]);
        assert!(ledger.iter().any(|row| row["单元格"] == at), "{ledger:?}");
        assert!(
            self.outcome.ended.stdout.contains(at) || self.outcome.ended.stdout.is_empty(),
            "{}",
            self.outcome.ended.stdout
        );
    }
}

#[test]
fn an_amount_that_cannot_be_is_one_finding_and_no_sum_takes_it() {
    for (digits, item, at, sum) in [
        ("-50", "全年执行数", "G5", "277.82"),
        ("1E+24", "全年执行数", "G5", "277.82"),
        ("9.0000000000000002E+307", "全年执行数", "G5", "277.82"),
        ("-100", "全年预算数", "F5", "290"),
        ("1E+20", "全年预算数", "F5", "290"),
    ] {
        let case = case(&[(at, number(digits))]);
        case.assert_only("错误", at);
        case.assert_execution_is_open();
        case.assert_left_out(item, sum, at);
    }
}

#[test]
fn what_a_calculation_left_over_counts_as_zero_and_is_told() {
    for digits in ["5.5511151231257827E-17", "1E-300"] {
        let case = case(&[("F5", number(digits)), ("F6", number(digits))]);
        assert_eq!(case.rules(), ["A20", "A20", "L12", "L15", "L27"]);
        for at in ["F5", "F6"] {
            let told = ("A20".to_owned(), "提示".to_owned(), vec![at.to_owned()]);
            assert!(case.found.contains(&told), "{:?}", case.found);
        }
        assert_eq!(case.record["全年预算数"], "0");
        case.assert_execution_is_open();
    }
}

#[test]
fn binary_noise_is_the_number_that_a_person_sees() {
    let case = case(&[
        ("F5", number("71536400.000000015")),
        ("G5", number("70248745.000000015")),
        ("I5", number("0.98199999999999998")),
        ("J5", number("9.8200000000000003")),
        ("I22", number("99.820000000000007")),
    ]);
    assert_eq!(case.rules(), Vec::<&str>::new());
    for (field, value) in [
        ("全年预算数", "7153.64"),
        ("全年执行数", "7024.8745"),
        ("表列执行率", "0.982"),
        ("自评得分", "99.82"),
        ("复算得分", "99.82"),
    ] {
        assert_eq!(case.record[field], value, "{field}");
    }
}

#[test]
fn of_budgets_of_zero_no_rate_is_judged() {
    let zeros = ["E5", "E6", "F5", "F6", "G5", "G6"].map(|at| (at, number("0")));
    let case = case(&zeros);
    assert_eq!(case.rules(), ["L12"]);
    case.assert_execution_is_open();
    assert_eq!(case.record["全年预算数"], "0");
}

#[test]
fn a_score_that_cannot_be_is_one_finding_and_no_sum_takes_it() {
    let case = case(&[("I13", number("1E+20"))]);
    case.assert_only("错误", "I13");
    assert_eq!(case.record["各行得分之和"], "84.82");
    assert_eq!(case.record["复算得分"], "99.82");
    // 99 of the other form; of this one 99.82 - 15.
    case.assert_left_out("自评得分", "183.82", "I13");
}

#[test]
fn a_negative_total_takes_part_in_no_mean_and_no_rank() {
    let case = case(&[("I22", number("-3"))]);
    case.assert_only("错误", "I22");
    for (field, value) in [
        ("自评得分", ""),
        ("自评名次", ""),
        ("复算得分", "99.82"),
        ("复算名次", "1"),
    ] {
        assert_eq!(case.record[field], value, "{field}");
    }
    let overview = case
        .outcome
        .sheet("总览", &["年度与表类", "份数", "自评平均分"]);
    assert_eq!(overview[0]["自评平均分"], "99");
}

#[test]
fn a_deduction_is_scored_and_summed_as_one() {
    // 10 points move to the first row; the last may take up to 5 away, and took 2.
    let deduction = |name: &str, weight: Content, score: &str| {
        case(&[
            ("H13", number("25")),
            ("I13", number("25")),
            ("A20", text("其他")),
            ("B20", text("其他指标")),
            ("C20", text(name)),
            ("D20", Content::Blank),
            ("E20", Content::Blank),
            ("F20", Content::Blank),
            ("G20", text("1次")),
            ("H20", weight),
            ("I20", number(score)),
            ("I22", number("97.82")),
        ])
    };
    for (name, weight) in [
        ("违规扣分", number("-5")),
        ("违规扣分", number("5")),
        ("违规扣分", Content::Blank),
        // Its signs alone say what it is.
        ("违规情况", number("-5")),
        ("违规情况", Content::Blank),
    ] {
        let case = deduction(name, weight.clone(), "-2");
        assert_eq!(case.record["复算得分"], "97.82", "{name} {weight:?}");
        assert_eq!(case.record["各行得分之和"], "97.82", "{name} {weight:?}");
        let wrong: Vec<&str> = case
            .rules()
            .into_iter()
            .filter(|rule| rule.starts_with(['A', 'L']))
            .collect();
        assert_eq!(
            wrong,
            Vec::<&str>::new(),
            "{name} {weight:?}: {:?}",
            case.found
        );
    }
    let beyond = deduction("违规扣分", number("-5"), "-7");
    assert!(beyond.rules().contains(&"A08"), "{:?}", beyond.found);
}

#[test]
fn a_negative_score_of_a_plain_row_is_told_and_left_out() {
    let case = case(&[("I14", number("-10"))]);
    assert_eq!(case.rules(), ["A09"]);
    // 99.82 without the 10 points of the row.
    assert_eq!(case.record["各行得分之和"], "89.82");
    assert_eq!(case.record["复算得分"], "99.82");
    case.assert_left_out("自评得分", "188.82", "I14");
}

/// A character that stands nowhere in the program's own words.
const MARK: char = '甴';

#[test]
fn no_word_of_a_form_becomes_part_of_a_formula() {
    let long = "长".repeat(400);
    let names = [
        ">0",
        "<>x",
        "???",
        "~~",
        "=1",
        "*",
        "\"",
        "<",
        "'",
        "{x}",
        "[部门]",
        "第一行\n第二行",
        "=1+1",
        &long,
    ];
    let wrong: Vec<String> = names
        .par_iter()
        .flat_map_iter(|name| {
            // In these words the unit, levels, indicators, the goal and a reason are named.
            let with_mark = |words: &str| text(&format!("{name}{MARK}{words}"));
            let case = case(&[
                ("D3", with_mark("局")),
                ("A13", text(name)),
                ("A18", with_mark("")),
                ("B13", with_mark("")),
                ("C13", with_mark("")),
                ("C14", text(name)),
                ("F13", with_mark("")),
                ("G10", with_mark("")),
                ("D21", with_mark("")),
            ]);
            let with_mark: Vec<String> = formulas::all(&case.outcome)
                .into_iter()
                .filter(|formula| formula.text.contains(MARK))
                .map(|formula| format!("{name}: {}: {}", formula.part, formula.text))
                .collect();
            let shares = case.outcome.sheet("部门对比", &["部门"]);
            let named: BTreeMap<&str, usize> = shares
                .iter()
                .flat_map(BTreeMap::keys)
                .filter(|title| title.contains(MARK))
                .map(|title| (title.as_str(), 1))
                .collect();
            // The heading of a column may cut a name of hundreds of characters.
            let unseen = (named.is_empty() && **name != long)
                .then(|| format!("{name}: the level is not shown"));
            with_mark.into_iter().chain(unseen)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sums_are_those_of_the_parts() {
    let case = case(&[("G5", number("-50"))]);
    let funds = case.outcome.data("funds");
    let sum: Decimal = funds
        .iter()
        .filter(|fund| fund["总额行"] == "是")
        .filter_map(|fund| fund["全年执行数"].parse::<Decimal>().ok())
        .sum();
    assert_eq!(sum.to_string(), "277.82");
}

#[test]
fn what_a_broken_formula_left_names_no_department() {
    // D3 holds the department; the file's name says who it is.
    for error in ["#REF!", "#N/A", "#NAME?"] {
        let case = case(&[("D3", Content::Fault(error))]);
        assert_eq!(case.record["部门"], "水利局", "{error}");
        assert!(case.rules().contains(&"M08"), "{:?}", case.found);
    }
}
