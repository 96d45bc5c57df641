//! Parent rows among indicators that repeat the sum of their child rows.

use super::model::Indicator;
use crate::value::number::Number;

/// Marks parent rows that repeat the sum of their child rows (一、 over 1、 2、), by score or by weight.
pub(super) fn mark(indicators: &mut [Indicator]) {
    let ranks: Vec<Option<u8>> = indicators
        .iter()
        .map(|indicator| indicator.name.value.as_deref().and_then(enumeration_rank))
        .collect();
    for parent in 0..indicators.len() {
        let Some(Some(rank)) = ranks.get(parent).copied() else {
            continue;
        };
        let children = children_of(indicators, &ranks, parent, rank);
        let Some(head) = indicators.get(parent) else {
            continue;
        };
        if children.len() >= 2
            && (repeats_sum(head, &children, |row| row.score.value.as_ref())
                || repeats_sum(head, &children, |row| row.weight.value.as_ref()))
            && let Some(head) = indicators.get_mut(parent)
        {
            head.subtotal = true;
        }
    }
}

/// The rows below a parent that are enumerated deeper than it. After 其中 the rows need no mark of their
/// own, as long as their scores do not yet make up the parent's.
fn children_of<'i>(
    indicators: &'i [Indicator],
    ranks: &[Option<u8>],
    parent: usize,
    rank: u8,
) -> Vec<&'i Indicator> {
    let whole = indicators
        .get(parent)
        .and_then(|row| row.score.value.as_ref());
    let mut children: Vec<&Indicator> = Vec::new();
    let mut among = false;
    for (row, child) in indicators.iter().zip(ranks).skip(parent + 1) {
        let scored = children.iter().filter_map(|row| row.score.value.as_ref());
        let so_far: rust_decimal::Decimal = scored.map(|score| score.value).sum();
        match child {
            Some(child) if *child > rank => among |= *child == AMONG,
            None if among && whole.is_some_and(|whole| so_far < whole.value) => {}
            _ => break,
        }
        children.push(row);
    }
    children
}

fn repeats_sum(
    parent: &Indicator,
    children: &[&Indicator],
    points: impl Fn(&Indicator) -> Option<&Number>,
) -> bool {
    let Some(whole) = points(parent) else {
        return false;
    };
    let parts: Vec<_> = children.iter().filter_map(|child| points(child)).collect();
    parts.len() == children.len()
        && !whole.value.is_zero()
        && parts
            .iter()
            .map(|part| part.value)
            .sum::<rust_decimal::Decimal>()
            == whole.value
}

/// The rank of 其中.
const AMONG: u8 = 9;

/// How deep an enumeration mark stands: 一、 → 1, （一） → 2, 1、 → 3, (1) → 4, ① → 5, 其中 → 9.
fn enumeration_rank(name: &str) -> Option<u8> {
    let folded = name.trim_start_matches(['★', '*', '☆']);
    let mut chars = folded.chars();
    let first = chars.next()?;
    if folded.starts_with("其中") {
        return Some(AMONG);
    }
    let is_chinese = |c: char| "一二三四五六七八九十".contains(c);
    let closes = |rest: &str, inside: fn(char) -> bool| {
        rest.trim_start_matches(inside).starts_with([')', '）'])
    };
    let rest = chars.as_str();
    match first {
        c if is_chinese(c) => rest
            .trim_start_matches(is_chinese)
            .starts_with(['、', '.', '．', ',', '，'])
            .then_some(1),
        '(' | '（' if rest.starts_with(is_chinese) => {
            closes(rest, |c| "一二三四五六七八九十".contains(c)).then_some(2)
        }
        '(' | '（' if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            closes(rest, |c| c.is_ascii_digit()).then_some(4)
        }
        c if c.is_ascii_digit() => {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let mark = after.starts_with(['、', '，', ',', '）', ')'])
                || (after.starts_with(['.', '．'])
                    && !after.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
            mark.then_some(3)
        }
        '①'..='⑳' => Some(5),
        _ => None,
    }
}
