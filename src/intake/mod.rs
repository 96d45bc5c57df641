//! Folder → grids. Knows spreadsheets, knows nothing of self-evaluations.

mod archive;
pub mod child;
mod dates;
mod delimited;
mod discover;
mod display;
mod docx;
mod error;
mod found;
pub mod grid;
mod html;
mod number;
mod ods;
mod ole;
mod opc;
mod package;
mod read;
mod sheet;
mod sniff;
mod stored;
mod text;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

pub use discover::discover;
pub use error::{DiscoverError, Fault, ReadError};
pub use found::{Fate, FoundFile, Location, SkipReason};
pub use number::{decimal_of, decimal_of_text};
pub use read::{ReadOptions, Reading, bytes, read, read_bytes, read_with, sha256};
pub use sniff::{Format, OWN_MARK};

#[cfg(test)]
mod tests;
