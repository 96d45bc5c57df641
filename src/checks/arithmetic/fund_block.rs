//! The columns of the budget block, and wholes against their parts in each of them.

use crate::checks::prelude::*;
use crate::checks::tolerance::{Agreement, Comparison, WrittenSum, compare};
use crate::form::model::{FundLine, FundRole, Sourced};
use crate::value::number::Number;

use super::gap::swapped_digits;

/// A column of amounts.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) field: fn(&FundLine) -> &Sourced<Number>,
}

/// The columns in which parts must add up.
pub(super) const COLUMNS: [Column; 3] = [
    Column {
        name: "年初预算数",
        field: |line| &line.initial,
    },
    Column {
        name: "全年预算数",
        field: |line| &line.adjusted,
    },
    Column {
        name: "全年执行数",
        field: |line| &line.executed,
    },
];

/// A whole held against its parts in one column.
pub(super) struct Footing<'s, 'a> {
    pub(super) column: Column,
    pub(super) whole: &'s FundRow<'a>,
    pub(super) parts: Vec<&'s FundRow<'a>>,
    pub(super) sum: WrittenSum,
    pub(super) comparison: Comparison,
}

/// What holding a whole against its parts gave.
pub(super) enum Footed<'s, 'a> {
    /// No part states an amount in this column.
    Nothing,
    /// It could not be done; why.
    Unclear(String),
    /// Done.
    Done(Footing<'s, 'a>),
}

/// Holds `whole` against `parts` in one column.
pub(super) fn foot<'s, 'a>(
    form: &FormView<'a>,
    rule: &RuleInfo,
    column: Column,
    whole: &'s FundRow<'a>,
    parts: &[&'s FundRow<'a>],
) -> Footed<'s, 'a> {
    let amount = |row: &FundRow<'a>| (column.field)(row.line).value;
    let stated: Vec<&FundRow<'a>> = parts
        .iter()
        .copied()
        .filter(|row| amount(row).is_some())
        .collect();
    if let Some(text) = parts
        .iter()
        .find(|row| (column.field)(row.line).is_unreadable())
    {
        return Footed::Unclear(format!(
            "{}的{}不是数字，无法合计",
            text.name(),
            column.name
        ));
    }
    if stated.is_empty() {
        return Footed::Nothing;
    }
    let Some(total) = amount(whole) else {
        return Footed::Unclear(format!("{}没有填写{}", whole.name(), column.name));
    };
    let tolerance = form.tolerance(rule);
    let coarse = form.coarse_amount();
    let against = |rows: &[&FundRow<'a>]| {
        let numbers: Vec<Number> = rows.iter().filter_map(|row| amount(row)).collect();
        let sum: WrittenSum = numbers.iter().collect();
        (sum, compare(&total, &sum, &tolerance, coarse))
    };
    let (sum, comparison) = against(&stated);
    if comparison.agreement == Agreement::Apart {
        let top = without_details(&stated, &amount);
        let (top_sum, top_comparison) = against(&top);
        if top_comparison.agreement != Agreement::Apart {
            return Footed::Done(Footing {
                column,
                whole,
                parts: top,
                sum: top_sum,
                comparison: top_comparison,
            });
        }
    }
    Footed::Done(Footing {
        column,
        whole,
        parts: stated,
        sum,
        comparison,
    })
}

/// Leaves out rows that only break down the row above them (财政拨款, then 一般公共预算 of the same amount).
fn without_details<'s, 'a>(
    rows: &[&'s FundRow<'a>],
    amount: &impl Fn(&FundRow<'a>) -> Option<Number>,
) -> Vec<&'s FundRow<'a>> {
    let mut top = Vec::new();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        top.push(*row);
        at += 1;
        let Some(whole) = amount(row).filter(|whole| !whole.value.is_zero()) else {
            continue;
        };
        let mut sum = Decimal::ZERO;
        for (count, detail) in rows.iter().skip(at).enumerate() {
            sum += amount(detail)
                .map(|number| number.value)
                .unwrap_or_default();
            if sum == whole.value {
                at += count + 1;
                break;
            }
        }
    }
    top
}

