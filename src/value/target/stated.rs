//! One of several quantities of an actual value, and what its words say of it.

use super::Quantity;
use super::bound::Bound;
use super::doubt::Doubt;
use super::lexicon::holds;
use super::sentence::{NUMBERED, Sentence, Share};

/// One of several quantities of an actual value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stated {
    /// The quantity.
    pub quantity: Quantity,
    /// What puts it in doubt.
    pub doubt: Option<Doubt>,
    /// What it is of the whole.
    pub share: Share,
    /// The words before it: 满意率 of 满意率95%.
    pub label: String,
}

/// The one of several quantities that stands for all: their sum, or the only one that is no part.
pub(super) fn the_one(reached: &[(Bound, Share)]) -> Option<Bound> {
    let only = |share| {
        let mut all = reached.iter().filter(|(_, own)| *own == share);
        match (all.next(), all.next()) {
            (Some((bound, _)), None) => Some(bound.clone()),
            _ => None,
        }
    };
    only(Share::Sum).or_else(|| only(Share::Whole))
}

/// The quantities that a text states as reached, each with its doubt and the words before it.
///
/// `whole` is the text in pieces, brackets included.
pub(super) fn among(text: &str, whole: &Sentence, reached: Vec<(Bound, Share)>) -> Vec<Stated> {
    reached
        .into_iter()
        .map(|(bound, share)| {
            let place = whole.place_of(&bound.quantity);
            Stated {
                doubt: said_of(text, whole, &bound.quantity).0,
                label: place.map_or_else(String::new, |at| whole.raw_clause_before(at)),
                quantity: bound.quantity,
                share,
            }
        })
        .collect()
}

/// What the words of a whole text, brackets included, say of one of its quantities.
pub(super) fn said_of(
    text: &str,
    whole: &Sentence,
    quantity: &Quantity,
) -> (Option<Doubt>, Option<i32>) {
    let is_summed = holds(text, &["合计", "总计", "共计"]);
    let numbered = NUMBERED.iter().find(|(word, of_years)| {
        // 12个标段 are all of them.
        let stands = text.match_indices(word).any(|(at, _)| {
            !text
                .get(..at)
                .unwrap_or_default()
                .ends_with(['个', '部', '各'])
        });
        stands && (*of_years || !is_summed)
    });
    if let Some((word, of_years)) = numbered {
        let doubt = if *of_years {
            Doubt::OtherYear(word)
        } else {
            Doubt::Part(word)
        };
        return (Some(doubt), None);
    }
    match whole.place_of(quantity) {
        Some(at) => (whole.doubt_at(at), whole.year_of(at)),
        None => (None, None),
    }
}
