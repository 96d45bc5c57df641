//! A12: the stated total against the sum of the scores.

use crate::checks::prelude::*;

use super::gap::{Explanation, Term, explain};

/// A12.
pub(in crate::checks) struct TotalOfScores;

static INFO: RuleInfo = RuleInfo {
    id: "A12",
    title: "自评总分与各行得分合计不符",
    severity: Severity::Error,
    category: Category::Arithmetic,
    scope: Scope::Form,
    tolerance: Some(Allowance::Scores),
    doc: Doc {
        what: "表内填写的自评总分，是否等于预算执行率得分与各三级指标得分之和；有小计行的，小计是否等于其下各行之和。",
        why: "总分决定等级和排名。总分与各行对不上，就说明至少有一处是错的，无法据以评定等级。",
        how: "把预算执行行和各指标行的得分相加，小计行不重复计入，与填写的总分比较。对不上时进一步找原因：差额是否恰为某一行的得分，或恰为某一行自评得分与复算得分之差，或几行这种差额之和，或总分取了整，或抄写时两个数字颠倒。有行未填得分的不判定。",
        fix: "逐行核对得分，改正漏加、重加或未同步修改的行，再由公式重新合计总分和等级。",
        source: "财政部门自评复核中“分值散总不符”一项（评价报告质量考核的扣分点）。",
    },
    pass: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 90 | 10 | 9 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 50 | 50 |
        | 群众满意度 | ≥90% | 95% | 40 | 40 |
        | 总分 | 等级 |
        | 99 | 优 |",
    fail: "
        | 资金 | 全年预算 | 全年执行 | 分值 | 得分 |
        | 年度资金总额 | 100 | 90 | 10 | 9 |
        | 指标 | 目标 | 实际 | 分值 | 得分 |
        | 培训人数 | ≥100人 | 100人 | 50 | 50 |
        | 办结率 | ≥95% | 0 | 6 | 6 |
        | 群众满意度 | ≥90% | 95% | 34 | 34 |
        | 总分 | 等级 |
        | 93 | 优 |",
    ..RuleInfo::PLAIN
};

impl Rule for TotalOfScores {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_form(&self, form: &FormView<'_>) -> Option<Verdict> {
        if form.rows().any(IndicatorRow::is_exempt) {
            return Some(Verdict::not_judged("有不适用的指标，总分应折算，见 Q11"));
        }
        if form.form.indicators.is_empty() {
            return Some(Verdict::not_judged("没有读到指标行，无法合计"));
        }
        let total = form.form.total_score.value;
        let terms = match terms(form) {
            Ok(terms) => terms,
            Err(reason) => return Some(Verdict::not_judged(reason)),
        };
        let mut problems = subtotals(form);
        match total {
            None if form.form.out_of_range(&form.form.total_score).is_some() => {
                return Some(Verdict::not_judged("自评总分的数值不可能，见 A20"));
            }
            None if problems.is_empty() => {
                return Some(Verdict::not_judged("表内没有填写自评总分"));
            }
            None => {}
            Some(total) => problems.extend(against_total(form, total.value, &terms)),
        }
        Some(Verdict::of(problems))
    }
}

/// The rows of the sum, with the cells of their scores.
fn terms(form: &FormView<'_>) -> Result<Vec<Term>, String> {
    let mut terms = Vec::new();
    let mut blank = 0_usize;
    if let Some((fund, line)) = form.execution() {
        match fund.line.score.value {
            Some(stated) => terms.push(Term {
                name: "预算执行率".to_owned(),
                cite: form.cite(&fund.line.score),
                stated: stated.value,
                recomputed: line.score,
                situation: format!(
                    "全年预算 {}、执行 {}",
                    shown(&fund.line.adjusted),
                    shown(&fund.line.executed)
                ),
                is_execution: true,
            }),
            None if fund.line.score.has_place() => blank += 1,
            None => {}
        }
    }
    for row in form.rows() {
        match row.stated() {
            Some(stated) => terms.push(Term {
                name: row.name(),
                cite: form.cite(&row.indicator.score),
                stated,
                recomputed: row.recomputed(),
                situation: situation(row),
                is_execution: false,
            }),
            None if row.weight().is_some_and(|weight| !weight.is_zero()) => blank += 1,
            None => {}
        }
    }
    if terms.is_empty() {
        Err("各行都没有填写得分".to_owned())
    } else if blank > 0 {
        Err("有行没有填写得分，或得分不可用，无法合计".to_owned())
    } else {
        Ok(terms)
    }
}

fn situation(row: &IndicatorRow<'_>) -> String {
    format!(
        "目标 {}、实际 {}",
        shown_text(&row.indicator.target),
        shown_text(&row.indicator.actual)
    )
}

