//! The text of what a bureau writes itself: scoring profiles and `huiping.toml`. TOML in; typed values out,
//! and every fault with its file, line and key and what is likely meant.
//!
//! Knows no key. [`read`] parses a text and hands its [`Reader`] to whoever does: each getter reports what
//! is wrong with its key and goes on, and [`Reader::finish`] reports the keys that nobody asked for.

mod place;
mod problem;
mod reader;
mod syntax;
#[cfg(test)]
mod tests;
mod tree;

use std::io;
use std::path::Path;

use crate::place::Unfit;
use crate::value::nearest::nearest;

pub(crate) use place::Place;
pub(crate) use problem::Problem;
pub(crate) use problem::Problems;
pub(crate) use reader::Reader;
pub(crate) use tree::{Node, Root, Table, Value, parse};

/// Reads a text by those who know its keys; `file` is its name as shown to the user.
///
/// # Errors
/// Every fault found, by line: those of the TOML where it is none, else those that `meaning` reported.
pub(crate) fn read<T>(
    file: &str,
    text: &str,
    meaning: impl FnOnce(Reader<'_>) -> T,
) -> Result<T, Vec<Problem>> {
    let problems = Problems::default();
    let meant = parse(file, text, &problems)
        .map(|root| meaning(Reader::new(&root.table, root.place, &problems)));
    match (meant, problems.into_list()) {
        (Some(meant), problems) if problems.is_empty() => Ok(meant),
        (_, problems) => Err(problems),
    }
}

/// The most bytes of a text that a person writes.
const LONGEST: u64 = 4 << 20;

/// Reads a file of settings.
///
/// # Errors
/// What the system says; what is no regular file of a person's size, and no UTF-8.
pub(crate) fn read_file(path: &Path) -> io::Result<TextFile> {
    let bytes = crate::place::read(path, LONGEST)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Unfit::NotUtf8)?;
    let text = without_mark(text).to_owned();
    Ok(TextFile { text, bytes })
}

/// A file of settings.
pub(crate) struct TextFile {
    /// Its text, without the mark that Notepad puts in front of UTF-8.
    pub text: String,
    /// All its bytes.
    pub bytes: Vec<u8>,
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// What to say of a name that nobody knows: the fault, the known name that is likely meant, and all known.
pub(crate) fn unknown(fault: &str, name: &str, known: &[&str]) -> String {
    let told = likely(fault, name, known);
    format!("{told}可用的有：{}", known.join("、"))
}

/// The fault with the known name that is likely meant, ready for another half-sentence.
pub(crate) fn likely(fault: &str, name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("{fault}，是不是“{near}”？"),
        None => format!("{fault}；"),
    }
}
