//! [`SelfEvaluation`](crate::form::model::SelfEvaluation) × [`Policy`](crate::policy::Policy) → [`Rescored`]. Pure functions,
//! exact decimals.
//!
//! [`score`] re-scores a form, [`score_one`] a single row. What is missing or not understood is not
//! judged: the stated score stands in, and the total says how far it could move.

mod case;
mod execution;
mod line;
mod measured;
mod number;
mod paired;
pub(crate) mod profile;
mod rescale;
#[cfg(test)]
mod tests;
mod timed;
mod total;
mod verdict;
mod worded;

use rust_decimal::Decimal;

use crate::submission::Submission;

pub(crate) use case::Case;
pub(crate) use execution::MoneyRows;
pub(crate) use line::score_one;
pub use profile::Profile;
pub use total::score;

/// What became of one row's score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScoreStatus {
    /// 已复算: computed from target, actual and weight.
    Recomputed,
    /// 沿用自评: words, graded by a person, inside the band their grade allows.
    Kept,
    #[default]
    /// 未判定: what is needed is missing or not understood; the stated score stands in.
    NotJudged,
}

impl ScoreStatus {
    /// The word users see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Recomputed => "已复算",
            Self::Kept => "沿用自评",
            Self::NotJudged => "未判定",
        }
    }
}

/// One row re-scored: the execution row or an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineScore {
    /// What became of it.
    pub status: ScoreStatus,
    /// 分值
    pub weight: Option<Decimal>,
    /// The score the form states.
    pub stated: Option<Decimal>,
    /// The score that counts in the recomputed total: recomputed, or the stated one where kept or
    /// not judged; `None` where neither exists.
    pub score: Option<Decimal>,
    /// The arithmetic with its numbers: `4.5% ÷ 5.5% × 7 = 5.73`.
    pub formula: Option<String>,
    /// The profile key of the rule that applied: `positive.under`, `inverse.at_most`, `qualitative.tiers`,
    /// `special.cost`. Of a row not judged, what it failed for: `actual`, `target`, `unit`, `weight`.
    pub rule: String,
    /// Why it was kept or not judged. Chinese.
    pub reason: Option<String>,
    /// The lowest score this row could deserve, given what was not judged.
    pub lowest: Decimal,
    /// The highest score this row could deserve.
    pub highest: Decimal,
    /// Degree of completion as a fraction, ≥ 1 where the target is met; `None` where unknown.
    pub completion: Option<Decimal>,
    /// Whether the target is met; `None` where not judged.
    pub met: Option<bool>,
    /// What was assumed, and what the profile wants a person to look at. Chinese, one sentence each.
    pub notes: Vec<String>,
}

/// A form re-scored by a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rescored {
    /// The profile's name.
    pub profile: String,
    /// The budget execution row: its index in `form.funds` and its score. `None` where the form has no such row.
    pub execution: Option<(usize, LineScore)>,
    /// The rows of the budget block whose money counts; `None` where that cannot be told, or there is none.
    pub money: Option<MoneyRows>,
    /// One for each of the form's indicators, in their order. Subtotal rows carry a score of `None`.
    pub indicators: Vec<LineScore>,
    /// 自评得分 as stated.
    pub stated_total: Option<Decimal>,
    /// The plain sum of the stated scores, subtotal rows left out; `None` where no score is stated.
    pub stated_sum: Option<Decimal>,
    /// 复算得分; `None` where the form holds no score and nothing could be computed.
    pub total: Option<Decimal>,
    /// 未判定 points: the weights of the rows not judged; of a row without a weight its stated score.
    pub not_judged_points: Decimal,
    /// The weights of rows that do not apply and from which the rest was rescaled; zero where none was.
    pub not_applicable_points: Decimal,
    /// The lowest total that the rows not judged allow.
    pub lowest_total: Option<Decimal>,
    /// The highest total that the rows not judged allow.
    pub highest_total: Option<Decimal>,
    /// The grade of [`Rescored::total`].
    pub grade: Option<String>,
    /// The grade that the stated total would have by the profile.
    pub stated_total_grade: Option<String>,
    /// How the total was brought to the full marks; `None` where it is the plain sum of its rows.
    pub rescaling: Option<Rescaling>,
}

/// How a total is brought to the full marks: points × full ÷ weights.
///
/// Whatever replaces the score of a row, a reviewer's above all, goes through the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rescaling {
    /// The sum of the points, before.
    pub points: Decimal,
    /// What the form is to be out of.
    pub full: Decimal,
    /// The weights of the rows that are scored, together.
    pub weights: Decimal,
}

impl Rescaling {
    /// Brings points to the full marks, not yet rounded; `None` where no decimal holds the result.
    #[must_use]
    pub fn apply(&self, points: Decimal) -> Option<Decimal> {
        // Multiplied first: the quotient of the weights may have no end.
        points.checked_mul(self.full)?.checked_div(self.weights)
    }

    /// The arithmetic with its numbers: `103.5 ÷ 105 × 100 = 98.57`.
    #[must_use]
    pub fn in_words(&self, total: Option<Decimal>) -> String {
        format!(
            "{} ÷ {} × {} = {}",
            self.points.normalize(),
            self.weights.normalize(),
            self.full.normalize(),
            total.unwrap_or_default().normalize()
        )
    }
}

/// A submission with its re-scoring: what checks and comparison read.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The form, its unit and year.
    pub submission: Submission,
    /// Its scores by the profile.
    pub rescored: Rescored,
}
