#![no_main]
//! Whole files as they lie on the disk: telling what they are, and opening their containers.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = huiping_fuzz::intake::read_bytes(bytes, "a.xls", Default::default());
});
