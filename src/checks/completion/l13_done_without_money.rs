//! L13: everything done, hardly anything spent.

use crate::checks::prelude::*;

/// L13.
pub(in crate::checks) struct DoneWithoutMoney;

static INFO: RuleInfo = RuleInfo {
    id: "L13",
    title: "资金执行很少而数量指标全部完成",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Completion,
    scope: Scope::Form,
    thresholds: &[
        Threshold {
            key: "below",
            meaning: "执行率低于这个数而数量指标全部完成的列为疑点（0.10 即 10%）",
            default: Given::Rule(hundredths(10)),
        },
        Threshold {
            key: "hint_below",
            meaning: "执行率低于这个数的列为提示（0.50 即 50%）",
            default: Given::Rule(hundredths(50)),
        },
    ],
    doc: Doc {
        what: "执行率很低的表，数量指标是否却全部完成。",
        why: "没有花钱就完成了任务，要么任务不用这笔钱，要么完成值不实。",
        how: "执行数÷全年预算数低于 10%（疑点）或 50%（提示），而能判断的数量指标全部达到目标的提出。没有二级指标栏的表，以全部定量指标代替数量指标。",
        fix: "说明不支付而完成任务的原因（跨年支付、垫付、其他资金），或核实完成值。",
        source: "财政部门复核实例：支付 0.08% 而服务目标完成 748%；已公开表中资金支付一半、产出全部满分。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 310.20 | 289.74 |
        | 指标 | 一级 | 二级 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | 产出指标 | 数量指标 | ≥100人 | 120人 | 50 | 50 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 310.20 | 154.74 |
        | 指标 | 一级 | 二级 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | 产出指标 | 数量指标 | ≥100人 | 120人 | 50 | 50 |",
    ..RuleInfo::PLAIN
};

impl Rule for DoneWithoutMoney {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let fund = form.whole_budget()?;
        let Some(rate) = form.execution_rate() else {
            return Some(Verdict::not_judged("预算数或执行数没有填写"));
        };
        if rate >= form.threshold(&INFO, "hint_below") {
            return Some(Verdict::Passed);
        }
        let quantities: Vec<&IndicatorRow<'_>> = form
            .rows()
            .filter(|row| row.is_under(&["数量"]) && row.met().is_some())
            .collect();
        let rows = if quantities.is_empty() {
            form.rows().filter(|row| row.met().is_some()).collect()
        } else {
            quantities
        };
        if rows.is_empty() {
            return Some(Verdict::not_judged("没有能判断是否完成的数量指标"));
        }
        if rows.iter().any(|row| row.met() == Some(false)) {
            return Some(Verdict::Passed);
        }
        let line = fund.line;
        let grave = rate < form.threshold(&INFO, "below");
        let mut problem = Problem::with_form(form)
            .cell(form, "全年执行数", &line.executed)
            .cell(form, "全年预算数", &line.adjusted)
            .found(format!("执行率 {}，数量指标全部完成", percent(rate)))
            .expected("任务完成与资金执行大体相称")
            .message(format!(
                "资金只执行了 {}（执行数 {}{}、预算数 {}{}），而数量指标（{}）全部完成，任务完成与资金执行不相称。",
                percent(rate),
                shown(&line.executed),
                form.cite(&line.executed),
                shown(&line.adjusted),
                form.cite(&line.adjusted),
                named(&rows)
            ))
            .advice("说明未支付而完成任务的原因，或核实完成值。")
            .severity(if grave {
                Severity::Warning
            } else {
                Severity::Notice
            });
        for row in rows {
            problem = problem.cell(form, "实际完成值", &row.indicator.actual);
        }
        Some(problem.into())
    }
}

/// The rows by name, or how many they are.
fn named(rows: &[&IndicatorRow<'_>]) -> String {
    match rows {
        [only] => only.quoted(),
        [first, second] => format!("{}、{}", first.quoted(), second.quoted()),
        more => format!("共 {} 个", more.len()),
    }
}
