//! What a row comes to, and the score that this gives together with its weight.

use rust_decimal::Decimal;

use super::case::Case;
use super::profile::Rules;
use super::{LineScore, ScoreStatus};
use crate::value::number::round_half_away;

/// What a row's texts come to, before weight and stated score are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Points by a formula.
    Points {
        /// Not rounded yet.
        points: Decimal,
        /// The arithmetic.
        formula: Formula,
        rule: String,
        completion: Option<Decimal>,
        met: bool,
    },
    /// A tier of graded answers.
    Tier {
        /// The least and the greatest score, rounded, both included.
        lowest: Decimal,
        highest: Decimal,
        /// Exactly this many points, where the rule leaves no room; with their arithmetic.
        fixed: Option<(Decimal, Formula)>,
        /// What the answer was taken for: `“优”属于达成档（分值的 80%—100%）`.
        grade: String,
        met: Option<bool>,
    },
    /// Not judged.
    Open {
        rule: &'static str,
        reason: String,
        /// Whether the target is met, where at least that can be told.
        met: Option<bool>,
    },
}

/// Not judged, and whether the target is met neither.
pub(super) fn open(rule: &'static str, reason: String) -> Verdict {
    Verdict::Open {
        rule,
        reason,
        met: None,
    }
}

/// The arithmetic of a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Formula {
    /// A term whose value is the score: `4.5% ÷ 5.5% × 7`.
    Term(String),
    /// A statement that the score follows: `3.17万人 ≥ 2.45万人，得满分`.
    Statement(String),
}

impl Formula {
    /// The arithmetic without its result.
    pub(super) fn term(&self) -> &str {
        match self {
            Self::Term(text) | Self::Statement(text) => text,
        }
    }

    /// The arithmetic with its result; `uncapped` where the term came to more than the weight.
    fn shown(&self, score: Decimal, uncapped: Option<Decimal>) -> String {
        let score = score.normalize();
        match (self, uncapped) {
            (Self::Term(term), Some(more)) => {
                format!("{term} = {}，不超过分值，得 {score}", more.normalize())
            }
            (Self::Term(term), None) => format!("{term} = {score}"),
            (Self::Statement(statement), _) => format!("{statement} {score}"),
        }
    }
}

impl Verdict {
    /// A verdict with weight and stated score: the row's score.
    pub(super) fn finished(
        self,
        case: &Case<'_>,
        rules: &Rules,
        weight: Decimal,
        notes: Vec<String>,
    ) -> LineScore {
        let line = LineScore {
            weight: case.weight,
            stated: case.stated,
            notes,
            ..LineScore::default()
        };
        match self {
            Self::Points {
                points,
                formula,
                rule,
                completion,
                met,
            } => {
                let rounded = rules.rounding.apply(points);
                let score = rounded.clamp(Decimal::ZERO, weight);
                LineScore {
                    status: ScoreStatus::Recomputed,
                    score: Some(score),
                    formula: Some(formula.shown(score, (rounded > weight).then_some(rounded))),
                    rule,
                    lowest: score,
                    highest: score,
                    completion,
                    met: Some(met),
                    ..line
                }
            }
            Self::Tier {
                fixed: Some((points, formula)),
                met,
                ..
            } => {
                let score = rules.rounding.apply(points).clamp(Decimal::ZERO, weight);
                LineScore {
                    status: ScoreStatus::Recomputed,
                    score: Some(score),
                    formula: Some(formula.shown(score, None)),
                    rule: "qualitative.tiers".to_owned(),
                    lowest: score,
                    highest: score,
                    met,
                    ..line
                }
            }
            Self::Tier {
                lowest,
                highest,
                grade,
                met,
                ..
            } => kept(line, (lowest, highest), &grade, met),
            Self::Open { rule, reason, met } => LineScore {
                status: ScoreStatus::NotJudged,
                score: case.stated,
                rule: rule.to_owned(),
                reason: Some(reason),
                lowest: Decimal::ZERO,
                highest: weight,
                met,
                ..line
            },
        }
    }

    /// A row whose weight the form does not state: not judged, though it may be told whether its target is met.
    pub(super) fn without_weight(self, case: &Case<'_>, notes: Vec<String>) -> LineScore {
        let (met, completion, why) = match self {
            Self::Points {
                met, completion, ..
            } => (Some(met), completion, None),
            Self::Tier { met, .. } => (met, None, None),
            Self::Open { met, reason, .. } => (met, None, Some(reason)),
        };
        let no_weight = match case.weight {
            Some(weight) => format!("分值 {} 不是正数", weight.normalize()),
            None => "无分值".to_owned(),
        };
        let reason = match (why, met) {
            (Some(why), _) => format!("{no_weight}；{why}"),
            (None, Some(true)) => format!("{no_weight}，不能复算；指标值已经达到"),
            (None, Some(false)) => format!("{no_weight}，不能复算；指标值没有达到"),
            (None, None) => format!("{no_weight}，不能复算"),
        };
        let stated = case.stated.unwrap_or_default();
        LineScore {
            status: ScoreStatus::NotJudged,
            weight: case.weight,
            stated: case.stated,
            score: case.stated,
            rule: "weight".to_owned(),
            reason: Some(reason),
            // Full marks are at least what is stated, so a row whose target is met cannot fall below that.
            lowest: if met == Some(true) {
                stated
            } else {
                stated.min(Decimal::ZERO)
            },
            highest: stated.max(Decimal::ZERO),
            completion,
            met,
            notes,
            ..LineScore::default()
        }
    }
}

/// A fraction as a percentage with at most two places: `97.12%`.
pub(super) fn percent(share: Decimal) -> String {
    match share.checked_mul(Decimal::ONE_HUNDRED) {
        Some(hundredfold) => format!("{}%", round_half_away(hundredfold, 2).normalize()),
        None => format!("{} 倍", share.trunc()),
    }
}

/// A row in words with its stated score: kept, with a remark where it lies outside the tier.
fn kept(
    line: LineScore,
    (lowest, highest): (Decimal, Decimal),
    grade: &str,
    met: Option<bool>,
) -> LineScore {
    let range = format!(
        "应在 {} 至 {} 分之间",
        lowest.normalize(),
        highest.normalize()
    );
    let (status, reason) = match line.stated {
        None => (
            ScoreStatus::NotJudged,
            format!("定性指标没有填得分；{grade}，{range}"),
        ),
        Some(stated) if stated < lowest || stated > highest => (
            ScoreStatus::Kept,
            format!(
                "{grade}，{range}，自评 {} 分不在其中；暂沿用自评得分，请核实",
                stated.normalize()
            ),
        ),
        Some(_) => (
            ScoreStatus::Kept,
            format!("定性指标，{grade}，沿用自评得分"),
        ),
    };
    LineScore {
        status,
        score: line.stated,
        rule: "qualitative.tiers".to_owned(),
        reason: Some(reason),
        lowest,
        highest,
        met,
        ..line
    }
}

/// A text, shortened for a message.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 20;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{start}…")
}
