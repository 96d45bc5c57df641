//! The `[[layout]]` entries that one would write for what was left unread: a column under a heading that
//! nobody knows, and a cell that holds what the head of the form lacks.
//!
//! They are proposals. What a column holds is judged by what the form still lacks and by what stands in the
//! column; where that says nothing, the entry only says that the column is not to be read.

use std::collections::BTreeSet;

use super::{Entry, NOT_READ};
use rust_decimal::Decimal;

use crate::form::model::{
    CellUse, ColumnField, ColumnReading, FormField, FormKind, FundColumnField, SelfEvaluation,
    SheetCell,
};
use crate::form::vocabulary::vocabulary;
use crate::form::wording::{fold, year_in};
use crate::value::number::{parse_amount, parse_number};
use crate::value::unit::AmountUnit;

/// An entry, with what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The entry.
    pub entry: Entry,
    /// What it is about and why this field, one Chinese sentence.
    pub because: String,
}

/// The fields that a heading can be taught to name.
pub(crate) fn column_fields() -> impl Iterator<Item = &'static str> {
    super::column_names().into_iter()
}

/// The fields that a fixed cell can be taught to hold.
pub(crate) fn cell_fields() -> impl Iterator<Item = &'static str> {
    super::cells().map(|(name, _)| name)
}

/// The entries for what a form left unread, columns from left to right, then cells.
#[must_use]
pub fn suggestions(form: &SelfEvaluation) -> Vec<Suggestion> {
    let when = file_stem(&form.source.path).to_owned();
    let mut suggestions = Vec::new();
    let mut taken = BTreeSet::new();
    let missing: Vec<&str> = missing_funds(form).collect();
    columns(
        form,
        &form.fund_columns,
        |heading, texts| fund_field(heading, texts, &missing),
        &mut taken,
        &mut suggestions,
    );
    let missing: Vec<&str> = missing_columns(form).collect();
    columns(
        form,
        &form.columns,
        |heading, texts| column_field(heading, texts, &missing),
        &mut taken,
        &mut suggestions,
    );
    suggestions.extend(cells(form));
    for suggestion in &mut suggestions {
        suggestion.entry.when.clone_from(&when);
    }
    suggestions
}

/// How many cells below a column's heading, down to the next block, are unread.
#[must_use]
pub(crate) fn unread_below(form: &SelfEvaluation, column: &ColumnReading) -> usize {
    unread_texts(form, column).count()
}

fn unread_texts<'a>(
    form: &'a SelfEvaluation,
    column: &'a ColumnReading,
) -> impl Iterator<Item = &'a str> {
    let next_block = form
        .columns
        .first()
        .map(|first| first.first)
        .filter(|first| *first > column.first && first.sheet == column.first.sheet)
        .map(|first| first.cell.row)
        .filter(|row| *row > column.last.row);
    let inside = move |at: SheetCell| {
        at.sheet == column.first.sheet
            && at.cell.row > column.last.row
            && (column.first.cell.col..=column.last.col).contains(&at.cell.col)
            && next_block.is_none_or(|row| at.cell.row < row)
    };
    let unread = form.coverage.unread();
    unread
        .filter(move |(at, _)| inside(*at))
        .map(|(_, text)| text)
}

/// Proposes an entry for each column without a field that holds unread texts.
fn columns(
    form: &SelfEvaluation,
    columns: &[ColumnReading],
    field: impl Fn(&str, &[&str]) -> Vec<&'static str>,
    taken: &mut BTreeSet<&'static str>,
    suggestions: &mut Vec<Suggestion>,
) {
    let mut unknown: Vec<(&ColumnReading, Vec<&str>)> = columns
        .iter()
        .filter(|column| column.field.is_none() && !fold(&column.heading).is_empty())
        .map(|column| (column, unread_texts(form, column).collect()))
        .filter(|(_, texts): &(_, Vec<&str>)| !texts.is_empty())
        .collect();
    // Of several that a field may be, the one that is filled in most often has it.
    unknown.sort_by_key(|(column, texts)| (std::cmp::Reverse(texts.len()), column.first));
    let mut named: Vec<_> = unknown
        .into_iter()
        .map(|(column, texts)| {
            let fits = field(&fold(&column.heading), &texts);
            let field = fits.into_iter().find(|field| taken.insert(field));
            (column, texts, field)
        })
        .collect();
    named.sort_by_key(|(column, ..)| column.first);
    for (column, texts, field) in named {
        let letters = crate::intake::grid::column_letters(column.col);
        suggestions.push(Suggestion {
            because: match field {
                Some(field) => format!(
                    "{letters} 列“{}”有 {} 个单元格未读；表中缺“{field}”，请核实是否为该列",
                    column.heading,
                    texts.len()
                ),
                None => format!(
                    "{letters} 列“{}”有 {} 个单元格未读；看不出含义，这里写为{NOT_READ}，可改为其他字段",
                    column.heading,
                    texts.len()
                ),
            },
            entry: Entry {
                heading: Some(column.heading.clone()),
                field: field.unwrap_or(NOT_READ).to_owned(),
                ..Entry::default()
            },
        });
    }
}

