//! What a word that governs the head makes of a name, by what stands before it.

use super::super::Wanted;
use super::super::lexicon::{Pace, Role};
use super::super::words::Token;
use super::{NO_WORD, Passed, Reading, judge, unclear};

/// A governing word in its surroundings.
pub(super) struct Place<'a, 'b> {
    pub tokens: &'a [Token<'b>],
    pub at: usize,
    pub head: Option<Role>,
    pub passed: Passed,
}

impl Place<'_, '_> {
    /// A reading that rests on the word here, or on one before it.
    fn reading(&self, wanted: Wanted, at: usize) -> Reading {
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

    fn here(&self, wanted: Wanted) -> Reading {
        self.reading(wanted, self.at)
    }

    fn is_unwanted(&self) -> bool {
        let role = self.tokens.get(self.at).and_then(Token::role);
        role.is_some_and(Role::is_unwanted)
    }

    fn open(&self) -> Reading {
        Reading {
            firm: false,
            ..unclear(self.tokens.get(self.at).and_then(Token::role))
        }
    }

    /// The words before this one, the nearest first.
    fn before(&self) -> impl Iterator<Item = (usize, &Token<'_>)> {
        self.tokens.iter().enumerate().take(self.at).rev()
    }

    /// The word right before, over modifiers.
    fn right_before(&self) -> Option<(usize, Role)> {
        self.before()
            .filter(|(_, token)| token.role() != Some(Role::Mod))
            .map(|(at, token)| token.role().map(|role| (at, role)))
            .next()
            .flatten()
    }

    /// The word that denies this one: 未完成, 未及时办结, 无重大事故.
    fn denied(&self) -> Option<usize> {
        for (at, token) in self.before() {
            match token.role() {
                Some(Role::Neg) => return Some(at),
                Some(Role::Mod | Role::Manner | Role::Occur | Role::Late) => {}
                // 无群众投诉; but 不合格产品处置率 denies the products, not what is done with them.
                Some(Role::Bearer | Role::Matter) if self.is_unwanted() => {}
                None if token.text.chars().count() <= 1 => {}
                _ => return None,
            }
        }
        None
    }

    /// The verb whose object this is, if one of these roles stands before it with nothing between but what belongs
    /// to the object.
    fn verb(&self, is_verb: impl Fn(Role) -> bool) -> Option<usize> {
        let mut unknown = 0;
        for (at, token) in self.before() {
            match token.role() {
                Some(role) if is_verb(role) => return Some(at),
                Some(
                    Role::Mod
                    | Role::Bearer
                    | Role::Matter
                    | Role::Plight
                    | Role::Bad
                    | Role::Wrong
                    | Role::Occur,
                ) => {}
                None => {
                    unknown += token.text.chars().count();
                    if unknown > 6 || self.head == Some(Role::Ratio) {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        None
    }

    /// The verb of cutting somewhere before: 降低患者平均住院日.
    fn cut_by(&self) -> Option<usize> {
        self.before()
            .find(|(_, token)| matches!(token.role(), Some(Role::Cut | Role::Fall)))
            .map(|(at, _)| at)
    }

    pub(super) fn governed(&self, role: Role) -> Reading {
        match role {
            Role::Bad | Role::Fault | Role::Wrong | Role::Late => self.unwanted(role),
            Role::Good | Role::Manner => self.good(),
            Role::PutIn => Reading {
                firm: false,
                ..self.good()
            },
            Role::Cut | Role::Fall => self.cut(role),
            Role::Rise => self.rise(),
            Role::Control => self.control(),
            Role::Hold => self.here(Wanted::More),
            Role::Short => match (self.denied(), self.cut_by()) {
                (None, Some(cut)) => self.reading(Wanted::More, cut),
                (None, None) => self.here(Wanted::Less),
                _ => self.open(),
            },
            Role::Cost => self.cost(),
            Role::Money | Role::Policy => self.money(role),
            _ => self.act(role),
        }
    }

    fn unwanted(&self, role: Role) -> Reading {
        if let Some(neg) = self.denied() {
            return self.reading(Wanted::More, neg);
        }
        if let Some(cut) = self.cut_by() {
            return self.reading(Wanted::More, cut);
        }
        // 低保对象中贫困人口数: those who get something.
        if self
            .before()
            .any(|(_, token)| token.role() == Some(Role::Plight))
        {
            return self.open();
        }
        let is_object = matches!(role, Role::Bad | Role::Wrong);
        let remedies = |verb: Role| verb == Role::Remedy || (is_object && verb == Role::Tend);
        if let Some(verb) = self.verb(remedies) {
            return self.reading(Wanted::More, verb);
        }
        if self.verb(|verb| verb == Role::Receive).is_some() {
            return self.open();
        }
        if self.passed.doubtful || !self.passed.unknown {
            return self.here(Wanted::Less);
        }
        // Something unknown stands between: 火灾临时报警柜数.
        self.open()
    }

    fn good(&self) -> Reading {
        if self.denied().is_some() {
            return self.here(Wanted::Less);
        }
        if self.head == Some(Role::Ratio) && self.passed.unknown {
            return self.open();
        }
        match self.right_before() {
            Some((at, Role::Wrong | Role::Late)) => self.reading(Wanted::Less, at),
            Some((_, Role::Cut | Role::Fall)) => self.open(),
            _ if self.passed.doubtful || self.passed.matter => self.open(),
            _ => self.here(Wanted::More),
        }
    }

    /// What is cut: good for what is bad or costs, and for whatever is cut on purpose.
    fn cut(&self, role: Role) -> Reading {
        if self.denied().is_some() {
            return self.open();
        }
        let before = judge(self.tokens.get(..self.at).unwrap_or_default());
        match before.wanted {
            Wanted::Less => self.here(Wanted::More),
            Wanted::More if before.firm && !before.role.is_some_and(Role::acts) => {
                self.here(Wanted::Less)
            }
            Wanted::More if role == Role::Fall => self.open(),
            _ => self.here(Wanted::More),
        }
    }

    fn rise(&self) -> Reading {
        let before = judge(self.tokens.get(..self.at).unwrap_or_default());
        match before.wanted {
            Wanted::Less => Reading {
                word: before.word,
                from: before.from,
                ..before
            },
            _ if before.role == Some(Role::Plight) => self.open(),
            _ => self.here(Wanted::More),
        }
    }

    fn control(&self) -> Reading {
        let before = judge(self.tokens.get(..self.at).unwrap_or_default());
        match before.role {
            Some(Role::Bad | Role::Wrong) => self.here(Wanted::More),
            Some(Role::Cost | Role::Money | Role::Policy | Role::Plight | Role::Short) => {
                self.here(Wanted::Less)
            }
            _ => self.open(),
        }
    }

    fn act(&self, role: Role) -> Reading {
        if self.denied().is_some() {
            return if self.head == Some(Role::Span) {
                self.open()
            } else {
                self.here(Wanted::Less)
            };
        }
        match self.right_before() {
            Some((at, Role::Late)) if role != Role::Remedy => {
                return self.reading(Wanted::Less, at);
            }
            Some((at, Role::Wrong)) if matches!(role, Role::Act | Role::Collect) => {
                return self.reading(Wanted::Less, at);
            }
            Some((_, Role::Late)) => return self.open(),
            Some((_, Role::Wrong)) if role == Role::Tend => return self.open(),
            _ => {}
        }
        if self.passed.doubtful || (self.head == Some(Role::Ratio) && self.passed.unknown) {
            return self.open();
        }
        match self.head {
            Some(Role::Span) => match self
                .tokens
                .get(self.at)
                .and_then(|token| token.entry)
                .and_then(|entry| entry.pace)
            {
                Some(Pace::Soon) => self.time(Wanted::Less),
                Some(Pace::Long) => self.time(Wanted::More),
                None => self.open(),
            },
            Some(Role::Standard | Role::Level | Role::Use) => self.open(),
            // 造林补助, 补贴金额: how much is paid out is a matter of policy.
            None | Some(Role::Amount) if role == Role::Grant => Reading {
                role: Some(Role::Policy),
                ..self.open()
            },
            _ if role == Role::Receive && self.head != Some(Role::Ratio) => {
                let of_bad = self
                    .before()
                    .any(|(_, token)| token.role().is_some_and(Role::is_unwanted));
                if of_bad {
                    self.open()
                } else {
                    self.here(Wanted::More)
                }
            }
            _ => self.here(Wanted::More),
        }
    }

    pub(super) fn time(&self, wanted: Wanted) -> Reading {
        let reason = if wanted == Wanted::Less {
            if self.cut_by().is_some() {
                return self.here(Wanted::More);
            }
            "“{}”是等候或办理的时间"
        } else {
            "“{}”是提供服务的时间"
        };
        Reading {
            reason,
            ..self.here(wanted)
        }
    }

    fn cost(&self) -> Reading {
        if self.denied().is_some() {
            return self.open();
        }
        if let Some(cut) = self.cut_by() {
            return self.reading(Wanted::More, cut);
        }
        // 追缴社会抚养费: only the verb that opens the name has the fee as its object; 垃圾处理费 is a fee.
        let opens = self.tokens.first().and_then(|token| token.entry);
        let is_fee = self
            .tokens
            .get(self.at)
            .is_some_and(|token| token.text.contains('费'));
        match opens {
            Some(verb) if is_fee && verb.collects && self.at > 0 => {
                if verb.role == Role::Remedy {
                    self.reading(Wanted::More, 0)
                } else {
                    self.open()
                }
            }
            _ => self.here(Wanted::Less),
        }
    }

    fn money(&self, role: Role) -> Reading {
        if let Some(cut) = self.cut_by() {
            return self.reading(Wanted::More, cut);
        }
        if self.denied().is_some() {
            return self.open();
        }
        if role == Role::Policy {
            return self.open();
        }
        for (at, token) in self.before() {
            match token.role() {
                Some(Role::Mod | Role::Bearer | Role::Money) => {}
                Some(Role::Cost) => {
                    let inner = Place {
                        tokens: self.tokens,
                        at,
                        head: self.head,
                        passed: Passed::default(),
                    };
                    return inner.cost();
                }
                Some(word) if word.is_unwanted() => {
                    let inner = Place {
                        tokens: self.tokens,
                        at,
                        head: self.head,
                        passed: Passed::default(),
                    };
                    return inner.unwanted(word);
                }
                Some(Role::Good | Role::Manner | Role::PutIn) => {
                    return Reading {
                        firm: false,
                        ..self.reading(Wanted::More, at)
                    };
                }
                Some(Role::Remedy | Role::Collect) => return self.reading(Wanted::More, at),
                _ => break,
            }
        }
        self.open()
    }

    /// What was built or provided: the number says how much, unless the thing is a bad one.
    pub(super) fn facility(&self) -> Option<Reading> {
        if self.head != Some(Role::Count) || self.passed.doubtful {
            return None;
        }
        if self.denied().is_some() {
            return None;
        }
        match self.right_before() {
            Some((at, Role::Wrong | Role::Late)) => {
                let verb = Place {
                    tokens: self.tokens,
                    at,
                    head: self.head,
                    passed: Passed::default(),
                };
                Some(verb.unwanted(Role::Wrong))
            }
            Some((_, Role::Bad | Role::Fault)) => Some(self.open()),
            _ => None,
        }
    }
}
