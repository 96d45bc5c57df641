//! What an answer in words says to its target: how far it is reached, as far as that can be told.

use super::lexicon::{holds, without_words};
use super::words::{Degree, Degrees, Worded};

/// Words that an answer puts to what its target says already: 已实现全覆盖 to 实现全覆盖.
const DONE: &[&str] = &["已经", "已", "均", "都", "了", "。"];

/// Verbs of growing and of shrinking.
const RISES: &[&str] = &["提高", "提升", "增加", "增长", "上升", "增强", "扩大"];
const FALLS: &[&str] = &["降低", "下降", "减少", "压减", "缩短", "下调", "压缩"];

/// What makes a target a strong one, and an answer a weak one.
const STRONG: &[&str] = &["显著", "明显", "大幅"];
const WEAK: &[&str] = &["有所", "略有", "稍有", "小幅"];

/// Beginnings that say that something is not to happen, or did not.
const NOT_TO_HAPPEN: &[&str] = &[
    "不发生",
    "未发生",
    "无发生",
    "杜绝",
    "避免",
    "防止",
    "不出现",
    "未出现",
    "没有发生",
    "没有",
    "未有",
    "无",
    "零",
];

/// The degree to which an answer says that its target in words is reached; `None` where it does not tell.
#[must_use]
pub(crate) fn degree_of_answer(target: &str, answer: &Worded) -> Option<Degrees> {
    use Degree::{Achieved, Partial};
    let text = answer.text.as_str();
    let core = without_words(text, DONE);
    if !core.is_empty() && core == without_words(target, DONE) {
        return Some(Degrees::exactly(Achieved));
    }
    let goes = |text: &str, way: &[&str], other: &[&str]| holds(text, way) && !holds(text, other);
    let opposite = (goes(target, FALLS, RISES) && goes(text, RISES, FALLS))
        || (goes(target, RISES, FALLS) && goes(text, FALLS, RISES));
    if opposite {
        return None;
    }
    if let (Some(wanted), Some(given)) = (place_on_scale(target), place_on_scale(text)) {
        if given >= wanted {
            return Some(Degrees::exactly(Achieved));
        }
        if given == 2 {
            return Some(Degrees {
                worst: Partial,
                best: Achieved,
            });
        }
    }
    if holds(target, STRONG) && WEAK.iter().any(|weak| text.starts_with(weak)) {
        return Some(Degrees {
            worst: Partial,
            best: Achieved,
        });
    }
    if did_not_happen(target, text) {
        return Some(Degrees::exactly(Achieved));
    }
    answer.degrees
}

/// The place of a word on the scale 优良中差, the best highest.
fn place_on_scale(word: &str) -> Option<u8> {
    let word = ["及以上", "以上"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    Some(match word {
        "优" | "优秀" | "好" | "高" => 3,
        "良" | "良好" | "较好" | "较高" => 2,
        "中" | "中等" | "一般" => 1,
        "差" | "较差" | "低" | "较低" => 0,
        _ => return None,
    })
}

/// Whether the answer says that what is not to happen did not: 不发生重大安全事故 and 未发生安全事故.
fn did_not_happen(target: &str, answer: &str) -> bool {
    let what = |text: &str| {
        NOT_TO_HAPPEN
            .iter()
            .filter_map(|no| text.strip_prefix(no))
            .min_by_key(|rest| rest.len())
            .map(str::to_owned)
    };
    match (what(target), what(answer)) {
        (Some(feared), Some(spared)) => feared.ends_with(&spared),
        _ => false,
    }
}
