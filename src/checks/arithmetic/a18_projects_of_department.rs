//! A18: the project forms of a department against its own form.

use std::collections::BTreeMap;

use crate::checks::prelude::*;
use crate::checks::tolerance::{Agreement, WrittenSum, compare};
use crate::form::model::{FormKind, FundLine, FundRole, Sourced};
use crate::value::number::Number;

/// A18.
pub(in crate::checks) struct ProjectsOfDepartment;

static INFO: RuleInfo = RuleInfo {
    id: "A18",
    title: "各项目自评表金额之和与部门项目支出不符",
    severity: Severity::Warning,
    category: Category::Arithmetic,
    scope: Scope::Folder,
    tolerance: Some(Allowance::Amounts),
    doc: Doc {
        what: "同一部门、同一年度的各份项目支出自评表，其全年预算数、全年执行数之和是否等于部门整体自评表中的项目支出。",
        why: "两者不等，说明有项目没有自评，或两套表口径不一。",
        how: "把文件夹里该部门该年度的项目自评表金额折成同一单位相加，与部门整体表的项目支出行比较，允差按各数填写的末位各算半个单位。没有项目表，或项目表未填金额的，不判定。",
        fix: "补报缺少的项目自评表，或统一两套表的口径。",
        source: "财政部门自评复核实例：项目合计 3584.27 万元与部门表 3584.28 万元；133 个项目只报 35 个。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 500.00 | 450.00 |
        | 项目支出 | 300.00 | 250.50 |
        # 甲局 2023 项目支出 项目=一号工程
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 100.00 | 100.00 |
        # 甲局 2023 项目支出 项目=二号工程
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 200.00 | 150.50 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 500.00 | 450.00 |
        | 项目支出 | 300.00 | 250.50 |
        # 甲局 2023 项目支出 项目=一号工程
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 100.00 | 100.00 |",
    ..RuleInfo::PLAIN
};

type Amount = (&'static str, fn(&FundLine) -> &Sourced<Number>);

const AMOUNTS: [Amount; 2] = [
    ("全年预算数", |line| &line.adjusted),
    ("全年执行数", |line| &line.executed),
];

impl Rule for ProjectsOfDepartment {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let mut projects: BTreeMap<(&str, Option<i32>), Vec<&FormView<'_>>> = BTreeMap::new();
        for form in folder.forms {
            if form.kind() == FormKind::Project {
                projects
                    .entry((form.department(), form.year()))
                    .or_default()
                    .push(form);
            }
        }
        folder
            .forms
            .iter()
            .filter(|form| form.kind() == FormKind::Department)
            .filter_map(|form| {
                let projects = projects.get(&(form.department(), form.year()))?;
                let row = form
                    .funds
                    .iter()
                    .find(|row| row.role() == FundRole::Project)?;
                Some(judge(form, row, projects))
            })
            .collect()
    }
}

fn judge(form: &FormView<'_>, row: &FundRow<'_>, projects: &[&FormView<'_>]) -> Verdict {
    let mut problems = Vec::new();
    let mut judged = false;
    for amount in AMOUNTS {
        let Some(stated) = (amount.1)(row.line).value else {
            continue;
        };
        let Some(sum) = sum_of(form, projects, amount) else {
            continue;
        };
        judged = true;
        let comparison = compare(&stated, &sum, &form.tolerance(&INFO), form.coarse_amount());
        if comparison.agreement == Agreement::Apart {
            problems.push(problem(form, row, projects, amount, &sum, comparison));
        }
    }
    if judged {
        Verdict::of(problems)
    } else {
        Verdict::not_judged("项目自评表或部门表的项目支出没有填金额")
    }
}

/// The sum over the project forms in the unit of the department's form; `None` where one states no amount.
fn sum_of(form: &FormView<'_>, projects: &[&FormView<'_>], amount: Amount) -> Option<WrittenSum> {
    let mut sum = WrittenSum::default();
    let into = form.form.amount_unit.value?.in_yuan();
    for project in projects {
        let number = (amount.1)(project.whole_budget()?.line).value?;
        let scale = project.form.amount_unit.value?.in_yuan() / into;
        sum = sum.and(&Number {
            value: number.value * scale,
            last_place: number.last_place * scale,
        });
    }
    Some(sum)
}

fn problem(
    form: &FormView<'_>,
    row: &FundRow<'_>,
    projects: &[&FormView<'_>],
    amount: Amount,
    sum: &WrittenSum,
    comparison: crate::checks::tolerance::Comparison,
) -> Problem {
    let stated = (amount.1)(row.line);
    let difference = comparison.difference;
    let unit = form.amount_unit();
    let why = if difference > Decimal::ZERO {
        "可能还有项目没有报送自评表"
    } else {
        "项目表之和反而更大，两套表口径可能不一"
    };
    let mut problem = Problem::with_fund(form, row)
        .cell(form, amount.0, stated)
        .found(format!("项目支出{} {}{unit}", amount.0, shown(stated)))
        .expected(format!(
            "{} 份项目自评表合计 {}{unit}",
            projects.len(),
            figure(sum.value)
        ))
        .difference(difference, comparison.tolerance)
        .message(format!(
            "部门整体表中项目支出的{} {}{unit}{}与 {} 份项目自评表合计 {}{unit}相差 {}{unit}，{why}。",
            amount.0,
            shown(stated),
            form.cite(stated),
            projects.len(),
            figure(sum.value),
            figure(difference.abs())
        ))
        .advice("核对项目清单，补报缺少的项目自评表，或统一金额口径。");
    for project in projects {
        if let Some(whole) = project.whole_budget() {
            problem = problem.cell(project, amount.0, (amount.1)(whole.line));
        }
    }
    problem
}
