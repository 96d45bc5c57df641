//! What a cell or an expression is worth, by the rules of a spreadsheet.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Blank,
    Number(Decimal),
    Text(String),
    Bool(bool),
    /// `#DIV/0!` and its like.
    Error(&'static str),
}

impl Value {
    /// As an operand of arithmetic: an empty cell is zero, a text is an error.
    pub(super) fn number(&self) -> Result<Decimal, Self> {
        match self {
            Self::Blank => Ok(Decimal::ZERO),
            Self::Number(number) => Ok(*number),
            Self::Bool(yes) => Ok(Decimal::from(u8::from(*yes))),
            Self::Text(_) => Err(Self::Error("#VALUE!")),
            Self::Error(_) => Err(self.clone()),
        }
    }

    /// As a condition.
    pub(super) fn condition(&self) -> Result<bool, Self> {
        match self {
            Self::Bool(yes) => Ok(*yes),
            other => other.number().map(|number| !number.is_zero()),
        }
    }

    /// As a part of a text.
    pub(super) fn text(&self) -> Result<String, Self> {
        match self {
            Self::Blank => Ok(String::new()),
            Self::Number(number) => Ok(number.normalize().to_string()),
            Self::Text(text) => Ok(text.clone()),
            Self::Bool(yes) => Ok(if *yes { "TRUE" } else { "FALSE" }.to_owned()),
            Self::Error(_) => Err(self.clone()),
        }
    }

    /// How two values compare: numbers before texts before truth values; an empty cell is zero
    /// beside a number and an empty text beside a text.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let rank = |value: &Self| match value {
            Self::Blank | Self::Number(_) => 0,
            Self::Text(_) => 1,
            Self::Bool(_) => 2,
            Self::Error(_) => 3,
        };
        match (self, other) {
            (Self::Blank, Self::Text(text)) => "".cmp(text.as_str()),
            (Self::Text(text), Self::Blank) => text.as_str().cmp(""),
            (Self::Text(a), Self::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            _ => match (self.number(), other.number()) {
                (Ok(a), Ok(b)) if rank(self) == rank(other) => a.cmp(&b),
                _ => rank(self).cmp(&rank(other)),
            },
        }
    }
}
