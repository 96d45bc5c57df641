//! Which of several forms of one unit for one year counts.
//!
//! The rule, the first difference decides:
//!
//! 1. a form on a sheet that is seen goes before one on a hidden sheet;
//! 2. what the file's name says: 最终稿, then the draft's number (修改 is the second), 初稿 first;
//! 3. the number of a second copy, `(1)`;
//! 4. the day that folder and file name tell (3月12日收), where they tell one for each of the forms;
//! 5. the date of filling in that the form states; none is earlier than any;
//! 6. the time the file was last changed, to the minute, where the caller gives it: it comes late
//!    because copying, unpacking or a shared drive changes it;
//! 7. the order of paths and sheets, so that the outcome never depends on chance.
//!
//! Forms that say the same are copies, not versions: the one without a copy's number counts, or the
//! first by path.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::version_mark::VersionMark;
use super::{Standing, difference, file_stem, timing};
use crate::form::model::SelfEvaluation;

/// A form as one version among others.
struct Version<'a> {
    index: usize,
    form: &'a SelfEvaluation,
    mark: VersionMark,
    /// Month and day that the path tells; `None` for all where it tells none for one of them.
    received: Option<(u32, u32)>,
    filled_on: Option<String>,
    /// Minutes since 1970.
    changed: Option<i64>,
}

/// The standing of each of the forms (given with their indices), which are all of one unit and year.
pub(super) fn standings(
    forms: &[(usize, &SelfEvaluation)],
    changed: &BTreeMap<String, i64>,
) -> Vec<(usize, Standing)> {
    let all_dated = forms
        .iter()
        .all(|(_, form)| day_in(&form.source.path).is_some());
    let mut versions: Vec<Version<'_>> = forms
        .iter()
        .map(|(index, form)| Version {
            index: *index,
            form,
            mark: VersionMark::read(file_stem(&form.source.path)),
            received: all_dated.then(|| day_in(&form.source.path)).flatten(),
            filled_on: filled_on(form),
            changed: changed
                .get(&form.source.path)
                .map(|seconds| seconds.div_euclid(60)),
        })
        .collect();
    versions.sort_by(|a, b| a.by_place(b));
    let Some(latest) = versions.iter().max_by(|a, b| a.by_rule(b)) else {
        return Vec::new();
    };
    let same = |version: &&Version<'_>| difference::same_content(version.form, latest.form);
    let counts = versions.iter().find(same).unwrap_or(latest);
    let standing = |version: &Version<'_>| {
        // The copy that counts may itself be older by the rule than what its twin replaces.
        let counts_is_later = counts.by_rule(version) == Ordering::Greater;
        let newest = if counts_is_later { counts } else { latest };
        if version.index == counts.index {
            Standing::Current
        } else if difference::same_content(version.form, counts.form) {
            Standing::Copy { of: counts.index }
        } else {
            Standing::Superseded {
                by: counts.index,
                because: newest.later_because(version),
            }
        }
    };
    versions
        .iter()
        .map(|version| (version.index, standing(version)))
        .collect()
}

/// The date a form says it was filled in, ISO 8601.
#[must_use]
pub(crate) fn filled_on(form: &SelfEvaluation) -> Option<String> {
    timing::filled_on(form).map(|(_, day)| day.iso())
}

impl Version<'_> {
    fn by_rule(&self, other: &Self) -> Ordering {
        (self.is_seen().cmp(&other.is_seen()))
            .then_with(|| self.mark.cmp(&other.mark))
            .then_with(|| self.received.cmp(&other.received))
            .then_with(|| self.filled_on.cmp(&other.filled_on))
            .then_with(|| self.changed.cmp(&other.changed))
            .then_with(|| self.by_place(other))
    }

    fn is_seen(&self) -> bool {
        !self.form.source.hidden
    }

    fn by_place(&self, other: &Self) -> Ordering {
        (self.mark.copy.cmp(&other.mark.copy))
            .then_with(|| self.form.source.path.cmp(&other.form.source.path))
            .then_with(|| self.index.cmp(&other.index))
    }

    /// Why this version is later than `other`, in the words of the rule that decided.
    fn later_because(&self, other: &Self) -> String {
        let (file, other_file) = (name(&self.form.source.path), name(&other.form.source.path));
        if self.is_seen() != other.is_seen() {
            let sheet = other.form.source.sheets.first();
            format!(
                "另一份所在的工作表“{}”是隐藏的，不计入",
                sheet.map_or("", String::as_str)
            )
        } else if self.mark.draft != other.mark.draft {
            format!("文件名“{file}”所示的稿次晚于“{other_file}”")
        } else if self.mark.copy != other.mark.copy {
            format!("文件名“{file}”的序号大于“{other_file}”")
        } else if self.received != other.received {
            let said = |day: Option<(u32, u32)>| {
                day.map_or_else(String::new, |(month, day)| format!("{month}月{day}日"))
            };
            format!(
                "文件夹或文件名所示的日期较晚（{}，另一份{}）",
                said(self.received),
                said(other.received)
            )
        } else if self.filled_on != other.filled_on {
            let said = |date: &Option<String>| date.clone().unwrap_or_else(|| "未写".to_owned());
            let (date, other) = (said(&self.filled_on), said(&other.filled_on));
            format!("填报日期较晚（{date}，另一份{other}）")
        } else if self.changed != other.changed {
            format!("文件“{file}”修改时间较晚；复制或解压会改变修改时间，请核实")
        } else {
            format!(
                "两份均无版本标记、填报日期相同或未写，按文件名和工作表先后取后一份“{file}”，请核实"
            )
        }
    }
}

