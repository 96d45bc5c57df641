//! Q03: spending money counted as output.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;

/// Q03.
pub(in crate::checks) struct MoneyAsOutput;

static INFO: RuleInfo = RuleInfo {
    id: "Q03",
    title: "三级指标与二级指标不匹配：以资金支付充当产出数量",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Quality,
    scope: Scope::Indicator,
    doc: Doc {
        what: "数量指标下的三级指标，是否其实是资金支付、拨付、预算执行。",
        why: "花钱不是产出；资金执行已在预算执行率中计分，再作产出等于重复计分。",
        how: "二级指标为数量指标，名称含资金、经费、预算、款，又含支付、拨付、执行、到位、支出、金额的提出。名称是执行率、支付率、支付进度一类的为错误，其余为疑点。",
        fix: "改用能反映工作量的数量指标（人数、次数、面积等）。",
        source: "财政部门复核口径第 10 项（三级指标与二级指标不匹配的计 0 分）；已公开自评表中以资金金额为数量指标的实例。",
    },
    pass: "
        | 指标 | 一级 | 二级 |
        | 资助学生人数 | 产出指标 | 数量指标 |
        | 资金支付及时率 | 产出指标 | 时效指标 |",
    fail: "
        | 指标 | 一级 | 二级 |
        | 项目资金支付金额 | 产出指标 | 数量指标 |
        | 预算资金执行率 | 产出指标 | 数量指标 |",
    ..RuleInfo::PLAIN
};

const MONEY: &[&str] = &["资金", "经费", "预算", "补助款", "工程款", "拨款"];
const SPENDING: &[&str] = &["支付", "拨付", "执行", "到位", "支出", "使用", "金额"];
const PROGRESS: &[&str] = &[
    "执行率",
    "支付率",
    "拨付率",
    "支付进度",
    "到位率",
    "支出进度",
];

impl Rule for MoneyAsOutput {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if !row.is_under(&["数量"]) {
            return None;
        }
        let name = row.name();
        if !(speaks_of(&name, MONEY) && speaks_of(&name, SPENDING)) {
            return Some(Verdict::Passed);
        }
        let cell = &row.indicator.name;
        Some(
            Problem::with_row(form, row)
                .cell(form, "三级指标", cell)
                .cell(form, "二级指标", &row.indicator.level2)
                .found(format!("数量指标下列有{}", row.quoted()))
                .expected("数量指标反映工作量")
                .message(format!(
                    "数量指标{}{}说的是资金支出，不是工作数量，与二级指标不匹配，复核时可能不计分。",
                    row.quoted(),
                    form.cite(cell)
                ))
                .fold(
                    "个数量指标说的是资金支出而不是工作数量，复核时可能不计分",
                    format!("{}{}", row.quoted(), form.cite(cell)),
                )
                .advice("改用能反映工作量的指标，资金执行由预算执行率反映。")
                .severity(if speaks_of(&name, PROGRESS) {
                    Severity::Error
                } else {
                    Severity::Warning
                })
                .points_if(row.stated())
                .into(),
        )
    }
}
