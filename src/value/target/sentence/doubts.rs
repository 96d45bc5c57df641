//! The words around a number of an actual value that make it something else than what was reached.

use rust_decimal::Decimal;

use super::super::Quantity;
use super::super::doubt::Doubt;
use super::super::frequency::is_frequency;
use super::super::lexicon::{holds, without_words};
use super::super::scan::Piece;
use super::super::units::{Kind, kind_of};
use super::Sentence;
use super::doubt_words::WORDS;
use super::harmless::{without_harmless, without_innocent};

/// Some pieces between two marks of punctuation: their words, and the numbers among them.
#[derive(Default)]
struct Clause<'p> {
    words: String,
    bounds: Vec<&'p super::Bound>,
    /// Whether a number stands behind a word of planning: 目标95%, a number of its own.
    ends_with_number: bool,
}

/// What one of several numbers is of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// A number of its own.
    Whole,
    /// Called the sum of the others: 共480人.
    Sum,
    /// Called a part of one before it: 其中线上50人.
    Part,
}

impl Sentence {
    /// The place of a quantity among the pieces: the last that is the same, as where something got to stands
    /// behind where it came from.
    pub(in super::super) fn place_of(&self, quantity: &Quantity) -> Option<usize> {
        self.pieces.iter().rposition(|piece| match piece {
            Piece::Bound(bound) => {
                // A period that stands apart was put to the unit: 每月开展1次.
                let unit = |quantity: &Quantity| quantity.unit.clone().unwrap_or_default();
                let (own, given) = (unit(&bound.quantity), unit(quantity));
                let with_period = given.strip_prefix(own.as_str());
                bound.quantity.number == quantity.number
                    && with_period
                        .is_some_and(|period| period.is_empty() || period.starts_with('/'))
            }
            _ => false,
        })
    }

    /// The year that a number is said to be of: 2022年150人, 150人(2022年).
    pub(in super::super) fn year_of(&self, at: usize) -> Option<i32> {
        let mut before = None;
        for piece in self.pieces.get(..at).unwrap_or_default() {
            match piece {
                Piece::Time(timing) => before = timing.year().or(before),
                Piece::Text(words) if words.contains(['(', ')', ';']) => before = None,
                Piece::Bound(_) => before = None,
                _ => {}
            }
        }
        let behind = || match self.pieces.get(at + 1..) {
            Some(
                [
                    Piece::Text(open),
                    Piece::Time(timing),
                    Piece::Text(close),
                    ..,
                ],
            ) if open == "(" && close.starts_with([')', '数', '的', '度']) => timing.year(),
            _ => None,
        };
        before.or_else(behind)
    }

    /// What the words around the quantity at a place make of it; `None` where it is what was reached.
    pub(in super::super) fn doubt_at(&self, at: usize) -> Option<Doubt> {
        // A number by itself, as most are.
        if self.pieces.len() == 1 {
            return None;
        }
        let raw = self.raw_clause_before(at);
        let clause = without_innocent(&raw);
        let averages = |word: &&&str| {
            // The average of rates, stretches and concentrations is as good as the whole, and 平均每月1次 is how
            // often it was.
            let counts = self
                .bound_at(at)
                .and_then(|bound| bound.quantity.unit.as_deref())
                .is_some_and(|unit| {
                    let adds_up = !matches!(
                        kind_of(unit),
                        Kind::Ratio | Kind::Duration(_) | Kind::Months(_) | Kind::Own
                    ) && !unit.contains(['/', '日', '天']);
                    let adds_up_too = ["元", "人次", "户", "册次", "千瓦时"].contains(&unit);
                    !is_frequency(unit) && (adds_up || adds_up_too)
                });
            counts && raw.contains(**word)
        };
        let before = planned(&clause)
            .map(Doubt::Planned)
            .or_else(|| first_of(&WORDS.applications, &clause).map(Doubt::Planned))
            .or_else(|| other_year(&clause).map(Doubt::OtherYear))
            .or_else(|| first_of(&WORDS.parts_of_it, &clause).map(Doubt::Part))
            .or_else(|| {
                WORDS
                    .averages
                    .iter()
                    .find(averages)
                    .map(|word| Doubt::Part(word))
            })
            .or_else(|| self.distance(at, &clause).map(Doubt::Distance));
        before
            .or_else(|| first_of(&WORDS.other_things, &raw).map(Doubt::Another))
            .or_else(|| self.stage(at, &clause).map(Doubt::Stage))
            .or_else(|| self.doubt_behind(at))
    }

