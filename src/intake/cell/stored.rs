//! Stored values as cells: exact decimals, ISO dates, and what a person sees.

use calamine::{CellErrorType, Data, DataRef};

use crate::intake::cell::dates;
use crate::intake::cell::display::Display;
use crate::intake::cell::number::decimal_of;
use crate::intake::grid::{Cell, CellRef, CellValue};

/// A value as a file stores it. A date is a number here: its format code makes it a date.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing stored.
    Empty,
    Text(String),
    Number(f64),
    Bool(bool),
    Error(&'static str),
    /// A date or duration stored as ISO 8601 text.
    Iso(String),
}

/// A cell as a file stores it.
pub(crate) struct Stored<'a> {
    pub(crate) value: Value,
    /// The number format code; `None` for General.
    pub(crate) code: Option<&'a str>,
    /// The formula, for what it tells of the value; empty if there is one whose text is not known.
    pub(crate) formula: Option<&'a str>,
}

impl From<&DataRef<'_>> for Value {
    fn from(value: &DataRef<'_>) -> Self {
        match value {
            DataRef::Empty => Self::Empty,
            DataRef::String(text) => Self::Text(text.clone()),
            DataRef::SharedString(text) => Self::Text((*text).to_owned()),
            DataRef::Int(number) => Self::from_int(*number),
            DataRef::Float(number) => Self::Number(*number),
            DataRef::Bool(bool) => Self::Bool(*bool),
            DataRef::Error(error) => Self::Error(error_text(error)),
            DataRef::DateTime(serial) => Self::Number(serial.as_f64()),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Self::Iso(text.clone()),
        }
    }
}

impl From<&Data> for Value {
    fn from(value: &Data) -> Self {
        match value {
            Data::Empty => Self::Empty,
            Data::String(text) => Self::Text(text.clone()),
            Data::Int(number) => Self::from_int(*number),
            Data::Float(number) => Self::Number(*number),
            Data::Bool(bool) => Self::Bool(*bool),
            Data::Error(error) => Self::Error(error_text(error)),
            Data::DateTime(serial) => Self::Number(serial.as_f64()),
            Data::DateTimeIso(text) | Data::DurationIso(text) => Self::Iso(text.clone()),
        }
    }
}

impl Value {
    /// Stored integers have at most 30 bits, which every float holds exactly.
    #[expect(
        clippy::cast_precision_loss,
        reason = "stored integers have at most 30 bits"
    )]
    const fn from_int(number: i64) -> Self {
        Self::Number(number as f64)
    }
}

/// The cell for what is stored, its formula left to the caller; `None` where there is neither content nor a
/// formula.
pub(crate) fn cell(at: CellRef, stored: Stored<'_>, display: &mut Display) -> Option<Cell> {
    let Stored {
        value,
        code,
        formula,
    } = stored;
    let (value, shown) = match value {
        Value::Empty => {
            formula?;
            (CellValue::Uncalculated, String::new())
        }
        Value::Text(text) if text.is_empty() => match formula {
            None => return None,
            Some(formula) if gives_a_number(formula) => (CellValue::Uncalculated, String::new()),
            Some(_) => (CellValue::Text(text), String::new()),
        },
        Value::Text(text) => {
            let shown = display.text(&text, code);
            (CellValue::Text(text), shown)
        }
        Value::Number(number) => number_or_date(number, code, display),
        Value::Bool(bool) => (
            CellValue::Bool(bool),
            if bool { "TRUE" } else { "FALSE" }.to_owned(),
        ),
        Value::Error(error) => (CellValue::Error(error.to_owned()), error.to_owned()),
        Value::Iso(text) => (CellValue::Date(text.clone()), dates::shown_iso(&text)),
    };
    Some(Cell {
        at,
        value,
        shown,
        number_format: code.map(str::to_owned),
        formula: None,
        hidden: false,
        comment: None,
    })
}

