//! A03: initial budget and adjustment against the full-year budget.

use crate::checks::prelude::*;
use crate::checks::tolerance::{Agreement, WrittenSum, compare};
use crate::form::model::FundField;

/// A03.
pub(in crate::checks) struct Adjustment;

static INFO: RuleInfo = RuleInfo {
    id: "A03",
    title: "年初预算数加调整数不等于全年预算数",
    category: Category::Arithmetic,
    scope: Scope::Fund,
    tolerance: Some(Allowance::Amounts),
    doc: Doc {
        what: "资金栏中填有年中调整金额的行，年初预算数加调整数（调减为负）是否等于全年（调整后）预算数。",
        why: "全年预算数是执行率的分母；调整数对不上，说明预算调整没有如实反映。",
        how: "年初预算数＋调整数与全年预算数比较，允差按各数填写的末位各算半个单位。三个数缺一的不判定。",
        fix: "核对预算调整文件，改正调整数的金额或正负号，或改正全年预算数。",
        source: "财政部门自评复核勾稽表；四川自评复核清单 D2 项。",
    },
    pass: "
        | 资金 | 年初预算 | 调整 | 全年预算 |
        | 年度资金总额 | 22635.40 | -4077.06 | 18558.34 |",
    fail: "
        | 资金 | 年初预算 | 调整 | 全年预算 |
        | 年度资金总额 | 22635.40 | 4077.06 | 18558.34 |",
    ..RuleInfo::PLAIN
};

impl Rule for Adjustment {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_fund(&self, form: &FormView<'_>, fund: &FundRow<'_>) -> Option<Verdict> {
        let line = fund.line;
        let adjustment = line.adjustment.value?;
        let (Some(initial), Some(adjusted)) = (line.initial.value, line.adjusted.value) else {
            return Some(Verdict::not_judged(
                "填了调整数，但年初预算数或全年预算数空着",
            ));
        };
        let sum = WrittenSum::default().and(&initial).and(&adjustment);
        let comparison = compare(
            &adjusted,
            &sum,
            &form.tolerance(&INFO),
            form.coarse_amount(),
        );
        if matches!(
            comparison.agreement,
            Agreement::Agrees | Agreement::CoarselyWritten
        ) {
            return Some(Verdict::Passed);
        }
        let opposite = initial.value - adjustment.value;
        let why = if opposite == adjusted.value {
            "，改变调整数的正负号即相符，可能把调减填成了调增（或相反）"
        } else {
            ""
        };
        let difference = comparison.difference;
        let more_or_less = if difference < Decimal::ZERO {
            "少"
        } else {
            "多"
        };
        let unit = form.amount_unit();
        Some(
            Problem::with_fund(form, fund)
                .cell(form, "全年预算数", &line.adjusted)
                .cell(form, "年初预算数", &line.initial)
                .cell(form, FundField::Adjustment.name(), &line.adjustment)
                .found(format!("全年预算数 {}{unit}", shown(&line.adjusted)))
                .expected(format!(
                    "{} + ({}) = {}{unit}",
                    shown(&line.initial),
                    shown(&line.adjustment),
                    figure(sum.value)
                ))
                .difference(difference, comparison.tolerance)
                .message(format!(
                    "{}：全年预算数 {}{}比年初预算数 {}{}加调整数 {}{}所得的 {}{unit}{more_or_less} {}{unit}{why}。",
                    quoted(&fund.name()),
                    shown(&line.adjusted),
                    form.cite(&line.adjusted),
                    shown(&line.initial),
                    form.cite(&line.initial),
                    shown(&line.adjustment),
                    form.cite(&line.adjustment),
                    figure(sum.value),
                    figure(difference.abs())
                ))
                .advice("核对预算调整文件，改正调整数或全年预算数。")
                .into(),
        )
    }
}
