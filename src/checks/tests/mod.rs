//! The catalogue as a whole: every rule documented, its examples run, its place in the list.

mod gallery;
mod published;
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
