//! The fields of form, indicator row and budget row that expressions may name.

use std::any::Any;
use std::collections::BTreeMap;

use cel::ExecutionError;
use cel::common::traits::Indexer;
use cel::common::types::{CelBool, CelList, CelNull, CelString, Type};
use cel::common::value::{CowVal, StaticVal, Val};
use rust_decimal::Decimal;

use crate::checks::view::{FormView, FundRow, IndicatorRow, stated_text};
use crate::form::model::{SheetCell, Sourced};
use crate::value::number::Number;
use crate::value::unit::AmountUnit;

use super::exact::Exact;

/// A field: its name in expressions, and what it is.
pub type Field = (&'static str, &'static str);

/// The fields of `form`.
pub const FORM_FIELDS: &[Field] = &[
    ("kind", "类别：部门整体支出、项目支出、转移支付"),
    ("year", "年度"),
    ("department", "部门"),
    ("project", "项目名称"),
    ("total", "自评总分"),
    ("score_sum", "各行得分合计"),
    ("recomputed", "复算总分"),
    ("grade", "填写的等级"),
    ("execution_rate", "执行数÷全年预算数，小数"),
    ("rows", "全部指标行（小计行除外），每行的字段同 row"),
    ("funds", "资金栏全部行，每行的字段同 fund"),
];

/// The fields of `row`, an indicator.
pub const ROW_FIELDS: &[Field] = &[
    ("level1", "一级指标"),
    ("level2", "二级指标"),
    ("name", "三级指标"),
    ("target", "指标值，文字"),
    ("actual", "实际完成值，文字"),
    ("midyear", "年中监控值，文字"),
    ("prior_year", "上年完成值，文字"),
    ("target_value", "指标值的数，已折算到与完成值同一单位"),
    ("actual_value", "实际完成值的数，已折算到与指标值同一单位"),
    ("completion", "复算的完成率，小数"),
    ("stated_completion", "填写的完成率，小数"),
    ("weight", "分值"),
    ("score", "得分"),
    ("recomputed", "复算得分"),
    ("review_score", "复核得分"),
    ("met", "是否达到目标：true 或 false，无法判断时为 null"),
    ("reason", "偏差原因，文字；空白或“无”为空文字"),
    ("measures", "改进措施，文字"),
];

/// The fields of `fund`, a row of the budget block.
pub const FUND_FIELDS: &[Field] = &[
    ("name", "行名"),
    (
        "role",
        "类别：合计、财政拨款、上年结转、基本支出、人员经费、公用经费、项目支出、其他",
    ),
    ("initial", "年初预算数，万元"),
    ("adjustment", "调整数，万元"),
    ("adjusted", "全年预算数，万元"),
    ("executed", "全年执行数，万元"),
    ("rate", "填写的执行率，小数"),
    ("weight", "分值"),
    ("score", "得分"),
    ("reason", "原因，文字"),
];

static RECORD: Type = Type::new_unspecified_type("record");

/// A form or row as a value of the expression language.
#[derive(Clone, Debug, Default)]
pub(super) struct Record(BTreeMap<&'static str, Box<dyn Val>>);

impl Record {
    fn put(mut self, name: &'static str, value: impl Val + 'static) -> Self {
        self.0.insert(name, Box::new(value));
        self
    }

    fn text(self, name: &'static str, text: &str) -> Self {
        self.put(name, CelString::from(text.to_owned()))
    }

    /// A number, or null where there is none: missing is not zero.
    fn number(self, name: &'static str, number: Option<Decimal>) -> Self {
        match number {
            Some(number) => self.put(name, Exact(number)),
            None => self.put(name, CelNull),
        }
    }

    /// A form, its rows among its fields.
    pub(super) fn of_form(form: &FormView<'_>) -> Self {
        let data = form.form;
        let list = |records: Vec<Self>| {
            let values: Vec<Box<dyn Val>> = records
                .into_iter()
                .map(|record| Box::new(record) as Box<dyn Val>)
                .collect();
            CelList::from(values)
        };
        Self::default()
            .text("kind", data.kind.label())
            .number("year", form.year().map(Decimal::from))
            .text("department", form.department())
            .text("project", stated_text(&data.project))
            .number("total", value(&data.total_score))
            .number("score_sum", form.rescored.stated_sum)
            .number("recomputed", form.rescored.total)
            .text("grade", stated_text(&data.grade))
            .number("execution_rate", form.execution_rate())
            .put("rows", list(form.rows().map(Self::of_row).collect()))
            .put(
                "funds",
                list(
                    form.funds
                        .iter()
                        .map(|fund| Self::of_fund(form, fund))
                        .collect(),
                ),
            )
    }

    /// An indicator row.
    pub(super) fn of_row(row: &IndicatorRow<'_>) -> Self {
        let indicator = row.indicator;
        let both = row.comparable();
        let record = Self::default()
            .text("level1", stated_text(&indicator.level1))
            .text("level2", stated_text(&indicator.level2))
            .text("name", stated_text(&indicator.name))
            .text("target", stated_text(&indicator.target))
            .text("actual", stated_text(&indicator.actual))
            .text("midyear", stated_text(&indicator.midyear))
            .text("prior_year", stated_text(&indicator.prior_year))
            .text("reason", stated_text(&indicator.reason))
            .text("measures", stated_text(&indicator.measures))
            .number("target_value", both.as_ref().map(|both| both.target))
            .number("actual_value", both.as_ref().map(|both| both.actual))
            .number("completion", row.completion())
            .number("stated_completion", value(&indicator.completion))
            .number("weight", value(&indicator.weight))
            .number("score", value(&indicator.score))
            .number("recomputed", row.recomputed())
            .number("review_score", value(&indicator.review_score));
        match row.met() {
            Some(met) => record.put("met", CelBool::from(met)),
            None => record.put("met", CelNull),
        }
    }

    /// A row of the form's budget block; amounts in 万元, which a form that names no unit is taken to mean.
    pub(super) fn of_fund(form: &FormView<'_>, fund: &FundRow<'_>) -> Self {
        let line = fund.line;
        let unit = form.form.amount_unit.value.unwrap_or(AmountUnit::WanYuan);
        let factor = unit.in_yuan() / AmountUnit::WanYuan.in_yuan();
        let amount = |number| value(number).and_then(|value| value.checked_mul(factor));
        Self::default()
            .text("name", &fund.name())
            .text("role", fund.role().label())
            .number("initial", amount(&line.initial))
            .number("adjustment", amount(&line.adjustment))
            .number("adjusted", amount(&line.adjusted))
            .number("executed", amount(&line.executed))
            .number("rate", value(&line.rate))
            .number("weight", value(&line.weight))
            .number("score", value(&line.score))
            .text("reason", stated_text(&line.reason))
    }

    /// A field as a message shows it.
    pub(super) fn shown(&self, name: &str) -> String {
        let Some(value) = self.0.get(name) else {
            return String::new();
        };
        if let Some(exact) = value.downcast_ref::<Exact>() {
            exact.0.normalize().to_string()
        } else if let Some(text) = value.downcast_ref::<CelString<'_>>() {
            text.inner().to_owned()
        } else if let Some(truth) = value.downcast_ref::<CelBool>() {
            if *truth.inner() { "是" } else { "否" }.to_owned()
        } else {
            "空白".to_owned()
        }
    }
}

