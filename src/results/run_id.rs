//! The run id: what a run was made from, as one short word. Never time or chance.

use std::fmt;

use crate::fingerprint::sha256;

/// How many hexadecimal digits of the hash are kept.
const LENGTH: usize = 16;

/// The id that stands in every file of a run which can carry one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RunId(String);

impl RunId {
    /// The id as text.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gathers what makes a run: version, settings, inputs. The same in the same order gives the same id.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunIdentity(Vec<u8>);

impl RunIdentity {
    /// Adds a part: what it is, and its words. Each is taken with its length, so that no two lists of parts
    /// run into one.
    pub(crate) fn add<'a>(&mut self, what: &str, words: impl IntoIterator<Item = &'a str>) {
        let words: Vec<&str> = words.into_iter().collect();
        self.0
            .extend(format!("{}\n{what}\n{}\n", what.len(), words.len()).bytes());
        for word in words {
            self.0.extend(format!("{}\n{word}\n", word.len()).bytes());
        }
    }

    /// The id of all that was added.
    #[must_use]
    pub(crate) fn id(&self) -> RunId {
        let mut hash = sha256(&self.0);
        hash.truncate(LENGTH);
        RunId(hash)
    }
}
