//! huiping (汇评): a district's self-evaluation forms in, one consolidated workbook out.
//!
//! The way of the data, one module a stage:
//!
//! ```text
//! folder ─intake→ grids ─form→ self-evaluations ─submission→ submissions ─scoring→ assessments
//!                                                                                     │
//!                    workbook, data ←report─ comparison ←compare─ findings ←checks────┘
//! ```

pub mod fault;

pub mod intake;
pub mod settings_text;
pub mod value;

pub mod form;

pub mod submission;

pub mod scoring;

pub mod policy;

pub mod checks;

pub mod compare;

pub mod report;

pub mod assess;
pub mod config;
pub mod consolidate;
pub mod survey;

pub mod cli;

#[cfg(test)]
mod message_gallery;
