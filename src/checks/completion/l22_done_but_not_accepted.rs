//! L22: counted as done, not accepted.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;

/// L22.
pub(in crate::checks) struct DoneButNotAccepted;

static INFO: RuleInfo = RuleInfo {
    id: "L22",
    title: "数量指标全部完成而质量指标显示未验收或不合格",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Completion,
    scope: Scope::Form,
    doc: Doc {
        what: "同一张表里，质量指标显示没有验收、验收未通过或合格率为 0 时，数量指标是否仍全部按完成计满分。",
        why: "没有验收或不合格的产出不能算完成，两处用了不同的标准。",
        how: "质量指标（名称含验收、合格）完成值为 0，或其完成值、原因写有未验收、未通过、不合格，而数量指标全部满分的提出。",
        fix: "数量指标按通过验收的数量填写，或说明两者不是同一批工作。",
        source: "财政部门复核实例：同一项目双重标准。",
    },
    pass: "
        | 指标 | 一级 | 二级 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 改造户数 | 产出指标 | 数量指标 | ≥100户 | 100户 | 20 | 20 | |
        | 验收合格率 | 产出指标 | 质量指标 | =100% | 100% | 20 | 20 | |",
    fail: "
        | 指标 | 一级 | 二级 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 改造户数 | 产出指标 | 数量指标 | ≥100户 | 100户 | 20 | 20 | |
        | 验收合格率 | 产出指标 | 质量指标 | =100% | 0 | 20 | 0 | 年底尚未验收 |",
    ..RuleInfo::PLAIN
};

const REFUSED: &[&str] = &[
    "未验收",
    "尚未验收",
    "未通过",
    "未组织验收",
    "不合格",
    "待验收",
];

impl Rule for DoneButNotAccepted {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let quality: Vec<&IndicatorRow<'_>> = form
            .rows()
            .filter(|row| row.is_under(&["质量"]) && speaks_of(&row.name(), &["验收", "合格"]))
            .collect();
        let quantity: Vec<&IndicatorRow<'_>> =
            form.rows().filter(|row| row.is_under(&["数量"])).collect();
        if quality.is_empty() || quantity.is_empty() {
            return None;
        }
        let refused = quality.iter().find(|row| {
            let said = format!(
                "{} {}",
                stated_text(&row.indicator.actual),
                row.explanation()
            );
            let nothing = row
                .quantities()
                .is_some_and(|(_, _, actual)| actual.number.value.is_zero());
            (nothing && row.met() == Some(false)) || speaks_of(&said, REFUSED)
        });
        let full = quantity
            .iter()
            .all(|row| row.stated().is_some() && row.stated() == row.weight());
        let Some(refused) = refused.filter(|_| full) else {
            return Some(Verdict::Passed);
        };
        let actual = &refused.indicator.actual;
        let mut problem = Problem::with_form(form)
            .cell(form, "实际完成值", actual)
            .cell(form, "偏差原因", &refused.indicator.reason)
            .found(format!(
                "{}完成值 {}，数量指标全部满分",
                refused.quoted(),
                shown_text(actual)
            ))
            .expected("未通过验收的不计入完成数量")
            .message(format!(
                "质量指标{}的完成值是 {}{}，显示没有验收或不合格，而 {} 个数量指标全部按完成得满分，前后标准不一。",
                refused.quoted(),
                shown_text(actual),
                form.cite(actual),
                quantity.len()
            ))
            .advice("数量指标按通过验收的数量重新填写；不是同一批工作的，说明清楚。");
        for row in quantity {
            problem = problem.cell(form, "得分", &row.indicator.score);
        }
        Some(problem.into())
    }
}