/// The month and day that a path tells, the innermost first: `3月12日收/甲局.xlsx`.
fn day_in(path: &str) -> Option<(u32, u32)> {
    path.rsplit('/').find_map(|part| {
        part.match_indices('月').find_map(|(at, sign)| {
            let month: u32 = digits_before(part.get(..at)?)?.parse().ok()?;
            let behind = part.get(at + sign.len()..)?;
            let (day, _) = behind.split_once(['日', '号'])?;
            let day: u32 = day.parse().ok()?;
            ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
        })
    })
}

/// The digits at the end of a text.
fn digits_before(text: &str) -> Option<&str> {
    let digits = text.chars().rev().take_while(char::is_ascii_digit).count();
    text.get(text.len().checked_sub(digits)?..)
}

fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{filled_on, standings};
    use crate::form::model::{Remark, SelfEvaluation};
    use crate::submission::Standing;
    use crate::submission::blank_form::{number_at, of, text_at};

    fn form(path: &str, total: &str, filled: &str) -> SelfEvaluation {
        let mut form = of(path, "云岫区教育局", 2023);
        form.total_score = number_at("H20", total);
        let label = "填报日期".to_owned();
        form.remarks = vec![Remark {
            label,
            text: text_at("G2", filled),
        }];
        form
    }

    /// The standings, in the order of the forms.
    fn judge(forms: &[SelfEvaluation], changed: &[(&str, i64)]) -> Vec<Standing> {
        let forms: Vec<_> = forms.iter().enumerate().collect();
        let changed = changed
            .iter()
            .map(|(path, time)| ((*path).to_owned(), *time))
            .collect();
        let mut standings = standings(&forms, &changed);
        standings.sort_by_key(|(index, _)| *index);
        standings
            .into_iter()
            .map(|(_, standing)| standing)
            .collect()
    }

    fn superseded(by: usize, because: &str) -> Standing {
        Standing::Superseded {
            by,
            because: because.to_owned(),
        }
    }

    #[test]
    fn the_day_in_a_folder_decides_as_a_number_and_only_where_all_have_one() {
        let forms = [
            form("3月12日收/甲局.xlsx", "99.5", ""),
            form("3月5日收/甲局.xlsx", "94.5", ""),
        ];
        let standings = judge(&forms, &[]);
        assert_eq!(standings[0], Standing::Current);
        assert!(matches!(
            &standings[1],
            Standing::Superseded { by: 0, because } if because.contains("3月12日，另一份3月5日")
        ));
        // One without a day: the days decide nothing, the date of filling in does.
        let forms = [
            form("3月12日收/甲局.xlsx", "99.5", "2024年3月1日"),
            form("甲局.xlsx", "94.5", "2024年3月9日"),
        ];
        assert_eq!(judge(&forms, &[])[1], Standing::Current);
    }

    #[test]
    fn a_hidden_sheet_never_counts_beside_one_that_is_seen() {
        let mut hidden = form("甲局（最终稿）.xlsx", "94.5", "2024年3月9日");
        hidden.source.hidden = true;
        let forms = [form("甲局.xlsx", "99.5", "2024年3月1日"), hidden];
        assert_eq!(judge(&forms, &[])[0], Standing::Current);
    }

    #[test]
    fn one_form_counts() {
        assert_eq!(judge(&[form("a.xlsx", "90", "")], &[]), [Standing::Current]);
    }

    #[test]
    fn the_name_comes_before_the_date() {
        let forms = [
            form("表（修改）.xlsx", "90", "2024-04-09"),
            form("表.xlsx", "91", "2024-04-18"),
        ];
        let because = "文件名“表（修改）.xlsx”所示的稿次晚于“表.xlsx”";
        assert_eq!(
            judge(&forms, &[]),
            [Standing::Current, superseded(0, because)]
        );
    }

    #[test]
    fn the_number_of_the_copy_comes_next() {
        let forms = [
            form("表(2).xlsx", "90", ""),
            form("表(1).xlsx", "91", "2024-04-18"),
        ];
        let because = "文件名“表(2).xlsx”的序号大于“表(1).xlsx”";
        assert_eq!(
            judge(&forms, &[]),
            [Standing::Current, superseded(0, because)]
        );
    }

    #[test]
    fn then_the_date_of_filling_in() {
        let forms = [
            form("甲.xlsx", "90", "2024年4月18日"),
            form("乙.xlsx", "91", "2024-04-09"),
        ];
        let because = "填报日期较晚（2024-04-18，另一份2024-04-09）";
        assert_eq!(
            judge(&forms, &[]),
            [Standing::Current, superseded(0, because)]
        );
        let forms = [
            form("甲.xlsx", "90", "2024年4月18日"),
            form("乙.xlsx", "91", ""),
        ];
        let because = "填报日期较晚（2024-04-18，另一份未写）";
        assert_eq!(
            judge(&forms, &[]),
            [Standing::Current, superseded(0, because)]
        );
    }

    #[test]
    fn the_time_of_change_only_counts_when_nothing_else_says() {
        let forms = [form("a.xlsx", "90", ""), form("b.xlsx", "91", "")];
        let because = "文件“a.xlsx”修改时间较晚；复制或解压会改变修改时间，请核实";
        let changed = [("a.xlsx", 1_713_400_000), ("b.xlsx", 1_713_300_000)];
        assert_eq!(
            judge(&forms, &changed),
            [Standing::Current, superseded(0, because)]
        );
        // Unpacked within the same minute: no evidence.
        let changed = [("a.xlsx", 1_713_400_031), ("b.xlsx", 1_713_400_030)];
        assert!(matches!(
            judge(&forms, &changed).as_slice(),
            [Standing::Superseded { by: 1, .. }, Standing::Current]
        ));
    }

    #[test]
    fn at_last_the_order_of_paths_decides_whatever_the_order_given() {
        let because =
            "两份均无版本标记、填报日期相同或未写，按文件名和工作表先后取后一份“b.xlsx”，请核实";
        let forms = [form("a.xlsx", "90", ""), form("b.xlsx", "91", "")];
        assert_eq!(
            judge(&forms, &[]),
            [superseded(1, because), Standing::Current]
        );
        let forms = [form("b.xlsx", "91", ""), form("a.xlsx", "90", "")];
        assert_eq!(
            judge(&forms, &[]),
            [Standing::Current, superseded(0, because)]
        );
    }

    #[test]
    fn the_same_content_is_a_copy_of_the_first() {
        let forms = [form("表.xlsx", "90", ""), form("表(1).xlsx", "90.00", "")];
        assert_eq!(
            judge(&forms, &[]),
            [Standing::Current, Standing::Copy { of: 0 }]
        );
    }

    #[test]
    fn copies_of_the_latest_are_copies_and_the_rest_is_superseded() {
        let forms = [
            form("表.xlsx", "90", ""),
            form("表（修改）.xlsx", "91", ""),
            form("表（修改）(1).xlsx", "91", ""),
        ];
        let because = "文件名“表（修改）.xlsx”所示的稿次晚于“表.xlsx”";
        let expected = [
            superseded(1, because),
            Standing::Current,
            Standing::Copy { of: 1 },
        ];
        assert_eq!(judge(&forms, &[]), expected);
    }

    #[test]
    fn the_date_is_found_beside_its_label_or_in_one_text_with_it() {
        let mut form = form("a.xlsx", "90", "2024年4月9日");
        assert_eq!(filled_on(&form).as_deref(), Some("2024-04-09"));
        let text = text_at("A20", "填报人：        填报日期：2024年4月9日");
        form.remarks = vec![Remark {
            label: "填报人".to_owned(),
            text,
        }];
        assert_eq!(filled_on(&form).as_deref(), Some("2024-04-09"));
        form.remarks.clear();
        assert_eq!(filled_on(&form), None);
    }

    #[test]
    fn no_forms_no_standings() {
        assert!(standings(&[], &BTreeMap::new()).is_empty());
    }
}
