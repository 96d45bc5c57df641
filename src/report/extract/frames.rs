//! The forms as frames for those who compute: one of the forms, one of their budget rows, one of their
//! indicators, one of the cells that were not read, one of the files. `form` joins them.
//!
//! Amounts are in 万元 and rates are fractions, as in the data of a consolidation; what stood in the cell is
//! in `…_text`. Nothing is scored, and no version is left out.

use std::path::Path;

use rust_decimal::Decimal;

use crate::compare::collect::trace::{amount, cells, plain, sheet_of, words};
use crate::compare::frame::{Record, Visitor, to_frame};
use crate::compare::{CompareError, FileFate, Traced};
use crate::form::model::{FormKind, FundLine, Indicator, SelfEvaluation};
use crate::report::data::{DataError, Encoding, Table, table_of, write_tables};
use crate::value::target::{Actual, Operator, parse_actual, parse_target};

/// Writes the frames into `folder`; returns the names of the files.
///
/// # Errors
///
/// [`DataError`].
pub fn write(
    forms: &[&SelfEvaluation],
    files: &[FileFate],
    encoding: Encoding,
    folder: &Path,
) -> Result<Vec<String>, DataError> {
    write_tables(tables(forms, files)?, &[encoding], folder)
}

fn tables(forms: &[&SelfEvaluation], files: &[FileFate]) -> Result<Vec<Table>, CompareError> {
    let (mut heads, mut funds, mut indicators, mut unread) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (number, form) in (1..).zip(forms.iter().copied()) {
        heads.push(FormRow::of(number, form));
        funds.extend(numbered(&form.funds).map(|(line, row)| FundRow::of(number, line, form, row)));
        indicators.extend(
            numbered(&form.indicators).map(|(line, row)| IndicatorRow::of(number, line, form, row)),
        );
        unread.extend(form.coverage.unread().map(|(at, text)| UnreadRow {
            form: number,
            cell: form.source.address(at),
            text: text.to_owned(),
        }));
    }
    Ok(vec![
        table_of::<FormRow>(to_frame(&heads)?)?,
        table_of::<FundRow>(to_frame(&funds)?)?,
        table_of::<IndicatorRow>(to_frame(&indicators)?)?,
        table_of::<UnreadRow>(to_frame(&unread)?)?,
        table_of::<FileFate>(to_frame(files)?)?,
    ])
}

fn numbered<T>(rows: &[T]) -> impl Iterator<Item = (usize, &T)> {
    (1..).zip(rows)
}

/// One form.
#[derive(Clone, Debug, Default)]
struct FormRow {
    form: usize,
    path: String,
    sheet: String,
    range: String,
    sha256: String,
    kind: FormKind,
    title: Option<String>,
    year: Option<i32>,
    department: Traced<String>,
    department_code: Option<String>,
    supervisor: Option<String>,
    project: Traced<String>,
    amount_unit: Traced<String>,
    total_weight: Traced<Decimal>,
    total_score: Traced<Decimal>,
    grade: Traced<String>,
    confidence: usize,
    cells: usize,
    cells_used: usize,
    cells_label: usize,
    cells_note: usize,
    cells_unread: usize,
}

impl FormRow {
    fn of(number: usize, form: &SelfEvaluation) -> Self {
        use crate::form::model::CellUse;
        let source = &form.source;
        let count = |fate| form.coverage.count(fate);
        Self {
            form: number,
            path: source.path.clone(),
            sheet: source.sheets.first().cloned().unwrap_or_default(),
            range: source.range.to_string(),
            sha256: source.sha256.clone(),
            kind: form.kind,
            title: form.title.value.clone(),
            year: form.year.value,
            department: words(&form.department, source),
            department_code: form.department_code.value.clone(),
            supervisor: form.supervisor.value.clone(),
            project: words(&form.project, source),
            amount_unit: Traced {
                value: form.amount_unit.value.map(|unit| unit.to_string()),
                cell: cells(&form.amount_unit, source),
                text: form.amount_unit.text.clone(),
            },
            total_weight: plain(&form.total_weight, source),
            total_score: plain(&form.total_score, source),
            grade: words(&form.grade, source),
            confidence: usize::from(form.confidence),
            cells: form.coverage.cells.len(),
            cells_used: count(CellUse::Used),
            cells_label: count(CellUse::Label),
            cells_note: count(CellUse::Note),
            cells_unread: count(CellUse::Unread),
        }
    }
}

