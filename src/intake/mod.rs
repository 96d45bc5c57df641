//! Folder → grids. Knows spreadsheets, knows nothing of self-evaluations.

mod archive;
mod calamine_value;
mod dates;
mod discover;
mod display;
mod error;
mod found;
pub mod grid;
mod number;
mod ods;
mod package;
mod read;
mod sheet;
mod sniff;
mod text;
mod xls;
mod xlsx;
mod xml;

pub use discover::discover;
pub use error::{DiscoverError, Fault, ReadError};
pub use found::{Fate, FoundFile, Location, SkipReason};
pub use number::{decimal_of, decimal_of_text};
pub use read::{ReadOptions, Reading, bytes, read, read_bytes, read_with, sha256};
pub use sniff::Format;

#[cfg(test)]
mod tests;
