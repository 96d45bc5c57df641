//! From the pieces of a text to its meaning: one quantity, one date, or words.

use std::cell::LazyCell;
use std::ops::Deref;

use super::bound::{About, Bound};
use super::comparator::{
    asks_for_more_than, forbids, leaves_direction_open, says_it_broke, says_what_it_fell_to,
};
use super::doubt::Doubt;
use super::list_mark::without_list_mark;
use super::nothing::{says_none_of_a_harm, says_zero, zero};
use super::numerals::digit;
use super::period::Timing;
use super::sentence::{Sentence, Share, without_harmless};
use super::stated::{Stated, among, said_of, the_one};
use super::units::parse_unit;
use super::words::{Worded, grade_words};
use super::{Actual, Operator, Quantity, Target};
use crate::value::blank::is_blank;
use crate::value::fold::fold;
use crate::value::number::Number;

/// Longer sentences are not searched for a number: it would seldom be the target.
const LONGEST_SENTENCE: usize = 60;

/// An actual value with what else its text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadActual {
    /// The value.
    pub actual: Actual,
    /// A comparison that the text repeats from the target: `≥95%` as an actual value.
    pub operator: Option<Operator>,
    /// A quantity stated beside a date: `11月底完成100%`.
    pub by_then: Option<Quantity>,
    /// Whether the text says that the value is not exact: 约3万人次, 95%左右.
    pub roughly: bool,
    /// What the value stays below, where the text says that it is somewhat more: 500余人.
    pub most: Option<Quantity>,
    /// What the words around the value make of it, where it may not be what was reached: 未完成5次, 500人(计划).
    pub doubt: Option<Doubt>,
    /// The year that the value is said to be of: 2022年 of 2022年150人.
    pub year: Option<i32>,
    /// Where the text states several quantities, those of them that it says were reached.
    pub among: Vec<Stated>,
    /// Both ends, where the text says between which values the actual one lies.
    pub span: Option<(Quantity, Quantity)>,
    /// The text, folded and without blanks.
    pub text: String,
}

/// Understands a target; `None` where it is empty, says "not applicable", or holds a sign without a number.
#[must_use]
pub(crate) fn parse_target(text: &str) -> Option<Target> {
    let text = without_list_mark(&tighten(text));
    let blank = Target {
        operator: Operator::Qualitative,
        quantity: None,
        upper: None,
        operator_written: false,
        timing: None,
        by_then: None,
        text: text.clone(),
    };
    let pieces = LazyCell::new(|| Sentence::new(&text));
    Some(match meaning(&text, &pieces) {
        Meaning::Nothing => return None,
        Meaning::Words => blank,
        Meaning::Measured(bound) if bound.operator.is_none() && forbids(&text) => blank,
        _ if leaves_direction_open(&text) || is_rank(&text) => blank,
        Meaning::When(timing, with) => Target {
            operator: Operator::By,
            operator_written: timing.before,
            timing: Some(timing),
            by_then: with.map(|bound| Box::new(measured(bound, &blank))),
            ..blank
        },
        Meaning::Measured(mut bound) => {
            if bound.operator.is_none() && asks_for_more_than(&text) {
                bound.operator = Some(Operator::MoreThan);
            }
            measured(bound, &blank)
        }
    })
}

/// Whether a target is a place in an order: 前10名, 第1名.
fn is_rank(text: &str) -> bool {
    let number = text
        .strip_prefix(['前', '第'])
        .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || digit(c).is_some()));
    number.is_some_and(|rest| rest.starts_with(['名', '位']))
}

/// A target that a quantity states.
fn measured(bound: Bound, blank: &Target) -> Target {
    Target {
        operator: bound.operator.unwrap_or(Operator::Equal),
        operator_written: bound.operator.is_some(),
        quantity: Some(bound.quantity),
        upper: bound.upper,
        ..blank.clone()
    }
}

