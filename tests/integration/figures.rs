//! The workbook's cached results against the data of the same run, and both against sums and ranks that
//! are worked out here.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::outcome::{Outcome, Row};

/// All differences, as lines a person can follow.
pub(crate) fn differences(outcome: &Outcome) -> Vec<String> {
    let records = outcome.data("departments");
    let by_number: BTreeMap<&str, &Row> = records
        .iter()
        .map(|record| (record["表号"].as_str(), record))
        .collect();
    let mut wrong = summary(outcome, &by_number);
    wrong.extend(ranking(outcome, &records, &by_number));
    wrong.extend(execution(outcome, &by_number));
    wrong.extend(overview(outcome, &records));
    wrong
}

fn number(text: &str) -> Option<Decimal> {
    text.parse()
        .ok()
        .or_else(|| Decimal::from_scientific(text).ok())
}

/// Whether two figures are the same: a workbook's are binary and hold some fifteen digits.
fn same(shown: &str, stored: &str) -> bool {
    match (number(shown), number(stored)) {
        (Some(shown), Some(stored)) => {
            (shown - stored).abs() <= stored.abs() * Decimal::new(1, 9) + Decimal::new(1, 9)
        }
        _ => shown == stored,
    }
}

/// Compares fields of a row with those of its record: heading here, heading there.
fn compare(place: &str, row: &Row, record: &Row, fields: &[(&str, &str)]) -> Vec<String> {
    fields
        .iter()
        .filter(|(here, there)| !same(&row[*here], &record[*there]))
        .map(|(here, there)| {
            format!(
                "{place}, 表号 {}: {here} {:?}, data {:?}",
                row["表号"], row[*here], record[*there]
            )
        })
        .collect()
}

fn summary(outcome: &Outcome, by_number: &BTreeMap<&str, &Row>) -> Vec<String> {
    let rows = outcome.sheet("汇总表", &["表号", "部门", "复算得分"]);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for row in &rows {
        let Some(record) = by_number.get(row["表号"].as_str()) else {
            continue;
        };
        seen += 1;
        wrong.extend(compare(
            "汇总表",
            row,
            record,
            &[
                ("自评得分", "自评得分"),
                ("复算得分", "复算得分"),
                ("复算等级", "复算等级"),
                ("最终得分", "复算得分"),
                ("最终等级", "复算等级"),
                ("错误", "错误"),
                ("疑点", "疑点"),
                ("指标数", "指标数"),
                ("完成数", "已完成"),
            ],
        ));
    }
    let counted = by_number
        .values()
        .filter(|record| record["计入"] == "是")
        .count();
    if seen != counted {
        wrong.push(format!("汇总表: {seen} rows, {counted} forms count"));
    }
    wrong
}

/// Year and kind of form: within these, departments are ranked.
fn league(record: &Row) -> (String, String) {
    (record["年度"].clone(), record["表类"].clone())
}

fn ranking(outcome: &Outcome, records: &[Row], by_number: &BTreeMap<&str, &Row>) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in outcome.sheet("排名表", &["表号", "名次", "最终名次"]) {
        let Some(record) = by_number.get(row["表号"].as_str()) else {
            continue;
        };
        wrong.extend(compare(
            "排名表",
            &row,
            record,
            &[
                ("复算得分", "复算得分"),
                ("名次", "复算名次"),
                ("自评名次", "自评名次"),
                ("组内名次", "复算组内名次"),
                ("最终名次", "复算名次"),
                ("最终得分", "复算得分"),
            ],
        ));
    }
    for record in records
        .iter()
        .filter(|record| !record["复算名次"].is_empty())
    {
        // One more than those that have a higher score, of all that are ranked.
        let own = number(&record["复算得分"]);
        let better = records
            .iter()
            .filter(|other| league(other) == league(record) && !other["复算名次"].is_empty())
            .filter(|other| number(&other["复算得分"]) > own)
            .count();
        if record["复算名次"] != (better + 1).to_string() {
            wrong.push(format!(
                "表号 {}: rank {}, {better} are better",
                record["表号"], record["复算名次"]
            ));
        }
    }
    wrong
}

