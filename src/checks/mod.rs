//! One rule, one file; a registry; findings.

pub mod finding;
