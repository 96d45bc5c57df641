//! One quantity with the comparison it was written with: `≥95%`, `不少于800篇`, `5%-10%`, `每亩300`.

mod often;
mod range;
mod stretch;

use rust_decimal::Decimal;
use winnow::combinator::{alt, fail, not, opt, peek, terminated};
use winnow::prelude::*;
use winnow::token::{any, one_of};

use super::comparator::{prefix, suffix, together};
use super::frequency::each;
use super::lexicon::longest;
use super::units::{Unit, name_of, unit, unlisted};
use super::written::{Figure, figure};
use super::{Operator, Quantity};
pub(super) use often::frequency;
use often::is_day_of;
use range::{range, tolerance};
use stretch::stretch;

/// A quantity as it stands in a text, with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    /// The comparison written with it.
    pub(super) operator: Option<Operator>,
    /// The quantity; of a range the lower end.
    pub(super) quantity: Quantity,
    /// The upper end of a range.
    pub(super) upper: Option<Quantity>,
    /// Written in Chinese numerals, which also stand in words that count nothing (两品一械).
    pub(super) chinese: bool,
    /// Whether its unit, if it has one, is a known one.
    pub(super) unit_known: bool,
    /// How exact it is said to be.
    pub(super) about: About,
    /// What it stays below, where 余 or 多 behind it says that it is somewhat more: 600 of 500余人.
    pub(super) below: Option<Decimal>,
}

/// How exact a number is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// As written.
    Exactly,
    /// 约, 左右
    Roughly,
    /// 近, 接近: somewhat less.
    Nearly,
}

/// Parses a quantity or a range, with its comparison.
pub(super) fn bound(input: &mut &str) -> ModalResult<Bound> {
    alt((tolerance, range, single)).parse_next(input)
}

/// `≥95%`, `98%以上`, `不低于85%`, `每亩300`, `约50人`.
fn single(input: &mut &str) -> ModalResult<Bound> {
    let mut parts = (
        opt(terminated(each, peek(prefix))),
        opt(terminated(prefix, opt(filler))),
        opt(approximate),
        opt(each),
        quantity,
        opt(suffix_or_inside),
    );
    let (per, before, about, per_behind, mut bound, after) = parts.parse_next(input)?;
    let each = per.or(per_behind);
    let Some(operator) = together(before, after) else {
        return fail.parse_next(input);
    };
    if let Some(each) = each {
        if is_day_of(&each, &bound) {
            return fail.parse_next(input);
        }
        let upper = bound.quantity.unit.take().unwrap_or_default();
        bound.quantity.unit = Some(name_of(&upper, &each));
    }
    let has_unit = bound.quantity.unit.is_some() && bound.unit_known;
    if bound.chinese && !has_unit {
        // 一 and 三 alone stand in words, 二十 and ≥三 do not.
        let is_meant = operator.is_some() || bound.quantity.number.value >= Decimal::TEN;
        if bound.quantity.unit.is_some() || !is_meant {
            return fail.parse_next(input);
        }
        peek(unit_end).parse_next(input)?;
    }
    bound.operator = operator;
    bound.about = match about {
        Some(about) => about,
        None if after == Some(Operator::Equal) => About::Roughly,
        None => About::Exactly,
    };
    Ok(bound)
}

/// A number with its unit, and with what says that it is money.
pub(super) fn quantity(input: &mut &str) -> ModalResult<Bound> {
    if let Some(bound) = opt(stretch).parse_next(input)? {
        return Ok(bound);
    }
    let currency = opt(currency).parse_next(input)?;
    let figure = figure.parse_next(input)?;
    let mut bound = with_unit(figure, input)?;
    let unit = &mut bound.quantity.unit;
    if currency.is_some() && unit.is_none() {
        *unit = Some("元".to_owned());
    }
    if unit.as_deref() == Some("元") {
        // 98万元整, but 98万元整治河道
        opt(alt((
            terminated('整', peek(unit_end)).void(),
            currency_word.void(),
        )))
        .parse_next(input)?;
    }
    Ok(bound)
}

/// What stands in front of an amount and says in which money it is.
fn currency(input: &mut &str) -> ModalResult<()> {
    alt((currency_word, '¥'.void())).parse_next(input)
}

fn currency_word(input: &mut &str) -> ModalResult<()> {
    longest(&[("人民币", ()), ("RMB", ()), ("rmb", ()), ("CNY", ())]).parse_next(input)
}

