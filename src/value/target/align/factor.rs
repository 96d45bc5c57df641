//! Numbers that lie as many times apart as units do: 2.1 in answer to ≥20000亩, 0.96 to ≥95.
//!
//! Such a number is in all likelihood right and only written in another unit: 万亩, or as a fraction. Held against its
//! target as it stands it would cost a department all of its points. It is only doubted where three things come
//! together: it is beyond fifty times off, so that hardly anybody is that far from a target; it would be near
//! (0.8 to 1.25 times) in a unit that people leave out; and that unit makes sense for it. So 5人 of 500人 is a real miss,
//! as nobody counts people in hundreds, and none of it is a miss whatever the unit.

use rust_decimal::Decimal;

use super::super::units::{Kind, kind_of};
use super::super::{Quantity, Wanted, holds};
use super::Aligned;

/// So many times off is beyond what is reached or missed.
const FAR: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

/// How many times apart the numbers of a row are, where that is a matter of units; `None` where they are what they seem.
pub(super) fn times_apart(
    bound: &Quantity,
    actual: &Quantity,
    aligned: &Aligned,
    wanted: Wanted,
    name: &str,
) -> Option<Decimal> {
    let done = aligned.actual;
    let end = match aligned.upper {
        Some(upper) if done > upper => upper,
        Some(_) if done >= aligned.target => return None,
        _ => aligned.target,
    };
    if end <= Decimal::ZERO || done <= Decimal::ZERO || actual.change.is_some() {
        return None;
    }
    let ((low, low_written), (high, _)) = if done < end {
        ((done, actual), (end, bound))
    } else {
        ((end, bound), (done, actual))
    };
    let is_bare = bound.unit.is_none() && actual.unit.is_none();
    let less_as_wanted = wanted == Wanted::Less && done < end;
    if is_bare && !less_as_wanted && is_rate(name) && is_fraction_of_percentage(low, high) {
        return Some(Decimal::ONE_HUNDRED);
    }
    if low.checked_mul(FAR)? > high {
        return None;
    }
    let near = |times: &Factor| {
        let low = low.checked_mul(times.numerator);
        let high = high.checked_mul(times.denominator);
        low.zip(high).is_some_and(|(low, high)| {
            let (four, five) = (Decimal::from(4), Decimal::from(5));
            low * five >= high * four && low * four <= high * five
        })
    };
    let factor = Factor::candidates(bound, actual, low_written, high)
        .into_iter()
        .find(near)?;
    // Little of what there should be little of is what was wanted, unless in the other unit it would be too much.
    let too_much = done.checked_mul(factor.numerator)? > end.checked_mul(factor.denominator)?;
    let both_written = bound.unit.is_some() && actual.unit.is_some();
    if less_as_wanted && (!too_much || (both_written && factor.is_hundred())) {
        return None;
    }
    Some(factor.shown())
}

/// Whether a name asks for a rate.
fn is_rate(name: &str) -> bool {
    const RATES: &[&str] = &["率", "满意度", "比例", "比重", "占比"];
    holds(name, RATES) && !name.contains("频率")
}

/// Whether of two bare rates one can only be a fraction and the other a percentage, however near they are then: 0.6
/// beside 95.
fn is_fraction_of_percentage(low: Decimal, high: Decimal) -> bool {
    low <= Decimal::ONE
        && high >= Decimal::TWO
        && high <= Decimal::ONE_HUNDRED
        && low * Decimal::TEN <= high
}

/// So many times one unit is another: numerator ÷ denominator.
struct Factor {
    numerator: Decimal,
    denominator: Decimal,
}

impl Factor {
    fn whole(times: i64) -> Self {
        Self {
            numerator: Decimal::from(times),
            denominator: Decimal::ONE,
        }
    }

    /// The factors that may lie between the two as they are written.
    fn candidates(bound: &Quantity, actual: &Quantity, low: &Quantity, high: Decimal) -> Vec<Self> {
        let mut factors: Vec<Self> = [1_000, 10_000, 1_000_000, 100_000_000]
            .into_iter()
            .map(Self::whole)
            .collect();
        if is_fraction(bound, actual, low, high) {
            factors.push(Self::whole(100));
        }
        let is_area = |quantity: &Quantity| {
            let unit = quantity.unit.as_deref();
            unit.is_some_and(|unit| matches!(kind_of(unit), Kind::Area(_)))
        };
        if is_area(bound) || is_area(actual) {
            // 亩 and 平方米
            factors.push(Self {
                numerator: Decimal::from(2_000),
                denominator: Decimal::from(3),
            });
        }
        factors
    }

    fn is_hundred(&self) -> bool {
        self.numerator == Decimal::ONE_HUNDRED
    }

    fn shown(&self) -> Decimal {
        self.numerator
            .checked_div(self.denominator)
            .unwrap_or(self.numerator)
            .round()
    }
}

/// Whether the smaller of the two may be a fraction beside a percentage, which is all that a hundred times can mean.
fn is_fraction(bound: &Quantity, actual: &Quantity, low: &Quantity, high: Decimal) -> bool {
    let written = low.written_number();
    let line = Decimal::new(15, 1);
    let percent = |quantity: &Quantity| quantity.unit.as_deref() == Some("%");
    match (bound.unit.is_some(), actual.unit.is_some()) {
        (false, false) => written <= line && high <= Decimal::from(150),
        (true, true) => percent(bound) && percent(actual) && (written <= line || high > line),
        // 0.98 beside 100人 is a degree of completion; 1 beside 100人 is one of them.
        _ => low.unit.is_none() && !low.number.value.fract().is_zero() && written <= line,
    }
}
