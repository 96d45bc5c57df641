//! L01: a measured row without numbers to measure by.

use crate::checks::prelude::*;
use crate::form::model::Sourced;
use crate::scoring::ScoreStatus;
use crate::value::target::Actual;

/// L01.
pub(in crate::checks) struct ValueMissing;

static INFO: RuleInfo = RuleInfo {
    id: "L01",
    title: "指标值或实际完成值没有填写，或定量指标没有填数字",
    category: Category::Completion,
    scope: Scope::Indicator,
    yields_to: &["L02"],
    doc: Doc {
        what: "每个指标是否填有指标值和实际完成值；指标值是数字的，实际完成值是否也是数字。",
        why: "缺一个值就无法判断是否完成；用“完成”代替数字，得分没有依据。",
        how: "指标值为空、实际完成值为空，或指标值为数字而实际完成值是“完成”之类文字的提出。完成时限类指标填“按期完成”的，以及定性指标填文字的，不算；填文字而得 0 分的只作疑点。",
        fix: "补填指标值、实际完成值；定量指标的实际完成值填数字和单位。",
        source: "预算绩效系统提示“定量指标实际完成值填数字”；四川已公开表中“≤30 万元”填“完成”的实例。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 97人 | 10 | 9.7 |
        | 社会效益 | 有效提升 | 达成预期指标 | 10 | 10 |",
    fail: "
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 项目成本 | ≤30万元 | 完成 | 10 | 10 |
        | 培训人数 | | 97人 | 10 | 9.7 |",
    ..RuleInfo::PLAIN
};

impl Rule for ValueMissing {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        if row.is_exempt() || row.is_adjustment() {
            return None;
        }
        let indicator = row.indicator;
        // A target may stand in the indicator's name; a row that could be scored has one.
        let judged = row
            .line
            .is_some_and(|line| line.status != ScoreStatus::NotJudged);
        if judged {
            return Some(Verdict::Passed);
        }
        if stated_text(&indicator.target).is_empty() && row.target.is_none() {
            return Some(missing(form, row, "指标值", &indicator.target).into());
        }
        if stated_text(&indicator.actual).is_empty() {
            return Some(missing(form, row, "实际完成值", &indicator.actual).into());
        }
        match &row.actual {
            Some(Actual::Words(_)) if row.is_measured() && !is_about_time(row) => {
                Some(words_for_a_number(form, row).into())
            }
            _ => Some(Verdict::Passed),
        }
    }
}

/// Deadlines in days are often answered in words.
fn is_about_time(row: &IndicatorRow<'_>) -> bool {
    row.speaks_of(&["时效", "时间", "时限", "及时", "工期", "期限"])
}

fn missing(
    form: &FormView<'_>,
    row: &IndicatorRow<'_>,
    what: &'static str,
    cell: &Sourced<String>,
) -> Problem {
    Problem::with_row(form, row)
        .cell(form, what, cell)
        .found(format!("{what}空白"))
        .expected(format!("填写{what}"))
        .message(format!(
            "指标{}没有填写{what}{}，无法判断是否完成。",
            row.quoted(),
            form.cite(cell)
        ))
        .fold(
            format!("个指标没有填写{what}，无法判断是否完成"),
            format!("{}{}", row.quoted(), form.cite(cell)),
        )
        .advice(format!("补填{what}，并据以核对得分。"))
        .points_if(row.stated().or(row.weight()))
}

fn words_for_a_number(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Problem {
    let indicator = row.indicator;
    let words = stated_text(&indicator.actual);
    Problem::with_row(form, row)
        .cell(form, "实际完成值", &indicator.actual)
        .cell(form, "指标值", &indicator.target)
        .found(format!("实际完成值{}", quoted(&excerpt(words, 20))))
        .expected("填写数字和单位")
        .message(format!(
            "指标{}的指标值是 {}{}，实际完成值却填了{}{}，定量指标应填数字。",
            row.quoted(),
            shown_text(&indicator.target),
            form.cite(&indicator.target),
            quoted(&excerpt(words, 20)),
            form.cite(&indicator.actual)
        ))
        .fold(
            "个定量指标的实际完成值填的不是数字",
            format!(
                "{}目标 {}、填的是{}{}",
                row.quoted(),
                shown_text(&indicator.target),
                quoted(&excerpt(words, 20)),
                form.cite(&indicator.actual)
            ),
        )
        .advice("实际完成值改填数字和单位，并据以核对得分。")
        .severity(if row.stated().is_some_and(|score| score.is_zero()) {
            Severity::Warning
        } else {
            Severity::Error
        })
        .points_if(row.stated())
}
