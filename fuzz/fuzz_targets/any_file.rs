#![no_main]
//! Whole files as they lie on the disk: telling what they are, and opening their containers.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    huiping_fuzz::read(bytes, "a.xls");
});
