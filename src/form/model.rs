//! A self-evaluation form as data. Every value remembers the cells it came from.

mod account;
mod entry;
mod field;
mod kind;
mod sourced;

pub use account::{CellUse, ColumnReading, Coverage};
pub use entry::{Block, Kind, Value, ValueMut};
pub use field::{
    ColumnField, FormField, FundColumnField, FundField, FundLine, Goals, Indicator, IndicatorField,
    Remark, SelfEvaluation,
};
pub use kind::{FormKind, FundRole};
pub use sourced::{SheetCell, Source, Sourced};

#[cfg(test)]
mod tests;
