//! The stages that take apart what others wrote, without those that only write: a build for fuzzing makes
//! every dependency anew, and the frames and workbooks of the later stages would take most of its time.

#![allow(dead_code, unused_imports)]

#[path = "../../src/fault.rs"]
pub mod fault;
#[path = "../../src/intake/mod.rs"]
pub mod intake;
#[path = "../../src/settings_text/mod.rs"]
pub mod settings_text;
#[path = "../../src/value/mod.rs"]
pub mod value;

#[path = "../../src/form/mod.rs"]
pub mod form;

#[path = "../../src/submission/mod.rs"]
pub mod submission;

#[path = "../../src/scoring/mod.rs"]
pub mod scoring;

#[path = "../../src/policy/mod.rs"]
pub mod policy;

#[path = "../../src/checks/mod.rs"]
pub mod checks;

#[path = "../../src/config/mod.rs"]
pub mod config;
