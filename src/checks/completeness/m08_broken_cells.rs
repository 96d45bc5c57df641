//! M08: broken formulas and hidden parts.

use crate::checks::prelude::*;
use crate::checks::problem::Spot;
use crate::checks::text::speaks_of;
use crate::form::fields::fields;
use crate::value::blank::is_formula_error;

/// M08.
pub(in crate::checks) struct BrokenCells;

static INFO: RuleInfo = RuleInfo {
    id: "M08",
    title: "单元格公式出错，或文件含隐藏内容",
    severity: Severity::Warning,
    category: Category::Completeness,
    scope: Scope::Folder,
    doc: Doc {
        what: "表内是否有 #REF!、#DIV/0! 等公式错误；文件是否有隐藏的行、列、工作表，或没有计算结果的公式。",
        why: "公式出错的格没有数；隐藏内容可能是未删的旧数，也可能影响合计。",
        how: "逐格找错误值，列出单元格（疑点）；读取文件时发现的隐藏、未计算等情况列为提示。",
        fix: "修复公式或改填数值；删除无用的隐藏内容。",
        source: "电子表格审计的通行做法。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 10 | 10 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 10 | #REF! |",
    ..RuleInfo::PLAIN
};

const CONCERNS: &[&str] = &["隐藏", "公式", "未计算", "没有结果", "没有计算结果"];

impl Rule for BrokenCells {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        folder
            .forms
            .iter()
            .map(|form| {
                let mut problems: Vec<Problem> = errors(form).into_iter().collect();
                problems.extend(remarks(form));
                Verdict::of(problems)
            })
            .collect()
    }
}

fn errors(form: &FormView<'_>) -> Option<Problem> {
    let of_coverage = form
        .form
        .coverage
        .cells
        .iter()
        .map(|(at, _, text)| (*at, text.as_str()));
    let values = fields(form.form);
    let of_values = values
        .iter()
        .flat_map(|field| field.cells.iter().map(|at| (*at, field.text)));
    let mut broken: Vec<_> = of_coverage
        .chain(of_values)
        .filter(|(_, text)| is_formula_error(text))
        .collect();
    broken.sort_unstable();
    broken.dedup_by_key(|(at, _)| *at);
    let first = broken.first()?;
    let listed: Vec<String> = broken
        .iter()
        .map(|(at, text)| format!("{} {}", form.form.source.address(*at), text.trim()))
        .collect();
    let mut problem = Problem::with_form(form)
        .found(format!("{} 个单元格公式出错", broken.len()))
        .expected("公式能算出结果")
        .message(format!(
            "表内有 {} 个单元格公式出错，没有数：{}。",
            broken.len(),
            enumerated(&listed)
        ))
        .advice(format!(
            "修复 {} 等处的公式，或改填数值。",
            form.form.source.address(first.0)
        ));
    problem.spots = broken
        .iter()
        .map(|(at, _)| Spot {
            form: form.index,
            role: "公式错误",
            at: *at,
        })
        .collect();
    Some(problem)
}

fn remarks(form: &FormView<'_>) -> Vec<Problem> {
    form.file_remarks
        .iter()
        .filter(|remark| speaks_of(remark, CONCERNS))
        .map(|remark| {
            Problem::with_form(form)
                .found(remark.clone())
                .expected("没有隐藏内容，公式都有计算结果")
                .message(format!(
                    "文件{}：{}。",
                    quoted(&form.form.source.path),
                    remark.trim_end_matches('。')
                ))
                .advice("打开文件核对；无用的隐藏内容请删除，公式请重算后保存。")
                .severity(Severity::Notice)
        })
        .collect()
}
