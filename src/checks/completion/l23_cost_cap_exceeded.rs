//! L23: the cost cap kept on paper, exceeded in the accounts.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;

/// L23.
pub(in crate::checks) struct CostCapExceeded;

static INFO: RuleInfo = RuleInfo {
    id: "L23",
    title: "实际执行数超过成本上限而成本指标得满分",
    confidence: Confidence::Likely,
    category: Category::Completion,
    scope: Scope::Indicator,
    tolerance: Some(Allowance::Rule(Tolerance::Written)),
    doc: Doc {
        what: "总成本、预算经费一类指标设有上限（≤若干万元）的，资金栏的全年执行数是否已超过这个上限，而该指标仍得满分。",
        why: "资金栏和成本指标说的是同一笔钱，两处不能矛盾。",
        how: "名称含总成本、总投入、总投资、总支出、预算经费、资金总额的反向金额指标，以全年执行数（折成元）与上限比较，超过而得分等于分值的提出。",
        fix: "成本指标按实际支出填写并重新给分。",
        source: "财政部门复核实例：逻辑矛盾清单第 5 项。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 90.00 | 88.50 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 项目总成本 | ≤90万元 | 88.5万元 | 10 | 10 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 |
        | 年度资金总额 | 95.00 | 94.20 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 项目总成本 | ≤90万元 | 90万元 | 10 | 10 |",
    ..RuleInfo::PLAIN
};

const WHOLE_COST: &[&str] = &[
    "总成本",
    "总投入",
    "总投资",
    "总支出",
    "总经费",
    "预算经费",
    "资金总额",
    "预算总额",
    "成本控制数",
];

impl Rule for CostCapExceeded {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let bound = row.target.as_ref()?.quantity.as_ref()?;
        if !row.is_inverse()
            || bound.unit.as_deref() != Some("元")
            || !speaks_of(&row.name(), WHOLE_COST)
        {
            return None;
        }
        let line = form.whole_budget()?.line;
        let (Some(executed), Some(unit)) = (line.executed.value, form.form.amount_unit.value)
        else {
            return Some(Verdict::not_judged("全年执行数或金额单位没有填写"));
        };
        let spent = executed.value * unit.in_yuan();
        let slack = executed.slack() * unit.in_yuan();
        let allowed = form.tolerance(&INFO).allowed(slack, bound.number.value);
        let difference = spent - bound.number.value;
        let full = row.stated().is_some() && row.stated() == row.weight();
        if difference <= allowed || !full {
            return Some(Verdict::Passed);
        }
        let indicator = row.indicator;
        Some(
            Problem::with_row(form, row)
                .cell(form, "得分", &indicator.score)
                .cell(form, "指标值", &indicator.target)
                .cell(form, "实际完成值", &indicator.actual)
                .cell(form, "全年执行数", &line.executed)
                .found(format!("全年执行数 {} {unit}", shown(&line.executed)))
                .expected(format!("不超过上限 {} {unit}", figure(bound.number.value / unit.in_yuan())))
                .difference(
                    difference / unit.in_yuan(),
                    format!("允差 {} {unit}", figure(allowed / unit.in_yuan())),
                )
                .message(format!(
                    "成本指标{}上限 {}{}，资金栏全年执行数 {} {unit}{}已经超过，该指标却填实际 {}{}、得满分 {} 分{}。",
                    row.quoted(),
                    shown_text(&indicator.target),
                    form.cite(&indicator.target),
                    shown(&line.executed),
                    form.cite(&line.executed),
                    shown_text(&indicator.actual),
                    form.cite(&indicator.actual),
                    shown(&indicator.score),
                    form.cite(&indicator.score)
                ))
                .advice("成本指标按实际支出填写完成值，并重新给分。")
                .points_if(row.stated())
                .into(),
        )
    }
}
