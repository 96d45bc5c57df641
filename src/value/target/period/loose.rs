//! Dates that are dates only because of what stands around them: 2023.12, 202312, 12 beside 10月前.

use winnow::combinator::{alt, eof, opt, terminated};
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

use super::super::lexicon::longest;
use super::grammar::{Within, in_month, on_day};
use super::limit::LIMITS;
use super::{Timing, last_day};

/// How a bare number can be a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Looseness {
    /// A year and a month: 2023.12, 2023-12, 202312, 20231231.
    YearAndMonth,
    /// A month and a day, or a spreadsheet's number of a day, as well: 12.20, 45280.
    Day,
    /// A month alone as well: 12.
    Month,
}

/// Reads a whole text as such a date, perhaps with a limit behind it (`2023.12前`).
pub(in super::super) fn loose_timing(text: &str, looseness: Looseness) -> Option<Timing> {
    let whole = |date: Option<Timing>, looser| date.filter(|_| looseness >= looser);
    let year_and_month = terminated(alt((year_and_month, compact)), eof)
        .parse(text)
        .ok();
    let mut timing = year_and_month
        .or_else(|| {
            let day = terminated(alt((month_and_day, serial)), eof)
                .parse(text)
                .ok();
            whole(day, Looseness::Day)
        })
        .or_else(|| whole(month_alone.parse(text).ok(), Looseness::Month))?;
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

/// `12.20`, `12/20`; not `12.2`, of which a cell may have lost a nought.
fn month_and_day(input: &mut &str) -> ModalResult<Timing> {
    let (month, _, day) = (alt((digits(2), digits(1))), one_of(['.', '/']), digits(2))
        .verify(|(month, _, day)| is_month(*month) && (1..=31).contains(day))
        .parse_next(input)?;
    Ok(on_day(None, small(month), small(day)))
}

/// `45280`: the number by which a spreadsheet keeps a day, where its cell lost the format of a date.
fn serial(input: &mut &str) -> ModalResult<Timing> {
    /// 1 January 2000 and 31 December 2099.
    const DAYS: std::ops::RangeInclusive<i32> = 36_526..=73_050;
    let mut left = digits(5)
        .verify(|serial| DAYS.contains(serial))
        .parse_next(input)?
        - DAYS.start();
    let mut year = 2000;
    let leap = |year: i32| i32::from(last_day(Some(year), 2) == 29);
    while left >= 365 + leap(year) {
        left -= 365 + leap(year);
        year += 1;
    }
    let mut month: u8 = 1;
    while left >= i32::from(last_day(Some(year), month)) {
        left -= i32::from(last_day(Some(year), month));
        month += 1;
    }
    Ok(on_day(Some(year), month, small(left + 1)))
}

/// `202312`, `20231231`.
fn compact(input: &mut &str) -> ModalResult<Timing> {
    let (year, month, day, limit) = (digits(4), digits(2), opt(digits(2)), opt(longest(LIMITS)))
        .verify(|(year, month, day, _)| {
            is_year(*year) && is_month(*month) && day.is_none_or(|day| (1..=39).contains(&day))
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
