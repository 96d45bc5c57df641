//! Small sheets whose values were worked out by hand.

use super::verify;
use crate::compare::sample::dec;
use crate::report::workbook::cell::{Content, Kind, Outcome};
use crate::report::workbook::sheet::Sheet;

fn sheet<'a>(name: &str, rows: Vec<Vec<Content<'a>>>) -> Sheet<'a> {
    let mut sheet = Sheet::new(name);
    for row in rows {
        sheet.push(
            row.into_iter()
                .map(|content| content.looking(Kind::Text.body()))
                .collect(),
        );
    }
    sheet
}

fn number<'a>(text: &str) -> Content<'a> {
    Content::Number(dec(text))
}

/// The value of a formula beside the numbers 10, 20, (empty), "甲", 30 in A1:A5 and 1, 1, 2, 2, 1 in
/// B1:B5 of the sheet 数据.
fn holds(formula: &str, result: impl Into<Outcome>) -> bool {
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
    let asking = sheet("问", vec![vec![Content::formula(formula, result)]]);
    verify(&[data, asking]).is_ok()
}

#[test]
fn sums_pass_over_texts_and_empty_cells() {
    assert!(holds("SUM('数据'!$A$1:$A$5)", dec("60")));
    assert!(!holds("SUM('数据'!$A$1:$A$5)", dec("60.01")));
    assert!(holds(
        "SUMIFS('数据'!$A$1:$A$5,'数据'!$B$1:$B$5,2)",
        dec("0")
    ));
    assert!(holds("COUNT('数据'!$A$1:$A$5)", 3_usize));
}

#[test]
fn ranks_count_the_greater_ones() {
    assert!(holds(
        "COUNTIFS('数据'!$B$1:$B$5,1,'数据'!$A$1:$A$5,\">\"&'数据'!$A$2)+1",
        2_usize
    ));
}

#[test]
fn arithmetic_binds_as_in_a_spreadsheet() {
    assert!(holds("1+2*3-8/4", dec("5")));
    assert!(holds("-(2+3)*2", dec("-10")));
    assert!(holds("ROUND(2.365,2)", dec("2.37")));
    assert!(holds("ROUND(-2.365,2)", dec("-2.37")));
    assert!(holds("IF(1+1=2,\"是\",\"否\")", "是".to_owned()));
}

#[test]
fn a_lookup_takes_the_last_key_that_is_not_greater() {
    assert!(holds(
        "LOOKUP(25,'数据'!$A$1:$A$2,'数据'!$B$1:$B$2)",
        dec("1")
    ));
    assert!(holds(
        "INDEX('数据'!$A$1:$A$5,MATCH(2,'数据'!$B$1:$B$5,0)+1)",
        "甲".to_owned()
    ));
}

#[test]
fn an_error_is_never_a_result() {
    assert!(!holds("1/0", dec("0")));
    assert!(holds("IFERROR(1/0,\"\")", Outcome::NOTHING));
    assert!(!holds("'没有'!A1", Outcome::NOTHING));
    assert!(!holds("{未解析}", Outcome::NOTHING));
    assert!(!holds("VLOOKUP(1,2,3)", Outcome::NOTHING));
}

#[test]
fn a_circle_is_found() {
    let mut page = sheet(
        "圈",
        vec![vec![
            Content::formula("B1", dec("1")),
            Content::formula("A1", dec("1")),
        ]],
    );
    page.name = "圈".to_owned();
    assert!(verify(&[page]).is_err());
}

#[test]
fn a_mismatch_names_cell_formula_and_both_values() {
    let page = sheet("汇总表", vec![vec![Content::formula("1+1", dec("3"))]]);
    let mismatches = verify(&[page]).unwrap_err();
    assert_eq!(mismatches[0].cell, "汇总表!A1");
    assert_eq!(mismatches[0].formula, "1+1");
    assert!(mismatches[0].recomputed.contains('2'));
}
