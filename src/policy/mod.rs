//! What the profile and the bureau's settings say, resolved for one kind of form and one year.
//!
//! Scoring, checks, comparison and report ask here: no stage has full marks, grades or limits of its own. The
//! year is that of the submission, which may have been read from a folder's name.

mod changes;

use rust_decimal::Decimal;

use crate::form::model::FormKind;
use crate::scoring::profile::{Grade, Marks, Profile, Rules};
use crate::submission::Submission;

pub use changes::CheckSettings;
pub(crate) use changes::{Condition, RuleChange};

/// The policy that holds for a kind of form in a year.
#[derive(Clone, Copy, Debug)]
pub struct Policy<'a> {
    /// The profile it comes from.
    pub profile: &'a Profile,
    /// The profile's rules for this kind and year.
    pub rules: &'a Rules,
    /// What the bureau changes of the rules; `None` where no checks are made.
    settings: Option<&'a CheckSettings>,
    /// The kind of form.
    pub kind: FormKind,
    /// The year; `None` where it is unknown.
    pub year: Option<i32>,
}

impl<'a> Policy<'a> {
    /// What a profile says of a kind of form and a year.
    #[must_use]
    pub fn of(profile: &'a Profile, kind: FormKind, year: Option<i32>) -> Self {
        Self {
            profile,
            rules: profile.rules(kind, year),
            settings: None,
            kind,
            year,
        }
    }

    /// What a profile says of a form that was handed in.
    #[must_use]
    pub fn of_submission(profile: &'a Profile, submission: &Submission) -> Self {
        Self::of(profile, submission.form.kind, submission.year)
    }

    /// The same with what the bureau changes of the rules.
    #[must_use]
    pub const fn with(self, settings: &'a CheckSettings) -> Self {
        Self {
            settings: Some(settings),
            ..self
        }
    }

    /// What the bureau changes of a rule.
    #[must_use]
    pub fn change(&self, rule: &str) -> RuleChange {
        self.settings
            .map(|settings| settings.resolve(rule, Some(self.kind), self.year))
            .unwrap_or_default()
    }

    /// 满分: what all weights of a form add up to.
    #[must_use]
    pub const fn full_marks(&self) -> Decimal {
        self.rules.weights.total
    }

    /// 等级, the best first.
    #[must_use]
    pub fn grades(&self) -> &'a [Grade] {
        &self.rules.grades
    }

    /// From which figures on the outputs mark something.
    #[must_use]
    pub const fn marks(&self) -> &'a Marks {
        &self.rules.marks
    }
}
