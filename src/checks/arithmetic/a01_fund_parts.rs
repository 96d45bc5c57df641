//! A01: the budget total against its sources.

use crate::checks::prelude::*;
use crate::form::model::FundRole;

use super::fund_block::{COLUMNS, Footed, SOURCES, foot, of_roles};

/// A01.
pub(in crate::checks) struct FundParts;

static INFO: RuleInfo = RuleInfo {
    id: "A01",
    title: "资金合计与各资金来源之和不符",
    category: Category::Arithmetic,
    scope: Scope::Form,
    tolerance: Some(Allowance::Amounts),
    doc: Doc {
        what: "资金栏的合计（年度资金总额）是否等于各来源之和（财政拨款、上年结转、其他资金等）；基本支出是否等于人员经费与公用经费之和。年初预算数、全年预算数、全年执行数逐栏核对。",
        why: "资金总额是执行率和部门排名的依据；合计与分项对不上，执行率就没有可靠的分母和分子。",
        how: "分项相加与合计比较，允差按各数填写的末位各算半个单位；只是上一行明细的行（如“一般公共预算”列在“财政拨款”下）不重复相加。只填了一个来源而小于合计的，不判定。",
        fix: "核对决算或一体化系统的数，改正合计或分项；分项栏确无资金的填 0 或“—”。",
        source: "财政部门自评复核勾稽表；已公开自评表中合计行为 0 而分项有数的实例。",
    },
    pass: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 |
        | 年度资金总额 | 100.00 | 120.00 | 110.55 |
        | 其中：当年财政拨款 | 80.00 | 95.50 | 90.55 |
        | 上年结转资金 | 20.00 | 24.50 | 20.00 |
        | 其他资金 | — | — | — |",
    fail: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 |
        | 年度资金总额 | 100.00 | 120.00 | 110.55 |
        | 其中：当年财政拨款 | 80.00 | 95.50 | 90.55 |
        | 上年结转资金 | 20.00 | 27.50 | 20.00 |
        | 其他资金 | — | — | — |",
    ..RuleInfo::PLAIN
};

/// Basic expenditure by what it pays for.
const BASIC: &[FundRole] = &[FundRole::Personnel, FundRole::Operating];

impl Rule for FundParts {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let find = |role| form.funds.iter().find(|row| row.role() == role);
        let mut blocks = Vec::new();
        let sources = of_roles(form, SOURCES);
        // Without a source named as such, rows of other kinds belong to the split by nature (A02).
        let by_source = sources.iter().any(|row| row.role() != FundRole::Other)
            || find(FundRole::Basic).is_none() && find(FundRole::Project).is_none();
        if let Some(total) = find(FundRole::Total).filter(|_| by_source) {
            blocks.push((total, sources));
        }
        if let Some(basic) = find(FundRole::Basic) {
            blocks.push((basic, of_roles(form, BASIC)));
        }
        let mut problems = Vec::new();
        let mut judged = false;
        let mut unclear = None;
        for (whole, parts) in blocks {
            for column in COLUMNS {
                match foot(form, &INFO, column, whole, &parts) {
                    Footed::Nothing => {}
                    Footed::Unclear(reason) => unclear = Some(reason),
                    Footed::Done(footing)
                        if footing.parts.len() < 2
                            && footing.comparison.difference > Decimal::ZERO =>
                    {
                        unclear = Some("只列出一个分项且小于合计，分项可能没有列全".to_owned());
                    }
                    Footed::Done(footing) => {
                        judged = true;
                        problems.extend(footing.problem(form).map(|problem| {
                            problem
                                .advice("核对决算数，改正合计或有误的分项，使合计等于各分项之和。")
                        }));
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
