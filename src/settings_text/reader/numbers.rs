//! Numbers: exactly as written, or as a percentage in quotation marks.

use rust_decimal::Decimal;

use super::Reader;
use crate::settings_text::tree::{Node, Value};

impl Reader<'_> {
    /// A number, exactly as written; also from a text such as "0.95" or "95%".
    pub(crate) fn number(&self, key: &'static str) -> Option<Decimal> {
        let node = self.node(key)?;
        let number = match &node.value {
            Value::Number(number) => Some(*number),
            Value::Text(text) => match text.trim().strip_suffix('%') {
                Some(percent) => Decimal::from_str_exact(percent.trim())
                    .ok()
                    .and_then(|percent| percent.checked_div(Decimal::ONE_HUNDRED)),
                None => Decimal::from_str_exact(text.trim()).ok(),
            },
            _ => None,
        };
        let limit = Decimal::from(1_000_000_000);
        if number.is_none_or(|number| number.abs() > limit || number.scale() > 10) {
            self.fault_of(
                node,
                key,
                "应当是一个数，如 0.05，百分数写作 \"5%\"（十亿以内，小数不超过十位）",
            );
            return None;
        }
        number
    }

    /// Whether a number is written as a percentage, where that makes a difference.
    pub(crate) fn is_percentage(&self, key: &'static str) -> bool {
        matches!(self.node(key).map(|node| &node.value), Some(Value::Text(text)) if text.trim().ends_with('%'))
    }

    /// A list of years; empty where the key is missing.
    pub(crate) fn years(&self, key: &'static str) -> Vec<i32> {
        let year = |node: &Node| match node.value {
            Value::Number(number) if number.fract().is_zero() => i32::try_from(number)
                .ok()
                .filter(|year| (1990..2100).contains(year)),
            _ => None,
        };
        self.list(key, year, "应当是年度的列表，如 [2022, 2023]")
    }

    /// A number that is not negative.
    pub(crate) fn positive(&self, key: &'static str) -> Option<Decimal> {
        let number = self.number(key)?;
        if number < Decimal::ZERO {
            self.fault(key, format!("不能是负数，现为 {number}"));
            return None;
        }
        Some(number)
    }

    /// A number that is not negative and not beyond what can be meant.
    pub(crate) fn at_most(&self, key: &'static str, most: u32) -> Option<Decimal> {
        let number = self.positive(key)?;
        if number > Decimal::from(most) {
            self.fault(key, format!("不能大于 {most}，现为 {number}"));
            return None;
        }
        Some(number)
    }

    /// A rate that may exceed 100 %; a percentage written without its sign is a fault.
    pub(crate) fn rate(&self, key: &'static str) -> Option<Decimal> {
        let number = self.positive(key)?;
        self.checked_rate(key, number)
    }

    /// Refuses a rate beyond 1000 %: it was meant as a percentage.
    pub(crate) fn checked_rate(&self, key: &'static str, rate: Decimal) -> Option<Decimal> {
        if rate > Decimal::TEN {
            self.fault(
                key,
                format!(
                    "比率要写成小数或百分数：{rate}% 写作 {} 或 \"{rate}%\"",
                    rate / Decimal::ONE_HUNDRED
                ),
            );
            return None;
        }
        Some(rate)
    }

    /// Rates in a list, each greater than the one before.
    pub(crate) fn rising_rates(&self, key: &'static str) -> Option<Vec<Decimal>> {
        let rate = |node: &Node| match node.value {
            Value::Number(rate) if rate > Decimal::ZERO => Some(rate),
            _ => None,
        };
        let how = "应当是大于 0 的数的列表，从小到大，如 [0.6, 0.9, 1]";
        let faults = self.faults();
        let rates = self.list(key, rate, how);
        if self.faults() > faults {
            return None;
        }
        let rises = rates
            .iter()
            .zip(rates.iter().skip(1))
            .all(|(one, next)| one < next);
        match rates.last() {
            Some(greatest) if rises => self.checked_rate(key, *greatest).map(|_| rates),
            _ => {
                self.fault(key, how);
                None
            }
        }
    }

    /// A share of the weight: 0 to 1.
    pub(crate) fn share(&self, key: &'static str) -> Option<Decimal> {
        let number = self.number(key)?;
        if !(Decimal::ZERO..=Decimal::ONE).contains(&number) {
            self.fault(
                key,
                format!("应当在 0 与 1 之间（也可写成百分数 \"80%\"），现为 {number}"),
            );
            return None;
        }
        Some(number)
    }

    /// A small whole number.
    pub(crate) fn count(&self, key: &'static str, most: u32) -> Option<u32> {
        let number = self.number(key)?;
        let count = u32::try_from(number)
            .ok()
            .filter(|count| number.fract().is_zero() && *count <= most);
        if count.is_none() {
            self.fault(key, format!("应当是 0 到 {most} 的整数，现为 {number}"));
        }
        count
    }
}
