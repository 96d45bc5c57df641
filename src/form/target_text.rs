//! Reads an indicator's target, which a form may split over 指标性质, 指标值 and 度量单位.

use super::figures::piece_of;
use super::heading::{Column, Heading};
use super::model::{ColumnField, Sourced};
use super::sheet::Sheet;
use crate::intake::grid::CellRef;

/// A target with the unit that stands in a column of its own.
#[derive(Default)]
pub(super) struct TargetText {
    /// The target, its unit among it.
    pub(super) target: Sourced<String>,
    /// The text of the unit column; empty where there is none, or the target is qualitative.
    pub(super) unit_column: String,
}

impl TargetText {
    fn without_unit(target: Sourced<String>) -> Self {
        Self {
            target,
            unit_column: String::new(),
        }
    }
}

/// The target as text. Where it is split over 指标性质 + 指标值 + 度量单位, the parts are joined in
/// that order; of a qualitative target the value stands alone.
pub(super) fn read(sheet: &Sheet<'_>, heading: &Heading, row: u32) -> TargetText {
    let adjusted = heading.column(ColumnField::TargetAdjusted);
    let initial = heading.column(ColumnField::Target);
    let stated = |column: Option<&Column>| {
        column
            .and_then(|column| piece_of(sheet, column, row, false))
            .filter(|piece| !piece.is_blank_mark())
    };
    let Some(column) = adjusted.or(initial) else {
        return TargetText::default();
    };
    let Some(value) = stated(adjusted).or_else(|| stated(initial)) else {
        let marked = piece_of(sheet, column, row, false).map(|piece| sheet.text_of(piece));
        return TargetText::without_unit(
            marked.unwrap_or_else(|| sheet.missing(CellRef::new(row, column.first))),
        );
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
            // 12.8万 with 万元 beside it is 12.8万元.
            let repeated = ['万', '亿', '千', '百']
                .into_iter()
                .find(|prefix| value.key.ends_with(*prefix) && unit.key.starts_with(*prefix));
            let rest = repeated.and_then(|prefix| unit.text.trim_start().strip_prefix(prefix));
            text.push_str(rest.unwrap_or(&unit.text));
        }
    }
    let unit_column = unit
        .filter(|_| !is_qualitative)
        .map_or_else(String::new, |unit| unit.text.clone());
    TargetText {
        target: Sourced {
            value: Some(text),
            cells,
            text: shown.join(" "),
        },
        unit_column,
    }
}

/// Whether the 指标性质 cell holds a sign that belongs in front of the value.
pub(super) fn is_comparator(key: &str) -> bool {
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
