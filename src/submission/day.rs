//! Calendar days as forms and rosters write them.

use super::date::first_date;

/// Days from the beginning of the count, 0000-03-01, to 1970-01-01.
const EPOCH: i64 = 719_468;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: i32,
    month: u32,
    day: u32,
}

impl Day {
    /// The first day that a text names: `2024-04-15`, `2024年4月15日`, `填报日期：2024.4.15`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let written = first_date(text)?;
        let mut numbers = written.split('-');
        Some(Self {
            year: numbers.next()?.parse().ok()?,
            month: numbers.next()?.parse().ok()?,
            day: numbers.next()?.parse().ok()?,
        })
    }

    /// The day in China (UTC+8, where the offices are) at a time in seconds since 1970.
    #[must_use]
    pub fn in_china(seconds: i64) -> Option<Self> {
        const ZONE: i64 = 8 * 3600;
        let days = seconds.checked_add(ZONE)?.div_euclid(86_400);
        // Years that begin in March end with the leap day; 400 of them have 146097 days.
        let since = days.checked_add(EPOCH)?;
        let (era, of_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
        let leaps = of_era / 1460 - of_era / 36_524 + of_era / 146_096;
        let year_of_era = (of_era - leaps) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (month, next) = if month < 10 {
            (month + 3, 0)
        } else {
            (month - 9, 1)
        };
        Some(Self {
            year: i32::try_from(era * 400 + year_of_era + next).ok()?,
            month: u32::try_from(month).ok()?,
            day: u32::try_from(day).ok()?,
        })
    }

    /// As ISO 8601 has it.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// Days since an earlier day; negative where it is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.number() - earlier.number()
    }

    /// Days since the beginning of the Gregorian count, March the first month of its year.
    fn number(self) -> i64 {
        let (year, month) = if self.month > 2 {
            (i64::from(self.year), i64::from(self.month) - 3)
        } else {
            (i64::from(self.year) - 1, i64::from(self.month) + 9)
        };
        let of_years =
            year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        of_years + (month * 153 + 2) / 5 + i64::from(self.day)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_writings() {
        for text in [
            "2024-04-15",
            "2024/4/15",
            "2024.4.15",
            "2024年4月15日",
            "2024-04-15T08:30:00",
        ] {
            let date = Day::read(text).expect("a date");
            assert_eq!(date.to_string(), "2024年4月15日", "{text}");
        }
        for text in ["", "2024年4月", "4月15日", "2024-13-01", "电话 13012345678"] {
            assert_eq!(Day::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_day_in_china() {
        let day = |seconds| Day::in_china(seconds).expect("a day").iso();
        assert_eq!(day(0), "1970-01-01");
        // 2024-03-15 15:59:59 UTC is the last second of the day in China.
        assert_eq!(day(1_710_518_399), "2024-03-15");
        assert_eq!(day(1_710_518_400), "2024-03-16");
        // 2024-02-28 16:00 UTC, and a day later; 2000-02-28 16:00 UTC.
        assert_eq!(day(1_709_136_000), "2024-02-29");
        assert_eq!(day(1_709_222_400), "2024-03-01");
        assert_eq!(day(951_753_600), "2000-02-29");
        assert_eq!(day(-28_801), "1969-12-31");
        assert_eq!(Day::in_china(i64::MAX), None);
    }

    #[test]
    fn days_over_leap_days_and_years() {
        let days = |later, earlier| {
            Day::read(later)
                .expect("a date")
                .days_since(Day::read(earlier).expect("a date"))
        };
        assert_eq!(days("2024-03-01", "2024-02-28"), 2);
        assert_eq!(days("2023-03-01", "2023-02-28"), 1);
        assert_eq!(days("2024-01-01", "2023-12-31"), 1);
        assert_eq!(days("2024-03-15", "2024-04-15"), -31);
        assert_eq!(days("2025-01-01", "2024-01-01"), 366);
    }
}