impl Footing<'_, '_> {
    /// The problem, where there is one: its figures and cells; the rule adds its sentence's end.
    pub(super) fn problem(&self, form: &FormView<'_>) -> Option<Problem> {
        let severity = match self.comparison.agreement {
            Agreement::Agrees => return None,
            Agreement::Apart => Severity::Error,
            Agreement::UnequalPlaces => Severity::Warning,
            Agreement::CoarselyWritten => Severity::Notice,
        };
        let field = self.column.field;
        let unit = form.amount_unit();
        let whole = field(self.whole.line);
        let names: Vec<String> = self.parts.iter().map(|part| part.name()).collect();
        let addends: Vec<String> = self
            .parts
            .iter()
            .map(|part| shown(field(part.line)))
            .collect();
        let difference = self.comparison.difference;
        let more_or_less = if difference < Decimal::ZERO {
            "少"
        } else {
            "多"
        };
        let why = self.explanation(form, difference);
        let rounding = match self.comparison.agreement {
            Agreement::UnequalPlaces => {
                "；各数小数位数不一，若其中的数已取整，差额在取整范围内，请按同样位数填写"
            }
            Agreement::CoarselyWritten => "；各数写得较粗，差额可能出自取整，请写到分位以便核对",
            Agreement::Agrees | Agreement::Apart => "",
        };
        let mut problem = Problem::with_fund(form, self.whole)
            .aspect(self.column.name)
            .cell(form, self.column.name, whole)
            .found(format!("{} {}{unit}", self.whole.name(), shown(whole)))
            .expected(format!(
                "{} = {}{unit}",
                addends.join(" + "),
                figure(self.sum.value)
            ))
            .difference(difference, self.comparison.tolerance.clone())
            .severity(severity)
            .message(format!(
                "{}：{} {}{unit}{}比{}合计 {}{unit}{more_or_less} {}{unit}{why}{rounding}。",
                self.column.name,
                quoted(&self.whole.name()),
                shown(whole),
                form.cite(whole),
                enumerated(&names),
                figure(self.sum.value),
                figure(difference.abs())
            ));
        problem = if severity == Severity::Error {
            problem.fold(
                format!("栏{}与分项合计不符", quoted(&self.whole.name())),
                format!(
                    "{} {}{}比{}合计 {} {more_or_less} {}{why}",
                    self.column.name,
                    shown(whole),
                    form.cite(whole),
                    enumerated(&names),
                    figure(self.sum.value),
                    figure(difference.abs())
                ),
            )
        } else {
            problem.confidence(Confidence::Possible)
        };
        for part in &self.parts {
            problem = problem.cell(form, self.column.name, field(part.line));
        }
        Some(problem)
    }

    /// What arithmetic can tell of the difference, to follow it after a comma.
    fn explanation(&self, form: &FormView<'_>, difference: Decimal) -> String {
        let field = self.column.field;
        let Some(total) = field(self.whole.line).value.map(|number| number.value) else {
            return String::new();
        };
        if total.is_zero() {
            return "，合计行填的是 0，而分项有数".to_owned();
        }
        let parts = || {
            self.parts
                .iter()
                .filter_map(|part| Some((part, field(part.line).value?.value)))
        };
        let slack = self.comparison_slack();
        let yuan_per_wan = Decimal::from(10_000);
        for (part, value) in parts() {
            let in_wan = value / yuan_per_wan;
            if !value.is_zero() && (total - (self.sum.value - value + in_wan)).abs() <= slack {
                return format!(
                    "，{}{}像是按元填写的，折成万元为 {}，合计即相符",
                    quoted(&part.name()),
                    form.cite(field(part.line)),
                    figure(in_wan)
                );
            }
        }
        if (total / yuan_per_wan - self.sum.value).abs() <= slack {
            return "，合计像是按元填写的，折成万元后即相符".to_owned();
        }
        for (part, value) in parts() {
            if value == difference.abs() && !value.is_zero() {
                let how = if difference < Decimal::ZERO {
                    "合计时可能漏了这一项"
                } else {
                    "合计时可能把这一项加了两次"
                };
                return format!("，恰为{}一项，{how}", quoted(&part.name()));
            }
        }
        if swapped_digits(total, self.sum.value) {
            return "，两数只差相邻两个数字的先后，可能是抄写时写颠倒了".to_owned();
        }
        String::new()
    }

    fn comparison_slack(&self) -> Decimal {
        let whole = (self.column.field)(self.whole.line);
        self.sum.slack + whole.value.map(|number| number.slack()).unwrap_or_default()
    }
}

/// Money by where it comes from.
pub(super) const SOURCES: &[FundRole] = &[FundRole::Fiscal, FundRole::Carryover, FundRole::Other];

/// Whether a row only captions those below it: 按收入性质分, 按支出性质分.
pub(super) fn is_caption(row: &FundRow<'_>) -> bool {
    let name = row.name();
    name.starts_with('按') && name.contains('分')
}

/// The budget rows of these roles, captions left out.
pub(super) fn of_roles<'s, 'a>(form: &'s FormView<'a>, roles: &[FundRole]) -> Vec<&'s FundRow<'a>> {
    form.funds
        .iter()
        .filter(|row| roles.contains(&row.role()) && !is_caption(row))
        .collect()
}
