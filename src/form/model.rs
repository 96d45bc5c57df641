//! A self-evaluation form as data. Every value remembers the cells it came from.

use crate::intake::grid::{Area, CellRef};
use crate::value::number::Number;
use crate::value::unit::AmountUnit;

/// A cell of a form: the sheet (by its place in [`Source::sheets`]) and the address on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetCell {
    /// Index into [`Source::sheets`].
    pub sheet: usize,
    /// The address.
    pub cell: CellRef,
}

/// A value as it stood in its source.
///
/// `value` is `None` where the cell is empty, says "not applicable" (`-`, `—`, `/`, 无) or cannot be
/// read as a `T`; `text` then still holds what stood there, and `cells` the place where the value
/// was, or should have been. `cells` is empty only where the form has no place for it at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value, or `None`.
    pub value: Option<T>,
    /// Where it stands, or should.
    pub cells: Vec<SheetCell>,
    /// The text as shown in the cell, trimmed.
    pub text: String,
}

impl<T> Default for Sourced<T> {
    /// A field the form has no place for.
    fn default() -> Self {
        Self {
            value: None,
            cells: Vec::new(),
            text: String::new(),
        }
    }
}

impl<T> Sourced<T> {
    /// Whether a text stands here that could not be read as a value and is no "not applicable" mark.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.value.is_none() && !is_blank_mark(&self.text)
    }

    /// Whether the form has a place for this field at all.
    #[must_use]
    pub fn has_place(&self) -> bool {
        !self.cells.is_empty()
    }
}

/// Whether a text says that nothing is stated: empty, a dash, a slash, 无, dots.
#[must_use]
pub fn is_blank_mark(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "" | "无" | "不适用" | "*")
        || text.chars().all(|c| {
            matches!(
                c,
                '-' | '—' | '–' | '－' | '─' | '/' | '／' | '\\' | '…' | '.' | '。' | '·'
            )
        })
}

/// What a form evaluates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// 部门整体支出
    #[default]
    Department,
    /// 项目支出
    Project,
    /// 转移支付
    Transfer,
}

impl FormKind {
    /// The word the extraction contract uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Project => "project",
            Self::Transfer => "transfer",
        }
    }

    /// The word users know.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Department => "部门整体支出",
            Self::Project => "项目支出",
            Self::Transfer => "转移支付",
        }
    }
}

/// Where a form stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file, as found: relative to the folder given, `/` between its parts.
    pub path: String,
    /// SHA-256 of the file, lower-case hex.
    pub sha256: String,
    /// Names of the sheets the form uses; the one with the indicators first.
    pub sheets: Vec<String>,
    /// The form's range on its first sheet.
    pub range: Area,
}

impl Source {
    /// A cell as a user finds it: `C5`, or `封面!C5` where it is not on the first sheet.
    #[must_use]
    pub fn address(&self, at: SheetCell) -> String {
        match self.sheets.get(at.sheet) {
            Some(name) if at.sheet > 0 => format!("{name}!{}", at.cell),
            _ => at.cell.to_string(),
        }
    }
}

/// What money a row of the budget block states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FundRole {
    /// 年度资金总额, 合计
    Total,
    /// 财政拨款
    Fiscal,
    /// 上年结转
    Carryover,
    /// 基本支出
    Basic,
    /// 人员经费
    Personnel,
    /// 公用经费
    Operating,
    /// 项目支出
    Project,
    /// anything else
    Other,
}

impl FundRole {
    /// The word the extraction contract uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Fiscal => "fiscal",
            Self::Carryover => "carryover",
            Self::Basic => "basic",
            Self::Personnel => "personnel",
            Self::Operating => "operating",
            Self::Project => "project",
            Self::Other => "other",
        }
    }

    /// The word users see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Total => "合计",
            Self::Fiscal => "财政拨款",
            Self::Carryover => "上年结转",
            Self::Basic => "基本支出",
            Self::Personnel => "人员经费",
            Self::Operating => "公用经费",
            Self::Project => "项目支出",
            Self::Other => "其他",
        }
    }
}

