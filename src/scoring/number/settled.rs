//! What a bound in an actual value, or the number itself, settles of its target.

use super::Number;
use crate::value::target::{Operator, Quantity, Wanted};

impl Number<'_> {
    /// Whether a bound in the actual value settles what the target asks: 520人以上 for ≥500人, but neither >480人
    /// nor 不足600人.
    pub(super) fn settles(&self, operator: Operator, done: &Quantity) -> bool {
        let Ok(aligned) = self.aligned(done) else {
            return true;
        };
        match self.wanted {
            Wanted::Less => operator.is_upper_bound() && aligned.actual <= aligned.target,
            Wanted::More => operator.is_lower_bound() && aligned.actual >= aligned.target,
            Wanted::Unclear => aligned.upper.is_none() && aligned.actual == aligned.target,
        }
    }

    /// Whether the number itself misses the target.
    pub(super) fn falls_short(&self, done: &Quantity) -> bool {
        self.is_surely_missed(Operator::Equal, done)
    }

    /// Whether an actual value that is below (or above) a number misses its target whatever it is.
    pub(super) fn is_surely_missed(&self, operator: Operator, done: &Quantity) -> bool {
        self.aligned(done).is_ok_and(|aligned| match operator {
            Operator::LessThan => aligned.actual <= aligned.target,
            Operator::AtMost => aligned.actual < aligned.target,
            Operator::MoreThan => aligned.actual >= aligned.upper.unwrap_or(aligned.target),
            Operator::AtLeast => aligned.actual > aligned.upper.unwrap_or(aligned.target),
            // The number itself.
            Operator::Equal => match self.wanted {
                Wanted::Less => aligned.actual > aligned.target,
                Wanted::More => aligned.actual < aligned.target,
                Wanted::Unclear => false,
            },
            _ => false,
        })
    }
}
