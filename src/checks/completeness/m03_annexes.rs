//! M03: the report that goes with the form.

use crate::checks::prelude::*;
use crate::form::model::FormKind;

/// M03.
pub(in crate::checks) struct Annexes;

static INFO: RuleInfo = RuleInfo {
    id: "M03",
    title: "没有找到随自评表报送的自评报告",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Completeness,
    scope: Scope::Folder,
    doc: Doc {
        what: "每个部门除自评表外，文件夹里是否有它的自评报告（Word、PDF 等）。",
        why: "自评表和自评报告应一并报送，缺报告无法核对问题和措施。",
        how: "读到的自评报告按内容对应到单位；其余没有读出自评表的文件，找文件名或所在文件夹含该单位名称（或简称）、且名称含“报告”的文档。文件夹里一份报告都没有的，视为报告另行报送，不判定。",
        fix: "补报自评报告，文件名写明单位。",
        source: "郫都区自评通知的报送要件；四川自评复核清单 F7、F8 项。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 其他文件 |
        | 2023/甲局自评报告.docx |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        # 乙局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 其他文件 |
        | 2023/甲局自评报告.docx |",
    ..RuleInfo::PLAIN
};

const DOCUMENTS: &[&str] = &[".doc", ".docx", ".wps", ".pdf", ".ofd"];

impl Rule for Annexes {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let reports: Vec<&str> = folder
            .context
            .companions
            .iter()
            .flatten()
            .map(String::as_str)
            .filter(|path| is_report(path))
            .collect();
        let told = &folder.context.reports;
        if reports.is_empty() && told.is_empty() {
            return vec![Verdict::not_judged("文件夹里没有自评报告，视为另行报送")];
        }
        folder
            .forms
            .iter()
            .filter(|form| form.kind() == FormKind::Department)
            .map(|form| {
                let is_told = told
                    .iter()
                    .any(|report| report.unit == form.unit() && report.year == form.year());
                if is_told || reports.iter().any(|path| is_for(path, form)) {
                    return Verdict::Passed;
                }
                Problem::with_form(form)
                    .found("没有找到自评报告")
                    .expected("自评表与自评报告一并报送")
                    .message(format!("没有找到{}的自评报告。", form.unit()))
                    .advice("补报自评报告；已报送的，文件名里写明单位名称。")
                    .into()
            })
            .collect()
    }
}

fn is_report(path: &str) -> bool {
    let lower = path.to_lowercase();
    path.contains("报告") && DOCUMENTS.iter().any(|ending| lower.ends_with(ending))
}

/// Whether a path names the unit, or the name by which the unit's own file goes, for its year.
fn is_for(path: &str, form: &FormView<'_>) -> bool {
    let own_file = form.form.source.path.rsplit('/').next().unwrap_or_default();
    let short: String = own_file
        .split(['.', '-', '_', '（', '(', '－'])
        .next()
        .unwrap_or_default()
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    let named =
        path.contains(form.department()) || (short.chars().count() >= 2 && path.contains(&short));
    let other_year = form.year().is_some_and(|year| {
        [year - 1, year + 1]
            .iter()
            .any(|other| path.contains(&other.to_string()))
            && !path.contains(&year.to_string())
    });
    named && !other_year
}
