//! What rules read: a form with its rows, its scores and the settings that hold for it.

mod folder;
mod row;

use rust_decimal::Decimal;

use crate::form::model::{FormKind, FundRole, Remark, SelfEvaluation, Sourced};
use crate::policy::Policy;
use crate::scoring::{Assessment, LineScore, Rescored};
use crate::submission::correspondence::Correspondence;
use crate::value::unit::AmountUnit;

use super::Context;
use super::in_force::Source;
use super::rule::info::{Allowance, RuleInfo};
use super::text::speaks_of;
use super::tolerance::Tolerance;
use super::wording::enumerated;

pub(crate) use folder::Folder;
pub(crate) use row::{FundRow, IndicatorRow, stated_text};

/// A form as rules read it.
#[derive(Clone, Debug)]
pub(crate) struct FormView<'a> {
    /// Index of the assessment.
    pub index: usize,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// The form.
    pub form: &'a SelfEvaluation,
    /// What the reader remarked on its file: hidden sheets, formulas without results.
    pub file_remarks: &'a [String],
    /// Its scores by the profile.
    pub rescored: &'a Rescored,
    /// Its budget block.
    pub funds: Vec<FundRow<'a>>,
    /// Its indicator rows, subtotal rows among them.
    pub all_rows: Vec<IndicatorRow<'a>>,
    /// Names that a person has confirmed to be one, or told apart.
    pub confirmed: &'a [Correspondence],
    /// What profile and settings say for its kind and year.
    pub policy: Policy<'a>,
}

impl<'a> FormView<'a> {
    /// The view of an assessment whose file was remarked on like this.
    #[must_use]
    pub(crate) fn new(
        index: usize,
        assessment: &'a Assessment,
        file_remarks: &'a [String],
        context: &'a Context<'_>,
    ) -> Self {
        let form = &assessment.submission.form;
        let rescored = &assessment.rescored;
        let policy =
            Policy::of_submission(context.profile, &assessment.submission).with(&context.settings);
        let all_rows = form
            .indicators
            .iter()
            .enumerate()
            .map(|(at, indicator)| {
                IndicatorRow::new(at, indicator, rescored.indicators.get(at), &policy)
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
            file_remarks,
            rescored,
            funds,
            all_rows,
            confirmed: &context.confirmed,
            policy,
        }
    }

    /// The indicator rows that count: subtotal rows left out.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &IndicatorRow<'a>> {
        self.all_rows.iter().filter(|row| !row.indicator.subtotal)
    }

    /// The unit as shown.
    #[must_use]
    pub(crate) fn unit(&self) -> String {
        self.assessment.submission.shown_name()
    }

    /// The department alone.
    #[must_use]
    pub(crate) fn department(&self) -> &'a str {
        &self.assessment.submission.unit.name
    }

    /// The year it is about.
    #[must_use]
    pub(crate) fn year(&self) -> Option<i32> {
        self.assessment.submission.year
    }

    /// What it evaluates.
    #[must_use]
    pub(crate) fn kind(&self) -> FormKind {
        self.form.kind
    }

    /// The budget execution row with its score by the profile.
    #[must_use]
    pub(crate) fn execution(&self) -> Option<(&FundRow<'a>, &'a LineScore)> {
        let (index, line) = self.rescored.execution.as_ref()?;
        Some((self.funds.get(*index)?, line))
    }

    /// The budget row for the whole: the total, or the execution row where no total is stated.
    #[must_use]
    pub(crate) fn whole_budget(&self) -> Option<&FundRow<'a>> {
        self.funds
            .iter()
            .find(|fund| fund.role() == FundRole::Total)
            .or_else(|| self.execution().map(|(fund, _)| fund))
    }

    /// Executed ÷ full-year budget of the whole, where both are stated and the budget is not zero.
    #[must_use]
    pub(crate) fn execution_rate(&self) -> Option<Decimal> {
        let line = self.whole_budget()?.line;
        let executed = line.executed.value?.value;
        let budget = line.budget().value?.value;
        executed.checked_div(budget)
    }

    /// The value of a rule's threshold for this form.
    #[must_use]
    pub(crate) fn threshold(&self, rule: &RuleInfo, key: &str) -> Decimal {
        rule.threshold(key, &self.policy).value
    }

    /// The tolerance of a rule for this form.
    #[must_use]
    pub(crate) fn tolerance(&self, rule: &RuleInfo) -> Tolerance {
        let in_force = rule.tolerance(&self.policy);
        match (rule.tolerance, in_force.source, in_force.value) {
            // A profile states it in 万元.
            (Some(Allowance::Amounts), Source::Profile, Tolerance::Absolute(amount)) => {
                let unit = self.form.amount_unit.value.unwrap_or(AmountUnit::WanYuan);
                Tolerance::Absolute(amount * AmountUnit::WanYuan.in_yuan() / unit.in_yuan())
            }
            (_, _, tolerance) => tolerance,
        }
    }

    /// Whether it gives any reason in the budget block, or speaks of one of these words in the reasons of its
    /// rows or in its remarks.
    #[must_use]
    pub(crate) fn explains(&self, words: &[&str]) -> bool {
        let of_funds = self
            .funds
            .iter()
            .any(|fund| !stated_text(&fund.line.reason).is_empty());
        let of_rows = self.rows().any(|row| speaks_of(&row.explanation(), words));
        let of_remarks = self
            .remarks(&["问题", "原因", "说明", "结论", "措施"])
            .any(|remark| speaks_of(stated_text(&remark.text), words));
        of_funds || of_rows || of_remarks
    }

    /// Whether its file holds what no cell shows: formulas without results, pictures, text outside the table.
    /// What is missing from the form may stand there.
    #[must_use]
    pub(crate) fn may_hide_values(&self) -> bool {
        let hiding = ["没有计算结果", "图片", "文本框", "嵌入", "表格以外"];
        self.file_remarks
            .iter()
            .any(|remark| speaks_of(remark, &hiding))
    }

    /// 500 元 in the form's unit: the difference from which on a rounding gap is worth a hint.
    #[must_use]
    pub(crate) fn coarse_amount(&self) -> Decimal {
        let unit = self.form.amount_unit.value.unwrap_or(AmountUnit::WanYuan);
        Decimal::from(500) / unit.in_yuan()
    }

    /// The unit of its amounts, to follow a figure: ` 万元`; empty where it is unknown.
    #[must_use]
    pub(crate) fn amount_unit(&self) -> String {
        self.form
            .amount_unit
            .value
            .map(|unit| format!(" {unit}"))
            .unwrap_or_default()
    }

    /// The addresses of a value: `I13`, `D5、E5`; empty where the form has no place for it.
    #[must_use]
    pub(crate) fn address<T>(&self, value: &Sourced<T>) -> String {
        let addresses: Vec<String> = value
            .cells
            .iter()
            .map(|at| self.form.source.address(*at))
            .collect();
        enumerated(&addresses)
    }

    /// The addresses of a value in brackets, to follow it in a sentence.
    #[must_use]
    pub(crate) fn cite<T>(&self, value: &Sourced<T>) -> String {
        let address = self.address(value);
        if address.is_empty() {
            address
        } else {
            format!("（{address}）")
        }
    }

    /// What stands in the labelled cells of head and tail whose label holds one of these words.
    pub(crate) fn remarks<'s>(&'s self, words: &'s [&'s str]) -> impl Iterator<Item = &'s Remark> {
        self.form
            .remarks
            .iter()
            .filter(move |remark| words.iter().any(|word| remark.label.contains(word)))
    }
}
