//! Q01: the kinds of indicators a form must have.

use crate::checks::prelude::*;

/// Q01.
pub(in crate::checks) struct MissingKinds;

static INFO: RuleInfo = RuleInfo {
    id: "Q01",
    title: "指标体系缺少必需的一级或二级指标",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Quality,
    scope: Scope::Form,
    doc: Doc {
        what: "指标体系是否有产出、效益、满意度三部分；产出是否有数量、质量、时效指标，全表是否有成本指标。",
        why: "缺一块，绩效就评价不全；缺满意度、缺成本是最常见的缺陷。",
        how: "看一级、二级指标和指标名称。有产出而缺效益或满意度的是疑点，缺数量、质量、时效、成本的是提示。没有一级、二级指标栏，或用的是履职效能等另一套框架的，不判定。",
        fix: "补设缺少的指标；确不适用的在说明中写明。",
        source: "四川自评复核清单 I1–I5 项；财政部项目支出绩效自评表的一级、二级指标。",
    },
    pass: "
        | 指标 | 一级 | 二级 |
        | 培训人数 | 产出指标 | 数量指标 |
        | 合格率 | 产出指标 | 质量指标 |
        | 按时完成率 | 产出指标 | 时效指标 |
        | 培训成本 | 产出指标 | 成本指标 |
        | 就业率 | 效益指标 | 社会效益指标 |
        | 学员满意度 | 满意度指标 | 服务对象满意度指标 |",
    fail: "
        | 指标 | 一级 | 二级 |
        | 培训人数 | 产出指标 | 数量指标 |
        | 合格率 | 产出指标 | 质量指标 |
        | 按时完成率 | 产出指标 | 时效指标 |
        | 培训成本 | 产出指标 | 成本指标 |
        | 就业率 | 效益指标 | 社会效益指标 |",
    ..RuleInfo::PLAIN
};

/// A kind of indicator, and the words that show one.
type Kind = (&'static str, &'static [&'static str]);

/// The block by which the national frame is known.
const OUTPUT: &str = "产出指标";
/// Blocks that must be there.
const BLOCKS: &[Kind] = &[
    (OUTPUT, &["产出", "完成指标"]),
    ("效益指标", &["效益", "效果", "影响"]),
    ("满意度指标", &["满意"]),
];
/// Kinds that should be there.
const KINDS: &[Kind] = &[
    ("数量指标", &["数量"]),
    ("质量指标", &["质量"]),
    ("时效指标", &["时效"]),
    ("成本指标", &["成本"]),
];

impl Rule for MissingKinds {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let levelled = form.rows().any(|row| {
            row.indicator.level1.value.is_some() || row.indicator.level2.value.is_some()
        });
        if !levelled {
            return Some(Verdict::not_judged("表内没有一级、二级指标栏"));
        }
        let blocks = missing(form, BLOCKS);
        if blocks.len() > 1 || blocks.contains(&OUTPUT) {
            return Some(Verdict::not_judged("用的不是产出、效益、满意度的指标框架"));
        }
        // Where output is divided otherwise, none of the usual kinds is named.
        let kinds = Some(missing(form, KINDS))
            .filter(|missing| missing.len() < KINDS.len())
            .unwrap_or_default();
        let problems = [(blocks, Severity::Warning), (kinds, Severity::Notice)]
            .into_iter()
            .filter(|(names, _)| !names.is_empty())
            .map(|(names, severity)| {
                Problem::with_form(form)
                    .found(format!("没有{}", enumerated(&names)))
                    .expected("产出（数量、质量、时效、成本）、效益、满意度齐全")
                    .message(format!("指标体系中没有{}。", enumerated(&names)))
                    .advice("补设缺少的指标；确不适用的在说明中写明。")
                    .severity(severity)
            })
            .collect();
        Some(Verdict::of(problems))
    }
}

fn missing(form: &FormView<'_>, wanted: &[Kind]) -> Vec<&'static str> {
    wanted
        .iter()
        .filter(|(_, words)| !form.rows().any(|row| row.speaks_of(words)))
        .map(|(name, _)| *name)
        .collect()
}
