//! One figure of a right form changed: the change is noticed, in every layout that has the figure.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::checks::Context;
use crate::checks::finding::Severity;
use crate::checks::run::run;
use crate::form::model::{FundRole, Indicator, SelfEvaluation, Sourced};
use crate::policy::Policy;
use crate::scoring::{Assessment, Profile, profile, score};
use crate::value::number::Number;

use super::published::right_forms;

/// A change: what it is, how it is made (`false` where the form lacks the figure), and the rules of
/// which one must notice it.
type Change = (
    &'static str,
    fn(&mut SelfEvaluation) -> bool,
    &'static [&'static str],
);

const CHANGES: &[Change] = &[
    (
        "a point more in total",
        |form| add(&mut form.total_score, 1),
        &["A12"],
    ),
    (
        "three points less in total",
        |form| add(&mut form.total_score, -3),
        &["A12"],
    ),
    (
        "a weight one higher",
        |form| second(form).is_some_and(|row| add(&mut row.weight, 1)),
        &["A05"],
    ),
    (
        "a score above its weight",
        |form| {
            second(form).is_some_and(|row| {
                row.score.value = row.weight.value;
                add(&mut row.score, 2)
            })
        },
        &["A08"],
    ),
    (
        "an actual value rubbed out",
        |form| {
            second(form).is_some_and(|row| {
                row.actual.value = None;
                row.actual.text.clear();
                row.score.value.is_some_and(|score| !score.value.is_zero())
            })
        },
        &["L02"],
    ),
    (
        "a tenth of the executed total missing",
        |form| {
            let total = form
                .funds
                .iter_mut()
                .find(|fund| fund.role == Some(FundRole::Total));
            total
                .and_then(|fund| fund.executed.value.as_mut())
                .map(|executed| executed.value *= Decimal::new(9, 1))
                .is_some()
        },
        &["A01", "A02", "A04", "A10"],
    ),
    (
        "two points off the execution",
        |form| {
            let scored = form
                .funds
                .iter_mut()
                .find(|fund| fund.score.value.is_some());
            scored.is_some_and(|fund| add(&mut fund.score, -2))
        },
        &["A10"],
    ),
    (
        "another grade",
        |form| {
            form.grade.text = "差".to_owned();
            form.grade.value.replace("差".to_owned()).is_some()
        },
        &["A13"],
    ),
    (
        "a rate five points lower",
        |form| {
            let rated = form
                .funds
                .iter_mut()
                .find_map(|fund| fund.rate.value.as_mut());
            rated.map(|rate| rate.value -= Decimal::new(5, 2)).is_some()
        },
        &["A04"],
    ),
];

fn add(cell: &mut Sourced<Number>, points: i64) -> bool {
    match &mut cell.value {
        Some(number) => {
            number.value += Decimal::from(points);
            true
        }
        None => false,
    }
}

/// The second row that counts.
fn second(form: &mut SelfEvaluation) -> Option<&mut Indicator> {
    form.indicators
        .iter_mut()
        .filter(|row| !row.subtotal)
        .nth(1)
}

/// The rules that find something, with what they find it in.
fn told(assessment: &Assessment) -> BTreeSet<(&'static str, String)> {
    run(std::slice::from_ref(assessment), &Context::default())
        .findings
        .into_iter()
        .filter(|finding| finding.severity != Severity::Notice)
        .map(|finding| (finding.rule, finding.subject))
        .collect()
}

#[test]
fn every_change_is_noticed() {
    let profile = Profile::load(profile::DEFAULT).expect("the default profile");
    let right: Vec<_> = right_forms()
        .into_iter()
        .map(|assessment| (told(&assessment), assessment))
        .collect();
    let mut missed = Vec::new();
    for (what, change, rules) in CHANGES {
        let mut made = 0;
        for (before, assessment) in &right {
            let mut changed = assessment.clone();
            if !change(&mut changed.submission.form) {
                continue;
            }
            made += 1;
            changed.rescored = score(
                &changed.submission.form,
                &Policy::of_submission(&profile, &changed.submission),
            );
            let noticed = told(&changed)
                .difference(before)
                .any(|(rule, _)| rules.contains(rule));
            if !noticed {
                missed.push(format!("{what}: {}", changed.submission.form.source.path));
            }
        }
        assert!(made >= 12, "{what}: only {made} forms have the figure");
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
