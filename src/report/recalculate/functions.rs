//! The spreadsheet functions that the workbook uses.

use std::cmp::Ordering;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::evaluate::Evaluator;
use super::parse::Expr;
use super::value::Value;
use crate::report::workbook::table::ANY_NUMBER;
use crate::value::number::round_half_away;

impl Evaluator<'_> {
    /// Calls a function by its name.
    pub(super) fn call(
        &mut self,
        sheet: usize,
        name: &str,
        arguments: &[Expr],
    ) -> Result<Value, String> {
        match (name, arguments) {
            ("IF", [condition, yes, no]) => {
                let condition = self.eval(sheet, condition)?;
                match condition.condition() {
                    Ok(true) => self.eval(sheet, yes),
                    Ok(false) => self.eval(sheet, no),
                    Err(error) => Ok(error),
                }
            }
            ("IFERROR", [value, otherwise]) => match self.eval(sheet, value)? {
                Value::Error(_) => self.eval(sheet, otherwise),
                value => Ok(value),
            },
            ("AND", all) => self.all(sheet, all),
            ("ISNUMBER", [value]) => Ok(Value::Bool(matches!(
                self.eval(sheet, value)?,
                Value::Number(_)
            ))),
            ("ROUND", [value, places]) => {
                let (value, places) = (self.eval(sheet, value)?, self.eval(sheet, places)?);
                Ok(rounded(&value, &places).unwrap_or_else(|error| error))
            }
            ("ABS", [value]) => {
                let value = self.eval(sheet, value)?;
                Ok(value
                    .number()
                    .map_or_else(|error| error, |number| Value::Number(number.abs())))
            }
            ("SUM", ranges) => {
                let numbers = self.numbers(sheet, ranges)?;
                Ok(numbers.map_or_else(|error| error, sum))
            }
            ("COUNT", ranges) => {
                let numbers = self.numbers(sheet, ranges)?;
                Ok(numbers.map_or_else(
                    |error| error,
                    |numbers| Value::Number(Decimal::from(numbers.len())),
                ))
            }
            ("MAX", ranges) => {
                let numbers = self.numbers(sheet, ranges)?;
                Ok(numbers.map_or_else(
                    |error| error,
                    |numbers| Value::Number(numbers.into_iter().max().unwrap_or_default()),
                ))
            }
            ("MIN", ranges) => {
                let numbers = self.numbers(sheet, ranges)?;
                Ok(numbers.map_or_else(
                    |error| error,
                    |numbers| Value::Number(numbers.into_iter().min().unwrap_or_default()),
                ))
            }
            ("SUMIFS", [values, criteria @ ..]) => {
                let range = self.range(sheet, values)?;
                let mut numbers = Vec::new();
                for place in self.matching(sheet, criteria)? {
                    match self.nth(range, place)? {
                        Value::Number(number) => numbers.push(number),
                        error @ Value::Error(_) => return Ok(error),
                        Value::Blank | Value::Text(_) | Value::Bool(_) => {}
                    }
                }
                Ok(sum(numbers))
            }
            ("COUNTIFS", criteria) => {
                let count = self.count(sheet, criteria)?;
                Ok(Value::Number(Decimal::from(count)))
            }
            ("MATCH", [wanted, range, Expr::Number(exact)]) if exact.is_zero() => {
                let wanted = self.eval(sheet, wanted)?;
                let range = self.range(sheet, range)?;
                let found = self.places_of(range, &wanted)?.first().copied();
                Ok(found.map_or(Value::Error("#N/A"), |place| {
                    Value::Number(Decimal::from(place + 1))
                }))
            }
            ("INDEX", [range, place]) => {
                let place = self.eval(sheet, place)?;
                let range = self.range(sheet, range)?;
                match place.number() {
                    Ok(place) => match place.to_usize().and_then(|place| place.checked_sub(1)) {
                        Some(index) => self.nth(range, index),
                        None => Ok(Value::Error("#VALUE!")),
                    },
                    Err(error) => Ok(error),
                }
            }
            ("LOOKUP", [wanted, keys, values]) => self.lookup(sheet, wanted, keys, values),
            _ => Err(format!("自检不认识的函数：{name}")),
        }
    }

    fn all(&mut self, sheet: usize, conditions: &[Expr]) -> Result<Value, String> {
        let mut all = true;
        for condition in conditions {
            match self.eval(sheet, condition)?.condition() {
                Ok(holds) => all &= holds,
                Err(error) => return Ok(error),
            }
        }
        Ok(Value::Bool(all))
    }

    /// The numbers among the arguments; texts and empty cells are passed over. An error among them is
    /// what the function yields.
    fn numbers(
        &mut self,
        sheet: usize,
        arguments: &[Expr],
    ) -> Result<Result<Vec<Decimal>, Value>, String> {
        let mut numbers = Vec::new();
        for argument in arguments {
            let values = if matches!(argument, Expr::Cells(..)) {
                let range = self.range(sheet, argument)?;
                self.values(range)?
            } else {
                vec![self.eval(sheet, argument)?]
            };
            for value in values {
                match value {
                    Value::Number(number) => numbers.push(number),
                    Value::Error(_) => return Ok(Err(value)),
                    Value::Blank | Value::Text(_) | Value::Bool(_) => {}
                }
            }
        }
        Ok(Ok(numbers))
    }

    /// The places at which all criteria hold.
    fn matching(&mut self, sheet: usize, criteria: &[Expr]) -> Result<Vec<usize>, String> {
        let mut places: Option<Vec<usize>> = None;
        for pair in criteria.chunks(2) {
            let [range, criterion] = pair else {
                return Err("条件不成对".to_owned());
            };
            let range = self.range(sheet, range)?;
            let criterion = Criterion::of(&self.eval(sheet, criterion)?)?;
            let kept = match (&places, &criterion) {
                (None, Criterion::Is(value)) => self.places_of(range, value)?,
                (None, _) => {
                    let values = self.values(range)?;
                    values
                        .iter()
                        .enumerate()
                        .filter(|(_, value)| criterion.holds(value))
                        .map(|(place, _)| place)
                        .collect()
                }
                (Some(places), _) => {
                    let mut kept = Vec::new();
                    for place in places {
                        if criterion.holds(&self.nth(range, *place)?) {
                            kept.push(*place);
                        }
                    }
                    kept
                }
            };
            places = Some(kept);
        }
        Ok(places.unwrap_or_default())
    }

    /// How many places meet all criteria. A rank counts the greater numbers of one range among rows
    /// that are the same for the whole league, so those numbers are sorted once.
    fn count(&mut self, sheet: usize, criteria: &[Expr]) -> Result<usize, String> {
        let Some((fixed, [range, criterion])) = criteria.split_last_chunk::<2>() else {
            return Err("条件不成对".to_owned());
        };
        let Criterion::Holds(Ordering::Greater, bound) =
            Criterion::of(&self.eval(sheet, criterion)?)?
        else {
            return Ok(self.matching(sheet, criteria)?.len());
        };
        let range = self.range(sheet, range)?;
        let mut key = vec![(range, Value::Blank)];
        for pair in fixed.chunks(2) {
            let [of, criterion] = pair else {
                return Err("条件不成对".to_owned());
            };
            key.push((self.range(sheet, of)?, self.eval(sheet, criterion)?));
        }
        if !self.sorted.contains_key(&key) {
            let places = if fixed.is_empty() {
                let values = self.values(range)?;
                (0..values.len()).collect()
            } else {
                self.matching(sheet, fixed)?
            };
            let mut numbers = Vec::new();
            for place in places {
                if let Value::Number(number) = self.nth(range, place)? {
                    numbers.push(number);
                }
            }
            numbers.sort_unstable();
            self.sorted.insert(key.clone(), numbers);
        }
        let numbers = self.sorted.get(&key).map_or(&[][..], Vec::as_slice);
        Ok(numbers.len() - numbers.partition_point(|number| *number <= bound))
    }

    fn lookup(
        &mut self,
        sheet: usize,
        wanted: &Expr,
        keys: &Expr,
        values: &Expr,
    ) -> Result<Value, String> {
        let wanted = self.eval(sheet, wanted)?;
        let keys = self.range(sheet, keys)?;
        let values = self.range(sheet, values)?;
        let below = self
            .values(keys)?
            .iter()
            .take_while(|key| key.compare(&wanted) != Ordering::Greater)
            .count();
        match below.checked_sub(1) {
            Some(index) => self.nth(values, index),
            None => Ok(Value::Error("#N/A")),
        }
    }
}

