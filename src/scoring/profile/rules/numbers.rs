//! The rules for rows of numbers: execution, `≥`, `=`, `≤`, ranges, dates.

use rust_decimal::Decimal;

use super::super::curve::Curve;

/// How budget execution is scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    /// The score by the rate.
    pub curve: Curve,
    /// Whether the score may not exceed the weight.
    pub capped: bool,
    /// What is divided by.
    pub budget: Budget,
    /// What a budget of zero gives.
    pub zero_budget: ZeroBudget,
    /// Whether money carried over from the year before counts.
    pub carry_over: CarryOver,
    /// Places that the rate is rounded to before it is scored; `None` for not at all.
    pub rate_places: Option<u32>,
}

/// The denominator of the execution rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// 全年（调整后）预算数
    Adjusted,
    /// 年初预算数
    Initial,
}

/// Whether the budget and what was spent of it hold the money carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarryOver {
    /// As the total row states it.
    Included,
    /// The row 上年结转 is taken off the total.
    Excluded,
}

/// What a budget of zero gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZeroBudget {
    /// 未判定
    NotJudged,
    /// No points
    Zero,
    /// All points, if nothing was spent
    Full,
}

/// How a positive indicator is scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positive {
    /// Below the target, by the degree of completion.
    pub under: Curve,
    /// Below this degree of completion there are no points.
    pub floor: Option<Decimal>,
    /// Whether a negative actual value counts as zero.
    pub negative_as_zero: bool,
    /// Far above the target.
    pub over: Over,
}

/// What over-fulfilment does to the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// Where it begins; `None` for never.
    pub limit: Option<Limit>,
    /// What it does.
    pub effect: OverEffect,
}

/// A threshold, itself included or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The threshold.
    pub at: Decimal,
    /// Whether the threshold itself is beyond it (`over_from`) or not yet (`over_above`).
    pub included: bool,
}

impl Limit {
    /// Whether a value is beyond the threshold.
    #[must_use]
    pub fn is_passed_by(&self, value: Decimal) -> bool {
        if self.included {
            value >= self.at
        } else {
            value > self.at
        }
    }

    /// The threshold in words: `达到 130%`, `超过 130%`.
    #[must_use]
    pub fn words(&self) -> String {
        let verb = if self.included { "达到" } else { "超过" };
        format!("{verb} {}%", (self.at * Decimal::ONE_HUNDRED).normalize())
    }
}

/// What over-fulfilment does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverEffect {
    /// Nothing: full marks.
    Full,
    /// Full marks, and a person has to look at it.
    Flag,
    /// Full marks, and a reason has to be given.
    Reason,
    /// No points.
    Zero,
    /// The share of a band, by the degree of completion.
    Bands(Curve),
    /// The weight is cut by this rate of what lies beyond the limit.
    Cut(Decimal),
}

/// How `=` is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Equal {
    /// What it is like.
    pub like: EqualLike,
    /// How a number without any sign is read.
    pub bare: BareNumber,
}

/// What `=` is scored like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EqualLike {
    /// As a positive indicator; more is full marks.
    Positive,
    /// As a positive indicator, and whatever differs is for a person to look at.
    Flagged,
    /// By the distance from the target, either way.
    Absolute,
    /// All or nothing.
    Exact,
}

/// How a target without any sign is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareNumber {
    /// By the indicator's wording: costs, complaints and surpluses as `≤`, the rest as `≥`.
    Wording,
    /// As `=`.
    Equal,
}

/// How inverse indicators are scored above their target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inverse {
    /// `≤`
    pub at_most: InverseMode,
    /// `<`
    pub less_than: InverseMode,
    /// A target of zero that is missed: no points, or not judged.
    pub zero_target_judged: bool,
}

/// A formula for inverse indicators; A is the target, B the actual value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InverseMode {
    /// A ÷ B × weight
    Ratio,
    /// (1 − (B − A) ÷ A) × weight
    Linear,
    /// Nothing
    AllOrNothing,
}

/// How a value outside its range is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// By the ratio to the nearer end.
    Ratio,
    /// Nothing.
    AllOrNothing,
}

/// How lateness is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// 未判定: for a person.
    NotJudged,
    /// No points.
    Zero,
    /// A fixed share of the weight.
    Share(Decimal),
    /// For each month begun, this share less.
    Monthly(Decimal),
}
