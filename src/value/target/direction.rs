//! Which way an indicator's name says is better.
//!
//! The head of a Chinese name stands last, what governs it right before: [`words`] cuts a name into those of the
//! [`lexicon`], each with its role, [`grammar`] reads them from the end. The tables beside them hold the words, each with the reason.

mod grammar;
mod lexicon;
mod stated;
mod words;

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::frequency::is_frequency;
use super::lexicon::holds;
use super::{Operator, Quantity, Target};
use crate::value::fold::fold_tight;

pub(crate) use stated::{StatedDirections, names_something};

/// Which way is better, by the wording of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// 越多越好
    More,
    /// 越少越好: costs, complaints, surpluses, deadlines in days.
    Less,
    /// The name does not tell.
    Unclear,
}

/// Which way is better, and what that rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Direction {
    /// The way.
    pub wanted: Wanted,
    ground: Ground,
}

/// What a direction rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ground {
    /// A word of the name, and what it means: “漏损率”是应当减少的.
    Name(String),
    /// The target itself.
    Target(&'static str),
    /// The bureau's settings, with the name as it stands there.
    Settings(String),
}

impl Direction {
    /// What it rests on, in a few words for those who check it: 指标名称（“漏损率”是应当减少的）.
    #[must_use]
    pub(crate) fn ground(&self) -> String {
        match &self.ground {
            Ground::Name(why) => format!("指标名称（{why}）"),
            Ground::Target(why) => (*why).to_owned(),
            Ground::Settings(name) => format!("设置文件的规定（[[direction]]“{name}”）"),
        }
    }
}

/// Which way a target wants its actual value: as its comparison says, or, of a bare number, as [`direction_of_bare`]
/// does. A range, a written `=` and words want neither.
#[must_use]
pub(crate) fn wanted_of(
    target: &Target,
    name: &str,
    level2: &str,
    stated: &StatedDirections,
) -> Wanted {
    match target.operator {
        Operator::AtLeast | Operator::MoreThan => Wanted::More,
        Operator::AtMost | Operator::LessThan => Wanted::Less,
        Operator::Equal if !target.operator_written => {
            direction_of_bare(target, name, level2, stated).wanted
        }
        Operator::Equal | Operator::Between | Operator::By | Operator::Qualitative => {
            Wanted::Unclear
        }
    }
}

/// Which way is better for a target that is a bare number.
///
/// A change is wanted as it is called, and of what is to be none there can only be too much; else what the bureau
/// states, or the indicator's name tells.
#[must_use]
pub(crate) fn direction_of_bare(
    target: &Target,
    name: &str,
    level2: &str,
    stated: &StatedDirections,
) -> Direction {
    let by_target = |wanted, why| Direction {
        wanted,
        ground: Ground::Target(why),
    };
    let quantity = target.quantity.as_ref();
    if quantity.is_some_and(|bound| bound.number.value.is_zero()) {
        return by_target(Wanted::Less, "指标值 0");
    }
    if quantity.is_some_and(|bound| bound.change.is_some()) {
        return by_target(Wanted::More, "指标值所写的变化");
    }
    // 完成时间: 12月底前100% asks for all of it, whatever is said of the time.
    if quantity.is_some_and(|bound| bound.unit.as_deref() == Some("%"))
        && holds(name, &["时间", "时限", "日期", "期限"])
    {
        return by_target(Wanted::More, "指标值所写的比例");
    }
    let by_name = direction_of_name(name, level2, stated);
    if by_name.wanted != Wanted::Unclear {
        return by_name;
    }
    // Nobody asks for 每月1次, 提高到95% or all of it who wants less of it.
    if quantity.is_some_and(is_all_of_it) && !name.contains("控制") {
        return by_target(Wanted::More, "指标值 100%");
    }
    let unit = quantity.and_then(|bound| bound.unit.as_deref());
    if unit.is_some_and(is_frequency) {
        return by_target(Wanted::More, "指标值所写的频次");
    }
    if holds(&target.text, TO_BE_DONE) {
        return by_target(Wanted::More, "指标值的说法");
    }
    // 内部审计3次 names what it counts. That less is wanted (年限5年) its few words do not tell.
    let counted = target
        .text
        .split(|c: char| c.is_ascii_digit())
        .next()
        .filter(|text| text.chars().count() > 1);
    match counted.map(|text| direction_of_name(text, level2, stated)) {
        Some(by_text) if by_text.wanted == Wanted::More => by_text,
        _ => by_name,
    }
}

/// Whether a quantity is 100 %.
fn is_all_of_it(quantity: &Quantity) -> bool {
    quantity.unit.as_deref() == Some("%") && quantity.number.value == Decimal::ONE
}

/// Words of a target that say that so much is to be reached or done.
const TO_BE_DONE: &[&str] = &[
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "提升为",
    "增至",
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "上升到",
    "上升至",
    "升至",
    "升到",
    "扩大到",
    "扩大至",
    "达到",
    "应达",
    "力争",
    "争取",
    "完成",
    "开展",
    "举办",
    "组织",
    "召开",
    "建成",
    "新建",
    "新增",
    "改造",
    "治理",
    "维修",
    "更换",
    "安装",
    "购置",
    "种植",
    "培育",
    "引进",
    "创建",
    "发放",
    "资助",
    "救助",
    "培训",
];

/// Which way is better by the bureau's word on this name, or else by its wording; what that leaves open, its level 2
/// may tell. Of what has no name at all (a single case that is tried out) more is taken to be better.
#[must_use]
pub(crate) fn direction_of_name(name: &str, level2: &str, stated: &StatedDirections) -> Direction {
    if let Some((written, wanted)) = stated.of(name) {
        return Direction {
            wanted,
            ground: Ground::Settings(written.to_owned()),
        };
    }
    // In tables with two levels the second holds the name.
    let (name, level2) = if name.trim().is_empty() {
        (level2, "")
    } else {
        (name, level2)
    };
    if name.trim().is_empty() {
        return Direction {
            wanted: Wanted::More,
            ground: Ground::Target("没有指标名称的一般情形"),
        };
    }
    let name = fold_tight(name).to_uppercase();
    grammar::read(&named(&name), level2)
}

/// The name itself: without what stands in brackets (units, sources), numbering, marks, and a target that was written
/// into it.
fn named(name: &str) -> Cow<'_, str> {
    let mut bare = String::with_capacity(name.len());
    let mut depth = 0_u32;
    for c in name.chars() {
        match c {
            '(' | '（' | '[' | '【' | '〔' => depth += 1,
            ')' | '）' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            '≥' | '≤' | '<' | '>' | '=' if depth == 0 => break,
            '“' | '”' | '"' => {}
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let is_mark = |c: char| !c.is_alphanumeric();
    let last = bare
        .split([':', '：', ';', '；'])
        .map(|part| part.trim_matches(is_mark))
        .rfind(|part| !part.is_empty())
        .unwrap_or_default();
    let numbered = last.trim_start_matches(|c: char| c.is_ascii_digit());
    let last = match numbered.strip_prefix(['.', '、', '．']) {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => last,
    };
    if last.is_empty() {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(last.to_owned())
    }
}
