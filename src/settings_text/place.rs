//! Where a value was written, which a fault of it tells.

use std::sync::Arc;

/// Where a value was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The file, as shown to the user.
    pub(crate) file: Arc<str>,
    /// The line, counted from 1.
    pub(crate) line: usize,
}

impl Place {
    /// The first line of a file.
    pub(crate) fn start_of(file: &str) -> Self {
        Self {
            file: Arc::from(file),
            line: 1,
        }
    }
}
