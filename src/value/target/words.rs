//! Graded answers: what words say of how far something is reached.

use super::lexicon::{holds, without_words};

/// How far something is said to be reached: the three tiers of the national rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Degree {
    /// 未达成
    Missed,
    /// 部分达成
    Partial,
    /// 达成
    Achieved,
}

/// A degree that words leave some room for: 基本达到 lies between partial and achieved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Degrees {
    /// The worst degree that the words allow.
    pub worst: Degree,
    /// The best degree that the words allow.
    pub best: Degree,
}

impl Degrees {
    /// Exactly one degree.
    #[must_use]
    pub(crate) const fn exactly(degree: Degree) -> Self {
        Self {
            worst: degree,
            best: degree,
        }
    }
}

/// An actual value in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Worded {
    /// The text, folded and without blanks.
    pub text: String,
    /// The degree that it states; `None` where it states none that can be told.
    pub degrees: Option<Degrees>,
}

/// Beginnings that say: only in part.
const IN_PART: &[&str] = &[
    "部分",
    "未完全",
    "未全部",
    "未全面",
    "没有全部",
    "不完全",
    "未全额",
    "未足额",
];

/// Beginnings that say: not reached.
const NOT_REACHED: &[&str] = &[
    "未达",
    "未完成",
    "未实现",
    "未能",
    "未按",
    "未开展",
    "未实施",
    "未启动",
    "未落实",
    "未通过",
    "未及时",
    "未到位",
    "未执行",
    "未支付",
    "尚未",
    "没有完成",
    "没完成",
    "没有达",
    "没达",
    "没有开展",
    "不合格",
    "不达标",
    "不满意",
    "不及时",
    "不到位",
    "不规范",
    "不健全",
    "不明显",
    "不显著",
    "不符合",
    "不合规",
    "不通过",
];

/// Words that by themselves say: not reached.
const POOR: &[&str] = &[
    "差",
    "较差",
    "低",
    "较低",
    "否",
    "弱",
    "很差",
    "不高",
    "不好",
    "滞后",
    "延误",
    "未按时",
    "未按期",
];

/// Ends that say: not reached.
const POOR_AT_END: &[&str] = &[
    "不明显",
    "不显著",
    "不到位",
    "不及时",
    "不健全",
    "不规范",
    "不达标",
    "不合格",
    "不理想",
    "不高",
];

/// Words that by themselves lie in the middle.
const MIDDLING: &[&str] = &["中", "中等", "一般", "尚可", "及格"];

/// Beginnings and words that leave it open whether all of it is reached.
const NEARLY: &[&str] = &[
    "基本",
    "大部分",
    "绝大部分",
    "较好",
    "较高",
    "较强",
    "较大",
    "较为",
    "较明显",
    "比较",
    "程度较高",
    "良",
];

/// Words that say: reached.
const REACHED: &[&str] = &[
    "达成",
    "完成",
    "达到",
    "达标",
    "实现",
    "合格",
    "符合",
    "合规",
    "通过",
    "优",
    "优秀",
    "优良",
    "好",
    "良好",
    "高",
    "强",
    "大",
    "显著",
    "明显",
    "有效",
    "提升",
    "提高",
    "改善",
    "增强",
    "增加",
    "增长",
    "健全",
    "完善",
    "规范",
    "及时",
    "按时",
    "按期",
    "准时",
    "满意",
    "充分",
    "到位",
    "落实",
    "是",
    "有",
    "保障",
    "稳定",
    "安全",
    "正常",
    "良性",
    "长期",
    "顺利",
    "便捷",
    "快速",
    "严格执行",
    "优化",
    "应保尽保",
    "应补尽补",
    "应发尽发",
    "有保障",
    "未超预算",
    "未超支",
    "未超标",
    "未超",
    "在预算内",
    "预算内",
];

