//! Q04: one indicator twice.

use std::collections::BTreeMap;

use crate::checks::prelude::*;
use crate::checks::text::plain;

/// Q04.
pub(in crate::checks) struct RepeatedNames;

static INFO: RuleInfo = RuleInfo {
    id: "Q04",
    title: "同一指标在表内重复",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    category: Category::Quality,
    scope: Scope::Form,
    doc: Doc {
        what: "同一张表里是否有名称相同的三级指标，尤其是同时列在产出和效益下的。",
        why: "一件事计两次分，分值分配失真。",
        how: "名称去掉空格和标点后相同，且指标值也相同的提出；名称相同而指标值不同的（如分批次）不提出。",
        fix: "删除重复的指标，分值并入其他指标；确为两件事的，改用不同的名称。",
        source: "财政部门复核口径第 9 项（产出与效益重复的只计一次）；预算绩效系统的重名校验。",
    },
    pass: "
        | 指标 | 一级 | 目标 |
        | 培训人数 | 产出指标 | ≥100人 |
        | 就业率 | 效益指标 | ≥60% |",
    fail: "
        | 指标 | 一级 | 目标 |
        | 培训人数 | 产出指标 | ≥100人 |
        | 培训人数 | 效益指标 | ≥100人 |",
    ..RuleInfo::PLAIN
};

impl Rule for RepeatedNames {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let mut named: BTreeMap<(String, String), Vec<&IndicatorRow<'_>>> = BTreeMap::new();
        for row in form.rows() {
            let name = plain(stated_text(&row.indicator.name));
            if !name.is_empty() {
                let target = plain(stated_text(&row.indicator.target));
                named.entry((name, target)).or_default().push(row);
            }
        }
        if named.is_empty() {
            return None;
        }
        let problems = named
            .into_values()
            .filter(|rows| rows.len() > 1)
            .filter_map(|rows| problem(form, &rows))
            .collect();
        Some(Verdict::of(problems))
    }
}

fn problem(form: &FormView<'_>, rows: &[&IndicatorRow<'_>]) -> Option<Problem> {
    let first = rows.first()?;
    let places: Vec<String> = rows
        .iter()
        .map(|row| form.address(&row.indicator.name))
        .collect();
    let again: Option<Decimal> = rows.iter().skip(1).map(|row| row.stated()).sum();
    let problem = Problem::with_row(form, first)
        .found(format!("{}出现 {} 次", first.quoted(), rows.len()))
        .expected("每个指标只列一次")
        .message(format!(
            "指标{}（指标值 {}）在表内出现 {} 次（{}），重复计分。",
            first.quoted(),
            shown_text(&first.indicator.target),
            rows.len(),
            enumerated(&places)
        ))
        .advice("删除重复的指标并调整分值；确为两件事的，改用不同的名称。")
        .points_if(again);
    Some(rows.iter().fold(problem, |problem, row| {
        problem.cell(form, "三级指标", &row.indicator.name)
    }))
}
