//! D09: what a report tells of single indicators, against their rows.

use super::passages::{Passage, of_indicators};
use super::statements::{Statement, figures, sentences};
use crate::checks::Report;
use crate::checks::prelude::*;
use crate::form::model::Sourced;
use crate::value::number::Number;

/// D09.
pub(in crate::checks) struct IndicatorsOfReport;

static INFO: RuleInfo = RuleInfo {
    id: "D09",
    title: "自评报告写的指标完成率或得分与自评表不一致",
    confidence: Confidence::Likely,
    category: Category::Documents,
    scope: Scope::Folder,
    tolerance: Some(Allowance::Rule(Tolerance::Written)),
    doc: Doc {
        what: "报告逐项写了指标的，完成率、分值、得分是否与自评表该行相同。",
        why: "报告里的指标分析是对自评表的说明，数应当相同。",
        how: "以“指标名称：……”的写法找到一项指标的文字，取“完成率”“分值”“得分”后紧跟的数，与自评表该行比较；允差按两处填写的末位各算半个单位。报告没有写到的不判定。",
        fix: "以核对后的自评表为准改正报告，或改正自评表。",
        source: "财政部门复核口径第 11 项。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 完成率 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 97人 | 97% | 10 | 9.7 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 培训人数：该指标完成率为97%，权重分值为10分，自评得分9.7分。 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 | 实际 | 完成率 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 97人 | 97% | 10 | 9.7 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 培训人数：该指标完成率为107%，权重分值为10分，自评得分10分。 |",
    ..RuleInfo::PLAIN
};

impl Rule for IndicatorsOfReport {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        folder.judge_reports(judge)
    }
}

fn judge(form: &FormView<'_>, report: &Report) -> Verdict {
    let mut problems = Vec::new();
    let mut judged = false;
    for passage in of_indicators(form, &report.text) {
        let row = passage.row.indicator;
        let percent = |told: &Statement<'_>| matches!(told.unit, "%" | "％");
        let points = |told: &Statement<'_>| told.unit == "分";
        let completion = last(&passage, &["该指标完成率", "指标完成率", "完成率"], percent);
        let weight = last(&passage, &["分值", "权重"], points);
        let score = last(&passage, &["自评得分", "得分"], points);
        let compared = [
            ("完成率", &row.completion, completion, Decimal::ONE_HUNDRED),
            ("分值", &row.weight, weight, Decimal::ONE),
            ("得分", &row.score, score, Decimal::ONE),
        ];
        for (what, cell, told, scale) in compared {
            let (Some(stated), Some(told)) = (cell.value, told) else {
                continue;
            };
            judged = true;
            problems.extend(problem(
                form,
                report,
                &passage,
                (what, cell, stated),
                told,
                scale,
            ));
        }
    }
    if judged {
        Verdict::of(problems)
    } else {
        Verdict::not_judged("自评报告没有逐项写明指标的完成率和得分")
    }
}

/// The last figure of its kind behind the words: what is said first is the target or the mid-year value.
fn last(
    passage: &Passage<'_, '_>,
    words: &[&str],
    is_meant: impl Fn(&Statement<'_>) -> bool,
) -> Option<(Number, String)> {
    sentences(&passage.text)
        .flat_map(|sentence| figures(sentence, words))
        .filter(is_meant)
        .last()
        .map(|told| (told.number, told.quote()))
}

fn problem(
    form: &FormView<'_>,
    report: &Report,
    passage: &Passage<'_, '_>,
    (what, cell, stated): (&'static str, &Sourced<Number>, Number),
    (told, quote): (Number, String),
    scale: Decimal,
) -> Option<Problem> {
    let in_report = told.value / scale;
    let tolerance = form.tolerance(&INFO);
    let allowed = if tolerance == Tolerance::Written {
        told.slack() / scale + stated.slack()
    } else {
        tolerance.allowed(Decimal::ZERO, stated.value)
    };
    let difference = in_report - stated.value;
    if difference.abs() <= allowed {
        return None;
    }
    let (in_form, unit) = if what == "完成率" {
        (shown_rate(cell), "%")
    } else {
        (shown(cell), " 分")
    };
    Some(
        Problem::with_row(form, passage.row)
            .aspect(what)
            .cell(form, what, cell)
            .found(format!("报告写{what} {}{unit}", told.value))
            .expected(format!("自评表填 {in_form}"))
            .difference(difference, "按两处填写的末位")
            .message(format!(
                "自评报告（{}）写道{}，自评表里指标{}的{what}是 {in_form}{}。",
                report.path,
                quoted(&quote),
                passage.row.quoted(),
                form.cite(cell)
            ))
            .advice("以核对后的自评表为准，使报告与表一致。"),
    )
}
