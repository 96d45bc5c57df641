//! Q08: another department's name in an indicator.

use std::collections::BTreeSet;

use crate::checks::prelude::*;

/// Q08.
pub(in crate::checks) struct ForeignUnit;

static INFO: RuleInfo = RuleInfo {
    id: "Q08",
    title: "指标里出现其他部门的名称，疑为照搬",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Quality,
    scope: Scope::Folder,
    doc: Doc {
        what: "指标名称、指标值、完成值里是否出现了名单或文件夹中其他部门的名称。",
        why: "照搬别家的自评表时，最容易留下别家的名称和服务对象。",
        how: "以应报单位名单和各表的部门名称（4 个字以上）逐一查找；自己的名称、主管部门、财政部门的名称，以及互相包含的名称除外。",
        fix: "核对指标是否属于本部门，改正名称或指标。",
        source: "财政部门复核实例：满意度指标照搬别家服务对象。",
    },
    pass: "
        # 云岫县教育局 2023 部门整体支出
        | 指标 | 目标 |
        | 学生满意度 | ≥90% |
        # 云岫县民政局 2023 部门整体支出
        | 指标 | 目标 |
        | 群众对云岫县民政局满意度 | ≥90% |",
    fail: "
        # 云岫县教育局 2023 部门整体支出
        | 指标 | 目标 |
        | 群众对云岫县民政局满意度 | ≥90% |
        # 云岫县民政局 2023 部门整体支出
        | 指标 | 目标 |
        | 群众对云岫县民政局满意度 | ≥90% |",
    ..RuleInfo::PLAIN
};

impl Rule for ForeignUnit {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let names = folder.unit_names();
        if names.len() < 2 {
            return Vec::new();
        }
        folder
            .forms
            .iter()
            .map(|form| Verdict::of(problems(form, &names)))
            .collect()
    }
}

fn problems(form: &FormView<'_>, names: &BTreeSet<&str>) -> Vec<Problem> {
    let own = form.department();
    let above = stated_text(&form.form.supervisor);
    let foreign: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !own.contains(name) && !name.contains(own) && !above.contains(name))
        .collect();
    form.rows()
        .filter_map(|row| {
            let indicator = row.indicator;
            let (cell, name) = [&indicator.name, &indicator.target, &indicator.actual]
                .into_iter()
                .find_map(|cell| {
                    let text = stated_text(cell);
                    let name = foreign.iter().find(|name| text.contains(**name))?;
                    Some((cell, *name))
                })?;
            Some(
                Problem::with_row(form, row)
                    .cell(form, "三级指标", cell)
                    .found(format!("出现{}", quoted(name)))
                    .expected(format!("只涉及{own}"))
                    .message(format!(
                        "{own}的指标{}{}里出现了另一个部门的名称{}，疑为照搬。",
                        row.quoted(),
                        form.cite(cell),
                        quoted(name)
                    ))
                    .advice("核对该指标是否属于本部门，改正名称或换用本部门的指标。"),
            )
        })
        .collect()
}
