//! L02: points for nothing stated.

use crate::checks::prelude::*;

/// L02.
pub(in crate::checks) struct ScoreWithoutActual;

static INFO: RuleInfo = RuleInfo {
    id: "L02",
    title: "没有填写实际完成值却有得分",
    category: Category::Completion,
    scope: Scope::Indicator,
    doc: Doc {
        what: "实际完成值空着的指标是否给了分。",
        why: "没有完成情况就没有得分依据；空白不等于完成，复核时按未完成处理。",
        how: "实际完成值为空（或为“—”“/”“无”）而得分大于 0 的提出。该行由此引起的其他问题不再重复列出。",
        fix: "补填实际完成值并附佐证，按完成情况重新给分；确无数据的得 0 分。",
        source: "安徽已公开自评表中质量、时效、成本指标空白而得满分的实例。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 结案率 | ≥98% | 98% | 10 | 10 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 结案率 | ≥98% | | 10 | 10 |",
    ..RuleInfo::PLAIN
};

impl Rule for ScoreWithoutActual {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if row.is_exempt() || row.is_adjustment() {
            return None;
        }
        let indicator = row.indicator;
        let stated = row.stated()?;
        if !indicator.actual.has_place() {
            return Some(Verdict::not_judged("表内没有实际完成值栏"));
        }
        // Beside a target of 0 a 无 is the actual value, and was scored as such.
        let stated_none = row.recomputed().is_some();
        if stated_none || !stated_text(&indicator.actual).is_empty() || stated <= Decimal::ZERO {
            return Some(Verdict::Passed);
        }
        let full = row.weight() == Some(stated);
        let marks = if full { "满分" } else { "" };
        Some(
            Problem::with_row(form, row)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "得分", &indicator.score)
                .found(format!("实际完成值空白，得分 {}", shown(&indicator.score)))
                .expected("先有实际完成值，再有得分")
                .message(format!(
                    "指标{}没有填写实际完成值{}，却得了{marks} {} 分{}。",
                    row.quoted(),
                    form.cite(&indicator.actual),
                    shown(&indicator.score),
                    form.cite(&indicator.score)
                ))
                .fold(
                    "个指标没有填写实际完成值，却有得分",
                    format!(
                        "{}得 {} 分（实际完成值 {}，得分 {}）",
                        row.quoted(),
                        shown(&indicator.score),
                        form.address(&indicator.actual),
                        form.address(&indicator.score)
                    ),
                )
                .advice("补填实际完成值并附佐证，按完成情况给分；确无数据的得 0 分。")
                .points(stated)
                .into(),
        )
    }
}
