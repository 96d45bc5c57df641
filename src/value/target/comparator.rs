//! Comparison signs and words, before and behind a number.
//!
//! Words are a grammar: a comparison (超过, 低于) and what forbids or denies it (不得, 严禁, 未) make the opposite
//! bound; limits have names of their own (上限, 封顶, 为限).

mod lexemes;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use winnow::combinator::{alt, delimited, eof, fail, not, opt, peek, preceded, terminated};
use winnow::prelude::*;
use winnow::token::{any, one_of};

use super::Operator::{self, AtLeast, AtMost, Equal, LessThan, MoreThan};
use super::lexicon::{holds, longest};
use lexemes::{
    BEYOND, CORES, DENIED_CORES, EXTREMES, FELL_TO, FORBIDS, GOVERNORS, LIMIT_NAMES, LIMITS_BEHIND,
    NEGATIONS, Reach, SIGNS, SUFFIXES,
};

/// A comparison word, and whether it counts only right in front of a number.
type Word = (Operator, Reach);

/// A comparison sign; a sign that is written twice (`≥≥`) counts once.
pub(super) fn sign(input: &mut &str) -> ModalResult<Operator> {
    let first = longest(SIGNS).parse_next(input)?;
    let second = opt(longest(SIGNS)).parse_next(input)?;
    // A column `=` joined with a cell `≥95%` gives `=≥95%`: the cell knows better.
    Ok(match second {
        Some(second) if first == Equal => second,
        _ => first,
    })
}

/// A comparison word that counts apart from its number, too.
pub(super) fn word(input: &mut &str) -> ModalResult<Operator> {
    any_word
        .verify(|(_, reach): &Word| *reach == Reach::Far)
        .map(|(operator, _)| operator)
        .parse_next(input)
}

/// A sign or a word, or a word with a sign (`不低于≥95%`).
pub(super) fn prefix(input: &mut &str) -> ModalResult<Operator> {
    alt((
        (any_word, opt(sign)).map(|((word, _), sign)| match sign {
            // 上限<20 and 最低>5: the sign says which bound it is.
            Some(sign) if sign.is_upper_bound() == word.is_upper_bound() => sign,
            _ => word,
        }),
        preceded(opt(':'), sign),
    ))
    .parse_next(input)
}

/// 超过, 不得低于, 最高不超过, 上限为, 严禁支出超过.
fn any_word(input: &mut &str) -> ModalResult<Word> {
    peek(one_of(begins_a_word)).parse_next(input)?;
    alt((
        preceded(extreme_or_limit, comparison),
        comparison,
        governed,
        extreme_or_limit,
    ))
    .parse_next(input)
}

/// Whether a word of comparison begins with a character: most of a text does not, and is passed over at once.
fn begins_a_word(c: char) -> bool {
    static FIRST: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
        let words = [CORES, FELL_TO, EXTREMES, LIMIT_NAMES]
            .into_iter()
            .flatten();
        words
            .map(|(word, _)| *word)
            .chain(NEGATIONS.iter().map(|(word, _)| *word))
            .chain(GOVERNORS.iter().map(|(word, ())| *word))
            .filter_map(|word| word.chars().next())
            .collect()
    });
    FIRST.contains(&c)
}

/// 最高, 至少, 上限为, 封顶.
fn extreme_or_limit(input: &mut &str) -> ModalResult<Word> {
    let joint = opt(alt(("控制在", "定为", "设为", "为", "是", "在", ":")));
    alt((longest(EXTREMES), terminated(longest(LIMIT_NAMES), joint))).parse_next(input)
}

/// A comparison, perhaps forbidden or denied; a denial of a denial is none: 不能不足.
fn comparison(input: &mut &str) -> ModalResult<Word> {
    let twice = |input: &mut &str| -> ModalResult<Word> {
        (
            longest(NEGATIONS),
            longest(NEGATIONS),
            alt((core, denied_core)),
        )
            .map(|(a, b, (operator, reach))| (operator, reach.max(a).max(b)))
            .parse_next(input)
    };
    let once = |input: &mut &str| -> ModalResult<Word> {
        (longest(NEGATIONS), alt((core, denied_core)))
            .map(|(denied, (operator, reach))| (opposite(operator), reach.max(denied)))
            .parse_next(input)
    };
    alt((twice, once, core)).parse_next(input)
}

/// 超过, 大于或等于.
fn core(input: &mut &str) -> ModalResult<Word> {
    let (operator, reach) = alt((longest(FELL_TO), longest(CORES))).parse_next(input)?;
    let or_equal = opt(preceded(opt(alt(("或者", "或"))), "等于")).parse_next(input)?;
    Ok(match (operator, or_equal) {
        (MoreThan, Some(_)) => (AtLeast, reach),
        (LessThan, Some(_)) => (AtMost, reach),
        _ => (operator, reach),
    })
}

/// What compares only behind a denial: 不超, 未达到, 不窄于.
fn denied_core(input: &mut &str) -> ModalResult<Word> {
    longest(DENIED_CORES).parse_next(input)
}

