//! Q10: placeholders and odd characters left in.

use crate::checks::prelude::*;

/// Q10.
pub(in crate::checks) struct OddCharacters;

static INFO: RuleInfo = RuleInfo {
    id: "Q10",
    title: "指标名称或指标值含有占位符、特殊字符或过长",
    severity: Severity::Notice,
    category: Category::Quality,
    scope: Scope::Indicator,
    thresholds: &[Threshold {
        key: "longest",
        meaning: "指标名称或指标值超过这么多字即提示",
        default: Given::Rule(whole(60)),
    }],
    doc: Doc {
        what: "指标名称、指标值里是否留有“**”“__”等占位符或“#”“?”等特殊字符，文字是否过长。",
        why: "占位符说明模板没有填完；特殊字符会使系统导入失败。",
        how: "名称或指标值含 *、_、#、? 或乱码，或超过 60 个字的提示；“元/人*月”一类计量单位里的 * 不算。",
        fix: "填完占位符，删除特殊字符，精简文字。",
        source: "预算绩效系统的导入校验。",
    },
    pass: "
        | 指标 | 目标 |
        | 农村低保标准 | ≥530元/人*月 |",
    fail: "
        | 指标 | 目标 |
        | 农村低保发放人数（≥**人） | ≥21933人 |",
    ..RuleInfo::PLAIN
};

const ODD: &[char] = &['*', '＊', '_', '＿', '#', '?', '？', '\u{fffd}'];

impl Rule for OddCharacters {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let indicator = row.indicator;
        let found = [("三级指标", &indicator.name), ("指标值", &indicator.target)]
            .into_iter()
            .find_map(|(what, cell)| Some((what, cell, oddity(form, stated_text(cell))?)));
        let Some((what, cell, words)) = found else {
            return Some(Verdict::Passed);
        };
        let name = quoted(&excerpt(&row.name(), 30));
        let what_is = if what == "三级指标" {
            "名称"
        } else {
            what
        };
        Some(
            Problem::with_row(form, row)
                .cell(form, what, cell)
                .found(words.clone())
                .expected("完整、简短，不含占位符和特殊字符")
                .message(format!("指标{name}的{what_is}{words}{}。", form.cite(cell)))
                .fold(
                    "个指标的名称或指标值含有占位符、特殊字符或过长",
                    format!("{name}的{what_is}{words}{}", form.cite(cell)),
                )
                .advice("填完占位符，删除特殊字符，精简文字。")
                .into(),
        )
    }
}

fn oddity(form: &FormView<'_>, text: &str) -> Option<String> {
    // In 元/人*月 the asterisk multiplies units.
    let of_units = text.contains("/人*") || text.contains("人*月") || text.contains("人*天");
    if let Some(odd) = text
        .chars()
        .find(|c| ODD.contains(c) && !(of_units && *c == '*'))
    {
        return Some(format!("含有“{odd}”"));
    }
    let length = text.chars().count();
    (Decimal::from(length) > form.threshold(&INFO, "longest")).then(|| format!("长达 {length} 字"))
}
