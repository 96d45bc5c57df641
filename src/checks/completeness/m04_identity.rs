//! M04: whose form, which project, which year, who answers for it.

use crate::checks::prelude::*;
use crate::form::model::FormField;
use crate::form::model::FormKind;

/// M04.
pub(in crate::checks) struct Identity;

static INFO: RuleInfo = RuleInfo {
    id: "M04",
    title: "单位、项目、年度或责任人没有填写，或年度不一致",
    confidence: Confidence::Likely,
    category: Category::Completeness,
    scope: Scope::Form,
    doc: Doc {
        what: "单位名称、项目名称、评价年度是否填写；表内年度与文件夹、文件名里的年度是否一致；设有负责人、联系人、电话栏的是否填写。",
        why: "名称和年度不清，就无法归户、无法同上年比较。",
        how: "单位名称、项目名称空着的为错误；表内年度与路径里的年度不同的、看不出年度的为疑点；负责人、联系人、联系电话栏空着的为提示。",
        fix: "补填名称、年度和责任人。",
        source: "四川自评复核清单 F9 项；四川自评表的签批栏；已公开文件名 2022、表题 2023 的实例。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 栏目 | 内容 |
        | 部门名称 | 甲局 |
        | 联系人 | 张某 |",
    fail: "
        # 甲局 2023 部门整体支出 文件=2022/甲局.xlsx
        | 栏目 | 内容 |
        | 部门名称 | |
        | 表内年度 | 2023 |
        | 联系人 | |",
    ..RuleInfo::PLAIN
};

const PERSONS: &[&str] = &["负责人", "联系人", "联系电话", "填报人", "填表人"];

impl Rule for Identity {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let mut problems = Vec::new();
        let data = form.form;
        if stated_text(&data.department).is_empty() {
            problems.push(
                Problem::with_form(form)
                    .cell(form, FormField::Department.name(), &data.department)
                    .found("单位名称空白")
                    .expected("填写单位全称")
                    .message(format!(
                        "表内没有填写单位名称{}，只能由文件名推断为{}。",
                        form.cite(&data.department),
                        quoted(form.department())
                    ))
                    .advice("补填单位全称。"),
            );
        }
        if data.kind == FormKind::Project && stated_text(&data.project).is_empty() {
            problems.push(
                Problem::with_form(form)
                    .cell(form, "项目名称", &data.project)
                    .found("项目名称空白")
                    .expected("填写项目名称")
                    .message(format!(
                        "项目自评表没有填写项目名称{}。",
                        form.cite(&data.project)
                    ))
                    .advice("补填项目名称。"),
            );
        }
        problems.extend(year(form));
        problems.extend(persons(form));
        Some(Verdict::of(problems))
    }
}

fn year(form: &FormView<'_>) -> Option<Problem> {
    let cell = &form.form.year;
    let Some(stated) = cell.value else {
        let known = form.year().map_or_else(
            || "也看不出年度".to_owned(),
            |year| format!("暂按文件名或文件夹作 {year} 年"),
        );
        return Some(
            Problem::with_form(form)
                .cell(form, "年度", cell)
                .found("表内没有年度")
                .expected("写明评价年度")
                .message(format!("表内没有写明评价年度，{known}。"))
                .advice("在表题下写明评价年度。")
                .severity(Severity::Warning),
        );
    };
    let of_path = years_in(&form.form.source.path);
    // Forms are filled in the year after the one they are about; a path may name either.
    if of_path.is_empty() || of_path.contains(&stated) || of_path == [stated + 1] {
        return None;
    }
    let others: Vec<String> = of_path.iter().map(i32::to_string).collect();
    Some(
        Problem::with_form(form)
            .cell(form, "年度", cell)
            .found(format!("表内年度 {stated}"))
            .expected(format!("文件路径里的年度 {}", enumerated(&others)))
            .message(format!(
                "表内年度是 {stated}{}，文件却在{}里，年度不一致。",
                form.cite(cell),
                quoted(&form.form.source.path)
            ))
            .advice("核对是否放错了年度，或表题的年度没有改。")
            .severity(Severity::Warning),
    )
}

/// The years a path names.
fn years_in(path: &str) -> Vec<i32> {
    path.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (2000..2100).contains(year))
        .collect()
}

fn persons(form: &FormView<'_>) -> Vec<Problem> {
    form.remarks(PERSONS)
        .filter(|remark| remark.text.has_place() && stated_text(&remark.text).is_empty())
        .map(|remark| {
            Problem::with_form(form)
                .cell(form, "责任人", &remark.text)
                .found(format!("{}空白", remark.label))
                .expected("填写责任人和联系方式")
                .message(format!(
                    "{}一栏没有填写{}。",
                    quoted(&remark.label),
                    form.cite(&remark.text)
                ))
                .fold(
                    "个责任人栏没有填写",
                    format!("{}{}", remark.label, form.cite(&remark.text)),
                )
                .advice("补填责任人和联系方式。")
                .severity(Severity::Notice)
                .confidence(Confidence::Certain)
        })
        .collect()
}
