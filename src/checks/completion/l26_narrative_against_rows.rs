//! L26: the goal's narrative against the rows.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;

/// L26.
pub(in crate::checks) struct NarrativeAgainstRows;

static INFO: RuleInfo = RuleInfo {
    id: "L26",
    title: "总体目标完成情况的文字与指标完成情况矛盾",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Completion,
    scope: Scope::Form,
    doc: Doc {
        what: "年度总体目标的实际完成情况写“全部完成”的，是否有指标没有完成；写“未完成”的，是否得了 100 分。",
        why: "总体结论应由各指标支持。",
        how: "完成情况含“全部完成、全面完成、圆满完成、均已完成”而有指标未达到目标的提出；含“未完成、未达到”而自评总分为 100 分的提出。",
        fix: "按各指标的实际完成情况改写总体完成情况。",
        source: "财政部门复核逻辑矛盾清单；开源核对工具的语义校验。",
    },
    pass: "
        | 栏目 | 内容 |
        | 实际完成情况 | 全年培训 97 人，因场地维修少培训 3 人。 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 97人 | 10 | 9.7 |",
    fail: "
        | 栏目 | 内容 |
        | 实际完成情况 | 年度目标任务已全部完成。 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 97人 | 10 | 9.7 |",
    ..RuleInfo::PLAIN
};

const ALL_DONE: &[&str] = &[
    "全部完成",
    "全面完成",
    "圆满完成",
    "均已完成",
    "全部达成",
    "全部实现",
    "均完成",
    "100%完成",
];
const UNDONE: &[&str] = &["未完成", "未达到", "未能完成", "没有完成", "未实现"];

impl Rule for NarrativeAgainstRows {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let narratives: Vec<_> = form
            .form
            .goals
            .achieved
            .iter()
            .filter(|text| !stated_text(text).is_empty())
            .collect();
        if narratives.is_empty() {
            return None;
        }
        let missed: Vec<&IndicatorRow<'_>> =
            form.rows().filter(|row| row.met() == Some(false)).collect();
        let all_done = narratives.iter().find(|text| {
            speaks_of(stated_text(text), ALL_DONE) && !speaks_of(stated_text(text), UNDONE)
        });
        if let (Some(text), false) = (all_done, missed.is_empty()) {
            let names: Vec<String> = missed.iter().map(|row| row.quoted()).collect();
            let mut problem = Problem::with_form(form)
                .cell(form, "实际完成情况", text)
                .found("完成情况写全部完成")
                .expected(format!("{} 个指标没有达到目标", missed.len()))
                .message(format!(
                    "总体目标完成情况写明全部完成{}，而{}没有达到目标，前后矛盾。",
                    form.cite(text),
                    enumerated(&names)
                ))
                .advice("按各指标的实际完成情况改写总体完成情况。");
            for row in missed {
                problem = problem.cell(form, "实际完成值", &row.indicator.actual);
            }
            return Some(problem.into());
        }
        let total = form.form.total_score.value.map(|number| number.value);
        let full = total.is_some_and(|total| total >= form.policy.full_marks());
        let undone = narratives
            .iter()
            .find(|text| speaks_of(stated_text(text), UNDONE));
        match undone {
            Some(text) if full => Some(
                Problem::with_form(form)
                    .cell(form, "实际完成情况", text)
                    .cell(form, "自评总分", &form.form.total_score)
                    .found(format!(
                        "完成情况写有未完成，总分 {}",
                        figure(form.policy.full_marks())
                    ))
                    .expected("文字与得分一致")
                    .message(format!(
                        "总体目标完成情况写有没有完成的内容{}，自评总分却是 {}{}，前后矛盾。",
                        form.cite(text),
                        shown(&form.form.total_score),
                        form.cite(&form.form.total_score)
                    ))
                    .advice("核对完成情况，使文字与得分一致。")
                    .into(),
            ),
            _ => Some(Verdict::Passed),
        }
    }
}