/// A sum; beyond what a number here can hold, the error that a spreadsheet would show.
fn sum(numbers: Vec<Decimal>) -> Value {
    numbers
        .into_iter()
        .try_fold(Decimal::ZERO, Decimal::checked_add)
        .map_or(Value::Error("#NUM!"), Value::Number)
}

fn rounded(value: &Value, places: &Value) -> Result<Value, Value> {
    let places = places.number()?.to_u32().ok_or(Value::Error("#NUM!"))?;
    Ok(Value::Number(round_half_away(value.number()?, places)))
}

/// Makes a criterion from its bound.
type Bounded = fn(Decimal) -> Criterion;

/// A criterion of `SUMIFS` and its kin.
enum Criterion {
    Is(Value),
    /// Keeps numbers only: how they lie to a bound, the bound, and whether it is included.
    Holds(Ordering, Decimal),
    HoldsOrIs(Ordering, Decimal),
    NotEmpty,
    IsNumber,
}

impl Criterion {
    fn of(value: &Value) -> Result<Self, String> {
        let Value::Text(text) = value else {
            return Ok(Self::Is(value.clone()));
        };
        if text == "<>" {
            return Ok(Self::NotEmpty);
        }
        if text == ANY_NUMBER {
            return Ok(Self::IsNumber);
        }
        let signs: [(&str, Bounded); 4] = [
            (">=", |bound| Self::HoldsOrIs(Ordering::Greater, bound)),
            ("<=", |bound| Self::HoldsOrIs(Ordering::Less, bound)),
            (">", |bound| Self::Holds(Ordering::Greater, bound)),
            ("<", |bound| Self::Holds(Ordering::Less, bound)),
        ];
        for (sign, criterion) in signs {
            if let Some(bound) = text.strip_prefix(sign) {
                return Decimal::from_str(bound)
                    .map(criterion)
                    .map_err(|_| format!("自检不认识的条件：{text}"));
            }
        }
        Ok(Self::Is(value.clone()))
    }

    fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Is(wanted), _) => value == wanted,
            (Self::Holds(ordering, bound), Value::Number(number)) => number.cmp(bound) == *ordering,
            (Self::HoldsOrIs(ordering, bound), Value::Number(number)) => {
                number == bound || number.cmp(bound) == *ordering
            }
            (Self::NotEmpty, _) => !matches!(value, Value::Blank),
            (Self::IsNumber, _) => matches!(value, Value::Number(_)),
            (Self::Holds(..) | Self::HoldsOrIs(..), _) => false,
        }
    }
}
