//! Units that go together within bounds only: months and days, working days and days, TB and GB.
//!
//! A month has 28 to 31 days, a TB 1000 or 1024 GB, and so many days hold no more working days than that. Where the
//! target is met whatever it is, that settles it; else nothing is said.

use rust_decimal::Decimal;

use super::super::units::{Kind, kind_of};
use super::super::{Operator, Quantity, Target, Wanted};
use super::{Aligned, Misfit};

/// The least and the most that a quantity can be in a measure that both sides share; `most` is `None` where it is open.
struct Within {
    least: Decimal,
    most: Option<Decimal>,
}

/// The verdict on two quantities whose units go together within bounds; `None` where these two do not.
pub(super) fn settled(
    target: &Target,
    bound: &Quantity,
    actual: &Quantity,
    way: Wanted,
) -> Option<Result<Aligned, Misfit>> {
    if target.upper.is_some() || bound.change.is_some() || actual.change.is_some() {
        return None;
    }
    let (wanted, done) = both_within(bound, actual)?;
    let strict = matches!(target.operator, Operator::MoreThan | Operator::LessThan);
    let met = match way {
        Wanted::More => wanted.most.map(|most| (most, done.least)),
        Wanted::Less => done.most.map(|most| (wanted.least, most)),
        Wanted::Unclear => None,
    };
    let met = met.filter(|(wanted, done)| match way {
        Wanted::More => done > wanted || (!strict && done == wanted),
        _ => done < wanted || (!strict && done == wanted),
    });
    let (target_shown, actual_shown) = (bound.shown(), actual.shown());
    Some(match met {
        Some((wanted, done)) => Ok(Aligned {
            assumptions: vec![format!(
                "“{target_shown}”与“{actual_shown}”的单位不能精确换算，但无论怎样换算都已达到。"
            )],
            target: wanted,
            upper: None,
            actual: done,
            target_shown,
            upper_shown: None,
            actual_shown,
        }),
        None => Err(Misfit::Inexact {
            target: target_shown,
            actual: actual_shown,
        }),
    })
}

/// Both in one measure, each with its bounds; `None` where their units convert exactly, or not at all.
fn both_within(bound: &Quantity, actual: &Quantity) -> Option<(Within, Within)> {
    let kind = |quantity: &Quantity| quantity.unit.as_deref().map(kind_of);
    let (wanted, given) = (kind(bound)?, kind(actual)?);
    let (wanted_number, given_number) = (bound.number.value, actual.number.value);
    if wanted_number < Decimal::ZERO || given_number < Decimal::ZERO {
        return None;
    }
    match (wanted, given) {
        (Kind::Data(a), Kind::Data(b)) if a != b => Some((
            bytes(wanted_number, a.saturating_sub(b))?,
            bytes(given_number, b.saturating_sub(a))?,
        )),
        (Kind::Months(_), Kind::Duration(_))
        | (Kind::Duration(_), Kind::Months(_))
        | (Kind::Workday, Kind::Duration(_) | Kind::Months(_))
        | (Kind::Duration(_) | Kind::Months(_), Kind::Workday) => {
            Some((days(wanted_number, wanted)?, days(given_number, given)?))
        }
        _ => None,
    }
}

/// A number of bytes so many steps (of 1000 or of 1024) up.
fn bytes(number: Decimal, steps: u32) -> Option<Within> {
    let times = |step: i64| {
        (0..steps).try_fold(number, |number, _| number.checked_mul(Decimal::from(step)))
    };
    Some(Within {
        least: times(1_000)?,
        most: Some(times(1_024)?),
    })
}

/// A duration in days.
fn days(number: Decimal, kind: Kind) -> Option<Within> {
    match kind {
        Kind::Duration(seconds) => {
            let days = number
                .checked_mul(Decimal::from(seconds))?
                .checked_div(Decimal::from(86_400))?;
            Some(Within {
                least: days,
                most: Some(days),
            })
        }
        // So many working days are as many days, and more where a weekend or a holiday falls in between.
        Kind::Workday => Some(Within {
            least: number,
            most: None,
        }),
        Kind::Months(months) => {
            let months = number.checked_mul(Decimal::from(months))?;
            Some(Within {
                least: least_days(months.floor())?,
                most: Some(most_days(months.ceil())?),
            })
        }
        _ => None,
    }
}

/// The days of so many months, from the shortest run of them (1个月: 28天) …
fn least_days(months: Decimal) -> Option<Decimal> {
    const LEAST: [i64; 12] = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];
    of_calendar(months, &LEAST, 365)
}

/// … to the longest (1个月: 31天).
fn most_days(months: Decimal) -> Option<Decimal> {
    const MOST: [i64; 12] = [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337];
    of_calendar(months, &MOST, 366)
}

fn of_calendar(months: Decimal, of_months: &[i64; 12], of_year: i64) -> Option<Decimal> {
    let months = i64::try_from(months).ok()?;
    let rest = usize::try_from(months.checked_rem(12)?).ok()?;
    let years = months.checked_div(12)?.checked_mul(of_year)?;
    Some(Decimal::from(years.checked_add(*of_months.get(rest)?)?))
}
