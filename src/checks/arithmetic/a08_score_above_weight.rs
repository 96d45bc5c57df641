//! A08: more points than there are.

use crate::checks::prelude::*;

/// A08.
pub(in crate::checks) struct ScoreAboveWeight;

static INFO: RuleInfo = RuleInfo {
    id: "A08",
    title: "得分超过分值",
    category: Category::Arithmetic,
    scope: Scope::Indicator,
    tolerance: Some(Allowance::Rule(Tolerance::Exact)),
    doc: Doc {
        what: "每个三级指标的得分是否超过它的分值；加分项、扣分项是否超出加分、扣分的上限。",
        why: "超额完成也只能得满分；得分突破分值会虚增总分。",
        how: "得分大于分值即提出，不设允差。分值没有填写的不判定。加分项应在 0 至分值之间；扣分项（名称写明，或分值、得分都不大于 0 而有负数）应在负的分值至 0 之间，如分值 -5 或 5 的可得 0 至 -5 分。",
        fix: "得分改为不超过分值的数，扣分写成负数，并重新合计总分。",
        source: "财政部中央部门项目支出绩效自评通知（得分不得突破权重）；系统提示“得分不能大于分值”。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 120人 | 10 | 10 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 120人 | 10 | 12 |",
    ..RuleInfo::PLAIN
};

impl Rule for ScoreAboveWeight {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let score = &row.indicator.score;
        let stated = row.stated()?;
        let Some(weight) = row.indicator.weight.value else {
            return Some(Verdict::not_judged("分值没有填写"));
        };
        // A deduction of up to its weight, and no more; bonus points likewise.
        let bounds = row
            .line
            .filter(|_| row.is_adjustment())
            .map(|line| (line.lowest, line.highest));
        if let Some((lowest, highest)) = bounds {
            return Some(outside(form, row, stated, (lowest, highest)));
        }
        let difference = stated - weight.value;
        let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, weight.value);
        if difference <= allowed {
            return Some(Verdict::Passed);
        }
        Some(
            Problem::with_row(form, row)
                .cell(form, "得分", score)
                .cell(form, "分值", &row.indicator.weight)
                .found(format!("得分 {}", shown(score)))
                .expected(format!("不超过分值 {}", shown(&row.indicator.weight)))
                .difference(difference, "不允许超过")
                .message(format!(
                    "指标{}得 {} 分{}，超过分值 {} 分{}，多 {} 分。",
                    row.quoted(),
                    shown(score),
                    form.cite(score),
                    shown(&row.indicator.weight),
                    form.cite(&row.indicator.weight),
                    figure(difference)
                ))
                .advice("得分最多等于分值；改正后重新合计总分。")
                .points(difference)
                .into(),
        )
    }
}

/// Bonus points or a deduction against what it may come to.
fn outside(
    form: &FormView<'_>,
    row: &IndicatorRow<'_>,
    stated: Decimal,
    (lowest, highest): (Decimal, Decimal),
) -> Verdict {
    let difference = if stated > highest {
        stated - highest
    } else {
        (stated - lowest).min(Decimal::ZERO)
    };
    if difference.is_zero() {
        return Verdict::Passed;
    }
    let score = &row.indicator.score;
    Problem::with_row(form, row)
        .cell(form, "得分", score)
        .cell(form, "分值", &row.indicator.weight)
        .found(format!("得分 {}", shown(score)))
        .expected(format!("{} 至 {} 分", figure(lowest), figure(highest)))
        .difference(difference, "不允许超出")
        .message(format!(
            "{}{}得 {} 分{}，按分值 {}{}应在 {} 至 {} 分之间。",
            if lowest < Decimal::ZERO {
                "扣分项"
            } else {
                "加分项"
            },
            row.quoted(),
            shown(score),
            form.cite(score),
            shown(&row.indicator.weight),
            form.cite(&row.indicator.weight),
            figure(lowest),
            figure(highest)
        ))
        .advice("按分值改正得分，扣分写成负数；改正后重新合计总分。")
        .points(difference)
        .into()
}
