//! Dates as people write them: `2024年4月15日`, `2024-04-15`, `2024/4/15`, `2024.4.15`, `20240415`.

use winnow::ascii::space0;
use winnow::combinator::{alt, delimited, opt};
use winnow::token::{one_of, take_while};
use winnow::{ModalResult, Parser};

use crate::value::fold::fold;

/// The first date in a text, as ISO 8601 (`2024-04-15`); `None` where there is none, or one that no
/// calendar has.
#[must_use]
pub(crate) fn first_date(text: &str) -> Option<String> {
    let text = fold(text);
    let mut before_is_digit = false;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit()
            && !before_is_digit
            && let Some((year, month, day)) = text.get(at..).and_then(date_at)
            && exists(year, month, day)
        {
            return Some(format!("{year:04}-{month:02}-{day:02}"));
        }
        before_is_digit = c.is_ascii_digit();
    }
    None
}

fn date_at(text: &str) -> Option<(u32, u32, u32)> {
    let (rest, date) = alt((separated, eight_digits)).parse_peek(text).ok()?;
    let ends = !rest.starts_with(|c: char| c.is_ascii_digit());
    ends.then_some(date)
}

fn separated(input: &mut &str) -> ModalResult<(u32, u32, u32)> {
    let separator = || delimited(space0, one_of(['年', '月', '-', '/', '.']), space0);
    let parts = (
        digits(4, 4),
        separator(),
        digits(1, 2),
        separator(),
        digits(1, 2),
    );
    let (year, _, month, _, day) = (parts, opt('日'))
        .map(|(parts, _)| parts)
        .parse_next(input)?;
    Ok((year, month, day))
}

fn eight_digits(input: &mut &str) -> ModalResult<(u32, u32, u32)> {
    (digits(4, 4), digits(2, 2), digits(2, 2)).parse_next(input)
}

fn digits<'a>(
    least: usize,
    most: usize,
) -> impl Parser<&'a str, u32, winnow::error::ErrMode<winnow::error::ContextError>> {
    take_while(least..=most, |c: char| c.is_ascii_digit()).parse_to()
}

fn exists(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::first_date;

    #[test]
    fn reads_the_ways_a_date_is_written() {
        for text in [
            "2024年4月15日",
            "2024 年 4 月 15 日",
            "2024-04-15",
            "2024/4/15",
            "2024.4.15",
            "２０２４年４月１５日",
            "20240415",
            "填报人：        填报日期：2024年4月15日",
            "2024-04-15T08:30:00",
        ] {
            assert_eq!(first_date(text).as_deref(), Some("2024-04-15"), "{text}");
        }
    }

    #[test]
    fn sees_no_date_where_none_stands() {
        for text in [
            "",
            "2024年4月",
            "年 月 日",
            "2023年2月29日",
            "412003203",
            "13900000000",
            "2024-13-01",
        ] {
            assert_eq!(first_date(text), None, "{text}");
        }
    }

    #[test]
    fn knows_leap_years() {
        assert_eq!(first_date("2024年2月29日").as_deref(), Some("2024-02-29"));
    }
}
