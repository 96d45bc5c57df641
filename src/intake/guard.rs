//! A reader that panics costs its file, never the run.

use super::error::ReadError;
use crate::fault::caught;

/// Runs a reader; where it panics, the file is told as one on which the reader broke.
pub(crate) fn guarded<T>(reader: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    caught(reader).unwrap_or_else(|_| Err(ReadError::ReaderBroke("读取器中途出错".to_owned())))
}
