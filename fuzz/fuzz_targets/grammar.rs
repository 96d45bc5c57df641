#![no_main]
//! What cells say: numbers, amounts, rates, targets, actual values; a target and an actual value parted by a
//! line break are understood together.

use huiping_fuzz::value::number::{parse_amount, parse_number, parse_points, parse_rate};
use huiping_fuzz::value::target::{Context, parse_actual, parse_target, understand};
use huiping_fuzz::value::unit::AmountUnit;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = (parse_number(text), parse_points(text), parse_rate(text, true));
    let _ = AmountUnit::parse(text);
    let _ = (parse_amount(text, AmountUnit::WanYuan), parse_target(text), parse_actual(text));
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (target, actual, name, unit) = (line(), line(), line(), line());
    if let Some(actual) = understand(target, actual, Context { name, unit }).actual {
        let _ = format!("{actual:?}");
    }
});
