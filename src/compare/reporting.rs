//! Who had to report, who did, and when.

use std::collections::{BTreeMap, BTreeSet};

use super::record::DepartmentRecord;
use super::records::Records;
use crate::form::model::FormKind;
use crate::submission::day::Day;
use crate::submission::roster::{Roster, RosterEntry};
use crate::submission::timing::deadline;

/// One unit in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Duty {
    /// 年度
    pub year: i32,
    /// 单位代码
    pub code: Option<String>,
    /// 单位名称
    pub unit: String,
    /// 曾用名
    pub earlier_names: Vec<String>,
    /// 同类组
    pub group: Option<String>,
    /// What became of it.
    pub state: State,
    /// The form that counts.
    pub form: Option<usize>,
    /// How many forms of this unit and year there are, versions and projects included.
    pub forms: usize,
    /// 截止日期, ISO 8601, where it belongs to this year.
    pub deadline: Option<String>,
    /// Whether its form came in time; `None` where there is no form or no deadline.
    pub timing: Option<Timing>,
}

/// Whether a form came in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timing {
    /// It did.
    InTime,
    /// It was so many days late.
    Late(i32),
    /// The form does not say; by the date of its file, which copying changes too, it was so many days
    /// late.
    PerhapsLate(i32),
    /// Nothing tells.
    Unknown,
}

impl Timing {
    /// The word users see.
    #[must_use]
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::InTime => "按时",
            Self::Late(_) => "逾期",
            Self::PerhapsLate(_) => "可能逾期",
            Self::Unknown => "不能判断",
        }
    }

    fn of(form: &DepartmentRecord) -> Self {
        match form.days_late {
            None => Self::Unknown,
            Some(days) if days <= 0 => Self::InTime,
            Some(days) if form.late_by_file => Self::PerhapsLate(days),
            Some(days) => Self::Late(days),
        }
    }
}

/// What became of a unit's duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// 缺报: on the roster, no form.
    Missing,
    /// 仅有项目表: on the roster, forms of projects only.
    ProjectsOnly,
    /// 名单外: a form, but not on the roster.
    NotOnRoster,
    /// 已报
    Reported,
}

impl State {
    /// The word users see.
    #[must_use]
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Missing => "缺报",
            Self::ProjectsOnly => "仅有项目表",
            Self::NotOnRoster => "名单外",
            Self::Reported => "已报",
        }
    }
}

/// The duties of every year that has forms, the latest first; in the roster's order, then those not
/// on it. Without a roster every unit with a form is listed as having reported.
#[must_use]
pub(crate) fn duties(records: &Records, roster: Option<&Roster>) -> Vec<Duty> {
    let mut duties = Vec::new();
    for year in records.years() {
        let mut of_unit: BTreeMap<&str, Vec<&DepartmentRecord>> = BTreeMap::new();
        for record in &records.departments {
            if record.year == Some(year) {
                of_unit.entry(&record.unit).or_default().push(record);
            }
        }
        let of = |unit: &str| of_unit.get(unit).map_or(&[][..], Vec::as_slice);
        for entry in roster.iter().flat_map(|roster| &roster.entries) {
            duties.push(of_entry(year, entry, of(&entry.name)));
        }
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for record in records.current().filter(|record| record.year == Some(year)) {
            let listed = roster.is_some() && record.on_roster == Some(true);
            if !listed && known.insert(&record.unit) {
                duties.push(not_listed(year, of(&record.unit), record, roster.is_some()));
            }
        }
    }
    duties
}

/// A unit that the roster does not name, or any unit where there is no roster.
fn not_listed(
    year: i32,
    own: &[&DepartmentRecord],
    record: &DepartmentRecord,
    has_roster: bool,
) -> Duty {
    // The department's own form tells more than that of a project.
    let of_department = own
        .iter()
        .find(|form| form.current && form.kind == FormKind::Department);
    Duty {
        year,
        code: record.code.clone(),
        unit: record.unit.clone(),
        earlier_names: Vec::new(),
        group: record.group.clone(),
        state: if has_roster {
            State::NotOnRoster
        } else {
            State::Reported
        },
        form: Some(of_department.map_or(record.form, |form| form.form)),
        forms: own.len(),
        deadline: None,
        timing: None,
    }
}

fn of_entry(year: i32, entry: &RosterEntry, own: &[&DepartmentRecord]) -> Duty {
    let form = own
        .iter()
        .find(|record| record.current && record.kind == FormKind::Department);
    let deadline = deadline(entry, year);
    Duty {
        year,
        code: entry.code.clone(),
        unit: entry.name.clone(),
        earlier_names: entry.earlier_names.clone(),
        group: entry.group.clone(),
        state: if form.is_some() {
            State::Reported
        } else if own.is_empty() {
            State::Missing
        } else {
            State::ProjectsOnly
        },
        form: form.map(|record| record.form),
        forms: own.len(),
        deadline: deadline.map(Day::iso),
        timing: deadline.and(form).copied().map(Timing::of),
    }
}

#[cfg(test)]
mod tests {
    use super::{State, Timing, duties};
    use crate::compare::sample::district;
    use crate::submission::roster::{Roster, RosterEntry};

    #[test]
    fn the_missing_the_late_and_the_uninvited_are_told() {
        let (mut records, _) = district();
        records.departments[1].days_late = Some(16);
        records.departments[3].on_roster = Some(false);
        let entry = |name: &str| RosterEntry {
            name: name.to_owned(),
            deadline: Some("2024-03-16".to_owned()),
            ..RosterEntry::default()
        };
        let roster = Roster {
            path: "应报单位名单.xlsx".to_owned(),
            entries: vec![entry("教育局"), entry("住房和城乡建设局")],
        };
        let duties = duties(&records, Some(&roster));
        let of = |year, unit: &str| {
            duties
                .iter()
                .find(|duty| duty.year == year && duty.unit == unit)
                .unwrap()
        };
        assert_eq!(of(2023, "教育局").timing, Some(Timing::Late(16)));
        assert_eq!(of(2022, "教育局").timing, None, "the deadline is for 2023");
        assert_eq!(of(2023, "住房和城乡建设局").state, State::Missing);
        assert_eq!(of(2022, "住房和城乡建设局").state, State::Reported);
        assert_eq!(of(2023, "城市管理局").state, State::NotOnRoster);
    }

    #[test]
    fn without_a_roster_nobody_is_missing() {
        let (records, _) = district();
        let duties = duties(&records, None);
        assert!(duties.iter().all(|duty| duty.state == State::Reported));
        assert_eq!(duties.iter().filter(|duty| duty.year == 2023).count(), 5);
    }
}
