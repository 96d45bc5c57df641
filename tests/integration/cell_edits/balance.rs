//! Whether the books of a run balance, reckoned from its data.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::outcome::Outcome;

/// Ledgers that do not balance, or whose sums are not those of their parts.
pub(super) fn unbalanced(outcome: &Outcome) -> Vec<String> {
    let account = outcome.account();
    let ledgers = &account["ledgers"];
    let mut wrong = Vec::new();
    let of = |name: &str| ledgers["files"][name].as_u64();
    if of("found")
        != Some(
            ["read", "refused", "skipped"]
                .iter()
                .filter_map(|name| of(name))
                .sum(),
        )
    {
        wrong.push(format!("files: {}", ledgers["files"]));
    }
    let records = outcome.data("departments");
    let lists = ["amounts", "scores"];
    let entries = lists
        .iter()
        .flat_map(|name| ledgers[*name].as_array().into_iter().flatten());
    for entry in entries
        .clone()
        .chain([&ledgers["files"], &ledgers["cells"]])
    {
        if entry["balanced"] != true {
            wrong.push(format!("not balanced: {entry}"));
        }
    }
    for entry in entries {
        let kind = match entry["kind"].as_str() {
            Some("department") => "部门整体支出",
            Some("project") => "项目支出",
            other => {
                wrong.push(format!("a ledger of {other:?}"));
                continue;
            }
        };
        let item = entry["item"].as_str().expect("an item");
        if item == "自评得分" {
            // Of a form without a total it is the sum of its rows.
            continue;
        }
        let sum: Decimal = records
            .iter()
            .filter(|record| record["计入"] == "是" && record["表类"] == kind)
            .filter(|record| match entry["year"].as_i64() {
                Some(year) => record["年度"] == year.to_string(),
                None => record["年度"].is_empty(),
            })
            .filter_map(|record| record[item].parse::<Decimal>().ok())
            .sum();
        let told = entry["in_summary"]
            .as_str()
            .and_then(|sum| sum.parse().ok());
        if told != Some(sum) {
            wrong.push(format!("{sum} and not {entry}"));
        }
    }
    wrong
}

/// Departments that count twice, and files without a fate.
pub(super) fn uncounted(outcome: &Outcome) -> Vec<String> {
    let mut wrong = Vec::new();
    let records = outcome.data("departments");
    let mut counted = BTreeSet::new();
    for record in records.iter().filter(|record| record["计入"] == "是") {
        let who = ["年度", "表类", "部门", "项目名称"].map(|field| record[field].as_str());
        if !counted.insert(who) {
            wrong.push(format!("counts twice: {who:?}"));
        }
    }
    let mut fates = BTreeSet::new();
    for file in outcome.data("files") {
        if !fates.insert(file["文件"].clone()) {
            wrong.push(format!("two fates: {}", file["文件"]));
        }
        let forms = records
            .iter()
            .filter(|record| record["文件"] == file["文件"])
            .count();
        if (file["状态"] == "read") != (forms > 0) && file["原因"].is_empty() {
            wrong.push(format!("{} forms of {file:?}", forms));
        }
    }
    wrong
}
