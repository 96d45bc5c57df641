//! Fills in the result of every formula, evaluated from its text and the cells it names.
//!
//! A figure of the workbook is its formula: nothing states a second time what it should yield. That the
//! results equal the records is asserted in tests.

mod evaluate;
mod functions;
mod parse;
mod value;

use super::workbook::cell::{Content, Outcome};
use super::workbook::sheet::Sheet;
use crate::intake::grid::CellRef;
use evaluate::Evaluator;
use value::Value;

/// What the evaluation of all formulas gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Recalculated {
    /// How many formulas there are.
    pub formulas: usize,
    /// Formulas without a result, always a fault of ours.
    pub faults: Vec<FormulaFault>,
}

/// A formula that cannot be evaluated, or that yields an error where nothing should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormulaFault {
    /// The cell: `汇总表!P5`.
    pub cell: String,
    /// The formula.
    pub formula: String,
    /// What is wrong with it.
    pub why: String,
}

/// Evaluates every formula of the sheets and puts its result beside it.
///
/// A formula that yields an error keeps it as its result; one that cannot be evaluated at all gives way to
/// an empty cell, as no spreadsheet program would understand it either. Formulas that are not to be
/// live become their results.
pub(crate) fn recalculate(sheets: &mut [Sheet<'_>]) -> Recalculated {
    let mut recalculated = Recalculated::default();
    let mut results = Vec::new();
    let mut evaluator = Evaluator::new(sheets);
    for (index, sheet) in sheets.iter().enumerate() {
        for (row, cells) in (0..).zip(&sheet.rows) {
            for (col, cell) in (0..).zip(cells) {
                let Content::Formula(formula) = &cell.content else {
                    continue;
                };
                recalculated.formulas += 1;
                let at = CellRef::new(row, col);
                let result = evaluator.cell(index, at);
                let why = match &result {
                    Ok(Value::Error(error)) => Some((*error).to_owned()),
                    Ok(_) => None,
                    Err(why) => Some(why.clone()),
                };
                recalculated.faults.extend(why.map(|why| FormulaFault {
                    cell: format!("{}!{at}", sheet.name),
                    formula: formula.text.clone(),
                    why,
                }));
                results.push(result.ok().map(outcome));
            }
        }
    }
    drop(evaluator);
    let cells = sheets
        .iter_mut()
        .flat_map(|sheet| sheet.rows.iter_mut().flatten())
        .filter(|cell| matches!(cell.content, Content::Formula(_)));
    for (cell, result) in cells.zip(results) {
        let Content::Formula(formula) = &mut cell.content else {
            continue;
        };
        match result {
            Some(result) if formula.live => formula.result = result,
            Some(Outcome::Number(number)) => cell.content = Content::Number(number),
            Some(Outcome::Text(text)) => cell.content = Content::text(text),
            None => cell.content = Content::Blank,
        }
    }
    recalculated
}

/// A value as a cell shows it. An empty cell that a formula names is zero, as in a spreadsheet.
fn outcome(value: Value) -> Outcome {
    match value {
        Value::Blank => Outcome::Number(rust_decimal::Decimal::ZERO),
        Value::Number(number) => Outcome::Number(number),
        Value::Text(text) => Outcome::Text(text),
        Value::Bool(yes) => Outcome::Text(if yes { "TRUE" } else { "FALSE" }.to_owned()),
        Value::Error(error) => Outcome::Text(error.to_owned()),
    }
}

#[cfg(test)]
mod tests;
