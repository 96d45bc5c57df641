//! Layouts taught without code: what a heading means, or where a field stands, for files of one kind.

use super::model::{ColumnField, FormField, FundColumnField, FundField, IndicatorField};
use super::wording::fold;
use crate::intake::grid::CellRef;
use crate::settings_text::unknown;

/// One `[[layout]]` entry of the settings file, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// A text that the file's path, the sheet's name or the form's title holds; empty for every file.
    pub when: String,
    /// A heading's text.
    pub heading: Option<String>,
    /// A cell's address.
    pub cell: Option<String>,
    /// The field, by the name that `explain` shows: `实际完成值`, `部门名称`.
    pub field: String,
}

/// How a column is called that is not to be read.
pub(super) const NOT_READ: &str = "不读取";

/// The columns of the indicator block that a heading can be taught to name, each with the words for it.
pub(super) fn columns() -> impl Iterator<Item = (&'static str, ColumnField)> {
    ColumnField::ALL
        .iter()
        .filter(|column| **column != ColumnField::Other)
        .flat_map(|column| {
            let others = column.field().map_or(&[][..], IndicatorField::other_names);
            let names = std::iter::once(column.name()).chain(others.iter().copied());
            names.map(|name| (name, *column))
        })
        .chain([(NOT_READ, ColumnField::Other)])
}

/// The columns of the budget block that a heading can be taught to name. A row's label has no heading.
pub(super) fn fund_columns() -> impl Iterator<Item = (&'static str, FundColumnField)> {
    let columns = FundColumnField::ALL.iter().copied();
    columns
        .filter(|column| !matches!(column, FundColumnField::Label | FundColumnField::Other))
        .flat_map(|column| {
            let others = column.field().map_or(&[][..], FundField::other_names);
            let names = std::iter::once(column.name()).chain(others.iter().copied());
            names.map(move |name| (name, column))
        })
        .chain([(NOT_READ, FundColumnField::Other)])
}

/// The fields of the whole form that a taught cell can fill, each with the words for it.
pub(super) fn cells() -> impl Iterator<Item = (&'static str, FormField)> {
    FormField::ALL.iter().flat_map(|field| {
        let names = std::iter::once(field.name()).chain(field.other_names().iter().copied());
        names.map(|name| (name, *field))
    })
}

/// The words that both blocks know for a column, and those that one of them knows.
pub(super) fn column_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = columns().map(|(name, _)| name).collect();
    let of_funds = fund_columns().map(|(name, _)| name);
    let new: Vec<&str> = of_funds.filter(|name| !names.contains(name)).collect();
    names.extend(new);
    names
}

/// An entry that cannot be used. Its text says which and why, in Chinese.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeachingError {
    /// Neither a heading nor a cell, or both.
    #[error("heading（表头文字）与 cell（单元格）要写且只写一个")]
    NoPlace,
    /// A cell that is no address.
    #[error("“{cell}”不是单元格地址，应写成 C5 这样")]
    BadCell {
        /// What was written.
        cell: String,
    },
    /// A field nobody knows.
    #[error("{told}")]
    UnknownField {
        /// What was written, what is likely meant, and the fields there are.
        told: String,
    },
}

impl TeachingError {
    /// The key of the entry that is at fault; empty for the entry as a whole.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NoPlace => "",
            Self::BadCell { .. } => "cell",
            Self::UnknownField { .. } => "field",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Lesson {
    /// What a folded heading names in either block; 分值, 得分 and 不读取 mean the same in both.
    Heading {
        key: String,
        column: Option<ColumnField>,
        fund: Option<FundColumnField>,
    },
    Cell(CellRef, FormField),
}

/// What the bureau has taught.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Teaching {
    lessons: Vec<(String, Lesson)>,
}

impl Entry {
    /// The entry as it is written in the settings file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = "[[layout]]\n".to_owned();
        let keys = [
            ("when", Some(&self.when).filter(|when| !when.is_empty())),
            ("heading", self.heading.as_ref()),
            ("cell", self.cell.as_ref()),
            ("field", Some(&self.field)),
        ];
        for (key, value) in keys {
            if let Some(value) = value {
                text.push_str(&format!("{key} = {}\n", toml::Value::from(value.as_str())));
            }
        }
        text
    }
}

impl Teaching {
    /// Checks the entries of a settings file.
    ///
    /// # Errors
    ///
    /// [`TeachingError`] for the first entry that cannot be used.
    pub fn new(entries: &[Entry]) -> Result<Self, TeachingError> {
        let lessons = entries.iter().map(lesson).collect::<Result<_, _>>()?;
        Ok(Self { lessons })
    }

    /// How many entries there are.
    #[must_use]
    pub(crate) const fn len(&self) -> usize {
        self.lessons.len()
    }

    /// What holds for one sheet of one file.
    pub(super) fn for_sheet(&self, path: &str, sheet: &str, title: &str) -> Lessons {
        let texts = [fold(path), fold(sheet), fold(title)];
        let holds = |when: &str| when.is_empty() || texts.iter().any(|text| text.contains(when));
        Lessons {
            lessons: self
                .lessons
                .iter()
                .filter(|(when, _)| holds(when))
                .map(|(_, lesson)| lesson.clone())
                .collect(),
        }
    }
}

fn lesson(entry: &Entry) -> Result<(String, Lesson), TeachingError> {
    let unknown_field = |known: Vec<&str>| {
        let fault = format!("没有“{}”这个字段", entry.field);
        let told = unknown(&fault, &entry.field, &known);
        TeachingError::UnknownField { told }
    };
    let field = entry.field.trim();
    let lesson = match (&entry.heading, &entry.cell) {
        (Some(heading), None) => {
            let named = |name: &str| name == field;
            let column = columns().find(|(name, _)| named(name));
            let fund = fund_columns().find(|(name, _)| named(name));
            if column.is_none() && fund.is_none() {
                return Err(unknown_field(column_names()));
            }
            Lesson::Heading {
                key: fold(heading),
                column: column.map(|(_, column)| column),
                fund: fund.map(|(_, fund)| fund),
            }
        }
        (None, Some(cell)) => {
            let at = cell
                .trim()
                .parse()
                .map_err(|_| TeachingError::BadCell { cell: cell.clone() })?;
            let (_, head) = cells()
                .find(|(name, _)| *name == field)
                .ok_or_else(|| unknown_field(cells().map(|(name, _)| name).collect()))?;
            Lesson::Cell(at, head)
        }
        _ => return Err(TeachingError::NoPlace),
    };
    Ok((fold(&entry.when), lesson))
}

/// What was taught for one sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Lessons {
    lessons: Vec<Lesson>,
}

impl Lessons {
    /// The column of the indicator block that a folded heading was taught to be.
    pub(super) fn column(&self, heading: &str) -> Option<ColumnField> {
        self.lessons.iter().find_map(|lesson| match lesson {
            Lesson::Heading { key, column, .. } if key == heading => *column,
            _ => None,
        })
    }

    /// The budget column that a folded heading was taught to be.
    pub(super) fn fund_column(&self, heading: &str) -> Option<FundColumnField> {
        self.lessons.iter().find_map(|lesson| match lesson {
            Lesson::Heading { key, fund, .. } if key == heading => *fund,
            _ => None,
        })
    }

    /// The cells taught to hold a field.
    pub(super) fn cells(&self) -> impl Iterator<Item = (CellRef, FormField)> + '_ {
        self.lessons.iter().filter_map(|lesson| match lesson {
            Lesson::Cell(at, field) => Some((*at, *field)),
            _ => None,
        })
    }
}

pub(crate) mod suggest;

#[cfg(test)]
mod tests;
