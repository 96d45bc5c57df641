//! 应报单位名单: who has to send a form, under which names, and by when.
//!
//! Columns are found by their headings, in any order, under any title rows. Only the column of the
//! units' names has to be there.

use std::collections::{BTreeMap, BTreeSet};

use super::unit_name::UnitName;
use super::{Unit, date};
use crate::intake::grid::{Cell, CellRef, CellValue, Grid, Workbook};
use crate::value::blank::is_blank;
use crate::value::fold::fold_tight;

#[cfg(test)]
mod tests;

/// One unit that has to report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterEntry {
    /// 单位代码
    pub code: Option<String>,
    /// 单位名称
    pub name: String,
    /// 曾用名
    pub earlier_names: Vec<String>,
    /// 同类组
    pub group: Option<String>,
    /// 报送截止日期, ISO 8601
    pub deadline: Option<String>,
    /// The row it stands in, counted from 1.
    pub row: u32,
}

/// The roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// The file it was read from, as shown to the user.
    pub path: String,
    /// The units, in the file's order.
    pub entries: Vec<RosterEntry>,
}

impl Roster {
    /// The roster with its names and codes looked up in no more time than a few take.
    #[must_use]
    pub(crate) fn index(&self) -> RosterIndex<'_> {
        let mut index = RosterIndex {
            entries: &self.entries,
            names: BTreeMap::new(),
            codes: BTreeMap::new(),
        };
        for (place, entry) in self.entries.iter().enumerate() {
            for name in std::iter::once(&entry.name).chain(&entry.earlier_names) {
                index.names.entry(name).or_insert(place);
            }
            if let Some(code) = &entry.code {
                index.codes.entry(code).or_insert(place);
            }
        }
        index
    }
}

/// A roster's rows by name and code.
#[derive(Debug)]
pub(crate) struct RosterIndex<'a> {
    entries: &'a [RosterEntry],
    /// Places by name, earlier names included; the first row that has it.
    names: BTreeMap<&'a str, usize>,
    codes: BTreeMap<&'a str, usize>,
}

impl<'a> RosterIndex<'a> {
    /// The first row that is about a unit: of its name, now or earlier, or of its code.
    #[must_use]
    pub(crate) fn entry_of(&self, unit: &Unit) -> Option<&'a RosterEntry> {
        let by_name = self.names.get(unit.name.as_str());
        let by_code = unit.code.as_deref().and_then(|code| self.codes.get(code));
        let place = by_name.into_iter().chain(by_code).min()?;
        self.entries.get(*place)
    }
}

/// What is wrong with a roster: always something its author can mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// No row of headings.
    #[error(
        "名单“{path}”的工作表“{sheet}”前 {HEADING_ROWS} 行里没有找到表头：请设一列“单位名称”（另可有“单位代码”“曾用名”“同类组”“报送截止日期”）"
    )]
    NoHeading {
        /// The file.
        path: String,
        /// The sheet.
        sheet: String,
    },
    /// Headings, and no unit below them.
    #[error(
        "名单“{path}”的工作表“{sheet}”里，“单位名称”一列（{cell}以下）没有单位：请逐行填写应报单位"
    )]
    Empty {
        /// The file.
        path: String,
        /// The sheet.
        sheet: String,
        /// The heading's cell.
        cell: String,
    },
    /// A row with a code and no name.
    #[error(
        "名单“{path}”的 {cell} 没有单位名称，同一行却有单位代码“{code}”：请补写名称，或删去这一行"
    )]
    NoName {
        /// The file.
        path: String,
        /// Where the name is missing.
        cell: String,
        /// The code in the same row.
        code: String,
    },
    /// A unit or a code that stands twice.
    #[error("名单“{path}”里“{what}”出现两次（{first}、{second}）：请只留一处")]
    Twice {
        /// The file.
        path: String,
        /// The name or code.
        what: String,
        /// Its first cell.
        first: String,
        /// Its second cell.
        second: String,
    },
    /// A deadline that is no date.
    #[error(
        "名单“{path}”的 {cell} 不是日期：“{text}”；请写成“2024年4月20日”或“2024-04-20”，或把单元格设为日期格式"
    )]
    BadDeadline {
        /// The file.
        path: String,
        /// Where it stands.
        cell: String,
        /// What stands there.
        text: String,
    },
}

