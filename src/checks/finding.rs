//! A finding: the one object that feeds terminal, workbook, slips and JSON.

use std::fmt;

use rust_decimal::Decimal;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 错误: must be corrected.
    Error,
    /// 疑点: must be explained.
    Warning,
    /// 提示: worth knowing.
    #[default]
    Notice,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "错误",
            Self::Warning => "疑点",
            Self::Notice => "提示",
        })
    }
}

/// How sure a finding is; apart from how grave it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// 确定: arithmetic.
    Certain,
    /// 很可能: rests on understanding a wording.
    Likely,
    /// 存疑: a hint for a person.
    #[default]
    Possible,
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Certain => "确定",
            Self::Likely => "很可能",
            Self::Possible => "存疑",
        })
    }
}

/// A cell that a finding is about, and the part it plays.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the assessment the cell belongs to.
    pub form: usize,
    /// What the cell is: 得分, 分值, 实际完成值 …
    pub role: String,
    /// Sheet name.
    pub sheet: String,
    /// A1 address.
    pub cell: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule: `A12`.
    pub rule: &'static str,
    /// The rule's title.
    pub title: String,
    /// How grave.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// 算术勾稽, 完成逻辑, 指标质量, 完整性, 同类与年度.
    pub category: &'static str,
    /// Index of the assessment it is about; `None` where it is about no form (缺报).
    pub form: Option<usize>,
    /// The department.
    pub department: String,
    /// The year.
    pub year: Option<i32>,
    /// The file, as shown; empty where there is none.
    pub file: String,
    /// The cells, in Excel order, the one to look at first in front.
    pub places: Vec<Place>,
    /// What it is about within the form: an indicator's or fund row's name; empty for the whole form.
    pub subject: String,
    /// What was found.
    pub found: String,
    /// What was expected, and how that was computed.
    pub expected: String,
    /// Found minus expected, where both are numbers.
    pub difference: Option<Decimal>,
    /// The tolerance that applied, in words.
    pub tolerance: String,
    /// One clear sentence for the reader.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// Points at stake: how much the department's score is, or may be, too high; below zero where it is
    /// too low.
    pub points: Option<Decimal>,
}
