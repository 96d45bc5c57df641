//! Grid → [`SelfEvaluation`](model::SelfEvaluation). Knows layouts, knows nothing of scoring.

pub mod model;
pub mod recognise;
pub mod vocabulary;
pub mod wording;

mod assemble;
mod coverage;
mod funds;
mod goals;
mod head;
mod heading;
mod indicators;
mod sheet;
mod tail;
mod totals;

pub use recognise::{Recognition, Refusal, recognise};