/// Words that add nothing to a graded answer.
const SURROUNDINGS: &[&str] = &[
    "已",
    "已经",
    "均",
    "都",
    "全部",
    "全面",
    "年度",
    "全年",
    "当年",
    "本年",
    "年初",
    "预期",
    "预定",
    "既定",
    "目标",
    "指标",
    "任务",
    "工作",
    "计划",
    "要求",
    "规定",
    "相关",
    "标准",
    "情况",
    "程度",
    "效果",
    "影响",
    "成效",
    "的",
    "了",
    "得到",
    "有所",
    "进一步",
    "很",
    "非常",
    "十分",
    "显",
    "大幅",
    "不断",
    "逐步",
    "稳步",
    "持续",
    "按",
    "较上年",
    "较去年",
    "比上年",
    "同比",
    "并",
    "且",
    "具有",
    "一定",
    "结果",
    "运行",
    ",",
    "、",
    ";",
    "。",
    "(",
    ")",
    "100%",
    "百分之百",
    "运用",
    "率",
    "性",
];

/// Ends of a short statement that say: reached.
const REACHED_AT_END: &[&str] = &[
    "提升", "提高", "改善", "显著", "明显", "增强", "完成", "达标", "良好", "到位", "落实", "健全",
    "完善", "增加", "合格", "满意",
];

/// Words that forbid to take a short statement for "reached".
const HEDGES: &[&str] = &[
    "未", "没", "不", "部分", "基本", "较", "一般", "尚", "待", "仍", "但", "无", "难", "缺",
    "正在", "推进", "计划", "拟", "将", "延期", "延迟", "延后", "推迟", "逾期", "超期", "滞后",
    "补",
];

/// A short statement has no more characters than this.
const SHORT: usize = 16;

/// The degree that an answer in words states: 达成预期指标, 部分达成…, 未达成…, 优, 显著提升, 养老服务提升.
///
/// `text` is folded and without blanks. Sentences are not graded: what they say is for a person.
#[must_use]
pub(crate) fn grade_words(text: &str) -> Option<Degrees> {
    use Degree::{Achieved, Missed, Partial};
    let starts = |list: &[&str]| list.iter().any(|word| text.starts_with(word));
    let core = without_words(
        text,
        &["已", "均", "都", "全部", "总体", "整体", "效果", "程度"],
    );
    let core_starts = |list: &[&str]| list.iter().any(|word| core.starts_with(word));
    if starts(IN_PART) || core_starts(IN_PART) || MIDDLING.contains(&core.as_str()) {
        return Some(Degrees::exactly(Partial));
    }
    let short = text.chars().count() <= SHORT;
    let not_reached = starts(NOT_REACHED) && !REACHED.contains(&text);
    let ends_poorly = short && POOR_AT_END.iter().any(|word| text.ends_with(word));
    if not_reached || ends_poorly || POOR.contains(&core.as_str()) {
        return Some(Degrees::exactly(Missed));
    }
    if core
        .strip_prefix("不够")
        .is_some_and(|rest| REACHED.contains(&rest))
    {
        return Some(Degrees {
            worst: Missed,
            best: Partial,
        });
    }
    let fairly = core
        .strip_prefix('较')
        .is_some_and(|rest| REACHED.contains(&rest));
    if (core_starts(NEARLY) && core.chars().count() <= SHORT && !core.starts_with("良好"))
        || core == "良"
        || fairly
    {
        return Some(Degrees {
            worst: Partial,
            best: Achieved,
        });
    }
    let left = without_words(&without_words(text, SURROUNDINGS), REACHED);
    let states_something = holds(text, REACHED);
    if left.is_empty() && states_something {
        return Some(Degrees::exactly(Achieved));
    }
    let hedged = holds(
        &without_words(text, &["不断", "较上年", "较去年", "无障碍"]),
        HEDGES,
    );
    let ends_well = REACHED_AT_END.iter().any(|word| text.ends_with(word));
    (short && ends_well && !hedged).then_some(Degrees::exactly(Achieved))
}
