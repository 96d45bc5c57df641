//! 自评报告: which texts are reports on a self-evaluation, and whose they are.
//!
//! A report is told by what it says, not by its name: it speaks of a performance self-evaluation and
//! states figures of one. Notices, rules and forms to fill in speak of it too, and state none.

use std::collections::BTreeMap;

use super::register::{Found, Register};
use super::roster::{Roster, RosterEntry};
use super::unit_name::UnitName;
use super::{Submission, file_stem, year};
use crate::form::model::FormKind;
use crate::form::wording::split_code;
use crate::value::fold::fold_tight;

/// A report, before it is known whose it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportText {
    /// The file, as shown.
    pub path: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// Whose report it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Index of the submission it goes with.
    pub submission: usize,
    /// How that was found, in Chinese: `报告中写明的单位`.
    pub by: &'static str,
}

/// A text of fewer signs is no report.
const LEAST_SIGNS: usize = 100;
/// The title, the year, the unit and the date stand in the first so many paragraphs.
const HEAD: usize = 10;
/// A title is no longer than this.
const TITLE: usize = 50;

/// Words of titles that ask others to report, or say how.
const NOTICES: &[&str] = &[
    "通知",
    "办法",
    "方案",
    "规定",
    "规程",
    "细则",
    "批复",
    "申报表",
    "请示",
    "函",
];
/// Words that a figure of a self-evaluation stands behind.
const FIGURES: &[&str] = &[
    "得分",
    "执行率",
    "预算数",
    "执行数",
    "实际支出",
    "完成率",
    "分值",
];
/// The sections of a report.
const SECTIONS: &[&str] = &[
    "基本情况",
    "概况",
    "绩效分析",
    "完成情况",
    "评价结论",
    "自评结论",
    "评价结果",
    "问题",
    "改进",
    "建议",
];
/// The labels that a unit's name stands behind, brackets taken off.
const UNIT_LABELS: &[&str] = &[
    "部门单位名称",
    "部门名称",
    "单位名称",
    "填报单位",
    "填报部门",
    "自评单位",
    "自评部门",
    "预算单位",
    "预算部门",
    "报告单位",
    "编制单位",
    "项目单位",
    "主管部门",
    "实施单位",
];
/// Words of file names that are no part of a unit's name.
const FILE_WORDS: &[&str] = &[
    "部门单位整体支出",
    "部门整体支出",
    "单位整体支出",
    "整体支出",
    "部门整体",
    "项目支出",
    "绩效",
    "自评",
    "评价",
    "报告",
    "年度",
    "定稿",
    "终稿",
    "附件",
    "关于",
    "的",
    "年",
];

impl ReportText {
    /// Takes a text for a report where it is one. `beside_forms` says that the same file holds forms: then
    /// its prose has to be more than the notes of a form.
    #[must_use]
    pub fn recognise(path: &str, paragraphs: Vec<String>, beside_forms: bool) -> Option<Self> {
        let text: String = paragraphs.concat();
        let titled = paragraphs
            .iter()
            .take(HEAD)
            .any(|line| is_report_title(line));
        let is_notice = paragraphs
            .iter()
            .take(HEAD)
            .find(|line| line.chars().count() <= TITLE && line.contains("绩效"))
            .is_some_and(|line| {
                !line.contains("报告") && NOTICES.iter().any(|word| line.contains(word))
            });
        let speaks = text.contains("绩效") && (text.contains("自评") || text.contains("评价"));
        let figures = FIGURES
            .iter()
            .filter(|word| has_figure(&text, word))
            .count();
        let sections = SECTIONS.iter().filter(|word| text.contains(**word)).count();
        let is_long = text.chars().count() >= LEAST_SIGNS;
        let says_enough = if titled && !beside_forms {
            figures + sections >= 2
        } else {
            figures >= 2 && sections >= 3
        };
        (speaks && is_long && says_enough && !is_notice).then(|| Self {
            path: path.to_owned(),
            paragraphs,
        })
    }

    /// The whole text, a line each paragraph.
    #[must_use]
    pub fn text(&self) -> String {
        self.paragraphs.join("\n")
    }

    fn head(&self) -> impl Iterator<Item = &str> {
        self.paragraphs.iter().take(HEAD).map(String::as_str)
    }

