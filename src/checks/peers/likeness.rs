//! Which of many sets are alike, without holding each against each: only sets that share one of their
//! rarest members are looked at.

use std::collections::{BTreeMap, BTreeSet};

use crate::checks::text::plain;

/// Characters in a shingle.
const SHINGLE: usize = 4;
/// How many of those that a set is like are named; the rest is counted.
const NAMED: usize = 3;
/// Where a bureau hands out one set of words, every pair is alike; from so many different sets on they are
/// no longer counted one by one.
const COUNTED: usize = 200;

/// How likeness is measured.
#[derive(Clone, Copy, Debug)]
pub(super) enum Coefficient {
    /// Shared ÷ all different members of both.
    Jaccard,
    /// Twice the shared ÷ the members of both.
    Dice,
}

impl Coefficient {
    /// The likeness in whole per cent.
    fn percent(self, shared: usize, one: usize, other: usize) -> usize {
        match self {
            Self::Jaccard => 100 * shared / (one + other - shared).max(1),
            Self::Dice => 200 * shared / (one + other).max(1),
        }
    }

    /// How many members a set of this size shares at least with any that is `least` per cent like it.
    fn shared_at_least(self, size: usize, least: usize) -> usize {
        let least = least.min(100);
        match self {
            Self::Jaccard => (size * least).div_ceil(100),
            Self::Dice => (size * least).div_ceil(200 - least),
        }
    }
}

/// What a set is like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Like {
    /// How many sets of others are like it.
    pub(super) count: usize,
    /// Whether there are still more.
    pub(super) more: bool,
    /// The most alike, with the per cent.
    pub(super) named: Vec<(usize, usize)>,
}

/// The shingles of texts, white space and marks left out.
pub(super) fn shingled(texts: &[&str]) -> Vec<BTreeSet<Vec<char>>> {
    texts.iter().map(|text| shingles(text)).collect()
}

/// For each set what it is like by `least` per cent or more. Sets of one owner are not held against each
/// other.
pub(super) fn alike<M: Ord>(
    sets: &[BTreeSet<M>],
    owners: &[usize],
    (coefficient, least): (Coefficient, usize),
) -> Vec<Like> {
    let distinct = Distinct::of(sets, owners);
    let index = Index::of(&distinct.sets, coefficient, least);
    let likes: Vec<Found> = (0..distinct.sets.len())
        .map(|at| index.alike(at, &distinct.sets, coefficient, least))
        .collect();
    sets.iter()
        .enumerate()
        .map(|(at, _)| {
            let place = distinct.place.get(at).copied().flatten();
            let found = place.and_then(|place| likes.get(place));
            let owner = owners.get(at).copied().unwrap_or_default();
            found.map_or_else(Like::default, |found| distinct.like(found, owner))
        })
        .collect()
}

/// Equal sets taken together.
struct Distinct {
    /// The sets as numbers, the rarest members first.
    sets: Vec<Vec<usize>>,
    /// Which of them each set is; `None` for an empty one.
    place: Vec<Option<usize>>,
    /// Of each distinct set, whose it is: owner and index of the set.
    holders: Vec<Vec<(usize, usize)>>,
    /// Of each distinct set, how often an owner has it.
    of_owner: Vec<BTreeMap<usize, usize>>,
}

impl Distinct {
    fn of<M: Ord>(sets: &[BTreeSet<M>], owners: &[usize]) -> Self {
        let mut often: BTreeMap<&M, usize> = BTreeMap::new();
        for member in sets.iter().flatten() {
            *often.entry(member).or_default() += 1;
        }
        let mut by_rarity: Vec<(usize, &M)> = often.into_iter().map(|(m, n)| (n, m)).collect();
        by_rarity.sort_unstable();
        let numbers: BTreeMap<&M, usize> = by_rarity
            .into_iter()
            .enumerate()
            .map(|(number, (_, member))| (member, number))
            .collect();
        let mut all = Self {
            sets: Vec::new(),
            place: Vec::new(),
            holders: Vec::new(),
            of_owner: Vec::new(),
        };
        let mut known: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        for (at, (set, owner)) in sets.iter().zip(owners).enumerate() {
            let mut numbered: Vec<usize> = set
                .iter()
                .filter_map(|member| numbers.get(member).copied())
                .collect();
            numbered.sort_unstable();
            if numbered.is_empty() {
                all.place.push(None);
                continue;
            }
            let place = *known.entry(numbered).or_insert_with_key(|numbered| {
                all.sets.push(numbered.clone());
                all.holders.push(Vec::new());
                all.of_owner.push(BTreeMap::new());
                all.sets.len() - 1
            });
            all.place.push(Some(place));
            if let Some(holders) = all.holders.get_mut(place) {
                holders.push((*owner, at));
            }
            if let Some(of_owner) = all.of_owner.get_mut(place) {
                *of_owner.entry(*owner).or_default() += 1;
            }
        }
        all
    }

