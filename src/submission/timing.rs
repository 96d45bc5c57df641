//! When a form was handed in, against the day by which it had to be. Decided here once; M02 and
//! 缺报与版本 tell it.

use std::collections::BTreeMap;

use super::day::Day;
use super::roster::RosterEntry;
use crate::form::model::{SelfEvaluation, Sourced};

/// What the day of handing in goes by.
const LABELS: [&str; 8] = [
    "填报日期",
    "填报时间",
    "填表日期",
    "填表时间",
    "报送日期",
    "报送时间",
    "上报日期",
    "上报时间",
];

/// Where the day of handing in is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The form states it.
    Stated,
    /// The file was last changed on it. Copying may have done that, so it proves nothing.
    Changed,
}

impl Basis {
    /// What users call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Stated => "填报日期",
            Self::Changed => "文件修改日期",
        }
    }
}

/// A form that had to be handed in by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The last day.
    pub deadline: Day,
    /// The day it was handed in, and how that is known; `None` where it is not.
    pub handed_in: Option<(Day, Basis)>,
}

impl Timing {
    /// The timing of a form about `year`; `None` where its unit had no deadline for that year.
    /// `changed` is when its file was last changed, in seconds since 1970.
    #[must_use]
    pub fn of(
        form: &SelfEvaluation,
        year: Option<i32>,
        entry: &RosterEntry,
        changed: Option<i64>,
    ) -> Option<Self> {
        let stated = filled_on(form).map(|(_, day)| (day, Basis::Stated));
        Some(Self {
            deadline: deadline(entry, year?)?,
            handed_in: stated.or_else(|| Some((Day::in_china(changed?)?, Basis::Changed))),
        })
    }

    /// By how many days it was late, and how that is known; `None` where it was not, or where that is
    /// not known.
    #[must_use]
    pub fn late(&self) -> Option<(i64, Basis)> {
        let (day, basis) = self.handed_in?;
        let days = day.days_since(self.deadline);
        (days > 0).then_some((days, basis))
    }
}

/// When files were last changed, as far as that says something of when they were handed in.
#[derive(Clone, Debug)]
pub(crate) struct Changes<'a> {
    changed: &'a BTreeMap<String, i64>,
    /// The day on which most of the files were changed at once: they were copied or unpacked then.
    copied_on: Option<Day>,
}

/// So many files changed on one day may have been handed in on it; more, and over half of all, were copied.
const HANDED_IN_TOGETHER: usize = 2;

impl<'a> Changes<'a> {
    /// `changed` holds the times in seconds since 1970, by path.
    #[must_use]
    pub(crate) fn new(changed: &'a BTreeMap<String, i64>) -> Self {
        let mut days: BTreeMap<Day, usize> = BTreeMap::new();
        for day in changed.values().filter_map(|time| Day::in_china(*time)) {
            *days.entry(day).or_default() += 1;
        }
        let copied_on = days
            .into_iter()
            .find(|(_, files)| *files > HANDED_IN_TOGETHER && *files * 2 > changed.len())
            .map(|(day, _)| day);
        Self { changed, copied_on }
    }

    /// When a file was changed; `None` where that is not known, or is the day on which all were copied.
    #[must_use]
    pub(crate) fn of(&self, path: &str) -> Option<i64> {
        let time = *self.changed.get(path)?;
        (self.copied_on.is_none() || Day::in_china(time) != self.copied_on).then_some(time)
    }
}

/// The last day on which a unit's form about `year` is in time. A deadline names a day of the year after
/// the one reported on; that of another year says nothing.
#[must_use]
pub(crate) fn deadline(entry: &RosterEntry, year: i32) -> Option<Day> {
    let day = Day::read(entry.deadline.as_deref()?)?;
    (year.checked_add(1) == Some(day.year())).then_some(day)
}

/// The day a form says it was filled in, with its cell.
#[must_use]
pub(crate) fn filled_on(form: &SelfEvaluation) -> Option<(&Sourced<String>, Day)> {
    said(form).find_map(|text| Some((text, Day::read(&text.text)?)))
}

/// What stands where a form says when it was filled in, be it a date or not.
pub(crate) fn said(form: &SelfEvaluation) -> impl Iterator<Item = &Sourced<String>> {
    form.remarks
        .iter()
        .filter(|remark| {
            LABELS
                .iter()
                .any(|label| remark.label.contains(label) || remark.text.text.contains(label))
        })
        .map(|remark| &remark.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::sample_form::sample;

    /// The timing of a form that says this, with a deadline of 15 March 2024 and a file changed on the
    /// 20th.
    fn timing(form: &str) -> Option<Timing> {
        let entry = RosterEntry {
            deadline: Some("2024-03-15".to_owned()),
            ..RosterEntry::default()
        };
        let sample = sample(form);
        let submission = &sample.assessments[0].submission;
        // 2024-03-19 16:00 UTC.
        Timing::of(
            &submission.form,
            submission.year,
            &entry,
            Some(1_710_864_000),
        )
    }

    fn late(form: &str) -> Option<(i64, Basis)> {
        timing(form)?.late()
    }

    #[test]
    fn what_the_form_states_decides_under_any_of_its_names() {
        let form = |label: &str, day: &str| {
            format!("# 甲局 2023 部门整体支出\n| 栏目 | 内容 |\n| {label} | {day} |")
        };
        for label in ["填报日期", "报送日期", "填表时间", "上报日期"] {
            assert_eq!(
                late(&form(label, "2024年5月20日")),
                Some((66, Basis::Stated)),
                "{label}"
            );
            assert_eq!(late(&form(label, "2024年3月15日")), None, "{label}");
        }
    }

    #[test]
    fn files_that_were_copied_on_one_day_say_nothing_of_their_handing_in() {
        const DAY: i64 = 24 * 60 * 60;
        let times = |days: &[i64]| -> BTreeMap<String, i64> {
            let files = days.iter().zip(1..);
            files
                .map(|(day, nth)| (format!("{nth}.xlsx"), 1_710_864_000 + day * DAY))
                .collect()
        };
        let copied = times(&[0, 0, 0, 4]);
        let changes = Changes::new(&copied);
        assert_eq!(changes.of("1.xlsx"), None);
        assert_eq!(changes.of("4.xlsx"), Some(1_710_864_000 + 4 * DAY));
        assert_eq!(changes.of("5.xlsx"), None);
        // Half of them, or two: these may have come on that day.
        let half = times(&[0, 0, 0, 1, 2, 3]);
        assert!(Changes::new(&half).of("1.xlsx").is_some());
        let two = times(&[0, 0]);
        assert!(Changes::new(&two).of("1.xlsx").is_some());
    }

    #[test]
    fn a_form_that_says_nothing_goes_by_its_file() {
        let silent = "# 甲局 2023 部门整体支出\n| 指标 | 目标 |\n| 培训人数 | ≥100人 |";
        assert_eq!(late(silent), Some((5, Basis::Changed)));
    }

    #[test]
    fn a_deadline_of_another_year_says_nothing() {
        let earlier = "# 甲局 2022 部门整体支出\n| 栏目 | 内容 |\n| 填报日期 | 2024年5月20日 |";
        assert_eq!(timing(earlier), None);
    }
}
