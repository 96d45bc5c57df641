//! Reads the rows of the indicator block.

use super::heading::{Column, Heading};
use super::model::{Indicator, Sourced};
use super::sheet::{Piece, Sheet};
use super::totals;
use super::vocabulary::{ColumnField, any_begins, any_equal, vocabulary};
use super::wording::{announced_points, fold, indicator_name, level_name, without_notes};
use crate::intake::grid::CellRef;
use crate::value::number::{Number, parse_number, parse_rate};

/// Reads rows from `row` on until the block ends. Returns the row after the last one read.
pub(super) fn read(
    sheet: &Sheet<'_>,
    heading: &Heading,
    mut row: u32,
    end: u32,
    carried: &mut Levels,
    into: &mut Vec<Indicator>,
) -> u32 {
    while row < end {
        if block_ends(sheet, heading, row) {
            break;
        }
        if !sheet.row(row).is_empty()
            && let Some(indicator) = read_row(sheet, heading, row, carried)
        {
            into.push(indicator);
        }
        row += 1;
    }
    row
}

/// The level names in force, inherited down blank cells.
#[derive(Default)]
pub(super) struct Levels {
    level1: Sourced<String>,
    level2: Sourced<String>,
}

/// Whether a row belongs to what follows the indicators: the total, remarks, notes, signatures.
fn block_ends(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> bool {
    let Some(first) = sheet.row(row).first() else {
        return false;
    };
    if totals::is_total_row(sheet, heading, row) {
        return true;
    }
    let Some(name) = heading.name_column() else {
        return true;
    };
    let words = &vocabulary().words;
    let key = without_notes(&first.key);
    let stands_left = first.at.col <= name.first;
    let is_note = any_begins(&words.note, &first.key);
    let is_tail =
        any_begins(&words.tail, &key) || words.tail.iter().any(|word| key.ends_with(word.as_str()));
    let is_signature = first.key.chars().count() <= 40
        && words
            .signature
            .iter()
            .any(|word| first.key.contains(word.as_str()));
    let spans_names = first.at.col < name.first && first.last.col >= name.first
        || first.last.col > name.last
        || (first.at.col < name.first && sheet.seen_between(row, name.first, name.last).is_none());
    let scored = [ColumnField::Weight, ColumnField::Score, ColumnField::Actual]
        .into_iter()
        .filter_map(|field| heading.column(field))
        .any(|column| {
            sheet
                .seen_between(row, column.first, column.last)
                .is_some_and(|piece| {
                    piece.at.row == row && piece.at != first.at && piece.is_numeric()
                })
        });
    stands_left && !scored && (is_note || (spans_names && (is_tail || is_signature)))
}

fn read_row(
    sheet: &Sheet<'_>,
    heading: &Heading,
    row: u32,
    carried: &mut Levels,
) -> Option<Indicator> {
    let name_column = heading.name_column()?;
    if let Some(band) = level_band(sheet, heading, row) {
        carried.level1 = band;
        carried.level2 = Sourced::default();
        return None;
    }
    read_levels(sheet, heading, row, carried);
    let name_piece = sheet.seen_between(row, name_column.first, name_column.last);
    let own_name = name_piece.filter(|piece| piece.at.row == row);
    let name = name_piece.map(|piece| indicator_name(&piece.text));
    // A text merged over names and values (a second goal, a page number) is no indicator.
    let spans_values = name_piece.is_some_and(|piece| {
        let target = heading
            .column(ColumnField::Target)
            .or_else(|| heading.column(ColumnField::Actual));
        target.is_some_and(|column| piece.at.col < column.first && column.first <= piece.last.col)
    });
    if spans_values {
        return None;
    }
    let is_named = name
        .as_deref()
        .is_some_and(|name| !super::model::is_blank_mark(name));

    let target = read_target(sheet, heading, row);
    let text = |field| read_text(sheet, heading, row, field);
    let indicator = Indicator {
        level1: carried.level1.clone(),
        level2: carried.level2.clone(),
        name: Sourced {
            value: name.filter(|_| is_named),
            cells: vec![sheet.place(name_piece.map_or_else(
                || sheet.anchor(CellRef::new(row, name_column.first)),
                |piece| piece.at,
            ))],
            text: name_piece.map_or_else(String::new, |piece| piece.text.clone()),
        },
        target,
        prior_year: text(ColumnField::PriorYear),
        midyear: text(ColumnField::Midyear),
        actual: text(ColumnField::Actual),
        completion: read_rate(sheet, heading, row),
        weight: read_points(sheet, heading, row, ColumnField::Weight),
        score: read_points(sheet, heading, row, ColumnField::Score),
        review_score: read_points(sheet, heading, row, ColumnField::ReviewScore),
        reason: text(ColumnField::Reason),
        measures: text(ColumnField::Measures),
        scoring_note: text(ColumnField::ScoringNote),
        subtotal: false,
    };
    let has_values = indicator.target.value.is_some()
        || indicator.actual.value.is_some()
        || indicator.completion.value.is_some()
        || indicator.weight.value.is_some()
        || indicator.score.value.is_some();
    // A name merged down over several rows names each of them that has values of its own.
    let named_here = is_named && (own_name.is_some() || has_values);
    let only_repeats_sum = name_piece.is_some_and(|piece| {
        any_equal(&vocabulary().words.subtotal_row, &without_notes(&piece.key))
    });
    ((named_here || has_values) && !only_repeats_sum).then_some(indicator)
}

/// A row that holds nothing but a level-1 name (产出指标（50分）), for the rows below it.
fn level_band(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> Option<Sourced<String>> {
    let [only] = sheet.row(row) else {
        return None;
    };
    let name = heading.name_column()?;
    let over_names = only.last.col >= name.first || !heading.has(ColumnField::Level1);
    let level = level_name(&only.text);
    let is_level =
        vocabulary().is_level_value(&fold(&level)) || announced_points(&only.text).is_some();
    let has_own_column = heading
        .column(ColumnField::Level1)
        .is_some_and(|column| column.first <= only.at.col && only.last.col <= column.last);
    (over_names && is_level && !has_own_column).then(|| sheet.sourced(only, Some(level)))
}

/// Brings the level names up to this row: a new level 1 forgets the level 2 before it.
fn read_levels(sheet: &Sheet<'_>, heading: &Heading, row: u32, carried: &mut Levels) {
    let name = heading.name_column().map(|column| column.first);
    let read = |field: ColumnField| -> Option<Sourced<String>> {
        let column = heading.column(field)?;
        if Some(column.first) == name {
            return None;
        }
        let piece = sheet.seen_between(row, column.first, column.last)?;
        let level = level_name(&piece.text);
        let value = (!super::model::is_blank_mark(&level)).then_some(level);
        Some(sheet.sourced(piece, value))
    };
    if let Some(level1) = read(ColumnField::Level1)
        && carried.level1.cells != level1.cells
    {
        carried.level1 = level1;
        carried.level2 = Sourced::default();
    }
    if let Some(level2) = read(ColumnField::Level2) {
        carried.level2 = level2;
    }
}

/// The piece of a field in a row. Texts may be merged down over several rows; numbers then belong to
/// the first of these rows alone, or they would be counted twice.
fn piece_of<'s>(
    sheet: &'s Sheet<'_>,
    column: &Column,
    row: u32,
    is_number: bool,
) -> Option<&'s Piece> {
    sheet
        .seen_between(row, column.first, column.last)
        .filter(|piece| !is_number || piece.at.row == row)
}

