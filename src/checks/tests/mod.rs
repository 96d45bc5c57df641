//! The catalogue as a whole: every rule documented, its examples run, its place in the list.

pub(crate) mod gallery;
pub(crate) mod published;
mod real_mistakes;
mod samples;
mod seed;
mod sensitivity;
mod steadiness;

use std::collections::BTreeSet;

use super::rule::{Rule, Scope};
use super::run::{CheckRun, run, run_rules};
use super::sample_form::sample;
use super::{catalogue, registry};

/// Runs one rule alone over an example; one that judges findings together with all others. Only what
/// it says itself is kept.
fn run_alone(rule: &dyn Rule, text: &str) -> CheckRun {
    let sample = sample(text);
    let id = rule.info().id;
    let mut run = if rule.info().scope == Scope::Findings {
        run(&sample.assessments, &sample.context())
    } else {
        run_rules(&[rule], &sample.assessments, &sample.context())
    };
    run.findings.retain(|finding| finding.rule == id);
    run.outcomes.retain(|outcome| outcome.id == id);
    run
}

#[test]
fn every_passing_example_passes_and_every_failing_one_fails() {
    let mut faults = Vec::new();
    for rule in registry::RULES {
        let id = rule.info().id;
        let passing = run_alone(*rule, rule.info().pass);
        let outcome = &passing.outcomes[0];
        if outcome.passed == 0 || outcome.findings > 0 || outcome.failed > 0 {
            faults.push(format!(
                "{id} pass: {outcome:?} {:?}",
                passing
                    .findings
                    .iter()
                    .map(|f| &f.message)
                    .collect::<Vec<_>>()
            ));
        }
        let failing = run_alone(*rule, rule.info().fail);
        let outcome = &failing.outcomes[0];
        if outcome.findings == 0 || outcome.failed > 0 {
            faults.push(format!("{id} fail: {outcome:?} {:?}", failing.faults));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_profile_may_ask_for_reasons_where_nothing_was_targeted() {
    let sample = sample(
        "# 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 新增项目 | ≥0个 | 30个 | 10 | 10 | |
        | 新增站点 | ≥0个 | 29个 | 10 | 10 | |
        | 新增岗位 | ≥0个 | 40个 | 10 | 10 | 年中增设便民岗位四十个 |",
    );
    let rule = registry::RULES
        .iter()
        .find(|rule| rule.info().id == "L07")
        .unwrap();
    let findings = |profile: &str| {
        let profile = crate::scoring::Profile::load(profile).unwrap();
        let context = super::Context {
            profile: Some(&profile),
            ..sample.context()
        };
        run_rules(&[*rule], &sample.assessments, &context).findings
    };
    assert!(findings("national-2020").is_empty());
    let found = findings("guangxi");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].message.contains("新增项目"),
        "{}",
        found[0].message
    );
}

#[test]
fn ids_are_unique_and_lead_to_their_rule() {
    let ids: Vec<&str> = catalogue().map(|rule| rule.id).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    for rule in catalogue() {
        let found = registry::find(&rule.id.to_lowercase()).expect("the rule by its id");
        assert_eq!(found.info().title, rule.title);
    }
}

#[test]
fn every_rule_fills_its_page() {
    for rule in catalogue() {
        let doc = rule.doc;
        for (heading, text) in [
            ("title", rule.title),
            ("what", doc.what),
            ("why", doc.why),
            ("how", doc.how),
            ("fix", doc.fix),
            ("source", doc.source),
        ] {
            assert!(text.chars().count() >= 6, "{} {heading}: {text:?}", rule.id);
        }
    }
}

#[test]
fn no_two_rules_yield_to_each_other() {
    for rule in catalogue() {
        for other in rule.yields_to {
            let other = registry::find(other).expect("a rule that exists").info();
            assert!(
                !other.yields_to.contains(&rule.id),
                "{} {}",
                rule.id,
                other.id
            );
        }
    }
}
