//! Days of a month or year that the text counts from itself: 每月10日前, 次月15日, 次年3月底前.

use winnow::ascii::digit1;
use winnow::combinator::{alt, not, opt, peek, terminated};
use winnow::prelude::*;
use winnow::token::one_of;

use super::super::lexicon::{Lexicon, longest};
use super::super::numerals::numeral;
use super::grammar::{Within, day_number, in_month, month_day, within_month};
use super::{Day, Timing};

/// What the days of a date are days of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Months of the calendar.
    Calendar,
    /// A month that is not named.
    Month(Which),
    /// Months of the year after the one the form is about.
    NextYear,
}

/// Which month is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// 每月: of every month.
    Each,
    /// 当月, 本月
    This,
    /// 次月, 下月
    Next,
    /// 每季度首月
    FirstOfQuarter,
    /// 每季度末月
    LastOfQuarter,
    /// 31日 alone
    Unsaid,
}

/// Words for a month that is not named.
const MONTHS: Lexicon<Which> = &[
    ("每月", Which::Each),
    ("每个月", Which::Each),
    ("每月份", Which::Each),
    ("各月", Which::Each),
    ("逐月", Which::Each),
    ("当月", Which::This),
    ("本月", Which::This),
    ("该月", Which::This),
    ("同月", Which::This),
    ("月", Which::Unsaid),
    ("次月", Which::Next),
    ("下月", Which::Next),
    ("下个月", Which::Next),
    ("翌月", Which::Next),
    ("季度首月", Which::FirstOfQuarter),
    ("季首月", Which::FirstOfQuarter),
    ("每季首月", Which::FirstOfQuarter),
    ("每季度首月", Which::FirstOfQuarter),
    ("季度末月", Which::LastOfQuarter),
    ("季末月", Which::LastOfQuarter),
    ("每季末月", Which::LastOfQuarter),
    ("每季度末月", Which::LastOfQuarter),
];

/// `每月10日`, `次月15日`, `每月底`, `每月5-10日`.
pub(super) fn of_each_month(input: &mut &str) -> ModalResult<Timing> {
    let span = (
        terminated(
            day_number,
            (opt(one_of(['日', '号'])), one_of(['-', '~', '至', '到'])),
        ),
        terminated(day_number, one_of(['日', '号'])),
    );
    let (which, (first, last, ends)) = (
        longest(MONTHS),
        alt((
            span.map(|(first, last)| (first, last, true)),
            // 每月底1次 says how often, and no date.
            terminated(
                within_month,
                peek(not(alt((digit1.void(), numeral.void())))),
            )
            .map(|within| match within {
                Within::Day(day) => (day, day, true),
                Within::Part(first, last, ends) => (first, if last == 0 { 31 } else { last }, ends),
                Within::All => (1, 31, false),
            }),
        )),
    )
        // 月底 and 月初 are said without naming the month, but 月10日 is not.
        .verify(|(which, (first, last, _))| *which != Which::Unsaid || first != last)
        .parse_next(input)?;
    Ok(in_unnamed_month(which, first, last, ends))
}

/// `31日24时`, `10日前`: a day whose month nobody names.
pub(super) fn bare_day(input: &mut &str) -> ModalResult<Timing> {
    terminated(
        terminated(day_number, one_of(['日', '号'])),
        peek(alt((
            (
                one_of('0'..='9'),
                opt(one_of('0'..='9')),
                one_of([':', '时', '点']),
            )
                .void(),
            alt(("前", "之前", "以前")).void(),
        ))),
    )
    .map(|day| in_unnamed_month(Which::Unsaid, day, day, true))
    .parse_next(input)
}

/// A whole text that is a day alone, beside a date whose month is not named either: `8日`, `8号前`.
pub(in super::super) fn day_of_month(text: &str) -> Option<Timing> {
    terminated(
        terminated(day_number, one_of(['日', '号'])),
        opt(alt(("之前", "以前", "前"))),
    )
    .parse(text)
    .ok()
    .map(|day| in_unnamed_month(Which::Unsaid, day, day, true))
}

/// `次年3月底`.
pub(super) fn next_year(input: &mut &str) -> ModalResult<Timing> {
    let (_, (month, within)) = (
        alt(("次年", "翌年", "来年", "第二年", "下一年", "下年")),
        month_day,
    )
        .parse_next(input)?;
    Ok(Timing {
        frame: Frame::NextYear,
        ..in_month(None, month, within)
    })
}

fn in_unnamed_month(which: Which, first: u8, last: u8, ends: bool) -> Timing {
    let day = |day| Day {
        year: None,
        month: if which == Which::Next { 2 } else { 1 },
        day,
    };
    Timing {
        ends,
        frame: Frame::Month(which),
        ..Timing::between(day(first), day(last))
    }
}

/// Two dates whose days are days of the same months; `None` where it cannot be told how they go together.
pub(super) fn in_one_frame(
    target: &Timing,
    actual: &Timing,
    year: Option<i32>,
) -> Option<(Timing, Timing)> {
    let in_the_calendar =
        |timing: &Timing| match (timing.frame, year.and_then(|y| y.checked_add(1))) {
            (Frame::NextYear, Some(next)) => in_year(timing, next),
            _ => *timing,
        };
    // 3月 in answer to 次年3月底前 may be of either year.
    if target.frame == Frame::NextYear && actual.frame == Frame::Calendar && actual.year().is_none()
    {
        return None;
    }
    let (target, actual) = (in_the_calendar(target), in_the_calendar(actual));
    match (target.frame, actual.frame) {
        (Frame::Calendar, Frame::Calendar) => Some((target, actual)),
        (Frame::NextYear, Frame::NextYear) => Some((target, actual)),
        (Frame::Month(wanted), Frame::Month(given)) => {
            use Which::{Each, Next, This, Unsaid};
            let actual = match (wanted, given) {
                (a, b) if a == b => actual,
                (This, Next) | (Next, This) => actual,
                (Each, This) | (This, Each) => actual,
                (_, Unsaid) | (Unsaid, Each | This) => in_its_month(&actual, target.last.month),
                // The 5th of the next month is in time or not, by which month the work is of.
                _ => return None,
            };
            Some((target, actual))
        }
        _ => None,
    }
}

fn in_year(timing: &Timing, year: i32) -> Timing {
    let year = Some(year);
    Timing {
        first: Day {
            year,
            ..timing.first
        },
        last: Day {
            year,
            ..timing.last
        },
        frame: Frame::Calendar,
        ..*timing
    }
}

fn in_its_month(timing: &Timing, month: u8) -> Timing {
    Timing {
        first: Day {
            month,
            ..timing.first
        },
        last: Day {
            month,
            ..timing.last
        },
        ..*timing
    }
}
