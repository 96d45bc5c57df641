//! What a rule hands to the engine: a finding in the making, its places still symbolic.

use rust_decimal::Decimal;

use crate::form::model::{SheetCell, Sourced};

use crate::value::number::round_half_away;

use super::finding::{Confidence, Severity};
use super::view::{FormView, FundRow, IndicatorRow};

/// Places to which a difference is kept: a hundredth of a percentage point of a rate, and finer than
/// any amount or score is written.
const DIFFERENCE_PLACES: u32 = 6;

/// The row a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Row {
    /// The form as a whole.
    Whole,
    /// A row of the budget block.
    Fund(usize),
    /// An indicator row.
    Indicator(usize),
}

/// A cell and the part it plays, not yet an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Index of the assessment.
    pub form: usize,
    /// 得分, 分值, 实际完成值 …
    pub role: &'static str,
    /// The cell.
    pub at: SheetCell,
}

/// How problems of one kind are told together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fold {
    /// What is the same for all, to follow a count: `个指标没有填写实际完成值`.
    pub lead: String,
    /// What is this one's own: `“结案率”（F16）`.
    pub item: String,
}

/// A finding in the making.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    /// The form it is about; `None` for a form that does not exist (缺报).
    pub form: Option<usize>,
    /// The department, where there is no form to say so.
    pub unit: Option<(String, Option<i32>)>,
    /// The row it is about.
    pub row: Row,
    /// Which column of the row, where a rule judges several; empty for the row as a whole.
    pub aspect: &'static str,
    /// Its cells; the one to look at first in front.
    pub spots: Vec<Spot>,
    /// The indicator's or fund row's name; empty for the whole form.
    pub subject: String,
    /// What was found.
    pub found: String,
    /// What was expected, and how that was computed.
    pub expected: String,
    /// Found minus expected.
    pub difference: Option<Decimal>,
    /// The tolerance that applied, in words.
    pub tolerance: String,
    /// One clear sentence.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// Points at stake; see [`Problem::points`].
    pub points: Option<Decimal>,
    /// Another severity than the rule's.
    pub severity: Option<Severity>,
    /// Another confidence than the rule's.
    pub confidence: Option<Confidence>,
    /// How repeats fold; `None` where each stands alone.
    pub fold: Option<Fold>,
}

impl Problem {
    fn new(form: Option<usize>, row: Row, subject: String) -> Self {
        Self {
            form,
            unit: None,
            row,
            aspect: "",
            spots: Vec::new(),
            subject,
            found: String::new(),
            expected: String::new(),
            difference: None,
            tolerance: String::new(),
            message: String::new(),
            advice: String::new(),
            points: None,
            severity: None,
            confidence: None,
            fold: None,
        }
    }

    /// About a form as a whole.
    #[must_use]
    pub(crate) fn with_form(form: &FormView<'_>) -> Self {
        Self::new(Some(form.index), Row::Whole, String::new())
    }

    /// About an indicator row.
    #[must_use]
    pub(crate) fn with_row(form: &FormView<'_>, row: &IndicatorRow<'_>) -> Self {
        Self::new(Some(form.index), Row::Indicator(row.index), row.name())
    }

    /// About a row of the budget block.
    #[must_use]
    pub(crate) fn with_fund(form: &FormView<'_>, fund: &FundRow<'_>) -> Self {
        Self::new(Some(form.index), Row::Fund(fund.index), fund.name())
    }

    /// About a unit that has no form.
    #[must_use]
    pub(crate) fn with_unit(name: &str, year: Option<i32>) -> Self {
        Self {
            unit: Some((name.to_owned(), year)),
            ..Self::new(None, Row::Whole, String::new())
        }
    }

    /// Adds the cells of a value, under the part they play.
    #[must_use]
    pub(crate) fn cell<T>(
        mut self,
        form: &FormView<'_>,
        role: &'static str,
        value: &Sourced<T>,
    ) -> Self {
        self.spots.extend(value.cells.iter().map(|at| Spot {
            form: form.index,
            role,
            at: *at,
        }));
        self
    }

    /// Narrows the problem to one column of its row.
    #[must_use]
    pub(crate) fn aspect(mut self, column: &'static str) -> Self {
        self.aspect = column;
        self
    }

    /// What was found.
    #[must_use]
    pub(crate) fn found(mut self, found: impl Into<String>) -> Self {
        self.found = found.into();
        self
    }

    /// What was expected, and how that was computed.
    #[must_use]
    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    /// Found minus expected, with the tolerance in words.
    #[must_use]
    pub(crate) fn difference(mut self, difference: Decimal, tolerance: impl Into<String>) -> Self {
        self.difference = Some(round_half_away(difference, DIFFERENCE_PLACES).normalize());
        self.tolerance = tolerance.into();
        self
    }

    /// The sentence.
    #[must_use]
    pub(crate) fn message(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// What to do.
    #[must_use]
    pub(crate) fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// The points at stake: how much the department's score is, or may be, too high; below zero where it
    /// is too low, and rises once this is put right.
    #[must_use]
    pub(crate) fn points(self, points: Decimal) -> Self {
        self.points_if(Some(points))
    }

    /// The points at stake, where they are known; see [`Problem::points`].
    #[must_use]
    pub(crate) fn points_if(mut self, points: Option<Decimal>) -> Self {
        self.points = points;
        self
    }

    /// Another severity than the rule's.
    #[must_use]
    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Another confidence than the rule's.
    #[must_use]
    pub(crate) fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = Some(confidence);
        self
    }

    /// Lets repeats with the same `lead` fold into one finding.
    #[must_use]
    pub(crate) fn fold(mut self, lead: impl Into<String>, item: impl Into<String>) -> Self {
        self.fold = Some(Fold {
            lead: lead.into(),
            item: item.into(),
        });
        self
    }
}
