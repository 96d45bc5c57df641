use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::profile::Rules;
use super::{Case, LineScore, Profile, Rescored, ScoreStatus, score, score_one};
use crate::form::model::{FormKind, SelfEvaluation};
use crate::policy::Policy;

mod execution;
mod fair;
mod forms;
mod pairs;
mod properties;
mod rows;
mod seed;
mod vectors;

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// The shipped profiles, read once for all tests.
static SHIPPED: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    Profile::shipped()
        .into_iter()
        .map(|name| Profile::load(name).unwrap_or_else(|error| panic!("{error}")))
        .collect()
});

fn profile(name: &str) -> &'static Profile {
    SHIPPED.iter().find(|profile| profile.name == name).unwrap()
}

fn rules(name: &str) -> &'static Rules {
    profile(name).rules(FormKind::Department, None)
}

/// A whole form, scored for the year that it states.
fn score_form(form: &SelfEvaluation, profile: &Profile) -> Rescored {
    score(form, &Policy::of(profile, form.kind, form.year.value))
}

/// A row of weight 10, scored.
fn ten(profile: &str, target: &str, actual: &str) -> LineScore {
    let case = Case {
        target,
        actual,
        weight: Some(Decimal::TEN),
        ..Case::default()
    };
    score_one(&case, rules(profile))
}

#[track_caller]
fn recomputed(line: &LineScore, score: &str, formula: &str) {
    assert_eq!(line.status, ScoreStatus::Recomputed, "{line:?}");
    assert_eq!(line.score, Some(dec(score)), "{line:?}");
    assert_eq!(line.formula.as_deref(), Some(formula));
}

#[track_caller]
fn not_judged(line: &LineScore, reason: &str) {
    assert_eq!(line.status, ScoreStatus::NotJudged, "{line:?}");
    let said = line.reason.as_deref().unwrap_or_default();
    assert!(said.contains(reason), "{said}");
    assert_eq!(
        line.score, line.stated,
        "never 0, never full: the stated score stands in"
    );
}
