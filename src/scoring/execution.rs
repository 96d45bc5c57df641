//! The budget execution row: which row it is, which money it is about, and its score.

mod carry_over;

use rust_decimal::Decimal;

use super::profile::{Budget, How, Rules, ZeroBudget};
use super::verdict::percent;
use super::{LineScore, ScoreStatus};
use crate::form::model::{FundLine, FundRole, SelfEvaluation};
use crate::value::number::{Number, round_half_away};

/// Scores budget execution: the index of the row that carries the score, and its score. `None` where the
/// form has no budget block.
pub(super) fn score(form: &SelfEvaluation, rules: &Rules) -> Option<(usize, LineScore)> {
    let at = scored_row(&form.funds)?;
    let row = form.funds.get(at)?;
    let stated = number(&row.score.value);
    let mut notes = Vec::new();
    let weight = match number(&row.weight.value) {
        Some(weight) => Some(weight),
        None if stated.is_some() => {
            notes.push(format!(
                "预算执行没有写分值，按评分规则的 {} 分计。",
                rules.weights.execution.normalize()
            ));
            Some(rules.weights.execution)
        }
        None => None,
    };
    let line = LineScore {
        weight,
        stated,
        ..LineScore::default()
    };
    let Some(weight) = weight.filter(|weight| *weight > Decimal::ZERO) else {
        return Some((
            at,
            open(line, "weight", "无分值，不能复算".to_owned(), notes),
        ));
    };
    let money = money(form, rules, &mut notes)
        .and_then(|money| carry_over::apply(money, (form, at), rules, &mut notes));
    let scored = match money {
        Ok(Money::Amounts { budget, executed }) => {
            by_amounts(line, rules, weight, (budget, executed), notes)
        }
        Ok(Money::Rate(rate)) => by_rate(line, rules, weight, rate, notes),
        Err(reason) => open(line, "execution", reason, notes),
    };
    Some((at, scored))
}

/// What the score is computed from.
enum Money {
    Amounts { budget: Decimal, executed: Decimal },
    Rate(Decimal),
}

fn number(value: &Option<Number>) -> Option<Decimal> {
    value.map(|number| number.value)
}

/// The row that carries the execution score: the total where it has a weight or a score, else the first row
/// that has both, or one of them; where none has, the total, or the first row.
fn scored_row(funds: &[FundLine]) -> Option<usize> {
    let marks =
        |row: &FundLine| u8::from(row.weight.value.is_some()) + u8::from(row.score.value.is_some());
    let is_total = |row: &FundLine| row.role == Some(FundRole::Total);
    let position = |fits: &dyn Fn(&FundLine) -> bool| funds.iter().position(fits);
    position(&|row| is_total(row) && marks(row) > 0)
        .or_else(|| position(&|row| marks(row) == 2))
        .or_else(|| position(&|row| marks(row) == 1))
        .or_else(|| position(&is_total))
        .or((!funds.is_empty()).then_some(0))
}

/// Whether a row states any money, if only in figures that none could mean.
fn has_money(form: &SelfEvaluation, row: &FundLine) -> bool {
    [&row.initial, &row.adjusted, &row.executed]
        .iter()
        .any(|amount| {
            number(&amount.value).is_some_and(|value| !value.is_zero())
                || (amount.value.is_none() && form.out_of_range(amount).is_some())
        })
}

/// Whether a row states any amount, be it zero.
fn states_amounts(row: &FundLine) -> bool {
    [&row.initial, &row.adjusted, &row.executed]
        .iter()
        .any(|amount| amount.value.is_some())
}

/// The rows of a budget block whose money the execution rate, and the form as a whole, is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoneyRows {
    /// Their indexes in `form.funds`; several are added up.
    pub rows: Vec<usize>,
    /// Where they stand in for a row that states no money: what was taken instead of what. Chinese.
    pub instead: Option<String>,
}

/// The rows whose money counts: the scored row. Where that is zero or empty, it is the total row, or the one
/// row that has any, or several rows that make up the total (拨款、结转、其他; or 基本、项目).
///
/// # Errors
///
/// Several rows have money, and which of them make up the total cannot be told. Chinese.
pub(super) fn money_rows(form: &SelfEvaluation) -> Option<Result<MoneyRows, String>> {
    let funds = form.funds.as_slice();
    let at = scored_row(funds)?;
    let row = funds.get(at)?;
    let alone = |at: usize, instead| MoneyRows {
        rows: vec![at],
        instead,
    };
    if has_money(form, row) {
        return Some(Ok(alone(at, None)));
    }
    let others: Vec<(usize, &FundLine)> = funds
        .iter()
        .enumerate()
        .filter(|(i, other)| *i != at && has_money(form, other))
        .collect();
    let named = |row: &FundLine| row.label.text.trim().to_owned();
    let what = if states_amounts(row) {
        "的金额为 0"
    } else {
        "没有填金额"
    };
    let instead = |rows: &str| Some(format!("“{}”行{what}，按{rows}的金额计算。", named(row)));
    let total = others
        .iter()
        .find(|(_, other)| other.role == Some(FundRole::Total));
    Some(Ok(match (total, others.as_slice()) {
        (Some((i, row)), _) | (None, [(i, row)]) => {
            alone(*i, instead(&format!("“{}”行", named(row))))
        }
        (None, []) => alone(at, None),
        (None, several) if make_up_a_total(several) => {
            let names: Vec<String> = several
                .iter()
                .map(|(_, row)| format!("“{}”", named(row)))
                .collect();
            MoneyRows {
                rows: several.iter().map(|(i, _)| *i).collect(),
                instead: instead(&format!("{}各行合计", names.join("、"))),
            }
        }
        (None, several) => {
            return Some(Err(format!(
                "“{}”行{what}，另有 {} 行填了金额，看不出哪几行合成总额，不能复算",
                named(row),
                several.len()
            )));
        }
    }))
}

