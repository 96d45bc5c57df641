//! Dates that are dates only because of what stands around them: 2023.12, 202312, 12 beside 10月前.

use winnow::combinator::{alt, eof, opt, terminated};
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

use super::super::lexicon::longest;
use super::Timing;
use super::grammar::{LIMITS, Within, in_month, on_day};

/// How a bare number can be a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Looseness {
    /// A year and a month: 2023.12, 2023-12, 202312, 20231231.
    YearAndMonth,
    /// A month alone as well: 12.
    Month,
}

/// Reads a whole text as such a date, perhaps with a limit behind it (`2023.12前`).
pub(in super::super) fn loose_timing(text: &str, looseness: Looseness) -> Option<Timing> {
    let date = alt((year_and_month, compact));
    let mut timing = terminated(date, eof)
        .parse(text)
        .ok()
        .or_else(|| match looseness {
            Looseness::YearAndMonth => None,
            Looseness::Month => month_alone.parse(text).ok(),
        })?;
    timing.vague = false;
    Some(timing)
}

/// `2023.12`, `2023-6`, `2023/12`, `2023.12前`.
fn year_and_month(input: &mut &str) -> ModalResult<Timing> {
    let (year, _, month, limit) = (
        digits(4),
        one_of(['.', '-', '/']),
        alt((digits(2), digits(1))),
        opt(longest(LIMITS)),
    )
        .verify(|(year, _, month, _)| is_year(*year) && is_month(*month))
        .parse_next(input)?;
    Ok(limited(month_of(Some(year), month), limit))
}

/// `202312`, `20231231`.
fn compact(input: &mut &str) -> ModalResult<Timing> {
    let (year, month, day, limit) = (digits(4), digits(2), opt(digits(2)), opt(longest(LIMITS)))
        .verify(|(year, month, day, _)| {
            is_year(*year) && is_month(*month) && day.is_none_or(|day| (1..=31).contains(&day))
        })
        .parse_next(input)?;
    let date = match day.and_then(|day| u8::try_from(day).ok()) {
        Some(day) => on_day(Some(year), small(month), day),
        None => month_of(Some(year), month),
    };
    Ok(limited(date, limit))
}

/// `12` as December.
fn month_alone(input: &mut &str) -> ModalResult<Timing> {
    alt((digits(2), digits(1)))
        .verify(|month| is_month(*month))
        .map(|month| month_of(None, month))
        .parse_next(input)
}

fn digits<'t>(
    count: usize,
) -> impl Parser<&'t str, i32, winnow::error::ErrMode<winnow::error::ContextError>> {
    take_while(count..=count, |c: char| c.is_ascii_digit()).parse_to()
}

fn is_year(year: i32) -> bool {
    (1990..2100).contains(&year)
}

fn is_month(month: i32) -> bool {
    (1..=12).contains(&month)
}

fn small(number: i32) -> u8 {
    u8::try_from(number).unwrap_or(0)
}

fn month_of(year: Option<i32>, month: i32) -> Timing {
    in_month(year, small(month), Within::All)
}

fn limited(timing: Timing, limit: Option<bool>) -> Timing {
    match limit {
        Some(before) => Timing {
            before,
            ends: timing.ends || !before,
            ..timing
        },
        None => timing,
    }
}
