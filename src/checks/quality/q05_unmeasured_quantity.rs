//! Q05: a quantity in words.

use crate::checks::prelude::*;
use crate::value::target::Operator;

/// Q05.
pub(in crate::checks) struct UnmeasuredQuantity;

static INFO: RuleInfo = RuleInfo {
    id: "Q05",
    title: "数量指标没有量化",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Quality,
    scope: Scope::Indicator,
    doc: Doc {
        what: "数量指标的指标值是否为数字。",
        why: "数量指标不写数量，就无法衡量完成多少。",
        how: "二级指标为数量指标，而指标值只有文字、没有数字的提出。指标值空着的见 L01。",
        fix: "写明数量和单位，如“≥100 人”。",
        source: "财政部门复核口径第 6 项；四川自评复核清单 I1 项。",
    },
    pass: "
        | 指标 | 二级 | 目标 |
        | 培训人数 | 数量指标 | ≥100人 |",
    fail: "
        | 指标 | 二级 | 目标 |
        | 开展培训 | 数量指标 | 按计划完成 |",
    ..RuleInfo::PLAIN
};

const CHINESE_DIGITS: &str = "一二三四五六七八九十百千万两";

impl Rule for UnmeasuredQuantity {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if !row.is_under(&["数量"]) {
            return None;
        }
        let target = row.target.as_ref()?;
        let cell = &row.indicator.target;
        let text = stated_text(cell);
        let has_number = text
            .chars()
            .any(|c| c.is_numeric() || CHINESE_DIGITS.contains(c));
        if target.operator != Operator::Qualitative || has_number {
            return Some(Verdict::Passed);
        }
        let said = quoted(&excerpt(text, 20));
        Some(
            Problem::with_row(form, row)
                .cell(form, "指标值", cell)
                .found(format!("指标值{said}"))
                .expected("数字和单位")
                .message(format!(
                    "数量指标{}的指标值是{said}{}，没有数量。",
                    row.quoted(),
                    form.cite(cell)
                ))
                .fold(
                    "个数量指标的指标值没有数量",
                    format!("{}写的是{said}{}", row.quoted(), form.cite(cell)),
                )
                .advice("写明数量和单位。")
                .into(),
        )
    }
}
