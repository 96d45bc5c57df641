//! One rule, one file; a registry; findings.
//!
//! [`run`] judges every form by every rule of the [`registry`]. To read on: [`rule`] says what a rule
//! is, [`view`] what it reads, [`problem`] what it hands back, [`settle`] what becomes of that.

pub mod finding;
pub mod problem;
pub mod registry;
pub mod rule;
pub mod run;
pub mod settings;
pub mod settle;
pub mod text;
pub mod tolerance;
pub mod view;
pub mod waiver;
pub mod wording;

mod arithmetic;
mod completion;
mod own_rule;
mod prelude;
#[cfg(test)]
mod sample_form;
#[cfg(test)]
mod tests;

use crate::submission::roster::Roster;

pub use own_rule::OwnRule;
pub use registry::{catalogue, page};
pub use run::{CheckRun, Fault, RuleOutcome, run};

/// What the checks know besides the forms.
#[derive(Debug, Default)]
pub struct Context<'a> {
    /// 应报单位名单.
    pub roster: Option<&'a Roster>,
    /// What the bureau decided.
    pub settings: settings::CheckSettings,
    /// 豁免.
    pub waivers: Vec<waiver::Waiver>,
    /// The bureau's own rules.
    pub own_rules: Vec<OwnRule>,
    /// What is known of the files the forms came from; empty where nothing is.
    pub files: Vec<FileNote>,
    /// Paths of the files that hold no form: reports, pictures, other tables. `None` where the
    /// folder was not looked through.
    pub companions: Option<Vec<String>>,
}

/// What is known of a file besides its forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileNote {
    /// The path, as in [`Source::path`](crate::form::model::Source::path).
    pub path: String,
    /// The day it was last changed, ISO 8601.
    pub modified: Option<String>,
    /// The reader's remarks: hidden sheets, formulas without results, a wrong extension.
    pub remarks: Vec<String>,
}