/// Reads the unit behind a number and multiplies its prefix out.
fn with_unit(figure: Figure, input: &mut &str) -> ModalResult<Bound> {
    let is_more = |c: char| matches!(c, '余' | '多') || (c == '几' && figure.chinese);
    let more_before = opt(one_of(is_more)).parse_next(input)?;
    // 十来次 may be more or less.
    not('来').parse_next(input)?;
    not(ordinal).parse_next(input)?;
    let unit = if let Some(power) = figure.ratio {
        opt('%').parse_next(input)?;
        Some(Unit {
            name: "%".to_owned(),
            scale: Decimal::new(1, power),
            known: true,
        })
    } else {
        opt(alt((unit, terminated(unlisted, peek(unit_end))))).parse_next(input)?
    };
    if unit.is_none() {
        not(one_of(|c: char| c.is_ascii_alphabetic())).parse_next(input)?;
    }
    let more_behind = opt(alt(("余", "多", "出头", "开外", "有余"))).parse_next(input)?;
    let (name, scale, known) = unit.map_or_else(
        || (None, Decimal::ONE, true),
        |unit| (Some(unit.name), unit.scale, unit.known),
    );
    let Some(number) = figure.number.scaled(scale) else {
        return fail.parse_next(input);
    };
    let quantity = Quantity {
        number,
        unit: name.filter(|name| !name.is_empty()),
        scale,
        change: None,
    };
    let is_more = more_before.is_some() || more_behind.is_some();
    Ok(Bound {
        operator: None,
        below: is_more.then(|| next_round(&quantity)).flatten(),
        quantity,
        upper: None,
        chinese: figure.chinese,
        unit_known: known,
        about: About::Exactly,
    })
}

/// The next number as round as this one: 490 after 480, 200万 after 100万; 480余 lies between them.
fn next_round(quantity: &Quantity) -> Option<Decimal> {
    let written = quantity.written_number().normalize();
    let mut step = Decimal::new(1, written.scale());
    if written.is_zero() {
        return None;
    }
    while let Some(tenfold) = step.checked_mul(Decimal::TEN)
        && written
            .checked_rem(tenfold)
            .is_some_and(|rest| rest.is_zero())
    {
        step = tenfold;
    }
    written.checked_add(step)?.checked_mul(quantity.scale)
}

/// Where an unlisted unit may end: at the end of the text, or before a comparison or a full stop.
fn unit_end(input: &mut &str) -> ModalResult<()> {
    alt((
        winnow::combinator::eof.void(),
        suffix.void(),
        one_of(['。', ';', ',', ')', '/']).void(),
    ))
    .parse_next(input)
}

/// What makes a number a name instead of a quantity: 1号文件, 2级, 第3届, 5A级.
fn ordinal(input: &mut &str) -> ModalResult<()> {
    alt((
        one_of(['号', '级', '届', '等']).void(),
        ("A", opt('A')).void(),
        "周年".void(),
    ))
    .parse_next(input)
}

/// Words that say "about".
fn approximate(input: &mut &str) -> ModalResult<About> {
    longest(&[
        ("约", About::Roughly),
        ("大约", About::Roughly),
        ("约为", About::Roughly),
        ("近", About::Nearly),
        ("将近", About::Nearly),
        ("接近", About::Nearly),
    ])
    .parse_next(input)
}

/// Words that may stand between a comparison word and its number.
fn filler(input: &mut &str) -> ModalResult<()> {
    longest(&[
        ("为", ()),
        ("达", ()),
        ("达到", ()),
        ("完成", ()),
        ("全年", ()),
        ("全年完成", ()),
        ("年度", ()),
        ("每年", ()),
        ("开展", ()),
        ("召开", ()),
        ("组织", ()),
        ("举办", ()),
        ("实现", ()),
        ("新增", ()),
        ("培训", ()),
        (":", ()),
        ("预算", ()),
        ("预算的", ()),
    ])
    .parse_next(input)
}

/// A comparison behind the quantity; also a bare 内 where nothing but a verb or the end follows.
fn suffix_or_inside(input: &mut &str) -> ModalResult<Operator> {
    let inside = terminated(
        '内',
        peek(alt((
            winnow::combinator::eof.void(),
            alt((
                one_of(['。', ',', ';', ')']).void(),
                longest(&[
                    ("完成", ()),
                    ("办结", ()),
                    ("办理", ()),
                    ("到位", ()),
                    ("到场", ()),
                    ("到达", ()),
                    ("抵达", ()),
                    ("送达", ()),
                    ("响应", ()),
                    ("处置", ()),
                    ("处理", ()),
                    ("解决", ()),
                    ("修复", ()),
                    ("答复", ()),
                    ("回复", ()),
                    ("反馈", ()),
                    ("报送", ()),
                    ("上报", ()),
                    ("审核", ()),
                    ("审批", ()),
                    ("出具", ()),
                    ("发放", ()),
                    ("兑付", ()),
                    ("拨付", ()),
                    ("支付", ()),
                    ("交付", ()),
                    ("验收", ()),
                    ("整改", ()),
                    ("归档", ()),
                    ("公示", ()),
                    ("公开", ()),
                    ("发布", ()),
                ]),
            )),
        ))),
    );
    alt((suffix, inside.value(Operator::AtMost), about_suffix)).parse_next(input)
}

/// 左右 and 上下 say "about": an equal that needs no sign.
fn about_suffix(input: &mut &str) -> ModalResult<Operator> {
    alt(("左右", "上下"))
        .value(Operator::Equal)
        .parse_next(input)
}

/// Any one character, for the scanner.
pub(super) fn character(input: &mut &str) -> ModalResult<char> {
    any.parse_next(input)
}
