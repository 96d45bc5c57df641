//! Comparison signs and words, before and behind a number.

use winnow::combinator::{alt, opt, preceded};
use winnow::prelude::*;

use super::Operator::{self, AtLeast, AtMost, Equal, LessThan, MoreThan};
use super::lexicon::{Lexicon, longest};

/// Signs, the look-alikes already folded.
const SIGNS: Lexicon<Operator> = &[
    ("≥=", AtLeast),
    ("=≥", AtLeast),
    ("≥", AtLeast),
    (">=", AtLeast),
    ("=>", AtLeast),
    (">", MoreThan),
    ("≤=", AtMost),
    ("=≤", AtMost),
    ("≤", AtMost),
    ("<=", AtMost),
    ("=<", AtMost),
    ("<", LessThan),
    ("==", Equal),
    ("=", Equal),
];

/// Words in front of a number that are as good as a sign.
const WORDS: Lexicon<Operator> = &[
    ("大于等于", AtLeast),
    ("大于或等于", AtLeast),
    ("大于或者等于", AtLeast),
    ("高于等于", AtLeast),
    ("高于或等于", AtLeast),
    ("达到或超过", AtLeast),
    ("不少于", AtLeast),
    ("不小于", AtLeast),
    ("不低于", AtLeast),
    ("不得少于", AtLeast),
    ("不得低于", AtLeast),
    ("不能少于", AtLeast),
    ("不能低于", AtLeast),
    ("不应少于", AtLeast),
    ("不应低于", AtLeast),
    ("至少", AtLeast),
    ("最少", AtLeast),
    ("最低", AtLeast),
    ("大于", MoreThan),
    ("高于", MoreThan),
    ("多于", MoreThan),
    ("超过", MoreThan),
    ("小于等于", AtMost),
    ("小于或等于", AtMost),
    ("小于或者等于", AtMost),
    ("低于等于", AtMost),
    ("低于或等于", AtMost),
    ("不大于", AtMost),
    ("不高于", AtMost),
    ("不多于", AtMost),
    ("不超过", AtMost),
    ("不超出", AtMost),
    ("不得超过", AtMost),
    ("不能超过", AtMost),
    ("不得高于", AtMost),
    ("不得大于", AtMost),
    ("不得多于", AtMost),
    ("不能高于", AtMost),
    ("不能大于", AtMost),
    ("不应超过", AtMost),
    ("不应高于", AtMost),
    ("不可超过", AtMost),
    ("不突破", AtMost),
    ("最多", AtMost),
    ("至多", AtMost),
    ("最高", AtMost),
    ("最高不超过", AtMost),
    ("控制在", AtMost),
    ("控制到", AtMost),
    ("小于", LessThan),
    ("低于", LessThan),
    ("少于", LessThan),
    ("等于", Equal),
];

/// Words that are as good as a sign only right in front of a number: 不足 and 未达到 also stand in sentences that
/// compare nothing (人手不足, 未达到预期).
const CLOSE_WORDS: Lexicon<Operator> = &[
    ("未低于", AtLeast),
    ("未少于", AtLeast),
    ("没有低于", AtLeast),
    ("未超过", AtMost),
    ("未超出", AtMost),
    ("未超", AtMost),
    ("未高于", AtMost),
    ("未突破", AtMost),
    ("没有超过", AtMost),
    ("没超过", AtMost),
    ("降至", AtMost),
    ("降到", AtMost),
    ("下降至", AtMost),
    ("下降到", AtMost),
    ("降低至", AtMost),
    ("降低到", AtMost),
    ("减少至", AtMost),
    ("减少到", AtMost),
    ("压减至", AtMost),
    ("压减到", AtMost),
    ("压缩至", AtMost),
    ("压缩到", AtMost),
    ("不足", LessThan),
    ("不到", LessThan),
    ("不满", LessThan),
    ("未满", LessThan),
    ("未达", LessThan),
    ("未达到", LessThan),
    ("未到", LessThan),
    ("没有达到", LessThan),
    ("没达到", LessThan),
    ("尚未达到", LessThan),
];

/// Words behind a quantity that are as good as a sign.
const SUFFIXES: Lexicon<Operator> = &[
    ("以上", AtLeast),
    ("及以上", AtLeast),
    ("及其以上", AtLeast),
    ("或以上", AtLeast),
    ("之上", AtLeast),
    ("以下", AtMost),
    ("及以下", AtMost),
    ("及其以下", AtMost),
    ("或以下", AtMost),
    ("之下", AtMost),
    ("以内", AtMost),
    ("之内", AtMost),
    ("及以内", AtMost),
];

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

/// A comparison word in front of a number.
pub(super) fn word(input: &mut &str) -> ModalResult<Operator> {
    longest(WORDS).parse_next(input)
}

/// A sign or a word, or a word with a sign (`不低于≥95%`).
pub(super) fn prefix(input: &mut &str) -> ModalResult<Operator> {
    alt((
        (alt((longest(CLOSE_WORDS), word)), opt(sign)).map(|(word, _)| word),
        preceded(opt(':'), sign),
    ))
    .parse_next(input)
}

/// A comparison word behind a quantity: 以上, (含)以上, 以内, `+`.
pub(super) fn suffix(input: &mut &str) -> ModalResult<Operator> {
    let inclusive = || opt(alt(("(含)", "(含本数)", "含")));
    (
        inclusive(),
        alt((longest(SUFFIXES), '+'.value(AtLeast))),
        inclusive(),
    )
        .map(|(_, operator, _)| operator)
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
