//! A text taken apart: quantities, dates, loose comparison words, and the words between them.

use winnow::combinator::{alt, repeat};
use winnow::prelude::*;

use super::Operator;
use super::bound::{Bound, bound, character};
use super::comparator::{suffix, word};
use super::numerals::digit;
use super::period::{Timing, timing};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A date or period.
    Time(Timing),
    /// A quantity with its comparison.
    Bound(Bound),
    /// A comparison word that stands apart from its number: 至少…2次, …的范围以内.
    Comparison(Operator),
    /// Words.
    Text(String),
}

/// Takes a folded text without blanks apart. Nothing is lost: what is no quantity and no date is words.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut rest = text;
    let mut pieces: Vec<Piece> = Vec::new();
    while let Some(piece) = next_piece(&mut rest, pieces.last()) {
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(words)), Piece::Text(more)) => words.push_str(&more),
            (_, piece) => pieces.push(piece),
        }
    }
    pieces
}

/// The next piece; behind a letter, a digit or 第 no number begins (PM2.5, 第3届, `96,5`), but a comparison may.
fn next_piece(rest: &mut &str, before: Option<&Piece>) -> Option<Piece> {
    let inside_a_word = match before {
        Some(Piece::Text(words)) => {
            let mut back = words.chars().rev();
            let last = back.next();
            let broken = matches!(last, Some(',' | '。' | '·'))
                && back.next().is_some_and(|c| c.is_ascii_digit());
            broken
                || last.is_some_and(|c| {
                    c.is_ascii_alphanumeric() || matches!(c, '第' | '.' | '〔' | '#')
                })
        }
        _ => false,
    };
    let number_next = rest
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_alphanumeric() || c == '.' || digit(c).is_some());
    // 节约, 预约, 附近: what looks like "about" is the end of a word.
    let about_ends_a_word = match before {
        Some(Piece::Text(words)) => {
            (rest.starts_with('约') && words.ends_with(['节', '预', '签', '合', '公', '违', '条']))
                || (rest.starts_with('近') && words.ends_with(['附', '最', '临']))
        }
        _ => false,
    };
    let mut letter = |input: &mut &str| {
        character
            .map(|c: char| Piece::Text(c.to_string()))
            .parse_next(input)
    };
    let parsed: ModalResult<Piece> = if inside_a_word && number_next {
        digits_or_letter.parse_next(rest)
    } else if about_ends_a_word {
        letter.parse_next(rest)
    } else {
        alt((
            timing.map(Piece::Time),
            bound.map(Piece::Bound),
            alt((word, suffix)).map(Piece::Comparison),
            letter,
        ))
        .parse_next(rest)
    };
    parsed.ok()
}

/// A run of digits that belongs to the word before it, or one character.
fn digits_or_letter(input: &mut &str) -> ModalResult<Piece> {
    let digits = repeat(1.., winnow::token::one_of(|c: char| c.is_ascii_digit()));
    alt((digits, character.map(|c: char| c.to_string())))
        .map(Piece::Text)
        .parse_next(input)
}
