//! L18: mid-year's value against year-end's.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;
use crate::form::model::IndicatorField;
use crate::value::target::{Aligned, align, reached};

/// L18.
pub(in crate::checks) struct LessThanMidyear;

static INFO: RuleInfo = RuleInfo {
    id: "L18",
    title: "年末完成值小于年中监控值，或年中已大幅超过全年目标",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Completion,
    scope: Scope::Indicator,
    thresholds: &[Threshold {
        key: "over",
        meaning: "年中监控值达到全年目标的这个倍数而目标未调整，即提出（1.20 即 120%）",
        default: Given::Rule(hundredths(120)),
    }],
    doc: Doc {
        what: "逐月累计的指标（人数、次数、金额等），年末完成值是否反而小于年中监控值；年中监控值是否已大幅超过全年目标值而目标没有调整。",
        why: "累计数不会减少；年末比年中少，两个数至少有一个不实。",
        how: "只看单位相同、≥或＝类、不是百分比、也不是“率、度、比”和“在校、参保、存量”一类时点数的指标。年末小于年中的提出；年中达到全年目标 1.2 倍以上的提出。",
        fix: "核对年中监控表和年末统计口径，改正有误的数并说明。",
        source: "绩效运行监控与自评对照的通行做法；监控红黄灯规则（60%、80%、120%）。",
    },
    pass: "
        | 指标 | 目标 | 年中 | 实际 |
        | 培训人数 | ≥100人 | 60人 | 108人 |",
    fail: "
        | 指标 | 目标 | 年中 | 实际 |
        | 培训人数 | ≥100人 | 90人 | 80人 |",
    ..RuleInfo::PLAIN
};

/// Values of these are no running totals.
const NOT_CUMULATIVE: &[&str] = &[
    // Stocks, counted on a day.
    "在校",
    "参保",
    "在册",
    "在岗",
    "在编",
    "存量",
    "保有量",
    "年末",
    "期末",
    "现有",
    "人口",
    // Shares, norms and durations.
    "率",
    "度",
    "比",
    "水平",
    "标准",
    "单价",
    "平均",
    "时限",
    "时间",
];

/// Target and mid-year value, in one unit, of a row that adds up over the year.
pub(super) fn midyear(row: &IndicatorRow<'_>) -> Option<Aligned> {
    let bound = row.target.as_ref()?.quantity.as_ref()?;
    let text = stated_text(&row.indicator.midyear);
    let midyear = reached(text)?;
    let cumulative = bound.unit.as_deref() != Some("%")
        && row.is_positive()
        && !speaks_of(&row.name(), NOT_CUMULATIVE);
    cumulative.then(|| align(bound, None, &midyear).ok())?
}

impl Rule for LessThanMidyear {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let midyear = midyear(row)?;
        let Some(yearend) = row.comparable() else {
            return Some(Verdict::not_judged("年末完成值无法与目标值比较"));
        };
        let indicator = row.indicator;
        let (mid, end) = (midyear.actual, yearend.actual);
        let why = if end < mid {
            "年末完成值反而小于年中监控值"
        } else if mid >= midyear.target * form.threshold(&INFO, "over")
            && midyear.target > Decimal::ZERO
            && row.explanation().is_empty()
        {
            "年中监控值已大幅超过全年目标，目标没有调整也没有说明"
        } else {
            return Some(Verdict::Passed);
        };
        Some(
            Problem::with_row(form, row)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, IndicatorField::Midyear.name(), &indicator.midyear)
                .cell(form, "指标值", &indicator.target)
                .found(format!(
                    "年中 {}、年末 {}",
                    shown_text(&indicator.midyear),
                    shown_text(&indicator.actual)
                ))
                .expected("累计数只增不减，且与目标相称")
                .message(format!(
                    "指标{}目标 {}、年中监控 {}{}、年末完成 {}{}，{why}。",
                    row.quoted(),
                    shown_text(&indicator.target),
                    shown_text(&indicator.midyear),
                    form.cite(&indicator.midyear),
                    shown_text(&indicator.actual),
                    form.cite(&indicator.actual)
                ))
                .advice("核对年中监控表和年末统计口径，改正有误的数或说明原因。")
                .into(),
        )
    }
}
