//! The fields of a form one after the other, each with its name, its cells and its value: for the account
//! of cells, for comparing two versions, and for showing a person what each cell was taken for.

use std::collections::BTreeMap;

use super::model::{FundLine, Indicator, SelfEvaluation, SheetCell, Sourced};
use crate::value::fold::fold_tight;
use crate::value::number::Number;

/// The part of a form that a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// Title, year, unit, project.
    Head,
    /// The budget block.
    Funds,
    /// 年度总体目标
    Goals,
    /// The indicator rows.
    Indicators,
    /// Total and grade.
    Totals,
    /// Labelled texts that have no field of their own.
    Remarks,
}

impl Block {
    /// All of them, in their order on a form.
    pub const ALL: [Self; 6] = [
        Self::Head,
        Self::Funds,
        Self::Goals,
        Self::Indicators,
        Self::Totals,
        Self::Remarks,
    ];

    /// The word users know.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Head => "表头信息",
            Self::Funds => "预算执行",
            Self::Goals => "总体目标",
            Self::Indicators => "指标",
            Self::Totals => "总分等级",
            Self::Remarks => "其他说明",
        }
    }
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The part it belongs to.
    pub block: Block,
    /// The row: a fund's label, an indicator's name, a remark's label; empty for fields of the whole form.
    pub row: &'a str,
    /// Which of the rows of that name, from 1.
    pub nth: usize,
    /// The column or field: 实际完成值; empty for a remark, which its label names.
    pub name: &'static str,
    /// Where the value stands, or should.
    pub cells: &'a [SheetCell],
    /// The text as it stood.
    pub text: &'a str,
    /// The value as it was read, exact numbers as precise as written.
    pub value: Option<String>,
    /// The value in one spelling, so that two forms can be compared; the text where none was read.
    pub meaning: String,
    /// Whether a text was read, which is never unreadable.
    is_text: bool,
}

impl Field<'_> {
    /// `培训人数·得分`, `年度`
    #[must_use]
    pub fn shown(&self) -> String {
        let again = if self.nth > 1 {
            format!("（第{}处）", self.nth)
        } else {
            String::new()
        };
        match (self.row, self.name) {
            ("", name) => format!("{name}{again}"),
            (row, "") => format!("{row}{again}"),
            (row, name) => format!("{row}{again}·{name}"),
        }
    }

    /// Whether its cells gave the form a value.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.value.is_some() || (self.is_text && !super::model::is_blank_mark(self.text))
    }
}

/// All fields that the form has a place for or a value of, in its order.
#[must_use]
pub fn fields(form: &SelfEvaluation) -> Vec<Field<'_>> {
    let mut all = Collector::default();
    all.of_whole_form(Block::Head);
    all.text(("", 1), "标题", &form.title);
    all.value(("", 1), "年度", &form.year, ToString::to_string);
    all.text(("", 1), "单位名称", &form.department);
    all.text(("", 1), "单位代码", &form.department_code);
    all.text(("", 1), "主管部门", &form.supervisor);
    all.text(("", 1), "项目名称", &form.project);
    all.value(("", 1), "金额单位", &form.amount_unit, ToString::to_string);
    all.of_whole_form(Block::Funds);
    for (nth, line) in numbered(&form.funds, |line| &line.label) {
        all.fund_line(nth, line);
    }
    all.of_whole_form(Block::Goals);
    for (nth, goal) in (1..).zip(&form.goals.expected) {
        all.text(("", nth), "预期目标", goal);
    }
    for (nth, goal) in (1..).zip(&form.goals.achieved) {
        all.text(("", nth), "实际完成情况", goal);
    }
    all.of_whole_form(Block::Indicators);
    for (nth, row) in numbered(&form.indicators, |row| &row.name) {
        all.indicator(nth, row);
    }
    all.of_whole_form(Block::Totals);
    all.number(("", 1), "总分值", &form.total_weight);
    all.number(("", 1), "总分", &form.total_score);
    all.text(("", 1), "评价等级", &form.grade);
    all.of_whole_form(Block::Remarks);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for remark in &form.remarks {
        let nth = seen.entry(&remark.label).or_default();
        *nth += 1;
        all.text((&remark.label, *nth), "", &remark.text);
    }
    all.fields
}

