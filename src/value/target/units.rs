//! Units: which words are units, what their prefixes multiply, and which ones measure the same thing.

mod table;

use rust_decimal::Decimal;
use winnow::combinator::{alt, delimited, not, opt, preceded, repeat, terminated};
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

use super::frequency::period_below;
use super::lexicon::{Lexicon, longest};
pub(super) use table::{Kind, kind_of};

/// A unit as read: its normalised name and what one of the written number is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// The normalised name; empty where only a prefix was written (`5.8万`).
    pub(super) name: String,
    /// What one of the written number is in that unit.
    pub(super) scale: Decimal,
    /// Whether every word of it is a known unit.
    pub(super) known: bool,
}

/// Prefixes that multiply, as powers of ten.
const PREFIXES: Lexicon<u32> = &[
    ("十", 1),
    ("百", 2),
    ("千", 3),
    ("万", 4),
    ("十万", 5),
    ("百万", 6),
    ("千万", 7),
    ("亿", 8),
    ("十亿", 9),
    ("百亿", 10),
    ("千亿", 11),
    ("万亿", 12),
];

/// Percent in all its writings, and its kin; the power of ten that the number is divided by.
const RATIOS: Lexicon<u32> = &[
    ("%", 2),
    ("%%", 2),
    ("%(百分比)", 2),
    ("%(百分数)", 2),
    ("百分比(%)", 2),
    ("百分比", 2),
    ("百分数", 2),
    ("百分点", 2),
    ("个百分点", 2),
    // The key of the percent sign without its shift lies beside that of the dollar sign.
    ("$", 2),
    ("‰", 3),
    ("%。", 3),
    ("成", 1),
];

/// The prefix that a scale was written with.
pub(super) fn prefix_of(scale: Decimal) -> &'static str {
    PREFIXES
        .iter()
        .find(|(_, power)| scale == Decimal::from(10_i64.pow(*power)))
        .map_or("", |(word, _)| word)
}

/// Parses a known unit, its prefix included: `万人`, `%`, `元/人·月`, `台(套)`, `万`, `/月`.
pub(super) fn unit(input: &mut &str) -> ModalResult<Unit> {
    alt((bracketed, ratio, among, measured)).parse_next(input)
}

/// So many among a round number: `/10万`, `人/10万人`, `例/十万`, `张/千人口`. What is counted falls away, as does what
/// it is counted among, as both sides of a row count the same. Money is none of it (元/万人).
fn among(input: &mut &str) -> ModalResult<Unit> {
    let counted = word.verify(|word: &str| {
        matches!(
            table::kind_of(word),
            Kind::Person | Kind::Event | Kind::Thing | Kind::Body | Kind::Any | Kind::Own
        ) && !word.contains('元')
    });
    let people = alt(("人口", "人次", "人", "户", "辆", "名"));
    let name = (
        opt(counted),
        alt(('/', '每')),
        opt('每'),
        longest(&[
            ("千", "/千"),
            ("万", "/万"),
            ("十万", "/10万"),
            ("10万", "/10万"),
            ("百万", "/百万"),
            ("100万", "/百万"),
        ]),
        opt(people),
        not(one_of([
            '元', '美', '吨', '米', '公', '平', '立', '亩', '度', '辆', '瓦',
        ])),
    )
        .map(|(_, _, _, name, _, _)| name)
        .parse_next(input)?;
    Ok(Unit {
        name: name.to_owned(),
        scale: Decimal::ONE,
        known: true,
    })
}

/// A unit that stands in brackets behind its number: `98(%)`.
fn bracketed(input: &mut &str) -> ModalResult<Unit> {
    delimited('(', alt((ratio, measured)), ')').parse_next(input)
}

/// Percent and its kin. 成 is one tenth only where no word such as 成本 goes on.
fn ratio(input: &mut &str) -> ModalResult<Unit> {
    terminated(
        longest(RATIOS),
        not(one_of([
            '本', '立', '功', '果', '效', '人', '员', '品', '交',
        ])),
    )
    .map(|power| Unit {
        name: "%".to_owned(),
        scale: Decimal::new(1, power),
        known: true,
    })
    .parse_next(input)
}

/// A prefix, a measure and what it is per; at least one of them.
fn measured(input: &mut &str) -> ModalResult<Unit> {
    let mut upper = alt((
        (prefix, opt(alone)).map(|(power, word)| (power, word)),
        alone.map(|word| (0, Some(word))),
        per_sign.value((0, None)),
    ));
    let mut text = *input;
    let (power, upper) = upper.parse_next(&mut text)?;
    // A lone `/` belongs to the lower half: give it back.
    let mut rest = if power == 0 && upper.is_none() {
        *input
    } else {
        text
    };
    // 1次/2个月, but 12/31日 is no twelve in 31 days.
    let counted = upper.is_some();
    let lower: Vec<String> = opt(|input: &mut &str| lower_half(input, counted))
        .parse_next(&mut rest)?
        .unwrap_or_default();
    if power == 0 && upper.is_none() && lower.is_empty() {
        return winnow::combinator::fail.parse_next(input);
    }
    *input = rest;
    Ok(Unit {
        name: name_of(upper.unwrap_or_default(), &lower),
        scale: Decimal::from(10_i64.pow(power)),
        known: true,
    })
}