    /// What a set of this owner is like, given which distinct sets are.
    fn like(&self, found: &Found, owner: usize) -> Like {
        let mut like = Like {
            more: found.more,
            ..Like::default()
        };
        for (place, percent) in &found.alike {
            let holders = self.holders.get(*place).map_or(&[][..], Vec::as_slice);
            let own = self.of_owner.get(*place).and_then(|of| of.get(&owner));
            like.count += holders.len() - own.copied().unwrap_or_default();
            let others = holders.iter().filter(|(holder, _)| *holder != owner);
            let room = NAMED.saturating_sub(like.named.len());
            like.named
                .extend(others.take(room).map(|(_, at)| (*at, *percent)));
        }
        like
    }
}

/// The distinct sets that one is like, the most alike first, itself among them.
struct Found {
    alike: Vec<(usize, usize)>,
    more: bool,
}

/// Who has which member among the rarest of its own.
struct Index {
    holders: BTreeMap<usize, Vec<usize>>,
    /// How many of its rarest members stand for a set.
    rarest: Vec<usize>,
}

impl Index {
    fn of(sets: &[Vec<usize>], coefficient: Coefficient, least: usize) -> Self {
        let mut index = Self {
            holders: BTreeMap::new(),
            rarest: Vec::new(),
        };
        for (at, set) in sets.iter().enumerate() {
            // Two sets that share n members share one of the first size − n + 1 in any common order.
            let shared = coefficient.shared_at_least(set.len(), least);
            let rarest = (set.len() - shared + 1).min(set.len());
            for member in set.iter().take(rarest) {
                index.holders.entry(*member).or_default().push(at);
            }
            index.rarest.push(rarest);
        }
        index
    }

    fn alike(
        &self,
        at: usize,
        sets: &[Vec<usize>],
        coefficient: Coefficient,
        least: usize,
    ) -> Found {
        let mut found = Found {
            alike: vec![(at, 100)],
            more: false,
        };
        let Some(set) = sets.get(at) else {
            return found;
        };
        let rarest = self.rarest.get(at).copied().unwrap_or_default();
        let mut seen = BTreeSet::from([at]);
        let candidates = set
            .iter()
            .take(rarest)
            .filter_map(|member| self.holders.get(member))
            .flatten();
        for other in candidates {
            if !seen.insert(*other) {
                continue;
            }
            let Some(theirs) = sets.get(*other) else {
                continue;
            };
            let percent = coefficient.percent(shared(set, theirs), set.len(), theirs.len());
            if percent < least {
                continue;
            }
            if found.alike.len() > COUNTED {
                found.more = true;
                break;
            }
            found.alike.push((*other, percent));
        }
        let of_all = |(place, percent): &(usize, usize)| (std::cmp::Reverse(*percent), *place);
        found.alike.sort_unstable_by_key(of_all);
        found
    }
}

/// How many numbers two ascending lists share.
fn shared(one: &[usize], other: &[usize]) -> usize {
    let mut rest = other;
    let mut count = 0;
    for number in one {
        let from = rest.partition_point(|theirs| theirs < number);
        rest = rest.get(from..).unwrap_or_default();
        if rest.first() == Some(number) {
            count += 1;
        }
    }
    count
}

