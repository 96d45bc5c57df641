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
mod bounds;
mod cell;
pub(crate) mod child;
mod container;
mod discover;
mod error;
mod fate;
mod format;
mod found;
pub(crate) mod grid;
mod guard;
mod prose;
mod read;
mod sniff;
mod walk;

pub use discover::discover;
pub(crate) use discover::discover_beside;
pub(crate) use error::{DiscoverError, ReadError};
pub(crate) use format::Format;
pub use found::FoundFile;
pub(crate) use found::{Fate, Location, SkipReason};
pub(crate) use guard::guarded;
pub(crate) use prose::prose;
pub(crate) use read::bytes;
pub use read::{ReadOptions, read, read_bytes};

#[cfg(test)]
mod tests;