/// The money that the execution rate is about, or why it cannot be told.
fn money(form: &SelfEvaluation, rules: &Rules, notes: &mut Vec<String>) -> Result<Money, String> {
    let chosen = money_rows(form).ok_or("没有资金行")??;
    notes.extend(chosen.instead);
    let rows: Vec<&FundLine> = chosen
        .rows
        .iter()
        .filter_map(|i| form.funds.get(*i))
        .collect();
    match rows.as_slice() {
        [row] if has_money(form, row) => amounts(form, row, rules),
        [row] => without_money(form, row, rules),
        several => {
            let mut budget = Decimal::ZERO;
            let mut executed = Decimal::ZERO;
            for row in several {
                match amounts(form, row, rules)? {
                    Money::Amounts {
                        budget: b,
                        executed: e,
                    } => {
                        budget += b;
                        executed += e;
                    }
                    Money::Rate(_) => {
                        return Err("各资金行没有都填预算数和执行数，不能复算".to_owned());
                    }
                }
            }
            Ok(Money::Amounts { budget, executed })
        }
    }
}

/// Whether rows are the parts of a total: each kind once, all by source or all by use.
fn make_up_a_total(rows: &[(usize, &FundLine)]) -> bool {
    let roles: Vec<FundRole> = rows.iter().filter_map(|(_, row)| row.role).collect();
    let once = roles
        .iter()
        .enumerate()
        .all(|(i, role)| !roles.iter().take(i).any(|other| other == role));
    let by_source = [FundRole::Fiscal, FundRole::Carryover, FundRole::Other];
    let by_use = [FundRole::Basic, FundRole::Project];
    roles.len() == rows.len()
        && once
        && (roles.iter().all(|role| by_source.contains(role))
            || roles.iter().all(|role| by_use.contains(role)))
}

/// A row, and no other, without money: its stated rate, or a budget of zero.
fn without_money(form: &SelfEvaluation, row: &FundLine, rules: &Rules) -> Result<Money, String> {
    if states_amounts(row) {
        return amounts(form, row, rules);
    }
    match number(&row.rate.value) {
        Some(rate) => Ok(Money::Rate(rate)),
        None => Err("预算数、执行数和执行率都没有填，不能复算".to_owned()),
    }
}

/// Budget and executed amount of a row, by the profile's denominator.
fn amounts(form: &SelfEvaluation, row: &FundLine, rules: &Rules) -> Result<Money, String> {
    let budgets = match rules.execution.budget {
        Budget::Initial => [&row.initial, &row.executed],
        Budget::Adjusted => [&row.adjusted, &row.executed],
    };
    let unusable = budgets
        .iter()
        .filter(|amount| amount.value.is_none())
        .find_map(|amount| form.out_of_range(amount));
    if let Some(figure) = unusable {
        return Err(format!(
            "{} {} {}，不能复算",
            figure.field,
            figure.written,
            figure.why.in_words()
        ));
    }
    let (initial, adjusted) = (number(&row.initial.value), number(&row.adjusted.value));
    let after_adjustment = || Some(initial? + number(&row.adjustment.value)?);
    let budget = match rules.execution.budget {
        Budget::Initial => initial,
        Budget::Adjusted if row.adjusted.has_place() => adjusted.or_else(after_adjustment),
        Budget::Adjusted => adjusted.or_else(after_adjustment).or(initial),
    };
    let executed = number(&row.executed.value);
    match (budget, executed, number(&row.rate.value)) {
        (Some(budget), Some(executed), _) => Ok(Money::Amounts { budget, executed }),
        (None, None, Some(rate)) => Ok(Money::Rate(rate)),
        (None, ..) => Err(match rules.execution.budget {
            Budget::Adjusted => "全年预算数没有填，不能复算".to_owned(),
            Budget::Initial => "年初预算数没有填，不能复算".to_owned(),
        }),
        (Some(_), None, _) => Err("全年执行数没有填，不能复算".to_owned()),
    }
}

