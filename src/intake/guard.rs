//! A panic in a reader is an error of the file being read, and nothing more.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use super::error::ReadError;

/// Runs a reader; a panic in it becomes an error for this file.
pub(crate) fn guarded<T>(reader: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    QUIET_PANICS.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                report(panic);
            }
        }));
    });
    let before = GUARDED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(reader));
    GUARDED.set(before);
    outcome.unwrap_or_else(|_| Err(ReadError::ReaderBroke("读取器中途出错".to_owned())))
}

thread_local! {
    /// Whether a panic of this thread is caught and told as an error of the file being read.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Once in a process, panics that are caught are kept from being reported on the terminal as well.
static QUIET_PANICS: Once = Once::new();
