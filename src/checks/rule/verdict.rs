//! What a rule says of one subject.

use std::borrow::Cow;

use crate::checks::problem::Problem;

/// What a rule says of one subject. A panic is the fourth outcome: failed to run.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// Judged, and in order.
    Passed,
    /// Judged, and not in order.
    Found(Vec<Problem>),
    /// Could not be judged; why, in Chinese.
    NotJudged(Cow<'static, str>),
}

impl Verdict {
    /// Not judged, for this reason.
    #[must_use]
    pub(crate) fn not_judged(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::NotJudged(reason.into())
    }

    /// Passed where there are no problems.
    #[must_use]
    pub(crate) fn of(problems: Vec<Problem>) -> Self {
        if problems.is_empty() {
            Self::Passed
        } else {
            Self::Found(problems)
        }
    }
}

impl From<Problem> for Verdict {
    fn from(problem: Problem) -> Self {
        Self::Found(vec![problem])
    }
}
