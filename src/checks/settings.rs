//! What the bureau decides: which rules run, how grave, how exact, from which figure on.
//!
//! In `huiping.toml`:
//!
//! ```toml
//! waivers = "豁免.xlsx"            # 部门, 规则, 年度, 单元格, 理由, 批准人, 日期
//!
//! [checks.A12]
//! severity = "疑点"                # 错误, 疑点, 提示
//! tolerance = 0.05                 # or "written", "exact", "1%", { absolute = 0.05, relative = 0.01 }
//!
//! [checks.L07]
//! reason_from = 1.20               # the thresholds that `huiping rules L07` names
//!
//! [[checks.L16.when]]              # for some forms only; a later entry wins
//! kind = "项目支出"
//! years = [2022, 2023]
//! enabled = false
//!
//! [[rule]]                         # a rule of the bureau's own: see `own_rule`
//! id = "B01"
//! title = "单项分值超过 50 分"
//! severity = "错误"
//! scope = "指标"                   # 表, 指标, 资金
//! when = "row.weight > 50 && row.level1.startsWith('产出')"
//! message = "指标“{row.name}”分值 {row.weight}，按规定不得超过 50 分。"
//! advice = "拆分指标。"
//! ```

mod read;
#[cfg(test)]
pub(super) mod tests;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::form::model::FormKind;
use crate::scoring::profile::{Limit, Rules};

use super::finding::Severity;
use super::rule::RuleInfo;
use super::tolerance::Tolerance;

pub use read::BureauRules;
pub(super) use read::SEVERITIES;
pub(crate) use read::read;

/// What rules take from the scoring profile, for one kind of form and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileValues {
    /// How far a stated score may lie from the computed one.
    pub score_tolerance: Decimal,
    /// How far amounts may lie apart, in the form's unit; `None` for what their written places leave open.
    pub amount_tolerance: Option<Decimal>,
    /// How far rates may lie apart, as a fraction; `None` for what their written places leave open.
    pub rate_tolerance: Option<Decimal>,
    /// Whether a score below the weight needs a reason.
    pub reason_below_full: bool,
    /// The execution rate, as a fraction, below which a reason is due; `None` for no such rule.
    pub execution_reason_below: Option<Decimal>,
    /// The completion, as a fraction, beyond which a reason is due; `None` for no such rule.
    pub over_reason: Option<Limit>,
    /// The completion, as a fraction, below which a reason is due, whatever the score; `None` for no such rule.
    pub completion_reason_below: Option<Decimal>,
    /// With a target of zero, the actual value from which a reason is due; `None` for no such rule.
    pub over_zero_target: Option<Decimal>,
    /// Whether any change of the budget within the year has to be explained.
    pub adjustment_reason: bool,
    /// Whether a qualitative indicator needs a description of what was reached.
    pub qualitative_reason: bool,
    /// The most characters of a reason; `None` for no limit.
    pub reason_max_chars: Option<u32>,
    /// The fewest characters that make a reason.
    pub reason_min_chars: u32,
    /// What all weights add up to.
    pub full_score: Decimal,
    /// The grades, best first: the lowest score of each, and its name.
    pub grades: Vec<(Decimal, String)>,
}

impl Default for ProfileValues {
    /// The national rules: scores to 0.01, an execution below 90 % and a completion beyond 130 % have
    /// to be explained, grades at 90, 80 and 60.
    fn default() -> Self {
        Self {
            score_tolerance: hundredths(1),
            amount_tolerance: None,
            rate_tolerance: None,
            reason_below_full: true,
            execution_reason_below: Some(hundredths(90)),
            over_reason: Some(Limit {
                at: hundredths(130),
                included: false,
            }),
            completion_reason_below: None,
            over_zero_target: None,
            adjustment_reason: false,
            qualitative_reason: false,
            reason_max_chars: None,
            reason_min_chars: 6,
            full_score: Decimal::ONE_HUNDRED,
            grades: [(90, "优"), (80, "良"), (60, "中"), (0, "差")]
                .map(|(from, name)| (Decimal::from(from), name.to_owned()))
                .to_vec(),
        }
    }
}

impl ProfileValues {
    /// The values of a profile's rules.
    #[must_use]
    pub fn of(rules: &Rules) -> Self {
        Self {
            score_tolerance: rules.tolerance.score,
            amount_tolerance: rules.tolerance.amount,
            rate_tolerance: rules.tolerance.rate,
            reason_below_full: rules.reason.below_full,
            execution_reason_below: rules.reason.execution_below,
            over_reason: rules.reason.over,
            completion_reason_below: rules.reason.completion_below,
            over_zero_target: rules.reason.over_zero_target,
            adjustment_reason: rules.reason.any_adjustment,
            qualitative_reason: rules.reason.qualitative,
            reason_max_chars: rules.reason.most_characters,
            reason_min_chars: rules.reason.least_characters,
            full_score: rules.weights.total,
            grades: rules
                .grades
                .iter()
                .map(|grade| (grade.from, grade.name.clone()))
                .collect(),
        }
    }

