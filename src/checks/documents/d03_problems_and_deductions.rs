//! D03: the problems of a report against the points that its form lost.

use super::passages::{on_problems, speaks_of};
use crate::checks::Report;
use crate::checks::prelude::*;
use crate::value::blank::denies_problems;

/// D03.
pub(in crate::checks) struct ProblemsAndDeductions;

static INFO: RuleInfo = RuleInfo {
    id: "D03",
    title: "自评报告的问题与自评表的扣分对不上",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    category: Category::Documents,
    scope: Scope::Folder,
    thresholds: &[Threshold {
        key: "least_points",
        meaning: "一行至少扣了这么多分，报告才应当提到",
        default: Given::Rule(Decimal::ONE),
    }],
    doc: Doc {
        what: "自评表有扣分的，报告的“存在问题”一节是否写了问题；扣分的指标报告里是否提到；没有一分扣分的，报告为何又写有问题。",
        why: "问题应从扣分里来，扣分应有问题可说；两边对不上，报告就只是套话。",
        how: "以分值减得分为扣分。报告没有问题一节、或只写“无”，而表内有扣分的提出；扣分达到阈值、指标名称大部分字眼在报告任何一句里都没有出现的，列出这些指标；各行都是满分而报告写了问题的提出。",
        fix: "按扣分情况补写问题和原因，或核对得分。",
        source: "四川自评复核清单 P5 项。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 97人 | 50 | 48.5 |
        | 结案率 | ≥98% | 100% | 50 | 50 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 自评得分98.5分。存在的问题：承训机构选择面窄，培训人数没有达到目标。改进措施：扩大选择面。 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 80人 | 50 | 40 |
        | 结案率 | ≥98% | 100% | 50 | 50 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 自评得分90分。存在的问题：绩效管理经验不足。改进措施：加强学习。 |
        # 乙局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 80人 | 50 | 40 |
        | 报告 | 年度 | 文件 | 内容 |
        | 乙局 | 2023 | 乙局报告.docx | 自评得分40分。存在的问题：无。改进措施：无。 |
        # 丙局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 120人 | 50 | 50 |
        | 报告 | 年度 | 文件 | 内容 |
        | 丙局 | 2023 | 丙局报告.docx | 自评得分50分。存在的问题：培训进度前松后紧，部分学员请假较多。改进措施：按月调度。 |",
    ..RuleInfo::PLAIN
};

impl Rule for ProblemsAndDeductions {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        folder.judge_reports(judge)
    }
}

fn judge(form: &FormView<'_>, report: &Report) -> Verdict {
    let mut lost: Vec<(&IndicatorRow<'_>, Decimal)> = Vec::new();
    for row in form.rows() {
        match (row.weight(), row.stated()) {
            (Some(weight), Some(score)) if score < weight => lost.push((row, weight - score)),
            (Some(_), None) => return Verdict::not_judged("有行没有填写得分，不知道扣了几分"),
            _ => {}
        }
    }
    let of_execution = form.execution().and_then(|(fund, _)| {
        let (weight, score) = (fund.line.weight.value?, fund.line.score.value?);
        (score.value < weight.value).then_some(weight.value - score.value)
    });
    let points: Decimal =
        lost.iter().map(|(_, points)| *points).sum::<Decimal>() + of_execution.unwrap_or_default();
    let section = on_problems(&report.text);
    let tells = section
        .as_deref()
        .is_some_and(|section| !denies_problems(section));
    match (points.is_zero(), tells) {
        (true, false) => Verdict::Passed,
        (true, true) => Problem::with_form(form)
            .found("各行都是满分，报告写有问题")
            .expected("有问题的指标相应扣分，或说明问题不影响得分")
            .message(format!(
                "自评表各行都是满分，自评报告（{}）却写有存在的问题。",
                report.path
            ))
            .advice("核对这些问题涉及哪些指标，得分是否应相应扣减；不影响得分的，在报告里说明。")
            .severity(Severity::Notice)
            .into(),
        (false, false) => {
            let how = if section.is_some() {
                "“存在问题”一节没有写出问题"
            } else {
                "没有“存在问题”一节"
            };
            let problem = Problem::with_form(form)
                .found(format!("共扣 {} 分，报告{how}", two(points)))
                .expected("写明扣分反映的问题和原因")
                .message(format!(
                    "自评表共扣 {} 分，自评报告（{}）{how}。",
                    two(points),
                    report.path
                ))
                .advice("按扣分的指标写明问题和原因。");
            with_scores(problem, form, &lost).into()
        }
        (false, true) => unmentioned(form, report, &lost),
    }
}

/// The rows that lost points and of which the report says nothing.
fn unmentioned(
    form: &FormView<'_>,
    report: &Report,
    lost: &[(&IndicatorRow<'_>, Decimal)],
) -> Verdict {
    let least = form.threshold(&INFO, "least_points");
    let silent: Vec<(&IndicatorRow<'_>, Decimal)> = lost
        .iter()
        .filter(|(row, points)| *points >= least && !speaks_of(&report.text, &row.name()))
        .copied()
        .collect();
    if silent.is_empty() {
        return Verdict::Passed;
    }
    let told: Vec<String> = silent
        .iter()
        .map(|(row, points)| {
            let cite = form.cite(&row.indicator.score);
            format!("{}扣 {} 分{cite}", row.quoted(), figure(*points))
        })
        .collect();
    let problem = Problem::with_form(form)
        .found(format!("报告没有提到 {} 个扣分的指标", silent.len()))
        .expected("扣分的指标在报告里都有交代")
        .message(format!(
            "自评报告（{}）没有提到这些扣分的指标：{}。",
            report.path,
            enumerated(&told)
        ))
        .advice("在报告里说明这些指标为什么没有达到目标。");
    with_scores(problem, form, &silent).into()
}

fn with_scores(
    mut problem: Problem,
    form: &FormView<'_>,
    rows: &[(&IndicatorRow<'_>, Decimal)],
) -> Problem {
    for (row, _) in rows {
        problem = problem.cell(form, "得分", &row.indicator.score);
    }
    problem
}
