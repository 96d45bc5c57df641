//! Dates and periods: 9月前, 2023年12月底前, 2021年12月31日, 1-12月, 全年, 第三季度.

mod grammar;
mod loose;

pub(super) use grammar::timing;
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
}

impl Timing {
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
}

/// Holds an actual date against a deadline or period; `year` is the year that the form is about.
#[must_use]
pub(crate) fn punctuality(target: &Timing, actual: &Timing, year: Option<i32>) -> Punctuality {
    let Some(base) = common_year(target, actual, year) else {
        return Punctuality::NoYear;
    };
    if without_years(target) == without_years(actual)
        && target.last.place(base).0 == actual.last.place(base).0
    {
        return Punctuality::InTime;
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
