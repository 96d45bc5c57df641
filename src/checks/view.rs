//! What rules read: a form with its rows, its scores and the settings that hold for it.

use rust_decimal::Decimal;

use crate::form::model::{
    FormKind, FundLine, FundRole, Indicator, SelfEvaluation, Sourced, is_blank_mark,
};
use crate::scoring::{Assessment, LineScore, Rescored, ScoreStatus};
use crate::value::number::Number;
use crate::value::target::{
    Actual, Aligned, Context as RowContext, Misfit, Operator, Punctuality, Quantity, Target, align,
    punctuality, understand,
};

use super::Context;
use super::rule::RuleInfo;
use super::settings::CheckSettings;
use super::tolerance::Tolerance;
use super::wording::{enumerated, quoted};

/// A row of the budget block.
#[derive(Clone, Debug)]
pub struct FundRow<'a> {
    /// Its place in the block.
    pub index: usize,
    /// The row.
    pub line: &'a FundLine,
}

impl FundRow<'_> {
    /// Its label without `其中：` and colons, or its place.
    #[must_use]
    pub fn name(&self) -> String {
        let label = self.line.label.value.as_deref().unwrap_or_default();
        let name = label
            .trim_start_matches("其中")
            .trim_matches(|c: char| matches!(c, ':' | '：') || c.is_whitespace());
        if name.is_empty() {
            format!("资金第 {} 行", self.index + 1)
        } else {
            name.to_owned()
        }
    }

    /// Its kind.
    #[must_use]
    pub fn role(&self) -> FundRole {
        self.line.role.unwrap_or(FundRole::Other)
    }
}

/// An indicator row.
#[derive(Clone, Debug)]
pub struct IndicatorRow<'a> {
    /// Its place in the block.
    pub index: usize,
    /// The row.
    pub indicator: &'a Indicator,
    /// Its score by the profile.
    pub line: Option<&'a LineScore>,
    /// Its target, understood.
    pub target: Option<Target>,
    /// Its actual value, understood.
    pub actual: Option<Actual>,
    /// A comparison that the actual value repeats from the target: `≥90%`.
    pub echo: Option<Operator>,
    /// Whether it was in time, where target and actual value are dates.
    pub in_time: Option<bool>,
}

impl IndicatorRow<'_> {
    /// Its name, or its place.
    #[must_use]
    pub fn name(&self) -> String {
        match self.indicator.name.value.as_deref() {
            Some(name) if !name.trim().is_empty() => name.to_owned(),
            _ => format!("第 {} 行指标", self.index + 1),
        }
    }

    /// Its name in quotation marks.
    #[must_use]
    pub fn quoted(&self) -> String {
        quoted(&self.name())
    }

    /// The stated weight.
    #[must_use]
    pub fn weight(&self) -> Option<Decimal> {
        self.indicator
            .weight
            .value
            .map(|number| number.value)
            .or_else(|| self.line.and_then(|line| line.weight))
    }

    /// The stated score.
    #[must_use]
    pub fn stated(&self) -> Option<Decimal> {
        self.indicator.score.value.map(|number| number.value)
    }

    /// The score by the profile, where it could be recomputed from target and actual value.
    #[must_use]
    pub fn recomputed(&self) -> Option<Decimal> {
        self.line
            .filter(|line| line.status == ScoreStatus::Recomputed)
            .and_then(|line| line.score)
    }

    /// The arithmetic of [`IndicatorRow::recomputed`] with its numbers.
    #[must_use]
    pub fn formula(&self) -> Option<&str> {
        self.line.and_then(|line| line.formula.as_deref())
    }

    /// Whether the target is met.
    #[must_use]
    pub fn met(&self) -> Option<bool> {
        self.line.and_then(|line| line.met)
    }

    /// Degree of completion, as a fraction.
    #[must_use]
    pub fn completion(&self) -> Option<Decimal> {
        self.line.and_then(|line| line.completion)
    }

    /// Whether the target is a number to be held against an actual value.
    #[must_use]
    pub fn is_measured(&self) -> bool {
        self.target
            .as_ref()
            .is_some_and(|target| target.quantity.is_some() && target.operator != Operator::By)
    }

    /// The quantities of target and actual value, where both are numbers.
    #[must_use]
    pub fn quantities(&self) -> Option<(&Target, &Quantity, &Quantity)> {
        let target = self.target.as_ref()?;
        let bound = target.quantity.as_ref()?;
        match self.actual.as_ref()? {
            Actual::Measured(actual) => Some((target, bound, actual)),
            Actual::Words(_) | Actual::When(_) => None,
        }
    }

    /// Target and actual value in one unit; `None` where one of them is no number.
    #[must_use]
    pub fn aligned(&self) -> Option<Result<Aligned, Misfit>> {
        let (target, bound, actual) = self.quantities()?;
        Some(align(bound, target.upper.as_ref(), actual))
    }

    /// Target and actual value as plain numbers in one unit, where that can be had.
    #[must_use]
    pub fn comparable(&self) -> Option<Aligned> {
        self.aligned()?.ok()
    }

    /// Whether the target asks for an exact value: `=`, or a bare number.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.target
            .as_ref()
            .is_some_and(|target| target.operator == Operator::Equal)
    }

    /// Whether more is better: `≥`, `>`, `=`.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.target.as_ref().is_some_and(|target| {
            matches!(
                target.operator,
                Operator::AtLeast | Operator::MoreThan | Operator::Equal
            )
        })
    }

    /// Whether a lower value is better: `≤`, `<`.
    #[must_use]
    pub fn is_inverse(&self) -> bool {
        self.target
            .as_ref()
            .is_some_and(|target| matches!(target.operator, Operator::AtMost | Operator::LessThan))
    }

    /// Why the target was missed or overshot, as written in the columns for reason and measures.
    #[must_use]
    pub fn explanation(&self) -> String {
        [&self.indicator.reason, &self.indicator.measures]
            .into_iter()
            .map(stated_text)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether the form has a column in which a reason could stand.
    #[must_use]
    pub fn has_place_for_reason(&self) -> bool {
        self.indicator.reason.has_place() || self.indicator.measures.has_place()
    }

    /// Whether level 1, level 2 or the name speaks of one of these words.
    #[must_use]
    pub fn speaks_of(&self, words: &[&str]) -> bool {
        let indicator = self.indicator;
        [&indicator.level1, &indicator.level2, &indicator.name]
            .into_iter()
            .filter_map(|text| text.value.as_deref())
            .any(|text| words.iter().any(|word| text.contains(word)))
    }

    /// Whether level 2, or level 1 where there is no level 2, speaks of one of these words.
    #[must_use]
    pub fn is_under(&self, words: &[&str]) -> bool {
        let indicator = self.indicator;
        let level = indicator
            .level2
            .value
            .as_deref()
            .filter(|level| !level.is_empty())
            .or(indicator.level1.value.as_deref());
        level.is_some_and(|level| words.iter().any(|word| level.contains(word)))
    }
}