/// One row of the budget block. Amounts are in the form's [`SelfEvaluation::amount_unit`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FundLine {
    /// The row's label, its `其中：` and colon kept.
    pub label: Sourced<String>,
    /// What kind of row it is.
    pub role: Option<FundRole>,
    /// 年初预算数
    pub initial: Sourced<Number>,
    /// 年中调整金额 (signed), where the form has such a column.
    pub adjustment: Sourced<Number>,
    /// 全年（调整后）预算数
    pub adjusted: Sourced<Number>,
    /// 全年执行数
    pub executed: Sourced<Number>,
    /// 执行率, as a fraction
    pub rate: Sourced<Number>,
    /// 分值
    pub weight: Sourced<Number>,
    /// 得分
    pub score: Sourced<Number>,
    /// 原因
    pub reason: Sourced<String>,
}

/// One indicator row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    /// 一级指标, inherited down merged or blank cells.
    pub level1: Sourced<String>,
    /// 二级指标, inherited likewise.
    pub level2: Sourced<String>,
    /// 三级指标: its name, without `指标1：` and inner white space.
    pub name: Sourced<String>,
    /// 指标值 as text; the columns of a split target joined.
    pub target: Sourced<String>,
    /// 上年完成值
    pub prior_year: Sourced<String>,
    /// 年中监控完成值
    pub midyear: Sourced<String>,
    /// 实际完成值
    pub actual: Sourced<String>,
    /// 完成率, as a fraction
    pub completion: Sourced<Number>,
    /// 分值
    pub weight: Sourced<Number>,
    /// 得分
    pub score: Sourced<Number>,
    /// 复核得分, 审核评分
    pub review_score: Sourced<Number>,
    /// 偏差原因 (and, where one column holds both, 改进措施)
    pub reason: Sourced<String>,
    /// 改进措施, where it has a column of its own
    pub measures: Sourced<String>,
    /// 评分标准, 赋分规则
    pub scoring_note: Sourced<String>,
    /// A parent row that repeats the sum of its child rows; counted in no total.
    pub subtotal: bool,
}

/// 年度总体目标: what was planned and what is said to have been done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goals {
    /// 预期目标
    pub expected: Vec<Sourced<String>>,
    /// 实际完成情况
    pub achieved: Vec<Sourced<String>>,
}

/// A labelled cell of the head or the tail that has no field of its own: 填报日期, 评价结论, 负责人 …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The label, without its colon.
    pub label: String,
    /// What stands beside or below it.
    pub text: Sourced<String>,
}

/// What a column of a block was taken for, and how sure that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnReading {
    /// The column, counted from 0.
    pub col: u32,
    /// Where its heading begins.
    pub first: SheetCell,
    /// Where its heading ends.
    pub last: CellRef,
    /// The heading as read, its rows joined.
    pub heading: String,
    /// The field, in Chinese (`实际完成值`), or `None` where the column is not used.
    pub field: Option<String>,
    /// 0 to 100.
    pub confidence: u8,
}

/// What became of each cell with content in the form's range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellUse {
    /// Its content is a value of the form.
    Used,
    /// A heading or label.
    Label,
    /// A known note: filling instructions, signatures, page numbers.
    Note,
    /// None of these: listed for a person to look at.
    Unread,
}

/// The account of every cell: used + labels + notes + unread = cells with content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Every cell with content in the form's range, with its fate, in sheet and row order.
    pub cells: Vec<(SheetCell, CellUse, String)>,
}

impl Coverage {
    /// How many cells had this fate.
    #[must_use]
    pub fn count(&self, fate: CellUse) -> usize {
        self.cells.iter().filter(|(_, f, _)| *f == fate).count()
    }

