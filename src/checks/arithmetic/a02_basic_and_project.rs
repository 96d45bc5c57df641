//! A02: the budget total against basic and project expenditure.

use crate::checks::prelude::*;
use crate::form::model::FundRole;

use super::fund_block::{COLUMNS, Footed, Footing, foot, of_roles};

/// A02.
pub(in crate::checks) struct BasicAndProject;

static INFO: RuleInfo = RuleInfo {
    id: "A02",
    title: "资金合计与基本支出、项目支出之和不符",
    category: Category::Arithmetic,
    scope: Scope::Form,
    yields_to: &["A01"],
    tolerance: Some(Allowance::Amounts),
    thresholds: &[Threshold {
        key: "slip",
        meaning: "差额不超过合计的这个比例时按算错处理（错误），更大的缺口可能另有其他支出（疑点）",
        default: Given::Rule(hundredths(1)),
    }],
    doc: Doc {
        what: "部门资金合计是否等于基本支出与项目支出之和，年初预算数、全年预算数、全年执行数逐栏核对。",
        why: "部门整体支出由基本支出和项目支出构成；两者之和与总额不符，部门预算规模和执行率都不可信。",
        how: "基本支出＋项目支出与合计比较，允差按各数填写的末位各算半个单位。分项之和大于合计，或只差一点点的，是错误；小于合计且差得多的，可能另有经营支出等未列出，列为疑点。",
        fix: "核对部门决算，改正合计或分项；另有经营支出、上缴上级支出等的，增列一行。",
        source: "财政部门自评复核实例：1432.49＋10588.12 与 12023.85 相差 3.24 万元。",
    },
    pass: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 |
        | 年度资金总额 | 22635.40 | 18558.34 | 4388.99 |
        | 其中：基本支出 | 869.36 | 966.99 | 949.53 |
        | 项目支出 | 21766.04 | 17591.35 | 3439.45 |",
    fail: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 |
        | 年度资金总额 | | 12023.85 | |
        | 其中：基本支出 | | 1432.49 | |
        | 项目支出 | | 10588.12 | |",
    ..RuleInfo::PLAIN
};

impl Rule for BasicAndProject {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let find = |role| form.funds.iter().find(|row| row.role() == role);
        let total = find(FundRole::Total)?;
        find(FundRole::Basic)?;
        find(FundRole::Project)?;
        let parts = of_roles(form, &[FundRole::Basic, FundRole::Project]);
        let with_others = of_roles(form, &[FundRole::Basic, FundRole::Project, FundRole::Other]);
        let mut problems = Vec::new();
        let mut judged = false;
        let mut unclear = None;
        for column in COLUMNS {
            let stated =
                |role| find(role).is_some_and(|row| (column.field)(row.line).value.is_some());
            if stated(FundRole::Basic) != stated(FundRole::Project) {
                unclear = Some(format!("基本支出、项目支出只填了一项{}", column.name));
                continue;
            }
            match foot(form, &INFO, column, total, &parts) {
                Footed::Nothing => {}
                Footed::Unclear(reason) => unclear = Some(reason),
                Footed::Done(footing) => {
                    judged = true;
                    if !adds_up(&foot(form, &INFO, column, total, &with_others)) {
                        problems.extend(problem(form, &footing));
                    }
                }
            }
        }
        match (problems.is_empty(), judged, unclear) {
            (false, _, _) => Some(Verdict::Found(problems)),
            (true, _, Some(reason)) => Some(Verdict::not_judged(reason)),
            (true, true, None) => Some(Verdict::Passed),
            (true, false, None) => None,
        }
    }
}

fn adds_up(footed: &Footed<'_, '_>) -> bool {
    matches!(footed, Footed::Done(footing) if footing.parts.len() > 2
        && footing.comparison.agreement == crate::checks::tolerance::Agreement::Agrees)
}

fn problem(form: &FormView<'_>, footing: &Footing<'_, '_>) -> Option<Problem> {
    let problem = footing.problem(form)?;
    let missing = footing.comparison.difference;
    let slip = footing.sum.value * form.threshold(&INFO, "slip");
    if missing > slip.abs() {
        let unfolded = Problem {
            fold: None,
            ..problem
        };
        return Some(
            unfolded
                .severity(Severity::Warning)
                .confidence(Confidence::Likely)
                .advice("如另有经营支出等其他支出，请在资金栏增列；否则改正合计或分项。"),
        );
    }
    Some(problem.advice("核对部门决算，改正合计、基本支出或项目支出，使两项之和等于合计。"))
}