fn against_total(form: &FormView<'_>, total: Decimal, terms: &[Term]) -> Option<Problem> {
    let tolerance = form.tolerance(&INFO);
    let sum: Decimal = terms.iter().map(|term| term.stated).sum();
    let difference = total - sum;
    let allowed = tolerance.allowed(Decimal::ZERO, sum);
    if difference.abs() <= allowed {
        return None;
    }
    let explanation = explain(total, terms);
    let more_or_less = if difference < Decimal::ZERO {
        "少"
    } else {
        "多"
    };
    let because = explanation
        .as_ref()
        .map(|explanation| format!("，{}", explanation.words))
        .unwrap_or_default();
    let stated = &form.form.total_score;
    let problem = Problem::with_form(form)
        .cell(form, "自评总分", stated)
        .found(format!("自评总分 {}", shown(stated)))
        .expected(expected(form, sum, terms))
        .difference(difference, format!("允差 {}", figure(allowed)))
        .message(format!(
            "自评总分 {}{}比各行得分合计 {} {more_or_less} {}{because}。",
            shown(stated),
            form.cite(stated),
            two(sum),
            gap(difference)
        ))
        .advice("逐行核对得分，改正后重新合计总分，并按新的总分重定等级。")
        .points(difference);
    Some(with_cells(problem, form, explanation.as_ref()))
}

/// `2.37＋6＋… = 83.47`, and the grade that sum would have.
fn expected(form: &FormView<'_>, sum: Decimal, terms: &[Term]) -> String {
    let parts: Vec<String> = terms.iter().map(|term| figure(term.stated)).collect();
    let mut expected = format!("{} = {}", parts.join(" + "), two(sum));
    let of_sum = form.policy.rules.grade(sum);
    let stated = form.form.grade.value.as_deref().map(str::trim);
    if let Some(stated) = stated
        && stated != of_sum
    {
        expected.push_str(&format!(
            "；按这个合计，等级应为{}，表内填的是{}",
            quoted(of_sum),
            quoted(stated)
        ));
    }
    expected
}

/// Adds the score cells of the rows that explain the gap, or of all rows where none does.
fn with_cells(
    mut problem: Problem,
    form: &FormView<'_>,
    explanation: Option<&Explanation>,
) -> Problem {
    let named = explanation.map(|explanation| explanation.rows.as_slice());
    let execution = form
        .execution()
        .filter(|(fund, _)| fund.line.score.value.is_some())
        .map(|(fund, _)| &fund.line.score);
    let scores = execution.into_iter().chain(
        form.rows()
            .filter(|row| row.stated().is_some())
            .map(|row| &row.indicator.score),
    );
    for (at, score) in scores.enumerate() {
        if named.is_none_or(|rows| rows.is_empty() || rows.contains(&at)) {
            problem = problem.cell(form, "得分", score);
        }
    }
    problem
}

/// Each subtotal row against the rows below it.
fn subtotals(form: &FormView<'_>) -> Vec<Problem> {
    let allowed = form.tolerance(&INFO).allowed(Decimal::ZERO, Decimal::ZERO);
    let mut problems = Vec::new();
    for (at, parent) in form.all_rows.iter().enumerate() {
        let Some(stated) = parent.stated().filter(|_| parent.indicator.subtotal) else {
            continue;
        };
        let children: Vec<&IndicatorRow<'_>> = form
            .all_rows
            .iter()
            .skip(at + 1)
            .take_while(|row| !row.indicator.subtotal)
            .take_while(|row| row.indicator.level1.value == parent.indicator.level1.value)
            .collect();
        let scores: Option<Vec<Decimal>> = children.iter().map(|row| row.stated()).collect();
        let Some(scores) = scores.filter(|scores| !scores.is_empty()) else {
            continue;
        };
        let sum: Decimal = scores.iter().sum();
        let difference = stated - sum;
        // Rows after the last child may belong to no parent; only a prefix that never fits is wrong.
        let mut running = Decimal::ZERO;
        let fits = scores.iter().any(|score| {
            running += *score;
            (stated - running).abs() <= allowed
        });
        if fits {
            continue;
        }
        let mut problem = Problem::with_row(form, parent)
            .cell(form, "小计", &parent.indicator.score)
            .found(format!("小计 {}", shown(&parent.indicator.score)))
            .expected(format!("其下 {} 行得分合计 {}", scores.len(), two(sum)))
            .difference(difference, format!("允差 {}", figure(allowed)))
            .message(format!(
                "小计行{}的得分 {}{}与其下 {} 行得分合计 {} 相差 {}。",
                parent.quoted(),
                shown(&parent.indicator.score),
                form.cite(&parent.indicator.score),
                scores.len(),
                two(sum),
                gap(difference)
            ))
            .advice("核对小计行与其下各行的得分，使小计等于各行之和。")
            .points(difference);
        for child in children {
            problem = problem.cell(form, "得分", &child.indicator.score);
        }
        problems.push(problem);
    }
    problems
}
