//! What the pieces of a text mean together: which of its numbers is the one meant, if any.

mod doubt_words;
mod doubts;
mod harmless;
mod reached;
mod vocabulary;

pub(crate) use doubts::Share;
pub(super) use harmless::without_harmless;

use super::align::is_count;
use super::bound::Bound;
use super::frequency::{goes_with_period, is_frequency, is_of_each, is_yearly_sum};
use super::lexicon::{holds, without_words};
use super::period::Timing;
use super::reading::Meaning;
use super::scan::{Piece, pieces};
use super::units::{Kind, kind_of, name_of};
use super::{Change, Operator};
pub(super) use doubt_words::NUMBERED;
use vocabulary::{CUES, DATED, FALLS, FILLERS, RISES};

/// A text in pieces, to be judged as a whole.
pub(super) struct Sentence {
    pieces: Vec<Piece>,
}

impl Sentence {
    pub(super) fn new(text: &str) -> Self {
        Self {
            pieces: pieces(text),
        }
    }

    /// The places of the quantities. One in Chinese numerals counts only where nothing but fillers stands
    /// around it: 四项制度, 两品一械 and 一站式 count nothing.
    pub(super) fn bounds(&self) -> Vec<(usize, &Bound)> {
        let bare_words = is_filler(&self.words(0..self.pieces.len()));
        self.pieces
            .iter()
            .enumerate()
            .filter_map(|(at, piece)| match piece {
                Piece::Bound(bound)
                    if !bound.chinese
                        || bare_words
                        || bound.operator.is_some()
                        || self.period_of(at, bound).is_some() =>
                {
                    Some((at, bound))
                }
                _ => None,
            })
            .collect()
    }

