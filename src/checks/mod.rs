//! One rule, one file; a registry; findings.
//!
//! [`run`] judges every form by every rule of the [`registry`]. To read on: [`rule`] says what a rule
//! is, [`view`] what it reads, [`problem`] what it hands back, [`settle`] what becomes of that.

pub(crate) mod finding;
pub(crate) mod in_force;
pub(crate) mod problem;
pub(crate) mod registry;
pub(crate) mod rule;
pub(crate) mod run;
pub(crate) mod settings;
pub(crate) mod settle;
pub(crate) mod text;
pub(crate) mod tolerance;
pub(crate) mod view;
pub(crate) mod waiver;
pub(crate) mod wording;

mod arithmetic;
mod bureau;
mod completeness;
mod completion;
mod documents;
pub(crate) mod own_rule;
pub(crate) mod peers;
mod prelude;
mod quality;
#[cfg(test)]
pub(crate) mod sample_form;
#[cfg(test)]
pub(crate) mod tests;

use crate::policy::CheckSettings;
use crate::scoring::Profile;
use crate::submission::correspondence::Correspondence;
use crate::submission::roster::Roster;

pub(crate) use own_rule::OwnRule;

/// What the checks know besides the forms.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    /// 应报单位名单.
    pub roster: Option<&'a Roster>,
    /// The scoring profile, for its tolerances, thresholds and grades.
    pub profile: &'a Profile,
    /// What the bureau decided.
    pub settings: CheckSettings,
    /// 豁免.
    pub waivers: Vec<waiver::Waiver>,
    /// The bureau's own rules.
    pub own_rules: Vec<OwnRule>,
    /// What is known of the files the forms came from; empty where nothing is.
    pub files: Vec<FileNote>,
    /// The approved performance targets, where they were given.
    pub approved_targets: Vec<ApprovedTarget>,
    /// Names of two years that a person has confirmed to be one, or told apart.
    pub confirmed: Vec<Correspondence>,
    /// The self-evaluation reports found beside the forms, as plain text.
    pub reports: Vec<Report>,
    /// Paths of the files that hold no form: reports, pictures, other tables. `None` where the
    /// folder was not looked through.
    pub companions: Option<Vec<String>>,
}

#[cfg(test)]
impl Default for Context<'_> {
    /// The default profile, and nothing else.
    fn default() -> Self {
        Self {
            roster: None,
            profile: tests::default_profile(),
            settings: CheckSettings::default(),
            waivers: Vec::new(),
            own_rules: Vec::new(),
            files: Vec::new(),
            approved_targets: Vec::new(),
            confirmed: Vec::new(),
            reports: Vec::new(),
            companions: None,
        }
    }
}

/// A target as approved at the beginning of the year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ApprovedTarget {
    /// The unit as shown: the department, or department and project.
    pub unit: String,
    /// The year; `None` for every year.
    pub year: Option<i32>,
    /// 三级指标
    pub indicator: String,
    /// 指标值
    pub target: String,
    /// Where it stands: file, sheet and cell, in words; empty where that is not known.
    pub place: String,
    /// Whether it was approved (批复), or only declared (申报).
    pub standing: GoalStanding,
}

/// How binding a goal table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum GoalStanding {
    /// 申报: what the department asked for.
    Declared,
    /// 批复: what was approved.
    #[default]
    Approved,
}

impl GoalStanding {
    /// The word users see.
    #[must_use]
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Declared => "申报",
            Self::Approved => "批复",
        }
    }
}

/// A self-evaluation report (自评报告) as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// The file, as shown.
    pub path: String,
    /// The unit as shown.
    pub unit: String,
    /// The year it is about.
    pub year: Option<i32>,
    /// Its text, a line each paragraph.
    pub text: String,
}

/// What is known of a file besides its forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileNote {
    /// The path, as in [`Source::path`](crate::form::model::Source::path).
    pub path: String,
    /// The reader's remarks: hidden sheets, formulas without results, a wrong extension.
    pub remarks: Vec<String>,
}
