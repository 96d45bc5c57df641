//! Directions that a bureau states itself, where a name leaves open which way is better or says it otherwise.

use std::sync::Arc;

use super::Wanted;
use crate::value::fold::plain;

/// What a bureau states of names: the exact one before one with `*`, of these the later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StatedDirections {
    stated: Arc<[Stated]>,
}

/// One name, or names of one shape, and which way is better.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stated {
    /// As it is written in the settings.
    name: String,
    /// The name as it is compared, cut at each `*`.
    parts: Vec<String>,
    wanted: Wanted,
}

impl StatedDirections {
    /// Names, in which `*` stands for any text, with whether less is better; in the order of the settings.
    #[must_use]
    pub(crate) fn new(stated: impl IntoIterator<Item = (String, Wanted)>) -> Self {
        let stated = stated.into_iter().map(|(name, wanted)| Stated {
            parts: parts(&name),
            name,
            wanted,
        });
        Self {
            stated: stated.collect(),
        }
    }

    /// How many there are.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.stated.len()
    }

    /// The names as they are written, each with its direction.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Wanted)> {
        self.stated
            .iter()
            .map(|stated| (stated.name.as_str(), stated.wanted))
    }

    /// What is stated of an indicator's name, with the name as it stands in the settings.
    #[must_use]
    pub(super) fn of(&self, name: &str) -> Option<(&str, Wanted)> {
        if self.stated.is_empty() {
            return None;
        }
        let name = plain(name);
        let exact = |stated: &&Stated| matches!(stated.parts.as_slice(), [whole] if *whole == name);
        let found = self
            .stated
            .iter()
            .rev()
            .find(exact)
            .or_else(|| self.stated.iter().rev().find(|stated| stated.fits(&name)))?;
        Some((found.name.as_str(), found.wanted))
    }
}

/// The texts between the `*` of a name, as they are compared.
fn parts(name: &str) -> Vec<String> {
    name.split(['*', '＊']).map(plain).collect()
}

/// Whether a name says anything: `*` alone would turn every indicator.
#[must_use]
pub(crate) fn names_something(name: &str) -> bool {
    parts(name).iter().any(|part| !part.is_empty())
}

impl Stated {
    fn fits(&self, name: &str) -> bool {
        let [first, between @ .., last] = self.parts.as_slice() else {
            return false;
        };
        let Some(mut rest) = name
            .strip_prefix(first.as_str())
            .and_then(|rest| rest.strip_suffix(last.as_str()))
        else {
            return false;
        };
        for part in between {
            let Some(at) = rest.find(part.as_str()) else {
                return false;
            };
            rest = rest.get(at + part.len()..).unwrap_or_default();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_met_as_a_person_would_and_a_star_stands_for_any_text() {
        let stated = StatedDirections::new([
            ("宣传*".to_owned(), Wanted::Less),
            ("*补贴*标准".to_owned(), Wanted::More),
            ("宣传次数".to_owned(), Wanted::More),
            ("库存量".to_owned(), Wanted::Less),
        ]);
        for (name, expected) in [
            ("库存量", Some(("库存量", Wanted::Less))),
            (" 库 存 量：", Some(("库存量", Wanted::Less))),
            ("平均库存量", None),
            ("宣传费用", Some(("宣传*", Wanted::Less))),
            ("宣传次数", Some(("宣传次数", Wanted::More))),
            ("媒体宣传", None),
            ("农机补贴发放标准", Some(("*补贴*标准", Wanted::More))),
            ("补贴标准", Some(("*补贴*标准", Wanted::More))),
            ("补贴", None),
        ] {
            assert_eq!(stated.of(name), expected, "{name}");
        }
    }

    #[test]
    fn beginning_and_end_do_not_share_a_text() {
        let stated = StatedDirections::new([("补贴*补贴".to_owned(), Wanted::More)]);
        assert_eq!(stated.of("补贴"), None);
        assert!(stated.of("补贴和补贴").is_some());
        assert!(!names_something("＊ *"));
    }
}
