#![no_main]
//! A web page with a table, under the name of a workbook.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|rest: &[u8]| common::read(&[b"<table>", rest].concat(), "a.xls"));
