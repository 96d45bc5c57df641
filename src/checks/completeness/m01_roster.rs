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
        let reported = Reported::of(departments());
        let unread = Unread::of(folder);
        for entry in &roster.entries {
            for year in &years {
                verdicts.push(if reported.has(entry, *year) {
                    Verdict::Passed
                } else {
                    let mentioned = unread.of_that_name(entry, *year);
                    missing(entry, *year, Some(*year) == latest, &mentioned).into()
                });
            }
        }
        let index = roster.index();
        for form in folder.forms {
            if index.entry_of(unit_of(form)).is_none() {
                verdicts.push(unexpected(form, &roster.path).into());
            }
        }
        verdicts
    }
}

fn unit_of<'a>(form: &FormView<'a>) -> &'a Unit {
    &form.assessment.submission.unit
}

/// The names and codes of units that have reported, by year.
struct Reported<'a> {
    names: BTreeSet<(i32, &'a str)>,
    codes: BTreeSet<(i32, &'a str)>,
}

impl<'a> Reported<'a> {
    fn of<'f>(forms: impl Iterator<Item = &'f FormView<'a>>) -> Self
    where
        'a: 'f,
    {
        let mut reported = Self {
            names: BTreeSet::new(),
            codes: BTreeSet::new(),
        };
        for form in forms {
            let (Some(year), unit) = (form.year(), unit_of(form)) else {
                continue;
            };
            reported.names.insert((year, &unit.name));
            reported
                .codes
                .extend(unit.code.as_deref().map(|code| (year, code)));
        }
        reported
    }

    fn has(&self, entry: &RosterEntry, year: i32) -> bool {
        let mut names = std::iter::once(&entry.name).chain(&entry.earlier_names);
        let code = entry.code.as_deref();
        names.any(|name| self.names.contains(&(year, name)))
            || code.is_some_and(|code| self.codes.contains(&(year, code)))
    }
}

fn missing(entry: &RosterEntry, year: i32, latest: bool, mentioned: &str) -> Problem {
    let deadline = entry
        .deadline
        .as_deref()
        .filter(|_| latest)
        .map_or_else(String::new, |deadline| format!("（截止日期 {deadline}）"));
    Problem::with_unit(&entry.name, Some(year))
        .found("没有找到自评表")
        .expected(format!("{year} 年度部门整体支出绩效自评表"))
        .message(format!(
            "{}没有报送 {year} 年度部门整体支出绩效自评表{deadline}{mentioned}。",
            entry.name,
        ))
        .advice("催报；已报送的，核对文件是否读出、单位名称是否与名单一致。")
        .severity(if latest {
            Severity::Error
        } else {
            Severity::Notice
        })
}

/// Files in which no form was found, and by what part of their names the roster's units are told apart.
struct Unread<'a> {
    /// The place that all names begin with.
    place: String,
    /// Paths, as compared and as they are.
    files: Vec<(String, &'a str)>,
}

impl<'a> Unread<'a> {
    fn of(folder: &Folder<'a>) -> Self {
        let entries = folder.context.roster.into_iter();
        let names: Vec<String> = entries
            .flat_map(|roster| &roster.entries)
            .map(|entry| plain(&entry.name))
            .collect();
        let paths = folder.context.companions.iter().flatten();
        Self {
            place: common_beginning(&names),
            files: paths.map(|path| (plain(path), path.as_str())).collect(),
        }
    }

    /// Files of a unit's name, to follow the sentence.
    fn of_that_name(&self, entry: &RosterEntry, year: i32) -> String {
        let own = plain(&entry.name);
        let short = own.strip_prefix(self.place.as_str()).unwrap_or(&own);
        let year = year.to_string();
        let files: Vec<String> = self
            .files
            .iter()
            .filter(|(_, path)| path.contains(&year) && !short.is_empty())
            .filter(|(compared, _)| compared.contains(short))
            .map(|(_, path)| quoted(path))
            .collect();
        if files.is_empty() {
            String::new()
        } else {
            format!("；文件夹里的{}没有读出自评表", enumerated(&files))
        }
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
