//! Quartiles of a group, to tell what lies far outside of it.

use rust_decimal::Decimal;

/// The quartiles of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spread {
    pub(super) lower: Decimal,
    pub(super) median: Decimal,
    pub(super) upper: Decimal,
}

impl Spread {
    /// The quartiles, interpolated between neighbours as `QUARTILE.INC` does; `None` for no values.
    pub(super) fn of(values: &[Decimal]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        Some(Self {
            lower: at(&sorted, 1)?,
            median: at(&sorted, 2)?,
            upper: at(&sorted, 3)?,
        })
    }

    /// Upper minus lower quartile.
    pub(super) fn width(&self) -> Decimal {
        self.upper - self.lower
    }
}

/// The value a number of quarters along the sorted values.
fn at(sorted: &[Decimal], quarters: usize) -> Option<Decimal> {
    let steps = sorted.len().checked_sub(1)? * quarters;
    let (whole, part) = (steps / 4, steps % 4);
    let low = *sorted.get(whole)?;
    let high = sorted.get(whole + 1).copied().unwrap_or(low);
    Some(low + (high - low) * Decimal::from(part) / Decimal::from(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_as_a_spreadsheet_gives_them() {
        let values: Vec<Decimal> = [7, 1, 3, 5].map(Decimal::from).to_vec();
        let spread = Spread::of(&values).expect("values");
        assert_eq!(spread.lower, Decimal::new(25, 1));
        assert_eq!(spread.median, Decimal::from(4));
        assert_eq!(spread.upper, Decimal::new(55, 1));
        assert_eq!(spread.width(), Decimal::from(3));
        assert_eq!(Spread::of(&[]), None);
    }
}
