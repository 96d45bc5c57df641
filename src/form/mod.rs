//! Grid → [`SelfEvaluation`](model::SelfEvaluation). Knows layouts, knows nothing of scoring.

pub mod model;
