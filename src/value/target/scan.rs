//! A text taken apart: quantities, dates, loose comparison words, and the words between them.

use winnow::combinator::{alt, repeat};
use winnow::prelude::*;

use super::Operator;
use super::bound::{Bound, bound, character, frequency};
use super::comparator::{loose_suffix, word};
use super::frequency::each_period;
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
    /// A period that stands apart from its count: 每月组织…1次.
    Each(String),
    /// Words.
    Text(String),
}

/// What looks like "about" or a limit, and what makes it the end of another word: 节约, 附近, 期限, 不限.
const ENDS_OF_WORDS: &[(&str, &[&str])] = &[
    ("以上", &["级"]),
    ("及以上", &["级"]),
    ("以下", &["级"]),
    ("约", &["节", "预", "签", "合", "公", "违", "条"]),
    ("近", &["附", "最", "临"]),
    (
        "限",
        &[
            "期", "时", "权", "有", "局", "极", "界", "不", "无", "未", "门", "受", "大", "宽",
            "年",
        ],
    ),
    ("长于", &["擅", "善", "专", "成", "生"]),
    // 几十 and 数百 are several of them.
    ("十", SEVERAL),
    ("百", SEVERAL),
    ("千", SEVERAL),
    ("万", SEVERAL),
    ("亿", SEVERAL),
];

/// What makes several of a numeral behind it.
const SEVERAL: &[&str] = &["几", "训数", "达数", "共数", "约数", "了数", "过数"];

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
                    c.is_ascii_alphanumeric()
                        || matches!(c, '第' | '.' | '〔' | '#')
                        // 几十场, 数百人 say no number.
                        || (matches!(c, '几' | '数') && rest.starts_with(['十', '百', '千', '万']))
                })
        }
        _ => false,
    };
    let number_next = rest.chars().next().is_some_and(|c| {
        c.is_ascii_alphanumeric()
            || c == '.'
            || digit(c).is_some()
            || matches!(c, '十' | '百' | '千')
    });
    let ends_a_word = match before {
        Some(Piece::Text(words)) => ENDS_OF_WORDS.iter().any(|(end, fronts)| {
            let front_fits = fronts.iter().any(|front| words.ends_with(front))
                || (*fronts == SEVERAL && words == "数");
            rest.starts_with(end) && front_fits
        }),
        _ => false,
    };
    // 当月1次, 上周1次: the period is a certain one.
    // 12345热线 is a name.
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_hotline = digits > 0
        && rest
            .get(digits..)
            .is_some_and(|behind| behind.starts_with("热线"));
    let named_period = matches!(
        before,
        Some(Piece::Text(words)) if words.ends_with(['当', '本', '次', '上', '下', '同', '该', '首', '末', '每'])
    );
    let mut letter = |input: &mut &str| {
        character
            .map(|c: char| Piece::Text(c.to_string()))
            .parse_next(input)
    };
    let parsed: ModalResult<Piece> = if (inside_a_word && number_next) || is_hotline {
        digits_or_letter.parse_next(rest)
    } else if ends_a_word {
        letter.parse_next(rest)
    } else {
        alt((
            frequency.verify(|_| !named_period).map(Piece::Bound),
            timing.map(Piece::Time),
            bound.map(Piece::Bound),
            each_period.map(Piece::Each),
            alt((word, loose_suffix)).map(Piece::Comparison),
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
