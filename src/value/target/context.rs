//! A target and an actual value, understood with what the row around them says.

mod column;
mod dates;
mod share;

use std::borrow::Cow;

pub(super) use column::give_unit;
use rust_decimal::Decimal;
use winnow::combinator::opt;
use winnow::prelude::*;
use winnow::token::take_while;

use super::comparator::prefix;
use super::list_mark::without_list_mark;
use super::reading::{ReadActual, parse_target, read_actual, tighten};
use super::units::{Unit, parse_unit, unit};
use super::{Actual, Change, Operator, Quantity, Target};
use crate::value::blank::{Blank, blank, is_blank};

/// What the row around a target says.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Context<'a> {
    /// The indicator's name, which may hold the target, its comparison or its unit.
    pub name: &'a str,
    /// The text of a unit column (度量单位, 计量单位); empty where the form has none.
    pub unit: &'a str,
}

/// Where a target was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TargetPlace {
    /// In its own cell.
    Cell,
    /// In the indicator's name.
    Name,
}

/// A row's target and actual value, understood together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Understanding {
    /// The target, if there is one.
    pub target: Option<Target>,
    /// Where it was found.
    pub place: TargetPlace,
    /// The actual value, if there is one.
    pub actual: Option<ReadActual>,
    /// What was taken from elsewhere in the row. Chinese, one sentence each.
    pub notes: Vec<String>,
}

/// Understands a row: its target and actual value, with the help of its name and its unit column.
///
/// The cell comes first. From the name come a target where the cell is empty (`年度资金支付完成率100%`,
/// `建设灾备云节点(8个)`), a comparison where the cell holds a bare number (`公猪舍(≥**平方米)`), and a unit
/// where neither the cell nor the unit column has one (`服务外包在岸(万美元)`).
#[must_use]
pub(crate) fn understand(target: &str, stated_actual: &str, context: Context<'_>) -> Understanding {
    let name = without_list_mark(&tighten(context.name));
    let hint = NameHint::read(&name);
    let mut notes = Vec::new();
    let mut actual = read_actual(&without_figures_of(&name, stated_actual));
    let (mut target, place) = match parse_target(target) {
        Some(target) => (Some(target), TargetPlace::Cell),
        None if is_blank(target) => (target_in(&name), TargetPlace::Name),
        None => (None, TargetPlace::Cell),
    };
    if place == TargetPlace::Name
        && let Some(target) = &target
    {
        notes.push(format!("指标值为空，取指标名称中的“{}”。", target.shown()));
    }
    if let Some(target) = &mut target {
        share::read_target(target, &name);
        complete(target, actual.as_ref(), &hint, context, &mut notes);
        if let Some(actual) = &mut actual {
            share::read_actual(target, actual, stated_actual, &name, &mut notes);
        }
        count_changes_alike(target, actual.as_mut(), &name);
        if actual.is_none()
            && asks_for_zero(target)
            && blank(&tighten(stated_actual)) == Some(Blank::NoneOfIt)
        {
            actual = read_actual("0");
            notes.push("指标值为 0，实际完成值“无”按 0 计。".to_owned());
        }
        dates::read_loose_dates(target, actual.as_mut(), &name, &mut notes);
        if let Some(actual) = &mut actual {
            give_unit(context.unit, target, actual);
        }
    }
    Understanding {
        target,
        place,
        actual,
        notes,
    }
}

/// An actual value without the figures that belong to what the indicator is called: 12345热线, 0-6岁儿童.
fn without_figures_of<'a>(name: &str, actual: &'a str) -> Cow<'a, str> {
    if !name.contains(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(actual);
    }
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '-' | '~' | '.');
    let has_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let mut left = tighten(actual);
    let mut rest = name;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let figure_on = rest.get(at..).unwrap_or_default();
        let end = figure_on.find(|c| !is_figure(c)).unwrap_or(figure_on.len());
        let (figure, behind) = figure_on.split_at(end);
        rest = behind;
        let next = behind.chars().next().filter(|c| !c.is_ascii());
        let Some(next) = next.filter(|next| parse_unit(&next.to_string()).is_none()) else {
            continue;
        };
        let called = ["以下", "以上", "及以下", "及以上"]
            .iter()
            .map(|reach| format!("{figure}{next}{reach}"))
            .chain([format!("{figure}{next}"), figure.to_owned()])
            .filter(|called| called != figure || figure.len() >= 3)
            .find(|called| left.contains(called.as_str()));
        if let Some(called) = called {
            let without = left.replacen(called.as_str(), "", 1);
            if has_number(&without) {
                left = without;
            }
        }
    }
    Cow::Owned(left)
}

