//! A self-evaluation form as data. Every value remembers the cells it came from.

mod account;
mod entry;
mod field;
mod kind;
mod out_of_range;
mod sourced;

pub(crate) use account::{CellUse, ColumnReading, Coverage};
pub(crate) use entry::{Block, Kind, Value, ValueMut};
pub use field::SelfEvaluation;
pub(crate) use field::{
    ColumnField, FormField, FundColumnField, FundField, FundLine, Goals, Indicator, IndicatorField,
    Remark,
};
pub use kind::{FormKind, FundRole};
pub(crate) use out_of_range::{OutOfRange, Why};
pub(crate) use sourced::{SheetCell, Source, Sourced};

#[cfg(test)]
mod tests;
