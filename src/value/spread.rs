//! How a set of numbers lies: mean, quartiles, ends.

use rust_decimal::Decimal;

/// How numbers spread. Everything but the count is `None` where there is no number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spread {
    /// How many there are.
    pub count: usize,
    /// Their mean.
    pub mean: Option<Decimal>,
    /// The lower quartile, between two neighbours by their distance, as `QUARTILE.INC` has it.
    pub lower: Option<Decimal>,
    /// The median.
    pub median: Option<Decimal>,
    /// The upper quartile.
    pub upper: Option<Decimal>,
    /// The lowest.
    pub lowest: Option<Decimal>,
    /// The highest.
    pub highest: Option<Decimal>,
}

impl Spread {
    /// The spread of some numbers.
    #[must_use]
    pub(crate) fn of(numbers: impl IntoIterator<Item = Decimal>) -> Self {
        let mut ascending: Vec<Decimal> = numbers.into_iter().collect();
        ascending.sort_unstable();
        let count = ascending.len();
        let sum = ascending
            .iter()
            .try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number));
        Self {
            count,
            mean: sum.and_then(|sum| sum.checked_div(Decimal::from(count))),
            lower: quarter(&ascending, 1),
            median: quarter(&ascending, 2),
            upper: quarter(&ascending, 3),
            lowest: ascending.first().copied(),
            highest: ascending.last().copied(),
        }
    }
}

/// The value a number of quarters along the ascending numbers.
fn quarter(ascending: &[Decimal], quarters: usize) -> Option<Decimal> {
    let steps = ascending.len().checked_sub(1)? * quarters;
    let (whole, part) = (steps / 4, steps % 4);
    let low = *ascending.get(whole)?;
    let high = ascending.get(whole + 1).copied().unwrap_or(low);
    let share = Decimal::new(25, 2).checked_mul(Decimal::from(part))?;
    low.checked_add(high.checked_sub(low)?.checked_mul(share)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: &[i64]) -> Spread {
        Spread::of(numbers.iter().copied().map(Decimal::from))
    }

    #[test]
    fn quartiles_as_a_spreadsheet_gives_them() {
        let spread = numbers(&[7, 1, 3, 5]);
        assert_eq!(spread.lower, Some(Decimal::new(25, 1)));
        assert_eq!(spread.median, Some(Decimal::from(4)));
        assert_eq!(spread.upper, Some(Decimal::new(55, 1)));
        // Positions 1.75 and 5.25 counted from 0.
        let spread = numbers(&[1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(spread.lower, Some(Decimal::new(275, 2)));
        assert_eq!(spread.upper, Some(Decimal::new(625, 2)));
    }

    #[test]
    fn mean_and_ends() {
        let spread = numbers(&[9, 2, 4]);
        assert_eq!((spread.count, spread.mean), (3, Some(Decimal::from(5))));
        assert_eq!(spread.lowest, Some(Decimal::TWO));
        assert_eq!(spread.highest, Some(Decimal::from(9)));
    }

    #[test]
    fn nothing_has_no_spread() {
        assert_eq!(numbers(&[]), Spread::default());
    }

    #[test]
    fn numbers_beyond_all_sense_give_no_mean() {
        let spread = Spread::of([Decimal::MAX, Decimal::MAX]);
        assert_eq!((spread.mean, spread.highest), (None, Some(Decimal::MAX)));
    }
}
