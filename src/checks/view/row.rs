//! The rows of a form as rules read them.

use rust_decimal::Decimal;

use crate::form::model::{FundLine, FundRole, Indicator, Sourced};
use crate::policy::Policy;
use crate::scoring::{LineScore, ScoreStatus};
use crate::value::target::{
    Actual, Aligned, Context as RowContext, Misfit, Operator, Punctuality, Quantity,
    StatedDirections, Target, Wanted, align_row, direction_of_bare, direction_of_name, punctuality,
    understand, wanted_of,
};

use crate::checks::wording::quoted;
use crate::value::blank::{Blank, blank, is_blank};

/// A row of the budget block.
#[derive(Clone, Debug)]
pub(crate) struct FundRow<'a> {
    /// Its place in the block.
    pub index: usize,
    /// The row.
    pub line: &'a FundLine,
}

impl FundRow<'_> {
    /// Its label without `其中：` and colons, or its place.
    #[must_use]
    pub(crate) fn name(&self) -> String {
        let label = self.line.label.value.as_deref().unwrap_or_default();
        let name: String = label.chars().filter(|c| !c.is_whitespace()).collect();
        let is_mark = |c: char| matches!(c, ':' | '：' | '、' | '①'..='⑳');
        let name = name
            .trim_start_matches(is_mark)
            .trim_start_matches("其中")
            .trim_matches(is_mark);
        if name.is_empty() {
            format!("资金第 {} 行", self.index + 1)
        } else {
            name.to_owned()
        }
    }

    /// Its kind.
    #[must_use]
    pub(crate) fn role(&self) -> FundRole {
        self.line.role.unwrap_or(FundRole::Other)
    }
}

/// An indicator row.
#[derive(Clone, Debug)]
pub(crate) struct IndicatorRow<'a> {
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
    /// Which way its target wants the actual value.
    asked: Wanted,
    /// Which way is better by the bureau's own word.
    directions: &'a StatedDirections,
}

impl<'a> IndicatorRow<'a> {
    /// Understands a row; dates without a year are of the policy's.
    #[must_use]
    pub(super) fn new(
        index: usize,
        indicator: &'a Indicator,
        line: Option<&'a LineScore>,
        policy: &Policy<'a>,
    ) -> Self {
        let text = |text: &'a Sourced<String>| text.value.as_deref().unwrap_or_default();
        let understood = understand(
            text(&indicator.target),
            text(&indicator.actual),
            RowContext {
                name: text(&indicator.name),
                unit: &indicator.unit_column,
            },
        );
        let actual = understood.actual;
        let directions = &policy.rules.directions;
        let asked = |target: &Target| {
            let (name, level2) = (text(&indicator.name), text(&indicator.level2));
            wanted_of(target, name, level2, directions)
        };
        Self {
            index,
            indicator,
            line,
            in_time: in_time(
                understood.target.as_ref(),
                actual.as_ref().map(|read| &read.actual),
                policy.year,
            ),
            echo: actual.as_ref().and_then(|read| read.operator),
            actual: actual.map(|read| read.actual),
            asked: understood.target.as_ref().map_or(Wanted::Unclear, asked),
            target: understood.target,
            directions,
        }
    }

    /// Its name, or its place.
    #[must_use]
    pub(crate) fn name(&self) -> String {
        match self.indicator.name.value.as_deref() {
            Some(name) if !name.trim().is_empty() => name.to_owned(),
            _ => format!("第 {} 行指标", self.index + 1),
        }
    }

    /// Its name in quotation marks.
    #[must_use]
    pub(crate) fn quoted(&self) -> String {
        quoted(&self.name())
    }

    /// The stated weight.
    #[must_use]
    pub(crate) fn weight(&self) -> Option<Decimal> {
        self.indicator
            .weight
            .value
            .map(|number| number.value)
            .or_else(|| self.line.and_then(|line| line.weight))
    }

    /// The stated score.
    #[must_use]
    pub(crate) fn stated(&self) -> Option<Decimal> {
        let stated = self.indicator.score.value?.value;
        // Where nothing is taken away, a negative score is none that could be counted.
        (stated >= Decimal::ZERO || self.is_adjustment()).then_some(stated)
    }

    /// The score by the profile, where it could be recomputed from target and actual value.
    #[must_use]
    pub(crate) fn recomputed(&self) -> Option<Decimal> {
        self.line
            .filter(|line| line.status == ScoreStatus::Recomputed)
            .and_then(|line| line.score)
    }

    /// The arithmetic of [`IndicatorRow::recomputed`] with its numbers.
    #[must_use]
    pub(crate) fn formula(&self) -> Option<&str> {
        self.line.and_then(|line| line.formula.as_deref())
    }

    /// Whether the target is met.
    #[must_use]
    pub(crate) fn met(&self) -> Option<bool> {
        self.line.and_then(|line| line.met)
    }

    /// Degree of completion, as a fraction.
    #[must_use]
    pub(crate) fn completion(&self) -> Option<Decimal> {
        self.line.and_then(|line| line.completion)
    }

    /// Whether the target is a number to be held against an actual value.
    #[must_use]
    pub(crate) fn is_measured(&self) -> bool {
        self.target
            .as_ref()
            .is_some_and(|target| target.quantity.is_some() && target.operator != Operator::By)
    }

    /// The quantities of target and actual value, where both are numbers; `None` too where the actual value's
    /// number was not taken for what was reached (计划500人).
    #[must_use]
    pub(crate) fn quantities(&self) -> Option<(&Target, &Quantity, &Quantity)> {
        if self.was_scored_by("actual") {
            return None;
        }
        let target = self.target.as_ref()?;
        let bound = target.quantity.as_ref()?;
        match self.actual.as_ref()? {
            Actual::Measured(actual) => Some((target, bound, actual)),
            Actual::Words(_) | Actual::When(_) => None,
        }
    }

