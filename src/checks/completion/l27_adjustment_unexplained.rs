//! L27: a budget changed within the year, and nobody says why.

use crate::checks::prelude::*;

/// L27.
pub(in crate::checks) struct AdjustmentUnexplained;

static INFO: RuleInfo = RuleInfo {
    id: "L27",
    title: "年中调整预算而没有说明原因",
    severity: Severity::Notice,
    confidence: Confidence::Likely,
    category: Category::Completion,
    scope: Scope::Form,
    thresholds: &[Threshold {
        key: "beyond",
        meaning: "调整额超过年初预算的这个比例就应说明（0.30 即 30%）；评分方案规定凡调整均须说明的为 0",
        default: Given::Profile(|rules| {
            if rules.reason.any_adjustment {
                Decimal::ZERO
            } else {
                hundredths(30)
            }
        }),
    }],
    doc: Doc {
        what: "全年（调整后）预算数与年初预算数相差较大的，表内是否说明了调整原因。",
        why: "大幅调整往往说明年初预算编得不准，或任务有变；不说明，目标和分母都失去依据。",
        how: "调整额（全年预算数－年初预算数）的绝对值超过年初预算的 30%，而资金栏的原因、各指标的原因、表头表尾的说明都没有谈到调整、追加、压减的，提出，为提示；评分方案写明 reason.any_adjustment 的，凡有调整都应说明，为疑点。缺年初预算数的不判定。",
        fix: "写明调整的文件依据、金额和原因。",
        source: "郫都区 2025 年度自评通知（年中调整的另作说明）；湖南部门整体支出绩效评价指标（预算控制率超过 30% 不得分）。",
    },
    pass: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 | 原因 |
        | 年度资金总额 | 100 | 150 | 150 | 年中追加防汛应急资金 50 万元 |",
    fail: "
        | 资金 | 年初预算 | 全年预算 | 全年执行 | 原因 |
        | 年度资金总额 | 100 | 150 | 150 | |",
    ..RuleInfo::PLAIN
};

const ABOUT_CHANGE: &[&str] = &[
    "调整", "调增", "调减", "调剂", "追加", "追减", "压减", "压缩", "核减", "收回", "新增", "增加",
    "减少", "结转", "下达",
];

impl Rule for AdjustmentUnexplained {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let line = form.whole_budget()?.line;
        let adjusted = line.adjusted.value?.value;
        let Some(initial) = line.initial.value.map(|number| number.value) else {
            return Some(Verdict::not_judged("没有填写年初预算数"));
        };
        let change = adjusted - initial;
        let beyond = form.threshold(&INFO, "beyond");
        if change.abs() <= initial.abs() * beyond || form.explains(ABOUT_CHANGE) {
            return Some(Verdict::Passed);
        }
        let direction = if change < Decimal::ZERO {
            "调减"
        } else {
            "调增"
        };
        let share = change
            .abs()
            .checked_div(initial)
            .map(|share| format!("（{}）", percent(share)))
            .unwrap_or_default();
        let unit = form.amount_unit();
        let severity = if form.policy.rules.reason.any_adjustment {
            Severity::Warning
        } else {
            Severity::Notice
        };
        Some(
            Problem::with_form(form)
                .severity(severity)
                .cell(form, "全年预算数", &line.adjusted)
                .cell(form, "年初预算数", &line.initial)
                .cell(form, "原因", &line.reason)
                .found(format!("{direction} {}{unit}，表内未见原因", figure(change.abs())))
                .expected("说明年中调整预算的依据和原因")
                .message(format!(
                    "年初预算数 {}{}，全年预算数 {}{}，年中{direction} {}{unit}{share}，表内没有说明调整原因。",
                    shown(&line.initial),
                    form.cite(&line.initial),
                    shown(&line.adjusted),
                    form.cite(&line.adjusted),
                    figure(change.abs()),
                ))
                .advice("在资金栏的原因或说明栏写明调整的文件依据、金额和原因。")
                .into(),
        )
    }
}
