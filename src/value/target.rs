//! What a target (指标值) asks for, and what an actual value (实际完成值) says.
//!
//! A small grammar reads both: comparison signs and words, numbers in digits and in Chinese
//! numerals, units with their prefixes, ranges, dates and periods; what is left is words. A text that
//! cannot be understood as one quantity or one date is kept as words, never guessed into a number.

mod align;
mod answer;
mod bound;
mod comparator;
mod context;
mod direction;
mod doubt;
mod figures;
mod frequency;
mod grade;
mod lexicon;
mod list_mark;
mod nothing;
mod numerals;
mod period;
mod reading;
mod scan;
mod sentence;
mod stated;
#[cfg(test)]
mod tests;
mod units;
mod words;
mod written;

use rust_decimal::Decimal;

use super::number::Number;

pub(crate) use align::{Aligned, Misfit, align, align_row};
pub(crate) use answer::{degree_of_answer, forbids, says_all, says_none_of_it};
pub(crate) use context::{Context, TargetPlace, Understanding, understand};
pub(crate) use direction::{
    Direction, StatedDirections, Wanted, direction_of_bare, direction_of_name, names_something,
    wanted_of,
};
pub(crate) use doubt::Doubt;
pub(crate) use figures::{Figures, figures};
pub(crate) use lexicon::holds;
pub(crate) use nothing::says_none_of_a_harm;
pub(crate) use period::{Punctuality, Timing, months_late, punctuality};
pub(crate) use reading::{ReadActual, parse_target, reached};
pub(crate) use sentence::Share;
pub(crate) use stated::Stated;
pub(crate) use words::{Degree, Degrees, Worded};

/// How an actual value is held against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `≥`, 不少于, 以上
    AtLeast,
    /// `>`
    MoreThan,
    /// `=`, or a bare number
    Equal,
    /// `≤`, 不超过, 以内
    AtMost,
    /// `<`
    LessThan,
    /// A range such as `5%-10%`
    Between,
    /// A date or period
    By,
    /// Words, graded rather than measured
    Qualitative,
}

impl Operator {
    /// The operator as the extraction contract writes it.
    #[must_use]
    pub(crate) const fn symbol(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::Equal => "=",
            Self::AtMost => "<=",
            Self::LessThan => "<",
            Self::Between => "between",
            Self::By => "by",
            Self::Qualitative => "qualitative",
        }
    }

    /// The operator as users write it.
    #[must_use]
    pub(crate) const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::Equal => "=",
            Self::AtMost => "≤",
            Self::LessThan => "<",
            Self::Between => "区间",
            Self::By => "时限",
            Self::Qualitative => "定性",
        }
    }

    /// Whether more is better by this operator: `≥` and `>`.
    #[must_use]
    pub(crate) const fn is_lower_bound(self) -> bool {
        matches!(self, Self::AtLeast | Self::MoreThan)
    }

    /// Whether the bound itself satisfies it: `≥` and `≤`.
    #[must_use]
    pub(crate) const fn includes_bound(self) -> bool {
        matches!(self, Self::AtLeast | Self::AtMost)
    }

    /// Whether less is better by this operator: `≤` and `<`.
    #[must_use]
    pub(crate) const fn is_upper_bound(self) -> bool {
        matches!(self, Self::AtMost | Self::LessThan)
    }
}

/// Which way a quantity is a change: `提升10%`, `较上年减少2%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// 提升, 增长, 提高
    Rise,
    /// 减少, 下降, 降低
    Fall,
}

/// A measured quantity: a normalised number and its normalised unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// In the base of `unit`: 2.45万人 is 24500 with unit 人; 95% is 0.95 with unit %.
    pub number: Number,
    /// The normalised unit (`人`, `元`, `%`, `元/人·月`), or `None` for a bare number.
    pub unit: Option<String>,
    /// What one of the written number is in the base: 10000 for 万, 0.01 for %, else 1.
    pub scale: Decimal,
    /// Whether it is a change against an earlier state; the number is then the size of that change.
    pub change: Option<Change>,
}

impl Quantity {
    /// A number without a unit.
    #[must_use]
    pub(crate) const fn bare(number: Number) -> Self {
        Self {
            number,
            unit: None,
            scale: Decimal::ONE,
            change: None,
        }
    }

    /// The quantity as it was written: `2.45万人`, `97.12%`, `400元/人·天`.
    #[must_use]
    pub(crate) fn shown(&self) -> String {
        let unit = self.unit.as_deref().unwrap_or_default();
        let written = self.written_number();
        if unit == "%" {
            let sign = if self.scale == Decimal::new(1, 3) {
                "‰"
            } else if self.scale == Decimal::new(1, 1) {
                "成"
            } else {
                "%"
            };
            let percent = if self.scale == Decimal::ONE {
                (self.number.value * Decimal::ONE_HUNDRED).normalize()
            } else {
                written
            };
            return format!("{percent}{sign}");
        }
        format!("{written}{}{unit}", units::prefix_of(self.scale))
    }

    /// The number as it was written, before its unit's prefix was multiplied out.
    #[must_use]
    pub(crate) fn written_number(&self) -> Decimal {
        let places = (self.number.last_place / self.scale).normalize().scale();
        let mut written = (self.number.value / self.scale).normalize();
        if written.scale() < places {
            written.rescale(places);
        }
        written
    }
}

/// A target, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// How the actual value is held against it.
    pub operator: Operator,
    /// The bound; of a range the lower one. `None` for words, and for dates.
    pub quantity: Option<Quantity>,
    /// The upper bound of a range.
    pub upper: Option<Quantity>,
    /// Whether the operator was written (`≥95%`, 不少于) or only understood from a bare number.
    pub operator_written: bool,
    /// The date or period, for [`Operator::By`].
    pub timing: Option<Timing>,
    /// What has to be reached by the date: `11月底完成100%`. A target that is measured.
    pub by_then: Option<Box<Target>>,
    /// The text, folded and without blanks.
    pub text: String,
}

impl Target {
    /// The target as a reader sees it: `≥95%`, `5%—10%`; words and dates as they stand.
    #[must_use]
    pub(crate) fn shown(&self) -> String {
        match (&self.quantity, &self.upper) {
            (Some(low), Some(high)) => format!("{}—{}", low.shown(), high.shown()),
            (Some(quantity), None) if self.operator_written => {
                format!("{}{}", self.operator.sign(), quantity.shown())
            }
            (Some(quantity), None) => quantity.shown(),
            (None, _) => self.text.clone(),
        }
    }
}

/// An actual value, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Actual {
    /// A measured quantity.
    Measured(Quantity),
    /// Words: a graded answer (达成预期指标, 优), or a sentence.
    Words(Worded),
    /// A date or period.
    When(Timing),
}
