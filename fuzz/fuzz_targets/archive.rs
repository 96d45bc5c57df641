#![no_main]
//! An archive of submissions as it lies on the disk: its directory, its members' names, archives in it.

use std::io::Write as _;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::Builder::new().suffix(".zip").tempfile().unwrap();
    file.write_all(bytes).unwrap();
    huiping_fuzz::archive(file.path().to_owned());
});
