//! Q02: weights that weigh nothing.

use crate::checks::prelude::*;

/// Q02.
pub(in crate::checks) struct LopsidedWeights;

static INFO: RuleInfo = RuleInfo {
    id: "Q02",
    title: "单个指标分值过大或各指标分值完全相同",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Quality,
    scope: Scope::Form,
    thresholds: &[
        Threshold {
            key: "largest",
            meaning: "单个指标分值达到这个数即提出",
            default: Given::Rule(whole(50)),
        },
        Threshold {
            key: "equal_rows",
            meaning: "这么多个以上指标分值完全相同即提示",
            default: Given::Rule(whole(6)),
        },
    ],
    doc: Doc {
        what: "是否有一个指标占了一半以上的分值；是否所有指标平均分配分值。",
        why: "一个指标定全局，或不分轻重平均分配，都反映不了工作重点。",
        how: "三级指标分值达到 50 分的为疑点；6 个以上指标分值完全相同的为提示。",
        fix: "按工作重要程度拆分指标、分配分值。",
        source: "四川已公开自评表中单个指标 90 分的实例；分值平均分配为业务常识。",
    },
    pass: "
        | 指标 | 分值 |
        | 培训人数 | 40 |
        | 合格率 | 30 |
        | 满意度 | 20 |",
    fail: "
        | 指标 | 分值 |
        | 培训人数 | 90 |",
    ..RuleInfo::PLAIN
};

impl Rule for LopsidedWeights {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let weighted: Vec<(&IndicatorRow<'_>, Decimal)> = form
            .rows()
            .filter_map(|row| Some((row, row.indicator.weight.value?.value)))
            .collect();
        if weighted.is_empty() {
            return Some(Verdict::not_judged("各行没有单列分值"));
        }
        let most = form.threshold(&INFO, "largest");
        let mut problems: Vec<Problem> = weighted
            .iter()
            .filter(|(_, weight)| *weight >= most)
            .map(|(row, weight)| {
                Problem::with_row(form, row)
                    .cell(form, "分值", &row.indicator.weight)
                    .found(format!("分值 {}", figure(*weight)))
                    .expected(format!("单个指标小于 {} 分", figure(most)))
                    .message(format!(
                        "指标{}一项就占 {} 分{}，不能反映工作的各个方面。",
                        row.quoted(),
                        figure(*weight),
                        form.cite(&row.indicator.weight)
                    ))
                    .advice("把该指标细化为几个指标，按重要程度分配分值。")
            })
            .collect();
        problems.extend(equal(form, &weighted));
        Some(Verdict::of(problems))
    }
}

fn equal(form: &FormView<'_>, weighted: &[(&IndicatorRow<'_>, Decimal)]) -> Option<Problem> {
    let (_, first) = weighted.first()?;
    let enough = Decimal::from(weighted.len()) >= form.threshold(&INFO, "equal_rows");
    if !enough || weighted.iter().any(|(_, weight)| weight != first) {
        return None;
    }
    let problem = Problem::with_form(form)
        .found(format!(
            "{} 个指标都是 {} 分",
            weighted.len(),
            figure(*first)
        ))
        .expected("按重要程度分配分值")
        .message(format!(
            "{} 个指标的分值都是 {} 分，没有区分轻重。",
            weighted.len(),
            figure(*first)
        ))
        .advice("按工作重要程度调整各指标分值。")
        .severity(Severity::Notice)
        .confidence(Confidence::Possible);
    Some(weighted.iter().fold(problem, |problem, (row, _)| {
        problem.cell(form, "分值", &row.indicator.weight)
    }))
}
