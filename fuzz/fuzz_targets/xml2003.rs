#![no_main]
//! A workbook in SpreadsheetML 2003, from its first element on.

use libfuzzer_sys::fuzz_target;

const HEAD: &[u8] = br#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">"#;

fuzz_target!(|rest: &[u8]| huiping_fuzz::read_with_ours(&[HEAD, rest].concat(), "a.xls"));
