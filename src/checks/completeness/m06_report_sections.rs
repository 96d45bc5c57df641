//! M06: the sections of a report.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;

/// M06.
pub(in crate::checks) struct ReportSections;

static INFO: RuleInfo = RuleInfo {
    id: "M06",
    title: "自评报告缺少必要的部分",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Completeness,
    scope: Scope::Folder,
    doc: Doc {
        what: "自评报告是否有基本情况、绩效分析、评价结论、存在问题、改进措施（建议）各部分。",
        why: "要素不全的报告不能支持自评结论。",
        how: "在报告正文里找各部分的标题用语，缺哪一部分就提出哪一部分。没有报告电子文本（.docx、.txt、.md）的不判定。",
        fix: "按规定的提纲补齐。",
        source: "四川自评复核清单 F1 项；评价报告质量考核的要素扣分。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 一、基本情况 二、绩效分析 三、评价结论 四、存在的主要问题 五、改进措施和建议 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 一、基本情况 二、绩效分析 三、评价结论 |",
    ..RuleInfo::PLAIN
};

const SECTIONS: &[(&str, &[&str])] = &[
    ("基本情况", &["基本情况", "概况", "概述"]),
    (
        "绩效分析",
        &[
            "绩效分析",
            "绩效目标完成情况",
            "指标分析",
            "绩效情况",
            "完成情况分析",
        ],
    ),
    (
        "评价结论",
        &["评价结论", "自评结论", "综合评价", "评价结果"],
    ),
    ("存在问题", &["问题"]),
    ("改进措施或建议", &["措施", "建议"]),
];

impl Rule for ReportSections {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        if folder.context.reports.is_empty() {
            return vec![Verdict::not_judged("文件夹里没有自评报告的电子文本")];
        }
        folder
            .context
            .reports
            .iter()
            .map(|report| {
                if report.unit.is_empty() {
                    return Verdict::not_judged("自评报告没有对应的自评表");
                }
                let missing: Vec<&str> = SECTIONS
                    .iter()
                    .filter(|(_, words)| !speaks_of(&report.text, words))
                    .map(|(name, _)| *name)
                    .collect();
                if missing.is_empty() {
                    return Verdict::Passed;
                }
                let form = folder.form_of_report(report);
                form.map_or_else(
                    || Problem::with_unit(&report.unit, report.year),
                    Problem::with_form,
                )
                .found(format!("{}没有{}", report.path, enumerated(&missing)))
                .expected("基本情况、绩效分析、评价结论、存在问题、改进措施齐全")
                .message(format!(
                    "{}的自评报告（{}）缺少{}。",
                    report.unit,
                    report.path,
                    enumerated(&missing)
                ))
                .advice("按规定的提纲补齐报告。")
                .into()
            })
            .collect()
    }
}
