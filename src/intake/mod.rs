//! Folder → grids. Knows spreadsheets, knows nothing of self-evaluations.
//!
//! [`discover()`] lists every file with its fate; [`read()`] makes a candidate a [`grid::Workbook`]:
//!
//! ```text
//! discover ─ archive ─ sniff        what lies there, and what it really is
//!     │
//!    read ─ child ─ guard           safely, in a process of its own where that is wise
//!     │
//!   format/                         one reader a format, built on
//!     ├─ container/                 what files are made of
//!     └─ cell/                      what a cell says
//! ```

mod archive;
mod cell;
pub mod child;
mod container;
mod discover;
mod error;
mod fate;
mod format;
mod found;
pub mod grid;
mod guard;
mod prose;
mod read;
mod sniff;

pub use cell::number::{decimal_of, decimal_of_text};
pub use discover::discover;
pub use error::{DiscoverError, Fault, ReadError, system_reason};
pub use format::Format;
pub use found::{Fate, FoundFile, Location, SkipReason};
pub(crate) use guard::guarded;
pub use prose::prose;
pub use read::{ReadOptions, Reading, bytes, read, read_bytes, read_with, sha256};
pub use sniff::OWN_MARK;

#[cfg(test)]
mod tests;
