//! What the outputs are made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checks::run::RuleOutcome;
use crate::compare::what_if::Alternative;
use crate::compare::{Comparison, Records};
use crate::fault::Fault;
use crate::intake::grid::Workbook;
use crate::results::RunId;
use crate::submission::roster::Roster;

/// Everything that the outputs tell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Material<'a> {
    /// The records of the run.
    pub records: &'a Records,
    /// Their comparison.
    pub comparison: &'a Comparison,
    /// What became of each rule.
    pub rules: &'a [RuleOutcome],
    /// The profile that scored the forms.
    pub profile: &'a ProfileSummary,
    /// What other profiles would make of them; empty where none was asked for.
    pub alternatives: &'a [Alternative],
    /// 应报单位名单, where there is one.
    pub roster: Option<&'a Roster>,
    /// The files that hold forms as grids, by path; for the pictures on the slips.
    pub grids: Option<&'a BTreeMap<String, Arc<Workbook>>>,
    /// Faults of the program that came up before the writing.
    pub faults: &'a [Fault],
    /// How the run was made.
    pub settings: &'a Settings,
}

/// A scoring profile, in the words of the outputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ProfileSummary {
    /// `national-2020`
    pub name: String,
    /// 财预〔2020〕10号 通行口径 …
    pub label: String,
    /// SHA-256 of the profile as resolved.
    pub sha256: String,
    /// Its rules and thresholds: what, and how much.
    pub rules: Vec<(String, String)>,
}

/// How the run was made and where its results go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The program's version.
    pub version: String,
    /// The id of the run.
    pub run: RunId,
    /// What was set, in words: what, and how.
    pub stated: Vec<(String, String)>,
    /// The time of the run as it is to be shown; nothing is shown where there is none.
    pub generated_at: Option<String>,
    /// The time of making that the files carry, in seconds since 1970 UTC; fixed where none is given.
    pub created: Option<i64>,
    /// Whether the data go out as CSV too.
    pub csv: bool,
    /// Whether its texts stand as they were, for programs.
    pub csv_raw: bool,
    /// Whether slips are written.
    pub slips: bool,
    /// Whether the page is written.
    pub page: bool,
}
