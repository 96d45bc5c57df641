//! Dates and periods: 9月前, 2023年12月底前, 2021年12月31日, 1-12月, 全年, 第三季度.

mod frame;
mod grammar;
mod limit;
mod loose;

use frame::Frame;
pub(super) use frame::day_of_month;
pub(super) use limit::timing;
pub(super) use loose::{Looseness, loose_timing};

/// A day; the year is missing where the text names none.
///
/// `day` 0 is the day before the first of the month: the last one on which "9月前" is surely kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    /// The year, if written.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: u8,
    /// 0 to 31.
    pub day: u8,
}

impl Day {
    /// Its place in time, the missing year taken as `year`.
    fn place(self, year: i32) -> (i32, u8, u8) {
        (self.year.unwrap_or(year), self.month, self.day)
    }
}

/// The last day of a month; of a February without a year the 29th.
#[must_use]
pub(super) const fn last_day(year: Option<i32>, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(y) if y % 4 != 0 || (y % 100 == 0 && y % 400 != 0) => 28,
            _ => 29,
        },
        _ => 31,
    }
}

/// A date or period as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timing {
    /// The first day named: 1 September of "9月".
    pub first: Day,
    /// The last day named: 30 September of "9月".
    pub last: Day,
    /// Whether it goes on through all these days (1-12月, 全年) instead of falling on one of them.
    pub lasting: bool,
    /// Whether 前 stands behind it: it is over before these days, or with them.
    pub before: bool,
    /// Whether it names the end of something (底, 末) or a day, so that 前 surely includes it.
    pub ends: bool,
    /// Whether it names a year at most: it then says nothing about when within the year.
    pub vague: bool,
    /// Whether only its beginning is named: 7月1日起, 不早于7月1日.
    pub open: bool,
    /// The minute of its last day, where a time of day is named: 1020 of 12月31日17:00.
    pub minute: Option<u16>,
    /// What its days are days of, where that is no month of the calendar: 每月10日, 次年3月.
    pub frame: Frame,
}

impl Timing {
    /// From a first to a last day of the calendar.
    const fn between(first: Day, last: Day) -> Self {
        Self {
            first,
            last,
            lasting: false,
            before: false,
            ends: false,
            vague: false,
            open: false,
            minute: None,
            frame: Frame::Calendar,
        }
    }

    /// Whether as a deadline it lets until the last day of `year`, which a self-evaluation of that year covers.
    #[must_use]
    pub(crate) fn lets_until_the_end_of(&self, year: Option<i32>) -> bool {
        let until = self.surely_until();
        let is_own = until.year.is_none() || until.year == year;
        self.frame == Frame::Calendar
            && !self.open
            && is_own
            && (until.month, until.day) == (12, 31)
    }

    /// Whether it is a stretch of the calendar that is less than a year and does not end with it: 1-11月, 上半年.
    #[must_use]
    pub(super) fn is_part_of_a_year(&self) -> bool {
        let until_the_end = self.before && (self.last.month, self.last.day) == (12, 31);
        self.frame == Frame::Calendar && !self.vague && !until_the_end
    }

    /// Whether its days are those of a month that is not named: 每月10日前.
    #[must_use]
    pub(super) const fn is_of_unnamed_month(&self) -> bool {
        matches!(self.frame, Frame::Month(_))
    }

    /// How many whole months a stretch of time goes on; `None` where it is no such stretch.
    #[must_use]
    pub(super) fn whole_months(&self) -> Option<u32> {
        let (first, last) = (self.first, self.last);
        let whole = (self.lasting || self.vague)
            && self.frame == Frame::Calendar
            && first.day == 1
            && last.day == last_day(last.year, last.month);
        let years = match (first.year, last.year) {
            (Some(from), Some(to)) => to.checked_sub(from)?,
            _ => 0,
        };
        let months = i64::from(years) * 12 + i64::from(last.month) - i64::from(first.month) + 1;
        whole.then(|| u32::try_from(months).ok()).flatten()
    }

    /// A day that it names and that does not exist, as a reader says it: `11月没有31日`. A 29 February without a year
    /// is of `year`.
    #[must_use]
    pub(crate) fn missing_day(&self, year: Option<i32>) -> Option<String> {
        let days = [self.first, self.last];
        // The end of a month without a year is the 29th of February, whether that year has one or not.
        let year = year.filter(|_| self.first == self.last);
        let missing = days.iter().find(|day| match self.frame {
            Frame::Calendar => day.month > 12 || day.day > last_day(day.year.or(year), day.month),
            Frame::Month(_) | Frame::NextYear => day.day > 31,
        })?;
        if self.frame != Frame::Calendar {
            return Some(format!("一个月没有{}日", missing.day));
        }
        if missing.month > 12 {
            return Some(format!("一年没有{}月", missing.month));
        }
        let year = if missing.month == 2 && missing.day == 29 {
            missing.year.or(year)
        } else {
            missing.year
        };
        let year = year.map_or_else(String::new, |year| format!("{year}年"));
        Some(format!("{year}{}月没有{}日", missing.month, missing.day))
    }

