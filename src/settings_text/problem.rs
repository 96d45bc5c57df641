//! What can be wrong with a text of settings, said so that the one who wrote it can mend it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use super::place::Place;

/// One fault: the file, the line, the key, what is wrong and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub(crate) place: Place,
    pub(crate) key: String,
    pub(crate) message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 第 {} 行", self.place.file, self.place.line)?;
        if !self.key.is_empty() {
            write!(f, "“{}”", self.key)?;
        }
        write!(f, "：{}", self.message)
    }
}

/// The faults found so far. A text that is read several times, for each kind and year, tells each once.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: RefCell<BTreeSet<Problem>>,
    /// What helps where a key is missing.
    if_missing: &'static str,
}

impl Problems {
    /// No faults yet; `if_missing` follows every "缺少这一项".
    pub(crate) fn with_help(if_missing: &'static str) -> Self {
        Self {
            found: RefCell::default(),
            if_missing,
        }
    }

    /// Adds a fault.
    pub(crate) fn add(&self, place: &Place, key: String, message: impl Into<String>) {
        self.found.borrow_mut().insert(Problem {
            place: place.clone(),
            key,
            message: message.into(),
        });
    }

    /// What to say of a key that has to be there and is not.
    pub(super) fn missing(&self) -> String {
        format!("缺少这一项{}", self.if_missing)
    }

    pub(super) fn count(&self) -> usize {
        self.found.borrow().len()
    }

    /// All faults, by file and line.
    pub(crate) fn into_list(self) -> Vec<Problem> {
        self.found.into_inner().into_iter().collect()
    }
}