fn knows(columns: &[ColumnReading], label: &str) -> bool {
    columns
        .iter()
        .any(|column| column.field.as_deref() == Some(label))
}

/// The columns that the indicator block cannot do without and lacks.
fn missing_columns(form: &SelfEvaluation) -> impl Iterator<Item = &'static str> + '_ {
    let knows = |field: ColumnField| knows(&form.columns, field.name());
    let names = [ColumnField::Name, ColumnField::Level2, ColumnField::Level1];
    let needed = [
        (
            ColumnField::Name,
            names.into_iter().filter(|name| knows(*name)).count() >= 2 || knows(ColumnField::Name),
        ),
        (
            ColumnField::Target,
            knows(ColumnField::Target) || knows(ColumnField::Nature),
        ),
        (ColumnField::Actual, knows(ColumnField::Actual)),
        (ColumnField::Weight, knows(ColumnField::Weight)),
        (ColumnField::Score, knows(ColumnField::Score)),
        (ColumnField::Reason, knows(ColumnField::Reason)),
    ];
    needed
        .into_iter()
        .filter(|(_, known)| !known)
        .map(|(field, _)| field.name())
}

/// The columns that the budget block cannot do without and lacks.
fn missing_funds(form: &SelfEvaluation) -> impl Iterator<Item = &'static str> + '_ {
    [
        FundColumnField::Initial,
        FundColumnField::Adjusted,
        FundColumnField::Executed,
        FundColumnField::Rate,
    ]
    .into_iter()
    .map(FundColumnField::name)
    .filter(|label| !knows(&form.fund_columns, label))
}

/// How many of the texts pass, as a majority.
fn most(texts: &[&str], passes: impl Fn(&str) -> bool) -> bool {
    2 * texts.iter().filter(|text| passes(text)).count() > texts.len()
}

fn is_number(text: &str) -> bool {
    parse_number(text.trim_end_matches('分')).is_some()
}

