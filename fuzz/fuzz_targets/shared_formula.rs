#![no_main]
//! A formula that cells share, on an xlsx sheet: first the cell it is written for, then the cell that shares
//! it, then the area it claims to be shared over, then its text, a line each.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(4, '\n').map(common::escaped);
    let mut line = || lines.next().unwrap_or_default();
    let (from, to, area, formula) = (line(), line(), line(), line());
    let sheet = format!(
        r#"<worksheet><sheetData><row><c r="{from}"><f t="shared" si="0" ref="{area}">{formula}</f><v>1</v></c><c r="{to}"><f t="shared" si="0"/></c><c><f t="shared" si="0"/><v/></c></row></sheetData></worksheet>"#
    );
    let bytes = common::workbook(sheet.as_bytes(), b"<styleSheet/>");
    huiping_fuzz::read(&bytes, "a.xlsx");
});
