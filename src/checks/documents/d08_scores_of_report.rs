//! D08: the scores that a report tells one by one, and the total it tells.

use super::passages::{Passage, of_indicators};
use super::statements::{figures, sentences};
use crate::checks::Report;
use crate::checks::prelude::*;

/// D08.
pub(in crate::checks) struct ScoresOfReport;

static INFO: RuleInfo = RuleInfo {
    id: "D08",
    title: "自评报告各项得分相加与报告自己的总分不符",
    confidence: Confidence::Likely,
    category: Category::Documents,
    scope: Scope::Folder,
    tolerance: Some(Allowance::Scores),
    doc: Doc {
        what: "报告逐项写了各指标和预算执行率得分的，相加是否等于报告写的自评总分。",
        why: "总分是各项得分之和；报告里散总不符，说明总分或某项得分改过而没有改全。",
        how: "以“指标名称：……得 X 分”的写法找各指标的得分，以“执行率……得 X 分”找预算执行得分；自评表的每一行在报告里都找到得分时才相加，缺一行即不判定。差额恰为某一行得分的，指出这一行。",
        fix: "逐项核对得分，改正后重新合计总分并重定等级，报告和自评表一并改正。",
        source: "评价报告质量考核（分值散总不符）；财政部门复核口径第 11 项。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 90 | 10 | 9 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 50 | 50 |
        | 结案率合格 | ≥98% | 100% | 40 | 40 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 执行率为90%，得9分。\\n培训人数：分值50分，自评得分50分。\\n结案率合格：分值40分，自评得分40分。\\n四、结论\\n自评综合得分99分。 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 90 | 10 | 9 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训费下降率 | ≥5% | 0 | 6 | 6 |
        | 结案率合格 | ≥98% | 100% | 84 | 84 |
        | 报告 | 年度 | 文件 | 内容 |
        | 甲局 | 2023 | 甲局报告.docx | 执行率为90%，得9分。\\n培训费下降率：分值6分，自评得分6分。\\n结案率合格：分值84分，自评得分84分。\\n四、结论\\n自评综合得分93分。 |",
    ..RuleInfo::PLAIN
};

/// Words behind which the score of one indicator stands.
const SCORE_WORDS: &[&str] = &["自评得分", "得分", "得"];
const TOTAL_WORDS: &[&str] = &[
    "综合得分",
    "自评总分",
    "总得分",
    "最终得分",
    "总体得分",
    "自评总得分",
    "自评得分",
];

impl Rule for ScoresOfReport {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        folder.judge_reports(judge)
    }
}

/// A score that the report tells.
struct Told {
    name: String,
    score: Decimal,
}

fn judge(form: &FormView<'_>, report: &Report) -> Verdict {
    let passages = of_indicators(form, &report.text);
    if passages.is_empty() || passages.len() < form.rows().count() {
        return Verdict::not_judged("自评报告没有逐项写明各指标的得分");
    }
    let scores: Option<Vec<Told>> = passages
        .iter()
        .map(|passage| {
            Some(Told {
                name: passage.row.name(),
                score: score_of(passage)?,
            })
        })
        .collect();
    let Some(mut scores) = scores else {
        return Verdict::not_judged("自评报告没有逐项写明各指标的得分");
    };
    if form.execution().is_some() {
        match execution_score(report) {
            Some(score) => scores.insert(
                0,
                Told {
                    name: "预算执行率".to_owned(),
                    score,
                },
            ),
            None => return Verdict::not_judged("自评报告没有写明预算执行率的得分"),
        }
    }
    let total = sentences(&report.text)
        .flat_map(|sentence| figures(sentence, TOTAL_WORDS))
        .filter(|told| told.unit == "分" && !told.sentence.contains("指标"))
        .filter(|told| !told.before.contains("执行"))
        .last();
    let Some(total) = total else {
        return Verdict::not_judged("自评报告没有写明自评总分");
    };
    let sum: Decimal = scores.iter().map(|told| told.score).sum();
    let difference = total.number.value - sum;
    let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, sum);
    if difference.abs() <= allowed {
        return Verdict::Passed;
    }
    let parts: Vec<String> = scores.iter().map(|told| figure(told.score)).collect();
    let because = explanation(form, &scores, difference);
    Problem::with_form(form)
        .cell(form, "自评总分", &form.form.total_score)
        .found(format!("报告写自评总分 {}", total.number.value))
        .expected(format!("{} = {}", parts.join(" + "), two(sum)))
        .difference(difference, format!("允差 {}", figure(allowed)))
        .message(format!(
            "自评报告（{}）写道{}，而报告里 {} 项得分相加是 {}，相差 {}{because}。",
            report.path,
            quoted(&total.quote()),
            scores.len(),
            two(sum),
            gap(difference),
        ))
        .advice("逐项核对得分，改正后重新合计总分并重定等级，报告和自评表一并改正。")
        .points(difference)
        .into()
}

/// The score in what is said of an indicator: the last one, as the weight stands before it.
fn score_of(passage: &Passage<'_, '_>) -> Option<Decimal> {
    sentences(&passage.text)
        .flat_map(|sentence| figures(sentence, SCORE_WORDS))
        .filter(|told| told.unit == "分")
        .last()
        .map(|told| told.number.value)
}

/// The score behind the execution rate of the whole: `执行率为 23.65%，得 2.37 分`.
fn execution_score(report: &Report) -> Option<Decimal> {
    sentences(&report.text)
        .filter(|sentence| sentence.contains("执行率") && !sentence.contains("指标"))
        .filter(|sentence| !sentence.contains("项目支出预算执行率"))
        .flat_map(|sentence| figures(sentence, SCORE_WORDS))
        .find(|told| told.unit == "分" && told.before.contains("执行率"))
        .map(|told| told.number.value)
}

/// `，恰为“培训费下降率”一项的得分 6`, with what the form says of that row.
fn explanation(form: &FormView<'_>, scores: &[Told], difference: Decimal) -> String {
    let fitting: Vec<&Told> = scores
        .iter()
        .filter(|told| !told.score.is_zero() && told.score == difference.abs())
        .collect();
    // Of several rows with that score, the one whose target was missed explains the gap.
    let unmet = |told: &&&Told| {
        form.rows()
            .any(|row| row.name() == told.name && row.met() == Some(false))
    };
    let missed: Vec<&&Told> = fitting.iter().filter(unmet).collect();
    let told = match (missed.as_slice(), fitting.as_slice()) {
        ([one], _) => one,
        ([], [one]) => one,
        _ => return String::new(),
    };
    let row = form.rows().find(|row| row.name() == told.name);
    let situation = row
        .filter(|row| row.met() == Some(false))
        .map(|row| {
            format!(
                "；自评表里该行目标 {}、实际 {}，没有达到目标",
                shown_text(&row.indicator.target),
                shown_text(&row.indicator.actual)
            )
        })
        .unwrap_or_default();
    format!(
        "，恰为{}一项的得分 {}{situation}",
        quoted(&told.name),
        figure(told.score)
    )
}
