//! D07: another department's name in a report.

use std::collections::BTreeSet;

use crate::checks::Report;
use crate::checks::prelude::*;

/// D07.
pub(in crate::checks) struct ForeignReport;

static INFO: RuleInfo = RuleInfo {
    id: "D07",
    title: "自评报告里反复出现其他部门的名称，疑为照搬",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Documents,
    scope: Scope::Folder,
    thresholds: &[Threshold {
        key: "times",
        meaning: "其他部门的名称出现这么多次即提出",
        default: Given::Rule(Decimal::TWO),
    }],
    doc: Doc {
        what: "自评报告里是否多次出现名单上其他部门的全称。",
        why: "照搬别家报告时最容易留下别家的名称。",
        how: "以应报单位名单和各表的部门名称（4 个字以上）逐一查找，出现 2 次以上的提出；财政部门和互相包含的名称除外。没有报告电子文本（.docx、.txt、.md）的不判定。",
        fix: "核对报告是否为本部门所写，改正名称。",
        source: "财政部门复核口径第 11、12 项。",
    },
    pass: "
        # 云岫县教育局 2023 部门整体支出
        | 指标 | 目标 |
        | 学生人数 | ≥100人 |
        # 云岫县民政局 2023 部门整体支出
        | 指标 | 目标 |
        | 救助人数 | ≥100人 |
        | 报告 | 年度 | 文件 | 内容 |
        | 云岫县教育局 | 2023 | 报告.docx | 云岫县教育局会同云岫县民政局开展资助。 |",
    fail: "
        # 云岫县教育局 2023 部门整体支出
        | 指标 | 目标 |
        | 学生人数 | ≥100人 |
        # 云岫县民政局 2023 部门整体支出
        | 指标 | 目标 |
        | 救助人数 | ≥100人 |
        | 报告 | 年度 | 文件 | 内容 |
        | 云岫县教育局 | 2023 | 报告.docx | 云岫县民政局主要职能如下。云岫县民政局全年预算执行良好。 |",
    ..RuleInfo::PLAIN
};

impl Rule for ForeignReport {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        if folder.context.reports.is_empty() {
            return vec![Verdict::not_judged("文件夹里没有自评报告的电子文本")];
        }
        let names = folder.unit_names();
        folder
            .context
            .reports
            .iter()
            .map(|report| judge(folder, report, &names))
            .collect()
    }
}

fn judge(folder: &Folder<'_>, report: &Report, names: &BTreeSet<&str>) -> Verdict {
    if report.unit.is_empty() {
        return Verdict::not_judged("自评报告没有对应的自评表");
    }
    let form = folder.form_of_report(report);
    let least = form.map_or(Decimal::TWO, |form| form.threshold(&INFO, "times"));
    let foreign: Vec<(&str, usize)> = names
        .iter()
        .filter(|name| !report.unit.contains(**name) && !name.contains(&report.unit))
        .map(|name| (*name, report.text.matches(*name).count()))
        .filter(|(_, times)| Decimal::from(*times) >= least)
        .collect();
    if foreign.is_empty() {
        return Verdict::Passed;
    }
    let told: Vec<String> = foreign
        .iter()
        .map(|(name, times)| format!("{}（{times} 次）", quoted(name)))
        .collect();
    form.map_or_else(
        || Problem::with_unit(&report.unit, report.year),
        Problem::with_form,
    )
    .found(format!("出现{}", enumerated(&told)))
    .expected("只写本部门的情况")
    .message(format!(
        "{}的自评报告（{}）里多次出现其他部门的名称：{}，疑为照搬。",
        report.unit,
        report.path,
        enumerated(&told)
    ))
    .advice("核对报告是否为本部门所写，改正名称。")
    .into()
}
