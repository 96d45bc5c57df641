//! Which of many texts are alike, without holding each against each.

use std::collections::{BTreeMap, BTreeSet};

use crate::checks::text::plain;

/// Characters in a shingle.
const SHINGLE: usize = 4;
/// A shingle that this many texts share tells nothing.
const COMMONPLACE: usize = 200;

/// Two texts that are alike, and how much, of 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Alike {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) percent: usize,
}

/// The pairs of texts of which at least `least` per cent of the shingles are shared (Dice's coefficient).
pub(super) fn alike_texts(texts: &[&str], least: usize) -> Vec<Alike> {
    let sets: Vec<BTreeSet<Vec<char>>> = texts.iter().map(|text| shingles(text)).collect();
    alike_sets(&sets, |shared, one, other| {
        let percent = 200 * shared / (one + other).max(1);
        (percent >= least).then_some(percent)
    })
}

/// The pairs of sets of which at least `least` per cent of the members are shared (Jaccard's coefficient).
pub(super) fn alike_members(sets: &[BTreeSet<String>], least: usize) -> Vec<Alike> {
    alike_sets(sets, |shared, one, other| {
        let percent = 100 * shared / (one + other - shared).max(1);
        (percent >= least).then_some(percent)
    })
}

fn alike_sets<M: Ord>(
    sets: &[BTreeSet<M>],
    judge: impl Fn(usize, usize, usize) -> Option<usize>,
) -> Vec<Alike> {
    let mut holders: BTreeMap<&M, Vec<usize>> = BTreeMap::new();
    for (at, set) in sets.iter().enumerate() {
        for member in set {
            holders.entry(member).or_default().push(at);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for of_member in holders.values().filter(|of| of.len() <= COMMONPLACE) {
        for (place, first) in of_member.iter().enumerate() {
            for second in of_member.iter().skip(place + 1) {
                *shared.entry((*first, *second)).or_default() += 1;
            }
        }
    }
    shared
        .into_iter()
        .filter_map(|((first, second), count)| {
            let (one, other) = (sets.get(first)?.len(), sets.get(second)?.len());
            let percent = judge(count, one, other)?;
            Some(Alike {
                first,
                second,
                percent,
            })
        })
        .collect()
}

fn shingles(text: &str) -> BTreeSet<Vec<char>> {
    let letters: Vec<char> = plain(text).chars().collect();
    letters.windows(SHINGLE).map(<[char]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_word_leaves_texts_alike() {
        let texts = [
            "因年初预算编制不够精细，部分项目前期准备不足，资金支付滞后。",
            "因年初预算编制不够精细，部分项目前期准备不足，经费支付滞后。",
            "承训机构选择面窄，培训进度前松后紧。",
        ];
        let alike = alike_texts(&texts, 70);
        assert_eq!(alike.len(), 1);
        assert_eq!((alike[0].first, alike[0].second), (0, 1));
        assert!(alike[0].percent < 100);
    }

    #[test]
    fn members_by_jaccard() {
        let set = |members: &[&str]| members.iter().map(|m| (*m).to_owned()).collect();
        let sets: Vec<BTreeSet<String>> = vec![
            set(&["a", "b", "c", "d"]),
            set(&["a", "b", "c", "d", "e"]),
            set(&["x"]),
        ];
        let alike = alike_members(&sets, 80);
        assert_eq!(
            alike,
            [Alike {
                first: 0,
                second: 1,
                percent: 80
            }]
        );
    }
}
