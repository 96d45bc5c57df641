//! Numbers that are dates because the other side of the row, or the indicator's name, says so.

use super::super::lexicon::holds;
use super::super::period::{Looseness, loose_timing};
use super::super::reading::{ReadActual, tighten};
use super::super::{Actual, Operator, Quantity, Target, Timing};

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
    if target.operator != Operator::By || target.timing.is_none() {
        return;
    }
    let is_moment = target
        .timing
        .is_some_and(|timing| !timing.vague && !timing.lasting);
    let looseness = if is_moment && target.by_then.is_none() {
        Looseness::Month
    } else {
        Looseness::YearAndMonth
    };
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

/// The date that a target of digits stands for, where the row says that it is one.
fn target_as_date(target: &Target, actual: Option<&ReadActual>, time_name: bool) -> Option<Timing> {
    if target.timing.is_some() || target.upper.is_some() {
        return None;
    }
    let actual_is_date = actual.is_some_and(|read| {
        matches!(read.actual, Actual::When(_))
            || loose_timing(&read.text, Looseness::YearAndMonth).is_some()
    });
    match &target.quantity {
        None => loose_timing(&target.text, Looseness::YearAndMonth),
        Some(quantity) if target.operator.is_lower_bound() || quantity.change.is_some() => None,
        Some(quantity) if is_plain_month(quantity) => (time_name || actual_is_date)
            .then(|| loose_timing(&quantity.written_number().to_string(), Looseness::Month))
            .flatten(),
        Some(quantity) if quantity.unit.is_none() => (time_name || actual_is_date)
            .then(|| loose_timing(&figure_of(&target.text), Looseness::YearAndMonth))
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
