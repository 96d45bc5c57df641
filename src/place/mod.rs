//! What lies outside the program: files that may be anything, names and texts that may hold anything, and
//! what the system says where it refuses. Knows nobody.

mod csv_guard;
mod file;
mod name;
mod shown;
mod trouble;
mod visible;

pub(crate) use csv_guard::{guard, unguard};
pub(crate) use file::{Unfit, open, open_within, read};
pub(crate) use name::{room, safe_name, unlike};
pub(crate) use shown::shown;
pub(crate) use trouble::in_words;
pub(crate) use visible::{acts, for_documents, visible, visible_line};