    /// The unread cells with their texts.
    pub fn unread(&self) -> impl Iterator<Item = (SheetCell, &str)> {
        self.cells
            .iter()
            .filter(|(_, fate, _)| *fate == CellUse::Unread)
            .map(|(at, _, text)| (*at, text.as_str()))
    }
}

/// One self-evaluation form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfEvaluation {
    /// Where it stands.
    pub source: Source,
    /// What it evaluates.
    pub kind: FormKind,
    /// The heading of the form.
    pub title: Sourced<String>,
    /// The year it is about.
    pub year: Sourced<i32>,
    /// The unit that is evaluated.
    pub department: Sourced<String>,
    /// The code in front of its name, or in a cell of its own.
    pub department_code: Sourced<String>,
    /// 主管部门, where the form names it.
    pub supervisor: Sourced<String>,
    /// 项目名称
    pub project: Sourced<String>,
    /// The unit of the amounts, as declared.
    pub amount_unit: Sourced<AmountUnit>,
    /// The budget block.
    pub funds: Vec<FundLine>,
    /// 年度总体目标
    pub goals: Goals,
    /// The indicator rows.
    pub indicators: Vec<Indicator>,
    /// The total of the weights, where the form states it.
    pub total_weight: Sourced<Number>,
    /// The total score the form states.
    pub total_score: Sourced<Number>,
    /// The grade the form states.
    pub grade: Sourced<String>,
    /// Labelled cells of head and tail that have no field of their own.
    pub remarks: Vec<Remark>,
    /// How each column of the indicator block was read.
    pub columns: Vec<ColumnReading>,
    /// How each column of the budget block was read.
    pub fund_columns: Vec<ColumnReading>,
    /// How sure the recognition is, 0 to 100.
    pub confidence: u8,
    /// The account of every cell.
    pub coverage: Coverage,
}

impl SelfEvaluation {
    /// Visits every cell address the form keeps, the account of cells included.
    pub fn visit_cells(&mut self, visit: &mut dyn FnMut(&mut SheetCell)) {
        let mut texts: Vec<&mut Sourced<String>> = vec![
            &mut self.title,
            &mut self.department,
            &mut self.department_code,
            &mut self.supervisor,
            &mut self.project,
            &mut self.grade,
        ];
        let mut numbers: Vec<&mut Sourced<Number>> =
            vec![&mut self.total_weight, &mut self.total_score];
        for line in &mut self.funds {
            texts.extend([&mut line.label, &mut line.reason]);
            numbers.extend([
                &mut line.initial,
                &mut line.adjustment,
                &mut line.adjusted,
                &mut line.executed,
                &mut line.rate,
                &mut line.weight,
                &mut line.score,
            ]);
        }
        for row in &mut self.indicators {
            texts.extend([
                &mut row.level1,
                &mut row.level2,
                &mut row.name,
                &mut row.target,
                &mut row.prior_year,
                &mut row.midyear,
                &mut row.actual,
                &mut row.reason,
                &mut row.measures,
                &mut row.scoring_note,
            ]);
            numbers.extend([
                &mut row.completion,
                &mut row.weight,
                &mut row.score,
                &mut row.review_score,
            ]);
        }
        texts.extend(self.goals.expected.iter_mut());
        texts.extend(self.goals.achieved.iter_mut());
        texts.extend(self.remarks.iter_mut().map(|remark| &mut remark.text));
        let cells = texts
            .into_iter()
            .flat_map(|text| text.cells.iter_mut())
            .chain(
                numbers
                    .into_iter()
                    .flat_map(|number| number.cells.iter_mut()),
            )
            .chain(self.year.cells.iter_mut())
            .chain(self.amount_unit.cells.iter_mut())
            .chain(self.columns.iter_mut().map(|column| &mut column.first))
            .chain(self.fund_columns.iter_mut().map(|column| &mut column.first))
            .chain(self.coverage.cells.iter_mut().map(|(cell, _, _)| cell));
        for cell in cells {
            visit(cell);
        }
    }
}
