//! Numbers that are dates because the other side of the row, or the indicator's name, says so.

use rust_decimal::Decimal;

use super::super::lexicon::holds;
use super::super::period::{Looseness, day_of_month, loose_timing};
use super::super::reading::{ReadActual, tighten};
use super::super::units::{Kind, kind_of};
use super::super::{Actual, Operator, Quantity, Target, Timing};
use crate::value::number::Number;

/// Words of a name that make a date of a number.
const TIME_NAMES: &[&str] = &["时间", "时限", "日期", "期限", "月份"];

/// Turns numbers into the dates that they are meant for: `2023.12` beside 2023年12月底前, `12` beside 10月前, a
/// target of 10 in 月 for a 完成时限.
pub(super) fn read_loose_dates(
    target: &mut Target,
    actual: Option<&mut ReadActual>,
    name: &str,
    notes: &mut Vec<String>,
) {
    let time_name = holds(name, TIME_NAMES);
    if let Some(timing) = target_as_date(target, actual.as_deref(), time_name) {
        notes.push(format!(
            "指标值“{}”按时间理解，即 {}。",
            target.text,
            shown(&timing)
        ));
        target.operator = Operator::By;
        target.operator_written = timing.before;
        target.quantity = None;
        target.timing = Some(timing);
    }
    let Some(actual) = actual else { return };
    count_months(target, actual, notes);
    if target.operator != Operator::By || target.timing.is_none() {
        return;
    }
    let is_moment = target
        .timing
        .is_some_and(|timing| !timing.vague && !timing.lasting);
    let looseness = if is_moment && target.by_then.is_none() {
        Looseness::Month
    } else if is_moment {
        Looseness::Day
    } else {
        Looseness::YearAndMonth
    };
    let unnamed = target
        .timing
        .is_some_and(|timing| timing.is_of_unnamed_month());
    if unnamed
        && !matches!(actual.actual, Actual::When(_))
        && let Some(timing) = day_of_month(&actual.text)
    {
        actual.actual = Actual::When(timing);
        actual.operator = None;
        return;
    }
    let number = matches!(&actual.actual, Actual::Measured(quantity) if is_plain_month(quantity) || quantity.unit.is_none());
    if (number || matches!(actual.actual, Actual::Words(_)))
        && let Some(timing) = loose_timing(&figure_of(&actual.text), looseness)
    {
        notes.push(format!(
            "实际完成值“{}”按时间理解，即 {}。",
            actual.text,
            shown(&timing)
        ));
        actual.actual = Actual::When(timing);
        actual.operator = None;
    }
}

/// Whether a quantity says how long a stretch of time goes on: 12个月, 1年 and 365天 of 全年.
fn goes_on_for(timing: &Timing, quantity: &Quantity) -> bool {
    let Some(months) = timing.whole_months() else {
        return false;
    };
    let days = matches!(quantity.unit.as_deref(), Some("天" | "日"));
    let of_a_year = [365, 366].map(Decimal::from);
    months_of(quantity) == Some(Decimal::from(months))
        || (days && months == 12 && of_a_year.contains(&quantity.number.value))
}

/// A duration by the calendar, in months.
fn months_of(quantity: &Quantity) -> Option<Decimal> {
    let kind = kind_of(quantity.unit.as_deref().unwrap_or_default());
    match kind {
        Kind::Months(_) if quantity.change.is_none() => quantity
            .number
            .value
            .checked_mul(Decimal::from(kind.factor())),
        _ => None,
    }
}

/// Holds a stretch of time and a number of months against each other: 全年 in answer to 12个月 is twelve, 12个月 in answer
/// to 全年 is all of it.
fn count_months(target: &mut Target, actual: &mut ReadActual, notes: &mut Vec<String>) {
    match (&target.quantity, target.timing, &actual.actual) {
        (Some(wanted), _, Actual::When(timing))
            if actual.by_then.is_none() && months_of(wanted).is_some() =>
        {
            let Some(months) = timing.whole_months() else {
                return;
            };
            notes.push(format!("实际完成值“{}”按 {months} 个月计。", actual.text));
            actual.actual = Actual::Measured(Quantity {
                unit: Some("个月".to_owned()),
                ..Quantity::bare(Number::written(Decimal::from(months)))
            });
        }
        (None, Some(timing), Actual::Measured(done))
            if target.by_then.is_none()
                && actual.operator.is_none()
                && actual.doubt.is_none()
                && goes_on_for(&timing, done) =>
        {
            actual.actual = Actual::When(timing);
        }
        _ => {}
    }
}

/// The date that a target of digits stands for, where the row says that it is one.
fn target_as_date(target: &Target, actual: Option<&ReadActual>, time_name: bool) -> Option<Timing> {
    if target.timing.is_some() || target.upper.is_some() {
        return None;
    }
    let actual_is_date = actual.is_some_and(|read| {
        matches!(read.actual, Actual::When(_))
            || loose_timing(&read.text, Looseness::YearAndMonth).is_some()
    });
    // 45291 beside a date is a day; beside 45280 only where the row is about a date.
    let is_serial = |text: &str| text.len() == 5 && loose_timing(text, Looseness::Day).is_some();
    let looseness = if actual.is_some_and(|read| {
        matches!(read.actual, Actual::When(_)) || (time_name && is_serial(&read.text))
    }) {
        Looseness::Day
    } else {
        Looseness::YearAndMonth
    };
    match &target.quantity {
        None => loose_timing(&target.text, looseness),
        Some(quantity) if target.operator.is_lower_bound() || quantity.change.is_some() => None,
        Some(quantity) if is_plain_month(quantity) => (time_name || actual_is_date)
            .then(|| loose_timing(&quantity.written_number().to_string(), Looseness::Month))
            .flatten(),
        Some(quantity) if quantity.unit.is_none() => (time_name || actual_is_date)
            .then(|| loose_timing(&figure_of(&target.text), looseness))
            .flatten(),
        Some(_) => None,
    }
}

/// Whether a quantity is a number of 月, which names a month as well as a duration.
fn is_plain_month(quantity: &Quantity) -> bool {
    quantity.unit.as_deref() == Some("月")
}

/// The digits of a text without a sign in front and without 月 behind.
fn figure_of(text: &str) -> String {
    tighten(text)
        .trim_start_matches(['≤', '<', '='])
        .trim_end_matches('月')
        .to_owned()
}

/// A date as a reader sees it: 2023年12月.
fn shown(timing: &Timing) -> String {
    let last = timing.last;
    let year = last
        .year
        .map_or_else(String::new, |year| format!("{year}年"));
    let whole_month = timing.first.day <= 1 && timing.first != timing.last;
    let day = if whole_month {
        String::new()
    } else {
        format!("{}日", last.day)
    };
    let limit = if timing.before { "前" } else { "" };
    format!("{year}{}月{day}{limit}", last.month)
}
