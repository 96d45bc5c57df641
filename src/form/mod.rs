//! Grid → [`SelfEvaluation`](model::SelfEvaluation). Knows layouts, knows nothing of scoring.

pub mod fields;
pub mod matching;
pub mod model;
pub mod recognise;
pub mod teaching;
pub mod vocabulary;
pub mod wording;

mod arrangement;
mod assemble;
mod confidence;
mod coverage;
mod draft;
mod figures;
mod fund_heading;
mod fund_pairs;
mod funds;
mod goals;
mod head;
mod heading;
mod heading_data;
mod heading_rows;
mod headings;
mod identity;
mod indicators;
mod levels;
mod sentences;
mod sheet;
mod stated_totals;
mod subtotals;
mod tail;
mod target_text;
mod totals;

pub use confidence::block_confidence;
pub use recognise::{Recognition, Refusal, recognise, recognise_taught};