fn value(number: &Sourced<Number>) -> Option<Decimal> {
    number.value.map(|number| number.value)
}

/// The cells a field of a row stands in.
pub(super) fn cells_of_row(row: &IndicatorRow<'_>, field: &str) -> Vec<SheetCell> {
    let indicator = row.indicator;
    match field {
        "level1" => indicator.level1.cells.clone(),
        "level2" => indicator.level2.cells.clone(),
        "name" => indicator.name.cells.clone(),
        "target" | "target_value" => indicator.target.cells.clone(),
        "actual" | "actual_value" => indicator.actual.cells.clone(),
        "midyear" => indicator.midyear.cells.clone(),
        "prior_year" => indicator.prior_year.cells.clone(),
        "stated_completion" => indicator.completion.cells.clone(),
        "weight" => indicator.weight.cells.clone(),
        "score" => indicator.score.cells.clone(),
        "review_score" => indicator.review_score.cells.clone(),
        "reason" => indicator.reason.cells.clone(),
        "measures" => indicator.measures.cells.clone(),
        _ => Vec::new(),
    }
}

/// The cells a field of a budget row stands in.
pub(super) fn cells_of_fund(fund: &FundRow<'_>, field: &str) -> Vec<SheetCell> {
    let line = fund.line;
    match field {
        "name" => line.label.cells.clone(),
        "initial" => line.initial.cells.clone(),
        "adjustment" => line.adjustment.cells.clone(),
        "adjusted" => line.adjusted.cells.clone(),
        "executed" => line.executed.cells.clone(),
        "rate" => line.rate.cells.clone(),
        "weight" => line.weight.cells.clone(),
        "score" => line.score.cells.clone(),
        "reason" => line.reason.cells.clone(),
        _ => Vec::new(),
    }
}

/// The cells a field of a form stands in.
pub(super) fn cells_of_form(form: &FormView<'_>, field: &str) -> Vec<SheetCell> {
    let data = form.form;
    match field {
        "year" => data.year.cells.clone(),
        "department" => data.department.cells.clone(),
        "project" => data.project.cells.clone(),
        "total" => data.total_score.cells.clone(),
        "grade" => data.grade.cells.clone(),
        _ => Vec::new(),
    }
}

impl StaticVal for Record {}

impl Val for Record {
    fn get_type(&self) -> &Type {
        <Self as Val>::cel_type()
    }

    fn cel_type() -> &'static Type {
        &RECORD
    }

    fn as_indexer<'b, 'v>(&'b self) -> Option<&'b (dyn Indexer + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn into_indexer<'v>(self: Box<Self>) -> Option<Box<dyn Indexer + 'v>>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v>
    where
        Self: 'v,
    {
        Box::new(self.clone())
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl Record {
    fn find(&self, name: &dyn Val) -> Result<&(dyn Val + 'static), ExecutionError> {
        let name = name
            .downcast_ref::<CelString<'_>>()
            .map_or("", |name| name.inner());
        self.0
            .get(name)
            .map(AsRef::as_ref)
            .ok_or_else(|| ExecutionError::no_such_key(name))
    }
}

impl Indexer for Record {
    fn get<'b, 'v>(&'b self, name: &dyn Val) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        Ok(CowVal::Borrowed(self.find(name)?))
    }

    fn steal<'v>(self: Box<Self>, name: &dyn Val) -> Result<Box<dyn Val + 'v>, ExecutionError>
    where
        Self: 'v,
    {
        Ok(self.find(name)?.clone_as_boxed())
    }
}
