//! One row a line of the budget block, one row an indicator. Columns that hold what the form states have their
//! names from the field table; where the same figure stands as we compute it, the name says that it is the form's.

use rust_decimal::Decimal;

use super::Traced;
use crate::compare::error::CompareError;
use crate::compare::frame::{Record, Visitor};
use crate::form::model::{FundField, IndicatorField};
use crate::scoring::ScoreStatus;

/// One row of a form's budget block. Amounts in 万元.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FundRecord {
    /// The form it belongs to.
    pub form: usize,
    /// Its place in the form's budget block, counted from 1.
    pub line: usize,
    /// The sheet it stands on.
    pub sheet: String,
    /// 资金类别, the label as it stands
    pub label: Traced<String>,
    /// What kind of row it is, by the contract's word.
    pub role: Option<String>,
    /// Whether it is the row for the whole, from which the form's amounts are taken.
    pub whole: bool,
    /// 年初预算数
    pub initial: Traced<Decimal>,
    /// 预算调整数
    pub adjustment: Traced<Decimal>,
    /// 全年预算数
    pub adjusted: Traced<Decimal>,
    /// 全年执行数
    pub executed: Traced<Decimal>,
    /// 执行率 as stated, a fraction
    pub rate: Traced<Decimal>,
    /// 全年执行数 ÷ 全年预算数, a fraction
    pub computed_rate: Option<Decimal>,
    /// 分值
    pub weight: Traced<Decimal>,
    /// 得分 as stated
    pub stated: Traced<Decimal>,
    /// 得分 recomputed, of the row that carries the execution score
    pub score: Option<Decimal>,
    /// What became of that score.
    pub status: Option<ScoreStatus>,
    /// Its arithmetic, or why there is none.
    pub note: String,
    /// 原因
    pub reason: Traced<String>,
}

impl Record for FundRecord {
    const NAME: &'static str = "funds";

    fn columns<V: Visitor>(&mut self, v: &mut V) -> Result<(), CompareError> {
        v.column("form", "表号", &mut self.form)?;
        v.column("line", "行次", &mut self.line)?;
        v.column("sheet", "工作表", &mut self.sheet)?;
        v.column(
            FundField::Label.key(),
            FundField::Label.name(),
            &mut self.label,
        )?;
        v.column("role", "类别代号", &mut self.role)?;
        v.column("whole", "总额行", &mut self.whole)?;
        v.column(
            FundField::Initial.key(),
            FundField::Initial.name(),
            &mut self.initial,
        )?;
        v.column(
            FundField::Adjustment.key(),
            FundField::Adjustment.name(),
            &mut self.adjustment,
        )?;
        v.column(
            FundField::Adjusted.key(),
            FundField::Adjusted.name(),
            &mut self.adjusted,
        )?;
        v.column(
            FundField::Executed.key(),
            FundField::Executed.name(),
            &mut self.executed,
        )?;
        v.column(
            FundField::Rate.key(),
            FundField::Rate.name_as_stated(),
            &mut self.rate,
        )?;
        v.column("computed_rate", "执行率", &mut self.computed_rate)?;
        v.column(
            FundField::Weight.key(),
            FundField::Weight.name(),
            &mut self.weight,
        )?;
        v.column(
            "stated",
            FundField::Score.name_as_stated(),
            &mut self.stated,
        )?;
        v.column("score", "复算得分", &mut self.score)?;
        v.column("status", "判定", &mut self.status)?;
        v.column("note", "复算过程", &mut self.note)?;
        v.column(
            FundField::Reason.key(),
            FundField::Reason.name(),
            &mut self.reason,
        )
    }
}

