//! The record of a rule: what it is called, how grave it is, what it allows, its page.

use std::fmt;

use rust_decimal::Decimal;

use crate::checks::finding::{Confidence, Severity};
use crate::checks::tolerance::Tolerance;
use crate::scoring::profile::Rules;

/// The family a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Category {
    /// 算术勾稽: sums, rates, scores.
    Arithmetic,
    /// 完成逻辑: what target, actual value, score and reason say of each other.
    Completion,
    /// 指标质量: whether an indicator can be assessed at all.
    Quality,
    /// 完整性: what should be there and is not.
    Completeness,
    /// 同类与年度: other departments, other years.
    Peers,
    /// 材料一致: what the documents beside a form say of it.
    Documents,
    /// 设置: the bureau's own settings and waivers.
    Settings,
}

impl Category {
    /// The word users see.
    #[must_use]
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Arithmetic => "算术勾稽",
            Self::Completion => "完成逻辑",
            Self::Quality => "指标质量",
            Self::Completeness => "完整性",
            Self::Peers => "同类与年度",
            Self::Documents => "材料一致",
            Self::Settings => "设置",
        }
    }
}

/// How much a rule looks at to judge one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// One row of the budget block.
    Fund,
    /// One indicator row.
    Indicator,
    /// One form.
    Form,
    /// Two successive years of one unit.
    Years,
    /// Every form of the folder, and the roster.
    Folder,
    /// What other rules found, and the waivers.
    Findings,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fund => "逐行（资金栏）",
            Self::Indicator => "逐行（指标栏）",
            Self::Form => "逐表",
            Self::Years => "同一单位的相邻年度",
            Self::Folder => "全部自评表",
            Self::Findings => "其他规则的发现和豁免",
        })
    }
}

/// A number that a bureau may set for a rule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Threshold {
    /// Its key in the settings: `from`.
    pub key: &'static str,
    /// What it is, in Chinese, unit included.
    pub meaning: &'static str,
    /// The value that holds unless the settings say otherwise.
    pub default: Given,
}

/// Whose word a threshold is, unless the settings say otherwise.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Given {
    /// The rule's own.
    Rule(Decimal),
    /// The scoring profile's.
    Profile(fn(&Rules) -> Decimal),
}

/// How far apart two figures may lie, unless the settings say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allowance {
    /// As the profile says of scores.
    Scores,
    /// As the profile says of amounts, in 万元; what their written places leave open where it says nothing.
    Amounts,
    /// As the profile says of rates; what their written places leave open where it says nothing.
    Rates,
    /// As the rule says.
    Rule(Tolerance),
}

/// So many hundredths: `hundredths(130)` is 1.30.
#[must_use]
pub(crate) const fn hundredths(count: u32) -> Decimal {
    Decimal::from_parts(count, 0, 0, false, 2)
}

/// A whole number.
#[must_use]
pub(crate) const fn whole(count: u32) -> Decimal {
    Decimal::from_parts(count, 0, 0, false, 0)
}

/// The page on a rule, in Chinese, under fixed headings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doc {
    /// 查什么
    pub what: &'static str,
    /// 为什么
    pub why: &'static str,
    /// 怎样算
    pub how: &'static str,
    /// 怎样改
    pub fix: &'static str,
    /// 出处
    pub source: &'static str,
}

/// The record of a rule: everything about it but its code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RuleInfo {
    /// `A12`; never reused.
    pub id: &'static str,
    /// What is wrong where the rule finds something.
    pub title: &'static str,
    /// How grave its findings are, unless one says otherwise.
    pub severity: Severity,
    /// How sure its findings are, unless one says otherwise.
    pub confidence: Confidence,
    /// Its family.
    pub category: Category,
    /// What it judges at a time.
    pub scope: Scope,
    /// How far apart two figures may lie; `None` where the rule compares none.
    pub tolerance: Option<Allowance>,
    /// The numbers a bureau may set.
    pub thresholds: &'static [Threshold],
    /// The first year it holds for.
    pub since: Option<i32>,
    /// The last year it holds for.
    pub until: Option<i32>,
    /// Rules that tell the same fact better: where one of them found something on the same row,
    /// what this rule finds there is a repetition, suppressed and counted.
    pub yields_to: &'static [&'static str],
    /// The page.
    pub doc: Doc,
    /// An example in which the rule finds nothing; run as a test.
    pub pass: &'static str,
    /// An example in which it finds something; run as a test.
    pub fail: &'static str,
}

impl RuleInfo {
    /// A record of which nothing is filled in: rules state what differs from it.
    pub(crate) const PLAIN: Self = Self {
        id: "",
        title: "",
        severity: Severity::Error,
        confidence: Confidence::Certain,
        category: Category::Arithmetic,
        scope: Scope::Form,
        tolerance: None,
        thresholds: &[],
        since: None,
        until: None,
        yields_to: &[],
        doc: Doc {
            what: "",
            why: "",
            how: "",
            fix: "",
            source: "",
        },
        pass: "",
        fail: "",
    };
}