impl Record for FormRow {
    const NAME: &'static str = "forms";

    fn columns<V: Visitor>(&mut self, v: &mut V) -> Result<(), CompareError> {
        v.column("form", "表号", &mut self.form)?;
        v.column("path", "文件", &mut self.path)?;
        v.column("sheet", "工作表", &mut self.sheet)?;
        v.column("range", "范围", &mut self.range)?;
        v.column("sha256", "文件指纹", &mut self.sha256)?;
        v.column("kind", "表类", &mut self.kind)?;
        v.column("title", "标题", &mut self.title)?;
        v.column("year", "年度", &mut self.year)?;
        v.column("department", "部门", &mut self.department)?;
        v.column("department_code", "单位代码", &mut self.department_code)?;
        v.column("supervisor", "主管部门", &mut self.supervisor)?;
        v.column("project", "项目", &mut self.project)?;
        v.column("amount_unit", "金额单位", &mut self.amount_unit)?;
        v.column("total_weight", "总分值", &mut self.total_weight)?;
        v.column("total_score", "自评总分", &mut self.total_score)?;
        v.column("grade", "自评等级", &mut self.grade)?;
        v.column("confidence", "识别把握", &mut self.confidence)?;
        v.column("cells", "单元格数", &mut self.cells)?;
        v.column("cells_used", "采用", &mut self.cells_used)?;
        v.column("cells_label", "表头标签", &mut self.cells_label)?;
        v.column("cells_note", "注释", &mut self.cells_note)?;
        v.column("cells_unread", "未读", &mut self.cells_unread)
    }
}

/// One row of a budget block; amounts in 万元.
#[derive(Clone, Debug, Default)]
struct FundRow {
    form: usize,
    line: usize,
    sheet: String,
    label: Traced<String>,
    role: Option<String>,
    initial: Traced<Decimal>,
    adjustment: Traced<Decimal>,
    adjusted: Traced<Decimal>,
    executed: Traced<Decimal>,
    rate: Traced<Decimal>,
    weight: Traced<Decimal>,
    score: Traced<Decimal>,
    reason: Traced<String>,
}

impl FundRow {
    fn of(form: usize, line: usize, table: &SelfEvaluation, row: &FundLine) -> Self {
        let source = &table.source;
        Self {
            form,
            line,
            sheet: sheet_of(&row.label, source),
            label: words(&row.label, source),
            role: row.role.map(|role| role.word().to_owned()),
            initial: amount(&row.initial, table),
            adjustment: amount(&row.adjustment, table),
            adjusted: amount(&row.adjusted, table),
            executed: amount(&row.executed, table),
            rate: plain(&row.rate, source),
            weight: plain(&row.weight, source),
            score: plain(&row.score, source),
            reason: words(&row.reason, source),
        }
    }
}

impl Record for FundRow {
    const NAME: &'static str = "funds";

    fn columns<V: Visitor>(&mut self, v: &mut V) -> Result<(), CompareError> {
        v.column("form", "表号", &mut self.form)?;
        v.column("line", "行次", &mut self.line)?;
        v.column("sheet", "工作表", &mut self.sheet)?;
        v.column("label", "资金类别", &mut self.label)?;
        v.column("role", "类别代号", &mut self.role)?;
        v.column("initial", "年初预算数（万元）", &mut self.initial)?;
        v.column("adjustment", "调整金额（万元）", &mut self.adjustment)?;
        v.column("adjusted", "全年预算数（万元）", &mut self.adjusted)?;
        v.column("executed", "全年执行数（万元）", &mut self.executed)?;
        v.column("rate", "执行率", &mut self.rate)?;
        v.column("weight", "分值", &mut self.weight)?;
        v.column("score", "得分", &mut self.score)?;
        v.column("reason", "原因", &mut self.reason)
    }
}

