//! The rules of a profile, resolved for one kind of form and one year: what scoring and checks read.
//!
//! Shares are fractions of a row's weight; rates and thresholds are fractions (1.3 is 130 %).

mod numbers;

use rust_decimal::Decimal;

use super::curve::Curve;
use crate::value::number::{cut, round_half_away};
use crate::value::target::{Degree, StatedDirections};

pub(crate) use numbers::*;

/// Everything that decides a score, or whether something has to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// 分值的构成
    pub weights: Weights,
    /// 预算执行率
    pub execution: Execution,
    /// 正向指标 (`≥`, `>`)
    pub positive: Positive,
    /// 等于指标 (`=`) and bare numbers
    pub equal: Equal,
    /// 反向指标 (`≤`, `<`)
    pub inverse: Inverse,
    /// 区间指标
    pub between: Between,
    /// 时效: dates and periods
    pub time: Time,
    /// 定性指标
    pub qualitative: Qualitative,
    /// Rows with a rule of their own: 满意度, 成本控制率 …
    pub special: Vec<Special>,
    /// 复核扣减: what a reviewer takes off rows that cannot be assessed.
    pub review: Vec<ReviewDeduction>,
    /// 加分项、扣分项
    pub adjustment: Adjustment,
    /// 不适用
    pub not_applicable: NotApplicable,
    /// How scores are rounded.
    pub rounding: Rounding,
    /// What differences are accepted.
    pub tolerance: Tolerance,
    /// When a reason has to be given.
    pub reason: ReasonNeeded,
    /// 等级, from the best to the worst.
    pub grades: Vec<Grade>,
    /// From which figures on the outputs mark something.
    pub marks: Marks,
    /// Which way is better by the bureau's own word; no profile states it, the settings do.
    pub(crate) directions: StatedDirections,
}

impl Rules {
    /// The grade of a total, which is rounded as scores are: 89.995 is 90.00, and that is one grade only.
    #[must_use]
    pub fn grade(&self, total: Decimal) -> &str {
        let total = self.rounding.apply(total);
        self.grades
            .iter()
            .find(|grade| total >= grade.from)
            .or(self.grades.last())
            .map_or("", |grade| grade.name.as_str())
    }

    /// How good a grade is: 0 for the best. `None` for a word that is no grade of these rules.
    #[must_use]
    pub fn grade_rank(&self, name: &str) -> Option<usize> {
        self.grades.iter().position(|grade| grade.name == name)
    }
}

/// How the points are spread. For checks of the weights; scoring uses each row's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Points of a whole form.
    pub total: Decimal,
    /// Points of budget execution.
    pub execution: Decimal,
    /// Points of each level-1 block.
    pub levels: Vec<LevelWeight>,
    /// Whether execution's points are part of one of the blocks.
    pub execution_inside: bool,
    /// Whether a form has to keep to these points.
    pub prescribed: bool,
    /// When a total is brought to the full points, because the weights add up to more or less.
    pub rescale: Rescale,
}

/// Which totals are brought to the full points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rescale {
    /// Those of weights that add up to more, and of weights that add up to less.
    Both,
    /// Those of weights that add up to more.
    Over,
    /// None.
    None,
}

/// The points of a level-1 block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelWeight {
    /// The block's name: 产出指标.
    pub name: String,
    /// Its points.
    pub points: Decimal,
}

/// How words are scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualitative {
    /// Whether a stated score has to lie within its tier.
    pub checked: bool,
    /// The tiers, from the best.
    pub tiers: Vec<Tier>,
    /// Answers with a share of the weight of their own, before any tier: 优 1.0, 良 0.8 …
    pub options: Vec<WordedOption>,
}

/// Answers that give a fixed share of the weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordedOption {
    /// The answers.
    pub labels: Vec<String>,
    /// The share.
    pub score: Decimal,
}

/// What a reviewer takes off for a fault of this gravity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewDeduction {
    /// How grave: 严重.
    pub name: String,
    /// The share of the weight that is taken off.
    pub minus: Decimal,
}

impl Qualitative {
    /// The tier of a degree.
    #[must_use]
    pub fn tier(&self, degree: Degree) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.degree == degree)
    }
}

