//! L08: far below target, and no real reason.

use crate::checks::prelude::*;
use crate::checks::text::{Substance, substance};

/// L08.
pub(in crate::checks) struct FarShort;

static INFO: RuleInfo = RuleInfo {
    id: "L08",
    title: "完成率很低而原因空白或空泛",
    category: Category::Completion,
    scope: Scope::Indicator,
    yields_to: &["L02", "L01"],
    thresholds: &[Threshold {
        key: "below",
        meaning: "完成率低于这个数就必须有实质性的原因（0.70 即 70%）",
        default: Given::Profile(|rules| rules.reason.completion_below.unwrap_or(hundredths(70))),
    }],
    doc: Doc {
        what: "完成率低于 70% 的指标，是否写了实质性的偏差原因。",
        why: "严重未完成的指标是整改和次年预算安排的重点，必须讲清原因。",
        how: "完成率低于界限，而偏差原因为空，或是“工作有序推进”“加强管理”之类放在哪里都成立的话，为错误；写了原因但少于 6 个字的，为疑点。",
        fix: "写明具体原因（政策、资金、招标、自然条件等）、责任和改进措施。",
        source: "四川自评复核清单 D8 项：完成比率低于 70% 或高于 130% 的必须分析。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 50人 | 10 | 5 | 承训机构合同纠纷，下半年四期未开班 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 50人 | 10 | 5 | 工作有序推进 |",
    ..RuleInfo::PLAIN
};

impl Rule for FarShort {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if row.met()? {
            return None;
        }
        let Some(completion) = row.completion() else {
            return Some(Verdict::not_judged("完成率无法计算"));
        };
        let reason = row.explanation();
        let min_chars = form.policy.rules.reason.least_characters;
        let says = substance(&reason, min_chars);
        if completion >= form.threshold(&INFO, "below") || says == Substance::Enough {
            return Some(Verdict::Passed);
        }
        if !row.has_place_for_reason() {
            return Some(Verdict::not_judged("表内没有偏差原因栏"));
        }
        let indicator = row.indicator;
        let said = if reason.is_empty() {
            "没有填写原因".to_owned()
        } else {
            format!("原因只写了{}", quoted(&excerpt(&reason, 20)))
        };
        let detail = format!(
            "目标 {}、实际 {}，完成率 {}，{said}{}",
            shown_text(&indicator.target),
            shown_text(&indicator.actual),
            percent(completion),
            form.cite(&indicator.reason)
        );
        Some(
            Problem::with_row(form, row)
                .cell(form, "偏差原因", &indicator.reason)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "指标值", &indicator.target)
                .found(format!("完成率 {}，{said}", percent(completion)))
                .expected(format!(
                    "完成率低于 {} 的写明具体原因",
                    percent(form.threshold(&INFO, "below"))
                ))
                .message(format!("指标{}{detail}。", row.quoted()))
                .fold(
                    "个指标完成率很低，原因却空白或空泛",
                    format!("{}{detail}", row.quoted()),
                )
                .advice("写明未完成的具体原因、责任和改进措施。")
                .severity(if says == Substance::Nothing {
                    Severity::Error
                } else {
                    Severity::Warning
                })
                .into(),
        )
    }
}
