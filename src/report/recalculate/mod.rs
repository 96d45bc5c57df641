//! The program's check of itself: every formula of the workbook is evaluated anew, from its text and
//! the cells it names, and must yield the result that stands beside it.

mod evaluate;
mod functions;
mod parse;
mod value;

use rust_decimal::Decimal;

use super::workbook::cell::{Content, Outcome};
use super::workbook::sheet::Sheet;
use crate::intake::grid::CellRef;
use evaluate::Evaluator;
use value::Value;

/// How far a result may lie from its recomputation: spreadsheets carry 15 digits.
const SLACK: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

/// A formula whose result is not what the formula yields. Always a fault of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The cell: `汇总表!P5`.
    pub cell: String,
    /// The formula.
    pub formula: String,
    /// The result beside it.
    pub result: String,
    /// What the recomputation yields, or why it yields nothing.
    pub recomputed: String,
}

/// Evaluates every formula of the sheets; returns how many there are.
///
/// # Errors
///
/// The formulas whose result differs, or that cannot be evaluated or show an error.
pub fn verify(sheets: &[Sheet<'_>]) -> Result<usize, Vec<Mismatch>> {
    let mut evaluator = Evaluator::new(sheets);
    let mut formulas = 0;
    let mut mismatches = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        for (row, cells) in (0..).zip(&sheet.rows) {
            for (col, cell) in (0..).zip(cells) {
                let Content::Formula(formula) = &cell.content else {
                    continue;
                };
                formulas += 1;
                let at = CellRef::new(row, col);
                let recomputed = match evaluator.cell(index, at) {
                    Ok(value) if agrees(&value, &formula.result) => continue,
                    Ok(value) => format!("{value:?}"),
                    Err(why) => why,
                };
                mismatches.push(Mismatch {
                    cell: format!("{}!{at}", sheet.name),
                    formula: formula.text.clone(),
                    result: format!("{:?}", formula.result),
                    recomputed,
                });
            }
        }
    }
    if mismatches.is_empty() {
        Ok(formulas)
    } else {
        Err(mismatches)
    }
}

fn agrees(value: &Value, result: &Outcome) -> bool {
    match (value, result) {
        (Value::Number(number), Outcome::Number(result)) => {
            (number - result).abs() <= SLACK * result.abs().max(Decimal::ONE)
        }
        (Value::Text(text), Outcome::Text(result)) => text == result,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
