//! What must not change a finding: the order of columns, rows in between, threads.

use crate::checks::finding::Finding;
use crate::checks::run::run;
use crate::checks::sample_form::sample;

use super::seed::seed_text;

/// A finding without its addresses.
fn gist(finding: &Finding) -> (String, String, String, String, Option<String>) {
    (
        finding.rule.to_owned(),
        finding.severity.to_string(),
        finding.subject.clone(),
        finding.found.clone(),
        finding.difference.map(|difference| difference.to_string()),
    )
}

fn findings(text: &str) -> Vec<Finding> {
    let sample = sample(text);
    run(&sample.assessments, &sample.context()).findings
}

fn gists(text: &str) -> Vec<(String, String, String, String, Option<String>)> {
    let mut gists: Vec<_> = findings(text).iter().map(gist).collect();
    gists.sort();
    gists
}

/// The text with the columns after the first of every table in reverse order.
fn columns_reversed(text: &str) -> String {
    text.lines()
        .map(|line| {
            let line = line.trim();
            if !line.starts_with('|') {
                return line.to_owned();
            }
            let mut cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            cells[1..].reverse();
            format!("|{}|", cells.join("|"))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_order_of_columns_changes_no_finding_but_its_address() {
    let seed = seed_text();
    // The table of the total has its first column named by its heading: it stays.
    let reversed = columns_reversed(&seed);
    assert_ne!(seed, reversed);
    assert_eq!(gists(&seed), gists(&reversed));
}

#[test]
fn notes_in_between_change_no_finding_but_its_address() {
    let seed = seed_text();
    let with_notes = seed.replace(
        "| 指标 |",
        "| 栏目 | 内容 |\n| 备注 | 本表由单位填写 |\n| 说明 | 金额保留两位小数 |\n| 指标 |",
    );
    assert_ne!(findings(&seed), findings(&with_notes));
    assert_eq!(gists(&seed), gists(&with_notes));
}

#[test]
fn one_thread_and_many_find_the_same_in_the_same_order() {
    let text: String = (0..12)
        .map(|unit| seed_text().replacen("某区", &format!("第{unit}区"), 1) + "\n")
        .collect();
    let in_pool = |threads: usize| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool")
            .install(|| findings(&text))
    };
    assert_eq!(in_pool(1), in_pool(4));
}
