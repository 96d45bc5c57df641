//! Folder → grids. Knows spreadsheets, knows nothing of self-evaluations.

pub mod grid;
