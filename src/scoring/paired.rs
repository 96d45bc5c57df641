//! A target and an actual value, both understood: which rule holds them against each other, or why none can.

use rust_decimal::Decimal;

use super::case::Case;
use super::profile::Rules;
use super::verdict::{Verdict, shortened};
use super::{measured, timed, worded};
use crate::value::number as value;
use crate::value::target::{
    Actual, Aligned, Doubt, Misfit, Operator, Quantity, ReadActual, RowWords, Stated, Target,
    TargetPlace, Timing, Wanted, align_row, says_all, says_none_of_it,
};

/// Not judged.
fn open(rule: &'static str, reason: String) -> Verdict {
    Verdict::Open {
        rule,
        reason,
        met: None,
    }
}

/// Judges a target and an actual value, each by its kind.
pub(super) fn judge(
    case: &Case<'_>,
    rules: &Rules,
    target: &Target,
    actual: &ReadActual,
    (place, weight): (TargetPlace, Decimal),
    notes: &mut Vec<String>,
) -> Verdict {
    match (target.operator, &actual.actual) {
        (Operator::Qualitative, answer) => worded::judge(case, rules, &target.text, answer, weight),
        (Operator::By, _) => timed::judge(case, rules, target, actual, (place, weight), notes),
        _ => in_numbers(case, rules, target, actual, (place, weight), notes),
    }
}

