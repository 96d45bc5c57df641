//! A07: a row without a weight.

use crate::checks::prelude::*;

use super::weights::Weights;

/// A07.
pub(in crate::checks) struct WeightMissing;

static INFO: RuleInfo = RuleInfo {
    id: "A07",
    title: "分值为空、为零或为负",
    category: Category::Arithmetic,
    scope: Scope::Indicator,
    doc: Doc {
        what: "每个三级指标的分值是否填写且大于 0。",
        why: "没有分值的指标不参与评分，形同虚设；也使分值合计无法核对。",
        how: "分值一栏为空、不是数字、为 0 或为负的提出。各行都没有单列分值的表，以及该行之外的分值合计已满 100 分的（分值并在上一行），不判定。",
        fix: "按权重给该指标补上分值，并相应调整其他行。",
        source: "预算绩效系统的填报校验（权重须大于 0）。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 60 | 60 |
        | 群众满意度 | ≥90% | 95% | 30 | 30 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 60 | 60 |
        | 群众满意度 | ≥90% | 95% | 0 | 30 |",
    ..RuleInfo::PLAIN
};

impl Rule for WeightMissing {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if row.is_adjustment() {
            return None;
        }
        let weight = &row.indicator.weight;
        if weight
            .value
            .is_some_and(|weight| weight.value > Decimal::ZERO)
        {
            return Some(Verdict::Passed);
        }
        if form.form.out_of_range(weight).is_some() {
            return Some(Verdict::not_judged("分值的数值不可能，见 A20"));
        }
        let weights = Weights::of(form);
        if weights.indicators.is_empty() || !weight.has_place() {
            return Some(Verdict::not_judged("各行没有单列分值"));
        }
        let full = form.policy.full_marks();
        if weight.value.is_none() && !weight.is_unreadable() && weights.total() >= full {
            return Some(Verdict::not_judged(format!(
                "该行未单列分值，其余各行分值合计已满 {} 分",
                figure(full)
            )));
        }
        Some(
            Problem::with_row(form, row)
                .cell(form, "分值", weight)
                .found(format!("分值 {}", shown(weight)))
                .expected("大于 0 的分值")
                .message(if weight.text.is_empty() {
                    format!("指标{}没有填写分值{}。", row.quoted(), form.cite(weight))
                } else {
                    format!(
                        "指标{}的分值是 {}{}，应为大于 0 的数。",
                        row.quoted(),
                        shown(weight),
                        form.cite(weight)
                    )
                })
                .fold(
                    "个指标的分值为空、为零或不是数",
                    format!("{}{}", row.quoted(), form.cite(weight)),
                )
                .advice(advice(weights.total(), full))
                .points_if(row.stated())
                .into(),
        )
    }
}

fn advice(total: Decimal, full: Decimal) -> String {
    let not_rescaled = if total < full {
        "补齐以前，复算得分不折算。"
    } else {
        ""
    };
    format!(
        "给该指标补填分值，并使全表分值合计为 {} 分。{not_rescaled}",
        figure(full)
    )
}