    /// The last day that is surely in time, where this is a deadline: 31 August of "9月前", 31 December of
    /// "12月底前".
    #[must_use]
    pub(crate) fn surely_until(&self) -> Day {
        if self.before && !self.ends {
            Day {
                day: self.first.day.saturating_sub(1),
                ..self.first
            }
        } else {
            self.last
        }
    }

    /// The year it names, if any.
    #[must_use]
    pub(crate) fn year(&self) -> Option<i32> {
        self.last.year.or(self.first.year)
    }

    /// The earliest and the latest day of completion that it states, as an actual value.
    fn completed(&self) -> (Day, Day) {
        match (self.lasting, self.before) {
            (true, _) => (self.last, self.last),
            (_, true) => (
                Day {
                    month: 1,
                    day: 0,
                    ..self.first
                },
                self.last,
            ),
            _ => (self.first, self.last),
        }
    }
}

/// Whether something was done in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Punctuality {
    /// In time, whatever day is meant.
    InTime,
    /// Late, whatever day is meant.
    Late,
    /// The texts are not precise enough to tell.
    Unclear,
    /// One of them names a year and the other none, and no year is known.
    NoYear,
    /// One of them names a day that does not exist: 11月31日.
    NoSuchDay,
}

/// Holds an actual date against a deadline or period; `year` is the year that the form is about.
#[must_use]
pub(crate) fn punctuality(target: &Timing, actual: &Timing, year: Option<i32>) -> Punctuality {
    if target.missing_day(year).is_some() || actual.missing_day(year).is_some() {
        return Punctuality::NoSuchDay;
    }
    let Some((target, actual)) = frame::in_one_frame(target, actual, year) else {
        return Punctuality::Unclear;
    };
    let (target, actual) = (&target, &actual);
    let Some(base) = common_year(target, actual, year) else {
        return Punctuality::NoYear;
    };
    if without_years(target) == without_years(actual)
        && target.last.place(base).0 == actual.last.place(base).0
    {
        return Punctuality::InTime;
    }
    if target.open || actual.open {
        return Punctuality::Unclear;
    }
    if let Some(within) = through(target, actual, base) {
        return within;
    }
    if let (Some(due), Some(done)) = (target.minute, actual.minute)
        && target.last.place(base) == actual.last.place(base)
        && target.first == target.last
    {
        return if done <= due {
            Punctuality::InTime
        } else {
            Punctuality::Late
        };
    }
    let (earliest, latest) = actual.completed();
    if latest.place(base) <= target.surely_until().place(base) {
        Punctuality::InTime
    } else if earliest.place(base) > target.last.place(base) {
        Punctuality::Late
    } else {
        Punctuality::Unclear
    }
}

/// Holds a stretch of time against the one asked for (1-11月 against 全年): it has to reach to both ends. `None` where
/// one of them is no stretch.
fn through(target: &Timing, actual: &Timing, base: i32) -> Option<Punctuality> {
    let is_stretch = |timing: &Timing| timing.lasting || (timing.vague && !timing.before);
    let several_years = target.first.place(base).0 < target.last.place(base).0;
    // What is to go on all year is not done with its first half.
    if target.lasting
        && target.vague
        && !actual.lasting
        && actual.last.place(base) < target.last.place(base)
    {
        return Some(Punctuality::Unclear);
    }
    if !is_stretch(target) || !(actual.lasting || (several_years && is_stretch(actual))) {
        return None;
    }
    let (from, to) = (actual.first.place(base), actual.last.place(base));
    Some(if to > target.last.place(base) {
        Punctuality::Late
    } else if to == target.last.place(base) && from <= target.first.place(base) {
        Punctuality::InTime
    } else {
        Punctuality::Unclear
    })
}

/// How many months, begun ones included, an actual date lies behind its deadline; 0 where it does not.
#[must_use]
pub(crate) fn months_late(target: &Timing, actual: &Timing, year: Option<i32>) -> u32 {
    let Some(base) = common_year(target, actual, year) else {
        return 0;
    };
    let month = |(year, month, _): (i32, u8, u8)| i64::from(year) * 12 + i64::from(month);
    let (due, done) = (target.last.place(base), actual.last.place(base));
    let begun = i64::from(done.2 > due.2) + month(done) - month(due);
    if done > due {
        u32::try_from(begun.max(1)).unwrap_or(0)
    } else {
        0
    }
}

/// The year that days without one are taken to be in; `None` where only the actual date names one and the
/// form's year is not known.
fn common_year(target: &Timing, actual: &Timing, year: Option<i32>) -> Option<i32> {
    match (target.year(), actual.year()) {
        (None, None) | (Some(_), Some(_)) => Some(0),
        (Some(named), None) => Some(year.unwrap_or(named)),
        (None, Some(_)) => year,
    }
}

/// A timing without its years.
const fn without_years(timing: &Timing) -> Timing {
    Timing {
        first: strip(timing.first),
        last: strip(timing.last),
        ..*timing
    }
}

/// A day without its year.
const fn strip(day: Day) -> Day {
    Day { year: None, ..day }
}
