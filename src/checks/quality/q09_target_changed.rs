//! Q09: a target that is not the approved one.

use crate::checks::prelude::*;
use crate::checks::text::plain;
use crate::value::target::parse_target;

/// Q09.
pub(in crate::checks) struct TargetChanged;

static INFO: RuleInfo = RuleInfo {
    id: "Q09",
    title: "指标值与批复的绩效目标不一致",
    confidence: Confidence::Likely,
    category: Category::Quality,
    scope: Scope::Folder,
    doc: Doc {
        what: "自评表的指标值是否与批复的绩效目标表一致；批复的指标是否都在自评表里。",
        why: "绩效目标一经批复不得擅自调整；临到自评改低目标，完成率就失去意义。",
        how: "按部门、年度和指标名称逐项对照批复目标表，指标值含义不同（符号、数值）的提出，批复有而自评表没有的提出。没有提供批复目标的不判定。",
        fix: "按批复的指标值自评；已按程序调整的，附调整批复。",
        source: "四川自评复核清单 I6 项。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 批复 | 年度 | 指标 | 目标 |
        | 甲局 | 2023 | 培训人数 | >=100人 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥80人 |
        | 批复 | 年度 | 指标 | 目标 |
        | 甲局 | 2023 | 培训人数 | ≥100人 |",
    ..RuleInfo::PLAIN
};

impl Rule for TargetChanged {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let approved = &folder.context.approved_targets;
        folder
            .forms
            .iter()
            .map(|form| {
                let own: Vec<_> = approved
                    .iter()
                    .filter(|goal| goal.unit == form.unit())
                    .filter(|goal| goal.year.is_none_or(|year| Some(year) == form.year()))
                    .collect();
                if own.is_empty() {
                    return Verdict::not_judged("没有提供批复的绩效目标");
                }
                Verdict::of(
                    own.iter()
                        .filter_map(|goal| problem(form, &goal.indicator, &goal.target))
                        .collect(),
                )
            })
            .collect()
    }
}

fn problem(form: &FormView<'_>, name: &str, approved: &str) -> Option<Problem> {
    let Some(row) = form.rows().find(|row| plain(&row.name()) == plain(name)) else {
        return Some(
            Problem::with_form(form)
                .found(format!("自评表没有指标{}", quoted(name)))
                .expected(format!("批复的指标{}（{approved}）", quoted(name)))
                .message(format!(
                    "批复的绩效目标有指标{}（{approved}），自评表里没有。",
                    quoted(name)
                ))
                .advice("补列批复的指标；已按程序调整的，附调整批复。")
                .severity(Severity::Warning),
        );
    };
    let cell = &row.indicator.target;
    if means_the_same(stated_text(cell), approved) {
        return None;
    }
    Some(
        Problem::with_row(form, row)
            .cell(form, "指标值", cell)
            .found(format!("指标值 {}", shown_text(cell)))
            .expected(format!("批复的指标值 {approved}"))
            .message(format!(
                "指标{}的指标值 {}{}与批复的 {approved} 不一致。",
                row.quoted(),
                shown_text(cell),
                form.cite(cell)
            ))
            .advice("按批复的指标值自评；已按程序调整的，附调整批复。")
            .points_if(row.stated()),
    )
}

fn means_the_same(stated: &str, approved: &str) -> bool {
    if plain(stated) == plain(approved) {
        return true;
    }
    let (Some(stated), Some(approved)) = (parse_target(stated), parse_target(approved)) else {
        return false;
    };
    match (stated.quantity, approved.quantity) {
        (Some(one), Some(other)) => {
            stated.operator == approved.operator && one.number.value == other.number.value
        }
        _ => false,
    }
}