/// The score from two amounts.
fn by_amounts(
    line: LineScore,
    rules: &Rules,
    weight: Decimal,
    (budget, executed): (Decimal, Decimal),
    notes: Vec<String>,
) -> LineScore {
    if budget <= Decimal::ZERO {
        return zero_budget(line, rules, weight, (budget, executed), notes);
    }
    if executed < Decimal::ZERO {
        let reason = format!("全年执行数 {executed} 是负数，不能复算");
        return open(line, "execution", reason, notes);
    }
    let met = executed >= budget;
    let division = format!("{executed} ÷ {budget}");
    let rounded_rate = rules
        .execution
        .rate_places
        .and_then(|places| Some(round_half_away(executed.checked_div(budget)?, places)));
    let (over, under, shown) = match rounded_rate {
        Some(rate) => (
            rate,
            Decimal::ONE,
            format!("{division} = {rate}，{rate}", rate = percent(rate)),
        ),
        None => (executed, budget, division),
    };
    let scored = by_curve(line, rules, weight, (over, under, shown), notes);
    // 99.996 % is shown as 100 %, and yet not all was spent.
    LineScore {
        met: scored.met.map(|_| met),
        ..scored
    }
}

/// The score from a stated rate, where the form states no amounts.
fn by_rate(
    line: LineScore,
    rules: &Rules,
    weight: Decimal,
    rate: Decimal,
    mut notes: Vec<String>,
) -> LineScore {
    notes.push("表中没有预算数和执行数，按所填执行率计算。".to_owned());
    by_curve(
        line,
        rules,
        weight,
        (rate, Decimal::ONE, percent(rate)),
        notes,
    )
}

/// The score of a rate, given as a fraction of two numbers and as text.
fn by_curve(
    line: LineScore,
    rules: &Rules,
    weight: Decimal,
    (over, under, shown): (Decimal, Decimal, String),
    notes: Vec<String>,
) -> LineScore {
    let execution = &rules.execution;
    let Some(by_curve) = execution.curve.points(over, under, weight) else {
        return open(
            line,
            "execution",
            "数值超出可以计算的范围".to_owned(),
            notes,
        );
    };
    let rounded = rules.rounding.apply(by_curve.points).max(Decimal::ZERO);
    let score = if execution.capped {
        rounded.min(weight)
    } else {
        rounded
    };
    let shown_weight = weight.normalize();
    let term = match &by_curve.how {
        How::Proportional => format!("{shown} × {shown_weight} = {}", rounded.normalize()),
        How::Share(share) => format!(
            "{shown}：{shown_weight} × {} = {}",
            percent(*share),
            rounded.normalize()
        ),
        How::Steps(steps) => format!(
            "{shown}，扣 {} 档，得 {}",
            steps.normalize(),
            rounded.normalize()
        ),
    };
    LineScore {
        status: ScoreStatus::Recomputed,
        score: Some(score),
        formula: Some(if score < rounded {
            format!("{term}，不超过分值，得 {}", score.normalize())
        } else {
            term
        }),
        rule: "execution.mode".to_owned(),
        lowest: score,
        highest: score,
        completion: over.checked_div(under),
        met: Some(over >= under),
        notes,
        ..line
    }
}

/// A budget of zero, or less.
fn zero_budget(
    line: LineScore,
    rules: &Rules,
    weight: Decimal,
    (budget, executed): (Decimal, Decimal),
    notes: Vec<String>,
) -> LineScore {
    let judged = |score: Decimal, text: &str| LineScore {
        status: ScoreStatus::Recomputed,
        score: Some(score),
        formula: Some(format!("全年预算数为 0，{text} {}", score.normalize())),
        rule: "execution.zero_budget".to_owned(),
        lowest: score,
        highest: score,
        notes: notes.clone(),
        ..line.clone()
    };
    match rules.execution.zero_budget {
        ZeroBudget::Zero if budget.is_zero() => judged(Decimal::ZERO, "得"),
        ZeroBudget::Full if budget.is_zero() && executed.is_zero() => {
            judged(weight, "没有支出，得")
        }
        _ => {
            let reason = if budget.is_zero() {
                "全年预算数为 0，执行率无法计算".to_owned()
            } else {
                format!("全年预算数 {budget} 是负数，执行率无法计算")
            };
            open(line, "execution.zero_budget", reason, notes)
        }
    }
}

/// Not judged: the stated score stands in.
fn open(line: LineScore, rule: &str, reason: String, notes: Vec<String>) -> LineScore {
    let stated = line.stated.unwrap_or_default().max(Decimal::ZERO);
    LineScore {
        status: ScoreStatus::NotJudged,
        score: line.stated,
        rule: rule.to_owned(),
        reason: Some(reason),
        lowest: Decimal::ZERO,
        highest: line
            .weight
            .filter(|weight| *weight > Decimal::ZERO)
            .unwrap_or(stated),
        notes,
        ..line
    }
}
