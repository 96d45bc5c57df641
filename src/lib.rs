//! huiping (汇评): a district's self-evaluation forms in, one consolidated workbook out.
//!
//! The way of the data, one module a stage:
//!
//! ```text
//! folder ─intake→ grids ─form→ self-evaluations ─submission→ submissions ─scoring→ assessments
//!                                                                                     │
//!                    workbook, data ←report─ comparison ←compare─ findings ←checks────┘
//! ```

mod fault;
mod fingerprint;
mod place;

mod results;

mod intake;
mod settings_text;
mod value;

mod form;

mod submission;

mod scoring;

mod policy;

mod checks;

mod compare;

mod report;

mod assess;
mod config;
mod consolidate;
mod survey;

mod cli;

pub mod stages;

pub use cli::run;

#[cfg(test)]
mod message_gallery;
