//! Forms → submissions: whose form it is, for which year, and which version counts.

pub(crate) mod correspondence;
pub(crate) mod date;
pub(crate) mod day;
pub mod difference;
pub(crate) mod report;
pub(crate) mod roster;
pub(crate) mod timing;
pub(crate) mod version;

mod identity;
mod register;
mod unit_name;
mod version_mark;
mod year;

#[cfg(test)]
mod blank_form;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use crate::form::model::{FormKind, SelfEvaluation};
use crate::value::fold::fold_tight;
use correspondence::Correspondence;
use roster::Roster;
use timing::{Changes, Timing};

/// Whether a submission counts, when a department sent several for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The one that counts.
    Current,
    /// A later version replaces it.
    Superseded {
        /// Index of the submission that counts instead.
        by: usize,
        /// Why the other one is the later, in Chinese.
        because: String,
    },
    /// The same content as another submission, cell by cell.
    Copy {
        /// Index of the submission that counts instead.
        of: usize,
    },
}

impl Standing {
    /// Follows a new numbering of the submissions.
    pub fn renumber(&mut self, place: impl Fn(usize) -> Option<usize>) {
        match self {
            Self::Superseded { by: index, .. } | Self::Copy { of: index } => {
                *index = place(*index).unwrap_or(*index);
            }
            Self::Current => {}
        }
    }
}

/// The unit a form belongs to, after names are matched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit {
    /// The name used in every output: the roster's, or else the form's own.
    pub name: String,
    /// The roster's code, or the form's.
    pub code: Option<String>,
    /// 同类组: 党政机关, 事业单位, 街道乡镇 …
    pub group: Option<String>,
    /// Whether the roster lists it; `None` without a roster.
    pub on_roster: Option<bool>,
    /// How the name was matched, where it was not the roster's own: 曾用名, 简称, 代码. Chinese.
    pub matched_by: Option<String>,
}

/// One form, with the unit and the year it counts for.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The form.
    pub form: SelfEvaluation,
    /// Whose it is.
    pub unit: Unit,
    /// The year it is about; `None` where neither the form nor its path says.
    pub year: Option<i32>,
    /// Where the year came from: 表内, 文件夹名, 文件名. Chinese; empty where there is no year.
    pub year_from: String,
    /// Whether it counts.
    pub standing: Standing,
    /// When it was handed in, where its unit had a deadline for that year.
    pub timing: Option<Timing>,
}

impl Submission {
    /// Whether this is the version that counts.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.standing == Standing::Current
    }

    /// The unit as shown in outputs: the department, or department and project.
    #[must_use]
    pub fn shown_name(&self) -> String {
        match (&self.form.kind, &self.form.project.value) {
            (FormKind::Department, _) | (_, None) => self.unit.name.clone(),
            (_, Some(project)) => format!("{}·{project}", self.unit.name),
        }
    }
}

/// What to do when several forms of one unit are about one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum OnDuplicate {
    /// The later version counts, by the rule of [`version`]; the others are listed.
    #[default]
    LaterCounts,
    /// Stop, and say which files they are.
    Refuse,
}

/// How forms become submissions.
#[derive(Clone, Debug, Default)]
pub struct SubmitOptions {
    /// What to do with several forms of one unit for one year.
    pub on_duplicate: OnDuplicate,
    /// Names that a person has confirmed to be one, or told apart.
    pub confirmed: Vec<Correspondence>,
    /// The years that are dealt with; several forms of another year are nobody's concern. Empty for all.
    pub years: Vec<i32>,
    /// When files were last changed, by [`Source::path`](crate::form::model::Source::path), in
    /// seconds since 1970. May be left empty: the times say little and differ from one copy of the
    /// folder to the next, and are asked only where nothing better is known.
    pub changed: BTreeMap<String, i64>,
}

/// Several forms of one unit for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The unit, or unit and project.
    pub name: String,
    /// The year.
    pub year: i32,
    /// The files, by path.
    pub paths: Vec<String>,
    /// Whether all of them state the same.
    pub same_content: bool,
}

impl fmt::Display for Duplicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let same = if self.same_content {
            "内容相同"
        } else {
            "内容不同"
        };
        write!(
            f,
            "{}（{}年度）：{}，{same}",
            self.name,
            self.year,
            self.paths.join("、")
        )
    }
}

