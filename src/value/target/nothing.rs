//! Texts that say that nothing of something happened.

use rust_decimal::Decimal;

use super::Quantity;
use super::bound::{About, Bound};
use crate::value::number::Number;

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
    "火情",
    "疫情",
    "超支",
    "拖欠",
];

/// 没有, 零投诉, 未发生安全事故: nothing of it happened.
pub(super) fn says_zero(text: &str) -> bool {
    matches!(text, "没有" | "零" | "未发生" | "无发生")
        || ["零", "无", "未发生", "没有", "未出现"]
            .iter()
            .filter_map(|no| text.strip_prefix(no))
            .any(|what| ZERO_OF.contains(&what))
}

/// 未收到群众投诉, 未发生重大安全事故: nothing of it happened, whatever of it is meant. As a target it is no zero: a
/// small accident is no 重大安全事故.
pub(crate) fn says_none_of_a_harm(text: &str) -> bool {
    const NOTHING: &[&str] = &[
        "零",
        "无",
        "无任何",
        "未发生",
        "未发生过",
        "没有",
        "没有发生",
        "没有出现",
        "没有收到",
        "未出现",
        "未收到",
        "未接到",
        "未接",
        "未接报",
        "未发现",
        "未产生",
        "未有",
        "不存在",
        "无发生",
    ];
    const ENDS: &[&str] = &[
        "事件", "案件", "情况", "现象", "发生", "记录", "问题", "行为", "件",
    ];
    if matches!(
        text,
        "没有" | "零" | "未发生" | "无发生" | "未出现" | "未收到" | "未接到"
    ) {
        return true;
    }
    let is_plain = |what: &str| {
        what.chars().count() <= 12
            && !what.contains(|c: char| {
                c.is_ascii_punctuation() || matches!(c, ',' | '、' | '及' | '但')
            })
    };
    let said = ["全年", "年度内", "本年度", "当年", "年内", "期间", "均"]
        .iter()
        .find_map(|when| text.strip_prefix(when))
        .unwrap_or(text);
    NOTHING
        .iter()
        .filter_map(|no| said.strip_prefix(no))
        .filter(|what| is_plain(what))
        .any(|what| {
            let core = ENDS.iter().find_map(|end| what.strip_suffix(end));
            [Some(what), core]
                .into_iter()
                .flatten()
                .any(|what| ZERO_OF.iter().any(|harm| what.ends_with(harm)))
        })
}

pub(super) fn zero() -> Bound {
    Bound {
        operator: None,
        quantity: Quantity::bare(Number::written(Decimal::ZERO)),
        upper: None,
        chinese: false,
        unit_known: true,
        about: About::Exactly,
        below: None,
    }
}
