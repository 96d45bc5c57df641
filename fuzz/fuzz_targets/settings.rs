#![no_main]
//! The files that a bureau writes itself: scoring profiles, and the settings with their taught layouts and
//! own rules.

use std::io::Write as _;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let mut file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
    file.write_all(text).unwrap();
    huiping_fuzz::settings(file.path());
});