/// Why forms could not become submissions: the folder's content and the settings do not agree.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmissionError {
    /// Several forms of one unit for one year, and the settings refuse that.
    #[error(
        "同一单位同一年度有多份自评表：\n  {}\n请每个单位每个年度只留一份；或去掉“--on-duplicate error”，由程序取后一版并列出其余各份",
        .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n  ")
    )]
    Duplicates(Vec<Duplicate>),
}

/// Gives every form its unit and year, and says which of several versions counts. The submissions
/// come in the order of the forms.
///
/// Versions are compared among forms of one unit, year and kind, and, for projects, of one project
/// name. Forms whose year, or whose project's name, is unknown may be about different things: they
/// replace none of their like.
///
/// # Errors
///
/// [`SubmissionError::Duplicates`] when the options refuse several forms of one unit for one year.
pub fn submit(
    forms: Vec<SelfEvaluation>,
    roster: Option<&Roster>,
    options: &SubmitOptions,
) -> Result<Vec<Submission>, SubmissionError> {
    let units = identity::units(&forms, roster, &options.confirmed);
    let changes = Changes::new(&options.changed);
    let listed = roster.map(Roster::index);
    let mut submissions: Vec<Submission> = forms
        .into_iter()
        .zip(units)
        .map(|(form, unit)| {
            let (year, year_from) = year::decide(&form);
            let year_from = year_from.to_owned();
            let timing = listed.as_ref().and_then(|listed| {
                let changed = changes.of(&form.source.path);
                Timing::of(&form, year, listed.entry_of(&unit)?, changed)
            });
            Submission {
                form,
                unit,
                year,
                year_from,
                standing: Standing::Current,
                timing,
            }
        })
        .collect();
    let mut groups = rivals(&submissions);
    let of_asked_year = |group: &Vec<usize>| {
        let year = group
            .first()
            .and_then(|index| submissions.get(*index)?.year);
        options.years.is_empty() || year.is_some_and(|year| options.years.contains(&year))
    };
    groups.retain(of_asked_year);
    if options.on_duplicate == OnDuplicate::Refuse && !groups.is_empty() {
        let duplicates = groups
            .iter()
            .map(|group| duplicate(&submissions, group))
            .collect();
        return Err(SubmissionError::Duplicates(duplicates));
    }
    for group in groups {
        let forms: Vec<(usize, &SelfEvaluation)> = group
            .iter()
            .filter_map(|index| Some((*index, &submissions.get(*index)?.form)))
            .collect();
        for (index, standing) in version::standings(&forms, &options.changed) {
            if let Some(submission) = submissions.get_mut(index) {
                submission.standing = standing;
            }
        }
    }
    Ok(submissions)
}

/// The indices of forms about one and the same thing, where there are several.
fn rivals(submissions: &[Submission]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(i32, &str, FormKind, String), Vec<usize>> = BTreeMap::new();
    for (index, submission) in submissions.iter().enumerate() {
        let project = match (submission.form.kind, &submission.form.project.value) {
            (FormKind::Department, _) => String::new(),
            (_, Some(project)) => fold_tight(project),
            (_, None) => continue,
        };
        if let Some(year) = submission.year {
            let key = (
                year,
                submission.unit.name.as_str(),
                submission.form.kind,
                project,
            );
            groups.entry(key).or_default().push(index);
        }
    }
    groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect()
}

fn duplicate(submissions: &[Submission], group: &[usize]) -> Duplicate {
    let members: Vec<&Submission> = group.iter().filter_map(|i| submissions.get(*i)).collect();
    let mut paths: Vec<String> = members.iter().map(|m| m.form.source.path.clone()).collect();
    paths.sort();
    let pairs = members.windows(2);
    let same = |pair: &[&Submission]| match pair {
        [a, b] => difference::same_content(&a.form, &b.form),
        _ => true,
    };
    Duplicate {
        name: members.first().map(|m| m.shown_name()).unwrap_or_default(),
        year: members.first().and_then(|m| m.year).unwrap_or_default(),
        paths,
        same_content: pairs.into_iter().all(same),
    }
}

/// The name of a file without its folders and extension.
fn file_stem(path: &str) -> &str {
    let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
