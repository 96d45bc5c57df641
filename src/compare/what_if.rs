//! What another profile would make of the same forms: score, grade and rank, beside those that count.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::model::FormKind;
use crate::scoring::{Assessment, Profile, score};

/// The forms that count, scored by another profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// `strict`
    pub profile: String,
    /// 从严口径
    pub label: String,
    /// What becomes of each current form, by its number in the run (from 1).
    pub outcomes: BTreeMap<usize, Outcome>,
}

/// One form by another profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// 复算得分
    pub total: Option<Decimal>,
    /// 等级
    pub grade: Option<String>,
    /// Rank among the forms of its year and kind; equal scores share it.
    pub rank: Option<u32>,
}

/// Scores the current forms by another profile.
#[must_use]
pub fn alternative(assessments: &[Assessment], profile: &Profile) -> Alternative {
    let mut outcomes = BTreeMap::new();
    let mut leagues: BTreeMap<(i32, FormKind), Vec<Decimal>> = BTreeMap::new();
    for (index, assessment) in assessments.iter().enumerate() {
        let submission = &assessment.submission;
        if !submission.is_current() {
            continue;
        }
        let rescored = score(&submission.form, profile);
        if let (Some(year), Some(total)) = (submission.year, rescored.total) {
            let league = leagues.entry((year, submission.form.kind)).or_default();
            league.push(total);
        }
        let outcome = Outcome {
            total: rescored.total,
            grade: rescored.grade,
            rank: None,
        };
        outcomes.insert(index + 1, outcome);
    }
    for (form, outcome) in &mut outcomes {
        let Some(submission) = form
            .checked_sub(1)
            .and_then(|index| assessments.get(index))
            .map(|assessment| &assessment.submission)
        else {
            continue;
        };
        let league = submission
            .year
            .and_then(|year| leagues.get(&(year, submission.form.kind)));
        outcome.rank = outcome.total.zip(league).and_then(|(total, league)| {
            let ahead = league.iter().filter(|other| **other > total).count();
            u32::try_from(ahead + 1).ok()
        });
    }
    Alternative {
        profile: profile.name.clone(),
        label: profile.label.clone(),
        outcomes,
    }
}
