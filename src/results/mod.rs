//! A folder of results: whose each file in it is, and how a whole set of files takes the place of another.
//!
//! ```text
//! Session ─ lock ─ recover ─ check      nobody else writes here; what an interrupted run left is put right;
//!    │                                  nothing stands in the way that is not ours to replace
//!   put ─ staging                       each file is written into a hidden folder beside its place
//!    │
//! commit ─ check ─ journal ─ swap       all of them take their places, the list of files last
//! ```
//!
//! A file is ours when it bears our [`mark`] (where its format can bear one) and stands in the [`list`] of the last
//! run with its hash. Nothing else is ever replaced or removed.

mod disk;
mod error;
mod journal;
mod known;
mod list;
mod lock;
pub(crate) mod mark;
mod names;
mod open_files;
mod run_id;
mod session;
mod single;
mod standing;
mod temporary;

pub(crate) use error::WriteError;
#[cfg(test)]
pub(crate) use error::{Earlier, Obstacle, Why};
pub(crate) use known::Known;
pub(crate) use list::Output;
pub(crate) use mark::{Mark, Product};
pub(crate) use names::{EXTRACT_RECORD, RUN_RECORD, is_work_of_a_run};
pub(crate) use run_id::{RunId, RunIdentity};
pub(crate) use session::Session;
pub(crate) use single::{in_the_way, replace};

#[cfg(test)]
mod tests;
