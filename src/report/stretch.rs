//! The degree of completion in stretches, for the charts of how the indicators came out.

use std::str::FromStr;

use rust_decimal::Decimal;

/// A stretch of the degree of completion; its bounds are fractions, as formulas want them.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// The words for it.
    pub name: &'static str,
    /// The least value in it.
    pub from: Option<&'static str>,
    /// The value it stays below.
    pub below: Option<&'static str>,
}

const fn stretch(
    name: &'static str,
    from: Option<&'static str>,
    below: Option<&'static str>,
) -> Stretch {
    Stretch { name, from, below }
}

/// From far below the target to far beyond it, without gaps.
pub const STRETCHES: [Stretch; 7] = [
    stretch("不足60%", None, Some("0.6")),
    stretch("60%—80%", Some("0.6"), Some("0.8")),
    stretch("80%—90%", Some("0.8"), Some("0.9")),
    stretch("90%—100%", Some("0.9"), Some("1")),
    stretch("100%—110%", Some("1"), Some("1.1")),
    stretch("110%—130%", Some("1.1"), Some("1.3")),
    stretch("130%及以上", Some("1.3"), None),
];

impl Stretch {
    /// Whether a degree of completion lies in it.
    #[must_use]
    pub fn holds(&self, done: Decimal) -> bool {
        let bound = |text: Option<&str>| text.and_then(|text| Decimal::from_str(text).ok());
        bound(self.from).is_none_or(|from| done >= from)
            && bound(self.below).is_none_or(|below| done < below)
    }
}

#[cfg(test)]
mod tests {
    use super::STRETCHES;
    use crate::compare::sample::dec;

    #[test]
    fn every_degree_lies_in_exactly_one_stretch() {
        for done in [
            "-1", "0", "0.6", "0.7999", "0.8", "0.9", "1", "1.1", "1.3", "25",
        ] {
            let holding = STRETCHES.iter().filter(|stretch| stretch.holds(dec(done)));
            assert_eq!(holding.count(), 1, "{done}");
        }
    }
}