    /// Target and actual value in one unit; `None` where one of them is no number.
    #[must_use]
    pub(crate) fn aligned(&self) -> Option<Result<Aligned, Misfit>> {
        let (target, bound, actual) = self.quantities()?;
        let name = self.indicator.name.value.as_deref().unwrap_or_default();
        Some(align_row(target, bound, actual, (name, self.asked)))
    }

    /// Target and actual value as plain numbers in one unit, where that can be had.
    #[must_use]
    pub(crate) fn comparable(&self) -> Option<Aligned> {
        self.aligned()?.ok()
    }

    /// Which way is better: by the comparison of the target, by the rule that scored it, or, where the profile leaves a
    /// bare number to the wording, by the indicator's name.
    #[must_use]
    fn wanted(&self) -> Wanted {
        let Some(target) = &self.target else {
            return Wanted::Unclear;
        };
        match target.operator {
            Operator::AtMost | Operator::LessThan => Wanted::Less,
            _ if self.was_scored_by("inverse") => Wanted::Less,
            Operator::AtLeast | Operator::MoreThan => Wanted::More,
            Operator::Equal if target.operator_written || self.is_taken_as_more() => Wanted::More,
            Operator::Equal => {
                direction_of_bare(target, &self.name(), self.level2(), self.directions).wanted
            }
            Operator::Between | Operator::By | Operator::Qualitative => Wanted::Unclear,
        }
    }

    /// Which way is better by its name alone, whatever comparison its target has.
    #[must_use]
    pub(crate) fn wanted_by_name(&self) -> Wanted {
        direction_of_name(&self.name(), self.level2(), self.directions).wanted
    }

    fn level2(&self) -> &str {
        self.indicator.level2.value.as_deref().unwrap_or_default()
    }

    /// Whether the profile took its bare number for `≥` or `=`, whatever its name says.
    fn is_taken_as_more(&self) -> bool {
        self.was_scored_by("positive")
            || (self.was_scored_by("equal") && !self.was_scored_by("equal.bare"))
    }

    /// Whether more is better: `≥`, `>`, `=`, or a bare number that is taken so.
    #[must_use]
    pub(crate) fn is_positive(&self) -> bool {
        self.wanted() == Wanted::More
    }

    /// Whether less is better: `≤`, `<`, or a bare number that the profile takes so, or would by the
    /// indicator's name.
    #[must_use]
    pub(crate) fn is_inverse(&self) -> bool {
        self.wanted() == Wanted::Less
    }

    /// Whether the profile's rule for its score has a key of this kind.
    fn was_scored_by(&self, kind: &str) -> bool {
        self.line.is_some_and(|line| line.rule.starts_with(kind))
    }

    /// Whether it gives bonus points or takes points off: no target decides it.
    #[must_use]
    pub(crate) fn is_adjustment(&self) -> bool {
        self.was_scored_by("adjustment")
    }

    /// Why it could not be recomputed, in words that are the same for all such rows.
    #[must_use]
    pub(crate) fn why_not_judged(&self) -> &'static str {
        let Some(line) = self.line else {
            return "没有复算结果";
        };
        match (line.status, line.rule.as_str()) {
            (ScoreStatus::Kept, _) => "定性指标或加减分项，沿用自评得分",
            (_, "target") => "指标值没有填写或没有读懂",
            (_, "actual") => "实际完成值没有填写或不是数字",
            (_, "unit") => "指标值与完成值的单位无法换算",
            (_, "weight") => "没有分值",
            (_, "direction") => "指标值没有写比较符号，从指标名称看不出是越多越好还是越少越好",
            (_, rule) if rule.starts_with("time") => "完成时限无法判断",
            (_, rule) if rule.starts_with("qualitative") => "完成情况看不出档次",
            _ => "评分规则没有给出算法",
        }
    }

    /// Whether the row says that it does not apply.
    #[must_use]
    pub(crate) fn is_exempt(&self) -> bool {
        [&self.indicator.target, &self.indicator.actual]
            .into_iter()
            .any(|cell| blank(&cell.text) == Some(Blank::NotApplicable))
    }

    /// Why the target was missed or overshot, as written in the columns for reason and measures.
    #[must_use]
    pub(crate) fn explanation(&self) -> String {
        [&self.indicator.reason, &self.indicator.measures]
            .into_iter()
            .map(stated_text)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether the form has a column in which a reason could stand.
    #[must_use]
    pub(crate) fn has_place_for_reason(&self) -> bool {
        self.indicator.reason.has_place() || self.indicator.measures.has_place()
    }

    /// Whether level 1, level 2 or the name speaks of one of these words.
    #[must_use]
    pub(crate) fn speaks_of(&self, words: &[&str]) -> bool {
        let indicator = self.indicator;
        [&indicator.level1, &indicator.level2, &indicator.name]
            .into_iter()
            .filter_map(|text| text.value.as_deref())
            .any(|text| words.iter().any(|word| text.contains(word)))
    }

    /// Whether level 2, or level 1 where there is no level 2, speaks of one of these words.
    #[must_use]
    pub(crate) fn is_under(&self, words: &[&str]) -> bool {
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
        Punctuality::Unclear | Punctuality::NoYear | Punctuality::NoSuchDay => None,
    }
}

/// A text that says something: empty where the cell is blank or holds a dash or 无.
#[must_use]
pub(crate) fn stated_text(text: &Sourced<String>) -> &str {
    let stated = text.value.as_deref().unwrap_or(&text.text).trim();
    if is_blank(stated) { "" } else { stated }
}
