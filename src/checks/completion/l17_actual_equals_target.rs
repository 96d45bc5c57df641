//! L17: every actual value a copy of its target.

use crate::checks::prelude::*;

/// L17.
pub(in crate::checks) struct ActualEqualsTarget;

static INFO: RuleInfo = RuleInfo {
    id: "L17",
    title: "各指标的实际完成值都与目标值一模一样",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Completion,
    scope: Scope::Form,
    thresholds: &[Threshold {
        key: "rows",
        meaning: "至少有这么多个定量指标才判断",
        default: Given::Rule(whole(4)),
    }],
    doc: Doc {
        what: "定量指标的实际完成值是否全部与目标值相同。",
        why: "个个不多不少，多半是照抄目标值，没有真实统计。",
        how: "目标值和完成值都是数字的指标有 4 个以上，且每一个的完成值都等于目标值（写法不同也算）的提出；100% 达到 100% 的不计在内。",
        fix: "按实际统计数填写完成值，并附佐证。",
        source: "财政部门复核中“照抄目标值”的常见问题。",
    },
    pass: "
        | 指标 | 目标 | 实际 |
        | 培训人数 | ≥100人 | 108人 |
        | 培训期数 | ≥4期 | 4期 |
        | 合格率 | ≥95% | 96.3% |
        | 满意度 | ≥90% | 90% |",
    fail: "
        | 指标 | 目标 | 实际 |
        | 培训人数 | ≥100人 | 100人 |
        | 培训期数 | ≥4期 | 4期 |
        | 合格率 | ≥95% | 95% |
        | 满意度 | ≥90% | 90% |",
    ..RuleInfo::PLAIN
};

impl Rule for ActualEqualsTarget {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let measured: Vec<(&IndicatorRow<'_>, bool)> = form
            .rows()
            .filter_map(|row| {
                let (_, bound, _) = row.quantities()?;
                let both = row.comparable()?;
                let everything =
                    bound.unit.as_deref() == Some("%") && bound.number.value == Decimal::ONE;
                (!everything).then_some((row, both.target == both.actual))
            })
            .collect();
        if Decimal::from(measured.len()) < form.threshold(&INFO, "rows") {
            return Some(Verdict::not_judged("可比的定量指标太少"));
        }
        if measured.iter().any(|(_, same)| !same) {
            return Some(Verdict::Passed);
        }
        let count = measured.len();
        let problem = Problem::with_form(form)
            .found(format!("{count} 个定量指标的完成值都等于目标值"))
            .expected("完成值来自实际统计")
            .message(format!(
                "{count} 个定量指标的实际完成值都与目标值一模一样，疑为照抄目标值。"
            ))
            .advice("核对统计资料，按实际完成数填写。");
        let problem = measured.iter().fold(problem, |problem, (row, _)| {
            problem.cell(form, "实际完成值", &row.indicator.actual)
        });
        Some(problem.into())
    }
}