/// Which missing fields of the indicator block a column may hold, the likeliest first.
fn column_field(heading: &str, texts: &[&str], missing: &[&'static str]) -> Vec<&'static str> {
    let numbers = most(texts, is_number);
    let long = most(texts, |text| text.chars().count() > 12);
    let holds_digits = most(texts, |text| text.chars().any(|c| c.is_ascii_digit()));
    let points = heading.contains('分') || heading.contains("权重");
    let fits = |label: &&'static str| match *label {
        "指标值" | "实际完成值" => !long && !points && (holds_digits || !numbers),
        "分值" | "得分" => numbers && (points || !missing.contains(&"实际完成值")),
        "三级指标" => !numbers && !long,
        _ => long,
    };
    // What was done is more often called by an unknown name than what was planned.
    let order = [
        "实际完成值",
        "指标值",
        "分值",
        "得分",
        "偏差原因",
        "三级指标",
    ];
    order
        .into_iter()
        .filter_map(|label| missing.iter().copied().find(|field| *field == label))
        .filter(|label| fits(label))
        .collect()
}

/// Which missing fields of the budget block a column may hold, the likeliest first.
fn fund_field(heading: &str, texts: &[&str], missing: &[&'static str]) -> Vec<&'static str> {
    if !most(texts, |text| {
        parse_amount(text, AmountUnit::WanYuan).is_some() || is_number(text.trim_end_matches('%'))
    }) {
        return Vec::new();
    }
    let percent = most(texts, |text| text.ends_with(['%', '％']));
    let spent = ["支", "用", "执行", "完成"]
        .iter()
        .any(|word| heading.contains(word));
    // With one of the two budgets known, what lacks is what was spent.
    let budgets = ["年初预算数", "全年预算数"];
    let has_budget = budgets.iter().any(|label| !missing.contains(label));
    let mut fits: Vec<&str> = missing
        .iter()
        .copied()
        .filter(|label| match *label {
            "执行率" => percent,
            "全年执行数" => !percent && (spent || has_budget),
            _ => !percent && !spent,
        })
        .collect();
    fits.sort_by_key(|label| *label != "全年执行数");
    fits
}

/// Proposes an entry for each field of the head that the form lacks and an unread cell may hold.
fn cells(form: &SelfEvaluation) -> Vec<Suggestion> {
    let blocks = form.fund_columns.iter().chain(&form.columns);
    let first_block = blocks
        .filter(|column| column.first.sheet == 0)
        .map(|column| column.first.cell.row)
        .min()
        .unwrap_or(u32::MAX);
    let last_row = form
        .indicators
        .iter()
        .flat_map(|row| &row.name.cells)
        .map(|at| at.cell.row)
        .max()
        .unwrap_or(first_block);
    let unread: Vec<(SheetCell, &str)> = form
        .coverage
        .cells
        .iter()
        .filter(|(at, fate, _)| {
            *fate == CellUse::Unread
                && at.sheet == 0
                && (at.cell.row < first_block || at.cell.row > last_row)
        })
        .map(|(at, _, text)| (*at, text.as_str()))
        .collect();
    let mut taken = BTreeSet::new();
    NEEDED
        .iter()
        .filter(|field| lacks(form, **field))
        .filter_map(|field| {
            let in_head = |at: SheetCell| at.cell.row < first_block;
            let (at, text) = unread.iter().find(|(at, text)| {
                !taken.contains(at)
                    && may_hold(*field, text)
                    && (in_head(*at) || stands_low(*field))
            })?;
            taken.insert(*at);
            Some(Suggestion {
                because: format!("没有读到“{}”，{} 的“{text}”可能是", field.name(), at.cell),
                entry: Entry {
                    cell: Some(at.cell.to_string()),
                    field: field.name().to_owned(),
                    ..Entry::default()
                },
            })
        })
        .collect()
}

/// The fields of a whole form that none should lack, but for 项目名称 on a department's.
const NEEDED: [FormField; 5] = [
    FormField::Department,
    FormField::Project,
    FormField::Year,
    FormField::TotalScore,
    FormField::Grade,
];

fn lacks(form: &SelfEvaluation, field: FormField) -> bool {
    let is_due = field != FormField::Project || form.kind != FormKind::Department;
    is_due && field.get(form).read().is_none()
}

/// Totals and grades stand below the table as well.
const fn stands_low(field: FormField) -> bool {
    matches!(field, FormField::TotalScore | FormField::Grade)
}

/// Whether a text reads like the value of one of the fields [`NEEDED`].
fn may_hold(field: FormField, text: &str) -> bool {
    match field {
        FormField::Department => is_unit_name(text),
        FormField::Project => {
            let length = text.chars().count();
            (4..=40).contains(&length) && !is_unit_name(text) && parse_number(text).is_none()
        }
        FormField::Year => year_in(text).is_some(),
        FormField::TotalScore => parse_number(text.trim_end_matches('分'))
            .is_some_and(|number| (Decimal::ZERO..=Decimal::from(150)).contains(&number.value)),
        FormField::Grade => vocabulary().grade(&fold(text)).is_some(),
        _ => false,
    }
}

/// Whether a text reads like the name of an office or institution.
fn is_unit_name(text: &str) -> bool {
    const ENDS: [&str; 26] = [
        "局",
        "委",
        "委员会",
        "办",
        "办公室",
        "厅",
        "院",
        "校",
        "学",
        "园",
        "中心",
        "政府",
        "街道",
        "处",
        "馆",
        "所",
        "站",
        "会",
        "部",
        "队",
        "团",
        "社",
        "台",
        "公司",
        "机关",
        "镇",
    ];
    let key = fold(text);
    let name = key.split('(').next().unwrap_or_default();
    let length = name.chars().count();
    (3..=30).contains(&length) && ENDS.iter().any(|end| name.ends_with(end))
}

fn file_stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
