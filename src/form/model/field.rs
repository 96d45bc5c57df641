//! The field table: what each field of a form is called, which block it is in, what it holds, and where it is
//! kept. Reading, the account of cells, teaching, own rules, extraction, records and the sheets ask here.

use super::account::{ColumnReading, Coverage};
use super::entry::{Block, Kind, Value, ValueMut, fields};
use super::kind::{FormKind, FundRole};
use super::out_of_range::OutOfRange;
use super::sourced::{SheetCell, Source, Sourced};
use crate::value::number::Number;
use crate::value::unit::AmountUnit;

fields! {
    /// One self-evaluation form.
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct SelfEvaluation, enum FormField;
    in Head {
        /// The heading of the form.
        Title title: Text, "标题";
        /// The year it is about.
        Year year: Year, "年度";
        /// The unit that is evaluated.
        Department department: Text, "单位名称", stated "表内单位名称", also ["部门名称"];
        /// The code in front of its name, or in a cell of its own.
        DepartmentCode department_code: Text, "单位代码";
        /// The office above it, where the form names it.
        Supervisor supervisor: Text, "主管部门";
        /// Kept whole, its code included.
        Project project: Text, "项目名称";
        /// The unit of the amounts, as declared.
        AmountUnit amount_unit: Unit, "金额单位";
    }
    in Totals {
        /// The total of the weights, where the form states it.
        TotalWeight total_weight: Score, "分值合计";
        /// The total score the form states.
        TotalScore total_score: Score, "自评总分", stated "自评得分";
        /// The grade the form states.
        Grade grade: Text, "评价等级", stated "自评等级";
    }
    and {
        /// Where it stands.
        source: Source,
        /// What it evaluates.
        kind: FormKind,
        /// The budget block.
        funds: Vec<FundLine>,
        /// 年度总体目标
        goals: Goals,
        /// The indicator rows.
        indicators: Vec<Indicator>,
        /// Labelled cells of head and tail that have no field of their own.
        remarks: Vec<Remark>,
        /// How each column of the indicator block was read.
        columns: Vec<ColumnReading>,
        /// How each column of the budget block was read.
        fund_columns: Vec<ColumnReading>,
        /// How sure the recognition is, 0 to 100.
        confidence: u8,
        /// Figures that none could mean.
        out_of_range: Vec<OutOfRange>,
        /// The account of every cell.
        coverage: Coverage,
    }
}

fields! {
    /// One row of the budget block. Amounts are in the form's [`SelfEvaluation::amount_unit`].
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    struct FundLine, enum FundField;
    in Funds {
        /// The row's label, its `其中：` and colon kept.
        Label label: Text, "资金类别";
        Initial initial: Amount, "年初预算数";
        /// Signed, where the form has such a column.
        Adjustment adjustment: Amount, "预算调整数", stated "表列预算调整数";
        /// After adjustment.
        Adjusted adjusted: Amount, "全年预算数";
        Executed executed: Amount, "全年执行数";
        /// As a fraction.
        Rate rate: Rate, "执行率", stated "表列执行率";
        Weight weight: Score, "分值";
        Score score: Score, "得分", stated "自评得分";
        Reason reason: Text, "原因", also ["偏差原因"];
    }
    and {
        /// What kind of row it is.
        role: Option<FundRole>,
    }
    headed enum FundColumnField {
        Other, "其他已知列";
    }
}

fields! {
    /// One indicator row.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    struct Indicator, enum IndicatorField;
    in Indicators {
        /// Inherited down merged or blank cells.
        Level1 level1: Text, "一级指标";
        /// Inherited likewise.
        Level2 level2: Text, "二级指标";
        /// Without `指标1：` and inner white space.
        Name name: Text, "三级指标", also ["指标名称"];
        /// As text; the columns of a split target joined.
        Target target: Text, "指标值";
        PriorYear prior_year: Text, "上年完成值";
        Midyear midyear: Text, "年中监控完成值";
        Actual actual: Text, "实际完成值";
        /// As a fraction.
        Completion completion: Rate, "完成率", stated "表列完成率";
        Weight weight: Score, "分值";
        Score score: Score, "得分", stated "自评得分";
        ReviewScore review_score: Score, "复核得分", stated "表内复核得分";
        /// And, where one column holds both, the measures.
        Reason reason: Text, "偏差原因";
        /// Where they have a column of their own.
        Measures measures: Text, "改进措施";
        ScoringNote scoring_note: Text, "评分标准";
    }
    and {
        /// A parent row that repeats the sum of its child rows; counted in no total.
        subtotal: bool,
        /// The text of its unit column, which [`Indicator::target`] holds already; empty where the form has none. It
        /// belongs to the actual value alike.
        unit_column: String,
    }
    headed enum ColumnField {
        Nature, "指标性质";
        TargetAdjusted, "调整后指标值";
        Unit, "度量单位";
        Other, "其他已知列";
    }
}

/// 年度总体目标: what was planned and what is said to have been done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goals {
    /// 预期目标
    pub expected: Vec<Sourced<String>>,
    /// 实际完成情况
    pub achieved: Vec<Sourced<String>>,
}

impl Goals {
    /// Its texts, each list with its name.
    #[must_use]
    pub fn named(&self) -> [(&'static str, &[Sourced<String>]); 2] {
        [
            ("预期目标", &self.expected),
            ("实际完成情况", &self.achieved),
        ]
    }
}

impl FundLine {
    /// The budget that counts: the full-year one; that of the beginning of the year only where no other is stated,
    /// readable or not.
    #[must_use]
    pub(crate) fn budget(&self) -> &Sourced<Number> {
        if self.adjusted.value.is_some() || self.adjusted.is_unreadable() {
            &self.adjusted
        } else {
            &self.initial
        }
    }
}

/// A labelled cell of the head or the tail that has no field of its own: 填报日期, 评价结论, 负责人 …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The label, without its colon.
    pub label: String,
    /// What stands beside or below it.
    pub text: Sourced<String>,
}

impl SelfEvaluation {
    /// Visits every cell address the form keeps, the account of cells included.
    pub fn visit_cells(&mut self, visit: &mut dyn FnMut(&mut SheetCell)) {
        for field in FormField::ALL {
            field.get_mut(self).cells().iter_mut().for_each(&mut *visit);
        }
        for line in &mut self.funds {
            for field in FundField::ALL {
                field.get_mut(line).cells().iter_mut().for_each(&mut *visit);
            }
        }
        for row in &mut self.indicators {
            for field in IndicatorField::ALL {
                field.get_mut(row).cells().iter_mut().for_each(&mut *visit);
            }
        }
        let goals = &mut self.goals;
        let goals = goals.expected.iter_mut().chain(&mut goals.achieved);
        goals
            .chain(self.remarks.iter_mut().map(|remark| &mut remark.text))
            .flat_map(|text| &mut text.cells)
            .chain(self.columns.iter_mut().map(|column| &mut column.first))
            .chain(self.fund_columns.iter_mut().map(|column| &mut column.first))
            .chain(self.coverage.cells.iter_mut().map(|(cell, _, _)| cell))
            .chain(
                self.out_of_range
                    .iter_mut()
                    .flat_map(|figure| &mut figure.cells),
            )
            .for_each(visit);
    }
}