/// The quantity that an actual value states as reached; `None` where it states none, or another than was reached.
#[must_use]
pub(crate) fn reached(text: &str) -> Option<Quantity> {
    match read_actual(text)? {
        ReadActual {
            actual: Actual::Measured(quantity),
            doubt: None,
            ..
        } => Some(quantity),
        _ => None,
    }
}

/// Understands an actual value, and keeps what else its text says; `None` where it is empty or says "not
/// applicable".
#[must_use]
pub(crate) fn read_actual(text: &str) -> Option<ReadActual> {
    let text = without_marks(&tighten(text));
    // 4期×120人=480人
    let text = match text.rsplit_once('=') {
        Some((sum, result))
            if sum.contains(['+', '×', '*'])
                && result.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            result.to_owned()
        }
        _ => text,
    };
    let mut read = ReadActual {
        actual: Actual::Words(Worded {
            degrees: grade_words(&without_spared(&text)),
            text: text.clone(),
        }),
        operator: None,
        by_then: None,
        roughly: false,
        most: None,
        doubt: None,
        year: None,
        among: Vec::new(),
        span: None,
        text: text.clone(),
    };
    let whole = LazyCell::new(|| Sentence::new(&text));
    let said = if says_none_of_a_harm(&text) {
        Meaning::Measured(zero())
    } else {
        meaning(&text, &whole)
    };
    match said {
        Meaning::Nothing => return None,
        Meaning::When(timing, with) => {
            read.actual = Actual::When(timing);
            let reached = with.map_or_else(
                || Sentence::new(&without_brackets(&text)).reached(),
                |bound| vec![(bound, Share::Whole)],
            );
            if let Some(bound) = the_one(&reached) {
                (read.doubt, _) = said_of(&text, &whole, &bound.quantity);
                read.year = timing.year();
                read.by_then = Some(bound.quantity);
            } else if reached.is_empty() {
                read.doubt = whole.doubt_of_date();
            }
            read.among = among(&text, &whole, reached);
        }
        // A range says between which values the actual lies, not what it is.
        Meaning::Measured(Bound {
            quantity,
            upper: Some(upper),
            ..
        }) => {
            (read.doubt, read.year) = said_of(&text, &whole, &quantity);
            read.span = Some((quantity, upper));
        }
        Meaning::Measured(bound) => read.take(bound, &whole),
        Meaning::Words if text.chars().count() <= LONGEST_SENTENCE => {
            let sentence = Sentence::new(&without_brackets(&text));
            let reached = sentence.reached();
            if let Some(bound) = the_one(&reached)
                .or_else(|| sentence.numeral_at_end())
                .or_else(|| {
                    sentence
                        .only_bound()
                        .filter(|bound| said_of(&text, &whole, &bound.quantity).0.is_none())
                })
            {
                read.take(bound, &whole);
            } else if let Some(timing) = sentence.only_date() {
                read.actual = Actual::When(timing);
                read.doubt = whole.doubt_of_date();
            }
            read.among = among(&text, &whole, reached);
        }
        Meaning::Words => {}
    }
    Some(read)
}

impl ReadActual {
    /// Takes a quantity for the value.
    fn take(&mut self, bound: Bound, whole: &Sentence) {
        self.operator = match bound.about {
            About::Nearly => Some(Operator::LessThan),
            // What it fell to is what it is.
            _ if says_what_it_fell_to(&self.text) => None,
            // 超5万元 is that much over, but 突破20万元 is more than that.
            About::Exactly if bound.operator.is_none() && says_it_broke(&self.text) => {
                Some(Operator::MoreThan)
            }
            About::Roughly | About::Exactly => bound.operator,
        };
        self.roughly = bound.about == About::Roughly;
        (self.doubt, self.year) = said_of(&self.text, whole, &bound.quantity);
        self.most = bound.below.map(|value| Quantity {
            number: Number {
                value,
                ..bound.quantity.number
            },
            ..bound.quantity.clone()
        });
        self.actual = Actual::Measured(bound.quantity);
    }
}

