//! What stands around a date: a sign or word in front, a time of day and a limit behind.

use winnow::combinator::{alt, not, opt, preceded, terminated};
use winnow::prelude::*;
use winnow::token::one_of;

use super::super::Operator;
use super::super::comparator::sign;
use super::super::lexicon::{Lexicon, longest};
use super::Timing;
use super::frame::{bare_day, next_year, of_each_month};
use super::grammar::{moment, period, small_number};

/// What stands behind a date: whether it has to be over before it.
pub(super) const LIMITS: Lexicon<bool> = &[
    ("前", true),
    ("之前", true),
    ("以前", true),
    ("底前", true),
    ("(含)前", true),
    ("(含当日)前", true),
    ("前(含)", true),
    ("前(含当日)", true),
    ("内", false),
    ("之内", false),
    ("以内", false),
    ("止", false),
    ("为止", false),
];

/// What stands in front of a day that is still in time.
const NO_LATER: Lexicon<()> = &[
    ("不晚于", ()),
    ("不迟于", ()),
    ("不得晚于", ()),
    ("不得迟于", ()),
    ("不能晚于", ()),
    ("不能迟于", ()),
    ("不应晚于", ()),
    ("最迟", ()),
    ("最迟于", ()),
    ("最晚", ()),
    ("最晚于", ()),
    ("至迟", ()),
    ("至", ()),
    ("到", ()),
    ("截止", ()),
    ("截至", ()),
    ("截止到", ()),
    ("截至到", ()),
];

/// What stands in front of a day with which something only begins.
const NO_EARLIER: Lexicon<()> = &[("不早于", ()), ("不得早于", ()), ("晚于", ()), ("迟于", ())];

/// What stands behind such a day.
const ONWARDS: Lexicon<()> = &[
    ("后", ()),
    ("以后", ()),
    ("之后", ()),
    ("起", ()),
    ("起始", ()),
    ("开始", ()),
];

/// Parses a date or period, with a sign or a word in front (`≤2023年12月31日`, `不晚于12月底`), a time of day and a limit
/// behind (`24时前`).
pub(in super::super) fn timing(input: &mut &str) -> ModalResult<Timing> {
    let mut rest = *input;
    let operator = opt(sign).parse_next(&mut rest)?;
    let no_earlier = opt(longest(NO_EARLIER)).parse_next(&mut rest)?.is_some();
    if !no_earlier {
        opt(longest(NO_LATER)).parse_next(&mut rest)?;
    }
    // 不超过12月31日, but 不超过12月 is a duration.
    let not_beyond = preceded(
        alt(("不超过", "不得超过")),
        moment.verify(|timing| timing.first == timing.last),
    );
    let mut timing = alt((
        period,
        next_year,
        of_each_month,
        moment,
        bare_day,
        not_beyond,
    ))
    .parse_next(&mut rest)?;
    if timing.first == timing.last || timing.ends {
        timing.minute = opt(clock).parse_next(&mut rest)?;
    }
    let onwards = terminated(
        longest(ONWARDS),
        // 年后期, 7月起草
        not(one_of(['期', '续', '段', '草', '诉', '步', '勤'])),
    );
    if let Some(before) = opt(longest(LIMITS)).parse_next(&mut rest)? {
        timing.before = before;
        timing.ends |= !before;
        timing.lasting &= !timing.vague;
        // 零时前 is before the day itself.
        timing.ends &= !(before && timing.minute == Some(0));
    } else {
        timing.open = opt(onwards).parse_next(&mut rest)?.is_some();
    }
    timing.open |= no_earlier || operator.is_some_and(Operator::is_lower_bound);
    if operator == Some(Operator::LessThan) && !timing.before {
        timing.before = true;
        timing.ends = false;
    }
    *input = rest;
    Ok(timing)
}

/// A time of day, in minutes: `17:00`, `24时`, `下午5点半`.
fn clock(input: &mut &str) -> ModalResult<u16> {
    let afternoon = opt(alt((
        alt(("上午", "早上", "凌晨")).value(0),
        alt(("下午", "晚上", "晚")).value(12),
    )));
    let hour = small_number.verify(|hour| *hour <= 24);
    let minute = alt((
        preceded(
            one_of([':', '时', '点']),
            terminated(small_number, opt('分')).verify(|minute| *minute < 60),
        ),
        preceded(
            one_of(['时', '点']),
            opt(alt(("半".value(30), "整".value(0)))),
        )
        .map(|minute| minute.unwrap_or(0)),
    ));
    // Between digits a blank is kept: 2023-12-31 24:00.
    preceded(opt(' '), (afternoon, hour, minute))
        .map(|(later, hour, minute): (Option<u16>, u8, u8)| {
            let later = if hour < 12 { later.unwrap_or(0) } else { 0 };
            (u16::from(hour) + later) * 60 + u16::from(minute)
        })
        .parse_next(input)
}
