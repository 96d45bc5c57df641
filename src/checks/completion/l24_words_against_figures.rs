//! L24: the text says one thing, the figures another.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;

/// L24.
pub(in crate::checks) struct WordsAgainstFigures;

static INFO: RuleInfo = RuleInfo {
    id: "L24",
    title: "偏差原因的文字与得分、完成值相矛盾",
    severity: Severity::Notice,
    confidence: Confidence::Possible,
    category: Category::Completion,
    scope: Scope::Indicator,
    yields_to: &["L04", "L02"],
    doc: Doc {
        what: "得满分、已完成的指标，偏差原因里是否写着未完成；没有完成的指标，原因里是否写着已完成。",
        why: "文字和数字说的不是一回事，其中必有一处不实。",
        how: "得分等于分值且达到目标，原因含“未完成、未达到、未实现、没有完成”的提出；未达到目标而原因写“已完成、全部完成、完成目标”的提出。",
        fix: "统一文字与数字。",
        source: "开源核对工具的语义校验。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 97人 | 10 | 9.7 | 因场地维修，两期培训未完成 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 105人 | 10 | 10 | 因场地维修，培训任务未完成 |",
    ..RuleInfo::PLAIN
};

const UNDONE: &[&str] = &[
    "未完成",
    "未达到",
    "未达标",
    "未实现",
    "没有完成",
    "未能完成",
];
const DONE: &[&str] = &[
    "已完成",
    "全部完成",
    "已经完成",
    "完成目标",
    "圆满完成",
    "达到目标",
];

impl Rule for WordsAgainstFigures {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let reason = stated_text(&row.indicator.reason);
        if reason.is_empty() {
            return None;
        }
        let Some(met) = row.met() else {
            return Some(Verdict::not_judged("无法判断是否完成"));
        };
        let full = row.stated().is_some() && row.stated() == row.weight();
        let (says, shows) = if met && full && speaks_of(reason, UNDONE) {
            ("没有完成", "达到目标并得满分")
        } else if !met && speaks_of(reason, DONE) && !speaks_of(reason, UNDONE) {
            ("已经完成", "没有达到目标")
        } else {
            return Some(Verdict::Passed);
        };
        let indicator = row.indicator;
        Some(
            Problem::with_row(form, row)
                .cell(form, "偏差原因", &indicator.reason)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "得分", &indicator.score)
                .found(format!("原因写{}", quoted(&excerpt(reason, 30))))
                .expected(format!("与数字一致：{shows}"))
                .message(format!(
                    "指标{}的偏差原因说{says}（{}，{}），而目标 {}、实际 {}，数字显示{shows}，两者矛盾。",
                    row.quoted(),
                    quoted(&excerpt(reason, 30)),
                    form.address(&indicator.reason),
                    shown_text(&indicator.target),
                    shown_text(&indicator.actual)
                ))
                .advice("核对完成情况，使文字与数字一致。")
                .into(),
        )
    }
}
