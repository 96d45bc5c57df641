//! Numbers in Chinese numerals: 三, 十二, 一百二十, 三万五千, 九十五点五, 二〇二三, 伍拾.

use rust_decimal::Decimal;
use winnow::error::{ContextError, ErrMode, ParserError};
use winnow::prelude::*;

/// The digit that a character stands for.
pub(super) const fn digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten that a character multiplies by.
const fn power(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// Parses a number in Chinese numerals, decimals behind 点 included.
pub(super) fn numeral(input: &mut &str) -> ModalResult<Decimal> {
    let start = *input;
    let integer_len = run_length(start, |c| {
        digit(c).is_some() || power(c).is_some() || tens(c).is_some()
    });
    let (integer, rest) = start.split_at(integer_len);
    let value = a_round_one(integer, rest)
        .or_else(|| whole_number(&spelled_out(integer)))
        .and_then(|whole| i64::try_from(whole).ok())
        .map(Decimal::from);
    let Some(mut value) = value else {
        return Err(ErrMode::Backtrack(ContextError::from_input(input)));
    };
    *input = rest;
    if let Some(fraction) = rest.strip_prefix('点') {
        let places = run_length(fraction, |c| digit(c).is_some());
        let (digits, rest) = fraction.split_at(places);
        let digits: String = digits
            .chars()
            .filter_map(digit)
            .map(|d| d.to_string())
            .collect();
        if let Ok(part) = Decimal::from_str_exact(&format!("0.{digits}"))
            && !digits.is_empty()
        {
            value += part;
            *input = rest;
        }
    }
    Ok(value)
}

/// 廿 and 卅, which stand for two characters.
const fn tens(c: char) -> Option<&'static str> {
    match c {
        '廿' => Some("二十"),
        '卅' => Some("三十"),
        _ => None,
    }
}

/// Numerals with 廿 and 卅 written in full.
fn spelled_out(numerals: &str) -> String {
    let mut all = String::new();
    for c in numerals.chars() {
        match tens(c) {
            Some(both) => all.push_str(both),
            None => all.push(c),
        }
    }
    all
}

/// 百余, 千多 and 万余 leave out their one.
fn a_round_one(numeral: &str, rest: &str) -> Option<u64> {
    let mut characters = numeral.chars();
    let only = characters.next().filter(|_| characters.next().is_none())?;
    let one_of_it = power(only).filter(|power| *power >= 100)?;
    rest.starts_with(['余', '多', '来']).then_some(one_of_it)
}

/// How many bytes of the front of `text` consist of such characters.
fn run_length(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

/// The value of a run of numerals; `None` for what is no well-formed number (`十三百`, `三万五`).
fn whole_number(text: &str) -> Option<u64> {
    if text.chars().all(|c| digit(c).is_some()) {
        return place_by_place(text);
    }
    let (mut total, mut section, mut pending): (u64, u64, Option<u64>) = (0, 0, None);
    let (mut last_power, mut after_zero) = (u64::MAX, false);
    for c in text.chars() {
        if let Some(value) = digit(c) {
            if pending.is_some_and(|digit| digit > 0) {
                return None;
            }
            after_zero |= value == 0;
            pending = Some(value);
            continue;
        }
        let by = power(c)?;
        if by >= 10_000 {
            section = section.checked_add(pending.take().unwrap_or(0))?;
            total = total.checked_add(section)?.checked_mul(by)?;
            section = 0;
            last_power = by;
        } else {
            if by >= last_power {
                return None;
            }
            let digit = match pending.take() {
                None | Some(0) if by == 10 => 1,
                None | Some(0) => return None,
                Some(digit) => digit,
            };
            section = section.checked_add(digit.checked_mul(by)?)?;
            last_power = by;
        }
        after_zero = false;
    }
    let units = pending.unwrap_or(0);
    // 三万五 and 两百五 leave their power out: how they are meant is no matter of grammar.
    if units > 0 && last_power > 10 && !after_zero {
        return None;
    }
    total.checked_add(section)?.checked_add(units)
}

/// 二〇二三 read place by place; a single digit is itself.
fn place_by_place(text: &str) -> Option<u64> {
    let mut value: u64 = 0;
    let mut any = false;
    for c in text.chars() {
        value = value.checked_mul(10)?.checked_add(digit(c)?)?;
        any = true;
    }
    any.then_some(value)
}
