#![no_main]
//! The record stream of an xls.

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;

fuzz_target!(|stream: &[u8]| {
    let empty = Cursor::new(Vec::new());
    let mut container = cfb::CompoundFile::create_with_version(cfb::Version::V3, empty).unwrap();
    let mut workbook = container.create_stream("/Workbook").unwrap();
    workbook.write_all(stream).unwrap();
    drop(workbook);
    container.flush().unwrap();
    let bytes = container.into_inner().into_inner();
    // The reader of values is not ours; what it panics on is caught and refused.
    huiping_fuzz::read(&bytes, "a.xls");
});
