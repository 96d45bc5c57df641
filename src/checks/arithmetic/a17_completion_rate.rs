//! A17: the stated completion rate against target and actual value.

use crate::checks::prelude::*;
use crate::value::target::Quantity;

use super::rate::last_place;

/// A17.
pub(in crate::checks) struct CompletionRate;

static INFO: RuleInfo = RuleInfo {
    id: "A17",
    title: "填写的完成率没有完成值支持或与之不符",
    category: Category::Arithmetic,
    scope: Scope::Indicator,
    tolerance: Some(Allowance::Rates),
    doc: Doc {
        what: "指标行填写的完成率（偏差率）是否与目标值、实际完成值算得的一致；没有填实际完成值的，完成率从何而来。",
        why: "完成率是判断是否完成、是否需要说明偏差原因的依据。",
        how: "实际完成值÷目标值与填写的完成率比较，四舍五入或截去尾数都算相符。反向指标按目标值÷完成值、完成值÷目标值、或 1－超出比例计算的都算相符；已完成的填 100% 也算相符。定性指标不判定。",
        fix: "补填实际完成值，或改正完成率，并核对得分。",
        source: "四川自评复核清单 D8 项；新疆自评表的完成率栏。",
    },
    pass: "
        | 指标 | 目标 | 实际 | 完成率 | 分值 | 得分 |
        | 培训人数 | ≥2.45万人 | 3.17万人 | 129.39% | 6 | 6 |
        | 登记失业率 | ≤4.5% | 5.5% | 81.81% | 7 | 5.73 |",
    fail: "
        | 指标 | 目标 | 实际 | 完成率 | 分值 | 得分 |
        | 结案率 | ≥98% | | 102.04% | 10 | 10 |",
    ..RuleInfo::PLAIN
};

impl Rule for CompletionRate {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_indicator(&self, form: &FormView<'_>, row: &IndicatorRow<'_>) -> Option<Verdict> {
        let stated = row.indicator.completion.value?;
        let actual = &row.indicator.actual;
        if stated_text(actual).is_empty() {
            return Some(unsupported(form, row, stated.value).into());
        }
        let candidates = candidates(row);
        let Some(first) = candidates.first() else {
            return Some(Verdict::not_judged("目标值或完成值不是可比的数字"));
        };
        let allowed = form
            .tolerance(&INFO)
            .allowed(last_place(&stated), first.value);
        let deviation = is_deviation(form, row);
        let offset = if deviation {
            Decimal::ONE
        } else {
            Decimal::ZERO
        };
        let agrees = |candidate: &Candidate| {
            let difference = stated.value + offset - candidate.value;
            difference.abs() < allowed + candidate.slack || difference.is_zero()
        };
        if candidates.iter().any(agrees) {
            return Some(Verdict::Passed);
        }
        let what = if deviation { "偏差率" } else { "完成率" };
        let expected = first.value - offset;
        let indicator = row.indicator;
        Some(
            Problem::with_row(form, row)
                .cell(form, what, &indicator.completion)
                .cell(form, "指标值", &indicator.target)
                .cell(form, "实际完成值", actual)
                .found(format!("{what} {}", shown_rate(&indicator.completion)))
                .expected(format!(
                    "目标 {}、实际 {}，{what}应为 {}",
                    shown_text(&indicator.target),
                    shown_text(actual),
                    percent(expected)
                ))
                .difference(
                    stated.value - expected,
                    format!("允差 {}（填写的最末一位）", percent(allowed)),
                )
                .message(format!(
                    "指标{}填写的{what} {}{}与目标 {}{}、实际 {}{}算得的 {} 不符。",
                    row.quoted(),
                    shown_rate(&indicator.completion),
                    form.cite(&indicator.completion),
                    shown_text(&indicator.target),
                    form.cite(&indicator.target),
                    shown_text(actual),
                    form.cite(actual),
                    percent(expected)
                ))
                .advice("按实际完成值和目标值重算完成率，并核对得分。")
                .into(),
        )
    }
}

/// A rate that stands beside an empty actual value.
fn unsupported(form: &FormView<'_>, row: &IndicatorRow<'_>, stated: Decimal) -> Problem {
    let indicator = row.indicator;
    let meant = row
        .target
        .as_ref()
        .and_then(|target| target.quantity.as_ref())
        .map(|target| target.number.value * stated);
    let note = match (meant, is_percentage(row)) {
        (Some(meant), true) => format!("（照此推算，完成值约为 {}）", percent(meant)),
        _ => String::new(),
    };
    Problem::with_row(form, row)
        .cell(form, "完成率", &indicator.completion)
        .cell(form, "实际完成值", &indicator.actual)
        .cell(form, "指标值", &indicator.target)
        .found(format!(
            "完成率 {}，实际完成值空白",
            shown_rate(&indicator.completion)
        ))
        .expected("先有实际完成值，再由它算出完成率")
        .message(format!(
            "指标{}填写了完成率 {}{}，却没有填写实际完成值{}，完成率没有依据{note}。",
            row.quoted(),
            shown_rate(&indicator.completion),
            form.cite(&indicator.completion),
            form.cite(&indicator.actual)
        ))
        .advice("补填实际完成值并附佐证；没有数据的，不得填写完成率和满分。")
        .points_if(row.stated())
}

fn is_percentage(row: &IndicatorRow<'_>) -> bool {
    row.target
        .as_ref()
        .and_then(|target| target.quantity.as_ref())
        .and_then(|quantity| quantity.unit.as_deref())
        == Some("%")
}

/// Whether the column holds deviations rather than completions.
fn is_deviation(form: &FormView<'_>, row: &IndicatorRow<'_>) -> bool {
    row.indicator.completion.cells.first().is_some_and(|at| {
        form.form.columns.iter().any(|column| {
            column.col == at.cell.col
                && (column.heading.contains("偏差") || column.heading.contains("偏离"))
        })
    })
}

/// A rate that would agree, and what the written places of the actual value leave open.
struct Candidate {
    value: Decimal,
    slack: Decimal,
}

/// The rates that would agree, the plainest first.
fn candidates(row: &IndicatorRow<'_>) -> Vec<Candidate> {
    let mut values = Vec::new();
    let mut slack = Decimal::ZERO;
    if let (Some(both), Some((_, _, actual))) = (row.comparable(), row.quantities()) {
        values.extend(both.actual.checked_div(both.target));
        if row.is_inverse() {
            values.extend(both.target.checked_div(both.actual));
        }
        slack = open_places(actual)
            .checked_div(both.target)
            .unwrap_or_default()
            .abs();
    }
    if let Some(completion) = row.completion() {
        values.push(completion);
        if row.is_inverse() || !row.is_positive() {
            values.extend(Decimal::ONE.checked_div(completion));
        }
    }
    if row.is_inverse() {
        let over: Vec<Decimal> = values
            .first()
            .map(|ratio| Decimal::TWO - ratio)
            .into_iter()
            .collect();
        values.extend(over);
    }
    if values.is_empty() {
        return Vec::new();
    }
    if row.met() == Some(true) {
        values.push(Decimal::ONE);
    }
    values
        .into_iter()
        .map(|value| Candidate { value, slack })
        .collect()
}

/// Half a unit of the last place of a value that was rounded when written; whole counts were not.
fn open_places(actual: &Quantity) -> Decimal {
    if actual.number.last_place == Decimal::ONE {
        Decimal::ZERO
    } else {
        actual.number.slack().abs()
    }
}
