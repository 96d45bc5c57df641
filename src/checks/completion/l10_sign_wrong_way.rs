//! L10: a comparison that points the wrong way.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;
use crate::value::target::{Operator, Wanted};

/// L10.
pub(in crate::checks) struct SignWrongWay;

static INFO: RuleInfo = RuleInfo {
    id: "L10",
    title: "比较符号的方向疑似有误",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Completion,
    scope: Scope::Indicator,
    doc: Doc {
        what: "成本类指标是否用了“≥”，满意度、合格率、完成数量一类指标是否用了“≤”。",
        why: "方向错了，花得越多、做得越少反而得分越高。",
        how: "二级指标为成本或名称是成本、费用、经费的，用“≥”“＞”即提出，名称含下降、节约、压减的和以百分数表示的除外；满意度、合格率、覆盖率、完成率等名称，或数量指标，用“≤”“＜”即提出，名称含差错、投诉、事故、失业、控制、调整、偏差、不超过一类字样的除外；按名称本身（如漏损率、追缴费用）看符号没有写反的，不提出。没有写符号的数值不在此列。",
        fix: "核对指标含义，改正比较符号；确有特殊含义的，在指标名称里写明。",
        source: "财政部门复核口径（成本指标写“≥”等于鼓励多花）；安徽已公开自评表中建设数量写“≤4”的实例。",
    },
    pass: "
        | 指标 | 一级 | 二级 | 目标 | 实际 |
        | 培训费下降率 | 产出指标 | 成本指标 | ≥5% | 6% |
        | 项目总成本 | 产出指标 | 成本指标 | ≤90万元 | 88万元 |
        | 科目调整次数 | 产出指标 | 数量指标 | ≤5次 | 3次 |
        | 群众满意度 | 满意度指标 | 服务对象满意度指标 | ≥90% | 95% |",
    fail: "
        | 指标 | 一级 | 二级 | 目标 | 实际 |
        | 项目总成本 | 产出指标 | 成本指标 | ≥90万元 | 88万元 |
        | 建设示范村数量 | 产出指标 | 数量指标 | ≤4 | 4 |",
    ..RuleInfo::PLAIN
};

const COSTS: &[&str] = &["成本", "费用", "经费", "造价"];
const SAVINGS: &[&str] = &[
    "下降",
    "降低",
    "节约",
    "节省",
    "减少",
    "压减",
    "压缩",
    "结余",
    "控制率",
    "覆盖",
    "补助标准",
    "发放",
    "保障",
];
const ACHIEVEMENTS: &[&str] = &[
    "满意度",
    "满意率",
    "合格率",
    "覆盖率",
    "完成率",
    "及时率",
    "达标率",
    "通过率",
    "准确率",
    "知晓率",
    "结案率",
];
const UNWANTED: &[&str] = &[
    "不满意",
    "差错",
    "投诉",
    "事故",
    "失业",
    "控制",
    "不超过",
    "违规",
    "问题",
    "逾期",
    "信访",
    "案件发生",
    "超标",
    "死亡",
    "发病",
    "污染",
    "排放",
    "能耗",
    "未",
    "不合格",
    "调整",
    "变动",
    "偏差",
    "差异",
    "误差",
    "故障",
    "等待",
    "缺陷",
    "流失",
    "辍学",
    "复发",
    "返贫",
    // A formula of a distance in the name: 准确率(∣执行数-预算数∣/预算数) is a deviation.
    "∣",
    "|",
];

impl Rule for SignWrongWay {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        // A number without a sign has none that could point the wrong way.
        let operator = row.target.as_ref()?.operator;
        let written = match operator {
            Operator::AtLeast | Operator::MoreThan => Wanted::More,
            Operator::AtMost | Operator::LessThan => Wanted::Less,
            _ => return None,
        };
        if row.wanted_by_name() == written {
            return Some(Verdict::Passed);
        }
        let (upward, downward) = (written == Wanted::More, written == Wanted::Less);
        let name = row.name();
        // A share of something is no amount of money, whatever its name speaks of.
        let is_share = row.target.as_ref().is_some_and(|target| {
            let unit = target
                .quantity
                .as_ref()
                .and_then(|bound| bound.unit.as_deref());
            matches!(unit, Some("%"))
        });
        let is_cost = !is_share && (row.is_under(&["成本"]) || speaks_of(&name, COSTS));
        let is_achievement = speaks_of(&name, ACHIEVEMENTS) || row.is_under(&["满意度"]);
        let is_quantity = row.is_under(&["数量指标", "数量目标"]);
        let why = if upward && is_cost && !speaks_of(&name, SAVINGS) && !is_achievement {
            "是成本类指标，目标却写成不低于，等于花得越多得分越高"
        } else if downward && is_achievement && !speaks_of(&name, UNWANTED) {
            "越高越好，目标却写成不高于"
        } else if downward && is_quantity && !is_cost && !speaks_of(&name, UNWANTED) {
            "是数量指标，目标却写成不高于，等于做得越少得分越高"
        } else {
            return Some(Verdict::Passed);
        };
        let target = &row.indicator.target;
        Some(
            Problem::with_row(form, row)
                .cell(form, "指标值", target)
                .cell(form, "三级指标", &row.indicator.name)
                .found(format!("指标值 {}", shown_text(target)))
                .expected("比较符号与指标的含义一致")
                .message(format!(
                    "指标{}{why}（指标值 {}，{}）。",
                    row.quoted(),
                    shown_text(target),
                    form.address(target)
                ))
                .advice("核对指标含义，改正比较符号，再按改正后的目标重新判断得分。")
                .points_if(row.stated())
                .into(),
        )
    }
}