fn execution(outcome: &Outcome, by_number: &BTreeMap<&str, &Row>) -> Vec<String> {
    let funds = outcome.data("funds");
    let rows = outcome.sheet("预算执行", &["表号", "资金类别", "执行率"]);
    let mut wrong = Vec::new();
    let counted: Vec<&Row> = funds
        .iter()
        .filter(|fund| {
            by_number
                .get(fund["表号"].as_str())
                .is_some_and(|of| of["计入"] == "是")
        })
        .collect();
    let known: Vec<&Row> = rows
        .iter()
        .filter(|row| by_number.contains_key(row["表号"].as_str()))
        .collect();
    if counted.len() != known.len() {
        wrong.push(format!(
            "预算执行: {} rows, {} funds",
            known.len(),
            counted.len()
        ));
        return wrong;
    }
    for row in known {
        let amount = |name: &str| number(&row[name]);
        let rate = amount("全年执行数")
            .zip(amount("全年预算数"))
            .and_then(|(executed, adjusted)| executed.checked_div(adjusted));
        if let Some(rate) = rate.filter(|_| !row["执行率"].is_empty())
            && !same(&row["执行率"], &rate.to_string())
        {
            wrong.push(format!(
                "预算执行: {} and not {rate}: {row:?}",
                row["执行率"]
            ));
        }
    }
    wrong
}

/// The first table of 总览: how many, how much, how well, by year and kind.
fn overview(outcome: &Outcome, records: &[Row]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut leagues: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for record in records.iter().filter(|record| record["计入"] == "是") {
        let (year, kind) = league(record);
        let name = match year.as_str() {
            "" => format!("年度不明的{kind}"),
            year => format!("{year}年{kind}"),
        };
        leagues.entry(name).or_default().push(record);
    }
    let rows = outcome.sheet("总览", &["年度与表类", "份数", "自评平均分"]);
    let rows: BTreeMap<&str, &Row> = rows
        .iter()
        .map(|row| (row["年度与表类"].as_str(), row))
        .collect();
    for (name, records) in &leagues {
        let Some(row) = rows.get(name.as_str()) else {
            wrong.push(format!("总览: no row {name}: {:?}", rows.keys()));
            continue;
        };
        let sum = |field: &str| -> Option<Decimal> {
            let amounts: Vec<Decimal> = records
                .iter()
                .filter_map(|record| number(&record[field]))
                .collect();
            // Of no amounts there is no sum.
            (!amounts.is_empty()).then(|| amounts.iter().sum())
        };
        let mean = |field: &str| -> Option<Decimal> {
            let scores: Vec<Decimal> = records
                .iter()
                .filter_map(|record| number(&record[field]))
                .collect();
            let total: Decimal = scores.iter().sum();
            Some(rounded(total.checked_div(Decimal::from(scores.len()))?))
        };
        let text = |value: Option<Decimal>| value.map_or(String::new(), |value| value.to_string());
        for (heading, expected) in [
            ("份数", records.len().to_string()),
            ("全年预算数", text(sum("全年预算数"))),
            ("全年执行数", text(sum("全年执行数"))),
            ("自评平均分", text(mean("自评得分"))),
            ("复算平均分", text(mean("复算得分"))),
            ("错误", count(records, "错误")),
            ("疑点", count(records, "疑点")),
            ("提示", count(records, "提示")),
        ] {
            if !same(&row[heading], &expected) {
                wrong.push(format!(
                    "总览, {name}: {heading} {} and not {expected}",
                    row[heading]
                ));
            }
        }
    }
    wrong
}

fn count(records: &[&Row], field: &str) -> String {
    let sum: Decimal = records
        .iter()
        .filter_map(|record| number(&record[field]))
        .sum();
    sum.to_string()
}

fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}
