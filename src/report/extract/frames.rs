//! The forms as frames for those who compute: one of the forms, one of their budget rows, one of their
//! indicators, one of the cells that were not read, one of the files. `form` joins them.
//!
//! Amounts are in 万元 and rates are fractions, as in the data of a consolidation; what stood in the cell is
//! in `…_text`. Nothing is scored, and no version is left out.

use rust_decimal::Decimal;
use serde_json::json;

use super::{contract_fields, figures_of};
use crate::compare::collect::trace::{amount, cells, plain, sheet_of, words};
use crate::compare::frame::{Plain, Record, Stored, Visitor, to_frame};
use crate::compare::{CompareError, FileFate, Traced};
use crate::form::model::{
    CellUse, FormField, FormKind, FundField, FundLine, Indicator, IndicatorField, Kind,
    SelfEvaluation, Value,
};
use crate::report::data::{DataError, Encoding, Table, table_of, write_tables};
use crate::results::Session;

/// Writes the frames, and the account that lists them with their hashes; those of another encoding stay beside
/// them.
///
/// # Errors
///
/// [`DataError`].
pub(crate) fn write(
    forms: &[&SelfEvaluation],
    files: &[FileFate],
    encoding: Encoding,
    mut results: Session,
) -> Result<(), DataError> {
    write_tables(tables(forms, files)?, &[encoding], "", None, &mut results)?;
    let account = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "extracted": {"forms": forms.len(), "files": files.len()},
        "outputs": results.outputs(|_| true),
    });
    results.commit(format!("{account:#}\n").as_bytes(), |_| false)?;
    Ok(())
}

