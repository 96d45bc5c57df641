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

/// Words beside a verb of change that take it back.
const NOT_AT_ALL: &[&str] = &["未", "没", "不", "计划", "预计", "拟"];

/// Beginnings that say that something is not to happen, or did not.
const NOT_TO_HAPPEN: &[&str] = &[
    "不发生",
    "未发生",
    "无发生",
    "杜绝",
    "避免",
    "防止",
    "严禁",
    "禁止",
    "不出现",
    "未出现",
    "没有发生",
    "没有出现",
    "没有",
    "没",
    "未有",
    "未",
    "无",
    "零",
    "不得",
    "不能",
    "不允许",
    "不",
];

/// Words that begin as one of them and forbid nothing.
const NO_PROHIBITION: &[&str] = &["不断", "不仅", "不变", "不懈", "无障碍", "无偿", "未来"];

/// The degree to which an answer says that its target in words is reached; `None` where it does not tell.
#[must_use]
pub(crate) fn degree_of_answer(target: &str, answer: &Worded) -> Option<Degrees> {
    use Degree::{Achieved, Partial};
    let text = answer.text.as_str();
    let core = without_words(text, DONE);
    if !core.is_empty() && core == without_words(target, DONE) {
        return Some(Degrees::exactly(Achieved));
    }
    if super::grade::meets(target, text) {
        return Some(Degrees::exactly(Achieved));
    }
    let goes = |text: &str, way: &[&str], other: &[&str]| holds(text, way) && !holds(text, other);
    let opposite = (goes(target, FALLS, RISES) && goes(text, RISES, FALLS))
        || (goes(target, RISES, FALLS) && goes(text, FALLS, RISES));
    if opposite {
        return None;
    }
    let fairly = Degrees {
        worst: Partial,
        best: Achieved,
    };
    // 较合理 to 合理.
    if text.strip_prefix('较').is_some_and(|rest| rest == target) {
        return Some(fairly);
    }
    // 下降1.3个百分点 to 下降: how much was not asked for, unless it was to be much.
    let same_way = (goes(target, FALLS, RISES) && goes(text, FALLS, RISES))
        || (goes(target, RISES, FALLS) && goes(text, RISES, FALLS));
    let has_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if same_way && has_number(text) && !has_number(target) && !holds(text, NOT_AT_ALL) {
        return Some(if holds(target, STRONG) {
            fairly
        } else {
            Degrees::exactly(Achieved)
        });
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

/// Whether the answer says that what is not to happen did not: 不发生重大安全事故 and 未发生安全事故, 不突破预算
/// and 未突破.
fn did_not_happen(target: &str, answer: &str) -> bool {
    let what = |text: &str| {
        if NO_PROHIBITION.iter().any(|word| text.starts_with(word)) {
            return None;
        }
        NOT_TO_HAPPEN
            .iter()
            .filter_map(|no| text.strip_prefix(no))
            .min_by_key(|rest| rest.len())
            .map(str::to_owned)
    };
    match (what(target), what(answer)) {
        (Some(feared), Some(spared)) if spared.chars().count() > 1 => {
            feared.ends_with(&spared) || feared.starts_with(&spared)
        }
        _ => false,
    }
}

/// Whether a target in words forbids that something happens at all: 杜绝发生, 不出现安全事故.
#[must_use]
pub(crate) fn forbids(target: &str) -> bool {
    [
        "杜绝",
        "避免",
        "防止",
        "严禁",
        "禁止",
        "不发生",
        "不出现",
        "零",
        "不得发生",
        "不得出现",
    ]
    .iter()
    .any(|no| target.starts_with(no))
}

/// Whether an answer says that there was none of what the name counts: 无退件 to 退件率, 未宕机 to 宕机次数.
#[must_use]
pub(crate) fn says_none_of_it(name: &str, answer: &str) -> bool {
    [
        "未发生",
        "没有发生",
        "未出现",
        "未收到",
        "没有",
        "无",
        "未",
        "零",
    ]
    .iter()
    .filter_map(|no| answer.strip_prefix(no))
    .any(|what| {
        let what = what.trim_end_matches(['过', '的']);
        what.chars().count() >= 2 && name.contains(what)
    })
}

/// Whether an answer in words says that all of it was reached: 全覆盖, 应保尽保, 已全部完成.
///
/// That all of the work is done says nothing of its quality: where the name speaks of one (满意度, 合格率), the
/// answer has to speak of the same.
#[must_use]
pub(crate) fn says_all(name: &str, answer: &str) -> bool {
    const QUALITIES: &[&str] = &[
        "满意", "合格", "优良", "优秀", "达标", "准确", "知晓", "通过", "及格", "利用", "增长",
        "提升",
    ];
    const WHOLE: &[&str] = &[
        "全覆盖",
        "全面覆盖",
        "全部",
        "全面完成",
        "全额",
        "足额",
        "百分之百",
        "百分百",
        "全员",
        "无一遗漏",
        "无一例外",
        "全数",
    ];
    const VERBS: &[&str] = &[
        "覆盖",
        "完成",
        "到位",
        "发放",
        "落实",
        "整改",
        "办结",
        "达标",
        "合格",
        "支付",
        "拨付",
        "兑现",
        "参与",
        "实现",
        "通过",
        "验收",
        "培训",
        "投入使用",
        "公开",
        "回复",
        "处理",
        "解决",
    ];
    let quality_met = QUALITIES
        .iter()
        .filter(|quality| name.contains(**quality))
        .all(|quality| answer.contains(quality));
    let core = without_words(answer, DONE);
    let rest = without_words(&without_words(&core, WHOLE), VERBS);
    let as_much_as_due = match core.chars().collect::<Vec<char>>().as_slice() {
        ['应', a, '尽', b] => a == b,
        _ => false,
    };
    quality_met && (as_much_as_due || (rest.is_empty() && holds(&core, WHOLE)))
}
