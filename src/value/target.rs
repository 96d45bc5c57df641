//! What a target (指标值) asks for, and what an actual value (实际完成值) says.

use rust_decimal::Decimal;

use super::number::Number;

/// How an actual value is held against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
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
    pub const fn symbol(self) -> &'static str {
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
}

/// A measured quantity: a normalised number and its normalised unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// In the base of `unit`: 2.45万人 is 24500 with unit 人; 95% is 0.95 with unit %.
    pub number: Number,
    /// The normalised unit (`人`, `元`, `%`, `元/人·月`), or `None` for a bare number.
    pub unit: Option<String>,
}

/// A target, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// How the actual value is held against it.
    pub operator: Operator,
    /// The bound; of a range the lower one. `None` for words, and for dates.
    pub quantity: Option<Quantity>,
    /// The upper bound of a range.
    pub upper: Option<Quantity>,
    /// Whether the operator was written (`≥95%`, 不少于) or only understood from a bare number.
    pub operator_written: bool,
}

/// An actual value, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actual {
    /// A measured quantity.
    Measured(Quantity),
    /// Words: a grade (达成预期指标, 优), or a sentence.
    Words(String),
    /// A date or period.
    When(String),
}

/// Understands a target; `None` where it is empty or says "not applicable".
#[must_use]
pub fn parse_target(_text: &str) -> Option<Target> {
    None
}

/// Understands an actual value; `None` where it is empty or says "not applicable".
#[must_use]
pub fn parse_actual(_text: &str) -> Option<Actual> {
    None
}

/// The value that a quantity has as a plain number, for the extraction contract.
#[must_use]
pub fn plain(quantity: &Quantity) -> Decimal {
    quantity.number.value
}
