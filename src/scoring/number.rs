//! A target that is a number, and what an actual value states to it.

mod choice;
mod claim;
mod scope;
mod settled;

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::case::Case;
use super::measured;
use super::profile::Rules;
use super::verdict::{Verdict, open, shortened};
use crate::value::number::Number as Figure;
use crate::value::target::{
    Actual, Aligned, Doubt, Misfit, Operator, Quantity, ReadActual, Target, TargetPlace, Wanted,
    align_row, says_all, says_none_of_it,
};

/// Judges a target that is a number.
pub(super) fn judge(
    case: &Case<'_>,
    rules: &Rules,
    target: &Target,
    actual: &ReadActual,
    (place, weight): (TargetPlace, Decimal),
    notes: &mut Vec<String>,
) -> Verdict {
    let Some(bound) = &target.quantity else {
        return open("target", "指标值没有读懂".to_owned());
    };
    let number = Number {
        case,
        rules,
        target,
        bound,
        wanted: case.wanted(target, rules),
        weight,
    };
    match &actual.actual {
        // 事故6起,其中较大1起 to a number of 较大事故.
        Actual::Measured(_) if number.asked_part(&actual.among).is_some() => {
            number.in_words(actual, place, notes)
        }
        // 工单2366件,办结率97%: what is called the sum may be of something else.
        Actual::Measured(done) if actual.among.len() > 1 && number.aligned(done).is_err() => {
            number.in_words(actual, place, notes)
        }
        Actual::Measured(done) => number.stated(actual, done, notes),
        Actual::Words(_) => match &actual.span {
            Some((low, high)) => number.between((low, high), "是一个区间", notes),
            None => number.in_words(actual, place, notes),
        },
        // 截至12月底，已完成12次 states the number beside a date.
        Actual::When(timing) => match &actual.by_then {
            Some(done) if number.is_midway(timing, done) => open(
                "actual",
                format!(
                    "实际完成值“{}”只到年中，全年完成多少没有写，不能复算",
                    shortened(case.actual.trim())
                ),
            ),
            Some(done) => number.stated(actual, done, notes),
            None if !actual.among.is_empty() => number.in_words(actual, place, notes),
            None => open(
                "actual",
                format!(
                    "指标值是数值，实际完成值却填了时间“{}”，不能复算",
                    case.actual.trim()
                ),
            ),
        },
    }
}

/// Not judged, for what the actual value says.
fn refused(written: &str, reason: &str) -> Verdict {
    open("actual", format!("实际完成值“{written}”{reason}，不能复算"))
}

fn of_another_rate(rate: &str) -> String {
    format!("说的是“{rate}”，不是这个指标")
}

/// A target that is a number.
struct Number<'a> {
    case: &'a Case<'a>,
    rules: &'a Rules,
    target: &'a Target,
    bound: &'a Quantity,
    wanted: Wanted,
    weight: Decimal,
}