/// Whether nothing of something is wanted: 0起, 零投诉.
fn asks_for_zero(target: &Target) -> bool {
    target.upper.is_none()
        && target
            .quantity
            .as_ref()
            .is_some_and(|quantity| quantity.number.value.is_zero())
}

/// Puts to a target what the name and the unit column say of it.
fn complete(
    target: &mut Target,
    actual: Option<&ReadActual>,
    hint: &NameHint,
    context: Context<'_>,
    notes: &mut Vec<String>,
) {
    if let Some(share) = &mut target.by_then {
        complete(share, actual, hint, context, notes);
    }
    let Some(quantity) = &mut target.quantity else {
        return;
    };
    if let Some(operator) = hint.operator
        && !target.operator_written
        && target.operator == Operator::Equal
    {
        target.operator = operator;
        target.operator_written = true;
        notes.push(format!("比较符号“{}”取自指标名称。", operator.sign()));
    }
    if quantity.unit.is_none() {
        let from_column = parse_unit(context.unit);
        let from_name = from_column.is_none();
        if let Some(mut unit) = from_column.or_else(|| hint.unit.clone()) {
            if is_fraction_of(&unit, quantity, actual) {
                unit.scale = Decimal::ONE;
            }
            apply(quantity, &unit);
            if let Some(upper) = &mut target.upper {
                apply(upper, &unit);
            }
            if from_name {
                notes.push(format!(
                    "计量单位取自指标名称，指标值按{}计。",
                    quantity.shown()
                ));
            }
        }
    }
    if quantity.change.is_none() && quantity.unit.as_deref() == Some("%") {
        quantity.change = hint.change;
    }
}

/// Where the name says that a change is counted (新增就业人数, 经费压减率), target and actual value count it, whether
/// they say so or not.
fn count_changes_alike(target: &mut Target, actual: Option<&mut ReadActual>, name: &str) {
    let asked = match &mut target.by_then {
        Some(share) => &mut share.quantity,
        None => &mut target.quantity,
    };
    let Some(wanted) = asked else {
        return;
    };
    let Some(Actual::Measured(done)) = actual.map(|read| &mut read.actual) else {
        return;
    };
    match (wanted.change, done.change) {
        (None, Some(change)) if speaks_of(name, change) => wanted.change = Some(change),
        // Ten times as much is no change but the level that it came to: 61.2% to a rise of 1个百分点.
        (Some(change), None)
            if speaks_of(name, change)
                && wanted
                    .number
                    .value
                    .abs()
                    .checked_mul(Decimal::TEN)
                    .is_some_and(|most| done.number.value.abs() <= most) =>
        {
            done.change = Some(change);
        }
        _ => {}
    }
}

/// Whether a name speaks of such a change.
fn speaks_of(name: &str, change: Change) -> bool {
    let verbs: &[&str] = match change {
        Change::Rise => &["增", "提升", "提高", "上升", "扩大", "涨"],
        Change::Fall => &["减", "降", "压", "缩", "下调", "节约", "节省", "节能"],
    };
    verbs.iter().any(|verb| name.contains(verb))
}

/// Whether a bare target under the unit % is a fraction: 0.95 beside an actual value of 96 % or 96.
fn is_fraction_of(unit: &Unit, target: &Quantity, actual: Option<&ReadActual>) -> bool {
    let Some(Actual::Measured(actual)) = actual.map(|read| &read.actual) else {
        return false;
    };
    let written = actual.number.value;
    let share = match actual.unit.as_deref() {
        Some("%") => written,
        None if written > Decimal::ONE => written / Decimal::ONE_HUNDRED,
        _ => return false,
    };
    let (target, five) = (target.written_number(), Decimal::from(5));
    unit.name == "%"
        && unit.scale == Decimal::new(1, 2)
        && target > Decimal::ZERO
        && target <= Decimal::ONE
        && share < target * five
        && share * five > target
}