    /// The year it is about: by its head, the folder, the file's name, or the year it names most.
    fn year(&self) -> Option<i32> {
        let is_date = |line: &str| line.contains('月');
        let by_head = self
            .head()
            .filter(|line| !is_date(line) && line.chars().count() <= TITLE)
            .find_map(year::year_in);
        let folders = || self.path.rsplit('/').skip(1).find_map(year::year_in);
        let by_file = || year::year_in(file_stem(&self.path));
        by_head.or_else(folders).or_else(by_file).or_else(|| {
            let text = fold_tight(&self.text());
            let counted =
                (2000..2100).map(|year| (text.matches(&format!("{year}年")).count(), year));
            counted
                .filter(|(count, _)| *count > 0)
                .max()
                .map(|(_, year)| year)
        })
    }

    /// The submission it goes with: the current one of the unit it names, for its year; for a report on
    /// a project, the project's.
    #[must_use]
    pub fn owner(&self, submissions: &[Submission], roster: Option<&Roster>) -> Option<Owner> {
        let known = known_units(submissions, roster);
        let register = Register::new(&known);
        let (unit, by) = self.unit(&register, &known)?;
        let year = self.year();
        let of_unit: Vec<(usize, &Submission)> = submissions
            .iter()
            .enumerate()
            .filter(|(_, one)| one.is_current() && one.unit.name == unit)
            .filter(|(_, one)| year.is_none() || one.year == year)
            .collect();
        let head = fold_tight(&format!(
            "{}{}",
            self.head().collect::<String>(),
            file_stem(&self.path)
        ));
        let of_project = of_unit.iter().find(|(_, one)| {
            let project = one.form.project.value.as_deref().map(fold_tight);
            one.form.kind != FormKind::Department
                && project.is_some_and(|name| !name.is_empty() && head.contains(&name))
        });
        let on_project = head.contains("项目支出绩效") || head.contains("项目绩效");
        let mut whole = of_unit
            .iter()
            .filter(|(_, one)| one.form.kind == FormKind::Department);
        let found = match (of_project, on_project) {
            (Some(found), _) => Some(found),
            // A report on a project that sent no form has none to be held against.
            (None, true) => None,
            (None, false) => whole.next().filter(|_| whole.next().is_none()),
        };
        found.map(|(submission, _)| Owner {
            submission: *submission,
            by,
        })
    }

    /// The unit's name as everywhere else, and how it was found.
    fn unit(&self, register: &Register<'_>, known: &Roster) -> Option<(String, &'static str)> {
        let stated = self.paragraphs.iter().enumerate().take(3 * HEAD);
        for (at, line) in stated {
            let Some(name) = behind_label(line) else {
                continue;
            };
            let next = self.paragraphs.get(at + 1).map_or("", String::as_str);
            for name in [name.clone(), format!("{name}{next}")] {
                if let Found::Entry { entry, .. } = register.named(&name) {
                    return Some((entry.name.clone(), "报告写明的单位"));
                }
            }
        }
        let title: String = self
            .head()
            .filter(|line| line.chars().count() <= TITLE)
            .collect();
        if let Some(name) = most_spoken_of(&title, known) {
            return Some((name, "报告标题中的单位"));
        }
        let stem = file_stem(&self.path);
        if let Some(name) = most_spoken_of(stem, known) {
            return Some((name, "报告文件名中的单位"));
        }
        if let Found::Entry { entry, .. } = register.named(&bare_file_name(stem)) {
            return Some((entry.name.clone(), "报告文件名中的单位"));
        }
        let text = self.text();
        most_spoken_of(&text, known).map(|name| (name, "报告正文中的单位"))
    }
}

fn is_report_title(line: &str) -> bool {
    line.chars().count() <= TITLE
        && line.contains("报告")
        && ["自评", "绩效", "评价"]
            .iter()
            .any(|word| line.contains(word))
}

/// Whether a digit stands shortly behind a word.
fn has_figure(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, word)| {
        let behind = text.get(at + word.len()..).unwrap_or_default();
        behind.chars().take(8).any(|c| c.is_ascii_digit())
    })
}

/// The name behind a label: `部门单位名称(公章): 某局`.
fn behind_label(line: &str) -> Option<String> {
    let folded = fold_tight(line);
    let (label, name) = folded.split_once(':')?;
    let label = label.split('(').next().unwrap_or_default();
    UNIT_LABELS
        .iter()
        .any(|known| label.ends_with(known))
        .then(|| name.trim().to_owned())
        .filter(|name| !name.is_empty())
}

/// The units of the roster, and those that sent forms without being on it.
#[must_use]
pub(crate) fn known_units(submissions: &[Submission], roster: Option<&Roster>) -> Roster {
    let mut known = roster.cloned().unwrap_or_default();
    for one in submissions {
        if !known
            .entries
            .iter()
            .any(|entry| entry.name == one.unit.name)
        {
            known.entries.push(RosterEntry {
                name: one.unit.name.clone(),
                code: one.unit.code.clone(),
                ..RosterEntry::default()
            });
        }
    }
    known
}

