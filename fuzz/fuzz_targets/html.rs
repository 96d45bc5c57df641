#![no_main]
//! A web page with a table, under the name of a workbook.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|rest: &[u8]| huiping_fuzz::read_with_ours(&[b"<table>", rest].concat(), "a.xls"));
