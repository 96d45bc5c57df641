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
mod cell_edits;
mod charts;
mod contract;
mod districts;
mod every_folder;
mod explained;
mod extracted;
mod figures;
mod golden;
mod grid_file;
mod league;
mod made_districts;
#[path = "../make_district/mod.rs"]
mod make_district;
mod measure;
mod mutants;
mod outcome;
mod ownership;
mod page_in_browser;
mod places;
mod policy;
mod program;
mod reviewer;
mod sample_forms;
mod samples;
mod taught;
mod terminal;
mod traceable;
mod transaction;
mod unit_column;
mod units;
mod versions;
mod whole_run;