/// Judges a target that is a number.
pub(super) fn in_numbers(
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
        weight,
    };
    match &actual.actual {
        Actual::Measured(done) => number.stated(actual, done, notes),
        Actual::Words(_) => match &actual.span {
            Some((low, high)) => number.between(low, high, notes),
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

/// A target that is a number.
struct Number<'a> {
    case: &'a Case<'a>,
    rules: &'a Rules,
    target: &'a Target,
    bound: &'a Quantity,
    weight: Decimal,
}

impl Number<'_> {
    /// An actual value that is one number, perhaps with a comparison or a word that makes it another quantity.
    fn stated(&self, actual: &ReadActual, done: &Quantity, notes: &mut Vec<String>) -> Verdict {
        let written = shortened(self.case.actual.trim());
        // 未发现问题 in answer to a number of problems to be found does not say that the work was not done.
        let in_words =
            !written.contains(|c: char| c.is_numeric()) && !written.contains(['零', '〇']);
        if in_words && done.number.value.is_zero() && self.wants_less() != Some(true) {
            return open(
                "actual",
                format!("指标值是数值，实际完成值却填了文字“{written}”，不能复算"),
            );
        }
        if let Some(reason) = self.doubted(actual.doubt.as_ref(), done) {
            return open("actual", format!("实际完成值“{written}”{reason}，不能复算"));
        }
        if let Some(reason) = self.another_size(&actual.text, done) {
            return open("actual", format!("实际完成值“{written}”{reason}，不能复算"));
        }
        if let Some(other) = self.other_rate(&actual.text) {
            return open(
                "actual",
                format!("实际完成值“{written}”说的是“{other}”，不是这个指标，不能复算"),
            );
        }
        if let Some(year) = actual.year
            && self.case.year.is_some_and(|own| own != year)
        {
            return open(
                "actual",
                format!("实际完成值“{written}”写的是 {year} 年的数，不是本年度的，不能复算"),
            );
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
            return self.between(done, most, notes);
        }
        if actual.roughly {
            notes.push(format!("实际完成值“{written}”不是确数，按其数值计。"));
        }
        self.measured(done, notes)
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
        let words = RowWords {
            name: self.case.name,
            level2: self.case.level2,
            directions: &self.rules.directions,
        };
        align_row(self.target, self.bound, done, words)
    }

    /// An actual value that lies between two numbers: judged where both ends come to the same.
    fn between(&self, low: &Quantity, high: &Quantity, notes: &mut Vec<String>) -> Verdict {
        let mut seen = Vec::new();
        let mut verdict = |end| {
            seen.clear();
            self.measured(end, &mut seen)
        };
        let (at_low, at_high) = (verdict(low), verdict(high));
        let same = match (&at_low, &at_high) {
            (Verdict::Points { points: a, .. }, Verdict::Points { points: b, .. }) => a == b,
            _ => false,
        };
        if same {
            notes.extend(seen);
            notes.push(format!(
                "实际完成值“{}”是一个区间，两端得分相同。",
                shortened(self.case.actual.trim())
            ));
            return at_high;
        }
        let missed = |verdict: &Verdict| matches!(verdict, Verdict::Points { met: false, .. });
        Verdict::Open {
            rule: "actual",
            reason: format!(
                "实际完成值“{}”是一个区间，两端得分不同，不能复算",
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
        if let Some(stated) = self.meant_among(&actual.among) {
            if let Some(reason) = self.doubted(stated.doubt.as_ref(), &stated.quantity) {
                return open("actual", format!("实际完成值“{written}”{reason}，不能复算"));
            }
            notes.push(format!(
                "实际完成值“{written}”中取与指标值单位相同的 {}。",
                stated.quantity.shown()
            ));
            return self.measured(&stated.quantity, notes);
        }
        if self.wants_less() == Some(true) && says_none_of_it(self.case.name, &actual.text) {
            notes.push(format!("实际完成值“{written}”按 0 计。"));
            return self.measured(
                &Quantity::bare(value::Number::written(Decimal::ZERO)),
                notes,
            );
        }
        if self.bound.unit.as_deref() == Some("%")
            && self.wants_less() != Some(true)
            && says_all(self.case.name, &actual.text)
        {
            let whole = Quantity {
                number: value::Number::written(Decimal::ONE),
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

    /// The one of several numbers that answers the target: the only one of its unit; of several rates the one that
    /// is called as the indicator is (满意率95%,问卷回收率88%).
    fn meant_among<'s>(&self, among: &'s [Stated]) -> Option<&'s Stated> {
        let alike: Vec<&Stated> = among
            .iter()
            .filter(|stated| {
                let quantity = &stated.quantity;
                quantity.unit.is_some()
                    && quantity.unit == self.bound.unit
                    && quantity.change.is_some() == self.bound.change.is_some()
            })
            .collect();
        if let [only] = alike.as_slice() {
            return Some(only);
        }
        let is_rate = self.bound.unit.as_deref() == Some("%");
        if !is_rate && !alike.iter().all(|stated| holds(&stated.label, STAGES)) {
            return None;
        }
        let mut called_so = alike
            .into_iter()
            .filter(|stated| shares_a_word(&stated.label, self.case.name));
        match (called_so.next(), called_so.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }

    /// Why the number may not be what was reached; `None` where it is, or where the row itself speaks so: 节约率,
    /// 计划完成率, 线上培训.
    fn doubted(&self, doubt: Option<&Doubt>, done: &Quantity) -> Option<String> {
        let doubt = doubt?;
        let is_the_rows_own = [self.case.name, self.target.text.as_str()]
            .iter()
            .any(|text| text.contains(doubt.word()));
        if let Doubt::Denied { rest, explains, .. } = doubt {
            // What is missing to the target and why: 480人,20人因病未参加.
            let is_the_gap = rest.as_ref().is_some_and(|rest| {
                let whole = rest.number.value.checked_add(done.number.value);
                rest.unit == done.unit && whole == Some(self.bound.number.value)
            });
            let falls_short = self.is_surely_missed(Operator::Equal, done);
            return (!(falls_short && (is_the_gap || *explains))).then(|| doubt.to_string());
        }
        // 每月发放500元 to 500元/月.
        let is_the_units_own = self
            .bound
            .unit
            .as_deref()
            .and_then(|unit| unit.split_once('/'))
            .zip(doubt.word().strip_prefix('每'))
            .is_some_and(|((_, lower), each)| lower.contains(each));
        (!is_the_rows_own && !is_the_units_own).then(|| doubt.to_string())
    }

    /// Why the number is of another size than the one asked for: a stock where an increase is, a total where an
    /// average is, a lesser harm where a serious one is.
    fn another_size(&self, actual: &str, done: &Quantity) -> Option<&'static str> {
        let row = [self.case.name, self.target.text.as_str()];
        let asks = |words: &[&str]| row.iter().any(|text| holds(text, words));
        if asks(&["新增", "净增"])
            && holds(actual, &["现有", "原有", "存量", "累计"])
            && !holds(actual, &["新增", "净增"])
        {
            return Some("说的是总量，指标值要的是新增数");
        }
        if asks(&["重大", "特大", "较大", "恶性"])
            && holds(actual, &["一般", "轻微", "较小"])
            && !done.number.value.is_zero()
        {
            return Some("说的是一般的情况，是否属于指标所指的重大情况须由人判断");
        }
        let is_average = ["人均", "生均", "户均", "亩均", "次均", "场均"]
            .iter()
            .any(|word| self.case.name.starts_with(word));
        let twentyfold = self.bound.number.value.checked_mul(Decimal::from(20));
        (is_average
            && !actual.contains('均')
            && twentyfold.is_some_and(|most| most > Decimal::ZERO && done.number.value > most))
        .then_some("是总数，指标要的是平均数")
    }

    /// The rate that the actual value speaks of, where it is another than the indicator's: 回收率86% in answer to a
    /// 满意度. How far the plan was done (完成率) is what is asked for.
    fn other_rate<'t>(&self, actual: &'t str) -> Option<&'t str> {
        const OF_THE_PLAN: &[&str] = &["完成", "达成", "实现", "达标", "实际", "目标"];
        let row = [self.case.name, self.target.text.as_str()];
        let name_has_rate = row.iter().any(|text| text.contains(['率', '度']));
        let at = actual.find('率')?;
        let stem_start = actual
            .get(..at)?
            .char_indices()
            .rev()
            .take_while(|(_, c)| !c.is_ascii() && !matches!(c, '、' | '。'))
            .last()
            .map(|(start, _)| start)?;
        let stem = actual.get(stem_start..at)?;
        let is_number_next = actual
            .get(at + '率'.len_utf8()..)?
            .trim_start_matches(['为', '达', '到', ':', '约', '是'])
            .starts_with(|c: char| c.is_ascii_digit() || matches!(c, '≥' | '>'));
        let is_other = name_has_rate
            && is_number_next
            && stem.chars().count() >= 2
            && !OF_THE_PLAN.iter().any(|word| stem.contains(word))
            && !row.iter().any(|text| shares_a_word(stem, text));
        is_other
            .then(|| actual.get(stem_start..at + '率'.len_utf8()))
            .flatten()
    }

    /// Whether a number is that of some months (截至6月底400人, 1-9月80%) and falls short of the year's target.
    fn is_midway(&self, timing: &Timing, done: &Quantity) -> bool {
        let counts_up = timing.lasting || self.case.actual.contains(['截', '至', '季', '半']);
        counts_up && timing.last.month < 12 && self.is_surely_missed(Operator::Equal, done)
    }

    /// Whether the target wants less; `None` where it wants neither more nor less.
    fn wants_less(&self) -> Option<bool> {
        match self.target.operator {
            Operator::AtMost | Operator::LessThan => Some(true),
            Operator::AtLeast | Operator::MoreThan => Some(false),
            Operator::Equal if !self.target.operator_written => {
                match self.case.direction(self.target, self.rules).wanted {
                    Wanted::Less => Some(true),
                    Wanted::More => Some(false),
                    Wanted::Unclear => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a bound in the actual value settles what the target asks: 520人以上 for ≥500人, but neither >480人
    /// nor 不足600人.
    fn settles(&self, operator: Operator, done: &Quantity) -> bool {
        let Ok(aligned) = self.aligned(done) else {
            return true;
        };
        match self.wants_less() {
            Some(true) => operator.is_upper_bound() && aligned.actual <= aligned.target,
            Some(false) => operator.is_lower_bound() && aligned.actual >= aligned.target,
            None => aligned.upper.is_none() && aligned.actual == aligned.target,
        }
    }

    /// Whether an actual value that is below (or above) a number misses its target whatever it is.
    fn is_surely_missed(&self, operator: Operator, done: &Quantity) -> bool {
        self.aligned(done).is_ok_and(|aligned| match operator {
            Operator::LessThan => aligned.actual <= aligned.target,
            Operator::AtMost => aligned.actual < aligned.target,
            Operator::MoreThan => aligned.actual >= aligned.upper.unwrap_or(aligned.target),
            Operator::AtLeast => aligned.actual > aligned.upper.unwrap_or(aligned.target),
            // The number itself.
            Operator::Equal => match self.wants_less() {
                Some(true) => aligned.actual > aligned.target,
                Some(false) => aligned.actual < aligned.target,
                None => false,
            },
            _ => false,
        })
    }
}

/// Stages of one and the same thing, each with a number of its own: 签约4.2亿元,到位2.6亿元.
const STAGES: &[&str] = &[
    "签约", "立项", "开工", "完工", "竣工", "到位", "报名", "参加", "结业", "受理", "办结", "申报",
    "获批", "验收", "下达", "支付", "发放", "检查", "整改", "抽检", "合格",
];

fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether two texts share two characters in a row.
fn shares_a_word(a: &str, b: &str) -> bool {
    let characters: Vec<char> = a.chars().collect();
    characters
        .windows(2)
        .any(|pair| b.contains(&pair.iter().collect::<String>()))
}
