#![no_main]
//! The main part of a docx.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let [types, root] = common::office(
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    );
    let bytes = common::package(&[
        (types.0, &types.1),
        (root.0, &root.1),
        ("word/document.xml", body),
    ]);
    huiping_fuzz::read_with_ours(&bytes, "a.docx");
});