/// The names of the files.
pub(crate) fn names(encoding: Encoding) -> Vec<String> {
    let tables = [
        FormRow::NAME,
        FundRow::NAME,
        IndicatorRow::NAME,
        UnreadRow::NAME,
        FileFate::NAME,
    ];
    tables.map(|table| encoding.file_name(table)).to_vec()
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

/// A field of a form or row as its frame keeps it: with cell and text, or the value alone.
#[derive(Clone, Debug)]
enum Kept {
    Words(Traced<String>),
    Figure(Traced<Decimal>),
    Word(Option<String>),
    Year(Option<i32>),
}

impl Kept {
    /// The place for a field of this kind.
    fn empty(kind: Kind, alone: bool) -> Self {
        match kind {
            Kind::Text if alone => Self::Word(None),
            Kind::Text | Kind::Unit => Self::Words(Traced::default()),
            Kind::Year => Self::Year(None),
            Kind::Amount | Kind::Rate | Kind::Score => Self::Figure(Traced::default()),
        }
    }

    fn of(kind: Kind, alone: bool, stated: Value<'_>, form: &SelfEvaluation) -> Self {
        let source = &form.source;
        match stated {
            Value::Text(text) if alone => Self::Word(text.value.clone()),
            Value::Text(text) => Self::Words(words(text, source)),
            Value::Number(number) if kind == Kind::Amount => Self::Figure(amount(number, form)),
            Value::Number(number) => Self::Figure(plain(number, source)),
            Value::Year(year) => Self::Year(year.value),
            Value::Unit(unit) => Self::Words(Traced {
                value: unit.value.map(|unit| unit.to_string()),
                cell: cells(unit, source),
                text: unit.text.clone(),
            }),
        }
    }
}

impl Stored for Kept {
    fn store(&self) -> Vec<(&'static str, &'static str, Plain)> {
        match self {
            Self::Words(words) => words.store(),
            Self::Figure(figure) => figure.store(),
            Self::Word(word) => word.store(),
            Self::Year(year) => year.store(),
        }
    }

    fn load(&mut self, values: Vec<Plain>) -> Result<(), String> {
        match self {
            Self::Words(words) => words.load(values),
            Self::Figure(figure) => figure.load(values),
            Self::Word(word) => word.load(values),
            Self::Year(year) => year.load(values),
        }
    }
}

/// The title of a field's column.
fn title(name: &str, kind: Kind) -> String {
    match kind {
        Kind::Amount => format!("{name}（万元）"),
        _ => name.to_owned(),
    }
}

/// One form.
#[derive(Clone, Debug)]
struct FormRow {
    form: usize,
    path: String,
    sheet: String,
    range: String,
    sha256: String,
    kind: FormKind,
    stated: Vec<Kept>,
    confidence: usize,
    cells: usize,
    cells_used: usize,
    cells_label: usize,
    cells_note: usize,
    cells_unread: usize,
}

impl Default for FormRow {
    fn default() -> Self {
        let empty = |field: &FormField| Kept::empty(field.kind(), Self::is_alone(*field));
        Self {
            form: 0,
            path: String::new(),
            sheet: String::new(),
            range: String::new(),
            sha256: String::new(),
            kind: FormKind::default(),
            stated: FormField::ALL.iter().map(empty).collect(),
            confidence: 0,
            cells: 0,
            cells_used: 0,
            cells_label: 0,
            cells_note: 0,
            cells_unread: 0,
        }
    }
}

impl FormRow {
    const fn is_alone(field: FormField) -> bool {
        matches!(
            field,
            FormField::Title | FormField::DepartmentCode | FormField::Supervisor
        )
    }

    fn of(number: usize, form: &SelfEvaluation) -> Self {
        let source = &form.source;
        let count = |fate| form.coverage.count(fate);
        let kept = |field: &FormField| {
            Kept::of(field.kind(), Self::is_alone(*field), field.get(form), form)
        };
        Self {
            form: number,
            path: source.path.clone(),
            sheet: source.sheets.first().cloned().unwrap_or_default(),
            range: source.range.to_string(),
            sha256: source.sha256.clone(),
            kind: form.kind,
            stated: FormField::ALL.iter().map(kept).collect(),
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
        for (field, stated) in FormField::ALL.iter().zip(&mut self.stated) {
            v.column(field.key(), &title(field.name(), field.kind()), stated)?;
        }
        v.column("confidence", "识别把握", &mut self.confidence)?;
        v.column("cells", "单元格数", &mut self.cells)?;
        v.column("cells_used", "采用", &mut self.cells_used)?;
        v.column("cells_label", "表头标签", &mut self.cells_label)?;
        v.column("cells_note", "注释", &mut self.cells_note)?;
        v.column("cells_unread", "未读", &mut self.cells_unread)
    }
}

/// One row of a budget block; amounts in 万元.
#[derive(Clone, Debug)]
struct FundRow {
    form: usize,
    line: usize,
    sheet: String,
    role: Option<String>,
    stated: Vec<Kept>,
}

impl Default for FundRow {
    fn default() -> Self {
        let empty = |field: &FundField| Kept::empty(field.kind(), false);
        Self {
            form: 0,
            line: 0,
            sheet: String::new(),
            role: None,
            stated: FundField::ALL.iter().map(empty).collect(),
        }
    }
}

impl FundRow {
    fn of(form: usize, line: usize, table: &SelfEvaluation, row: &FundLine) -> Self {
        let kept = |field: &FundField| Kept::of(field.kind(), false, field.get(row), table);
        Self {
            form,
            line,
            sheet: sheet_of(&row.label, &table.source),
            role: row.role.map(|role| role.word().to_owned()),
            stated: FundField::ALL.iter().map(kept).collect(),
        }
    }
}

impl Record for FundRow {
    const NAME: &'static str = "funds";

    fn columns<V: Visitor>(&mut self, v: &mut V) -> Result<(), CompareError> {
        v.column("form", "表号", &mut self.form)?;
        v.column("line", "行次", &mut self.line)?;
        v.column("sheet", "工作表", &mut self.sheet)?;
        for (field, stated) in FundField::ALL.iter().zip(&mut self.stated) {
            v.column(field.key(), &title(field.name(), field.kind()), stated)?;
            if *field == FundField::Label {
                v.column("role", "类别代号", &mut self.role)?;
            }
        }
        Ok(())
    }
}

/// One indicator.
#[derive(Clone, Debug)]
struct IndicatorRow {
    form: usize,
    line: usize,
    sheet: String,
    stated: Vec<Kept>,
    operator: Option<String>,
    target_value: Option<Decimal>,
    unit: Option<String>,
    actual_value: Option<Decimal>,
    subtotal: bool,
}

impl Default for IndicatorRow {
    fn default() -> Self {
        let empty = |field: IndicatorField| Kept::empty(field.kind(), Self::is_alone(field));
        Self {
            form: 0,
            line: 0,
            sheet: String::new(),
            stated: contract_fields().map(empty).collect(),
            operator: None,
            target_value: None,
            unit: None,
            actual_value: None,
            subtotal: false,
        }
    }
}

impl IndicatorRow {
    const fn is_alone(field: IndicatorField) -> bool {
        matches!(field, IndicatorField::Level1 | IndicatorField::Level2)
    }

    fn of(form: usize, line: usize, table: &SelfEvaluation, row: &Indicator) -> Self {
        let read = figures_of(row);
        let kept = |field: IndicatorField| {
            Kept::of(field.kind(), Self::is_alone(field), field.get(row), table)
        };
        Self {
            form,
            line,
            sheet: sheet_of(&row.name, &table.source),
            stated: contract_fields().map(kept).collect(),
            operator: read.operator.map(|operator| operator.symbol().to_owned()),
            target_value: read.target,
            unit: read.unit,
            actual_value: read.actual,
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
        for (field, stated) in contract_fields().zip(&mut self.stated) {
            v.column(field.key(), &title(field.name(), field.kind()), stated)?;
            match field {
                IndicatorField::Target => {
                    v.column("operator", "比较符", &mut self.operator)?;
                    v.column("target_value", "指标数值", &mut self.target_value)?;
                    v.column("unit", "计量单位", &mut self.unit)?;
                }
                IndicatorField::Actual => {
                    v.column("actual_value", "完成数值", &mut self.actual_value)?;
                }
                _ => {}
            }
        }
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
