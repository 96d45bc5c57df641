//! M01: who has not reported, and who was not asked.

use std::collections::BTreeSet;

use crate::checks::prelude::*;
use crate::checks::text::plain;
use crate::form::model::FormField;
use crate::form::model::FormKind;
use crate::submission::Unit;
use crate::submission::roster::RosterEntry;

/// M01.
pub(in crate::checks) struct RosterMet;

static INFO: RuleInfo = RuleInfo {
    id: "M01",
    title: "应报单位没有报送，或报送单位不在名单内",
    category: Category::Completeness,
    scope: Scope::Folder,
    doc: Doc {
        what: "应报单位名单上的单位，每个年度是否都有部门整体自评表；文件夹里的自评表，单位是否都在名单内。",
        why: "自评要求全覆盖；缺一家，汇总数就不完整。",
        how: "按单位名称、曾用名、代码对照名单。最近一个年度缺报的为错误，以前年度缺报的为提示；名单外的为疑点。没有名单的不判定。",
        fix: "催报缺少的自评表；名称对不上的，在名单里补曾用名。",
        source: "郫都区自评通知（自评全覆盖）。",
    },
    pass: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 名单 | 截止日期 |
        | 甲局 | 2024-03-15 |",
    fail: "
        # 甲局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        # 丙局 2023 部门整体支出
        | 指标 | 目标 |
        | 培训人数 | ≥100人 |
        | 名单 | 截止日期 |
        | 甲局 | 2024-03-15 |
        | 乙局 | 2024-03-15 |",
    ..RuleInfo::PLAIN
};

impl Rule for RosterMet {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_folder(&self, folder: &Folder<'_>) -> Vec<Verdict> {
        let Some(roster) = folder.context.roster else {
            return vec![Verdict::not_judged("没有提供应报单位名单")];
        };
        let departments = || {
            folder
                .forms
                .iter()
                .filter(|form| form.kind() == FormKind::Department)
        };
        let years: BTreeSet<i32> = departments().filter_map(FormView::year).collect();
        let latest = years.last().copied();
        let mut verdicts = Vec::new();
        for entry in &roster.entries {
            for year in &years {
                let reported =
                    departments().any(|form| form.year() == Some(*year) && entry.is(unit_of(form)));
                verdicts.push(if reported {
                    Verdict::Passed
                } else {
                    missing(entry, *year, Some(*year) == latest, folder).into()
                });
            }
        }
        for form in folder.forms {
            if roster.entry_of(unit_of(form)).is_none() {
                verdicts.push(unexpected(form, &roster.path).into());
            }
        }
        verdicts
    }
}

fn unit_of<'a>(form: &FormView<'a>) -> &'a Unit {
    &form.assessment.submission.unit
}

fn missing(entry: &RosterEntry, year: i32, latest: bool, folder: &Folder<'_>) -> Problem {
    let deadline = entry
        .deadline
        .as_deref()
        .filter(|_| latest)
        .map_or_else(String::new, |deadline| format!("（截止日期 {deadline}）"));
    Problem::with_unit(&entry.name, Some(year))
        .found("没有找到自评表")
        .expected(format!("{year} 年度部门整体支出绩效自评表"))
        .message(format!(
            "{}没有报送 {year} 年度部门整体支出绩效自评表{deadline}{}。",
            entry.name,
            of_that_name(entry, year, folder)
        ))
        .advice("催报；已报送的，核对文件是否读出、单位名称是否与名单一致。")
        .severity(if latest {
            Severity::Error
        } else {
            Severity::Notice
        })
}

/// Files of the unit's name in which no form was found, to follow the sentence.
fn of_that_name(entry: &RosterEntry, year: i32, folder: &Folder<'_>) -> String {
    let names: Vec<String> = folder
        .context
        .roster
        .into_iter()
        .flat_map(|roster| &roster.entries)
        .map(|entry| plain(&entry.name))
        .collect();
    let place = common_beginning(&names);
    let own = plain(&entry.name);
    let short = own.strip_prefix(place.as_str()).unwrap_or(&own);
    let files: Vec<String> = folder
        .context
        .companions
        .iter()
        .flatten()
        .filter(|path| path.contains(&year.to_string()) && !short.is_empty())
        .filter(|path| plain(path).contains(short))
        .map(|path| quoted(path))
        .collect();
    if files.is_empty() {
        String::new()
    } else {
        format!("；文件夹里的{}没有读出自评表", enumerated(&files))
    }
}

/// What all names begin with: the place they share.
fn common_beginning(names: &[String]) -> String {
    let Some((first, rest)) = names.split_first() else {
        return String::new();
    };
    let mut common: Vec<char> = first.chars().collect();
    for name in rest {
        let same = common
            .iter()
            .zip(name.chars())
            .take_while(|(a, b)| **a == *b);
        let length = same.count();
        common.truncate(length);
    }
    if names.len() > 1 {
        common.into_iter().collect()
    } else {
        String::new()
    }
}

fn unexpected(form: &FormView<'_>, roster: &str) -> Problem {
    Problem::with_form(form)
        .cell(form, FormField::Department.name(), &form.form.department)
        .found(format!("单位{}", quoted(form.department())))
        .expected("在应报单位名单内")
        .message(format!(
            "{}{}报送了自评表，但不在应报单位名单（{roster}）内。",
            form.department(),
            form.cite(&form.form.department)
        ))
        .advice("核对单位名称；确属应报的补入名单，改过名的补曾用名。")
        .severity(Severity::Warning)
}
