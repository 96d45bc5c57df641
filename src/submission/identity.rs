//! Whose form it is: the name on the form matched to the roster, or, without one, to the other forms.

use std::collections::BTreeMap;

use super::correspondence::Correspondence;
use super::register::{Found, Register};
use super::roster::Roster;
use super::unit_name::UnitName;
use super::{Unit, file_stem, year};
use crate::form::model::SelfEvaluation;
use crate::form::wording::split_code;
use crate::value::fold::fold_tight;

#[cfg(test)]
mod tests;

/// The unit of each form, in the forms' order.
pub(super) fn units(
    forms: &[SelfEvaluation],
    roster: Option<&Roster>,
    confirmed: &[Correspondence],
) -> Vec<Unit> {
    let register = roster.map(Register::new);
    let found: Vec<(Unit, bool)> = forms
        .iter()
        .map(|form| unit_of(form, register.as_ref()))
        .collect();
    let mut units = apart_from_others_of_their_code(forms, found);
    unify_unlisted(&mut units);
    for pair in confirmed.iter().filter(|pair| pair.is_of_units()) {
        confirm(&mut units, forms, roster, pair);
    }
    units
}

/// Lets what a person has confirmed of two names stand against what the names themselves suggest.
fn confirm(
    units: &mut [Unit],
    forms: &[SelfEvaluation],
    roster: Option<&Roster>,
    pair: &Correspondence,
) {
    let (earlier, later) = (fold_tight(&pair.earlier), fold_tight(&pair.later));
    let listed = roster.and_then(|roster| {
        let entry = roster
            .entries
            .iter()
            .find(|entry| fold_tight(&entry.name) == later)?;
        Some(Unit {
            name: entry.name.clone(),
            code: entry.code.clone(),
            group: entry.group.clone(),
            on_roster: Some(true),
            matched_by: None,
        })
    });
    let sent = || {
        units
            .iter()
            .find(|unit| fold_tight(&unit.name) == later)
            .cloned()
    };
    let Some(target) = listed.or_else(sent) else {
        return;
    };
    for (unit, form) in units.iter_mut().zip(forms) {
        let stated = form.department.value.as_deref().unwrap_or_default();
        let stated = split_code(&fold_tight(stated)).1;
        if pair.same && (fold_tight(&unit.name) == earlier || stated == earlier) {
            *unit = Unit {
                matched_by: Some(format!("{}的人工确认", pair.place)),
                ..target.clone()
            };
        } else if !pair.same && stated == earlier && unit.name == target.name {
            let why = format!("{}的人工确认：不是“{}”", pair.place, target.name);
            *unit = own_unit(form, roster.map(|_| false), Some(why));
        }
    }
}

/// The unit of a form, and whether nothing but a code speaks for it.
fn unit_of(form: &SelfEvaluation, register: Option<&Register<'_>>) -> (Unit, bool) {
    let Some(register) = register else {
        return (own_unit(form, None, None), false);
    };
    match register.find(form) {
        Found::Entry {
            entry,
            matched_by,
            by_code,
        } => {
            let unit = Unit {
                name: entry.name.clone(),
                code: entry
                    .code
                    .clone()
                    .or_else(|| form.department_code.value.clone()),
                group: entry.group.clone(),
                on_roster: Some(true),
                matched_by,
            };
            (unit, by_code)
        }
        Found::Several(why) => (own_unit(form, Some(false), Some(why)), false),
        Found::None => (own_unit(form, Some(false), None), false),
    }
}

/// A subordinate that writes the code of the office above it is found under that office. Where the office,
/// or another subordinate, sent a form for the same year as well, they are units of their own: otherwise one
/// would replace the other.
fn apart_from_others_of_their_code(
    forms: &[SelfEvaluation],
    found: Vec<(Unit, bool)>,
) -> Vec<Unit> {
    let named = |form: &SelfEvaluation| {
        UnitName::read(form.department.value.as_deref().unwrap_or_default())
    };
    let competes = |form: &SelfEvaluation, unit: &Unit| {
        forms.iter().zip(&found).any(|(other, (its, _))| {
            its.name == unit.name
                && other.kind == form.kind
                && year::decide(other).0 == year::decide(form).0
                && !named(form).is_same_but_for_place(&named(other))
        })
    };
    forms
        .iter()
        .zip(&found)
        .map(|(form, (unit, by_code))| {
            if *by_code && competes(form, unit) {
                let why = format!(
                    "代码与“{}”相同，但名称不同，且该单位同一年度另有一份表，未合并，请核实",
                    unit.name
                );
                own_unit(form, Some(false), Some(why))
            } else {
                unit.clone()
            }
        })
        .collect()
}

/// The unit as the form itself names it; the file's name where it names none.
fn own_unit(form: &SelfEvaluation, on_roster: Option<bool>, matched_by: Option<String>) -> Unit {
    let stated = [&form.department.value, &form.supervisor.value]
        .into_iter()
        .flatten();
    let named = stated.map(|text| split_code(text).1.split_whitespace().collect::<String>());
    let (name, matched_by) = match named.into_iter().find(|name| !name.is_empty()) {
        Some(name) => (name, matched_by),
        None => {
            let why = "表内未写单位名称，暂用文件名".to_owned();
            (
                file_stem(&form.source.path).to_owned(),
                matched_by.or(Some(why)),
            )
        }
    };
    Unit {
        name,
        code: form.department_code.value.clone(),
        group: None,
        on_roster,
        matched_by,
    }
}

/// Gives units that the roster does not know one spelling each, the fullest of those in the batch:
/// `教育局` and `云岫区教育局` are one unit, unless the batch also holds the 教育局 of another place.
fn unify_unlisted(units: &mut [Unit]) {
    let mut shown: BTreeMap<UnitName, String> = BTreeMap::new();
    for unit in units.iter().filter(|unit| unit.on_roster != Some(true)) {
        shown
            .entry(UnitName::read(&unit.name))
            .or_insert_with(|| unit.name.clone());
    }
    for unit in units.iter_mut().filter(|unit| unit.on_roster != Some(true)) {
        let name = UnitName::read(&unit.name);
        let alike: Vec<&UnitName> = shown
            .keys()
            .filter(|other| name.is_same_but_for_place(other))
            .collect();
        let one_unit = alike
            .iter()
            .all(|a| alike.iter().all(|b| a.is_same_but_for_place(b)));
        let fullest = if one_unit {
            alike.into_iter().max_by_key(|other| other.fullness())
        } else {
            Some(&name)
        };
        if let Some(full) = fullest.and_then(|name| shown.get(name))
            && *full != unit.name
        {
            unit.matched_by
                .get_or_insert(format!("与同批的“{full}”只差区划或括注"));
            unit.name.clone_from(full);
        }
    }
}