/// Whether an actual date keeps a deadline; `None` where one is none or the texts leave it open.
fn in_time(target: Option<&Target>, actual: Option<&Actual>, year: Option<i32>) -> Option<bool> {
    let deadline = target?.timing.as_ref()?;
    let Actual::When(done) = actual? else {
        return None;
    };
    match punctuality(deadline, done, year) {
        Punctuality::InTime => Some(true),
        Punctuality::Late => Some(false),
        Punctuality::Unclear | Punctuality::NoYear => None,
    }
}

/// A text that says something: empty where the cell is blank or holds a dash or 无.
#[must_use]
pub fn stated_text(text: &Sourced<String>) -> &str {
    let stated = text.value.as_deref().unwrap_or(&text.text).trim();
    if is_blank_mark(stated) { "" } else { stated }
}

/// A form as rules read it.
#[derive(Clone, Debug)]
pub struct FormView<'a> {
    /// Index of the assessment.
    pub index: usize,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// The form.
    pub form: &'a SelfEvaluation,
    /// Its scores by the profile.
    pub rescored: &'a Rescored,
    /// Its budget block.
    pub funds: Vec<FundRow<'a>>,
    /// Its indicator rows, subtotal rows among them.
    pub all_rows: Vec<IndicatorRow<'a>>,
    /// The settings.
    pub settings: &'a CheckSettings,
}

impl<'a> FormView<'a> {
    /// The view of an assessment.
    #[must_use]
    pub fn new(index: usize, assessment: &'a Assessment, settings: &'a CheckSettings) -> Self {
        let form = &assessment.submission.form;
        let rescored = &assessment.rescored;
        let year = assessment.submission.year;
        let all_rows = form
            .indicators
            .iter()
            .enumerate()
            .map(|(index, indicator)| {
                let understood = understand(
                    indicator.target.value.as_deref().unwrap_or_default(),
                    indicator.actual.value.as_deref().unwrap_or_default(),
                    RowContext {
                        name: indicator.name.value.as_deref().unwrap_or_default(),
                        unit: "",
                    },
                );
                let actual = understood.actual;
                IndicatorRow {
                    index,
                    indicator,
                    line: rescored.indicators.get(index),
                    in_time: in_time(
                        understood.target.as_ref(),
                        actual.as_ref().map(|read| &read.actual),
                        year,
                    ),
                    echo: actual.as_ref().and_then(|read| read.operator),
                    actual: actual.map(|read| read.actual),
                    target: understood.target,
                }
            })
            .collect();
        let funds = form
            .funds
            .iter()
            .enumerate()
            .map(|(index, line)| FundRow { index, line })
            .collect();
        Self {
            index,
            assessment,
            form,
            rescored,
            funds,
            all_rows,
            settings,
        }
    }