/// Whether a formula can only give a number or an error: a sum, a product and the like of references.
/// Programs that cannot calculate store an empty text as its result.
fn gives_a_number(formula: &str) -> bool {
    let calculates = ["SUM(", "ROUND(", "AVERAGE(", "COUNT("]
        .iter()
        .any(|function| formula.starts_with(function));
    let has_operator = formula.contains(['+', '-', '*', '/']);
    (calculates || has_operator)
        && !formula.contains(['"', '&', '\'', '!'])
        && !formula.contains("IF")
}

/// A stored number: a date, if its format code makes it one.
pub(crate) fn number_or_date(
    number: f64,
    code: Option<&str>,
    display: &mut Display,
) -> (CellValue, String) {
    let date = code.and_then(|code| {
        let shown = display.date(number, code)?;
        let iso = dates::iso_of_serial(number, display.epoch(), dates::is_duration(code))?;
        Some((CellValue::Date(iso), shown))
    });
    date.unwrap_or_else(|| match decimal_of(number) {
        Some(decimal) => (CellValue::Number(decimal), display.number(decimal, code)),
        // Beyond what an amount or a score can be: kept as the text it would show as.
        None => {
            let text = in_powers_of_ten(number);
            (CellValue::Text(text.clone()), text)
        }
    })
}

/// `1E+300`: fifteen digits, as a spreadsheet shows such a number.
fn in_powers_of_ten(number: f64) -> String {
    let text = format!("{number:.14e}");
    match text.split_once('e') {
        Some((digits, power)) => {
            let digits = digits.trim_end_matches('0').trim_end_matches('.');
            let sign = if power.starts_with('-') { "" } else { "+" };
            format!("{digits}E{sign}{power}")
        }
        None => text,
    }
}

/// The number that an RK value stands for: an integer or the upper half of a float, either perhaps
/// to be divided by a hundred. [MS-XLS] 2.5.217.
pub(crate) fn number_of_rk(rk: u32) -> f64 {
    let number = if rk & 2 == 0 {
        f64::from_bits(u64::from(rk & !3) << 32)
    } else {
        f64::from(rk.cast_signed() >> 2)
    };
    if rk & 1 == 0 { number } else { number / 100.0 }
}

/// The error value behind a code of the binary formats. [MS-XLS] 2.5.10.
pub(crate) const fn error_of_code(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERR!",
    }
}

const fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_result_of_a_sum_is_no_result() {
        let value_of = |formula: &str| {
            let stored = Stored {
                value: Value::Text(String::new()),
                code: None,
                formula: Some(formula),
            };
            let mut display = Display::new(dates::Epoch::From1900);
            let cell = cell(CellRef::new(0, 0), stored, &mut display);
            cell.map(|cell| cell.value)
        };
        for formula in ["B1*2", "SUM(A1:A9)", "ROUND(B1/C1,2)", "A1-A2"] {
            assert_eq!(
                value_of(formula),
                Some(CellValue::Uncalculated),
                "{formula}"
            );
        }
        for formula in ["A1", "IF(A1>0,A1*2,B1)", "A1&B1", "\"\"", ""] {
            let empty = CellValue::Text(String::new());
            assert_eq!(value_of(formula), Some(empty), "{formula}");
        }
    }

    #[test]
    fn packed_numbers_are_unpacked() {
        // The examples of [MS-XLS] 2.5.217: 1, 1.23, 12345678, 123456.78.
        assert_eq!(number_of_rk(0x3FF0_0000).to_string(), "1");
        assert_eq!(number_of_rk(0x405E_C001).to_string(), "1.23");
        assert_eq!(number_of_rk(0x02F1_853A).to_string(), "12345678");
        assert_eq!(number_of_rk(0x02F1_853B).to_string(), "123456.78");
        assert_eq!(
            number_of_rk((-5_i32 << 2 | 2).cast_unsigned()).to_string(),
            "-5"
        );
    }
}