fn shingles(text: &str) -> BTreeSet<Vec<char>> {
    let letters: Vec<char> = plain(text).chars().collect();
    letters.windows(SHINGLE).map(<[char]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(members: &[&str]) -> BTreeSet<String> {
        members.iter().map(|member| (*member).to_owned()).collect()
    }

    #[test]
    fn a_changed_word_leaves_texts_alike() {
        let texts = [
            "因年初预算编制不够精细，部分项目前期准备不足，资金支付滞后。",
            "因年初预算编制不够精细，部分项目前期准备不足，经费支付滞后。",
            "承训机构选择面窄，培训进度前松后紧。",
        ];
        let alike = alike(&shingled(&texts), &[0, 1, 2], (Coefficient::Dice, 70));
        assert_eq!(alike[0].count, 1);
        let (other, percent) = alike[0].named[0];
        assert!(other == 1 && percent < 100, "{alike:?}");
        assert_eq!(alike[1].named, [(0, percent)]);
        assert_eq!(alike[2], Like::default());
    }

    #[test]
    fn members_by_jaccard() {
        let sets = vec![
            set(&["a", "b", "c", "d"]),
            set(&["a", "b", "c", "d", "e"]),
            set(&["x"]),
        ];
        let of_80 = alike(&sets, &[0, 1, 2], (Coefficient::Jaccard, 80));
        assert_eq!(of_80[0].named, [(1, 80)]);
        assert_eq!(of_80[1].named, [(0, 80)]);
        assert_eq!(of_80[2].count, 0);
        let of_81 = alike(&sets, &[0, 1, 2], (Coefficient::Jaccard, 81));
        assert!(of_81.iter().all(|like| like.count == 0));
    }

    #[test]
    fn nobody_is_like_himself_and_empty_sets_are_like_nothing() {
        let sets = vec![
            set(&["a", "b"]),
            set(&["a", "b"]),
            set(&["a", "b"]),
            set(&[]),
            set(&[]),
        ];
        let likes = alike(&sets, &[7, 7, 8, 9, 10], (Coefficient::Jaccard, 80));
        assert_eq!(likes[0].named, [(2, 100)]);
        assert_eq!((likes[2].count, likes[2].named.len()), (2, 2));
        assert_eq!(likes[3], Like::default());
    }

    #[test]
    fn what_all_have_is_counted_and_the_first_named() {
        let sets = vec![set(&["a", "b", "c", "d", "e"]); 5_000];
        let owners: Vec<usize> = (0..sets.len()).collect();
        let likes = alike(&sets, &owners, (Coefficient::Jaccard, 80));
        assert_eq!(likes[4].count, 4_999);
        assert_eq!(likes[0].named, [(1, 100), (2, 100), (3, 100)]);
    }

    #[test]
    fn a_template_that_everybody_changed_a_little_is_counted_up_to_a_bound() {
        // Nine of ten members shared by all, one of each one's own: 9 of 11 are 81 %.
        let template: Vec<String> = (0..9).map(|n| format!("同{n}")).collect();
        let sets: Vec<BTreeSet<String>> = (0..600)
            .map(|n| template.iter().cloned().chain([format!("异{n}")]).collect())
            .collect();
        let owners: Vec<usize> = (0..sets.len()).collect();
        let likes = alike(&sets, &owners, (Coefficient::Jaccard, 80));
        assert!(likes.iter().all(|like| like.more && like.count == COUNTED));
        assert!(likes.iter().all(|like| like.named.len() == NAMED));
    }

    #[test]
    fn the_rarest_members_find_what_holding_all_against_all_finds() {
        // Sets of the bits of numbers, so that many share some members.
        let sets: Vec<BTreeSet<u32>> = (1_u32..200)
            .map(|n| {
                (0..8)
                    .filter(|bit| n.wrapping_mul(37) >> bit & 1 == 1)
                    .collect()
            })
            .collect();
        let owners: Vec<usize> = (0..sets.len()).collect();
        for (coefficient, least) in [(Coefficient::Jaccard, 60), (Coefficient::Dice, 80)] {
            let likes = alike(&sets, &owners, (coefficient, least));
            for (at, like) in likes.iter().enumerate() {
                let expected = sets.iter().enumerate().filter(|(other, set)| {
                    let shared = set.intersection(&sets[at]).count();
                    let percent = coefficient.percent(shared, set.len(), sets[at].len());
                    *other != at && !set.is_empty() && percent >= least
                });
                let expected = if sets[at].is_empty() {
                    0
                } else {
                    expected.count()
                };
                assert_eq!(like.count, expected, "{at} {:?}", sets[at]);
            }
        }
    }
}