/// One indicator.
#[derive(Clone, Debug, Default)]
struct IndicatorRow {
    form: usize,
    line: usize,
    sheet: String,
    level1: Option<String>,
    level2: Option<String>,
    name: Traced<String>,
    target: Traced<String>,
    operator: Option<String>,
    target_value: Option<Decimal>,
    unit: Option<String>,
    prior_year: Traced<String>,
    midyear: Traced<String>,
    actual: Traced<String>,
    actual_value: Option<Decimal>,
    completion: Traced<Decimal>,
    weight: Traced<Decimal>,
    score: Traced<Decimal>,
    review_score: Traced<Decimal>,
    reason: Traced<String>,
    measures: Traced<String>,
    subtotal: bool,
}

impl IndicatorRow {
    fn of(form: usize, line: usize, table: &SelfEvaluation, row: &Indicator) -> Self {
        let source = &table.source;
        let target = row.target.value.as_deref().and_then(parse_target);
        let quantity = target.as_ref().and_then(|target| target.quantity.as_ref());
        let actual_value = match row.actual.value.as_deref().and_then(parse_actual) {
            Some(Actual::Measured(quantity)) => Some(quantity.number.value.normalize()),
            _ => None,
        };
        Self {
            form,
            line,
            sheet: sheet_of(&row.name, source),
            level1: row.level1.value.clone(),
            level2: row.level2.value.clone(),
            name: words(&row.name, source),
            target: words(&row.target, source),
            operator: target
                .as_ref()
                .map(|target| Operator::symbol(target.operator).to_owned()),
            target_value: quantity.map(|quantity| quantity.number.value.normalize()),
            unit: quantity.and_then(|quantity| quantity.unit.clone()),
            prior_year: words(&row.prior_year, source),
            midyear: words(&row.midyear, source),
            actual: words(&row.actual, source),
            actual_value,
            completion: plain(&row.completion, source),
            weight: plain(&row.weight, source),
            score: plain(&row.score, source),
            review_score: plain(&row.review_score, source),
            reason: words(&row.reason, source),
            measures: words(&row.measures, source),
            subtotal: row.subtotal,
        }
    }
}

impl Record for IndicatorRow {
    const NAME: &'static str = "indicators";

    fn columns<V: Visitor>(&mut self, v: &mut V) -> Result<(), CompareError> {
        v.column("form", "表号", &mut self.form)?;
        v.column("line", "行次", &mut self.line)?;
        v.column("sheet", "工作表", &mut self.sheet)?;
        v.column("level1", "一级指标", &mut self.level1)?;
        v.column("level2", "二级指标", &mut self.level2)?;
        v.column("name", "三级指标", &mut self.name)?;
        v.column("target", "指标值", &mut self.target)?;
        v.column("operator", "比较符", &mut self.operator)?;
        v.column("target_value", "指标数值", &mut self.target_value)?;
        v.column("unit", "计量单位", &mut self.unit)?;
        v.column("prior_year", "上年完成值", &mut self.prior_year)?;
        v.column("midyear", "年中监控完成值", &mut self.midyear)?;
        v.column("actual", "实际完成值", &mut self.actual)?;
        v.column("actual_value", "完成数值", &mut self.actual_value)?;
        v.column("completion", "完成率", &mut self.completion)?;
        v.column("weight", "分值", &mut self.weight)?;
        v.column("score", "得分", &mut self.score)?;
        v.column("review_score", "复核得分", &mut self.review_score)?;
        v.column("reason", "偏差原因", &mut self.reason)?;
        v.column("measures", "改进措施", &mut self.measures)?;
        v.column("subtotal", "小计行", &mut self.subtotal)
    }
}

/// A cell that was not understood.
#[derive(Clone, Debug, Default)]
struct UnreadRow {
    form: usize,
    cell: String,
    text: String,
}

impl Record for UnreadRow {
    const NAME: &'static str = "unread";

    fn columns<V: Visitor>(&mut self, v: &mut V) -> Result<(), CompareError> {
        v.column("form", "表号", &mut self.form)?;
        v.column("cell", "单元格", &mut self.cell)?;
        v.column("text", "内容", &mut self.text)
    }
}
