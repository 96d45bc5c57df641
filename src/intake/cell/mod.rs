//! What a cell says: its exact number, its date, how it looks; and sheets filled within bounds.

pub(crate) mod codes;
pub(crate) mod dates;
pub(crate) mod display;
pub(crate) mod number;
pub(crate) mod sheet;
pub(crate) mod signs;
pub(crate) mod stored;