/// The unit that a text names more often than any other. A name within a longer one does not count.
fn most_spoken_of(text: &str, known: &Roster) -> Option<String> {
    let text = fold_tight(text);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &known.entries {
        let names = std::iter::once(&entry.name).chain(&entry.earlier_names);
        let count: usize = names
            .map(|name| UnitName::read(name).times_in(&text))
            .max()?;
        let longer = known.entries.iter().any(|other| {
            other.name != entry.name
                && UnitName::read(&other.name).contains(&UnitName::read(&entry.name))
                && UnitName::read(&other.name).times_in(&text) >= count
        });
        if count > 0 && !longer {
            counts.insert(&entry.name, count);
        }
    }
    let most = counts.values().copied().max()?;
    let mut first = counts.iter().filter(|(_, count)| **count == most);
    match (first.next(), first.next()) {
        (Some((name, _)), None) => Some((*name).to_owned()),
        _ => None,
    }
}

/// What is left of a file's name without years, numbers and words of every report: `人社局`.
fn bare_file_name(stem: &str) -> String {
    let (_, name) = split_code(&fold_tight(stem));
    let mut name: String = name.chars().filter(|c| c.is_alphabetic()).collect();
    for word in FILE_WORDS {
        name = name.replace(word, "");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submission::blank_form::blank;
    use crate::submission::{SubmitOptions, submit};

    const BODY: &str = "一、基本情况。全年预算数为 100 万元，执行数 90 万元，执行率 90%。二、绩效分析。各项指标按自评要求逐项完成。\
        三、评价结论。绩效自评综合得分 95.5 分，评价结果为“优”。四、存在的问题。五、改进措施和建议。按要求抓好落实，按月调度进度。";

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    fn submissions(units: &[(&str, i32)]) -> Vec<Submission> {
        let forms = units.iter().map(|(unit, year)| {
            let mut form = blank(&format!("{year}/{unit}.xlsx"));
            form.department.value = Some((*unit).to_owned());
            form.year.value = Some(*year);
            form
        });
        submit(forms.collect(), None, &SubmitOptions::default()).expect("submissions")
    }

    #[test]
    fn a_report_is_told_by_what_it_says() {
        let report = |head: &str| ReportText::recognise("a.docx", lines(&[head, BODY]), false);
        assert!(report("部门整体支出绩效自评报告").is_some());
        assert!(report("材料之三").is_some());
        assert!(report("关于开展2023年度部门整体支出绩效自评工作的通知").is_none());
        let letter = lines(&["关于年终总结的报告", "绩效自评已经完成，请审阅。"]);
        assert!(ReportText::recognise("a.docx", letter, false).is_none());
    }

    #[test]
    fn the_unit_is_found_by_label_title_file_or_text() {
        let all = submissions(&[
            ("云岫区人力资源和社会保障局", 2022),
            ("云岫区人力资源和社会保障局", 2023),
            ("云岫区民政局", 2023),
        ]);
        let owner = |path: &str, head: &[&str]| {
            let mut all_lines = lines(head);
            all_lines.push(BODY.to_owned());
            let report = ReportText {
                path: path.to_owned(),
                paragraphs: all_lines,
            };
            report.owner(&all, None).map(|owner| owner.submission)
        };
        // A name that goes on in the next line, a year in brackets, a date that is not the year.
        let head = [
            "云岫区部门单位整体支出绩效自评报告",
            "(2023 年度)",
            "部门单位名称(公章): 云岫区",
            "人力资源和社会保障局",
            "填报时间: 2024 年 4 月 15 日",
        ];
        assert_eq!(owner("报告.docx", &head), Some(1));
        assert_eq!(
            owner(
                "报告.docx",
                &["云岫区民政局2023年度部门整体支出绩效自评报告"]
            ),
            Some(2)
        );
        assert_eq!(
            owner("2022/2022-人社局-自评报告.md", &["绩效自评报告"]),
            Some(0)
        );
        assert_eq!(
            owner(
                "2023/报告.docx",
                &["绩效自评报告", "云岫区民政局围绕中心工作开展。"]
            ),
            Some(2)
        );
        assert_eq!(owner("2023/报告.docx", &["绩效自评报告"]), None);
        // A year for which the unit sent no form.
        assert_eq!(
            owner("报告.docx", &["云岫区民政局2021年度绩效自评报告"]),
            None
        );
        // A project's report is not held against the form of the whole.
        assert_eq!(
            owner("报告.docx", &["云岫区民政局2023年度项目支出绩效自评报告"]),
            None
        );
    }
}
