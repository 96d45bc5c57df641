//! The grammar of dates and periods.

use rust_decimal::prelude::ToPrimitive;
use winnow::ascii::digit1;
use winnow::combinator::{alt, not, opt, peek, preceded, terminated};
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

use super::super::lexicon::{Lexicon, longest};
use super::super::numerals::{digit, numeral};
use super::{Day, Timing, last_day};

/// Days of a year that a word names: first month and day, last month and day (0: the month's last).
type Part = ((u8, u8), (u8, u8), bool);

/// Words for parts of a year. The flag tells a named end (年底) from a stretch.
const YEAR_PARTS: Lexicon<Part> = &[
    ("年底", ((12, 1), (12, 0), true)),
    ("年末", ((12, 1), (12, 0), true)),
    ("年终", ((12, 1), (12, 0), true)),
    ("年度末", ((12, 1), (12, 0), true)),
    ("年度内", ((1, 1), (12, 0), true)),
    ("年内", ((1, 1), (12, 0), true)),
    ("年中", ((6, 1), (7, 0), false)),
    ("年上半年", ((1, 1), (6, 0), false)),
    ("年下半年", ((7, 1), (12, 0), false)),
    ("上半年", ((1, 1), (6, 0), false)),
    ("下半年", ((7, 1), (12, 0), false)),
];

/// Words for a whole year, and whether all of it is meant: what is done 当年 is done within it.
const WHOLE_YEAR: Lexicon<bool> = &[
    ("全年", true),
    ("全年度", true),
    ("当年", false),
    ("本年", false),
    ("本年度", false),
    ("当年度", false),
];

/// Parts of a month: first and last day, 0 for the month's last. The flag marks a named end.
const MONTH_PARTS: Lexicon<(u8, u8, bool)> = &[
    ("底", (28, 0, true)),
    ("末", (28, 0, true)),
    ("月底", (28, 0, true)),
    ("初", (1, 10, false)),
    ("上旬", (1, 10, false)),
    ("中旬", (11, 20, false)),
    ("下旬", (21, 0, false)),
];

/// `1-12月`, `2021年1月-12月`, `1月1日至12月31日`, `2021-2023年`.
pub(super) fn period(input: &mut &str) -> ModalResult<Timing> {
    let mut rest = *input;
    let start = alt((
        moment,
        terminated(month_number, peek(to)).map(|month| whole_month(None, month)),
        terminated(four_digits, peek(to)).map(whole_year),
    ))
    .parse_next(&mut rest)?;
    to.parse_next(&mut rest)?;
    let end = moment.parse_next(&mut rest)?;
    let year = start.first.year.or(end.last.year);
    let first = Day {
        year,
        ..start.first
    };
    let mut last = Day {
        year: end.last.year.or(year),
        ..end.last
    };
    if end.first != end.last {
        last.day = last.day.min(last_day(last.year, last.month));
    }
    *input = rest;
    Ok(Timing {
        lasting: true,
        ends: true,
        vague: (first.month, first.day) == (1, 1) && (last.month, last.day) == (12, 31),
        ..Timing::between(first, last)
    })
}

/// What stands between the ends of a period.
fn to(input: &mut &str) -> ModalResult<()> {
    alt((
        take_while(1..=3, ['-', '~', '—', '－', '─']).void(),
        '至'.void(),
        '到'.void(),
    ))
    .parse_next(input)
}

/// One date, month, quarter or year.
pub(super) fn moment(input: &mut &str) -> ModalResult<Timing> {
    alt((
        numeric_date,
        (opt(year), month_day).map(|(year, (month, within))| in_month(year, month, within)),
        (opt(year_before_part), quarter)
            .map(|(year, (quarter, end))| in_quarter(year, quarter, end)),
        (opt(year_before_part), longest(YEAR_PARTS)).map(|(year, part)| in_year(year, part)),
        (opt(year), longest(WHOLE_YEAR)).map(|(year, lasting)| Timing {
            lasting,
            ..whole_year_of(year)
        }),
        year.map(|year| whole_year_of(Some(year))),
    ))
    .parse_next(input)
}

/// `2023-12-31`, `2023/12/31`, `2023.12.31`, `23.12.31`; `12.31前` and `12/31前`, which 前 makes a date.
fn numeric_date(input: &mut &str) -> ModalResult<Timing> {
    let with_year = |input: &mut &str| -> ModalResult<Timing> {
        let year = alt((four_digits, recent_year)).parse_next(input)?;
        let mut separator = one_of(['-', '/', '.']).parse_next(input)?;
        let month = month_number.parse_next(input)?;
        separator.parse_next(input)?;
        let day = day_number.parse_next(input)?;
        Ok(on_day(Some(year), month, day))
    };
    let without_year = (
        month_number,
        one_of(['/', '.']),
        day_number,
        opt(one_of(['日', '号'])),
        peek(alt(("前", "之前", "以前"))),
    )
        .map(|(month, _, day, _, _)| on_day(None, month, day));
    alt((with_year, without_year)).parse_next(input)
}

/// `23` of 23.12.31.
fn recent_year(input: &mut &str) -> ModalResult<i32> {
    digit1
        .verify(|digits: &str| digits.len() == 2)
        .try_map(str::parse::<i32>)
        .verify(|year| (15..50).contains(year))
        .map(|year| 2000 + year)
        .parse_next(input)
}

/// A year with its 年 (or 年度), not the 年 of a part such as 年底.
fn year(input: &mut &str) -> ModalResult<i32> {
    alt((
        terminated(four_digits, ('年', opt('度'))),
        terminated(chinese_year, ('年', opt('度'))),
        terminated(short_year, '年'),
    ))
    .parse_next(input)
}

