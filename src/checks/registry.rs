//! The catalogue: every rule, in one list. An id is never reused.

use super::rule::{Rule, RuleInfo};

/// Every rule, in the order of the catalogue.
pub static RULES: &[&dyn Rule] = &[&super::arithmetic::a12_total_of_scores::TotalOfScores];

/// The records of all rules, in the order of the catalogue.
pub fn catalogue() -> impl Iterator<Item = &'static RuleInfo> {
    RULES.iter().map(|rule| rule.info())
}

/// The rule of this id, upper or lower case.
#[must_use]
pub fn find(id: &str) -> Option<&'static dyn Rule> {
    RULES
        .iter()
        .copied()
        .find(|rule| rule.info().id.eq_ignore_ascii_case(id.trim()))
}

/// The page on a rule, as plain text under fixed headings; `None` for an unknown id.
#[must_use]
pub fn page(id: &str) -> Option<String> {
    let rule = find(id)?.info();
    let values = super::settings::ProfileValues::default();
    let mut page = format!("{} {}\n\n", rule.id, rule.title);
    let years = match (rule.since, rule.until) {
        (None, None) => "不限".to_owned(),
        (Some(since), None) => format!("{since} 年起"),
        (None, Some(until)) => format!("至 {until} 年"),
        (Some(since), Some(until)) => format!("{since} 至 {until} 年"),
    };
    let mut facts = vec![
        ("类别", rule.category.label().to_owned()),
        ("级别", rule.severity.to_string()),
        ("把握", rule.confidence.to_string()),
        ("范围", rule.scope.to_string()),
        ("年度", years),
    ];
    if let Some(tolerance) = rule.tolerance {
        facts.push(("允差", tolerance(&values).to_string()));
    }
    for threshold in rule.thresholds {
        let default = (threshold.default)(&values).normalize();
        facts.push((
            "阈值",
            format!("{} = {default}（{}）", threshold.key, threshold.meaning),
        ));
    }
    for (name, fact) in facts {
        page.push_str(&format!("{name}：{fact}\n"));
    }
    let sections = [
        ("查什么", rule.doc.what.to_owned()),
        ("为什么", rule.doc.why.to_owned()),
        ("怎样算", rule.doc.how.to_owned()),
        ("怎样改", rule.doc.fix.to_owned()),
        ("出处", rule.doc.source.to_owned()),
        ("通过的例子", flush_left(rule.pass)),
        ("不通过的例子", flush_left(rule.fail)),
    ];
    for (heading, text) in sections {
        page.push_str(&format!("\n【{heading}】\n{text}\n"));
    }
    Some(page)
}

/// An example without the indent it has in the source.
fn flush_left(example: &str) -> String {
    example
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
