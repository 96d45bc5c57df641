//! L12: much of the budget left.

use crate::checks::prelude::*;
use crate::checks::problem::Row;

/// L12.
pub(in crate::checks) struct Unspent;

static INFO: RuleInfo = RuleInfo {
    id: "L12",
    title: "结余资金比例较大或预算数为零",
    severity: Severity::Warning,
    category: Category::Completion,
    scope: Scope::Form,
    yields_to: &["A01", "L13", "L14"],
    thresholds: &[Threshold {
        key: "share",
        meaning: "未执行部分占全年预算的比例超过这个数即提出（0.20 即 20%）",
        default: Given::Rule(hundredths(20)),
    }],
    doc: Doc {
        what: "全年预算中没有执行的部分是否超过 20%；全年预算数是否为 0。",
        why: "结余多说明预算编制不准或执行不力，是压减下年预算的依据。",
        how: "（全年预算数－全年执行数）÷全年预算数与界限比较；预算数为 0 的也提出。",
        fix: "说明结余原因，年中及时调减预算。",
        source: "预算绩效系统的自评预警规则（黄色预警）。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 100 | 85 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 100 | 60 |",
    ..RuleInfo::PLAIN
};

impl Rule for Unspent {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let fund = form.whole_budget()?;
        let line = fund.line;
        let (Some(budget), Some(executed)) = (line.adjusted.value, line.executed.value) else {
            return Some(Verdict::not_judged("全年预算数或全年执行数没有填写"));
        };
        let unit = form.amount_unit();
        let problem = Problem::with_form(form)
            .cell(form, "全年执行数", &line.executed)
            .cell(form, "全年预算数", &line.adjusted)
            .advice("说明结余或无预算的原因；资金用不完的，应在年中调减预算。");
        let Some(rate) = executed.value.checked_div(budget.value) else {
            return Some(
                Problem {
                    row: Row::Fund(fund.index),
                    ..problem
                }
                .aspect("全年预算数")
                .found("全年预算数为 0")
                .expected("有预算才能计算执行率")
                .message(format!(
                    "{}的全年预算数是 0{}，执行率和得分没有依据。",
                    quoted(&fund.name()),
                    form.cite(&line.adjusted)
                ))
                .into(),
            );
        };
        let left = Decimal::ONE - rate;
        let most = form.threshold(&INFO, "share");
        if left <= most {
            return Some(Verdict::Passed);
        }
        Some(
            problem
                .found(format!("未执行 {}", percent(left)))
                .expected(format!("不超过 {}", percent(most)))
                .message(format!(
                    "全年预算 {}{unit}{}，执行 {}{unit}{}，还有 {}{unit}（{}）没有执行。",
                    shown(&line.adjusted),
                    form.cite(&line.adjusted),
                    shown(&line.executed),
                    form.cite(&line.executed),
                    figure(budget.value - executed.value),
                    percent(left)
                ))
                .into(),
        )
    }
}
