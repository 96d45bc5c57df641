//! A unit in a column of its own (计量单位, 度量单位): it belongs to the actual value as it does to the target.

use rust_decimal::Decimal;

use super::super::align::{counted_per, in_unit_of_column};
use super::super::reading::ReadActual;
use super::super::units::parse_unit;
use super::super::{Actual, Quantity, Target};
use super::is_fraction_of;

/// Gives the numbers of an actual value the unit of the row's column, where they have none of their own and the
/// target is in that unit. What makes no sense in it stays without.
pub(in super::super) fn give_unit(column: &str, target: &mut Target, actual: &mut ReadActual) {
    let Some(unit) = parse_unit(column) else {
        return;
    };
    let Some(like) = target
        .quantity
        .as_mut()
        .filter(|like| !unit.name.is_empty() && like.unit.as_ref() == Some(&unit.name))
    else {
        return;
    };
    // The form puts the column's sign behind the target: 0.95 and % came as 0.95%.
    if like.scale == unit.scale && is_fraction_of(&unit, like, Some(actual)) {
        for end in [Some(&mut *like), target.upper.as_mut()]
            .into_iter()
            .flatten()
        {
            as_fraction(end);
        }
    }
    // Whether 12 beside 1次/月 is the count of a month or of the year, the column does not say.
    if counted_per(&unit.name).is_some() {
        return;
    }
    let like = like.clone();
    let give = |quantity: &mut Quantity| {
        if quantity.unit.is_none()
            && let Some(read) = in_unit_of_column(&like, quantity)
        {
            *quantity = read;
        }
    };
    if let Actual::Measured(quantity) = &mut actual.actual {
        give(quantity);
    }
    if let Some((low, high)) = &mut actual.span {
        give(low);
        give(high);
    }
    if let Some(most) = &mut actual.most {
        give(most);
    }
    actual
        .among
        .iter_mut()
        .for_each(|stated| give(&mut stated.quantity));
}

/// Undoes the division by the per cent sign.
fn as_fraction(quantity: &mut Quantity) {
    if let Some(number) = quantity.number.scaled(Decimal::ONE / quantity.scale) {
        quantity.number = number;
        quantity.scale = Decimal::ONE;
    }
}
