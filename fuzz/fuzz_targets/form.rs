#![no_main]
//! From a text table to forms: the recogniser, on grids of any shape.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| huiping_fuzz::form(text));
