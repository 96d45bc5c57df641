//! M07: collective decision and disclosure.

use crate::checks::prelude::*;
use crate::checks::text::speaks_of;

/// M07.
pub(in crate::checks) struct Disclosure;

static INFO: RuleInfo = RuleInfo {
    id: "M07",
    title: "自评报告没有提到集体研究或公开",
    severity: Severity::Notice,
    confidence: Confidence::Possible,
    category: Category::Completeness,
    scope: Scope::Folder,
    doc: Doc {
        what: "自评报告里是否写明自评结果经集体研究、是否随决算公开。",
        why: "自评结果应经集体决策，并在决算批复后 20 日内公开。",
        how: "在报告正文里找集体研究、会议审议、党组（党委）和公开、公示等用语，缺的提示。没有提供报告正文的不判定。",
        fix: "补写决策程序和公开情况，附会议纪要或公开网址。",
        source: "四川省预算绩效评价管理办法的有关规定；四川自评复核清单。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 自评结果经局党组会议审议，已在门户网站公开 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 一、基本情况 |",
    ..RuleInfo::PLAIN
};

const DECIDED: &[&str] = &[
    "集体研究",
    "集体决策",
    "会议审议",
    "会议研究",
    "党组",
    "党委",
    "办公会",
];
const PUBLISHED: &[&str] = &["公开", "公示", "公布"];

impl Rule for Disclosure {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        if folder.context.reports.is_empty() {
            return vec![Verdict::not_judged("没有提供自评报告的正文")];
        }
        folder
            .context
            .reports
            .iter()
            .map(|report| {
                let mut missing = Vec::new();
                if !speaks_of(&report.text, DECIDED) {
                    missing.push("集体研究");
                }
                if !speaks_of(&report.text, PUBLISHED) {
                    missing.push("公开");
                }
                if missing.is_empty() {
                    return Verdict::Passed;
                }
                let form = folder.form_of_report(report);
                form.map_or_else(
                    || Problem::with_unit(&report.unit, report.year),
                    Problem::with_form,
                )
                .found(format!("{}没有提到{}", report.path, enumerated(&missing)))
                .expected("写明集体研究和公开情况")
                .message(format!(
                    "{}的自评报告（{}）没有提到自评结果的{}情况。",
                    report.unit,
                    report.path,
                    enumerated(&missing)
                ))
                .advice("补写决策程序和公开情况，附会议纪要或公开网址。")
                .into()
            })
            .collect()
    }
}
