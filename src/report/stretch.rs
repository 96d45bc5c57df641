//! The degree of completion in stretches, for the charts of how the indicators came out.

use rust_decimal::Decimal;

/// A stretch of the degree of completion; its bounds are fractions.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    /// The words for it.
    pub name: String,
    /// The least value in it.
    pub from: Option<Decimal>,
    /// The value it stays below.
    pub below: Option<Decimal>,
}

/// The stretches between these bounds, which ascend: from far below the target to far beyond it, without gaps.
#[must_use]
pub(crate) fn stretches(bounds: &[Decimal]) -> Vec<Stretch> {
    let percent = |bound: Decimal| format!("{}%", (bound * Decimal::ONE_HUNDRED).normalize());
    let edges = || bounds.iter().copied().map(Some);
    std::iter::once(None)
        .chain(edges())
        .zip(edges().chain([None]))
        .map(|(from, below)| Stretch {
            name: match (from, below) {
                (Some(from), Some(below)) => format!("{}—{}", percent(from), percent(below)),
                (None, Some(below)) => format!("不足{}", percent(below)),
                (Some(from), None) => format!("{}及以上", percent(from)),
                (None, None) => "全部".to_owned(),
            },
            from,
            below,
        })
        .collect()
}

impl Stretch {
    /// Whether a degree of completion lies in it.
    #[must_use]
    pub(crate) fn holds(&self, done: Decimal) -> bool {
        self.from.is_none_or(|from| done >= from) && self.below.is_none_or(|below| done < below)
    }
}

#[cfg(test)]
mod tests {
    use super::stretches;
    use crate::compare::sample::dec;

    #[test]
    fn every_degree_lies_in_exactly_one_stretch() {
        let stretches = stretches(&["0.6", "0.8", "0.9", "1", "1.1", "1.3"].map(dec));
        for done in [
            "-1", "0", "0.6", "0.7999", "0.8", "0.9", "1", "1.1", "1.3", "25",
        ] {
            let holding = stretches.iter().filter(|stretch| stretch.holds(dec(done)));
            assert_eq!(holding.count(), 1, "{done}");
        }
        let names: Vec<&str> = stretches
            .iter()
            .map(|stretch| stretch.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "不足60%",
                "60%—80%",
                "80%—90%",
                "90%—100%",
                "100%—110%",
                "110%—130%",
                "130%及以上"
            ]
        );
    }
}
