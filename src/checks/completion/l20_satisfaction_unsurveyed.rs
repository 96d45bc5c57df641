//! L20: satisfaction without a survey.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;
use crate::value::target::Actual;

/// L20.
pub(in crate::checks) struct SatisfactionUnsurveyed;

static INFO: RuleInfo = RuleInfo {
    id: "L20",
    title: "满意度 100% 而未见调查依据",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Completion,
    scope: Scope::Indicator,
    doc: Doc {
        what: "满意度指标填 100% 的，表内是否提到调查（问卷、样本、访谈等）。",
        why: "没有调查就没有满意度；用“未收到投诉”代替满意度，复核时按 0 分处理。",
        how: "满意度类指标的完成值为 100%，而偏差原因、评分标准和表头表尾说明里没有提到问卷、调查、样本、访谈、回访的，或理由只是没有投诉的，提出。填写其他数值的视为有调查。",
        fix: "附调查方式、时间、样本量；没有开展调查的如实说明。",
        source: "财政部门复核口径第 4 项：满意度没有佐证的计 0 分。",
    },
    pass: "
        | 指标 | 一级 | 目标 | 实际 | 分值 | 得分 |
        | 群众满意度 | 满意度指标 | ≥90% | 96.5% | 10 | 10 |",
    fail: "
        | 指标 | 一级 | 目标 | 实际 | 分值 | 得分 | 原因 |
        | 群众满意度 | 满意度指标 | ≥90% | 100% | 10 | 10 | 未收到投诉 |",
    ..RuleInfo::PLAIN
};

const SURVEYS: &[&str] = &[
    "问卷",
    "调查",
    "样本",
    "访谈",
    "回访",
    "测评",
    "抽样",
    "评议",
    "有效票",
];

impl Rule for SatisfactionUnsurveyed {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if !row.speaks_of(&["满意度", "满意率"]) {
            return None;
        }
        let Some(Actual::Measured(actual)) = &row.actual else {
            return Some(Verdict::not_judged("满意度的完成值不是数字"));
        };
        // Where the unit has a column of its own, the target alone says that 100 is 100 %.
        let by_target = row.comparable().and_then(|pair| {
            let percent: Decimal = pair.actual_shown.strip_suffix('%')?.parse().ok()?;
            Some(percent >= Decimal::ONE_HUNDRED)
        });
        let everyone = by_target == Some(true)
            || (actual.unit.as_deref() == Some("%") && actual.number.value >= Decimal::ONE);
        let said = format!(
            "{} {}",
            row.explanation(),
            stated_text(&row.indicator.scoring_note)
        );
        let surveyed = speaks_of(&said, SURVEYS)
            || form
                .form
                .remarks
                .iter()
                .any(|remark| speaks_of(&remark.text.text, SURVEYS));
        if !everyone || surveyed {
            return Some(Verdict::Passed);
        }
        let actual = &row.indicator.actual;
        Some(
            Problem::with_row(form, row)
                .cell(form, "实际完成值", actual)
                .cell(form, "得分", &row.indicator.score)
                .found(format!("满意度 {}，未见调查依据", shown_text(actual)))
                .expected("有调查方式、时间和样本量")
                .message(format!(
                    "满意度指标{}填 {}{}，表内没有提到问卷或其他调查，缺少依据。",
                    row.quoted(),
                    shown_text(actual),
                    form.cite(actual)
                ))
                .fold(
                    "个满意度指标填 100%，表内没有提到调查依据",
                    format!("{}{}", row.quoted(), form.cite(actual)),
                )
                .advice("补充调查方式、时间、样本量等佐证；没有调查的如实说明。")
                .points_if(row.stated())
                .into(),
        )
    }
}
