//! Q06: a percentage glued to a phrase.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;

/// Q06.
pub(in crate::checks) struct PretendedNumbers;

static INFO: RuleInfo = RuleInfo {
    id: "Q06",
    title: "效益指标以百分数修饰定性描述，名为量化实为定性",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Quality,
    scope: Scope::Indicator,
    doc: Doc {
        what: "效益指标的指标值是否把百分数和“明显”“显著”一类评语写在一起。",
        why: "“≥95%社会效益明显”无法测量，看似量化，实则怎么填都行。",
        how: "一级指标为效益（效果），指标值里既有数字、又有明显、显著、良好、较好、突出等评语的提出。“提升≥10%”这类有确切含义的不算。",
        fix: "改为能统计的效果指标，或如实写成定性指标并附评分标准。",
        source: "财政部门复核的常见问题。",
    },
    pass: "
        | 指标 | 一级 | 目标 |
        | 旅游消费增长 | 效益指标 | 提升≥10% |",
    fail: "
        | 指标 | 一级 | 目标 |
        | 社会效益 | 效益指标 | ≥95%社会效益明显 |",
    ..RuleInfo::PLAIN
};

const PRAISE: &[&str] = &["明显", "显著", "良好", "较好", "突出", "较大"];

impl Rule for PretendedNumbers {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if !row.speaks_of(&["效益", "效果", "影响"]) {
            return None;
        }
        let cell = &row.indicator.target;
        let text = stated_text(cell);
        if text.is_empty() {
            return None;
        }
        if !(text.chars().any(|c| c.is_ascii_digit()) && speaks_of(text, PRAISE)) {
            return Some(Verdict::Passed);
        }
        let said = quoted(&excerpt(text, 30));
        Some(
            Problem::with_row(form, row)
                .cell(form, "指标值", cell)
                .found(format!("指标值{said}"))
                .expected("能统计的数，或附评分标准的定性描述")
                .message(format!(
                    "效益指标{}的指标值{said}{}把百分数和评语写在一起，无法测量。",
                    row.quoted(),
                    form.cite(cell)
                ))
                .advice("改为能统计的指标，或写成定性指标并附评分标准。")
                .into(),
        )
    }
}
