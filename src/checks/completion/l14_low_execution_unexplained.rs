//! L14: a low execution rate nobody explains.

use crate::checks::prelude::*;

/// L14.
pub(in crate::checks) struct LowExecutionUnexplained;

static INFO: RuleInfo = RuleInfo {
    id: "L14",
    title: "预算执行率偏低而没有说明原因",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Completion,
    scope: Scope::Form,
    thresholds: &[Threshold {
        key: "below",
        meaning: "执行率低于这个数就应说明原因（0.90 即 90%）",
        default: Given::Profile(|rules| rules.reason.execution_below.unwrap_or_default()),
    }],
    doc: Doc {
        what: "预算执行率低于 90% 的，表内是否说明了原因。",
        why: "执行率低是预算管理的首要问题，必须讲清是预算不准、项目推迟还是支付滞后。",
        how: "执行数÷全年预算数低于界限，而资金栏的原因、各指标的偏差原因、表头表尾的说明里都没有谈到预算、执行、支付、资金的，提出。",
        fix: "在资金栏或说明栏写明执行率低的原因和措施。",
        source: "郫都区 2025 年度自评通知；四川 510000_0013zp 自评表填报说明（执行率低于 90% 须说明）。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 | 原因 |
        | 年度资金总额 | 100 | 80 | 设备招标流标，年末未能支付 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 | 原因 |
        | 年度资金总额 | 100 | 80 | |",
    ..RuleInfo::PLAIN
};

const ABOUT_MONEY: &[&str] = &[
    "预算",
    "执行",
    "支付",
    "资金",
    "拨付",
    "结余",
    "结转",
    "经费",
    "指标下达",
];

impl Rule for LowExecutionUnexplained {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let fund = form.whole_budget()?;
        let Some(rate) = form.execution_rate() else {
            return Some(Verdict::not_judged("预算数或执行数没有填写"));
        };
        let least = form.threshold(&INFO, "below");
        if rate >= least || form.explains(ABOUT_MONEY) {
            return Some(Verdict::Passed);
        }
        let line = fund.line;
        Some(
            Problem::with_form(form)
                .cell(form, "全年执行数", &line.executed)
                .cell(form, "全年预算数", &line.adjusted)
                .cell(form, "原因", &line.reason)
                .found(format!("执行率 {}，表内未见原因", percent(rate)))
                .expected(format!("执行率低于 {} 的说明原因", percent(least)))
                .message(format!(
                    "预算执行率只有 {}（执行数 {}{}÷预算数 {}{}），低于 {}，表内没有说明原因。",
                    percent(rate),
                    shown(&line.executed),
                    form.cite(&line.executed),
                    shown(&line.adjusted),
                    form.cite(&line.adjusted),
                    percent(least)
                ))
                .advice("在资金栏的原因或说明栏写明执行率低的具体原因和改进措施。")
                .into(),
        )
    }
}