    /// The indicator rows that count: subtotal rows left out.
    pub fn rows(&self) -> impl Iterator<Item = &IndicatorRow<'a>> {
        self.all_rows.iter().filter(|row| !row.indicator.subtotal)
    }

    /// The unit as shown.
    #[must_use]
    pub fn unit(&self) -> String {
        self.assessment.submission.shown_name()
    }

    /// The department alone.
    #[must_use]
    pub fn department(&self) -> &'a str {
        &self.assessment.submission.unit.name
    }

    /// The year it is about.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.assessment.submission.year
    }

    /// What it evaluates.
    #[must_use]
    pub fn kind(&self) -> FormKind {
        self.form.kind
    }

    /// The budget execution row with its score by the profile.
    #[must_use]
    pub fn execution(&self) -> Option<(&FundRow<'a>, &'a LineScore)> {
        let (index, line) = self.rescored.execution.as_ref()?;
        Some((self.funds.get(*index)?, line))
    }

    /// The first budget row of a role that states something in `field`.
    pub fn fund_with<'s>(
        &'s self,
        role: FundRole,
        field: impl Fn(&FundLine) -> &Sourced<Number> + 's,
    ) -> Option<&'s FundRow<'a>> {
        self.funds
            .iter()
            .find(|fund| fund.role() == role && field(fund.line).value.is_some())
    }

    /// The budget row for the whole: the total, or the execution row where no total is stated.
    #[must_use]
    pub fn whole_budget(&self) -> Option<&FundRow<'a>> {
        self.funds
            .iter()
            .find(|fund| fund.role() == FundRole::Total)
            .or_else(|| self.execution().map(|(fund, _)| fund))
    }

    /// Executed ÷ full-year budget of the whole, where both are stated and the budget is not zero.
    #[must_use]
    pub fn execution_rate(&self) -> Option<Decimal> {
        let line = self.whole_budget()?.line;
        let executed = line.executed.value?.value;
        let budget = line.adjusted.value.or(line.initial.value)?.value;
        executed.checked_div(budget)
    }

    /// The value of a rule's threshold for this form.
    #[must_use]
    pub fn threshold(&self, rule: &RuleInfo, key: &str) -> Decimal {
        self.settings
            .threshold(rule, key, Some(self.kind()), self.year())
    }

    /// The tolerance of a rule for this form.
    #[must_use]
    pub fn tolerance(&self, rule: &RuleInfo) -> Tolerance {
        self.settings
            .tolerance(rule, Some(self.kind()), self.year())
    }

    /// 500 元 in the form's unit: the difference from which on a rounding gap is worth a hint.
    #[must_use]
    pub fn coarse_amount(&self) -> Decimal {
        let unit = self
            .form
            .amount_unit
            .value
            .unwrap_or(crate::value::unit::AmountUnit::WanYuan);
        Decimal::from(500) / unit.in_yuan()
    }

    /// The unit of its amounts, to follow a figure: ` 万元`; empty where it is unknown.
    #[must_use]
    pub fn amount_unit(&self) -> String {
        self.form
            .amount_unit
            .value
            .map(|unit| format!(" {unit}"))
            .unwrap_or_default()
    }

    /// The addresses of a value: `I13`, `D5、E5`; empty where the form has no place for it.
    #[must_use]
    pub fn address<T>(&self, value: &Sourced<T>) -> String {
        let addresses: Vec<String> = value
            .cells
            .iter()
            .map(|at| self.form.source.address(*at))
            .collect();
        enumerated(&addresses)
    }

    /// The addresses of a value in brackets, to follow it in a sentence.
    #[must_use]
    pub fn cite<T>(&self, value: &Sourced<T>) -> String {
        let address = self.address(value);
        if address.is_empty() {
            address
        } else {
            format!("（{address}）")
        }
    }

    /// What stands in the labelled cells of head and tail whose label holds one of these words.
    pub fn remarks<'s>(
        &'s self,
        words: &'s [&'s str],
    ) -> impl Iterator<Item = &'s crate::form::model::Remark> {
        self.form
            .remarks
            .iter()
            .filter(move |remark| words.iter().any(|word| remark.label.contains(word)))
    }
}

/// All forms together: what rules across forms read.
#[derive(Clone, Copy, Debug)]
pub struct Folder<'a> {
    /// The forms that count.
    pub forms: &'a [FormView<'a>],
    /// Every assessment, superseded versions and copies among them.
    pub assessments: &'a [Assessment],
    /// Roster, settings and what is known of the files.
    pub context: &'a Context<'a>,
}
