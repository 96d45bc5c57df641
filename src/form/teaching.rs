//! Layouts taught without code: what a heading means, or where a field stands, for files of one kind.

use super::vocabulary::{ColumnField, FundField};
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

/// A field of the form that a taught cell can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadCell {
    /// 部门名称
    Department,
    /// 项目名称
    Project,
    /// 年度
    Year,
    /// 自评总分
    TotalScore,
    /// 评价等级
    Grade,
}

const HEAD_CELLS: [(&str, HeadCell); 5] = [
    ("部门名称", HeadCell::Department),
    ("项目名称", HeadCell::Project),
    ("年度", HeadCell::Year),
    ("自评总分", HeadCell::TotalScore),
    ("评价等级", HeadCell::Grade),
];

const COLUMNS: [(&str, ColumnField); 18] = [
    ("一级指标", ColumnField::Level1),
    ("二级指标", ColumnField::Level2),
    ("三级指标", ColumnField::Level3),
    ("指标名称", ColumnField::Level3),
    ("指标性质", ColumnField::Nature),
    ("指标值", ColumnField::Target),
    ("调整后指标值", ColumnField::TargetAdjusted),
    ("度量单位", ColumnField::Unit),
    ("上年完成值", ColumnField::PriorYear),
    ("年中监控完成值", ColumnField::Midyear),
    ("实际完成值", ColumnField::Actual),
    ("完成率", ColumnField::Completion),
    ("分值", ColumnField::Weight),
    ("得分", ColumnField::Score),
    ("复核得分", ColumnField::ReviewScore),
    ("偏差原因", ColumnField::Reason),
    ("改进措施", ColumnField::Measures),
    ("不读取", ColumnField::Other),
];

const FUND_COLUMNS: [(&str, FundField); 5] = [
    ("年初预算数", FundField::Initial),
    ("预算调整数", FundField::Adjustment),
    ("全年预算数", FundField::Adjusted),
    ("全年执行数", FundField::Executed),
    ("执行率", FundField::Rate),
];

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
    Column(String, ColumnField),
    Fund(String, FundField),
    Cell(CellRef, HeadCell),
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
            let key = fold(heading);
            let column = COLUMNS.iter().find(|(name, _)| *name == field);
            let fund = FUND_COLUMNS.iter().find(|(name, _)| *name == field);
            match (column, fund) {
                (Some((_, column)), _) => Lesson::Column(key, *column),
                (None, Some((_, fund))) => Lesson::Fund(key, *fund),
                (None, None) => {
                    let columns = COLUMNS.iter().map(|(name, _)| *name);
                    let funds = FUND_COLUMNS.iter().map(|(name, _)| *name);
                    return Err(unknown_field(columns.chain(funds).collect()));
                }
            }
        }
        (None, Some(cell)) => {
            let at = cell
                .trim()
                .parse()
                .map_err(|_| TeachingError::BadCell { cell: cell.clone() })?;
            let (_, head) = HEAD_CELLS
                .iter()
                .find(|(name, _)| *name == field)
                .ok_or_else(|| unknown_field(HEAD_CELLS.iter().map(|(name, _)| *name).collect()))?;
            Lesson::Cell(at, *head)
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
    /// The column a folded heading was taught to be.
    pub(super) fn column(&self, key: &str) -> Option<ColumnField> {
        self.lessons.iter().find_map(|lesson| match lesson {
            Lesson::Column(heading, field) if heading == key => Some(*field),
            _ => None,
        })
    }

    /// The budget column a folded heading was taught to be. 分值, 得分, 原因 and 不读取 mean the same in both
    /// blocks.
    pub(super) fn fund_column(&self, key: &str) -> Option<FundField> {
        self.lessons.iter().find_map(|lesson| match lesson {
            Lesson::Fund(heading, field) if heading == key => Some(*field),
            Lesson::Column(heading, field) if heading == key => match field {
                ColumnField::Weight => Some(FundField::Weight),
                ColumnField::Score => Some(FundField::Score),
                ColumnField::Reason => Some(FundField::Reason),
                ColumnField::Other => Some(FundField::Other),
                _ => None,
            },
            _ => None,
        })
    }

    /// The cells taught to hold a field.
    pub(super) fn cells(&self) -> impl Iterator<Item = (CellRef, HeadCell)> + '_ {
        self.lessons.iter().filter_map(|lesson| match lesson {
            Lesson::Cell(at, field) => Some((*at, *field)),
            _ => None,
        })
    }
}

pub mod suggest;

#[cfg(test)]
mod tests;