/// The value as read, or the text where none could be.
fn shown(value: &Sourced<String>) -> &str {
    value.value.as_deref().unwrap_or(&value.text)
}

/// The rows with the count of their name so far: 1 for the first, 2 for the second of that name.
fn numbered<T>(rows: &[T], name: impl Fn(&T) -> &Sourced<String>) -> Vec<(usize, &T)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    rows.iter()
        .map(|row| {
            let nth = seen.entry(fold_tight(shown(name(row)))).or_default();
            *nth += 1;
            (*nth, row)
        })
        .collect()
}

struct Collector<'a> {
    block: Block,
    fields: Vec<Field<'a>>,
}

impl Default for Collector<'_> {
    fn default() -> Self {
        Self {
            block: Block::Head,
            fields: Vec::new(),
        }
    }
}

/// The name of a row, and which of that name it is.
type Row<'a> = (&'a str, usize);

impl<'a> Collector<'a> {
    const fn of_whole_form(&mut self, block: Block) {
        self.block = block;
    }

    fn fund_line(&mut self, nth: usize, line: &'a FundLine) {
        let row = (shown(&line.label), nth);
        self.text(row, "资金项目", &line.label);
        for (name, value) in [
            ("年初预算数", &line.initial),
            ("年中调整数", &line.adjustment),
            ("全年预算数", &line.adjusted),
            ("全年执行数", &line.executed),
            ("执行率", &line.rate),
            ("分值", &line.weight),
            ("得分", &line.score),
        ] {
            self.number(row, name, value);
        }
        self.text(row, "原因", &line.reason);
    }

    fn indicator(&mut self, nth: usize, indicator: &'a Indicator) {
        let row = (shown(&indicator.name), nth);
        for (name, value) in [
            ("一级指标", &indicator.level1),
            ("二级指标", &indicator.level2),
            ("三级指标", &indicator.name),
            ("指标值", &indicator.target),
            ("上年完成值", &indicator.prior_year),
            ("年中监控完成值", &indicator.midyear),
            ("实际完成值", &indicator.actual),
            ("偏差原因", &indicator.reason),
            ("改进措施", &indicator.measures),
            ("评分标准", &indicator.scoring_note),
        ] {
            self.text(row, name, value);
        }
        for (name, value) in [
            ("完成率", &indicator.completion),
            ("分值", &indicator.weight),
            ("得分", &indicator.score),
            ("复核得分", &indicator.review_score),
        ] {
            self.number(row, name, value);
        }
    }

    fn text(&mut self, row: Row<'a>, name: &'static str, value: &'a Sourced<String>) {
        let meaning = fold_tight(shown(value));
        self.put(row, name, value, value.value.clone(), meaning, true);
    }

    fn number(&mut self, row: Row<'a>, name: &'static str, value: &'a Sourced<Number>) {
        let read = value.value.map(|number| number.value.to_string());
        let meaning = value.value.map_or_else(
            || fold_tight(&value.text),
            |number| number.value.normalize().to_string(),
        );
        self.put(row, name, value, read, meaning, false);
    }

    /// A value that has a meaning of its own; where it could not be read, its text speaks.
    fn value<T>(
        &mut self,
        row: Row<'a>,
        name: &'static str,
        value: &'a Sourced<T>,
        told: impl Fn(&T) -> String,
    ) {
        let read = value.value.as_ref().map(told);
        let meaning = read.clone().unwrap_or_else(|| fold_tight(&value.text));
        self.put(row, name, value, read, meaning, false);
    }

    fn put<T>(
        &mut self,
        (row, nth): Row<'a>,
        name: &'static str,
        sourced: &'a Sourced<T>,
        value: Option<String>,
        meaning: String,
        is_text: bool,
    ) {
        self.fields.push(Field {
            block: self.block,
            row,
            nth,
            name,
            cells: &sourced.cells,
            text: &sourced.text,
            value,
            meaning,
            is_text,
        });
    }
}
