//! What another profile would make of the same forms: score, grade and rank, beside those that count.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::league::{Entrant, Leagues};
use crate::policy::Policy;
use crate::scoring::{Assessment, Profile, score};

/// The forms that count, scored by another profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alternative {
    /// `strict`
    pub profile: String,
    /// 从严口径
    pub label: String,
    /// What becomes of each current form, by its number in the run (from 1).
    pub outcomes: BTreeMap<usize, Outcome>,
}

/// One form by another profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// 复算得分
    pub total: Option<Decimal>,
    /// 等级
    pub grade: Option<String>,
    /// Rank among the forms of its year and kind; equal scores share it.
    pub rank: Option<u32>,
}

/// Scores the current forms by another profile.
#[must_use]
pub(crate) fn alternative(assessments: &[Assessment], profile: &Profile) -> Alternative {
    let scored: Vec<(Entrant<'_>, Option<String>)> = (1..)
        .zip(assessments)
        .filter(|(_, assessment)| assessment.submission.is_current())
        .map(|(number, assessment)| {
            let submission = &assessment.submission;
            let policy = Policy::of_submission(profile, submission);
            let rescored = score(&submission.form, &policy);
            let entrant = Entrant {
                form: number,
                current: true,
                year: submission.year,
                kind: submission.form.kind,
                group: submission.unit.group.as_deref(),
                score: rescored.total,
                most: Some(policy.full_marks()),
            };
            (entrant, rescored.grade)
        })
        .collect();
    let leagues = Leagues::of(scored.iter().map(|(entrant, _)| *entrant));
    let outcomes = scored
        .into_iter()
        .map(|(entrant, grade)| {
            let outcome = Outcome {
                total: entrant.score,
                grade,
                rank: leagues.rank(&entrant),
            };
            (entrant.form, outcome)
        })
        .collect();
    Alternative {
        profile: profile.name.clone(),
        label: profile.label.clone(),
        outcomes,
    }
}
