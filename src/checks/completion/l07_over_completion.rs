//! L07: far more than planned, and not a word why.

use crate::checks::prelude::*;
use crate::scoring::profile::Limit;

/// L07.
pub(in crate::checks) struct OverCompletion;

static INFO: RuleInfo = RuleInfo {
    id: "L07",
    title: "超额完成较多没有说明，或目标值明显偏低",
    severity: Severity::Warning,
    category: Category::Completion,
    scope: Scope::Indicator,
    thresholds: &[
        Threshold {
            key: "reason_from",
            meaning: "完成率超过这个数就应说明原因（1.30 即 130%；设置文件里给的数本身也算）",
            default: Given::Profile(|rules| {
                rules.reason.over.map_or(Decimal::MAX, |limit| limit.at)
            }),
        },
        Threshold {
            key: "low_target_from",
            meaning: "完成率达到这个数，即使有说明也提示目标值是否偏低",
            default: Given::Rule(hundredths(200)),
        },
    ],
    doc: Doc {
        what: "完成率超过 130% 的指标是否说明了原因；完成率达到 200% 的，目标值是否定得过低。",
        why: "大幅超额往往是年初目标偏低，应分析原因，必要时调减得分。",
        how: "≥、＞、＝类指标的完成率超过界限（由评分规则定，默认 130%）而偏差原因为空的，列为疑点；有说明但达到 200% 的，列为提示。反向指标不判定。",
        fix: "写明超额完成的原因；目标偏低的，下年度调高目标值。",
        source: "财政部《项目支出绩效评价管理办法》（完成值高于指标值较多的要分析原因）；郫都、广西等地的 130% 界限。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 120人 | 10 | 10 | |
        | 宣传场次 | ≥10场 | 14场 | 10 | 10 | 年中增加防汛专题宣传四场 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 宣传场次 | ≥10场 | 14场 | 10 | 10 | |",
    ..RuleInfo::PLAIN
};

impl Rule for OverCompletion {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if !row.is_positive() {
            return None;
        }
        if let Some(problem) = far_above_zero(form, row) {
            return Some(problem.into());
        }
        let Some(completion) = row.completion() else {
            return Some(Verdict::not_judged("完成率无法计算"));
        };
        let explained = !row.explanation().is_empty();
        let far = completion >= form.threshold(&INFO, "low_target_from");
        let from = form.threshold(&INFO, "reason_from");
        let limit = Limit {
            at: from,
            // A threshold of the settings counts itself in; the profile says so of its own.
            included: form
                .policy
                .rules
                .reason
                .over
                .is_none_or(|own| own.included || own.at != from),
        };
        let over = limit.is_passed_by(completion);
        let indicator = row.indicator;
        let (severity, lead, end) = match (over, explained, far) {
            (false, _, _) | (true, true, false) => return Some(Verdict::Passed),
            (true, false, _) if row.has_place_for_reason() => (
                Severity::Warning,
                "个指标超额完成较多，却没有说明原因",
                "没有说明原因",
            ),
            (true, false, false) => return Some(Verdict::not_judged("表内没有偏差原因栏")),
            (true, _, true) => (
                Severity::Notice,
                "个指标的完成值远高于目标值，目标值可能定得偏低",
                "目标值可能定得偏低",
            ),
        };
        let detail = format!(
            "目标 {}、实际 {}，完成率 {}",
            shown_text(&indicator.target),
            shown_text(&indicator.actual),
            percent(completion)
        );
        Some(
            Problem::with_row(form, row)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "指标值", &indicator.target)
                .cell(form, "偏差原因", &indicator.reason)
                .found(format!("完成率 {}", percent(completion)))
                .expected(format!("完成率{} 的写明原因", limit.words()))
                .message(format!(
                    "指标{}{detail}{}，{end}。",
                    row.quoted(),
                    form.cite(&indicator.actual)
                ))
                .fold(
                    lead,
                    format!("{}{detail}{}", row.quoted(), form.cite(&indicator.actual)),
                )
                .advice("写明超额完成的原因；目标值偏低的，下年度予以调高。")
                .severity(severity)
                .into(),
        )
    }
}

/// A target of zero has no degree of completion: some profiles say from which actual value a reason is due.
fn far_above_zero(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Problem> {
    let most = form.policy.rules.reason.over_zero_target?;
    let values = row.comparable()?;
    let due = values.target.is_zero()
        && values.actual >= most
        && row.explanation().is_empty()
        && row.has_place_for_reason();
    let indicator = row.indicator;
    due.then(|| {
        Problem::with_row(form, row)
            .cell(form, "实际完成值", &indicator.actual)
            .cell(form, "指标值", &indicator.target)
            .cell(form, "偏差原因", &indicator.reason)
            .found(format!("指标值 0，实际 {}", shown_text(&indicator.actual)))
            .expected(format!("实际完成值达到 {} 的写明原因", most.normalize()))
            .message(format!(
                "指标{}目标为 0、实际 {}{}，没有说明原因。",
                row.quoted(),
                shown_text(&indicator.actual),
                form.cite(&indicator.actual)
            ))
            .fold(
                "个指标的目标为 0 而完成较多，没有说明原因",
                format!(
                    "{}目标 0、实际 {}{}",
                    row.quoted(),
                    shown_text(&indicator.actual),
                    form.cite(&indicator.actual)
                ),
            )
            .advice("写明超额完成的原因；目标偏低的，下年度予以调高。")
            .severity(Severity::Warning)
    })
}
