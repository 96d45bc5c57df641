//! Two ends: `5%-10%`, `[80,100]`, `100±5%`.

use rust_decimal::Decimal;
use winnow::combinator::{alt, fail, opt};
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

use super::super::frequency::each;
use super::super::units::name_of;
use super::super::written::without_separators;
use super::super::{Operator, Quantity};
use super::often::is_day_of;
use super::{Bound, quantity, with_unit};
use crate::value::number::Number;

/// `5%-10%`, `3至5次`, `50~60人`, `5%到10%之间`, `介于5%和10%之间`, `[5%,10%]`.
pub(super) fn range(input: &mut &str) -> ModalResult<Bound> {
    let closing = || alt(("之间", "以内", "范围内", "范围以内", "区间"));
    let open = (
        opt(alt(("控制在", "保持在", "介于", "在"))),
        quantity,
        alt((take_while(1..=2, ['-', '~', '—']), "至", "到")),
        quantity,
        opt(closing()),
    )
        .map(|(_, low, _, high, _)| (low, high));
    let paired = (
        opt(alt(("介于", "在"))),
        quantity,
        alt(("和", "与")),
        quantity,
        "之间",
    )
        .map(|(_, low, _, high, _)| (low, high));
    // One square bracket at least, as round ones with a comma are no range in most texts.
    let separator = || one_of([',', '-', '~', '、']);
    let square = alt((
        ('[', end, separator(), end, one_of([']', ')'])),
        ('(', end, separator(), end, ']'),
        ('[', quantity, separator(), quantity, one_of([']', ')'])),
        ('(', quantity, separator(), quantity, ']'),
    ))
    .map(|(_, low, _, high, _)| (low, high));
    let (per, (low, high)) = (opt(each), alt((square, paired, open))).parse_next(input)?;
    let Some(mut bound) = between(low, high) else {
        return fail.parse_next(input);
    };
    if let Some(per) = per {
        if is_day_of(&per, &bound) {
            return fail.parse_next(input);
        }
        let ends = [Some(&mut bound.quantity), bound.upper.as_mut()];
        for quantity in ends.into_iter().flatten() {
            let upper = quantity.unit.take().unwrap_or_default();
            quantity.unit = Some(name_of(&upper, &per));
        }
    }
    Ok(bound)
}

/// The end of a range in brackets, whose comma parts it from the other end: 80 of `[80,100]`.
fn end(input: &mut &str) -> ModalResult<Bound> {
    let figure = without_separators.parse_next(input)?;
    with_unit(figure, input)
}

/// `±5%`, `100±5%`, `100±5`, `正负5%`: a range around a centre.
pub(super) fn tolerance(input: &mut &str) -> ModalResult<Bound> {
    let around_sign = alt(("±", "正负", "+/-", "上下浮动"));
    let (centre, _, width, _) = (
        opt(quantity),
        around_sign,
        quantity,
        opt(alt(("以内", "之内"))),
    )
        .parse_next(input)?;
    let width_quantity = &width.quantity;
    let ends = match &centre {
        None => Some((
            -width_quantity.number.value,
            width_quantity.number.value,
            width_quantity.clone(),
        )),
        Some(centre) => around(&centre.quantity, width_quantity),
    };
    let Some((low, high, like)) = ends else {
        return fail.parse_next(input);
    };
    let end = |value| Quantity {
        number: Number {
            value,
            last_place: like.number.last_place,
        },
        ..like.clone()
    };
    Ok(Bound {
        operator: Some(Operator::Between),
        upper: Some(end(high)),
        quantity: end(low),
        ..width
    })
}

/// The ends of `centre ± width`. A width in percent around a centre that is none is relative.
fn around(centre: &Quantity, width: &Quantity) -> Option<(Decimal, Decimal, Quantity)> {
    let is_percent = |quantity: &Quantity| quantity.unit.as_deref() == Some("%");
    let reach = if is_percent(width) && !is_percent(centre) {
        centre.number.value.checked_mul(width.number.value)?.abs()
    } else if width.unit.is_none() {
        width.number.value.checked_mul(centre.scale)?
    } else {
        width.number.value
    };
    Some((
        centre.number.value.checked_sub(reach)?,
        centre.number.value.checked_add(reach)?,
        centre.clone(),
    ))
}

/// A range from its two ends; the first takes the unit of the second where it has none.
fn between(low: Bound, high: Bound) -> Option<Bound> {
    let mut lower = low.quantity;
    let upper = high.quantity;
    if lower.unit.is_none() {
        lower.number = lower.number.scaled(upper.scale)?;
        lower.unit.clone_from(&upper.unit);
        lower.scale = upper.scale;
    }
    if lower.unit != upper.unit || lower.number.value >= upper.number.value {
        return None;
    }
    Some(Bound {
        operator: Some(Operator::Between),
        quantity: lower,
        upper: Some(upper),
        ..high
    })
}