/// What a text means.
pub(super) enum Meaning {
    Nothing,
    Measured(Bound),
    When(Timing, Option<Bound>),
    Words,
}

/// Folds, drops blanks (but between digits, where they may part two numbers) and outer punctuation.
pub(super) fn tighten(text: &str) -> String {
    let folded = fold(text);
    let characters: Vec<char> = folded.chars().collect();
    let mut tight = String::with_capacity(folded.len());
    for (i, &c) in characters.iter().enumerate() {
        let beside = |at: Option<usize>| {
            at.and_then(|at| characters.get(at))
                .is_some_and(char::is_ascii_digit)
        };
        let parts = beside(i.checked_sub(1)) && beside(Some(i + 1));
        if c != ' ' || (parts && !parts_thousands(&characters, i)) {
            tight.push(c);
        }
    }
    tight
        .trim_matches(|c| {
            matches!(
                c,
                '。' | ';' | ',' | '、' | ':' | '!' | '"' | '“' | '”' | '\'' | '?'
            )
        })
        .to_owned()
}

/// Whether the blank at a place parts the thousands of one number: 1 020人, but neither 2023 100 nor 100 100.
fn parts_thousands(characters: &[char], at: usize) -> bool {
    let in_number = |c: &&char| c.is_ascii_digit() || **c == ' ';
    let before = characters.iter().take(at).rev().take_while(in_number);
    let behind = characters.iter().skip(at).take_while(in_number);
    let mut number: Vec<char> = before.copied().collect();
    number.reverse();
    number.extend(behind);
    let number: String = number.into_iter().collect();
    let groups: Vec<&str> = number.trim().split(' ').collect();
    let [first, others @ ..] = groups.as_slice() else {
        return false;
    };
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && others.iter().all(|group| group.len() == 3)
        && others.iter().any(|group| group != first)
}

/// A text without the harms that it says did not happen (运行稳定,无故障), where it says anything else.
fn without_spared(text: &str) -> String {
    // One clause says all there is.
    if !text.contains(',') {
        return text.to_owned();
    }
    let kept: Vec<&str> = text
        .split(',')
        .filter(|clause| !without_harmless(clause).is_empty())
        .collect();
    if kept.is_empty() {
        text.to_owned()
    } else {
        kept.join(",")
    }
}

/// A text without the mark of its place in a list and without brackets around its number alone: `(9)次`.
fn without_marks(text: &str) -> String {
    let text = without_list_mark(text);
    if let Some(inside) = text.strip_prefix('(')
        && let Some((number, behind)) = inside.split_once(')')
        && !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit() || c == '.')
        && behind.chars().count() <= 3
        && !behind.starts_with(|c: char| c.is_ascii_digit())
    {
        return format!("{number}{behind}");
    }
    text
}

/// The meaning of a tightened text; `all` is the text in pieces, which a long one is never taken into.
fn meaning(text: &str, all: &impl Deref<Target = Sentence>) -> Meaning {
    if is_blank(text) || is_unfilled(text) {
        return Meaning::Nothing;
    }
    if says_zero(text) {
        return Meaning::Measured(zero());
    }
    if text.chars().count() > LONGEST_SENTENCE {
        return Meaning::Words;
    }
    if all.bounds().len() > 1 {
        let outside = Sentence::new(&without_brackets(text));
        if outside.bounds().len() == 1 {
            return outside.meaning();
        }
    }
    all.meaning()
}

/// A template's sign or unit whose number was never filled in: `≥`, `≥**%`, `%`.
fn is_unfilled(text: &str) -> bool {
    let bare = text.trim_matches(|c| matches!(c, '≥' | '≤' | '>' | '<' | '=' | '*' | '_' | '±'));
    bare.is_empty()
        || matches!(bare, "%" | "‰")
        || (bare.len() < text.len() && parse_unit(bare).is_some())
}

/// The text without what stands in round brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut outside = String::new();
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}
