//! L15: more spent than budgeted.

use crate::checks::prelude::*;

/// L15.
pub(in crate::checks) struct Overspent;

static INFO: RuleInfo = RuleInfo {
    id: "L15",
    title: "执行数大于预算数",
    category: Category::Completion,
    scope: Scope::Fund,
    tolerance: Some(Allowance::Rule(Tolerance::Written)),
    yields_to: &["A16"],
    doc: Doc {
        what: "资金栏各行的全年执行数是否超过全年预算数。",
        why: "没有预算不得支出；执行数超过调整后预算数，说明预算数没有按调整后填写，或口径不一。",
        how: "执行数－全年预算数超过两数填写末位的半个单位之和即提出。",
        fix: "全年预算数改填调整后的数；确有超支的，说明依据。",
        source: "预算法关于无预算不得支出的规定；安徽已公开自评表中执行 338.31、预算 329.77 的实例。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 338.31 | 338.31 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 329.77 | 338.31 |",
    ..RuleInfo::PLAIN
};

impl Rule for Overspent {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_fund(&self, form: &FormView<'_>, fund: &FundRow<'_>) -> Option<Verdict> {
        let line = fund.line;
        let (budget, executed) = (line.adjusted.value?, line.executed.value?);
        let allowed = form
            .tolerance(&INFO)
            .allowed(budget.slack() + executed.slack(), budget.value);
        let difference = executed.value - budget.value;
        if difference <= allowed {
            return Some(Verdict::Passed);
        }
        let unit = form.amount_unit();
        let detail = format!(
            "执行数 {}{unit}{}大于全年预算数 {}{unit}{}，多 {}{unit}",
            shown(&line.executed),
            form.cite(&line.executed),
            shown(&line.adjusted),
            form.cite(&line.adjusted),
            figure(difference)
        );
        Some(
            Problem::with_fund(form, fund)
                .cell(form, "全年执行数", &line.executed)
                .cell(form, "全年预算数", &line.adjusted)
                .found(format!("执行数 {}{unit}", shown(&line.executed)))
                .expected(format!("不超过全年预算数 {}{unit}", shown(&line.adjusted)))
                .difference(difference, format!("允差 {}", figure(allowed)))
                .message(format!("{}的{detail}。", quoted(&fund.name())))
                .fold(
                    "行资金的执行数大于预算数",
                    format!("{}{detail}", quoted(&fund.name())),
                )
                .advice("全年预算数应填调整后的数；确有超预算支出的，说明依据。")
                .into(),
        )
    }
}
