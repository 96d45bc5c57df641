//! Exact decimals as values of the expression language, so that `row.weight * 0.9` means what it says.

use std::any::Any;
use std::cmp::Ordering;

use cel::common::traits::{Adder, Comparer, Divider, Multiplier, Negator, Subtractor};
use cel::common::types::{CelInt, Type};
use cel::common::value::{CowVal, StaticVal, Val};
use cel::{ExecutionError, Value};
use rust_decimal::Decimal;

/// The name of the type, as error messages show it.
static EXACT: Type = Type::new_unspecified_type("number");

/// A decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exact(pub(super) Decimal);

impl Exact {
    /// The decimal a value is, if it is a number.
    fn read(value: &dyn Val) -> Result<Decimal, ExecutionError> {
        if let Some(exact) = value.downcast_ref::<Self>() {
            return Ok(exact.0);
        }
        if let Some(integer) = value.downcast_ref::<CelInt>() {
            return Ok(Decimal::from(*integer.inner()));
        }
        Err(ExecutionError::UnexpectedType {
            got: value.get_type().name().to_owned(),
            want: EXACT.name().to_owned(),
        })
    }

    fn combined<'b, 'v>(
        self,
        other: &(dyn Val + 'v),
        operator: &'static str,
        combine: impl Fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Result<CowVal<'b, 'v>, ExecutionError> {
        let result = combine(self.0, Self::read(other)?);
        let result = result.ok_or(ExecutionError::Overflow(operator, Value::Null, Value::Null))?;
        Ok(CowVal::owned(Self(result)))
    }
}

impl StaticVal for Exact {}

impl Val for Exact {
    fn get_type(&self) -> &Type {
        <Self as Val>::cel_type()
    }

    fn cel_type() -> &'static Type {
        &EXACT
    }

    fn as_adder<'b, 'v>(&'b self) -> Option<&'b (dyn Adder + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn as_subtractor<'b, 'v>(&'b self) -> Option<&'b (dyn Subtractor + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn as_multiplier<'b, 'v>(&'b self) -> Option<&'b (dyn Multiplier + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn as_divider<'b, 'v>(&'b self) -> Option<&'b (dyn Divider + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn as_negator<'b, 'v>(&'b self) -> Option<&'b (dyn Negator + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn as_comparer(&self) -> Option<&dyn Comparer> {
        Some(self)
    }

    fn equals(&self, other: &dyn Val) -> bool {
        Self::read(other).is_ok_and(|other| other == self.0)
    }

    fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v>
    where
        Self: 'v,
    {
        Box::new(*self)
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl Adder for Exact {
    fn add<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        self.combined(other, "add", Decimal::checked_add)
    }
}

impl Subtractor for Exact {
    fn sub<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        self.combined(other, "sub", Decimal::checked_sub)
    }
}

impl Multiplier for Exact {
    fn mul<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        self.combined(other, "mul", Decimal::checked_mul)
    }
}

impl Divider for Exact {
    fn div<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        if Self::read(other)?.is_zero() {
            return Err(ExecutionError::DivisionByZero(Value::Null));
        }
        self.combined(other, "div", Decimal::checked_div)
    }
}

impl Negator for Exact {
    fn negate<'v>(&self) -> Result<Box<dyn Val + 'v>, ExecutionError>
    where
        Self: 'v,
    {
        Ok(Box::new(Self(-self.0)))
    }
}

impl Comparer for Exact {
    fn compare(&self, other: &dyn Val) -> Result<Ordering, ExecutionError> {
        Ok(self.0.cmp(&Self::read(other)?))
    }
}
