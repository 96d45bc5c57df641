//! L19: behind at mid-year, full marks at year-end.

use crate::checks::prelude::*;
use crate::form::model::IndicatorField;

use super::l18_less_than_midyear::midyear;

/// L19.
pub(in crate::checks) struct MidyearRed;

static INFO: RuleInfo = RuleInfo {
    id: "L19",
    title: "年中进度严重滞后而年末满分，没有说明",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Completion,
    scope: Scope::Indicator,
    thresholds: &[Threshold {
        key: "below",
        meaning: "年中监控值低于全年目标的这个比例为严重滞后（0.30：时间进度 50% 的六成）",
        default: Given::Rule(hundredths(30)),
    }],
    doc: Doc {
        what: "年中监控进度不到时间进度六成的累计指标，年末是否满分而没有说明怎样赶上的。",
        why: "半年只完成不到三成、年末却满分，应核实下半年的完成情况。",
        how: "年中监控值÷全年目标值低于 30%，得分等于分值，偏差原因为空的提出。只看逐月累计的指标。",
        fix: "说明下半年集中完成的情况并附佐证。",
        source: "绩效监控红灯规则（低于时间进度 60%）。",
    },
    pass: "
        | 指标 | 目标 | 年中 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 60人 | 108人 | 10 | 10 | |",
    fail: "
        | 指标 | 目标 | 年中 | 实际 | 分值 | 得分 | 原因 |
        | 培训人数 | ≥100人 | 20人 | 108人 | 10 | 10 | |",
    ..RuleInfo::PLAIN
};

impl Rule for MidyearRed {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let midyear = midyear(row)?;
        let (stated, weight) = (row.stated()?, row.weight()?);
        let progress = midyear.actual.checked_div(midyear.target)?;
        let behind = progress < form.threshold(&INFO, "below");
        if !behind || stated < weight || !row.explanation().is_empty() {
            return Some(Verdict::Passed);
        }
        let indicator = row.indicator;
        Some(
            Problem::with_row(form, row)
                .cell(form, IndicatorField::Midyear.name(), &indicator.midyear)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "得分", &indicator.score)
                .found(format!("年中完成 {}，年末满分", percent(progress)))
                .expected("说明下半年怎样完成")
                .message(format!(
                    "指标{}年中只完成全年目标的 {}（{}，{}），年末填写完成 {}{}并得满分，没有说明下半年怎样赶上。",
                    row.quoted(),
                    percent(progress),
                    shown_text(&indicator.midyear),
                    form.address(&indicator.midyear),
                    shown_text(&indicator.actual),
                    form.cite(&indicator.actual)
                ))
                .advice("说明下半年集中完成的情况，并附佐证。")
                .into(),
        )
    }
}