impl Number<'_> {
    /// An actual value that is one number, perhaps with a comparison or a word that makes it another quantity.
    fn stated(&self, actual: &ReadActual, done: &Quantity, notes: &mut Vec<String>) -> Verdict {
        let written = shortened(self.case.actual.trim());
        if self.asks_for_increase() && actual.among.len() > 1 {
            return self.in_words(actual, TargetPlace::Cell, notes);
        }
        // 未发现问题 in answer to a number of problems to be found does not say that the work was not done.
        let is_worded =
            !written.contains(|c: char| c.is_numeric()) && !written.contains(['零', '〇']);
        if is_worded && done.number.value.is_zero() && self.wanted != Wanted::Less {
            return open(
                "actual",
                format!("指标值是数值，实际完成值却填了文字“{written}”，不能复算"),
            );
        }
        if let Some(reason) = self.objection(actual, actual.doubt.as_ref(), done) {
            return refused(&written, &reason);
        }
        if let Some(other) = self.other_rate(&actual.text) {
            return refused(&written, &of_another_rate(other));
        }
        if let Some(year) = actual.year
            && self.case.year.is_some_and(|own| own != year)
        {
            return refused(&written, &format!("写的是 {year} 年的数，不是本年度的"));
        }
        if let Some(operator) = actual.operator
            && operator != Operator::Equal
        {
            if !self.settles(operator, done) {
                return Verdict::Open {
                    rule: "actual",
                    reason: format!(
                        "实际完成值“{written}”只说了一头的界限，是否达到指标值不能确定"
                    ),
                    met: self.is_surely_missed(operator, done).then_some(false),
                };
            }
            notes.push(format!(
                "实际完成值写成“{written}”，带有比较符号，按其数值计。"
            ));
        }
        if let Some(most) = &actual.most {
            return self.between((done, most), "不是确数", notes);
        }
        if actual.roughly {
            notes.push(format!("实际完成值“{written}”不是确数，按其数值计。"));
        }
        self.measured(done, notes)
    }

    /// Why a number of the actual value is none to be held against the target; the words about it come first, then what
    /// the row asks for.
    fn objection(
        &self,
        actual: &ReadActual,
        doubt: Option<&Doubt>,
        done: &Quantity,
    ) -> Option<Cow<'static, str>> {
        self.doubted(doubt, done)
            .map(Cow::Owned)
            .or_else(|| self.another_scope(&actual.text, done).map(Cow::Borrowed))
            .or_else(|| self.another_size(&actual.text, done).map(Cow::Borrowed))
    }

    /// The rules for numbers, once both are in one unit.
    fn measured(&self, done: &Quantity, notes: &mut Vec<String>) -> Verdict {
        match self.aligned(done) {
            Ok(aligned) => {
                notes.extend(aligned.assumptions.clone());
                measured::judge(
                    self.case,
                    self.rules,
                    self.target,
                    &aligned,
                    self.weight,
                    notes,
                )
            }
            Err(misfit) => open("unit", misfit.to_string()),
        }
    }

    /// Both in one unit, by what the row says of them.
    fn aligned(&self, done: &Quantity) -> Result<Aligned, Misfit> {
        align_row(self.target, self.bound, done, (self.case.name, self.wanted))
    }

    /// An actual value that lies between two numbers: judged where both ends come to the same.
    fn between(
        &self,
        (low, high): (&Quantity, &Quantity),
        is: &str,
        notes: &mut Vec<String>,
    ) -> Verdict {
        let mut seen = Vec::new();
        let mut verdict = |end| {
            seen.clear();
            self.measured(end, &mut seen)
        };
        let at_high = verdict(high);
        let at_low = verdict(low);
        let same = match (&at_low, &at_high) {
            (Verdict::Points { points: a, .. }, Verdict::Points { points: b, .. }) => a == b,
            _ => false,
        };
        if same {
            notes.extend(seen);
            notes.push(format!(
                "实际完成值“{}”{is}，两端得分相同。",
                shortened(self.case.actual.trim())
            ));
            return at_low;
        }
        let missed = |verdict: &Verdict| matches!(verdict, Verdict::Points { met: false, .. });
        Verdict::Open {
            rule: "actual",
            reason: format!(
                "实际完成值“{}”{is}，两端得分不同，不能复算",
                shortened(self.case.actual.trim())
            ),
            met: (missed(&at_low) && missed(&at_high)).then_some(false),
        }
    }

    /// An actual value in words: the one of its numbers that has the target's unit, if there is just one.
    fn in_words(
        &self,
        actual: &ReadActual,
        place: TargetPlace,
        notes: &mut Vec<String>,
    ) -> Verdict {
        let written = shortened(&actual.text);
        if let Some(verdict) = self.all_meet(&actual.among) {
            notes.push(format!("实际完成值“{written}”中的几个数都达到指标值。"));
            return verdict;
        }
        // 1起,死亡1人 in answer to none at all.
        let none_wanted = self.bound.number.value.is_zero()
            && matches!(self.target.operator, Operator::Equal | Operator::AtMost);
        let some_of_each = actual
            .among
            .iter()
            .all(|stated| stated.doubt.is_none() && stated.quantity.number.value > Decimal::ZERO);
        if let Some(first) = actual.among.first().filter(|_| none_wanted && some_of_each) {
            return self.measured(&first.quantity, notes);
        }
        if let Some(stated) = self.meant_among(&actual.among) {
            if let Some(other) = self.other_rate_of(stated) {
                return refused(&written, &of_another_rate(other));
            }
            if let Some(reason) = self.objection(actual, stated.doubt.as_ref(), &stated.quantity) {
                return refused(&written, &reason);
            }
            notes.push(format!(
                "实际完成值“{written}”中取与指标值单位相同的 {}。",
                stated.quantity.shown()
            ));
            return self.measured(&stated.quantity, notes);
        }
        if self.wanted == Wanted::Less && says_none_of_it(self.case.name, &actual.text) {
            notes.push(format!("实际完成值“{written}”按 0 计。"));
            return self.measured(&Quantity::bare(Figure::written(Decimal::ZERO)), notes);
        }
        if self.bound.unit.as_deref() == Some("%")
            && self.wanted != Wanted::Less
            && says_all(self.case.name, &actual.text)
        {
            let whole = Quantity {
                number: Figure::written(Decimal::ONE),
                unit: self.bound.unit.clone(),
                scale: Decimal::new(1, 2),
                change: None,
            };
            notes.push(format!("实际完成值“{written}”按 100% 计。"));
            return self.measured(&whole, notes);
        }
        let where_from = if place == TargetPlace::Name {
            "指标名称中的指标值"
        } else {
            "指标值"
        };
        open(
            "actual",
            format!("{where_from}是数值，实际完成值却填了文字“{written}”，不能复算"),
        )
    }
}
