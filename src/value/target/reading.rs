//! From the pieces of a text to its meaning: one quantity, one date, or words.

use super::bound::{About, Bound};
use super::period::Timing;
use super::sentence::Sentence;
use super::units::parse_unit;
use super::words::{Worded, grade_words};
use super::{Actual, Operator, Quantity, Target};
use crate::value::blank::is_blank;
use crate::value::fold::fold;
use crate::value::number::Number;
use rust_decimal::Decimal;

/// Longer sentences are not searched for a number: it would seldom be the target.
const LONGEST_SENTENCE: usize = 60;

/// What is said to have happened not at all.
const ZERO_OF: &[&str] = &[
    "投诉",
    "事故",
    "安全事故",
    "上访",
    "信访",
    "差错",
    "违规",
    "违纪",
    "死亡",
    "伤亡",
    "事件",
    "案件",
    "举报",
    "感染",
    "发生",
    "失误",
    "火灾",
    "疫情",
    "超支",
    "拖欠",
];

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
    /// A word that makes the quantity another one than was reached: 未完成5次, 节约10万元.
    pub qualifier: Option<&'static str>,
    /// Where the text states several quantities, those of them that it says were reached.
    pub among: Vec<Quantity>,
    /// Both ends, where the text says between which values the actual one lies.
    pub span: Option<(Quantity, Quantity)>,
    /// The text, folded and without blanks.
    pub text: String,
}

/// Understands a target; `None` where it is empty, says "not applicable", or holds a sign without a number.
#[must_use]
pub(crate) fn parse_target(text: &str) -> Option<Target> {
    let text = tighten(text);
    let blank = Target {
        operator: Operator::Qualitative,
        quantity: None,
        upper: None,
        operator_written: false,
        timing: None,
        by_then: None,
        text: text.clone(),
    };
    Some(match meaning(&text) {
        Meaning::Nothing => return None,
        Meaning::Words => blank,
        Meaning::When(timing, with) => Target {
            operator: Operator::By,
            operator_written: timing.before,
            timing: Some(timing),
            by_then: with.map(|bound| bound.quantity),
            ..blank
        },
        Meaning::Measured(bound) => Target {
            operator: bound.operator.unwrap_or(Operator::Equal),
            operator_written: bound.operator.is_some(),
            quantity: Some(bound.quantity),
            upper: bound.upper,
            ..blank
        },
    })
}

/// Understands an actual value; `None` where it is empty or says "not applicable".
#[must_use]
pub(crate) fn parse_actual(text: &str) -> Option<Actual> {
    read_actual(text).map(|read| read.actual)
}

/// Understands an actual value, and keeps what else its text says.
#[must_use]
pub(crate) fn read_actual(text: &str) -> Option<ReadActual> {
    let text = tighten(text);
    let mut read = ReadActual {
        actual: Actual::Words(Worded {
            degrees: grade_words(&text),
            text: text.clone(),
        }),
        operator: None,
        by_then: None,
        roughly: false,
        qualifier: None,
        among: Vec::new(),
        span: None,
        text: text.clone(),
    };
    match meaning(&text) {
        Meaning::Nothing => return None,
        Meaning::When(timing, with) => {
            read.actual = Actual::When(timing);
            read.by_then = with.map(|bound| bound.quantity);
        }
        // A range says between which values the actual lies, not what it is.
        Meaning::Measured(Bound {
            quantity,
            upper: Some(upper),
            ..
        }) => read.span = Some((quantity, upper)),
        Meaning::Measured(bound) => {
            read.qualifier = Sentence::new(&without_brackets(&text)).qualifier();
            read.take(bound);
        }
        Meaning::Words if text.chars().count() <= LONGEST_SENTENCE => {
            let mut reached = Sentence::new(&without_brackets(&text)).reached();
            match reached.len() {
                1 => read.take(reached.remove(0)),
                _ => read.among = reached.into_iter().map(|bound| bound.quantity).collect(),
            }
        }
        Meaning::Words => {}
    }
    Some(read)
}

impl ReadActual {
    /// Takes a quantity for the value.
    fn take(&mut self, bound: Bound) {
        self.operator = match bound.about {
            About::Nearly => Some(Operator::LessThan),
            About::Roughly | About::Exactly => bound.operator,
        };
        self.roughly = bound.about == About::Roughly;
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
        if c != ' ' || (beside(i.checked_sub(1)) && beside(Some(i + 1))) {
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

/// The meaning of a tightened text.
fn meaning(text: &str) -> Meaning {
    if is_blank(text) || is_unfilled(text) {
        return Meaning::Nothing;
    }
    if says_zero(text) {
        return Meaning::Measured(zero());
    }
    if text.chars().count() > LONGEST_SENTENCE {
        return Meaning::Words;
    }
    let all = Sentence::new(text);
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

/// 没有, 零投诉, 未发生安全事故: nothing of it happened.
fn says_zero(text: &str) -> bool {
    matches!(text, "没有" | "零" | "未发生" | "无发生")
        || ["零", "无", "未发生", "没有", "未出现"]
            .iter()
            .filter_map(|no| text.strip_prefix(no))
            .any(|what| ZERO_OF.contains(&what))
}

fn zero() -> Bound {
    Bound {
        operator: None,
        quantity: Quantity::bare(Number::written(Decimal::ZERO)),
        upper: None,
        chinese: false,
        unit_known: true,
        about: About::Exactly,
    }
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