fn read_text(
    sheet: &Sheet<'_>,
    heading: &Heading,
    row: u32,
    field: ColumnField,
) -> Sourced<String> {
    let Some(column) = heading.column(field) else {
        return Sourced::default();
    };
    piece_of(sheet, column, row, false).map_or_else(
        || sheet.missing(CellRef::new(row, column.first)),
        |piece| sheet.text_of(piece),
    )
}

/// 分值 and 得分: numbers, with or without 分; of `10%` under a weight heading, 10.
fn read_points(
    sheet: &Sheet<'_>,
    heading: &Heading,
    row: u32,
    field: ColumnField,
) -> Sourced<Number> {
    let Some(column) = heading.column(field) else {
        return Sourced::default();
    };
    piece_of(sheet, column, row, true).map_or_else(
        || sheet.missing(CellRef::new(row, column.first)),
        |piece| sheet.sourced(piece, points(piece)),
    )
}

/// The points a cell states.
pub(super) fn points(piece: &Piece) -> Option<Number> {
    if piece.is_blank_mark() {
        return None;
    }
    let key = fold(&piece.text);
    if let Some(percent) = key.strip_suffix('%') {
        return parse_number(percent);
    }
    piece
        .number()
        .or_else(|| parse_number(key.trim_end_matches('分')))
}

