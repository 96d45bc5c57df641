//! Material for tests: the small district of [`crate::compare::sample`] with a profile and rules.

use std::collections::BTreeMap;
use std::path::Path;

use super::material::{Material, ProfileSummary, Settings};
use super::{Planned, Written};
use crate::checks::finding::Severity;
use crate::checks::run::RuleOutcome;
use crate::compare::sample::district;
use crate::compare::{Comparison, Records};
use crate::fault::Fault;
use crate::results::{RunIdentity, WriteError};

/// What a [`Material`] borrows from.
pub(crate) struct Sample {
    pub(crate) records: Records,
    pub(crate) comparison: Comparison,
    pub(crate) rules: Vec<RuleOutcome>,
    pub(crate) profile: ProfileSummary,
    pub(crate) settings: Settings,
    pub(crate) faults: Vec<Fault>,
}

impl Sample {
    /// The small district.
    pub(crate) fn new() -> Self {
        let (records, comparison) = district();
        Self::of(records, comparison)
    }

    /// Any records, scored by the national profile.
    pub(crate) fn of(records: Records, comparison: Comparison) -> Self {
        Self {
            records,
            comparison,
            rules: rules(),
            profile: ProfileSummary {
                name: "national-2020".to_owned(),
                label: "全国通行口径（财预〔2020〕10号）".to_owned(),
                sha256: "cd".repeat(32),
                rules: vec![
                    (
                        "预算执行".to_owned(),
                        "10 分 × 执行率，封顶 10 分".to_owned(),
                    ),
                    (
                        "正向指标".to_owned(),
                        "实际完成值 ÷ 指标值 × 分值，封顶".to_owned(),
                    ),
                ],
            },
            settings: Settings {
                version: "0.1.0".to_owned(),
                run: RunIdentity::default().id(),
                stated: vec![("输入文件夹".to_owned(), "samples".to_owned())],
                ..Settings::default()
            },
            faults: Vec::new(),
        }
    }

    /// As material.
    pub(crate) fn material(&self) -> Material<'_> {
        Material {
            records: &self.records,
            comparison: &self.comparison,
            rules: &self.rules,
            profile: &self.profile,
            alternatives: &[],
            roster: None,
            grids: None,
            faults: &self.faults,
            settings: &self.settings,
        }
    }
}

/// Writes all results of the material into a folder.
pub(crate) fn write(material: &Material<'_>, folder: &Path) -> Result<Written, WriteError> {
    let planned = Planned {
        csv: material.settings.csv,
        slips: material.settings.slips,
        page: material.settings.page,
    };
    super::write(material, super::open(folder, planned)?)
}

fn rules() -> Vec<RuleOutcome> {
    vec![
        RuleOutcome {
            id: "A11",
            title: "指标得分与复算不符",
            category: "算术勾稽",
            severity: Severity::Warning,
            thresholds: "允差 0.01 分".to_owned(),
            passed: 30,
            findings: 2,
            not_judged: BTreeMap::from([("缺实际完成值".to_owned(), 1)]),
            ..RuleOutcome::default()
        },
        RuleOutcome {
            id: "A12",
            title: "总分与各行得分之和不符",
            category: "算术勾稽",
            severity: Severity::Error,
            passed: 7,
            findings: 2,
            ..RuleOutcome::default()
        },
    ]
}