    /// The tolerance between amounts.
    #[must_use]
    pub fn of_amounts(&self) -> Tolerance {
        self.amount_tolerance
            .map_or(Tolerance::Written, Tolerance::Absolute)
    }

    /// The tolerance between rates.
    #[must_use]
    pub fn of_rates(&self) -> Tolerance {
        self.rate_tolerance
            .map_or(Tolerance::Written, Tolerance::Absolute)
    }

    /// The grade of a total.
    #[must_use]
    pub fn grade(&self, total: Decimal) -> Option<&str> {
        self.grades
            .iter()
            .find(|(from, _)| total >= *from)
            .map(|(_, name)| name.as_str())
    }
}

/// So many hundredths: `hundredths(130)` is 1.30.
#[must_use]
pub const fn hundredths(count: u32) -> Decimal {
    Decimal::from_parts(count, 0, 0, false, 2)
}

/// What is changed of a rule; `None` leaves as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleChange {
    /// Whether it runs.
    pub enabled: Option<bool>,
    /// How grave its findings are.
    pub severity: Option<Severity>,
    /// How far apart figures may lie.
    pub tolerance: Option<Tolerance>,
    /// Its thresholds by key.
    pub thresholds: BTreeMap<String, Decimal>,
}

impl RuleChange {
    fn take(&mut self, later: &Self) {
        self.enabled = later.enabled.or(self.enabled);
        self.severity = later.severity.or(self.severity);
        self.tolerance = later.tolerance.or(self.tolerance);
        for (key, value) in &later.thresholds {
            self.thresholds.insert(key.clone(), *value);
        }
    }
}

/// Where a change holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// For forms of this kind alone.
    pub kind: Option<FormKind>,
    /// For these years alone; empty for all.
    pub years: Vec<i32>,
}

impl Condition {
    fn holds(&self, kind: Option<FormKind>, year: Option<i32>) -> bool {
        let kind_fits = self.kind.is_none() || self.kind == kind;
        let year_fits =
            self.years.is_empty() || year.is_some_and(|year| self.years.contains(&year));
        kind_fits && year_fits
    }
}

/// The settings of all rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckSettings {
    /// The changes to each rule, in the order of the file: a later one that holds wins.
    pub changes: BTreeMap<String, Vec<(Condition, RuleChange)>>,
}

impl CheckSettings {
    /// What holds for a rule on forms of a kind and year.
    #[must_use]
    pub fn resolve(&self, rule: &str, kind: Option<FormKind>, year: Option<i32>) -> RuleChange {
        let mut resolved = RuleChange::default();
        for (condition, change) in self.changes.get(rule).into_iter().flatten() {
            if condition.holds(kind, year) {
                resolved.take(change);
            }
        }
        resolved
    }

    /// Whether a rule runs on forms of a kind and year.
    #[must_use]
    pub fn runs(&self, rule: &RuleInfo, kind: Option<FormKind>, year: Option<i32>) -> bool {
        let in_time = year.is_none_or(|year| {
            rule.since.is_none_or(|since| year >= since)
                && rule.until.is_none_or(|until| year <= until)
        });
        in_time && self.resolve(rule.id, kind, year).enabled.unwrap_or(true)
    }

    /// The value of a threshold: the settings', or its own. A key the rule does not declare is a fault
    /// of the rule; it counts as zero.
    #[must_use]
    pub fn threshold(
        &self,
        rule: &RuleInfo,
        key: &str,
        (kind, year): (Option<FormKind>, Option<i32>),
        values: &ProfileValues,
    ) -> Decimal {
        let set = self.resolve(rule.id, kind, year);
        set.thresholds.get(key).copied().unwrap_or_else(|| {
            rule.thresholds
                .iter()
                .find(|threshold| threshold.key == key)
                .map(|threshold| (threshold.default)(values))
                .unwrap_or_default()
        })
    }

    /// The tolerance of a rule: the settings', or its own.
    #[must_use]
    pub fn tolerance(
        &self,
        rule: &RuleInfo,
        (kind, year): (Option<FormKind>, Option<i32>),
        values: &ProfileValues,
    ) -> Tolerance {
        self.resolve(rule.id, kind, year)
            .tolerance
            .unwrap_or_else(|| {
                rule.tolerance
                    .map_or(Tolerance::Exact, |tolerance| tolerance(values))
            })
    }
}