/// A year in front of a part of it: `2021` of 2021年底, `2021年` of 2021年上半年.
fn year_before_part(input: &mut &str) -> ModalResult<i32> {
    let digits = || alt((four_digits, chinese_year, short_year));
    alt((
        terminated(
            digits(),
            peek(alt((longest(YEAR_PARTS).void(), quarter.void()))),
        ),
        terminated(digits(), ('年', opt('度'))),
    ))
    .parse_next(input)
}

/// `1900` to `2099` in four digits.
fn four_digits(input: &mut &str) -> ModalResult<i32> {
    digit1
        .verify(|digits: &str| {
            digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
        })
        .parse_to()
        .parse_next(input)
}

/// `23` of 23年12月: two digits count as a year only where a part of the year follows.
fn short_year(input: &mut &str) -> ModalResult<i32> {
    let part = alt((('年', month_number).void(), longest(YEAR_PARTS).void()));
    terminated(digit1.verify(|digits: &str| digits.len() == 2), peek(part))
        .parse_to()
        .map(|year: i32| 2000 + year)
        .parse_next(input)
}

/// 二〇二三 as a year.
fn chinese_year(input: &mut &str) -> ModalResult<i32> {
    take_while(4..=4, |c| digit(c).is_some())
        .verify_map(|digits: &str| {
            digits
                .chars()
                .filter_map(digit)
                .try_fold(0_i32, |year, d| Some(year * 10 + i32::try_from(d).ok()?))
        })
        .verify(|year| (1900..2100).contains(year))
        .parse_next(input)
}

/// A month, in digits or Chinese numerals, without its 月.
fn month_number(input: &mut &str) -> ModalResult<u8> {
    small_number
        .verify(|month| (1..=12).contains(month))
        .parse_next(input)
}

/// A day of the month, without its 日; one that no month has is read, too, so that it can be told.
pub(super) fn day_number(input: &mut &str) -> ModalResult<u8> {
    small_number
        .verify(|day| (1..=39).contains(day))
        .parse_next(input)
}

/// A number below 100, in digits or Chinese numerals.
pub(super) fn small_number(input: &mut &str) -> ModalResult<u8> {
    alt((
        digit1.verify(|digits: &str| digits.len() <= 2).parse_to(),
        numeral.verify_map(|value| value.to_u8()),
    ))
    .parse_next(input)
}

/// What a month goes on with.
#[derive(Clone, Copy)]
pub(super) enum Within {
    All,
    Part(u8, u8, bool),
    Day(u8),
}

/// `12月`, `12月份`, `12月底`, `12月31日`, `9月上旬`; not the unit 月 (`元/人·月`) and not 12个月.
pub(super) fn month_day(input: &mut &str) -> ModalResult<(u8, Within)> {
    let month = || terminated(month_number, ('月', opt('份')));
    // 13月1日 is read, too, so that it can be told.
    let no_month = terminated(small_number.verify(|month| (13..40).contains(month)), '月');
    let day = terminated(day_number, one_of(['日', '号']));
    alt((
        (
            month(),
            opt(within_month).map(|within| within.unwrap_or(Within::All)),
        ),
        (no_month, day.map(Within::Day)),
    ))
    .parse_next(input)
}

/// `31日`, `底`, `上旬`: what stands behind a month.
pub(super) fn within_month(input: &mut &str) -> ModalResult<Within> {
    alt((
        terminated(day_number, one_of(['日', '号'])).map(Within::Day),
        preceded(opt('的'), longest(MONTH_PARTS))
            .map(|(first, last, end)| Within::Part(first, last, end)),
    ))
    .parse_next(input)
}

/// `第三季度`, `3季度末`, `一季度`: its number, and whether its end is named.
fn quarter(input: &mut &str) -> ModalResult<(u8, bool)> {
    let number = preceded(
        opt('第'),
        small_number.verify(|quarter| (1..=4).contains(quarter)),
    );
    (
        terminated(number, (alt(("季度", "季")), not('节'))),
        opt(one_of(['底', '末'])).map(|end| end.is_some()),
    )
        .parse_next(input)
}

pub(super) fn on_day(year: Option<i32>, month: u8, day: u8) -> Timing {
    let day = Day { year, month, day };
    Timing {
        ends: true,
        ..Timing::between(day, day)
    }
}

pub(super) fn in_month(year: Option<i32>, month: u8, within: Within) -> Timing {
    let end = last_day(year, month);
    let (first, last, ends) = match within {
        Within::Day(day) => return on_day(year, month, day),
        Within::All => (1, end, false),
        Within::Part(first, last, ends) => (first, if last == 0 { end } else { last }, ends),
    };
    let day = |day| Day { year, month, day };
    Timing {
        ends,
        ..Timing::between(day(first), day(last))
    }
}

fn whole_month(year: Option<i32>, month: u8) -> Timing {
    in_month(year, month, Within::All)
}

fn in_quarter(year: Option<i32>, quarter: u8, ends: bool) -> Timing {
    let last_month = quarter.saturating_mul(3);
    let first_month = if ends {
        last_month
    } else {
        last_month.saturating_sub(2)
    };
    in_year(year, ((first_month, 1), (last_month, 0), ends))
}

fn in_year(year: Option<i32>, ((first_month, first_day), (last_month, day), ends): Part) -> Timing {
    let last = if day == 0 {
        last_day(year, last_month)
    } else {
        day
    };
    let day = |month, day| Day { year, month, day };
    Timing {
        ends,
        ..Timing::between(day(first_month, first_day), day(last_month, last))
    }
}

fn whole_year(year: i32) -> Timing {
    whole_year_of(Some(year))
}

fn whole_year_of(year: Option<i32>) -> Timing {
    Timing {
        vague: true,
        ..in_year(year, ((1, 1), (12, 0), true))
    }
}
