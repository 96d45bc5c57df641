//! One binary for all integration tests; its modules are named after what they hold the program to.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on stops there, and writes its own inputs"
)]

mod account;
mod bad_input;
mod beside;
mod charts;
mod contract;
mod districts;
mod explained;
mod extracted;
mod golden;
mod grid_file;
mod league;
mod measure;
mod mutants;
mod page_in_browser;
mod policy;
mod program;
mod reviewer;
mod sample_forms;
mod samples;
mod taught;
mod traceable;
mod units;
mod versions;
mod whole_run;
