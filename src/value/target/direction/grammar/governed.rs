//! What a word that governs the head makes of a name, by what stands before it.

use super::super::Wanted;
use super::super::lexicon::{Pace, Role};
use super::place::Place;
use super::{Reading, judge};

impl Place<'_, '_> {
    pub(super) fn governed(&self, role: Role) -> Reading {
        match role {
            role if role.is_unwanted() => self.unwanted(role),
            Role::Good | Role::Manner | Role::Yield => self.good(role),
            Role::PutIn => Reading {
                firm: false,
                ..self.good(role)
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
            return Reading {
                reason: "“{}”说的是没有发生",
                ..self.reading(Wanted::More, neg)
            };
        }
        if let Some(cut) = self.cut_by() {
            return self.reading(Wanted::More, cut);
        }
        // 低保对象中贫困人口数: those who get something.
        if self.text().contains("贫困")
            && self
                .before()
                .any(|(_, token)| token.role() == Some(Role::Plight))
        {
            return self.open();
        }
        // 家暴告诫率: something stands between of which there may be much or little.
        if self.passed.plight {
            return self.open();
        }
        if self.head.is_some_and(Role::is_time) && self.pace() == Some(Pace::Soon) {
            return self.here(Wanted::Less);
        }
        match self.verb() {
            Some(verb) if self.is_denied(verb.at) => {}
            // 排查隐患数, 查处企业违法数: its object is what the act is for. A rate is one of what came of the act:
            // 救治死亡率, 检测超标率.
            Some(verb) if self.head == Some(Role::Ratio) => {
                if verb.role == Role::Remedy
                    && matches!(role, Role::Bad | Role::State)
                    && !verb.apart
                {
                    return self.reading(Wanted::More, verb.at);
                }
                if verb.role == Role::Remedy && role != Role::Fault {
                    return self.open();
                }
            }
            // 执法过错数: no act is for what goes wrong in it, but for what sets it right.
            Some(verb) if role == Role::Fault && verb.role != Role::Remedy => {}
            Some(verb) => {
                let is_object = matches!(role, Role::Bad | Role::Wrong | Role::State);
                let is_sure = !verb.apart || (verb.at == 0 && verb.role == Role::Remedy);
                return if is_object && is_sure && verb.role != Role::Find {
                    self.reading(Wanted::More, verb.at)
                } else {
                    self.open()
                };
            }
            None => {}
        }
        let is_matter = matches!(role, Role::Wrong | Role::State)
            && self.passed.matter
            && !self.passed.doubtful;
        if self.passed.unknown && !is_matter {
            // Something unknown stands between: 火灾临时报警柜数.
            return self.open();
        }
        self.here(Wanted::Less)
    }

    fn good(&self, role: Role) -> Reading {
        // 医疗收入中药品占比 is no share of the income's.
        let is_of_another = role == Role::Yield && self.passed.any && !self.passed.facility;
        if self.passed.unknown || is_of_another {
            return self.open();
        }
        if let Some(neg) = self.denied() {
            return self.reading(Wanted::Less, neg);
        }
        match self.right_before() {
            Some((at, Role::Wrong | Role::State | Role::Late)) => self.reading(Wanted::Less, at),
            Some((_, Role::Cut | Role::Fall)) => self.open(),
            _ if self.passed.doubtful || self.passed.matter => self.open(),
            // 就业时间: sooner or longer?
            _ if self.head == Some(Role::Span) => self.open(),
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
            Wanted::More if before.firm && !before.role.is_some_and(Role::acts) => Reading {
                from: before.from,
                reason: "“{}”说的是应当增加的减少了",
                ..self.here(Wanted::Less)
            },
            Wanted::More if role == Role::Fall => self.open(),
            // 耕地减少面积
            Wanted::Unclear
                if role == Role::Fall
                    && self
                        .right_before()
                        .is_some_and(|(_, role)| role == Role::Facility) =>
            {
                self.open()
            }
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
            Some(Role::Bad | Role::Wrong | Role::State) => self.here(Wanted::More),
            Some(Role::Cost | Role::Money | Role::Policy | Role::Plight | Role::Short) => {
                self.here(Wanted::Less)
            }
            _ => self.open(),
        }
    }

    fn act(&self, role: Role) -> Reading {
        if let Some(neg) = self.denied() {
            return if self.head.is_some_and(Role::is_time) {
                self.open()
            } else {
                self.reading(Wanted::Less, neg)
            };
        }
        match self.right_before() {
            // 被纠正率, 受处罚人数
            Some((at, Role::Passive)) if role == Role::Remedy => {
                return self.reading(Wanted::Less, at);
            }
            Some((_, Role::Passive)) => return self.open(),
            // 未通过验收项目数 denies what comes before the act; 不满意件整改率 does not deny the act.
            Some((at, Role::Good)) if self.is_denied(at) => {
                return if role == Role::Act {
                    self.reading(Wanted::Less, at)
                } else {
                    self.open()
                };
            }
            Some((at, Role::Late)) if role != Role::Remedy => {
                return self.reading(Wanted::Less, at);
            }
            // 违规发放补贴人数; but 查处无照经营数.
            _ if let Some(at) = self.spoilt(role) => {
                return self.at_word(at).unwanted(Role::Wrong);
            }
            Some((_, Role::Late)) => return self.open(),
            Some((_, Role::Wrong)) if matches!(role, Role::Tend | Role::Care) => {
                return self.open();
            }
            _ => {}
        }
        // 培训农牧民人数: people whom no table knows, and what is done for them.
        let people = match self.tokens {
            [before @ .., last] if last.text == "人" => before.last(),
            all => all.last(),
        };
        let is_for_people = self.at == 0
            && self.head == Some(Role::Count)
            && people.is_some_and(|token| {
                token.entry.is_none()
                    && token.text.ends_with([
                        '民', '员', '者', '户', '生', '工', '师', '童', '兵', '妇', '商',
                    ])
            });
        if self.passed.doubtful || (self.head.is_some() && self.passed.unknown && !is_for_people) {
            return self.open();
        }
        match self.head {
            // 督查通报次数, 培训会议次数
            Some(Role::Times) if self.passed.plight => self.open(),
            Some(Role::Span | Role::Days) => match self.pace() {
                Some(Pace::Soon) => self.time(Wanted::Less),
                // 恢复供水时间 is the time until it is served again.
                Some(Pace::Long) if self.follows_a_quick_act() => self.open(),
                Some(Pace::Long) => self.time(Wanted::More),
                None => self.open(),
            },
            Some(Role::Standard | Role::Level | Role::Use | Role::Index) => self.open(),
            // 审计问题数: found, or solved?
            _ if self.passed.problem && role != Role::Remedy => self.matter(),
            // 造林补助, 补贴金额: how much is paid out is a matter of policy.
            None | Some(Role::Amount) if role == Role::Grant => Reading {
                role: Some(Role::Policy),
                ..self.open()
            },
            Some(Role::Ratio) if role == Role::Receive => self.here(Wanted::More),
            // 投诉受理件数, 心理问题检出率: much work, or much to be done?
            _ if matches!(role, Role::Receive | Role::Find) => {
                let of_bad =
                    |word: Role| word.is_unwanted() || (role == Role::Find && word == Role::Matter);
                if self
                    .before()
                    .any(|(_, token)| token.role().is_some_and(of_bad))
                {
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
                    return self.at_word(at).cost();
                }
                Some(word) if word.is_unwanted() => {
                    return self.at_word(at).unwanted(word);
                }
                Some(Role::Yield | Role::Manner | Role::PutIn) => {
                    return Reading {
                        firm: false,
                        ..self.reading(Wanted::More, at)
                    };
                }
                // 违规发放资金金额 is spoilt, 追回资金金额 is not; what was built with the money says nothing of it.
                Some(word) if word.acts() => {
                    let inner = self.at_word(at);
                    let act = inner.act(word);
                    let is_sure = matches!(word, Role::Remedy | Role::Collect);
                    return if is_sure || act.wanted == Wanted::Less {
                        act
                    } else {
                        self.open()
                    };
                }
                _ => break,
            }
        }
        self.open()
    }

    /// What was built or provided: the number says how much, unless the thing is a bad one.
    pub(super) fn facility(&self) -> Option<Reading> {
        if !matches!(self.head, Some(Role::Count | Role::Times)) || self.passed.doubtful {
            return None;
        }
        if self.denied().is_some() {
            return None;
        }
        match self.right_before() {
            Some((at, Role::Wrong | Role::State | Role::Late)) => {
                let verb = self.at_word(at);
                Some(verb.unwanted(Role::State))
            }
            Some((_, Role::Bad | Role::Fault | Role::Harm)) => Some(self.open()),
            _ => None,
        }
    }
}
