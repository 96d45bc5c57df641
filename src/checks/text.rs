//! What sentences say, as far as word lists can tell: empty phrases, vague targets, likeness.

use crate::value::blank::is_empty_reason;
pub(crate) use crate::value::fold::plain;
pub(crate) use crate::value::target::holds as speaks_of;

/// How alike two texts are, from 0 to 100, their punctuation aside.
#[must_use]
pub(crate) fn likeness(one: &str, other: &str) -> u32 {
    let (one, other) = (plain(one), plain(other));
    let longer = one.chars().count().max(other.chars().count());
    if longer == 0 {
        return 0;
    }
    let distance = strsim::levenshtein(&one, &other);
    let same = longer.saturating_sub(distance) * 100 / longer;
    u32::try_from(same).unwrap_or_default()
}

/// How much a reason says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Substance {
    /// Blank, or one of the phrases that fit any row.
    Nothing,
    /// Something, in very few words.
    Little,
    /// Enough to be read.
    Enough,
}

/// How much a reason says; one shorter than `min_chars` says little.
#[must_use]
pub(crate) fn substance(text: &str, min_chars: u32) -> Substance {
    let length = u32::try_from(plain(text).chars().count()).unwrap_or(u32::MAX);
    if is_empty_reason(text) {
        Substance::Nothing
    } else if length < min_chars {
        Substance::Little
    } else {
        Substance::Enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_spaces_and_punctuation_do_not_tell_texts_apart() {
        assert_eq!(plain("　（１）培训 人数，ＡＢ。"), "1培训人数ab");
        assert_eq!(likeness("培训人数。", "培 训人数"), 100);
        assert_eq!(likeness("培训人数", "培训次数"), 75);
        assert_eq!(likeness("", ""), 0);
    }

    #[test]
    fn a_reason_needs_substance() {
        assert_eq!(substance("无。", 6), Substance::Nothing);
        assert_eq!(substance("工作有序推进。", 6), Substance::Nothing);
        assert_eq!(substance("疫情", 6), Substance::Little);
        assert_eq!(substance("2022年因疫情开班数量减少", 6), Substance::Enough);
    }
}
