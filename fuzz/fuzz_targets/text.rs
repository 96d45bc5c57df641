#![no_main]
//! Formats that are one text: web pages, SpreadsheetML 2003, flat OpenDocument, delimited text; told
//! apart by their content, as in earnest.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| huiping_fuzz::read_with_ours(text, "a.csv"));
