//! One binary for all integration tests; its modules are named after what they hold the program to.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops there"
)]

mod golden;
mod grid_file;
mod sample_forms;
mod samples;
