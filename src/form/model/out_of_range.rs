//! Figures that a form states and that none could mean.

use super::field::SelfEvaluation;
use super::sourced::{SheetCell, Sourced};

/// A figure that was not taken as it stands: its field has no value (or zero, for a residue), and keeps its text
/// and its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    /// The field's name.
    pub field: &'static str,
    /// The row: a fund's label, an indicator's name; empty for fields of the whole form.
    pub row: String,
    /// Where it stands.
    pub cells: Vec<SheetCell>,
    /// The figure, short: `1E+24`.
    pub written: String,
    /// What is wrong with it.
    pub why: Why,
}

/// Why a figure cannot be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Larger than anything a bureau counts.
    TooLarge,
    /// Not zero, and smaller than anything a bureau counts: what a calculation left over. It counts as zero.
    Residue,
    /// A count that is next to nothing, and not zero.
    TooSmall,
    /// More decimal places than any cell holds.
    TooLong,
    /// Below zero where nothing can be.
    Negative,
    /// Below zero in a part of the money, which a correction may explain: it counts.
    NegativePart,
}

impl Why {
    /// What is wrong, in a few words.
    #[must_use]
    pub(crate) const fn in_words(self) -> &'static str {
        match self {
            Self::TooLarge => "大到不可能",
            Self::Residue | Self::TooSmall => "小到不可能",
            Self::TooLong => "位数过多，读不成数",
            Self::Negative | Self::NegativePart => "是负数",
        }
    }
}

impl SelfEvaluation {
    /// What is wrong with the figure of a field, where it was not taken as it stands.
    #[must_use]
    pub(crate) fn out_of_range<T>(&self, field: &Sourced<T>) -> Option<&OutOfRange> {
        let not_taken =
            |other: &&OutOfRange| other.cells == field.cells && other.why != Why::NegativePart;
        if field.cells.is_empty() {
            return None;
        }
        self.out_of_range.iter().find(not_taken)
    }
}