/// 严禁支出超过, 不允许误差率高于: what is forbidden has a subject of its own.
fn governed(input: &mut &str) -> ModalResult<Word> {
    const LONGEST_SUBJECT: usize = 8;
    let mut rest = *input;
    longest(GOVERNORS).parse_next(&mut rest)?;
    for _ in 0..=LONGEST_SUBJECT {
        let found: ModalResult<Word> = core.parse_next(&mut rest);
        if let Ok((operator, reach)) = found {
            *input = rest;
            return Ok((opposite(operator), reach));
        }
        not(longest(NEGATIONS)).parse_next(&mut rest)?;
        one_of(is_word).parse_next(&mut rest)?;
    }
    fail.parse_next(input)
}

fn is_word(c: char) -> bool {
    c.is_alphabetic()
}

/// The bound that is left where a comparison is forbidden.
const fn opposite(operator: Operator) -> Operator {
    match operator {
        MoreThan => AtMost,
        LessThan => AtLeast,
        AtLeast => LessThan,
        AtMost => MoreThan,
        other => other,
    }
}

/// A comparison word behind a quantity: 以上, (含)以上, 以内, `+`, 封顶, 不得超过, (上限).
pub(super) fn suffix(input: &mut &str) -> ModalResult<Operator> {
    let inclusive = || opt(alt(("(含)", "(含本数)", "含")));
    alt((
        (
            inclusive(),
            alt((longest(SUFFIXES), '+'.value(AtLeast))),
            inclusive(),
        )
            .map(|(_, operator, _)| operator),
        limit_behind,
    ))
    .parse_next(input)
}

/// A comparison word behind a quantity that counts apart from it, too: 在预算的5%的范围以内.
pub(super) fn loose_suffix(input: &mut &str) -> ModalResult<Operator> {
    longest(SUFFIXES).parse_next(input)
}

/// What makes a limit of the quantity before it, where no more of the clause follows: 20场封顶, 20万元不得超过,
/// 20场(上限).
fn limit_behind(input: &mut &str) -> ModalResult<Operator> {
    let after = |input: &mut &str| -> ModalResult<Operator> {
        opt(one_of([',', '、'])).parse_next(input)?;
        alt((
            longest(LIMITS_BEHIND),
            (longest(NEGATIONS), alt((core, denied_core)))
                .map(|(_, (operator, _))| opposite(operator)),
        ))
        .parse_next(input)
    };
    let named = || alt((longest(SUFFIXES), any_word.map(|(operator, _)| operator)));
    alt((
        terminated(
            after,
            peek(alt((eof.void(), one_of([',', '。', ';', ')', '(']).void()))),
        ),
        delimited('(', alt((longest(LIMITS_BEHIND), named())), ')'),
    ))
    .parse_next(input)
}

/// What a written prefix and a written suffix say together; `None` where they contradict.
pub(super) fn together(
    prefix: Option<Operator>,
    suffix: Option<Operator>,
) -> Option<Option<Operator>> {
    match (prefix, suffix) {
        (Some(a), Some(b)) if a == b => Some(Some(a)),
        (Some(MoreThan), Some(AtLeast)) | (Some(Equal), Some(AtLeast)) => Some(Some(AtLeast)),
        (Some(LessThan), Some(AtMost)) | (Some(Equal), Some(AtMost)) => Some(Some(AtMost)),
        (Some(_), Some(_)) => None,
        (one, other) => Some(one.or(other)),
    }
}

/// Whether a target leaves open which way its comparison is meant: it asks (是否超过), or a word that forbids stands
/// apart from a comparison that nothing denies (防止…超过, 禁止…低于).
pub(super) fn leaves_direction_open(text: &str) -> bool {
    holds(text, &["是否", "能否", "不以"])
        || text
            .split([',', '。', ';', '、'])
            .any(|clause| forbids(clause) && compares_freely(clause))
}

/// Whether a text forbids something: a number of it without a comparison may be a bound either way (严禁超期5日).
pub(super) fn forbids(text: &str) -> bool {
    holds(text, FORBIDS)
}

/// Whether a target wants more than its number: 突破500人, 超10亿元.
pub(super) fn asks_for_more_than(text: &str) -> bool {
    number_follows(text, BEYOND)
}

/// Whether an actual value says that it went beyond its number: 突破20万元.
pub(super) fn says_it_broke(text: &str) -> bool {
    number_follows(text, &["突破", "逾"])
}

/// Whether a number in digits stands right behind one of the words.
fn number_follows(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let behind = text.get(at + word.len()..).unwrap_or_default();
            behind.starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// Whether an actual value says what something fell or was kept to (降至3%, 控制在5%): that is what it is, and no bound.
pub(super) fn says_what_it_fell_to(text: &str) -> bool {
    let words = FELL_TO.iter().map(|(word, _)| *word);
    words
        .chain(["控制在", "控制到"])
        .any(|word| text.contains(word))
}

/// Whether a clause holds a comparison that nothing denies.
fn compares_freely(clause: &str) -> bool {
    let mut rest = clause;
    while !rest.is_empty() {
        let is_denied = NEGATIONS.iter().any(|(word, _)| rest.starts_with(word));
        let found: ModalResult<Word> = any_word.parse_next(&mut rest);
        match found {
            Ok((MoreThan | LessThan, _)) if !is_denied => return true,
            Ok(_) => {}
            Err(_) => {
                let _: ModalResult<char> = any.parse_next(&mut rest);
            }
        }
    }
    false
}
