//! A count behind the period that it is for.

use rust_decimal::Decimal;
use winnow::combinator::{alt, fail};
use winnow::prelude::*;

use super::super::frequency::{Bare, bare_period, listed, verbs};
use super::super::units::{Kind, kind_of, name_of};
use super::{Bound, single};

/// Whether a number is a day or month of a period instead of so many in it: 每月25日, 每年3月.
pub(super) fn is_day_of(each: &[String], bound: &Bound) -> bool {
    let of = |periods: &[&str]| each.iter().any(|period| periods.contains(&period.as_str()));
    match bound.quantity.unit.as_deref() {
        Some("日") => of(&["月", "季度", "年"]),
        Some("月") => of(&["年"]),
        _ => false,
    }
}

/// `半年1次`, `一季一次`, `上、下半年各1次`: a count of events behind its period, which would else be a date.
pub(in super::super) fn frequency(input: &mut &str) -> ModalResult<Bound> {
    let is_event = |bound: &Bound| {
        bound
            .quantity
            .unit
            .as_deref()
            .is_some_and(|unit| kind_of(unit) == Kind::Event)
    };
    let mut rest = *input;
    let per = alt((listed.map(Err), bare_period.map(Ok))).parse_next(&mut rest)?;
    let has_verb = !verbs.take().parse_next(&mut rest)?.is_empty();
    let mut bound = single.verify(is_event).parse_next(&mut rest)?;
    match per {
        Ok(bare) if !bare.can_hold(bound.quantity.number.value, has_verb) => {
            return fail.parse_next(input);
        }
        Ok(Bare { period, .. }) => {
            let upper = bound.quantity.unit.take().unwrap_or_default();
            bound.quantity.unit = Some(name_of(&upper, &[period]));
        }
        Err(times) => {
            let Some(number) = bound.quantity.number.scaled(Decimal::from(times)) else {
                return fail.parse_next(input);
            };
            bound.quantity.number = number;
        }
    }
    *input = rest;
    Ok(bound)
}
