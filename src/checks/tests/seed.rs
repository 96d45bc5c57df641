//! The real form that runs through everything: each finding worked out apart from the code.

use std::fmt::Write;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::checks::finding::{Finding, Severity};
use crate::checks::run::{CheckRun, run};
use crate::checks::sample_form::sample;

const SEED: &str = include_str!("../../../tests/fixtures/seed-2023.json");

/// The seed's figures as a table.
pub(super) fn seed_text() -> String {
    let seed: Value = serde_json::from_str(SEED).expect("the seed is JSON");
    let cell = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let mut text = format!(
        "# {} 2023 部门整体支出\n| 资金 | 年初预算 | 调整 | 全年预算 | 全年执行 | 分值 | 执行率 | 得分 |\n",
        cell(&seed, "department")
    );
    for (at, fund) in seed["funds"].as_array().expect("funds").iter().enumerate() {
        let adjustment = if at == 0 {
            cell(&seed["adjustment"], "amount")
        } else {
            String::new()
        };
        let columns = [
            "label", "initial", "", "adjusted", "executed", "weight", "rate", "score",
        ];
        let cells: Vec<String> = columns
            .iter()
            .map(|key| {
                if key.is_empty() {
                    adjustment.clone()
                } else {
                    cell(fund, key)
                }
            })
            .collect();
        writeln!(text, "| {} |", cells.join(" | ")).expect("a string takes writes");
    }
    text.push_str("| 指标 | 一级 | 二级 | 目标 | 年中 | 实际 | 完成率 | 分值 | 得分 | 原因 |\n");
    for row in seed["indicators"].as_array().expect("indicators") {
        let columns = [
            "name",
            "level1",
            "level2",
            "target",
            "midyear",
            "actual",
            "completion",
            "weight",
            "score",
            "reason",
        ];
        let cells: Vec<String> = columns.iter().map(|key| cell(row, key)).collect();
        writeln!(text, "| {} |", cells.join(" | ")).expect("a string takes writes");
    }
    let total = cell(&seed, "stated_total");
    let grade = cell(&seed, "stated_grade");
    write!(text, "| 总分 | 等级 |\n| {total} | {grade} |\n").expect("a string takes writes");
    text
}

fn checked() -> CheckRun {
    let sample = sample(&seed_text());
    run(&sample.assessments, &sample.context())
}

fn only<'r>(run: &'r CheckRun, rule: &str) -> &'r Finding {
    let found: Vec<&Finding> = run.findings.iter().filter(|f| f.rule == rule).collect();
    assert_eq!(found.len(), 1, "{rule}: {found:#?}");
    found[0]
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

#[test]
fn the_missing_six_points_lead_to_their_row() {
    let run = checked();
    let gap = only(&run, "A12");
    assert_eq!(gap.severity, Severity::Error);
    assert_eq!(gap.difference, Some(decimal("-6.00")));
    // The total is lower than its rows: put right, it would rise.
    assert_eq!(gap.points, Some(decimal("-6.00")));
    assert_eq!(
        gap.message,
        "自评总分 77.47（A19）比各行得分合计 83.47 少 6.00，恰为“培训费下降率”一行的得分 6（I9）；\
         该行目标 ≥5%、实际 0，按完成比例应得 0 分。"
    );
    assert!(gap.expected.contains("83.47"), "{}", gap.expected);
    assert!(
        gap.expected.contains("等级应为“良”，表内填的是“中”"),
        "{}",
        gap.expected
    );
    let cells: Vec<&str> = gap.places.iter().map(|place| place.cell.as_str()).collect();
    assert_eq!(cells, ["A19", "I9"]);
}

#[test]
fn full_marks_for_missed_targets() {
    let run = checked();
    let found: Vec<(&str, Option<Decimal>)> = run
        .findings
        .iter()
        .filter(|f| f.rule == "L04")
        .map(|f| (f.subject.as_str(), f.difference))
        .collect();
    assert_eq!(
        found,
        [
            ("培训费下降率", Some(decimal("6"))),
            ("领取社会保险待遇资格认证率", Some(decimal("0.37"))),
        ]
    );
}

#[test]
fn points_and_a_rate_without_an_actual_value() {
    let run = checked();
    assert_eq!(only(&run, "L02").subject, "举报投诉案件结案率");
    let rate = only(&run, "A17");
    assert_eq!(rate.subject, "举报投诉案件结案率");
    assert!(rate.message.contains("102.04%"), "{}", rate.message);
}

#[test]
fn the_projects_own_execution_rate() {
    let run = checked();
    let rate = only(&run, "A19");
    assert_eq!(rate.subject, "项目支出预算执行率");
    assert!(rate.message.contains("19.55%"), "{}", rate.message);
    assert!(
        rate.message.contains("4388.99 ÷ 18558.34"),
        "{}",
        rate.message
    );
}

#[test]
fn what_is_in_order_passes() {
    let run = checked();
    for id in ["A01", "A02", "A03", "A04", "A05", "A10", "A13"] {
        let outcome = run
            .outcomes
            .iter()
            .find(|o| o.id == id)
            .expect("an outcome");
        assert!(outcome.passed > 0 && outcome.findings == 0, "{outcome:?}");
    }
    assert!(run.faults.is_empty(), "{:?}", run.faults);
    // 城镇登记失业率 is inverse and scored as it should be.
    assert!(
        !run.findings
            .iter()
            .any(|f| f.subject.contains("失业率") && f.severity == Severity::Error)
    );
}

#[test]
fn nothing_else_is_called_an_error() {
    let run = checked();
    let errors: Vec<(&str, &str)> = run
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .map(|f| (f.rule, f.subject.as_str()))
        .collect();
    assert_eq!(
        errors,
        [
            ("L02", "举报投诉案件结案率"),
            ("A17", "举报投诉案件结案率"),
            ("L04", "培训费下降率"),
            ("A12", ""),
            ("A19", "项目支出预算执行率"),
            ("L04", "领取社会保险待遇资格认证率"),
        ]
    );
}
