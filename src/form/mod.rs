//! Grid → [`SelfEvaluation`](model::SelfEvaluation). Knows layouts, knows nothing of scoring.

pub(crate) mod fields;
pub(crate) mod matching;
pub(crate) mod model;
pub mod recognise;
pub(crate) mod teaching;
pub(crate) mod vocabulary;
pub(crate) mod wording;

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
pub(crate) mod out_of_range;
mod sentences;
mod sheet;
mod stated_totals;
mod subtotals;
mod tail;
mod target_text;
mod totals;

pub(crate) use confidence::block_confidence;
pub(crate) use recognise::Refusal;
pub use recognise::{Recognition, recognise};