/// A multiplying prefix, not the first character of a measure such as 千克.
fn prefix(input: &mut &str) -> ModalResult<u32> {
    preceded(not(word), terminated(longest(PREFIXES), opt('余'))).parse_next(input)
}

/// A measure word; a doubled one (`个个`, from a value and a unit column) counts once, and one in
/// brackets belongs to it (`台(套)`).
fn alone<'t>(input: &mut &'t str) -> ModalResult<&'t str> {
    let first = word.parse_next(input)?;
    let doubled: ModalResult<&str> = word.parse_peek(input).map(|(_, second)| second);
    if doubled.is_ok_and(|second| second == first) {
        word.parse_next(input)?;
    } else {
        opt(delimited('(', word, ')')).parse_next(input)?;
    }
    Ok(first)
}

/// What it is per: `/人`, `/人·天`, `/(人·月)`, `每亩`; where periods may be counted, `/2个月`, too.
fn lower_half(input: &mut &str, counted: bool) -> ModalResult<Vec<String>> {
    let part = |input: &mut &str| -> ModalResult<Vec<String>> {
        let mut part = word.map(apart);
        if counted {
            alt((part, period_below.map(|period| vec![period]))).parse_next(input)
        } else {
            part.parse_next(input)
        }
    };
    let joined = || {
        (
            part,
            repeat(0.., preceded((join_sign, opt('每')), part)).map(|more: Vec<Vec<String>>| more),
        )
            .map(|(first, more)| {
                first
                    .into_iter()
                    .chain(more.into_iter().flatten())
                    .collect()
            })
    };
    preceded(
        (per_sign, opt('每')),
        alt((delimited('(', joined(), ')'), joined())),
    )
    .parse_next(input)
}

/// 元/人年 is 元/人·年.
fn apart(word: &str) -> Vec<String> {
    let parts: &[&str] = match word {
        "人年" => &["人", "年"],
        "人月" => &["人", "月"],
        "人天" | "人日" => &["人", "天"],
        "日" => &["天"],
        word => return vec![word.to_owned()],
    };
    parts.iter().map(|part| (*part).to_owned()).collect()
}

/// What stands between the upper and the lower half.
fn per_sign(input: &mut &str) -> ModalResult<char> {
    one_of(['/', '每', '*', '·']).parse_next(input)
}

/// What stands between the parts of the lower half: `人·月`, `人*月`, `人、天`, `人/年`.
fn join_sign(input: &mut &str) -> ModalResult<char> {
    one_of(['·', '•', '*', '×', '、', '/', '.', '每', '-']).parse_next(input)
}

/// A known measure word, in its normalised spelling. Latin ones end where no letter follows.
pub(super) fn word<'t>(input: &mut &'t str) -> ModalResult<&'t str> {
    let measure = longest(table::WORDS).parse_next(input)?;
    if measure.name.is_ascii() {
        not(one_of(|c: char| c.is_ascii_alphanumeric())).parse_next(input)?;
    }
    Ok(measure.name)
}

/// A unit that is not in the table: up to four Chinese characters.
///
/// Only the caller knows whether it may stand there; words that go on with a sentence are refused.
pub(super) fn unlisted(input: &mut &str) -> ModalResult<Unit> {
    take_while(1..=4, |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
        .verify(|word: &str| {
            !super::lexicon::holds(
                word,
                &[
                    "完成", "达", "以", "前", "后", "内", "号", "级", "届", "等", "的", "已", "未",
                    "不", "为", "上", "下", "左右", "超", "年", "月", "日", "均", "全", "优", "良",
                    "合格", "提", "增", "减", "降", "余", "多", "率", "度",
                ],
            )
        })
        .map(|word: &str| Unit {
            name: word.to_owned(),
            scale: Decimal::ONE,
            known: false,
        })
        .parse_next(input)
}

/// The normalised name of a unit: `元/人·月`.
pub(super) fn name_of<S: AsRef<str>>(upper: &str, lower: &[S]) -> String {
    if lower.is_empty() {
        upper.to_owned()
    } else {
        let lower: Vec<&str> = lower.iter().map(AsRef::as_ref).collect();
        format!("{upper}/{}", lower.join("·"))
    }
}

/// Reads the text of a unit column (`%`, `万元`, `元/人`, `%(百分比)`); `None` where it is no known unit.
pub(super) fn parse_unit(text: &str) -> Option<Unit> {
    let tight = crate::value::fold::fold_tight(text);
    // 1/10万 as the heading of a column is one in a hundred thousand.
    let tight = match tight.strip_prefix('1') {
        Some(rest) if rest.starts_with('/') => rest,
        _ => tight.as_str(),
    };
    unit.parse(tight).ok()
}
