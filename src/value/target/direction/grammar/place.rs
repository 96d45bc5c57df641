//! A word of a name in its surroundings.

use super::super::Wanted;
use super::super::lexicon::{Pace, Role};
use super::super::words::Token;
use super::{NO_WORD, Passed, Reading, unclear};

/// A governing word in its surroundings.
pub(super) struct Place<'a, 'b> {
    pub tokens: &'a [Token<'b>],
    pub at: usize,
    pub head: Option<Role>,
    pub passed: Passed,
}

/// A verb before its object.
pub(super) struct Verb {
    pub at: usize,
    pub role: Role,
    /// Whether something stands between that may be the verb's object instead.
    pub apart: bool,
}

impl Place<'_, '_> {
    /// The place of another word of the same name, as if it governed the head itself.
    pub(super) fn at_word(&self, at: usize) -> Self {
        Self {
            at,
            passed: Passed::default(),
            ..*self
        }
    }

    /// A reading that rests on the word here, or on one before it.
    pub(super) fn reading(&self, wanted: Wanted, at: usize) -> Reading {
        let token = self.tokens.get(at);
        Reading {
            wanted,
            firm: true,
            from: token.map_or(0, |token| token.start),
            word: at,
            reason: token
                .and_then(|token| token.entry)
                .map_or(NO_WORD, |entry| entry.reason),
            role: token.and_then(Token::role),
        }
    }

    pub(super) fn here(&self, wanted: Wanted) -> Reading {
        self.reading(wanted, self.at)
    }

    pub(super) fn text(&self) -> &str {
        self.tokens.get(self.at).map_or("", |token| token.text)
    }

    /// What its time is.
    pub(super) fn pace(&self) -> Option<Pace> {
        self.tokens.get(self.at)?.entry?.pace
    }

    fn is_unwanted(&self) -> bool {
        let role = self.tokens.get(self.at).and_then(Token::role);
        role.is_some_and(Role::is_unwanted)
    }

    pub(super) fn open(&self) -> Reading {
        Reading {
            firm: false,
            ..unclear(self.tokens.get(self.at).and_then(Token::role))
        }
    }

    /// The words before this one, the nearest first.
    pub(super) fn before(&self) -> impl Iterator<Item = (usize, &Token<'_>)> {
        self.tokens.iter().enumerate().take(self.at).rev()
    }

    /// The word right before, over modifiers.
    pub(super) fn right_before(&self) -> Option<(usize, Role)> {
        self.before()
            .filter(|(_, token)| token.role() != Some(Role::Mod))
            .map(|(at, token)| token.role().map(|role| (at, role)))
            .next()
            .flatten()
    }

    /// The word that denies this one: 未完成, 未及时办结, 无重大事故.
    pub(super) fn denied(&self) -> Option<usize> {
        for (at, token) in self.before() {
            match token.role() {
                Some(Role::Neg) => return Some(at),
                Some(
                    Role::Mod
                    | Role::Manner
                    | Role::Occur
                    | Role::Happen
                    | Role::Passive
                    | Role::Late,
                ) => {}
                // 无群众投诉; but 不合格产品处置率 denies the products, not what is done with them.
                Some(Role::Bearer | Role::Matter) if self.is_unwanted() => {}
                None if token.text.chars().count() <= 1 => {}
                _ => return None,
            }
        }
        None
    }

    /// The verb whose object this may be: one that acts on bad things, with nothing between but what belongs to them.
    pub(super) fn verb(&self) -> Option<Verb> {
        let mut apart = false;
        for (at, token) in self.before() {
            match token.role() {
                Some(role @ (Role::Remedy | Role::Tend)) => return Some(Verb { at, role, apart }),
                Some(Role::Receive | Role::Find | Role::Care) => {
                    let role = Role::Find;
                    return Some(Verb { at, role, apart });
                }
                Some(
                    Role::Mod | Role::Bad | Role::Wrong | Role::State | Role::Happen | Role::Occur,
                ) => {}
                Some(Role::Bearer | Role::Matter | Role::Plight | Role::Facility) | None => {
                    apart = true;
                }
                _ => return None,
            }
        }
        None
    }

    /// The verb of cutting somewhere before: 降低患者平均住院日.
    pub(super) fn cut_by(&self) -> Option<usize> {
        self.before()
            .find(|(_, token)| matches!(token.role(), Some(Role::Cut | Role::Fall)))
            .map(|(at, _)| at)
    }

    pub(super) fn follows_a_quick_act(&self) -> bool {
        self.right_before()
            .and_then(|(at, _)| self.tokens.get(at)?.entry?.pace)
            .is_some_and(|pace| pace == Pace::Soon)
    }

    /// A number of matters, which a heading of quantities makes work done.
    pub(super) fn matter(&self) -> Reading {
        unclear(Some(Role::Matter))
    }

    /// The word that spoils this act, right before it or before the acts that lead to it.
    pub(super) fn spoilt(&self, role: Role) -> Option<usize> {
        if !matches!(role, Role::Act | Role::Collect | Role::Grant) {
            return None;
        }
        let is_passed = |role: Option<Role>| {
            role.is_some_and(|role| {
                role == Role::Mod || role.acts() && !matches!(role, Role::Remedy)
            })
        };
        self.before()
            .find(|(_, token)| !is_passed(token.role()))
            .filter(|(_, token)| token.role() == Some(Role::Wrong))
            .map(|(at, _)| at)
    }

    /// Whether the word at a place stands right behind a denial.
    pub(super) fn is_denied(&self, at: usize) -> bool {
        let neg = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        neg.and_then(Token::role) == Some(Role::Neg)
    }
}
