//! L16: nothing but full marks.

use std::collections::BTreeMap;

use crate::checks::prelude::*;
use crate::form::model::FormKind;

/// L16.
pub(in crate::checks) struct AllFullMarks;

static INFO: RuleInfo = RuleInfo {
    id: "L16",
    title: "各项全部满分",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Completion,
    scope: Scope::Form,
    thresholds: &[Threshold {
        key: "projects",
        meaning: "同一单位有这么多份项目自评表且份份满分，另作一条提出",
        default: Given::Rule(whole(3)),
    }],
    doc: Doc {
        what: "一张表的执行率和全部指标是否都是满分；一个单位的项目自评表是否份份满分。",
        why: "样样满分往往是目标偏低或自评走过场，应列为抽查重点。",
        how: "自评总分等于 100，且每一行得分都等于分值的提出；同一单位同一年度 3 份以上项目表全部 100 分的另外提出。",
        fix: "重点核实完成值的佐证；确属实至名归的，说明即可。",
        source: "财政部门复核实例：抽查的 10 个项目全部自评 100 分。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 98 | 10 | 9.8 |
        | 指标 | 分值 | 得分 |
        | 培训人数 | 90 | 90 |
        | 总分 |
        | 99.8 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 100 | 10 | 10 |
        | 指标 | 分值 | 得分 |
        | 培训人数 | 90 | 90 |
        | 总分 |
        | 100 |",
    ..RuleInfo::PLAIN
};

impl Rule for AllFullMarks {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        let Some(total) = total(form) else {
            return Some(Verdict::not_judged("没有自评总分"));
        };
        if !is_full(form, total) {
            return Some(Verdict::Passed);
        }
        let stated = &form.form.total_score;
        let count = form.rows().count();
        let execution = execution_marks(form).map_or("", |_| "预算执行率和 ");
        Some(
            Problem::with_form(form)
                .cell(form, "自评总分", stated)
                .found(format!("{} 行全部满分，总分 {}", count, figure(total)))
                .expected("满分应有充分佐证")
                .message(format!(
                    "{execution}{count} 个指标全部满分，自评总分 {}{}，建议列为抽查重点。",
                    figure(total),
                    form.cite(stated)
                ))
                .advice("核实各指标完成值的佐证，查看目标值是否偏低。")
                .into(),
        )
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let mut units: BTreeMap<(&str, Option<i32>), Vec<&FormView<'_>>> = BTreeMap::new();
        for form in folder.forms {
            if form.kind() == FormKind::Project {
                units
                    .entry((form.department(), form.year()))
                    .or_default()
                    .push(form);
            }
        }
        units
            .into_iter()
            .filter_map(|((unit, _), forms)| {
                let first = forms.first()?;
                let least = first.threshold(&INFO, "projects");
                if Decimal::from(forms.len()) < least {
                    return None;
                }
                let full = forms
                    .iter()
                    .filter(|form| total(form).is_some_and(|total| is_full(form, total)))
                    .count();
                if full < forms.len() {
                    return Some(Verdict::Passed);
                }
                let marks = figure(first.policy.full_marks());
                let problem = Problem::with_form(first)
                    .found(format!("{full} 份项目自评表全部 {marks} 分"))
                    .expected("得分能反映项目之间的差别")
                    .message(format!(
                        "{unit}报送的 {full} 份项目自评表全部是 {marks} 分，建议列为抽查重点。"
                    ))
                    .advice("抽查其中金额较大的项目，核实完成值的佐证。");
                let problem = forms.iter().fold(problem, |problem, form| {
                    problem.cell(form, "自评总分", &form.form.total_score)
                });
                Some(problem.into())
            })
            .collect()
    }
}

fn total(form: &FormView<'_>) -> Option<Decimal> {
    let rescored = form.rescored;
    rescored.stated_total.or(rescored.stated_sum)
}

fn is_full(form: &FormView<'_>, total: Decimal) -> bool {
    let rows_full = form
        .rows()
        .all(|row| row.stated().is_some() && row.stated() == row.weight());
    let money_full = execution_marks(form).is_none_or(|marks| marks.0 == marks.1);
    total >= form.policy.full_marks() && rows_full && money_full
}

/// Stated score and weight of the execution row; `None` where the form gives no marks for execution.
fn execution_marks(form: &FormView<'_>) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let (_, line) = form.execution()?;
    (line.stated.is_some() || line.weight.is_some()).then_some((line.stated, line.weight))
}
