//! Which way an indicator's name says is better.

use crate::value::fold::fold_tight;

/// Which way is better, by the wording of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// 越多越好
    More,
    /// 越少越好: costs, complaints, surpluses, deadlines in days.
    Less,
}

/// Words that make of what stands before them something wanted: 投诉办结率, 培训费下降率, 成本节约率.
const GOOD_HEADS: &[&str] = &[
    "结案",
    "办结",
    "处理",
    "处置",
    "化解",
    "整改",
    "回访",
    "办理率",
    "回复",
    "响应率",
    "下降",
    "降低",
    "减少",
    "降幅",
    "节约",
    "压减",
    "压缩",
    "达标",
    "合格率",
    "满意",
    "完成率",
    "及时",
    "查处",
    "解决",
    "排查",
    "消除",
    "调解",
    "覆盖",
    "准确",
    "规范",
    "合规性",
    "防控",
    "防治",
    "救治",
    "治愈",
    "修复",
    "核查",
    "破案",
    "兑付",
    "清欠",
    "增长",
    "提升",
    "提高",
    "支付率",
    "到位率",
    "执行率",
    "完好",
    "通过率",
];

/// Words of what there should be little of.
const BAD_THINGS: &[&str] = &[
    "失业率",
    "投诉",
    "上访",
    "信访",
    "事故",
    "死亡",
    "伤亡",
    "发病率",
    "感染率",
    "违规",
    "违纪",
    "差错",
    "失误",
    "结余",
    "结转",
    "超支",
    "逾期",
    "拖欠",
    "调整率",
    "控制率",
    "变动率",
    "偏差率",
    "流失率",
    "辍学率",
    "复发率",
    "返贫",
    "犯罪",
    "发案",
    "火灾",
    "能耗",
    "排放",
    "污染",
    "成本",
    "费用",
    "单价",
    "造价",
    "三公",
    "支出标准",
    "开支",
    "工期",
    "时限",
    "耗时",
    "所需时间",
    "办理时间",
    "响应时间",
    "等待时间",
    "完成时间",
    "竣工时间",
    "完工时间",
    "交付时间",
    "验收时间",
    "到位时间",
    "支付时间",
    "拨付时间",
    "发放时间",
    "启动时间",
    "开工时间",
    "办结时间",
    "误差",
    "偏差",
    "偏离",
    "差异率",
    "投诉量",
    "不合格",
    "故障",
    "投资额",
    "总投资",
];

/// Verbs that make a name speak of what is cut, when they open it: 节约调查成本 10% means ten percent saved.
const CUTS: &[&str] = &[
    "节约", "节省", "降低", "减少", "压减", "压缩", "削减", "缩短",
];

/// Which way the wording says is better, where the target has no sign that says so.
///
/// A name that opens with a verb of cutting counts what is cut. Else the word that stands last decides, as
/// the head of a Chinese name does; under 成本指标 less is better unless the name says otherwise. Only used
/// for targets that are a bare number.
#[must_use]
pub(crate) fn wanted_direction(name: &str, level2: &str) -> Wanted {
    let name = fold_tight(name);
    if CUTS.iter().any(|cut| name.starts_with(cut)) {
        return Wanted::More;
    }
    let last_of = |words: &[&str]| {
        words
            .iter()
            .filter_map(|word| name.rfind(word).map(|at| at + word.len()))
            .max()
    };
    match (last_of(GOOD_HEADS), last_of(BAD_THINGS)) {
        (Some(good), Some(bad)) if bad > good => Wanted::Less,
        (None, Some(_)) => Wanted::Less,
        (None, None) if level2.contains("成本") => Wanted::Less,
        _ => Wanted::More,
    }
}
