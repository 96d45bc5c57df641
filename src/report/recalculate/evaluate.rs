//! Evaluates the formulas of a set of sheets, knowing nothing of how their results were found.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::parse::{Expr, Operator, parse};
use super::value::Value;
use crate::intake::grid::{Area, CellRef};
use crate::report::workbook::cell::Content;
use crate::report::workbook::sheet::Sheet;

type Place = (usize, CellRef);

/// Evaluates formulas, each at most once.
pub(super) struct Evaluator<'a> {
    sheets: &'a [Sheet<'a>],
    names: BTreeMap<&'a str, usize>,
    known: BTreeMap<Place, Value>,
    under_way: BTreeSet<Place>,
    indexes: BTreeMap<Range, BTreeMap<Value, Vec<usize>>>,
    /// The numbers of a range at the places where criteria hold, ascending.
    pub(super) sorted: BTreeMap<Vec<(Range, Value)>, Vec<Decimal>>,
}

/// A range: its sheet and its area.
pub(super) type Range = (usize, Area);

impl<'a> Evaluator<'a> {
    pub(super) fn new(sheets: &'a [Sheet<'a>]) -> Self {
        Self {
            sheets,
            names: sheets
                .iter()
                .enumerate()
                .map(|(index, sheet)| (sheet.name.as_str(), index))
                .collect(),
            known: BTreeMap::new(),
            under_way: BTreeSet::new(),
            indexes: BTreeMap::new(),
            sorted: BTreeMap::new(),
        }
    }

    /// The value of a cell.
    pub(super) fn cell(&mut self, sheet: usize, at: CellRef) -> Result<Value, String> {
        let Some(cell) = self.sheets.get(sheet).and_then(|sheet| sheet.cell(at)) else {
            return Ok(Value::Blank);
        };
        match &cell.content {
            Content::Blank => Ok(Value::Blank),
            Content::Text(text) => Ok(Value::Text(text.to_string())),
            Content::Link(link) => Ok(Value::Text(link.text.clone())),
            Content::Number(number) => Ok(Value::Number(*number)),
            Content::Formula(formula) => self.formula((sheet, at), &formula.text),
        }
    }

    fn formula(&mut self, place: Place, text: &str) -> Result<Value, String> {
        if let Some(value) = self.known.get(&place) {
            return Ok(value.clone());
        }
        if !self.under_way.insert(place) {
            return Err("公式循环引用".to_owned());
        }
        let expr = parse(text)?;
        let value = self.eval(place.0, &expr)?;
        self.under_way.remove(&place);
        self.known.insert(place, value.clone());
        Ok(value)
    }

    /// The value of an expression on a sheet. `Err` is a formula that this evaluator does not know;
    /// an error that a spreadsheet would show is a [`Value::Error`].
    pub(super) fn eval(&mut self, sheet: usize, expr: &Expr) -> Result<Value, String> {
        match expr {
            Expr::Number(number) => Ok(Value::Number(*number)),
            Expr::Text(text) => Ok(Value::Text(text.clone())),
            Expr::Negative(inner) => {
                let value = self.eval(sheet, inner)?;
                Ok(value
                    .number()
                    .map_or_else(|error| error, |number| Value::Number(-number)))
            }
            Expr::Cells(..) => {
                let (sheet, area) = self.range(sheet, expr)?;
                if area.first != area.last {
                    return Err("区域不能作为单个值".to_owned());
                }
                self.cell(sheet, area.first)
            }
            Expr::Binary(operator, left, right) => {
                let left = self.eval(sheet, left)?;
                let right = self.eval(sheet, right)?;
                Ok(join(*operator, &left, &right).unwrap_or_else(|error| error))
            }
            Expr::Call(name, arguments) => self.call(sheet, name, arguments),
        }
    }

    /// The range that an argument names.
    pub(super) fn range(&self, sheet: usize, expr: &Expr) -> Result<Range, String> {
        match expr {
            Expr::Cells(None, area) => Ok((sheet, *area)),
            Expr::Cells(Some(name), area) => self
                .names
                .get(name.as_str())
                .map(|index| (*index, *area))
                .ok_or_else(|| format!("没有工作表“{name}”")),
            _ => Err("此处应为区域".to_owned()),
        }
    }

    /// The values of a range, row by row.
    pub(super) fn values(&mut self, (sheet, area): Range) -> Result<Vec<Value>, String> {
        let mut values = Vec::new();
        for row in area.first.row..=area.last.row {
            for col in area.first.col..=area.last.col {
                values.push(self.cell(sheet, CellRef::new(row, col))?);
            }
        }
        Ok(values)
    }

    /// The value at a place of a range of one column or one row, counted from 0.
    pub(super) fn nth(&mut self, range: Range, index: usize) -> Result<Value, String> {
        let (sheet, area) = range;
        let step = u32::try_from(index).map_err(|error| error.to_string())?;
        let at = if area.first.col == area.last.col {
            CellRef::new(area.first.row + step, area.first.col)
        } else {
            CellRef::new(area.first.row, area.first.col + step)
        };
        if area.contains(at) {
            self.cell(sheet, at)
        } else {
            Ok(Value::Error("#REF!"))
        }
    }

    /// Which places of a range hold a value equal to `wanted`. The range is indexed once.
    pub(super) fn places_of(&mut self, range: Range, wanted: &Value) -> Result<Vec<usize>, String> {
        if !self.indexes.contains_key(&range) {
            let mut index: BTreeMap<Value, Vec<usize>> = BTreeMap::new();
            for (place, value) in self.values(range)?.into_iter().enumerate() {
                index.entry(value).or_default().push(place);
            }
            self.indexes.insert(range, index);
        }
        Ok(self
            .indexes
            .get(&range)
            .and_then(|index| index.get(wanted))
            .cloned()
            .unwrap_or_default())
    }
}

fn join(operator: Operator, left: &Value, right: &Value) -> Result<Value, Value> {
    for side in [left, right] {
        if matches!(side, Value::Error(_)) {
            return Err(side.clone());
        }
    }
    let compared = |accept: fn(Ordering) -> bool| Ok(Value::Bool(accept(left.compare(right))));
    let computed = |result: Option<Decimal>| {
        result.map_or(Err(Value::Error("#NUM!")), |number| {
            Ok(Value::Number(number))
        })
    };
    match operator {
        Operator::Equal => compared(Ordering::is_eq),
        Operator::NotEqual => compared(Ordering::is_ne),
        Operator::AtMost => compared(Ordering::is_le),
        Operator::AtLeast => compared(Ordering::is_ge),
        Operator::Less => compared(Ordering::is_lt),
        Operator::More => compared(Ordering::is_gt),
        Operator::Join => Ok(Value::Text(left.text()? + &right.text()?)),
        Operator::Plus => computed(left.number()?.checked_add(right.number()?)),
        Operator::Minus => computed(left.number()?.checked_sub(right.number()?)),
        Operator::Times => computed(left.number()?.checked_mul(right.number()?)),
        Operator::Over => {
            let divisor = right.number()?;
            if divisor.is_zero() {
                return Err(Value::Error("#DIV/0!"));
            }
            computed(left.number()?.checked_div(divisor))
        }
    }
}
