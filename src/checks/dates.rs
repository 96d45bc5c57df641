//! Calendar days as forms and rosters write them.

use crate::submission::date::first_date;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i32,
    month: u32,
    day: u32,
}

impl Date {
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

impl std::fmt::Display for Date {
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
            let date = Date::read(text).expect("a date");
            assert_eq!(date.to_string(), "2024年4月15日", "{text}");
        }
        for text in ["", "2024年4月", "4月15日", "2024-13-01", "电话 13012345678"] {
            assert_eq!(Date::read(text), None, "{text}");
        }
    }

    #[test]
    fn days_over_leap_days_and_years() {
        let days = |later, earlier| {
            Date::read(later)
                .expect("a date")
                .days_since(Date::read(earlier).expect("a date"))
        };
        assert_eq!(days("2024-03-01", "2024-02-28"), 2);
        assert_eq!(days("2023-03-01", "2023-02-28"), 1);
        assert_eq!(days("2024-01-01", "2023-12-31"), 1);
        assert_eq!(days("2024-03-15", "2024-04-15"), -31);
        assert_eq!(days("2025-01-01", "2024-01-01"), 366);
    }
}
