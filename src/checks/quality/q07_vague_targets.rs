//! Q07: targets nobody can miss.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;
use crate::value::target::Operator;

/// Q07.
pub(in crate::checks) struct VagueTargets;

static INFO: RuleInfo = RuleInfo {
    id: "Q07",
    title: "指标值含糊，没有可衡量的标准",
    severity: Severity::Notice,
    confidence: Confidence::Possible,
    category: Category::Quality,
    scope: Scope::Indicator,
    yields_to: &["Q05"],
    doc: Doc {
        what: "定性指标的指标值是否只有“有效提升”“效果明显”“符合规定”之类的话，而没有评分标准。",
        why: "没有标准就没有完成与否，得分全凭自说。",
        how: "指标值为文字、含有效、明显、显著、提升、改善、加强、符合、规范、良好等词，且没有填写评分标准的提出；列在产出指标下的为疑点，其余为提示。",
        fix: "改为可统计的指标值，或在评分标准栏写明分档依据。",
        source: "财政部门复核口径第 3 项（无法衡量的按轻重扣分）。",
    },
    pass: "
        | 指标 | 一级 | 目标 | 评分标准 |
        | 群众知晓率 | 效益指标 | ≥80% | |
        | 政策影响 | 效益指标 | 有效提升 | 形成制度得满分，形成方案得一半 |",
    fail: "
        | 指标 | 一级 | 目标 | 评分标准 |
        | 政策影响 | 效益指标 | 有效提升 | |",
    ..RuleInfo::PLAIN
};

const VAGUE: &[&str] = &[
    "有效", "明显", "显著", "提升", "提高", "改善", "加强", "增强", "符合", "规范", "良好", "较好",
    "促进", "推动", "逐步", "持续", "不断", "长期", "保障", "到位", "合理", "及时",
];

impl Rule for VagueTargets {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let target = row.target.as_ref()?;
        if target.operator != Operator::Qualitative {
            return None;
        }
        let cell = &row.indicator.target;
        let text = stated_text(cell);
        let has_standard = !stated_text(&row.indicator.scoring_note).is_empty();
        if has_standard || !speaks_of(text, VAGUE) {
            return Some(Verdict::Passed);
        }
        let said = quoted(&excerpt(text, 30));
        let is_output = row.speaks_of(&["产出"]) || row.is_under(&["数量", "质量", "时效", "成本"]);
        let (severity, lead) = if is_output {
            (Severity::Warning, "个产出指标的指标值没有可衡量的标准")
        } else {
            (Severity::Notice, "个指标的指标值没有可衡量的标准")
        };
        Some(
            Problem::with_row(form, row)
                .cell(form, "指标值", cell)
                .found(format!("指标值{said}"))
                .expected("可衡量的指标值或评分标准")
                .message(format!(
                    "指标{}的指标值{said}{}没有可衡量的标准。",
                    row.quoted(),
                    form.cite(cell)
                ))
                .fold(
                    lead,
                    format!("{}写的是{said}{}", row.quoted(), form.cite(cell)),
                )
                .advice("改为可统计的指标值，或写明分档的评分标准。")
                .severity(severity)
                .into(),
        )
    }
}
