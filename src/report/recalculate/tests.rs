//! Small sheets whose values were worked out by hand.

use super::recalculate;
use crate::compare::sample::dec;
use crate::report::workbook::cell::{Content, Formula, Kind, Outcome, Tone};
use crate::report::workbook::sheet::Sheet;

fn sheet<'a>(name: &str, rows: Vec<Vec<Content<'a>>>) -> Sheet<'a> {
    let mut sheet = Sheet::new(name);
    for row in rows {
        sheet.push(
            row.into_iter()
                .map(|content| content.looking(Kind::Text.toned(Tone::Body)))
                .collect(),
        );
    }
    sheet
}

fn number<'a>(text: &str) -> Content<'a> {
    Content::Number(dec(text))
}

/// What a formula yields beside the numbers 10, 20, (empty), "甲", 30 in A1:A5 and 1, 1, 2, 2, 1 in
/// B1:B5 of the sheet 数据; why there is nothing where it is at fault.
fn yielded(formula: &str) -> Result<Outcome, String> {
    let data = sheet(
        "数据",
        vec![
            vec![number("10"), number("1")],
            vec![number("20"), number("1")],
            vec![Content::Blank, number("2")],
            vec![Content::text("甲"), number("2")],
            vec![number("30"), number("1")],
        ],
    );
    let mut sheets = [data, sheet("问", vec![vec![Content::formula(formula)]])];
    let done = recalculate(&mut sheets);
    assert_eq!(done.formulas, 1);
    match done.faults.first() {
        Some(fault) => Err(fault.why.clone()),
        None => Ok(result(&sheets[1], 0)),
    }
}

fn result(sheet: &Sheet<'_>, row: usize) -> Outcome {
    match &sheet.rows[row][0].content {
        Content::Formula(formula) => formula.result.clone(),
        other => panic!("no formula: {other:?}"),
    }
}

fn holds(formula: &str, result: &str) -> bool {
    yielded(formula) == Ok(Outcome::Number(dec(result)))
}

fn says(formula: &str, result: &str) -> bool {
    yielded(formula) == Ok(Outcome::Text(result.to_owned()))
}

#[test]
fn sums_pass_over_texts_and_empty_cells() {
    assert!(holds("SUM('数据'!$A$1:$A$5)", "60"));
    assert!(!holds("SUM('数据'!$A$1:$A$5)", "60.01"));
    assert!(holds("SUMIFS('数据'!$A$1:$A$5,'数据'!$B$1:$B$5,2)", "0"));
    assert!(holds("COUNT('数据'!$A$1:$A$5)", "3"));
}

#[test]
fn ranks_count_the_greater_ones() {
    assert!(holds(
        "COUNTIFS('数据'!$B$1:$B$5,1,'数据'!$A$1:$A$5,\">\"&'数据'!$A$2)+1",
        "2"
    ));
}

#[test]
fn arithmetic_binds_as_in_a_spreadsheet() {
    assert!(holds("1+2*3-8/4", "5"));
    assert!(holds("-(2+3)*2", "-10"));
    assert!(holds("ROUND(2.365,2)", "2.37"));
    assert!(holds("ROUND(-2.365,2)", "-2.37"));
    assert!(says("IF(1+1=2,\"是\",\"否\")", "是"));
}

#[test]
fn a_lookup_takes_the_last_key_that_is_not_greater() {
    assert!(holds("LOOKUP(25,'数据'!$A$1:$A$2,'数据'!$B$1:$B$2)", "1"));
    assert!(says(
        "INDEX('数据'!$A$1:$A$5,MATCH(2,'数据'!$B$1:$B$5,0)+1)",
        "甲"
    ));
}

#[test]
fn every_number_is_one_for_the_criterion_of_numbers() {
    // 10, 20, 30; not the empty cell, not 甲.
    assert!(holds("COUNTIFS('数据'!$A$1:$A$5,\"<=9E+307\")", "3"));
    let mut sheets = [sheet(
        "表",
        vec![
            vec![number("-4.5")],
            vec![number("0")],
            vec![Content::text("")],
            vec![Content::formula("COUNTIFS($A$1:$A$3,\"<=9E+307\")")],
        ],
    )];
    assert_eq!(recalculate(&mut sheets).faults, []);
    assert_eq!(result(&sheets[0], 3), Outcome::Number(dec("2")));
}

#[test]
fn an_error_is_a_fault_and_stays_to_be_seen() {
    assert_eq!(yielded("1/0"), Err("#DIV/0!".to_owned()));
    assert!(says("IFERROR(1/0,\"\")", ""));
    let mut sheets = [sheet("表", vec![vec![Content::formula("1/0")]])];
    recalculate(&mut sheets);
    assert_eq!(result(&sheets[0], 0), Outcome::Text("#DIV/0!".to_owned()));
}

#[test]
fn a_sum_over_an_error_is_that_error_and_one_beyond_all_bounds_is_told() {
    let huge = "79228162514264337593543950335";
    let mut sheets = [sheet(
        "表",
        vec![
            vec![number(huge)],
            vec![number(huge)],
            vec![Content::formula("SUM($A$1:$A$2)")],
            vec![Content::formula("SUM($A$3:$A$3)")],
        ],
    )];
    let faults = recalculate(&mut sheets).faults;
    assert_eq!(faults.len(), 2);
    assert!(faults.iter().all(|fault| fault.why == "#NUM!"));
}

#[test]
fn what_no_spreadsheet_would_understand_gives_way_to_an_empty_cell() {
    for formula in ["'没有'!A1", "{未解析}", "VLOOKUP(1,2,3)"] {
        let mut sheets = [sheet("表", vec![vec![Content::formula(formula)]])];
        let faults = recalculate(&mut sheets).faults;
        assert_eq!(faults.len(), 1, "{formula}");
        assert_eq!(faults[0].cell, "表!A1");
        assert_eq!(faults[0].formula, formula);
        assert!(matches!(sheets[0].rows[0][0].content, Content::Blank));
    }
}

#[test]
fn a_formula_that_is_not_to_be_live_becomes_its_result() {
    let still = |text: &str| {
        Content::Formula(Box::new(Formula {
            live: false,
            ..Formula::of(text.to_owned())
        }))
    };
    let mut sheets = [sheet(
        "表",
        vec![vec![still("1+1")], vec![still("\"甲\"&\"乙\"")]],
    )];
    assert_eq!(recalculate(&mut sheets).formulas, 2);
    let held: Vec<String> = sheets[0]
        .rows
        .iter()
        .map(|row| format!("{:?}", row[0].content))
        .collect();
    assert_eq!(held, ["Number(2)", "Text(\"甲乙\")"]);
}

#[test]
fn a_circle_is_found() {
    let page = sheet(
        "圈",
        vec![vec![Content::formula("B1"), Content::formula("A1")]],
    );
    assert_eq!(recalculate(&mut [page]).faults.len(), 2);
}