/// One indicator row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct IndicatorRecord {
    /// The form it belongs to.
    pub form: usize,
    /// Its place among the form's indicators, counted from 1.
    pub line: usize,
    /// The sheet it stands on.
    pub sheet: String,
    /// 一级指标
    pub level1: Option<String>,
    /// 二级指标
    pub level2: Option<String>,
    /// 三级指标
    pub name: Traced<String>,
    /// 指标值
    pub target: Traced<String>,
    /// 上年完成值
    pub prior_year: Traced<String>,
    /// 年中监控完成值
    pub midyear: Traced<String>,
    /// 实际完成值
    pub actual: Traced<String>,
    /// 完成率 as stated, a fraction
    pub completion: Traced<Decimal>,
    /// 完成程度 as computed, a fraction
    pub computed_completion: Option<Decimal>,
    /// Whether the target is met; `None` where not judged.
    pub met: Option<bool>,
    /// 分值
    pub weight: Traced<Decimal>,
    /// 自评得分
    pub stated: Traced<Decimal>,
    /// 复算得分
    pub score: Option<Decimal>,
    /// The lowest and the highest score it could deserve.
    pub lowest: Decimal,
    /// See [`IndicatorRecord::lowest`].
    pub highest: Decimal,
    /// What became of the score; `None` on a subtotal row.
    pub status: Option<ScoreStatus>,
    /// The arithmetic: `4.5 ÷ 5.5 × 7 = 5.73`.
    pub formula: Option<String>,
    /// Why it was kept or not judged.
    pub why: Option<String>,
    /// The profile's rule that applied.
    pub rule: String,
    /// 复核得分 that the form itself carries
    pub review_score: Traced<Decimal>,
    /// 偏差原因
    pub reason: Traced<String>,
    /// 改进措施
    pub measures: Traced<String>,
    /// 评分标准
    pub scoring_note: Traced<String>,
    /// A parent row that repeats the sum of its child rows; counted in no total.
    pub subtotal: bool,
}

impl Record for IndicatorRecord {
    const NAME: &'static str = "indicators";

    fn columns<V: Visitor>(&mut self, v: &mut V) -> Result<(), CompareError> {
        v.column("form", "表号", &mut self.form)?;
        v.column("line", "行次", &mut self.line)?;
        v.column("sheet", "工作表", &mut self.sheet)?;
        v.column(
            IndicatorField::Level1.key(),
            IndicatorField::Level1.name(),
            &mut self.level1,
        )?;
        v.column(
            IndicatorField::Level2.key(),
            IndicatorField::Level2.name(),
            &mut self.level2,
        )?;
        v.column(
            IndicatorField::Name.key(),
            IndicatorField::Name.name(),
            &mut self.name,
        )?;
        v.column(
            IndicatorField::Target.key(),
            IndicatorField::Target.name(),
            &mut self.target,
        )?;
        v.column(
            IndicatorField::PriorYear.key(),
            IndicatorField::PriorYear.name(),
            &mut self.prior_year,
        )?;
        v.column(
            IndicatorField::Midyear.key(),
            IndicatorField::Midyear.name(),
            &mut self.midyear,
        )?;
        v.column(
            IndicatorField::Actual.key(),
            IndicatorField::Actual.name(),
            &mut self.actual,
        )?;
        v.column(
            IndicatorField::Completion.key(),
            IndicatorField::Completion.name_as_stated(),
            &mut self.completion,
        )?;
        v.column(
            "computed_completion",
            "完成程度",
            &mut self.computed_completion,
        )?;
        v.column("met", "达标", &mut self.met)?;
        v.column(
            IndicatorField::Weight.key(),
            IndicatorField::Weight.name(),
            &mut self.weight,
        )?;
        v.column(
            "stated",
            IndicatorField::Score.name_as_stated(),
            &mut self.stated,
        )?;
        v.column("score", "复算得分", &mut self.score)?;
        v.column("lowest", "可能最低分", &mut self.lowest)?;
        v.column("highest", "可能最高分", &mut self.highest)?;
        v.column("status", "判定", &mut self.status)?;
        v.column("formula", "复算过程", &mut self.formula)?;
        v.column("why", "判定说明", &mut self.why)?;
        v.column("rule", "规则键", &mut self.rule)?;
        v.column(
            IndicatorField::ReviewScore.key(),
            IndicatorField::ReviewScore.name_as_stated(),
            &mut self.review_score,
        )?;
        v.column(
            IndicatorField::Reason.key(),
            IndicatorField::Reason.name(),
            &mut self.reason,
        )?;
        v.column(
            IndicatorField::Measures.key(),
            IndicatorField::Measures.name(),
            &mut self.measures,
        )?;
        v.column(
            IndicatorField::ScoringNote.key(),
            IndicatorField::ScoringNote.name(),
            &mut self.scoring_note,
        )?;
        v.column("subtotal", "小计行", &mut self.subtotal)
    }
}