/// A tier of graded answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The degree it stands for.
    pub degree: Degree,
    /// Its name, as users know it.
    pub name: String,
    /// The least share of the weight, included.
    pub from: Decimal,
    /// The greatest share: included in the best tier, else the next tier's least.
    pub to: Decimal,
    /// Exactly this share, where the rule leaves no room.
    pub fixed: Option<Decimal>,
    /// Answers that fall into it, besides those that are understood anyway.
    pub labels: Vec<String>,
}

/// A rule for rows of certain names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Special {
    /// Its key: the rule that a score names is `special.<key>`.
    pub key: String,
    /// A row is meant whose name holds one of these words,
    pub names: Vec<String>,
    /// or whose level 1 or 2 holds one of these.
    pub levels: Vec<String>,
    /// What is measured, and the curve that it is held against; `None` where the row's comparison decides.
    pub scored: Option<(Measure, Curve)>,
    /// The most points that such a row can have, whatever its weight.
    pub most_points: Option<Decimal>,
}

impl Special {
    /// Whether a row is meant.
    #[must_use]
    pub fn applies(&self, name: &str, level1: &str, level2: &str) -> bool {
        let holds =
            |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
        holds(name, &self.names) || holds(level1, &self.levels) || holds(level2, &self.levels)
    }
}

/// What a special rule measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The actual value itself; percentages as fractions.
    Actual,
    /// Actual ÷ target.
    Completion,
    /// |actual − target| ÷ target.
    Deviation,
}

/// Rows that add to or take from the total.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjustment {
    /// Words that make a row one of bonus points.
    pub bonus: Vec<String>,
    /// Words that make a row one of deductions.
    pub deduction: Vec<String>,
    /// The most that all bonus rows may add.
    pub bonus_most: Option<Decimal>,
}

/// Rows that do not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotApplicable {
    /// Whether the rest is rescaled to the full points.
    pub rescaled: bool,
    /// What such a row says as target or actual value.
    pub words: Vec<String>,
}

/// How scores are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Decimal places.
    pub places: u32,
    /// Half away from zero, or cut off.
    pub cut: bool,
}

impl Rounding {
    /// Rounds a score.
    #[must_use]
    pub fn apply(&self, value: Decimal) -> Decimal {
        if self.cut {
            cut(value, self.places)
        } else {
            round_half_away(value, self.places)
        }
    }
}

/// What differences are accepted, at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tolerance {
    /// Between a stated and a recomputed score, in points.
    pub score: Decimal,
    /// Between amounts, in 万元; `None` for what their written places leave open.
    pub amount: Option<Decimal>,
    /// Between rates, as a fraction; `None` for what their written places leave open.
    pub rate: Option<Decimal>,
}

/// When a form has to explain itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonNeeded {
    /// A score below the weight.
    pub below_full: bool,
    /// A degree of completion below this.
    pub completion_below: Option<Decimal>,
    /// A degree of completion beyond this.
    pub over: Option<Limit>,
    /// With a target of zero, an actual value of this or more.
    pub over_zero_target: Option<Decimal>,
    /// An execution rate below this.
    pub execution_below: Option<Decimal>,
    /// Any change of the budget within the year.
    pub any_adjustment: bool,
    /// Qualitative rows need a description.
    pub qualitative: bool,
    /// A reason shorter than this is none, in characters.
    pub least_characters: u32,
    /// A reason longer than this is too long; `None` for no limit.
    pub most_characters: Option<u32>,
}

/// A grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// 优
    pub name: String,
    /// The least total, included.
    pub from: Decimal,
}

/// From which figures on the outputs mark something. None of it moves a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// An execution rate below this is marked gravely.
    pub execution_low: Decimal,
    /// An execution rate below this is remarked on.
    pub execution_short: Decimal,
    /// A degree of completion of this or more is listed as over-fulfilled.
    pub over_from: Decimal,
    /// Where one stretch of the degree of completion ends and the next begins, ascending.
    pub completion_bounds: Vec<Decimal>,
    /// Two scores no further apart than this are a near-tie, in points.
    pub near_tie: Decimal,
    /// A change of the score from one year to the next by this much or more, in points.
    pub change_points: Decimal,
    /// A change of a rate from one year to the next by this much or more, as a fraction.
    pub change_rate: Decimal,
}
