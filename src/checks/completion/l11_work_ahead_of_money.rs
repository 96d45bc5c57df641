//! L11: performance far ahead of spending.

use crate::checks::prelude::*;

/// L11.
pub(in crate::checks) struct WorkAheadOfMoney;

static INFO: RuleInfo = RuleInfo {
    id: "L11",
    title: "指标得分率明显高于预算执行得分率",
    severity: Severity::Notice,
    confidence: Confidence::Possible,
    category: Category::Completion,
    scope: Scope::Form,
    thresholds: &[
        Threshold {
            key: "gap",
            meaning: "得分率差距占指标得分率的比例超过这个数即提示",
            default: Given::Rule(hundredths(10)),
        },
        Threshold {
            key: "doubtful",
            meaning: "超过这个数列为疑点",
            default: Given::Rule(hundredths(30)),
        },
    ],
    yields_to: &["L13"],
    doc: Doc {
        what: "各指标的得分率与预算执行得分率是否相差悬殊。",
        why: "钱没花出去而任务样样完成，说明预算偏大、目标偏低，或得分虚高。",
        how: "（指标得分率－执行得分率）÷指标得分率，其中得分率为得分÷分值。超过 10% 为提示，超过 30% 为疑点；有的系统取 5%，可在设置文件里改。",
        fix: "说明少花钱而完成任务的原因（招标节约、跨年支付等），或核实得分。",
        source: "预算绩效系统的自评预警规则（5%）；四川绩效监控的差距预警（10%）。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 98 | 10 | 9.8 |
        | 指标 | 分值 | 得分 |
        | 培训人数 | 90 | 88 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 23.65 | 10 | 2.37 |
        | 指标 | 分值 | 得分 |
        | 培训人数 | 90 | 88 |",
    ..RuleInfo::PLAIN
};

impl Rule for WorkAheadOfMoney {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let (fund, line) = form.execution()?;
        let (Some(score), Some(weight)) = (fund.line.score.value, line.weight) else {
            return Some(Verdict::not_judged("预算执行率得分没有填写"));
        };
        // A wrong score of the execution tells of itself, not of the work.
        let wrong = line
            .score
            .is_some_and(|due| (score.value - due).abs() > form.policy.rules.tolerance.score);
        if wrong {
            return Some(Verdict::not_judged(
                "预算执行率得分本身有误（见 A10），无法比较",
            ));
        }
        let rows: Option<Vec<(Decimal, Decimal)>> = form
            .rows()
            .map(|row| Some((row.stated()?, row.weight()?)))
            .collect();
        let Some(rows) = rows else {
            return Some(Verdict::not_judged("有指标没有填写得分或分值"));
        };
        let scores: Decimal = rows.iter().map(|(score, _)| score).sum();
        let weights: Decimal = rows.iter().map(|(_, weight)| weight).sum();
        let work = scores.checked_div(weights)?;
        let money = score.value.checked_div(weight)?;
        let gap = (work - money).checked_div(work)?;
        if gap <= form.threshold(&INFO, "gap") {
            return Some(Verdict::Passed);
        }
        let doubtful = gap > form.threshold(&INFO, "doubtful");
        Some(
            Problem::with_form(form)
                .cell(form, "执行率得分", &fund.line.score)
                .found(format!(
                    "指标得分率 {}，执行得分率 {}",
                    percent(work),
                    percent(money)
                ))
                .expected(format!(
                    "差距不超过指标得分率的 {}",
                    percent(form.threshold(&INFO, "gap"))
                ))
                .difference(gap, "按比例，不设允差")
                .message(format!(
                    "各指标得分率为 {}，预算执行得分率只有 {}{}，任务进度明显快于资金进度，需要说明。",
                    percent(work),
                    percent(money),
                    form.cite(&fund.line.score)
                ))
                .advice("说明资金执行慢而任务完成的原因，或核实各指标得分。")
                .severity(if doubtful {
                    Severity::Warning
                } else {
                    Severity::Notice
                })
                .into(),
        )
    }
}