/// Gives a bare quantity a unit, its prefix multiplied out. One that has a prefix of its own (5.8万) keeps it, and
/// is no percentage.
fn apply(quantity: &mut Quantity, unit: &Unit) {
    let name = Some(unit.name.clone()).filter(|name| !name.is_empty());
    if quantity.scale != Decimal::ONE {
        quantity.unit = name.filter(|name| name != "%");
    } else if let Some(number) = quantity.number.scaled(unit.scale) {
        quantity.number = number;
        quantity.scale = unit.scale;
        quantity.unit = name;
    }
}

/// What an indicator's name says of its target: `(≥**平方米)`, `(万美元)`, 下降率.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct NameHint {
    operator: Option<Operator>,
    unit: Option<Unit>,
    change: Option<Change>,
}

impl NameHint {
    fn read(name: &str) -> Self {
        let mut hint = Self {
            change: change_in(name),
            ..Self::default()
        };
        for (group, closes_name) in bracket_groups(name) {
            if let Ok((operator, placeholder, unit)) = template.parse(group)
                && (operator.is_some() || placeholder || closes_name)
            {
                hint.add(operator, unit);
            }
        }
        if let Some(at) = name.find(['≥', '≤', '<', '>'])
            && let Some(tail) = name.get(at..)
            && let Ok((operator, true, unit)) = template.parse(tail)
        {
            hint.add(operator, unit);
        }
        hint
    }

    fn add(&mut self, operator: Option<Operator>, unit: Option<Unit>) {
        self.operator = self.operator.or(operator);
        self.unit = self.unit.take().or(unit);
    }
}

/// The target that a name states in full: in brackets, with a sign, as a deadline, or at its end.
fn target_in(name: &str) -> Option<Target> {
    let in_brackets = bracket_groups(name)
        .into_iter()
        .filter_map(|(group, _)| parse_target(group))
        .find(|target| target.quantity.is_some());
    in_brackets.or_else(|| parse_target(name).filter(|target| ends_with_target(name, target)))
}

/// A target in a name counts where it has a sign, names a deadline, or stands at the end with its unit.
fn ends_with_target(name: &str, target: &Target) -> bool {
    match (&target.quantity, target.timing) {
        (Some(quantity), _) => {
            let last = name.chars().next_back();
            let unit_last = quantity
                .unit
                .as_deref()
                .and_then(|unit| unit.chars().next_back());
            target.operator_written || (unit_last.is_some() && last == unit_last)
        }
        (None, Some(timing)) => timing.before || timing.ends,
        (None, None) => false,
    }
}

/// `≥**平方米`, `≥**%`, `<**元/户·年`, `万美元`: a comparison, a placeholder, a unit, each if present.
fn template(input: &mut &str) -> ModalResult<(Option<Operator>, bool, Option<Unit>)> {
    let placeholder = take_while(1.., ['*', '_', '×', 'x', 'X', '…', '●', '○']).value(true);
    (
        opt(prefix),
        opt(placeholder).map(|placeholder| placeholder.unwrap_or(false)),
        opt(unit),
    )
        .verify(|(operator, placeholder, unit)| {
            operator.is_some() || *placeholder || unit.is_some()
        })
        .parse_next(input)
}

/// The texts in round brackets, and whether each closes the name.
fn bracket_groups(name: &str) -> Vec<(&str, bool)> {
    let mut groups = Vec::new();
    let mut rest = name;
    while let Some((_, opened)) = rest.split_once('(') {
        let Some((group, after)) = opened.split_once(')') else {
            break;
        };
        groups.push((group, after.is_empty()));
        rest = after;
    }
    groups
}

/// The change that a name measures: 下降率, 较上年减少, 增长率.
fn change_in(name: &str) -> Option<Change> {
    let name = name.trim_end_matches(['率', '幅', '度', '比', '例', '量']);
    if ["减少", "下降", "降低", "压减", "压缩", "降"]
        .iter()
        .any(|verb| name.ends_with(verb))
    {
        Some(Change::Fall)
    } else if ["增长", "提升", "提高", "增加", "上升", "增"]
        .iter()
        .any(|verb| name.ends_with(verb))
    {
        Some(Change::Rise)
    } else {
        None
    }
}