/// In how many rows the headings are looked for.
const HEADING_ROWS: u32 = 20;

/// Headings by field, the best first. A heading may carry a note in brackets: `曾用名（简称）`.
const NAME: &[&str] = &[
    "单位名称",
    "部门名称",
    "部门(单位)名称",
    "应报单位",
    "预算单位",
    "单位",
    "部门",
];
const CODE: &[&str] = &[
    "单位代码",
    "部门代码",
    "预算单位代码",
    "部门预算编码",
    "单位编码",
    "部门编码",
    "代码",
    "编码",
];
const EARLIER: &[&str] = &[
    "曾用名",
    "曾用名称",
    "原单位名称",
    "原名称",
    "更名前名称",
    "其他名称",
    "别名",
    "简称",
];
const GROUP: &[&str] = &[
    "同类组",
    "分组",
    "组别",
    "单位类别",
    "单位类型",
    "类别",
    "类型",
    "单位性质",
];
const DEADLINE: &[&str] = &[
    "报送截止日期",
    "截止日期",
    "报送期限",
    "报送截止时间",
    "截止时间",
    "报送时限",
];

/// Where the fields stand.
struct Columns {
    heading: u32,
    name: u32,
    code: Option<u32>,
    earlier: Option<u32>,
    group: Option<u32>,
    deadline: Option<u32>,
}

/// Reads the roster from a sheet.
///
/// # Errors
///
/// When no heading names the units' column, when no unit stands below it, and when a row cannot be
/// understood: a code without a name, a unit or code that stands twice, a deadline that is no date.
pub fn read(grid: &Grid, path: &str) -> Result<Roster, RosterError> {
    let Some(columns) = find_columns(grid) else {
        return Err(RosterError::NoHeading {
            path: path.to_owned(),
            sheet: grid.name.clone(),
        });
    };
    let rows: BTreeSet<u32> = grid
        .cells()
        .map(|cell| cell.at.row)
        .filter(|row| *row > columns.heading)
        .collect();
    let mut roster = Roster {
        path: path.to_owned(),
        entries: Vec::new(),
    };
    let mut section = None;
    for row in rows {
        if let Some(title) = section_title(grid, row) {
            section = Some(title);
            continue;
        }
        if let Some(mut entry) = read_entry(grid, row, &columns, path)? {
            entry.group = entry.group.or_else(|| section.clone());
            roster.entries.push(entry);
        }
    }
    if roster.entries.is_empty() {
        let cell = CellRef::new(columns.heading, columns.name).to_string();
        return Err(RosterError::Empty {
            path: path.to_owned(),
            sheet: grid.name.clone(),
            cell,
        });
    }
    refuse_doubles(&roster, &columns)?;
    Ok(roster)
}

/// Reads the roster from the first sheet of a workbook that holds one.
///
/// # Errors
///
/// As [`read`], of the sheet that comes nearest to a roster.
pub(crate) fn read_workbook(workbook: &Workbook, path: &str) -> Result<Roster, RosterError> {
    let mut nearest = RosterError::NoHeading {
        path: path.to_owned(),
        sheet: workbook
            .sheets
            .first()
            .map(|sheet| sheet.name.clone())
            .unwrap_or_default(),
    };
    for grid in &workbook.sheets {
        match read(grid, path) {
            Ok(roster) => return Ok(roster),
            Err(RosterError::NoHeading { .. }) => {}
            Err(error) => nearest = error,
        }
    }
    Err(nearest)
}

fn find_columns(grid: &Grid) -> Option<Columns> {
    (0..HEADING_ROWS).find_map(|row| {
        let column = |headings: &[&str]| {
            headings.iter().find_map(|heading| {
                let mut cells = grid.row(row);
                cells
                    .find(|cell| is_heading(&cell.shown, heading))
                    .map(|cell| cell.at.col)
            })
        };
        let name = column(NAME)?;
        // A lone 单位 or 部门 in a title row, as in 填报单位, is no heading of a list.
        grid.get(CellRef::new(row + 1, name))
            .or_else(|| grid.get(CellRef::new(row + 2, name)))?;
        Some(Columns {
            heading: row,
            name,
            code: column(CODE),
            earlier: column(EARLIER),
            group: column(GROUP),
            deadline: column(DEADLINE),
        })
    })
}

