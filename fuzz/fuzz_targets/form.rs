#![no_main]
//! From a text table to forms: the recogniser, on grids of any shape.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    if let Ok(reading) = huiping_fuzz::intake::read_bytes(text, "a.csv", Default::default()) {
        let _ = huiping_fuzz::form::recognise(&reading.workbook, "a.csv", &reading.sha256);
    }
});
