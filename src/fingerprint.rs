//! Fingerprints: SHA-256 in hexadecimal.

use sha2::{Digest as _, Sha256};

/// The fingerprint of some bytes: SHA-256 in hexadecimal, lower case.
#[must_use]
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
