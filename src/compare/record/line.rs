//! One row a line of the budget block, one row an indicator.

use rust_decimal::Decimal;

use super::Traced;
use crate::compare::CompareError;
use crate::compare::frame::{Record, Visitor};
use crate::scoring::ScoreStatus;

/// One row of a form's budget block. Amounts in 万元.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FundRecord {
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
    /// 调整金额
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
        v.column("label", "资金类别", &mut self.label)?;
        v.column("role", "类别代号", &mut self.role)?;
        v.column("whole", "总额行", &mut self.whole)?;
        v.column("initial", "年初预算数", &mut self.initial)?;
        v.column("adjustment", "调整金额", &mut self.adjustment)?;
        v.column("adjusted", "全年预算数", &mut self.adjusted)?;
        v.column("executed", "全年执行数", &mut self.executed)?;
        v.column("rate", "表列执行率", &mut self.rate)?;
        v.column("computed_rate", "执行率", &mut self.computed_rate)?;
        v.column("weight", "分值", &mut self.weight)?;
        v.column("stated", "自评得分", &mut self.stated)?;
        v.column("score", "复算得分", &mut self.score)?;
        v.column("status", "判定", &mut self.status)?;
        v.column("note", "复算过程", &mut self.note)?;
        v.column("reason", "原因", &mut self.reason)
    }
}

/// One indicator row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndicatorRecord {
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
        v.column("level1", "一级指标", &mut self.level1)?;
        v.column("level2", "二级指标", &mut self.level2)?;
        v.column("name", "三级指标", &mut self.name)?;
        v.column("target", "指标值", &mut self.target)?;
        v.column("prior_year", "上年完成值", &mut self.prior_year)?;
        v.column("midyear", "年中完成值", &mut self.midyear)?;
        v.column("actual", "实际完成值", &mut self.actual)?;
        v.column("completion", "表列完成率", &mut self.completion)?;
        v.column(
            "computed_completion",
            "完成程度",
            &mut self.computed_completion,
        )?;
        v.column("met", "达标", &mut self.met)?;
        v.column("weight", "分值", &mut self.weight)?;
        v.column("stated", "自评得分", &mut self.stated)?;
        v.column("score", "复算得分", &mut self.score)?;
        v.column("lowest", "可能最低分", &mut self.lowest)?;
        v.column("highest", "可能最高分", &mut self.highest)?;
        v.column("status", "判定", &mut self.status)?;
        v.column("formula", "复算过程", &mut self.formula)?;
        v.column("why", "判定说明", &mut self.why)?;
        v.column("rule", "规则键", &mut self.rule)?;
        v.column("review_score", "表内复核得分", &mut self.review_score)?;
        v.column("reason", "偏差原因", &mut self.reason)?;
        v.column("measures", "改进措施", &mut self.measures)?;
        v.column("scoring_note", "评分标准", &mut self.scoring_note)?;
        v.column("subtotal", "小计行", &mut self.subtotal)
    }
}
