//! Records ⇄ polars frames.
//!
//! A record says once, in [`Record::columns`], which columns it has; writing a frame and reading one
//! back both follow that list, so the two can never disagree.

use polars::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use super::error::CompareError;

/// Digits after the point of every exact column: enough for a 15-digit cell in 元 told in 万元.
pub(crate) const SCALE: u32 = 18;
/// Digits of an exact column in all.
pub(crate) const PRECISION: usize = 38;

/// A row of one of the frames.
pub(crate) trait Record: Default + Clone {
    /// The frame's name, and that of its file.
    const NAME: &'static str;

    /// Hands every column to `visitor`, in order.
    ///
    /// # Errors
    ///
    /// What the visitor raises: a value out of range, or a column that a frame lacks.
    fn columns<V: Visitor>(&mut self, visitor: &mut V) -> Result<(), CompareError>;
}

/// What can be done with a record's columns: write them, read them, list them.
pub(crate) trait Visitor {
    /// One column: its name in the frame, its title for people, and the field.
    ///
    /// # Errors
    ///
    /// A value out of range, or a missing or mistyped column.
    fn column<T: Stored>(
        &mut self,
        name: &str,
        title: &str,
        field: &mut T,
    ) -> Result<(), CompareError>;
}

/// The plain value of one cell of a frame.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plain {
    /// Text.
    Text(Option<String>),
    /// An exact number.
    Exact(Option<Decimal>),
    /// A whole number.
    Whole(Option<i64>),
    /// Yes or no.
    Flag(Option<bool>),
}

impl Plain {
    fn of_type(dtype: &DataType) -> Option<Self> {
        match dtype {
            DataType::String => Some(Self::Text(None)),
            DataType::Decimal(..) => Some(Self::Exact(None)),
            DataType::Int64 => Some(Self::Whole(None)),
            DataType::Boolean => Some(Self::Flag(None)),
            _ => None,
        }
    }
}

/// A field that is stored in one column or several.
pub(crate) trait Stored {
    /// The columns: the ending of the name, the ending of the title, and the value.
    fn store(&self) -> Vec<(&'static str, &'static str, Plain)>;

    /// Takes the values back, in the order of [`Stored::store`].
    ///
    /// # Errors
    ///
    /// A value that this field cannot hold, in Chinese.
    fn load(&mut self, values: Vec<Plain>) -> Result<(), String>;
}

/// Writes records to a frame.
///
/// # Errors
///
/// [`CompareError::OutOfRange`] where a number has more than 20 digits before the point.
pub(crate) fn to_frame<R: Record>(records: &[R]) -> Result<DataFrame, CompareError> {
    let mut writer = Writer::default();
    // The columns exist even where there is no record.
    R::default().columns(&mut writer)?;
    for column in &mut writer.columns {
        column.values.clear();
    }
    for record in records {
        writer.next = 0;
        record.clone().columns(&mut writer)?;
    }
    let columns = writer
        .columns
        .into_iter()
        .map(Buffer::into_column)
        .collect::<Result<Vec<_>, CompareError>>()?;
    Ok(DataFrame::new(records.len(), columns)?)
}

/// Reads records back from a frame.
///
/// # Errors
///
/// [`CompareError::Frame`] where a column is missing or of another type.
pub(crate) fn from_frame<R: Record>(frame: &DataFrame) -> Result<Vec<R>, CompareError> {
    (0..frame.height())
        .map(|row| {
            let mut record = R::default();
            record.columns(&mut Reader {
                frame,
                row,
                name: R::NAME,
            })?;
            Ok(record)
        })
        .collect()
}

/// The names and titles of a record's columns, in order.
///
/// # Errors
///
/// None in practice; the signature follows [`Record::columns`].
pub(crate) fn titles<R: Record>() -> Result<Vec<(String, String)>, CompareError> {
    let mut lister = Lister(Vec::new());
    R::default().columns(&mut lister)?;
    Ok(lister.0)
}

struct Lister(Vec<(String, String)>);

impl Visitor for Lister {
    fn column<T: Stored>(
        &mut self,
        name: &str,
        title: &str,
        field: &mut T,
    ) -> Result<(), CompareError> {
        for (name_end, title_end, _) in field.store() {
            self.0
                .push((format!("{name}{name_end}"), format!("{title}{title_end}")));
        }
        Ok(())
    }
}

#[derive(Default)]
struct Writer {
    columns: Vec<Buffer>,
    next: usize,
}

struct Buffer {
    name: String,
    dtype: DataType,
    values: Vec<Plain>,
}

impl Visitor for Writer {
    fn column<T: Stored>(
        &mut self,
        name: &str,
        _title: &str,
        field: &mut T,
    ) -> Result<(), CompareError> {
        for (ending, _, value) in field.store() {
            if let Some(buffer) = self.columns.get_mut(self.next) {
                buffer.values.push(value);
            } else {
                self.columns.push(Buffer {
                    name: format!("{name}{ending}"),
                    dtype: dtype_of(&value),
                    values: vec![value],
                });
            }
            self.next += 1;
        }
        Ok(())
    }
}

fn dtype_of(value: &Plain) -> DataType {
    match value {
        Plain::Text(_) => DataType::String,
        Plain::Exact(_) => DataType::Decimal(PRECISION, SCALE as usize),
        Plain::Whole(_) => DataType::Int64,
        Plain::Flag(_) => DataType::Boolean,
    }
}