fn read_rate(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> Sourced<Number> {
    let Some(column) = heading.column(ColumnField::Completion) else {
        return Sourced::default();
    };
    let percent_heading = fold(&column.heading).contains('%');
    piece_of(sheet, column, row, true).map_or_else(
        || sheet.missing(CellRef::new(row, column.first)),
        |piece| {
            let value = (!piece.is_blank_mark())
                .then(|| rate(piece, percent_heading))
                .flatten();
            sheet.sourced(piece, value)
        },
    )
}

/// The fraction a cell states: `23.65%`, 0.2365 shown as a percentage, 23.65 under a `%` heading.
pub(super) fn rate(piece: &Piece, percent_heading: bool) -> Option<Number> {
    let is_percent_text = fold(&piece.text).ends_with('%');
    match piece.stored {
        // Stored as a fraction, shown as a percentage: the stored value is the exact one.
        Some(stored) if is_percent_text => {
            let shown = parse_rate(&piece.text, percent_heading)?;
            Some(Number {
                value: stored,
                last_place: shown.last_place,
            })
        }
        Some(stored) => parse_rate(&stored.to_string(), percent_heading),
        None => parse_rate(&piece.text, percent_heading),
    }
}

/// The target as text. Where it is split over 指标性质 + 指标值 + 度量单位, the parts are joined in
/// that order; of a qualitative target the value stands alone.
fn read_target(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> Sourced<String> {
    let adjusted = heading.column(ColumnField::TargetAdjusted);
    let initial = heading.column(ColumnField::Target);
    let stated = |column: Option<&Column>| {
        column
            .and_then(|column| piece_of(sheet, column, row, false))
            .filter(|piece| !piece.is_blank_mark())
    };
    let Some(column) = adjusted.or(initial) else {
        return Sourced::default();
    };
    let Some(value) = stated(adjusted).or_else(|| stated(initial)) else {
        let marked = piece_of(sheet, column, row, false).map(|piece| sheet.text_of(piece));
        return marked.unwrap_or_else(|| sheet.missing(CellRef::new(row, column.first)));
    };
    let part = |field: ColumnField| {
        heading
            .column(field)
            .and_then(|column| piece_of(sheet, column, row, false))
            .filter(|piece| !piece.is_blank_mark())
    };
    let nature = part(ColumnField::Nature);
    let unit = part(ColumnField::Unit);
    let mut text = String::new();
    let mut cells = Vec::new();
    let mut shown = Vec::new();
    let is_qualitative = nature.is_some_and(|piece| piece.key.contains("定性"));
    if let Some(nature) = nature {
        cells.push(sheet.place(nature.at));
        shown.push(nature.text.as_str());
        if is_comparator(&nature.key) && !begins_with_comparator(&value.key) && !is_qualitative {
            text.push_str(&nature.text);
        }
    }
    text.push_str(&value.text);
    cells.push(sheet.place(value.at));
    shown.push(value.text.as_str());
    if let Some(unit) = unit {
        cells.push(sheet.place(unit.at));
        shown.push(unit.text.as_str());
        // 12.8万 with 人 beside it is 12.8万人; 12.8万人 has its unit already.
        let open_ended = |c: char| c.is_ascii_digit() || matches!(c, '万' | '亿' | '千' | '百');
        let value_has_unit =
            !value.key.ends_with(open_ended) || value.key.ends_with(unit.key.as_str());
        if !is_qualitative && !value_has_unit {
            text.push_str(&unit.text);
        }
    }
    Sourced {
        value: Some(text),
        cells,
        text: shown.join(" "),
    }
}

/// Whether the 指标性质 cell holds a sign that belongs in front of the value.
fn is_comparator(key: &str) -> bool {
    const SIGNS: [char; 12] = ['≥', '>', '=', '<', '≤', '≧', '≦', '﹦', '═', '＝', '⩾', '⩽'];
    const WORDS: [&str; 8] = [
        "大于",
        "小于",
        "等于",
        "不少于",
        "不低于",
        "不超过",
        "不高于",
        "不大于",
    ];
    (!key.is_empty() && key.chars().all(|c| SIGNS.contains(&c)))
        || WORDS.iter().any(|word| key.starts_with(word))
}

fn begins_with_comparator(key: &str) -> bool {
    key.starts_with(['≥', '>', '=', '<', '≤', '≧', '≦', '﹦', '═', '⩾', '⩽'])
}

/// Marks parent rows that repeat the sum of their child rows (一、 over 1、 2、), by score or by weight.
pub(super) fn mark_subtotals(indicators: &mut [Indicator]) {
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
