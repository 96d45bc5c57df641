//! The words around a number that tell what it is.

/// Words around a quantity that add nothing to it.
pub(super) const FILLERS: &[&str] = &[
    "完成",
    "达到",
    "达",
    "已",
    "已经",
    "全部",
    "全面",
    "共计",
    "共",
    "累计",
    "全年",
    "年度",
    "每年",
    "实现",
    "保持在",
    "保持",
    "为",
    "约",
    "的",
    "了",
    "等",
    "计划",
    "预计",
    "目标",
    "值",
    "实际",
    "数量",
    "指标",
    "任务",
    "按时",
    "按期",
    "及时",
    "当年",
    "本年",
    "不变",
    ":",
    ",",
    "。",
    ";",
    ".",
    "、",
    "(",
    ")",
    "¥",
    "人民币",
    "\"",
    "“",
    "”",
    "'",
];

/// Words right before a number that tell that it is the one meant.
pub(super) const CUES: &[&str] = &[
    "完成", "达", "达到", "实现", "标准", "为", "开展", "举办", "组织", "培训", "发放", "接待",
    "新增", "合同", "建设", "共", "共计", "累计", "率", "数", "度", "量", "额", "价", "成本",
    "费用", ":", "=", "于", "至", "到", "在", "增长", "提高", "提升", "增加", "上升", "减少",
    "下降", "降低", "压减", "约", "按", "按照", "将",
];

/// Verbs that make of a following quantity the size of a change.
pub(super) const RISES: &[&str] = &[
    "提升",
    "提高",
    "增长",
    "增加",
    "上升",
    "上涨",
    "同比增",
    "增幅",
];

/// Verbs that make of it a fall.
pub(super) const FALLS: &[&str] = &[
    "减少",
    "下降",
    "降低",
    "压减",
    "压缩",
    "缩减",
    "削减",
    "下调",
    "同比降",
    "降幅",
];

/// Words that set a number of several apart: it was planned, was last year's, or is a distance from the target.
pub(super) const ASIDE: &[&str] = &[
    "计划",
    "目标",
    "任务数",
    "应",
    "上年",
    "去年",
    "上期",
    "同期",
    "年初",
    "原",
    "比",
    "较",
    "超",
    "未",
    "没",
    "不",
    "差",
    "缺",
    "欠",
    "剩",
    "结余",
    "节约",
    "节省",
];

/// Words behind which only parts of the number before them follow.
pub(super) const PARTS: &[&str] = &["其中", "包括", "包含", "含"];

/// Words right before a number that say it is the sum of the others.
pub(super) const SUMS: &[&str] = &[
    "综合",
    "总体",
    "整体",
    "总数达",
    "合计达",
    "累计达",
    "共",
    "共计",
    "合计",
    "总计",
    "累计",
    "总共",
    "总数",
    "总量",
    "一共",
    "共有",
    "共完成",
    "共培训",
    "总人数",
    "合计完成",
    "累计完成",
];
