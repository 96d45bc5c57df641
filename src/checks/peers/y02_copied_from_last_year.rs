//! Y02: last year's form again.

use crate::checks::prelude::*;
use crate::checks::text::plain;

/// Y02.
pub(in crate::checks) struct CopiedFromLastYear;

static INFO: RuleInfo = RuleInfo {
    id: "Y02",
    title: "自评表与上年完全相同",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Peers,
    scope: Scope::Years,
    thresholds: &[Threshold {
        key: "rows",
        meaning: "至少有这么多个指标才判断",
        default: Given::Rule(whole(3)),
    }],
    doc: Doc {
        what: "同一单位相邻两年的自评表，指标、指标值和实际完成值是否完全相同。",
        why: "两年的完成值一个不差，多半是把上年的表改了年度再报一次。",
        how: "两年的指标名称、指标值、实际完成值逐项相同（不计标点空格）的提出；完成值都是 100% 或都等于目标值的也算。",
        fix: "按当年实际统计数重新填写。",
        source: "跨年度核对的通行做法。",
    },
    pass: "
        # 甲局 2022 部门整体支出
        | 指标 | 目标 | 实际 |
        | 培训人数 | ≥100人 | 108人 |
        | 合格率 | ≥95% | 96% |
        | 满意度 | ≥90% | 92% |
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 |
        | 培训人数 | ≥110人 | 115人 |
        | 合格率 | ≥95% | 97% |
        | 满意度 | ≥90% | 92% |",
    fail: "
        # 甲局 2022 部门整体支出
        | 指标 | 目标 | 实际 |
        | 培训人数 | ≥100人 | 108人 |
        | 合格率 | ≥95% | 96% |
        | 满意度 | ≥90% | 92% |
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 |
        | 培训人数 | ≥100人 | 108人 |
        | 合格率 | ≥95% | 96% |
        | 满意度 | ≥90% | 92% |",
    ..RuleInfo::PLAIN
};

impl Rule for CopiedFromLastYear {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_years(&self, earlier: &FormView<'_>, later: &FormView<'_>) -> Option<Verdict> {
        let content = |form: &FormView<'_>| -> Vec<[String; 3]> {
            form.rows()
                .map(|row| {
                    let indicator = row.indicator;
                    [&indicator.name, &indicator.target, &indicator.actual]
                        .map(|cell| plain(stated_text(cell)))
                })
                .collect()
        };
        let (before, after) = (content(earlier), content(later));
        if Decimal::from(after.len()) < later.threshold(&INFO, "rows") {
            return Some(Verdict::not_judged("指标太少，不能判断是否照搬上年"));
        }
        let says_something = after.iter().any(|[_, _, actual]| !actual.is_empty());
        if before != after || !says_something {
            return Some(Verdict::Passed);
        }
        let problem = Problem::with_form(later)
            .found(format!(
                "{} 个指标的目标值、完成值与上年完全相同",
                after.len()
            ))
            .expected("按当年实际填写")
            .message(format!(
                "{} {} 个指标的指标值和实际完成值与上年（{}）完全相同，疑为照搬上年的自评表。",
                later.unit(),
                after.len(),
                earlier.form.source.path
            ))
            .advice("按当年实际统计数重新填写。");
        let problem = later.rows().fold(problem, |problem, row| {
            problem.cell(later, "实际完成值", &row.indicator.actual)
        });
        Some(problem.into())
    }
}