    /// The earlier stage that a number is of: 在建3万平方米, 20口蓄水池招投标.
    fn stage(&self, at: usize, clause: &str) -> Option<&'static str> {
        first_of(&WORDS.stages, clause).or_else(|| {
            self.clauses_behind(at)
                .iter()
                .enumerate()
                // A clause with a number of its own is of that number.
                .filter(|(place, clause)| *place == 0 || clause.bounds.is_empty())
                .find_map(|(_, clause)| first_of(&WORDS.stages, &without_harmless(&clause.words)))
        })
    }

    /// What the words around a date make of it: 计划12月底前完成, 2023年12月(部分未完成).
    pub(in super::super) fn doubt_of_date(&self) -> Option<Doubt> {
        let at = self
            .pieces
            .iter()
            .rposition(|piece| matches!(piece, Piece::Time(_)))?;
        planned(&self.clause_before(at))
            .map(Doubt::Planned)
            .or_else(|| self.doubt_behind(at))
    }

    fn bound_at(&self, at: usize) -> Option<&super::Bound> {
        match self.pieces.get(at) {
            Some(Piece::Bound(bound)) => Some(bound),
            _ => None,
        }
    }

    /// The words of the clause before a place, without those that mean nothing here.
    pub(in super::super) fn clause_before(&self, at: usize) -> String {
        without_innocent(&self.raw_clause_before(at))
    }

    /// The words of the clause before a place.
    pub(in super::super) fn raw_clause_before(&self, at: usize) -> String {
        let mut words = String::new();
        for piece in self.pieces.get(..at).unwrap_or_default() {
            match piece {
                Piece::Text(text) => words.push_str(text),
                // What a number says stands for itself: only the words behind it are of this one.
                Piece::Bound(_) => words.clear(),
                Piece::Time(_) | Piece::Comparison(_) | Piece::Each(_) => {}
            }
        }
        // A colon ends no clause here: 目标值:200人.
        let clause = words
            .rsplit(|c| is_mark(c) && c != ':')
            .next()
            .unwrap_or_default();
        clause.to_owned()
    }

    /// A distance from a plan, or what is left: 还差2次, 节约10万元, 较目标高3%.
    fn distance(&self, at: usize, clause: &str) -> Option<&'static str> {
        // 超额完成120% says how much of the plan was done.
        let share_of_plan = self.bound_at(at).is_some_and(|bound| {
            bound.quantity.unit.as_deref() == Some("%")
                && bound.quantity.number.value >= Decimal::ONE
        });
        first_of(&WORDS.distances, clause)
            .filter(|word| !(share_of_plan && *word == "超"))
            .or_else(|| match self.pieces.get(at + 1) {
                Some(Piece::Text(behind)) => ["未", "没", "不"]
                    .into_iter()
                    .find(|word| without_harmless(behind).starts_with(word)),
                _ => None,
            })
    }

    /// What the words behind a number take back of it.
    fn doubt_behind(&self, at: usize) -> Option<Doubt> {
        let is_zero = self
            .bound_at(at)
            .is_some_and(|bound| bound.quantity.number.value.is_zero());
        let mut explained = false;
        let mut doubt = None;
        for clause in self.clauses_behind(at) {
            let words = without_harmless(&clause.words);
            explained |= holds(&words, &WORDS.reasons);
            if doubt.is_some() {
                continue;
            }
            if clause.bounds.is_empty()
                && let Some(word) = planned_behind(&words)
            {
                doubt = Some(Doubt::Planned(word));
            } else if clause.bounds.is_empty()
                && let Some(word) = WORDS
                    .other_years
                    .iter()
                    .find(|word| without_words(&words, &["数据", "的", "数", "为"]) == **word)
            {
                doubt = Some(Doubt::OtherYear(word));
            } else if is_progress(&clause) {
                doubt = Some(Doubt::Denied {
                    word: "进度",
                    rest: None,
                    explains: true,
                });
                explained = true;
            } else if self.says_otherwise(at, &clause) {
                doubt = Some(Doubt::Denied {
                    word: "实际",
                    rest: None,
                    explains: false,
                });
            } else if !is_zero
                && let Some(word) = first_of(&WORDS.denials, &words).or_else(|| {
                    // 剩余7公里计划明年实施, but not 目标95%.
                    planned_behind(&words).filter(|_| !clause.ends_with_number)
                })
            {
                let rest = match clause.bounds.as_slice() {
                    [rest] if rest.upper.is_none() => Some(rest.quantity.clone()),
                    _ => None,
                };
                doubt = Some(Doubt::Denied {
                    word,
                    rest,
                    explains: false,
                });
            }
        }
        if let Some(Doubt::Denied { explains, word, .. }) = &mut doubt {
            *explains = explained || *word == "其余" || *word == "剩余";
        }
        doubt
    }

    /// Whether the words right behind a quantity say that so much was not reached: 20人因病未参加. What is under way
    /// (2个正在推进) is not denied.
    pub(super) fn is_denied(&self, at: usize) -> bool {
        self.clauses_behind(at).first().is_some_and(|clause| {
            let words = without_harmless(&clause.words);
            ["未", "没", "不合格", "不达标", "无法", "缺席", "缺考"]
                .iter()
                .any(|word| words.contains(word))
        })
    }

    /// Whether a clause states another number as the real one: 2000支(实际到货1600支).
    fn says_otherwise(&self, at: usize, clause: &Clause<'_>) -> bool {
        let stated = self.bound_at(at).map(|bound| &bound.quantity);
        const REAL: &[&str] = &[
            "实际", "实到", "实有", "有效", "完工", "竣工", "签到", "到货", "投用", "核定", "核实",
            "结业", "台账",
        ];
        // 500(480) leaves open which of the two it is.
        let is_bare = clause.words.is_empty()
            && matches!(clause.bounds.as_slice(), [other] if other.quantity.unit.is_none());
        if is_bare {
            return stated.is_some_and(|stated| {
                clause
                    .bounds
                    .iter()
                    .any(|other| stated.unit.is_none() && stated.number != other.quantity.number)
            });
        }
        (holds(&clause.words, REAL) || clause.words == "实" || is_done_part(&clause.words))
            && clause.bounds.iter().any(|other| {
                stated.is_some_and(|stated| {
                    stated.unit == other.quantity.unit && stated.number != other.quantity.number
                })
            })
    }

    /// What stands behind a place, clause by clause.
    fn clauses_behind(&self, at: usize) -> Vec<Clause<'_>> {
        let mut clauses = Vec::new();
        let mut current = Clause::default();
        for piece in self.pieces.get(at + 1..).unwrap_or_default() {
            match piece {
                Piece::Text(text) => {
                    let mut parts = text.split(is_mark);
                    if let Some(first) = parts.next() {
                        current.words.push_str(first);
                        current.ends_with_number &= first.is_empty();
                    }
                    for part in parts {
                        clauses.push(std::mem::take(&mut current));
                        part.clone_into(&mut current.words);
                    }
                }
                Piece::Bound(bound) => {
                    current.ends_with_number = !current.words.is_empty();
                    current.bounds.push(bound);
                }
                Piece::Time(_) | Piece::Comparison(_) | Piece::Each(_) => {}
            }
        }
        clauses.push(current);
        clauses
    }
}

