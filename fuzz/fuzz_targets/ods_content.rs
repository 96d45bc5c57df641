#![no_main]
//! The content of an ods.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    let bytes = common::package(&[("mimetype", mimetype), ("content.xml", content)]);
    huiping_fuzz::read_with_ours(&bytes, "a.ods");
});
