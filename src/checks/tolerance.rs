//! How far apart two figures may lie before a rule speaks.

use std::fmt;

use rust_decimal::Decimal;

use crate::value::number::Number;

use super::wording::figure;

/// A tolerance as a rule or the settings state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// As far as the written places leave open: half a unit of each last place, summed.
    Written,
    /// Not at all.
    Exact,
    /// Up to this difference.
    Absolute(Decimal),
    /// Up to this fraction of what is expected.
    Relative(Decimal),
    /// A difference counts only when it exceeds both.
    Both {
        /// The absolute part.
        absolute: Decimal,
        /// The fraction of what is expected.
        relative: Decimal,
    },
}

impl Tolerance {
    /// The difference allowed against `expected`, where the written places leave `slack` open.
    #[must_use]
    pub fn allowed(&self, slack: Decimal, expected: Decimal) -> Decimal {
        match *self {
            Self::Written => slack,
            Self::Exact => Decimal::ZERO,
            Self::Absolute(most) => most,
            Self::Relative(share) => (expected * share).abs(),
            Self::Both { absolute, relative } => absolute.max((expected * relative).abs()),
        }
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Written => f.write_str("按填写的小数位数：各数末位的半个单位之和"),
            Self::Exact => f.write_str("不允许有差"),
            Self::Absolute(most) => write!(f, "{}", figure(*most)),
            Self::Relative(share) => {
                write!(f, "应有数的 {}%", figure(*share * Decimal::ONE_HUNDRED))
            }
            Self::Both { absolute, relative } => write!(
                f,
                "同时超过 {} 和应有数的 {}% 才算",
                figure(*absolute),
                figure(*relative * Decimal::ONE_HUNDRED)
            ),
        }
    }
}

/// A sum of written numbers, with what their written places leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WrittenSum {
    /// The sum.
    pub value: Decimal,
    /// How far the true sum may lie from it.
    pub slack: Decimal,
    /// The finest last place among the terms; zero where there are none.
    pub finest: Decimal,
    /// How many terms.
    pub terms: u32,
}

impl WrittenSum {
    /// The sum with one more term.
    #[must_use]
    pub(crate) fn and(self, number: &Number) -> Self {
        Self {
            value: self.value + number.value,
            slack: self.slack + number.slack(),
            finest: if self.terms == 0 {
                number.last_place
            } else {
                self.finest.min(number.last_place)
            },
            terms: self.terms + 1,
        }
    }
}

impl<'a> FromIterator<&'a Number> for WrittenSum {
    fn from_iter<I: IntoIterator<Item = &'a Number>>(numbers: I) -> Self {
        numbers.into_iter().fold(Self::default(), Self::and)
    }
}

/// How a stated figure stands to the one computed from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// Within what the written places leave open.
    Agrees,
    /// Only the coarsest of the numbers leaves the difference open: written with unequal places.
    UnequalPlaces,
    /// Within rounding, yet the numbers are written so coarsely that the difference is not small.
    CoarselyWritten,
    /// Apart.
    Apart,
}

/// A comparison made: the difference, what was allowed, and in which words to say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// Stated minus computed.
    pub difference: Decimal,
    /// The verdict.
    pub agreement: Agreement,
    /// The tolerance that applied, in words.
    pub tolerance: String,
}

/// Holds a stated amount against the sum of its parts. `coarse` is the difference, in the amounts'
/// unit, from which on even a rounding difference is worth a hint.
#[must_use]
pub(crate) fn compare(
    stated: &Number,
    computed: &WrittenSum,
    tolerance: &Tolerance,
    coarse: Decimal,
) -> Comparison {
    let difference = stated.value - computed.value;
    let slack = stated.slack() + computed.slack;
    let allowed = tolerance.allowed(slack, computed.value);
    let finest = if computed.terms == 0 {
        stated.last_place
    } else {
        stated.last_place.min(computed.finest)
    };
    let even = finest / Decimal::TWO * Decimal::from(computed.terms + 1);
    let agreement = if difference.abs() > allowed {
        Agreement::Apart
    } else if *tolerance != Tolerance::Written {
        Agreement::Agrees
    } else if difference.abs() > even && difference.abs() > coarse {
        Agreement::UnequalPlaces
    } else if difference.abs() > coarse {
        Agreement::CoarselyWritten
    } else {
        Agreement::Agrees
    };
    let words = match tolerance {
        Tolerance::Written => format!(
            "允差 {}（{} 个数各按填写的末位算半个单位）",
            figure(allowed),
            computed.terms + 1
        ),
        Tolerance::Exact => tolerance.to_string(),
        _ => format!("允差 {}（{tolerance}）", figure(allowed)),
    };
    Comparison {
        difference,
        agreement,
        tolerance: words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::written(text.parse().expect("a decimal"))
    }

    fn agreement(stated: &str, parts: &[&str]) -> Agreement {
        let parts: Vec<Number> = parts.iter().map(|part| number(part)).collect();
        compare(
            &number(stated),
            &parts.iter().collect(),
            &Tolerance::Written,
            Decimal::new(5, 2),
        )
        .agreement
    }

    #[test]
    fn the_last_cent_is_within_the_written_precision() {
        assert_eq!(
            agreement("4388.99", &["949.53", "3439.45"]),
            Agreement::Agrees
        );
        assert_eq!(
            agreement("4389.01", &["949.53", "3439.45"]),
            Agreement::Apart
        );
    }

    #[test]
    fn dropped_zeros_do_not_open_a_wide_door() {
        assert_eq!(
            agreement("1500.00", &["1000", "499.60"]),
            Agreement::UnequalPlaces
        );
        assert_eq!(agreement("1500.00", &["1000", "499.4"]), Agreement::Apart);
        assert_eq!(
            agreement("501", &["300", "200"]),
            Agreement::CoarselyWritten
        );
        assert_eq!(agreement("500", &["300", "200"]), Agreement::Agrees);
    }

    #[test]
    fn both_means_that_both_must_be_exceeded() {
        let both = Tolerance::Both {
            absolute: Decimal::ONE,
            relative: Decimal::new(1, 2),
        };
        assert_eq!(
            both.allowed(Decimal::ZERO, Decimal::from(1000)),
            Decimal::TEN
        );
        assert_eq!(both.allowed(Decimal::ZERO, Decimal::from(10)), Decimal::ONE);
    }
}