/// Whether a clause says of how many it is done, and not what became of harms (已调解3起).
fn is_done_part(words: &str) -> bool {
    words.starts_with('已')
        && !holds(
            words,
            &["调解", "办结", "处理", "化解", "整改", "处置", "解决"],
        )
}

/// Whether a clause says how far the works are, and that they are not at their end: 形象进度70%.
fn is_progress(clause: &Clause<'_>) -> bool {
    holds(&clause.words, &["进度", "工程量", "形象"])
        && clause.bounds.iter().any(|bound| {
            bound.quantity.unit.as_deref() == Some("%")
                && bound.quantity.number.value < Decimal::ONE
        })
}

pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        ',' | ';' | '。' | '(' | ')' | '、' | ':' | '!' | '【' | '】'
    )
}

fn first_of(list: &[&'static str], words: &str) -> Option<&'static str> {
    list.iter().copied().find(|word| words.contains(word))
}

/// The word of planning in the words before a number: 计划培训 of 计划培训500人, but not 完成计划 and not 按计划.
pub(super) fn planned(clause: &str) -> Option<&'static str> {
    // 将500人纳入低保 takes up its object.
    let takes_object = |plan: &str, behind: &str| plan == "将" && behind.is_empty();
    plan_in(clause, |plan, behind| {
        holds(behind, &WORDS.seen) || takes_object(plan, behind)
    })
}

/// The word of planning in the words behind a number: 500人(计划), but not 完成年度计划 and not 目标已实现.
fn planned_behind(words: &str) -> Option<&'static str> {
    plan_in(words, |_, behind| holds(behind, &WORDS.met_behind))
}

/// The word of planning in some words that was not kept: neither by what stands right before it, nor, as `kept` tells
/// of it and the words behind it, by those.
fn plan_in(words: &str, kept: impl Fn(&str, &str) -> bool) -> Option<&'static str> {
    WORDS.plans.iter().copied().find(|plan| {
        words.match_indices(plan).any(|(at, _)| {
            let (before, behind) = (
                words.get(..at).unwrap_or_default(),
                words.get(at + plan.len()..).unwrap_or_default(),
            );
            !is_fulfilled(before) && !kept(plan, behind)
        })
    })
}

/// Whether words right before a plan say that it was kept: 完成年度, 按, 超额完成, 较.
fn is_fulfilled(before: &str) -> bool {
    let fillers = &[
        "了", "年度", "全年", "年初", "既定", "预定", "预期", "原定", "上级", "下达", "当年",
        "本年", "全部", "工作", "绩效", "的", "省", "市", "县", "区", "各项",
    ];
    let mut verb = before;
    while let Some(shorter) = fillers
        .iter()
        .chain(&WORDS.plans)
        .find_map(|filler| verb.strip_suffix(filler))
    {
        verb = shorter;
    }
    WORDS.done_before.iter().any(|done| verb.ends_with(done))
}

/// The word of another year that the number is of: 上年96%, but not 较上年提高2%.
pub(super) fn other_year(clause: &str) -> Option<&'static str> {
    WORDS.other_years.iter().copied().find(|year| {
        clause.match_indices(year).any(|(at, _)| {
            let before = clause.get(..at).unwrap_or_default();
            let behind = clause.get(at + year.len()..).unwrap_or_default();
            let is_plan = WORDS.plans.iter().any(|plan| behind.starts_with(plan));
            !is_plan
                && !["较", "比", "与", "同比", "相比", "从", "由", "自"]
                    .iter()
                    .any(|than| before.ends_with(than))
        })
    })
}
