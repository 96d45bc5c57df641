//! A11: the score of an indicator row.

use crate::checks::prelude::*;

/// A11.
pub(in crate::checks) struct IndicatorScore;

static INFO: RuleInfo = RuleInfo {
    id: "A11",
    title: "指标得分与按目标值、完成值计算的不符",
    category: Category::Arithmetic,
    scope: Scope::Indicator,
    tolerance: Some(Allowance::Scores),
    yields_to: &[
        "L02", "L04", "L05", "L06", "L09", "L10", "A08", "A09", "A15",
    ],
    doc: Doc {
        what: "定量指标的得分是否等于按目标值、实际完成值和分值算出的得分。",
        why: "这是各部门得分能否相互比较的根本；虚高一分就多占一分名次。",
        how: "按所选评分规则逐行复算（默认：达到目标得满分，未达到按完成比例乘分值，反向指标按目标值÷完成值，保留两位小数），与填写的得分比较。得分高于复算的为虚高（错误），低于的为偏低（疑点）。定性指标、看不懂目标值或完成值的行不判定。",
        fix: "按复算结果改正得分；若有评分标准另作规定，在偏差原因栏写明依据。",
        source: "财政部《项目支出绩效评价管理办法》自评计分规定及各地自评表的计分说明。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 登记失业率 | ≤4.5% | 5.5% | 7 | 5.73 | 经济下行 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 登记失业率 | ≤4.5% | 5.5% | 7 | 6.50 | 经济下行 |",
    ..RuleInfo::PLAIN
};

impl Rule for IndicatorScore {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let stated = row.stated()?;
        let Some(recomputed) = row.recomputed() else {
            return Some(Verdict::not_judged(row.why_not_judged()));
        };
        let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, recomputed);
        let difference = stated - recomputed;
        if difference.abs() <= allowed {
            return Some(Verdict::Passed);
        }
        Some(problem(form, row, recomputed, difference, allowed).into())
    }
}

fn problem(
    form: &FormView<'_>,
    row: &IndicatorRow<'_>,
    recomputed: Decimal,
    difference: Decimal,
    allowed: Decimal,
) -> Problem {
    let indicator = row.indicator;
    let high = difference > Decimal::ZERO;
    let direction = if high { "虚高" } else { "偏低" };
    let formula = row
        .formula()
        .map_or_else(String::new, |formula| format!("（{formula}）"));
    let swapped = swapped_with(form, row).map_or_else(String::new, |other| {
        format!("；与{}的得分对调即都相符，可能两行填串了", other.quoted())
    });
    let advice = if high {
        "按复算结果改正得分，并重新合计总分；评分标准另有规定的，在偏差原因栏写明依据。"
    } else {
        "确认是否主动扣分：是的，在偏差原因栏写明扣分理由；不是的，改正得分。"
    };
    Problem::with_row(form, row)
        .cell(form, "得分", &indicator.score)
        .cell(form, "指标值", &indicator.target)
        .cell(form, "实际完成值", &indicator.actual)
        .cell(form, "分值", &indicator.weight)
        .found(format!("得分 {}", shown(&indicator.score)))
        .expected(format!("应得 {} 分{formula}", figure(recomputed)))
        .difference(difference, format!("允差 {}", figure(allowed)))
        .message(format!(
            "指标{}得 {} 分{}，按目标 {}、实际 {} 应得 {} 分{formula}，{direction} {} 分{swapped}。",
            row.quoted(),
            shown(&indicator.score),
            form.cite(&indicator.score),
            shown_text(&indicator.target),
            shown_text(&indicator.actual),
            figure(recomputed),
            gap(difference)
        ))
        .advice(advice)
        .severity(if high {
            Severity::Error
        } else {
            Severity::Warning
        })
        .points(difference)
}

/// Another row whose stated score is this row's recomputed one, and the other way round.
fn swapped_with<'s, 'a>(
    form: &'s FormView<'a>,
    row: &IndicatorRow<'_>,
) -> Option<&'s IndicatorRow<'a>> {
    form.rows().find(|other| {
        other.index != row.index
            && other.stated() != row.stated()
            && other.stated().is_some()
            && other.stated() == row.recomputed()
            && other.recomputed() == row.stated()
    })
}
