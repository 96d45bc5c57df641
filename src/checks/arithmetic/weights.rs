//! The weights of a form as they add up: each cell once, subtotal rows left out.

use std::collections::BTreeSet;

use crate::checks::prelude::*;
use crate::form::model::{SheetCell, Sourced};
use crate::value::number::Number;

/// The stated weights of a form.
pub(super) struct Weights<'s> {
    /// The weight of the execution row, where it is stated.
    pub(super) execution: Option<&'s Sourced<Number>>,
    /// The weights of the indicator rows.
    pub(super) indicators: Vec<&'s Sourced<Number>>,
    /// Indicator rows whose weight cell is blank.
    pub(super) blank: usize,
}

impl<'s> Weights<'s> {
    /// Collects them, bonus points and deductions aside. A weight merged over several rows counts once.
    pub(super) fn of(form: &'s FormView<'_>) -> Self {
        let mut seen: BTreeSet<&[SheetCell]> = BTreeSet::new();
        let mut indicators = Vec::new();
        let mut blank = 0;
        for row in form.rows().filter(|row| !row.is_adjustment()) {
            let weight = &row.indicator.weight;
            if weight.value.is_none() {
                blank += 1;
            } else if weight.cells.is_empty() || seen.insert(&weight.cells) {
                indicators.push(weight);
            }
        }
        let execution = form
            .execution()
            .map(|(fund, _)| &fund.line.weight)
            .filter(|weight| weight.value.is_some());
        Self {
            execution,
            indicators,
            blank,
        }
    }

    /// The sum over the indicator rows.
    pub(super) fn of_indicators(&self) -> Decimal {
        self.indicators.iter().map(|weight| amount(weight)).sum()
    }

    /// The sum of all.
    pub(super) fn total(&self) -> Decimal {
        self.of_indicators() + self.execution.map(amount).unwrap_or_default()
    }
}

/// The value of a stated weight.
pub(super) fn amount(weight: &Sourced<Number>) -> Decimal {
    weight.value.map(|number| number.value).unwrap_or_default()
}

/// The weight a level's heading carries: `产出指标（50分）` → 50.
pub(super) fn noted_weight(text: &str) -> Option<Decimal> {
    let (_, note) = text.rsplit_once(['（', '('])?;
    let digits: String = note
        .trim_end_matches(['）', ')'])
        .trim()
        .trim_end_matches('分')
        .trim()
        .to_owned();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weight_in_a_heading() {
        assert_eq!(noted_weight("产出指标（50分）"), Some(Decimal::from(50)));
        assert_eq!(noted_weight("产 出 指 标 (50 分)"), Some(Decimal::from(50)));
        assert_eq!(noted_weight("产出指标 (50)"), Some(Decimal::from(50)));
        assert_eq!(noted_weight("(37.5分)"), Some(hundredths(3750)));
        assert_eq!(noted_weight("产出指标（一）"), None);
        assert_eq!(noted_weight("产出指标"), None);
    }
}
