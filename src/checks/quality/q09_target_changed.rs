//! Q09: a target that is not the approved one.

use crate::checks::prelude::*;
use crate::checks::text::{likeness, plain};
use crate::checks::{ApprovedTarget, GoalStanding};
use crate::value::fold::fold_tight;
use crate::value::target::{Quantity, parse_target};

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
        how: "按部门、年度和指标名称逐项对照批复目标表，指标值含义不同（符号、数值）的提出，批复有而自评表没有的提出。文件夹里的绩效目标批复表、申报表即用作批复目标（两种都有的，以批复表为准）；没有的不判定。",
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

/// How alike, of 100, two names must be to be one indicator.
const LIKE_ENOUGH: u32 = 80;

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
                let unit = fold_tight(&form.unit());
                let own: Vec<&ApprovedTarget> = approved
                    .iter()
                    .filter(|goal| fold_tight(&goal.unit) == unit)
                    .filter(|goal| goal.year.is_none_or(|year| Some(year) == form.year()))
                    .collect();
                if own.is_empty() {
                    return Verdict::not_judged("文件夹里没有这个单位本年度的绩效目标批复表");
                }
                Verdict::of(own.iter().filter_map(|goal| problem(form, goal)).collect())
            })
            .collect()
    }
}

fn problem(form: &FormView<'_>, goal: &ApprovedTarget) -> Option<Problem> {
    let standing = goal.standing.label();
    let place = if goal.place.is_empty() {
        String::new()
    } else {
        format!("（{}）", goal.place)
    };
    let Some((row, likeness)) = row_of(form, &goal.indicator) else {
        return Some(
            Problem::with_form(form)
                .found(format!("自评表没有指标{}", quoted(&goal.indicator)))
                .expected(format!(
                    "{standing}的指标{}，指标值 {}",
                    quoted(&goal.indicator),
                    goal.target
                ))
                .message(format!(
                    "{standing}的绩效目标{place}有指标{}（指标值 {}），自评表里没有。",
                    quoted(&goal.indicator),
                    goal.target
                ))
                .advice("补列这个指标；已按程序调整的，附调整批复。")
                .severity(Severity::Warning),
        );
    };
    let cell = &row.indicator.target;
    if means_the_same(stated_text(cell), &goal.target) {
        return None;
    }
    let reworded = if likeness < 100 {
        format!("，{standing}表里写作{}", quoted(&goal.indicator))
    } else {
        String::new()
    };
    let mut problem = Problem::with_row(form, row)
        .cell(form, "指标值", cell)
        .found(format!("指标值 {}", shown_text(cell)))
        .expected(format!("{standing}的指标值 {}{place}", goal.target))
        .message(format!(
            "指标{}的指标值 {}{}与{standing}的指标值 {}{place}不一致{reworded}。",
            row.quoted(),
            shown_text(cell),
            form.cite(cell),
            goal.target,
        ))
        .advice("按批复的指标值自评；已按程序调整的，附调整批复。")
        .points_if(row.stated());
    if goal.standing == GoalStanding::Declared || only_words(stated_text(cell), &goal.target) {
        // What was asked for may have been approved otherwise; words may say the same in another way.
        problem = problem.severity(Severity::Warning);
    }
    Some(problem)
}

/// The row of an indicator, and how alike the names are, of 100.
fn row_of<'v, 'a>(form: &'v FormView<'a>, name: &str) -> Option<(&'v IndicatorRow<'a>, u32)> {
    form.rows()
        .map(|row| (row, likeness(&row.name(), name)))
        .filter(|(_, likeness)| *likeness >= LIKE_ENOUGH)
        .max_by_key(|(row, likeness)| (*likeness, std::cmp::Reverse(row.index)))
}

/// Whether two wordings set one target: `≥100人` and `>=100 人`, `2.45万人` and `24500人`, and `100人` where
/// the other leaves no doubt about the direction.
fn means_the_same(stated: &str, approved: &str) -> bool {
    if plain(stated) == plain(approved) {
        return true;
    }
    let (Some(stated), Some(approved)) = (parse_target(stated), parse_target(approved)) else {
        return false;
    };
    let same_amount = |one: Option<&Quantity>, other: Option<&Quantity>| match (one, other) {
        (Some(one), Some(other)) => {
            let same_unit = one.unit.is_none() || other.unit.is_none() || one.unit == other.unit;
            same_unit && one.number.value == other.number.value
        }
        (None, None) => true,
        _ => false,
    };
    let measured = stated.quantity.is_some() && approved.quantity.is_some();
    let dated = stated.timing.is_some() && stated.timing == approved.timing;
    let same_way = stated.operator == approved.operator
        || !stated.operator_written
        || !approved.operator_written;
    (measured || dated)
        && same_way
        && same_amount(stated.quantity.as_ref(), approved.quantity.as_ref())
        && same_amount(stated.upper.as_ref(), approved.upper.as_ref())
}

/// Whether both are words without a measure: then the wording may have changed and not the target.
fn only_words(stated: &str, approved: &str) -> bool {
    let is_words = |text: &str| {
        parse_target(text).is_none_or(|target| target.quantity.is_none() && target.timing.is_none())
    };
    is_words(stated) && is_words(approved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_one_target() {
        for (one, other) in [
            ("≥100人", ">=100 人"),
            ("≥2.45万人", "≥24500人"),
            ("100人", "≥100人"),
            ("≥95%", "95%以上"),
            ("明显改善", "明显 改善"),
        ] {
            assert!(means_the_same(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("≥80人", "≥100人"),
            ("≤100人", "≥100人"),
            ("明显改善", "持续改善"),
            ("10万元", "10亩"),
        ] {
            assert!(!means_the_same(one, other), "{one} {other}");
        }
    }
}