fn is_heading(shown: &str, heading: &str) -> bool {
    let shown = fold_tight(shown);
    let shown = shown.trim_start_matches('*');
    shown == heading
        || shown
            .strip_prefix(heading)
            .is_some_and(|rest| rest.starts_with('('))
}

/// `一、党政机关（13个）`, alone in its row: the group of the rows below.
fn section_title(grid: &Grid, row: u32) -> Option<String> {
    let mut cells = grid.row(row).filter(|cell| !cell.is_blank());
    let text = fold_tight(&cells.next()?.shown);
    if cells.next().is_some() {
        return None;
    }
    let (number, title) = text.split_once('、')?;
    let numbered = !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c));
    let title = title.split_once('(').map_or(title, |(title, _)| title);
    (numbered && !title.is_empty()).then(|| title.to_owned())
}

fn read_entry(
    grid: &Grid,
    row: u32,
    columns: &Columns,
    path: &str,
) -> Result<Option<RosterEntry>, RosterError> {
    let own = |col: Option<u32>| {
        col.and_then(|col| grid.get(CellRef::new(row, col)))
            .filter(|cell| !cell.is_blank())
    };
    // A group or a date may be merged down over the rows it holds for.
    let seen = |col: Option<u32>| {
        col.and_then(|col| grid.seen_at(CellRef::new(row, col)))
            .filter(|cell| !cell.is_blank())
    };
    let code = own(columns.code).map(|cell| fold_tight(&cell.shown));
    let name = own(Some(columns.name))
        .map(|cell| fold_tight(&cell.shown))
        .unwrap_or_default();
    if name.is_empty() || matches!(name.as_str(), "合计" | "总计" | "小计") {
        return match code.filter(|code| code.chars().any(|c| c.is_ascii_digit())) {
            Some(code) if name.is_empty() => {
                let cell = CellRef::new(row, columns.name).to_string();
                Err(RosterError::NoName {
                    path: path.to_owned(),
                    cell,
                    code,
                })
            }
            _ => Ok(None),
        };
    }
    let deadline = match seen(columns.deadline) {
        Some(cell) => Some(deadline(cell, path)?),
        None => None,
    };
    Ok(Some(RosterEntry {
        code,
        name: own(Some(columns.name))
            .map(|cell| tidy(&cell.shown))
            .unwrap_or_default(),
        earlier_names: own(columns.earlier)
            .map(|cell| names_in(&cell.shown))
            .unwrap_or_default(),
        group: seen(columns.group).map(|cell| fold_tight(&cell.shown)),
        deadline,
        row: row + 1,
    }))
}

/// A name without white space, its brackets left as they were written.
fn tidy(name: &str) -> String {
    name.split_whitespace().collect()
}

/// Several names in one cell.
fn names_in(text: &str) -> Vec<String> {
    text.split(['、', '；', ';', '，', ',', '/', '\n'])
        .map(tidy)
        .filter(|name| name.chars().any(char::is_alphabetic) && !is_blank(name))
        .collect()
}

fn deadline(cell: &Cell, path: &str) -> Result<String, RosterError> {
    let text = match &cell.value {
        CellValue::Date(iso) => iso,
        _ => &cell.shown,
    };
    date::first_date(text).ok_or_else(|| RosterError::BadDeadline {
        path: path.to_owned(),
        cell: cell.at.to_string(),
        text: cell.shown.trim().to_owned(),
    })
}

fn refuse_doubles(roster: &Roster, columns: &Columns) -> Result<(), RosterError> {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut once = |key: String, what: &str, row: u32, col: u32| {
        let cell = CellRef::new(row - 1, col).to_string();
        match seen.insert(key, cell.clone()) {
            Some(first) => Err(RosterError::Twice {
                path: roster.path.clone(),
                what: what.to_owned(),
                first,
                second: cell,
            }),
            None => Ok(()),
        }
    };
    for entry in &roster.entries {
        let name = UnitName::read(&entry.name).whole;
        once(format!("名称{name}"), &entry.name, entry.row, columns.name)?;
        if let (Some(code), Some(col)) = (&entry.code, columns.code) {
            once(format!("代码{code}"), code, entry.row, col)?;
        }
    }
    Ok(())
}
