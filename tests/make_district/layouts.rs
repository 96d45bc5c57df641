//! What a layout says.

use super::book::{Frame, FundKind};

/// A column of the indicator table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Column {
    Level1,
    Level2,
    Name,
    /// What the name means.
    Meaning,
    /// Sign, figure and unit, but for a unit that has a column.
    Target,
    Sign,
    Figure,
    Unit,
    /// Where the target comes from.
    Basis,
    Prior,
    Midyear,
    Actual,
    Completion,
    /// How it is scored.
    Standard,
    Evidence,
    Weight,
    Score,
    Reason,
    Measure,
    /// Empty from top to bottom.
    Spacer,
}

/// A column of the budget block.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Amount {
    Label,
    Initial,
    /// Adjusted less initial.
    Change,
    Adjusted,
    Executed,
    Rate,
    /// The rate without the sign of percent, under a heading that has it.
    BareRate,
    Weight,
    Score,
    Reason,
}

/// Where the total of the marks stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Total {
    Foot,
    Head,
}

/// What stands below the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tail {
    Nothing,
    /// 评价结论, 存在问题, 改进措施.
    Narratives,
    Notes,
    Signatures,
}

/// What stands above the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Head {
    /// 部门名称 | … | 填报日期 | …
    Pair,
    /// Two rows: also 联系人 and 联系电话.
    TwoPairs,
    /// 部门名称：… and 金额单位：… in two long cells.
    InLine,
    /// 项目名称, then 主管部门 and 实施单位.
    Project,
}

/// A layout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    /// The year stands in the title, and not in a row of its own.
    pub(crate) year_in_title: bool,
    pub(crate) annex: bool,
    pub(crate) head: Head,
    /// The label of the budget block.
    pub(crate) budget: &'static str,
    pub(crate) amounts: &'static [(Amount, &'static str)],
    pub(crate) funds: &'static [FundKind],
    /// The total comes after its parts.
    pub(crate) total_last: bool,
    pub(crate) budget_below: bool,
    /// The amounts are in 元.
    pub(crate) yuan: bool,
    pub(crate) goals: bool,
    /// A label beside the indicators, merged over them.
    pub(crate) side: Option<&'static str>,
    pub(crate) columns: &'static [(Column, &'static str)],
    /// Sign, figure and unit stand below a common heading.
    pub(crate) two_rows: bool,
    /// Full marks stand behind the names of the first level.
    pub(crate) marks_in_levels: bool,
    /// Levels are written in every row and not merged.
    pub(crate) levels_repeated: bool,
    pub(crate) subtotals: bool,
    pub(crate) total: Total,
    pub(crate) total_label: &'static str,
    pub(crate) grade: bool,
    pub(crate) tail: Tail,
    pub(crate) cover: bool,
    pub(crate) frame: Frame,
}
