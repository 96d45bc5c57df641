//! Frames and findings → files: the workbook (one file per sheet), JSON, CSV, Parquet.

pub mod extract;