impl Buffer {
    fn into_column(self) -> Result<Column, CompareError> {
        let name = PlSmallStr::from_string(self.name.clone());
        let values = self.values;
        Ok(match self.dtype {
            DataType::Boolean => Column::new(
                name,
                values
                    .into_iter()
                    .map(|v| if let Plain::Flag(v) = v { v } else { None })
                    .collect::<Vec<_>>(),
            ),
            DataType::Int64 => Column::new(
                name,
                values
                    .into_iter()
                    .map(|v| if let Plain::Whole(v) = v { v } else { None })
                    .collect::<Vec<_>>(),
            ),
            DataType::Decimal(..) => exact_column(
                &self.name,
                values
                    .into_iter()
                    .map(|v| if let Plain::Exact(v) = v { v } else { None }),
            )?,
            _ => Column::new(
                name,
                values
                    .into_iter()
                    .map(|v| if let Plain::Text(v) = v { v } else { None })
                    .collect::<Vec<_>>(),
            ),
        })
    }
}

/// A column of exact numbers.
///
/// # Errors
///
/// [`CompareError::OutOfRange`] where a number has more than 20 digits before the point.
pub(crate) fn exact_column(
    name: &str,
    values: impl Iterator<Item = Option<Decimal>>,
) -> Result<Column, CompareError> {
    let scaled = values
        .map(|value| value.map(|value| scaled(name, value)).transpose())
        .collect::<Result<Vec<_>, _>>()?;
    let whole = Int128Chunked::from_iter_options(name.into(), scaled.into_iter());
    Ok(whole
        .into_decimal(PRECISION, SCALE as usize)?
        .into_series()
        .into())
}

fn scaled(name: &str, value: Decimal) -> Result<i128, CompareError> {
    let value = value
        .round_dp_with_strategy(SCALE, RoundingStrategy::MidpointAwayFromZero)
        .normalize();
    10_i128
        .checked_pow(SCALE - value.scale())
        .and_then(|factor| value.mantissa().checked_mul(factor))
        .filter(|scaled| scaled.unsigned_abs() < 10_u128.pow(PRECISION as u32))
        .ok_or_else(|| CompareError::OutOfRange {
            column: name.to_owned(),
            value: value.to_string(),
        })
}

/// `None` too where the stored number has more digits than a [`Decimal`] holds.
fn unscaled(value: Option<i128>) -> Option<Decimal> {
    let mut mantissa = value?;
    let mut scale = SCALE;
    // The zeros that fill the column up carry nothing, and a Decimal has room for 28 digits only.
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}

struct Reader<'a> {
    frame: &'a DataFrame,
    row: usize,
    name: &'static str,
}

impl Reader<'_> {
    fn value(&self, column: &str) -> Result<Plain, CompareError> {
        let wrong = |what: &str| CompareError::Shape {
            frame: self.name.to_owned(),
            column: column.to_owned(),
            what: what.to_owned(),
        };
        let series = self.frame.column(column).map_err(|_| wrong("没有这一列"))?;
        plain(series, self.row)?.map_err(wrong)
    }
}

/// One cell of a column; the inner error says why it is none that a record can hold.
fn plain(column: &Column, row: usize) -> Result<Result<Plain, &'static str>, CompareError> {
    Ok(match (Plain::of_type(column.dtype()), column.get(row)?) {
        (Some(empty), AnyValue::Null) => Ok(empty),
        (_, AnyValue::String(text)) => Ok(Plain::Text(Some(text.to_owned()))),
        (_, AnyValue::StringOwned(text)) => Ok(Plain::Text(Some(text.to_string()))),
        (_, AnyValue::Int64(whole)) => Ok(Plain::Whole(Some(whole))),
        (_, AnyValue::Boolean(flag)) => Ok(Plain::Flag(Some(flag))),
        (_, AnyValue::Decimal(mantissa, _, scale)) if scale == SCALE as usize => {
            match unscaled(Some(mantissa)) {
                Some(number) => Ok(Plain::Exact(Some(number))),
                None => Err("数值过大"),
            }
        }
        _ => Err("列的类型不符"),
    })
}

/// All values of a column.
///
/// # Errors
///
/// [`CompareError::Shape`] where the column is missing or of a type that no record has.
pub(crate) fn plain_values(frame: &DataFrame, name: &str) -> Result<Vec<Plain>, CompareError> {
    let column = frame.column(name)?;
    (0..frame.height())
        .map(|row| {
            plain(column, row)?.map_err(|what| CompareError::Shape {
                frame: String::new(),
                column: name.to_owned(),
                what: what.to_owned(),
            })
        })
        .collect()
}

impl Visitor for Reader<'_> {
    fn column<T: Stored>(
        &mut self,
        name: &str,
        _title: &str,
        field: &mut T,
    ) -> Result<(), CompareError> {
        let values = field
            .store()
            .into_iter()
            .map(|(ending, _, _)| self.value(&format!("{name}{ending}")))
            .collect::<Result<Vec<_>, _>>()?;
        field.load(values).map_err(|what| CompareError::Shape {
            frame: self.name.to_owned(),
            column: name.to_owned(),
            what,
        })
    }
}