    /// The words of some pieces, joined.
    fn words(&self, range: std::ops::Range<usize>) -> String {
        self.pieces
            .get(range)
            .unwrap_or_default()
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text(words) => Some(words.as_str()),
                _ => None,
            })
            .collect()
    }

    /// What the whole text means.
    pub(super) fn meaning(&self) -> Meaning {
        let times: Vec<(usize, &Timing)> = self
            .pieces
            .iter()
            .enumerate()
            .filter_map(|(at, piece)| match piece {
                Piece::Time(timing) => Some((at, timing)),
                _ => None,
            })
            .collect();
        let deadline = times
            .iter()
            .filter(|(at, timing)| !timing.vague && self.is_deadline(*at, timing))
            .map(|(_, timing)| **timing)
            .max_by_key(|timing| (timing.last.year, timing.last.month, timing.last.day));
        let bounds = self.bounds();
        match (deadline, bounds.as_slice()) {
            (Some(timing), [(at, bound)]) => Meaning::When(timing, self.accept(*at, bound)),
            (Some(timing), _) => Meaning::When(timing, None),
            (None, []) => self.vague_period(&times),
            (None, [(at, bound)]) => self
                .accept(*at, bound)
                .map_or(Meaning::Words, Meaning::Measured),
            (None, several) => self.several(several),
        }
    }

    /// Whether a date is what the text is about: it stands alone, has a limit, or a verb goes with it.
    fn is_deadline(&self, at: usize, timing: &Timing) -> bool {
        let (before, after) = (self.words(0..at), self.words(at + 1..self.pieces.len()));
        // 大部分月份8日前 and 11月底基本完成 are no date by which all of it was done.
        const HEDGES: &[&str] = &["大部分", "多数", "部分", "个别", "基本", "除"];
        if holds(&before, HEDGES) || holds(&after, HEDGES) {
            return false;
        }
        // Of the year after which one, the text does not say.
        if ends_with_any(&before, &["次年", "翌年", "来年", "第二年", "上年", "去年"])
        {
            return false;
        }
        timing.before
            || (is_filler(&before) && is_filler(&after))
            || holds(&after, DATED)
            || holds(&before, DATED)
    }

    /// A text with no quantity: a year or 全年 by itself is a period, the rest words.
    fn vague_period(&self, times: &[(usize, &Timing)]) -> Meaning {
        const GOING_ON: &[&str] = &[
            "开展",
            "实施",
            "运行",
            "服务",
            "进行",
            "持续",
            "执行",
            "推进",
            "保障",
            "不间断",
        ];
        let words = without_words(&self.words(0..self.pieces.len()), GOING_ON);
        match times {
            [.., (_, last)] if is_filler(&words) => Meaning::When(**last, None),
            _ => Meaning::Words,
        }
    }

    /// The one quantity of the text, if it is what the text is about; its loose comparison and the
    /// change that a verb before it makes of it are put to it.
    fn accept(&self, at: usize, bound: &Bound) -> Option<Bound> {
        let mut bound = bound.clone();
        let (before, after) = (self.words(0..at), self.words(at + 1..self.pieces.len()));
        // Of 线上线下各10场 the sum is not told, nor how often 每逢节假日1次 is.
        if is_of_each(&before) || is_of_an_occasion(&before, &bound) {
            return None;
        }
        let frequent = self.put_period(at, &mut bound);
        let of_a_part = bound.quantity.unit.as_deref().is_some_and(is_frequency)
            && self.pieces.iter().any(|piece| match piece {
                Piece::Time(timing) => timing.is_part_of_a_year(),
                _ => false,
            });
        // 1-11月每月1次 is not how often it was in the year.
        if of_a_part {
            return None;
        }
        // Behind the number only what can be a suffix: in "93%,低于目标" the comparison is with something else.
        let loose = self
            .pieces
            .iter()
            .enumerate()
            .find_map(|(i, piece)| match piece {
                Piece::Comparison(operator) if i < at || operator.includes_bound() => {
                    Some(*operator)
                }
                _ => None,
            });
        bound.operator = bound.operator.or(loose);
        let stretch = bound
            .quantity
            .unit
            .as_deref()
            .is_some_and(|unit| matches!(kind_of(unit), Kind::Duration(_) | Kind::Months(_)));
        // What follows behind a comma or in brackets is of something else.
        let after = after.split(doubts::is_mark).next().unwrap_or_default();
        let alone = is_filler(&before) && is_filler(after);
        let meant = bound.operator.is_some()
            || frequent
            || alone
            || ends_with_any(&before, CUES) && (bound.quantity.unit.is_some() || is_filler(after))
            || bound.quantity.unit.is_some() && is_filler(after)
            || bound.quantity.unit.is_some() && is_filler(&before) && !stretch
            || bound.quantity.number.value.is_zero() && before.is_empty();
        bound.quantity.change = change_before(&before);
        meant.then_some(bound)
    }

    /// The period that stands apart from its count: 每月 of 每月组织开展1次.
    fn period_of(&self, at: usize, bound: &Bound) -> Option<&str> {
        let (i, period) = (0..at).rev().find_map(|i| match self.pieces.get(i) {
            Some(Piece::Each(period)) => Some((i, period)),
            _ => None,
        })?;
        let unit = bound.quantity.unit.as_deref()?;
        let counts = is_count(unit) && unit != "日" && !unit.contains('/');
        (counts && goes_with_period(&self.words(i + 1..at))).then_some(period)
    }

    /// Gives a count its period where that stands apart from it, and says whether it did.
    fn put_period(&self, at: usize, bound: &mut Bound) -> bool {
        let Some(period) = self.period_of(at, bound) else {
            return false;
        };
        let unit = bound.quantity.unit.take().unwrap_or_default();
        let often = Some(name_of(&unit, &[period]));
        if let Some(upper) = &mut bound.upper {
            upper.unit.clone_from(&often);
        }
        bound.quantity.unit = often;
        true
    }

    /// Several quantities: the same one repeated, the two ends of a change (由85%提升至95%), or a lower and an
    /// upper bound; else words.
    fn several(&self, bounds: &[(usize, &Bound)]) -> Meaning {
        let [(at, first), others @ ..] = bounds else {
            return Meaning::Words;
        };
        // 宫颈癌2500人,乳腺癌2500人 are two parts.
        let label = |at: usize| without_words(&self.clause_before(at), FILLERS);
        let is_told_again = others.iter().all(|(other_at, _)| {
            let (one, other) = (label(*at), label(*other_at));
            one.is_empty() || other.is_empty() || one == other
        });
        if is_told_again
            && others
                .iter()
                .all(|(_, other)| other.quantity == first.quantity)
        {
            return self
                .accept(*at, first)
                .map_or(Meaning::Words, Meaning::Measured);
        }
        let [(second_at, second)] = others else {
            return Meaning::Words;
        };
        for (often_at, often, sum_at, sum) in [
            (*at, first, *second_at, second),
            (*second_at, second, *at, first),
        ] {
            let mut often = (*often).clone();
            self.put_period(often_at, &mut often);
            if is_yearly_sum(&often.quantity, &sum.quantity) {
                return self
                    .accept(sum_at, sum)
                    .map_or(Meaning::Words, Meaning::Measured);
            }
        }
        if self.is_from_to((*at, *second_at), second.operator) {
            return self
                .accept(*second_at, second)
                .map_or(Meaning::Words, Meaning::Measured);
        }
        let chained = matches!(self.pieces.get(at + 1), Some(Piece::Text(words)) if words.starts_with(['≤', '<']));
        let is_lower = |bound: &Bound| bound.operator.is_some_and(Operator::is_lower_bound);
        let is_upper = |bound: &Bound| bound.operator.is_some_and(Operator::is_upper_bound);
        let (lower, upper) = if (is_lower(first) || chained) && is_upper(second) {
            (*first, *second)
        } else if is_upper(first) && is_lower(second) {
            (*second, *first)
        } else {
            return Meaning::Words;
        };
        if lower.quantity.unit != upper.quantity.unit
            || lower.quantity.number.value >= upper.quantity.number.value
        {
            return Meaning::Words;
        }
        Meaning::Measured(Bound {
            operator: Some(Operator::Between),
            upper: Some(upper.quantity.clone()),
            ..lower.clone()
        })
    }
}

/// Whether a count is for an occasion of which nobody says how often it comes: 每逢节假日1次, 节前1次.
fn is_of_an_occasion(before: &str, bound: &Bound) -> bool {
    let is_event = bound
        .quantity
        .unit
        .as_deref()
        .is_some_and(|unit| kind_of(unit) == Kind::Event);
    is_event
        && (holds(before, &["每逢", "每遇", "逢"])
            || ends_with_any(before, &["前", "后", "期间", "当天", "当日"]))
}

/// Whether words add nothing to the quantity or date that they stand beside.
fn is_filler(words: &str) -> bool {
    without_words(words, FILLERS).is_empty()
}

fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// The change that the verb at the end of `before` makes of the quantity behind it.
fn change_before(before: &str) -> Option<Change> {
    let verb = before.trim_end_matches(['了', '约', '近', ':', '达']);
    // 改造提升0.4万亩 is work.
    if verb.ends_with("改造提升") {
        return None;
    }
    let compares = holds(verb, &["较", "比"]);
    if compares && verb.ends_with(['增', '多']) {
        return Some(Change::Rise);
    }
    if compares && verb.ends_with('少') {
        return Some(Change::Fall);
    }
    if ends_with_any(verb, RISES) {
        Some(Change::Rise)
    } else if ends_with_any(verb, FALLS) {
        Some(Change::Fall)
    } else {
        None
    }
}
